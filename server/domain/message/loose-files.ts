import { sql } from 'kysely'
import type { MessageFile } from '#app/shapes/live.ts'
import type { Tx } from '#db/client.ts'

// Pictures on their way into a message. They are uploaded first and lie loose until a message of the same member in the
// same channel takes them; what nobody takes is swept after a day.

export type LooseFiles = Map<string, MessageFile & { memberId: string }>

/** The loose pictures among `ids` in this channel, locked so that no sweep takes them meanwhile. No query for none. */
export async function looseFiles(tx: Tx, channelId: string, ids: readonly string[]): Promise<LooseFiles> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('message_file')
    .select(['id', 'kind', 'width', 'height', 'bytes', 'member_id as memberId'])
    .where('channel_id', '=', channelId)
    .where('message_id', 'is', null)
    .where('id', 'in', ids)
    .forUpdate()
    .$narrowType<{ kind: MessageFile['kind'] }>()
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/**
 * Takes one message's pictures out of the loose ones, in its order; null when one is not there or not the author's.
 * A picture goes into one message only.
 */
export function takeLoose(loose: LooseFiles, memberId: string, ids: readonly string[]): MessageFile[] | null {
  const files: MessageFile[] = []
  for (const id of new Set(ids)) {
    const found = loose.get(id)
    if (found?.memberId !== memberId) return null
    const { memberId: _, ...file } = found
    files.push(file)
  }
  for (const { id } of files) loose.delete(id)
  return files
}

export type TakenFiles = { messageId: string; fileIds: readonly string[] }

/** Ties pictures to the messages that took them. */
export async function keepFiles(tx: Tx, taken: readonly TakenFiles[]): Promise<void> {
  const pairs = taken.flatMap(({ messageId, fileIds }) => fileIds.map((fileId) => ({ messageId, fileId })))
  if (pairs.length === 0) return
  await sql`
    update message_file set message_id = pair.message_id
    from unnest(
      ${pairs.map(({ fileId }) => fileId)}::uuid[],
      ${pairs.map(({ messageId }) => messageId)}::uuid[]
    ) as pair (file_id, message_id)
    where message_file.id = pair.file_id`.execute(tx)
}

/** Lets a message's pictures go: they are loose again, out of sight at once and swept with the others. */
export async function loosenFiles(tx: Tx, messageId: string): Promise<void> {
  await tx.updateTable('message_file').set({ message_id: null }).where('message_id', '=', messageId).execute()
}
