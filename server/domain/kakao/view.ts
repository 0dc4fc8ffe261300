import { channelsOf } from '#app/shapes/case.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { KakaoImportView } from '#app/shapes/kakao.ts'
import type { Db } from '#db/client.ts'
import type { Member } from '../access.ts'

const MINUTE_MS = 60_000

/**
 * Imports of the member's case that they may see: their own in any state but withdrawn, and others' that are read and
 * meant for a channel of theirs. Of a talk of two, others see that it is there and nothing of whom it was with.
 */
export function importRows(db: Db, member: Member) {
  const audiences = channelsOf(member.side, member.role)
  return db
    .selectFrom('kakao_import')
    .innerJoin('member as uploader', 'uploader.id', 'kakao_import.member_id')
    .leftJoin('kakao_room', 'kakao_room.id', 'kakao_import.room_id')
    .selectAll('kakao_import')
    .select(['uploader.nickname as by', 'kakao_room.name as shownRoomName'])
    .select([
      'kakao_import.member_id as memberId',
      'kakao_import.file_key as fileKey',
      'kakao_import.file_name as fileName',
    ])
    .where('kakao_import.case_id', '=', member.caseId)
    .where('kakao_import.state', '<>', 'withdrawn')
    .where((eb) =>
      eb.or([
        eb('kakao_import.member_id', '=', member.id),
        eb.and([
          eb('kakao_import.state', '=', 'ready'),
          eb('kakao_import.audience', '=', eb.fn.any(eb.val(audiences))),
        ]),
      ]),
    )
}

export type ImportRow = Awaited<ReturnType<ReturnType<typeof importRows>['executeTakeFirstOrThrow']>>

export function importView(row: ImportRow, member: Member): KakaoImportView {
  const mine = row.memberId === member.id
  const isSeen = mine || !row.is_pair
  const { first_minute: first, last_minute: last } = row
  return {
    id: row.id,
    mine,
    by: row.by,
    audience: row.audience,
    room: row.room_id === null ? null : { id: row.room_id, name: row.shownRoomName ?? '' },
    isPair: row.is_pair,
    fileName: isSeen ? row.file_name : '',
    bytes: row.bytes,
    sha256: Buffer.from(row.sha256).toString('hex'),
    state: row.state,
    failedWhy: row.failed_why,
    format: row.format,
    progress: row.text_bytes === 0 ? 0 : Math.min(1, row.bytes_done / row.text_bytes),
    counts: {
      lines: row.lines,
      message: row.lines_message,
      system: row.lines_system,
      skipped: row.lines_skipped,
      messages: row.messages,
      fresh: row.fresh,
      media: row.media,
      mediaFiles: row.media_files,
      undated: row.undated,
      shortened: row.shortened,
      covered: row.covered,
    },
    days: first === null || last === null ? null : { first: dayOf(first), last: dayOf(last) },
    notKept: row.has_resident ? 'resident_number' : null,
    at: row.made_at.toISOString(),
  }
}

function dayOf(minute: number): string {
  return seoulDate(minute * MINUTE_MS)
}
