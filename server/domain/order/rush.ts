import type { Db } from '#db/client.ts'
import { lockChannel } from '../message/batch.ts'
import { inTransaction } from '../transaction.ts'
import { JOIN_BURST, slowByItself } from './pace.ts'
import { isSlow } from './speech.ts'

/**
 * Makes the members' channels of a case slow when the newcomer just counted completes a rush. A transaction of its own,
 * after the one that let the newcomer in: that one holds the case's head row, and channels are locked before it.
 */
export async function watchRush(db: Db, caseId: string): Promise<void> {
  const head = await db
    .selectFrom('case_head')
    .select('pace_count')
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  if (!head || head.pace_count < JOIN_BURST.joins) return
  await inTransaction(db, async (tx) => {
    const channels = await tx
      .selectFrom('channel')
      .select('id')
      .where('case_id', '=', caseId)
      .where('kind', '!=', 'staff')
      .orderBy('id')
      .execute()
    const now = new Date()
    for (const { id } of channels) {
      const channel = await lockChannel(tx, id)
      if (channel && !isSlow(channel, now)) await slowByItself(tx, channel, now)
    }
    // Another rush is so many more: without this every further newcomer would lock the channels.
    await tx.updateTable('case_head').set({ pace_count: 0 }).where('case_id', '=', caseId).execute()
  })
}
