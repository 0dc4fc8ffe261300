import { ownText } from '#app/text/ko/talk-export.ts'
import type { Db } from '#db/client.ts'
import type { Member } from '../access.ts'

/** Bytes of files that go into one ZIP, the newest first; older ones can be fetched one by one. A ZIP holds 4 GiB. */
const FILES_MOST_BYTES = 2 * 1024 * 1024 * 1024

/** What a member has of the conversations they brought. `file` is the name in the ZIP, null when it is not in it. */
export async function ownKakao(db: Db, member: Member) {
  const imports = await db
    .selectFrom('kakao_import')
    .select(['id', 'audience', 'room_name', 'is_pair', 'file_name', 'file_key', 'bytes', 'sha256', 'state'])
    .select(['format', 'lines', 'lines_message', 'lines_system', 'lines_skipped', 'made_at', 'ended_at'])
    .where('member_id', '=', member.id)
    .where('state', '<>', 'withdrawn')
    .orderBy('made_at', 'desc')
    .execute()
  let bytes = 0
  return imports.map(({ file_key: key, sha256, ...row }, at) => {
    bytes += row.bytes
    const isIn = key !== null && bytes <= FILES_MOST_BYTES
    const ending = /\.[a-z0-9]{1,5}$/i.exec(row.file_name)?.[0] ?? ''
    const file = isIn ? ownText.kakaoName(imports.length - at, ending) : null
    return { ...row, sha256: Buffer.from(sha256).toString('hex'), file, key: isIn ? key : null }
  })
}

/** Whether the member stands in a file as the one who saved it, and which talks of two are theirs. */
export async function ownKakaoPlaces(db: Db, member: Member) {
  const numbers = await db.selectFrom('kakao_name').select('no').where('member_id', '=', member.id).execute()
  const pairs = await db
    .selectFrom('kakao_room')
    .select(['id', 'audience', 'made_at'])
    .where('owner_id', '=', member.id)
    .execute()
  return { numbers: numbers.map(({ no }) => no), pairs }
}
