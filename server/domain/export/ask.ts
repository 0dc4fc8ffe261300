import { randomUUID } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { Tx } from '#db/client.ts'
import type { DB } from '#db/types.ts'
import { enqueue } from '#server/jobs/queue.ts'
import type { Member } from '../access.ts'
import { record } from '../ledger.ts'
import { notFound } from '../refusal.ts'
import { announceExport } from './progress.ts'

/** What is wanted, as its row keeps it. */
export type Wanted = Omit<Insertable<DB['export']>, 'id' | 'case_id' | 'requested_by'>

/** Notes an export down with its job and its ledger entry; the same `id` of the same member again answers the first. */
export async function requested(
  tx: Tx,
  member: Member,
  id: string | undefined,
  wanted: Wanted,
): Promise<{ exportId: string }> {
  const exportId = id ?? randomUUID()
  if (!(await insertOnce(tx, member, exportId, wanted))) return { exportId }
  await enqueue(tx, 'export.build', { exportId }, `export:${exportId}`)
  await record(tx, member.caseId, member.id, { kind: 'export.requested', data: { exportId } })
  await announceExport(tx, exportId)
  return { exportId }
}

/** False when the member asked for that very export before; `shared.not_found` when the id is somebody else's. */
async function insertOnce(tx: Tx, member: Member, id: string, wanted: Wanted): Promise<boolean> {
  const made = await tx
    .insertInto('export')
    .values({ id, case_id: member.caseId, requested_by: member.id, ...wanted })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows === 1n) return true
  const before = await tx.selectFrom('export').select('requested_by').where('id', '=', id).executeTakeFirst()
  if (before?.requested_by !== member.id) throw notFound()
  return false
}

/**
 * Calls off an export that is not made yet, if it is not. Whoever writes it hears of it at the next page and keeps
 * nothing.
 */
export async function calledOff(
  tx: Tx,
  exportId: string,
  { caseId, memberId }: { caseId: string; memberId: string },
): Promise<void> {
  const ended = await tx
    .updateTable('export')
    .set({ state: 'cancelled' })
    .where('id', '=', exportId)
    .where('state', 'in', ['waiting', 'building'])
    .executeTakeFirst()
  if (ended.numUpdatedRows === 0n) return
  await record(tx, caseId, memberId, { kind: 'export.cancelled', data: { exportId } })
  await announceExport(tx, exportId)
}
