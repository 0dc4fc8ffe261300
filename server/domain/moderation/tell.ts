import { sql } from 'kysely'
import type { Tx } from '#db/client.ts'
import { announce } from '../transaction.ts'
import type { Target } from './target.ts'

/** Tells the staff's pages that the queue changed. */
export async function tellStaff(tx: Tx, caseId: string): Promise<void> {
  const staff = await tx
    .selectFrom('member')
    .select('id')
    .where('case_id', '=', caseId)
    .where('role', '!=', 'member')
    .where('left_at', 'is', null)
    .execute()
  for (const { id } of staff) tellMember(tx, caseId, id)
}

/** Tells one member's pages that something of theirs was decided. */
export function tellMember(tx: Tx, caseId: string, memberId: string): void {
  announce(tx, { kind: 'member.told', caseId, memberId, what: ['order'] })
}

/** Closes what is open about a message, drops the remarks, which nobody reads any more, and tells those who asked. Returns how many reports were open. */
export async function closeAbout(
  tx: Tx,
  { id, channel }: Target,
  outcome: 'hidden' | 'kept',
): Promise<number> {
  const closed_at = sql<Date>`clock_timestamp()`
  const reports = await tx
    .updateTable('report')
    .set({ outcome, closed_at, words: '' })
    .where('message_id', '=', id)
    .where('closed_at', 'is', null)
    .returning('member_id as memberId')
    .execute()
  for (const { memberId } of reports) tellMember(tx, channel.caseId, memberId)
  return reports.length
}

/** Answers the author's request to look again, when there is one. Returns whether there was. */
export async function closeAppeal(tx: Tx, { id }: Target, outcome: 'shown' | 'kept'): Promise<boolean> {
  const row = await tx
    .updateTable('appeal')
    .set({ outcome, closed_at: sql<Date>`clock_timestamp()` })
    .where('message_id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return row.numUpdatedRows > 0n
}
