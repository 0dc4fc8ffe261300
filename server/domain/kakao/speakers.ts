import type { TalkSpeaker } from '#app/shapes/kakao.ts'
import { speakerLabel } from '#app/text/ko/kakao.ts'
import type { Db } from '#db/client.ts'
import type { Member } from '../access.ts'

/** The people of a page by their numbers. */
export type Speakers = { of(no: number): TalkSpeaker; labelOf(no: number): string }

/**
 * Who is behind these numbers in a room. A name that exactly one member called theirs there, or that stands for whoever
 * saved the file, is shown as that member's nickname; one that several did is still only a number.
 */
export async function speakersOf(
  db: Db,
  roomId: string,
  member: Member,
  numbers: readonly number[],
): Promise<Speakers> {
  const rows = await db
    .selectFrom('kakao_name')
    .leftJoin('kakao_name_claim as claim', (join) =>
      join.onRef('claim.name_id', '=', 'kakao_name.id').on('claim.room_id', '=', roomId),
    )
    .leftJoin('member as owner', (join) =>
      join.on((eb) => eb('owner.id', '=', eb.fn.coalesce('claim.member_id', 'kakao_name.member_id'))),
    )
    .select(['kakao_name.no', 'kakao_name.is_bot as isBot', 'owner.id as ownerId', 'owner.nickname'])
    .where('kakao_name.case_id', '=', member.caseId)
    .where((eb) => eb('kakao_name.no', '=', eb.fn.any(eb.val(numbers))))
    .execute()
  const speakers = new Map<number, TalkSpeaker>()
  for (const { no, isBot, ownerId, nickname } of rows) {
    const before = speakers.get(no)
    const mine = ownerId === member.id || (before?.mine ?? false)
    speakers.set(no, { no, isBot, mine, nickname: before ? null : nickname })
  }
  const of = (no: number) => speakers.get(no) ?? { no, nickname: null, isBot: false, mine: false }
  return { of, labelOf: (no) => speakerLabel(of(no)) }
}
