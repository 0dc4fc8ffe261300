import { sql } from 'kysely'
import { TalkPlace } from '#app/shapes/kakao.ts'
import type { Db } from '#db/client.ts'
import { record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { roomFor } from './talk.ts'

/** Lines one form may decide about: more than stand on a page. */
const LINES_MOST = 200

/**
 * Decides which of these lines of one's own talk of two others see: `shown` of all `places` on the page. Refuses
 * `shared.not_found` for others' rooms and for groups, and `kakao.too_many_lines`.
 */
export async function pickKakaoLines(
  db: Db,
  viewer: Viewer,
  { slug, roomId, places, shown }: { slug: string; roomId: string; places: string[]; shown: string[] },
): Promise<void> {
  if (places.length > LINES_MOST) throw new Refusal('invalid', 'kakao.too_many_lines')
  if (!places.every((place) => TalkPlace.safeParse(place).success)) throw notFound()
  await inTransaction(db, async (tx) => {
    const room = await roomFor(tx, viewer, { slug, roomId })
    if (!room.mine) throw notFound()
    const given = places.map((place) => {
      const [minute, , digest] = place.split('.')
      return { minute: Number(minute), digest: `\\x${digest}`, picked: shown.includes(place) }
    })
    const { rows } = await sql<{ picked: boolean }>`
      update kakao_message as m set picked = given.picked
      from json_to_recordset(${JSON.stringify(given)}::text::json)
        as given (minute integer, digest bytea, picked boolean)
      where m.room_id = ${roomId} and m.minute = given.minute and m.digest = given.digest
        and m.picked <> given.picked
      returning m.picked`.execute(tx)
    if (rows.length === 0) return
    const lines = rows.filter(({ picked }) => picked).length
    const data = { roomId, shown: lines, hidden: rows.length - lines }
    await record(tx, room.member.caseId, room.member.id, { kind: 'kakao.picked', data })
  })
}
