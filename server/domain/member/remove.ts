import type { Reason } from '#app/shapes/order.ts'
import type { Db } from '#db/client.ts'
import { memberWho } from '../access.ts'
import { note } from '../order/note.ts'
import { notFound } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { endMembership } from './end.ts'
import { lockMember, lockPresent } from './find.ts'
import { ensureAbove } from './rank.ts'

/**
 * Removes somebody from the room, for good or (`mayReturn`) until they come back by a door that is open; staff only,
 * and nobody of their own rank or above. Claims and messages stay: a removal never takes evidence away. Refuses
 * `shared.forbidden`, `member.not_removable`, `shared.not_found`.
 */
export async function removeMember(
  db: Db,
  viewer: Viewer,
  input: { slug: string; memberId: string; mayReturn?: boolean; why?: Reason },
): Promise<void> {
  const { slug, memberId, mayReturn = false, why = 'other' } = input
  await inTransaction(db, async (tx) => {
    const by = await memberWho(tx, viewer, { slug }, 'member.remove')
    const target = await lockPresent(tx, by.caseId, memberId)
    ensureAbove(by, target, 'member.not_removable')
    await endMembership(tx, { ...target, why: mayReturn ? 'sent_out' : 'removed' })
    const kind = mayReturn ? 'member.sent_out' : 'member.removed'
    await note(tx, by.caseId, by.id, { kind, data: { memberId, why } })
  })
}

/**
 * Lets somebody who was removed come back (해제): they are as if they had left. Again changes nothing. Staff only;
 * refuses `shared.forbidden`, `shared.not_found`.
 */
export async function readmitMember(
  db: Db,
  viewer: Viewer,
  { slug, memberId }: { slug: string; memberId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const by = await memberWho(tx, viewer, { slug }, 'member.remove')
    const target = await lockMember(tx, by.caseId, memberId)
    if (!target.leftWhy) throw notFound()
    if (target.leftWhy !== 'removed') return
    await tx.updateTable('member').set({ left_why: 'left' }).where('id', '=', memberId).execute()
    await note(tx, by.caseId, by.id, { kind: 'member.readmitted', data: { memberId } })
  })
}
