import type { Db, Tx } from '#db/client.ts'
import { caseKey } from '../case-key.ts'
import { record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { nameKey } from './names.ts'
import { roomFor, type SeenRoom } from './talk.ts'

/**
 * Says that a name in a room is one's own; from then on what was said under it stands under one's nickname. Knowing the
 * name is what it takes, and saying so stands in the ledger; where two say so of one name, nobody's nickname is shown.
 * Refuses `kakao.name_unknown` when nobody in the room is called that.
 */
export async function claimKakaoName(
  db: Db,
  viewer: Viewer,
  { slug, roomId, name }: { slug: string; roomId: string; name: string },
  { vault }: { vault: Vault },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const room = await roomFor(tx, viewer, { slug, roomId })
    const { member } = room
    const index = nameKey(await caseKey(tx, vault, member.caseId), name)
    const found = await tx
      .selectFrom('kakao_room_name')
      .innerJoin('kakao_name', 'kakao_name.id', 'kakao_room_name.name_id')
      .select(['kakao_name.id', 'kakao_name.no'])
      .where('kakao_room_name.room_id', '=', room.id)
      .where('kakao_name.name_key', '=', index)
      .where('kakao_name.is_bot', '=', false)
      .executeTakeFirst()
    if (!found || !(await isSeen(tx, room, found.id))) {
      throw new Refusal('invalid', 'kakao.name_unknown', { fields: { ownName: 'kakao.name_unknown' } })
    }
    const made = await tx
      .insertInto('kakao_name_claim')
      .values({ room_id: room.id, name_id: found.id, member_id: member.id })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 0n) return
    const data = { roomId: room.id, nameNo: found.no }
    await record(tx, member.caseId, member.id, { kind: 'kakao.named', data })
  })
}

/** Takes that back. Refuses `shared.not_found` when one did not say so. */
export async function disclaimKakaoName(
  db: Db,
  viewer: Viewer,
  { slug, roomId, no }: { slug: string; roomId: string; no: number },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, id } = await roomFor(tx, viewer, { slug, roomId })
    const gone = await tx
      .deleteFrom('kakao_name_claim')
      .where('room_id', '=', id)
      .where('member_id', '=', member.id)
      .where('name_id', 'in', (eb) =>
        eb
          .selectFrom('kakao_name')
          .select('kakao_name.id')
          .where('kakao_name.case_id', '=', member.caseId)
          .where('kakao_name.no', '=', no),
      )
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw notFound()
    await record(tx, member.caseId, member.id, { kind: 'kakao.unnamed', data: { roomId: id, nameNo: no } })
  })
}

/** In others' talk of two only who stands in a picked line is there at all. */
async function isSeen(tx: Tx, room: SeenRoom, nameId: number): Promise<boolean> {
  if (room.ownerId === null || room.mine) return true
  const line = await tx
    .selectFrom('kakao_message')
    .select('minute')
    .where('room_id', '=', room.id)
    .where('name_id', '=', nameId)
    .where('picked', '=', true)
    .limit(1)
    .executeTakeFirst()
  return line !== undefined
}
