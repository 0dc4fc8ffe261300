import { sql, type UpdateObject } from 'kysely'
import type { Tx } from '#db/client.ts'
import type { DB } from '#db/types.ts'
import { announce } from '../transaction.ts'
import type { LockedChannel } from './batch.ts'
import { messageRows, messageView } from './view.ts'

/**
 * Changes messages of a locked channel: each takes a rev, in the order given, and all are announced as one change.
 * `channel.head` moves along. Nothing happens for no messages.
 */
export async function changeMessages(
  tx: Tx,
  channel: LockedChannel,
  ids: readonly string[],
  columns: UpdateObject<DB, 'message'>,
): Promise<void> {
  if (ids.length === 0) return
  const from = channel.head
  const to = from + ids.length
  await tx
    .updateTable('message')
    .set({ ...columns, rev: sql<number>`${from}::bigint + array_position(${ids}::uuid[], id)` })
    .where('id', 'in', ids)
    .where('channel_id', '=', channel.id)
    .execute()
  await tx.updateTable('channel').set({ head: to }).where('id', '=', channel.id).execute()
  const rows = await messageRows(tx, channel.id)
    .where('message.id', 'in', ids)
    .orderBy('message.rev')
    .execute()
  channel.head = to
  const { id: channelId, caseId } = channel
  announce(tx, { kind: 'channel.changed', caseId, channelId, from, to, changes: rows.map(messageView) })
}
