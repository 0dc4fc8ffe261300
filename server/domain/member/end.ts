import { sql } from 'kysely'
import type { Tx } from '#db/client.ts'
import { announce } from '../transaction.ts'
import { countMember } from './add.ts'

/** How a membership ends: by leaving, sent out for now, removed for good, or erased. */
export type LeftWhy = 'left' | 'sent_out' | 'removed' | 'erased'

/** Marks a member gone, once; false when another request did it first. Who is sent away keeps no office. */
export async function endMembership(
  tx: Tx,
  member: { id: string; accountId: string; caseId: string; why: LeftWhy },
): Promise<boolean> {
  const { id, accountId, caseId, why } = member
  const row = await tx
    .updateTable('member')
    .set({ left_at: sql<Date>`now()`, left_why: why, ...(why === 'left' ? {} : { role: 'member' as const }) })
    .where('id', '=', id)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  if (row.numUpdatedRows === 0n) return false
  await countMember(tx, caseId, -1)
  announce(tx, { kind: 'member.left', caseId, memberId: id, accountId })
  announce(tx, { kind: 'case.changed', caseId, what: ['members'] })
  return true
}
