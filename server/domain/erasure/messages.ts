import { sql } from 'kysely'
import type { Tx } from '#db/client.ts'
import { lockChannel } from '../message/batch.ts'
import { changeMessages } from '../message/change.ts'
import { recountReactions } from '../message/reacting.ts'
import { tellMember, tellStaff } from '../moderation/tell.ts'

/** Messages changed under one lock of their channel: a frame's worth, so that others hardly wait. */
const PIECE = 200

/**
 * Erases the member's newest messages of a channel that stand before the place `before` (null: the end), and what hangs on
 * their words: pictures, reactions, addresses, citations, notifications. Reports and requests about them are closed.
 * Returns the place to go on before, null when there were no more. Cards of the room stay.
 */
export async function forgetMessages(
  tx: Tx,
  channelId: string,
  memberId: string,
  before: number | null,
): Promise<number | null> {
  const channel = await lockChannel(tx, channelId)
  if (!channel) return null
  const rows = await tx
    .selectFrom('message')
    .select(['id', 'seq'])
    .where('channel_id', '=', channelId)
    .where('author_id', '=', memberId)
    .where((eb) => eb.or([eb('card', 'is', null), eb('gone', 'is not', null)]))
    .where(sql<boolean>`gone is distinct from 'erased'`)
    .$if(before !== null, (query) => query.where('seq', '<', before))
    .orderBy('seq', 'desc')
    .limit(PIECE)
    .execute()
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return null
  await letGo(tx, ids)
  await changeMessages(tx, channel, ids, {
    ...{ body: null, gone: 'erased', gone_at: sql<Date>`clock_timestamp()`, gone_why: null, gone_salt: null },
    ...{ mentions: '[]', files: '[]', reactions: '[]', card: null, edited_at: null },
  })
  await closeReviews(tx, channel.caseId, ids)
  return rows.at(-1)?.seq ?? null
}

/** Nobody need look at these any more; who reported one hears that it is gone. */
async function closeReviews(tx: Tx, caseId: string, ids: readonly string[]): Promise<void> {
  const open = sql<boolean>`message_id = any(${ids}::uuid[]) and closed_at is null`
  const closed_at = sql<Date>`clock_timestamp()`
  const reports = tx.updateTable('report').set({ outcome: 'hidden', closed_at, words: '' }).where(open)
  const reporters = await reports.returning('member_id as id').execute()
  const appeals = await tx
    .updateTable('appeal')
    .set({ outcome: 'kept', closed_at })
    .where(open)
    .executeTakeFirst()
  for (const { id } of reporters) tellMember(tx, caseId, id)
  if (reporters.length > 0 || appeals.numUpdatedRows > 0n) await tellStaff(tx, caseId)
}

/**
 * What others took over with consent keeps its hash and no word; what was only asked for, and what the author kept for
 * themselves, goes.
 */
async function letGo(tx: Tx, ids: readonly string[]): Promise<void> {
  const these = sql<boolean>`message_id = any(${ids}::uuid[])`
  await tx.updateTable('message_file').set({ message_id: null }).where(these).execute()
  await tx.deleteFrom('message_reaction').where(these).execute()
  await tx.deleteFrom('message_link').where(these).execute()
  await tx.deleteFrom('notification').where(these).execute()
  await tx.updateTable('citation').set({ body: null }).where(these).where('state', '=', 'given').execute()
  await tx.deleteFrom('citation').where(these).where('state', '<>', 'given').execute()
}

/** Takes back reactions the member gave in a channel. Returns at how many messages; call until there are none. */
export async function forgetReactions(tx: Tx, channelId: string, memberId: string): Promise<number> {
  const channel = await lockChannel(tx, channelId)
  if (!channel) return 0
  const { rows } = await sql<{ id: string }>`
    select distinct message_id as id from message_reaction
    join message on message.id = message_id
    where member_id = ${memberId}::uuid and message.channel_id = ${channelId}::uuid limit ${PIECE}`.execute(
    tx,
  )
  const ids = rows.map(({ id }) => id)
  await tx
    .deleteFrom('message_reaction')
    .where('member_id', '=', memberId)
    .where(sql<boolean>`message_id = any(${ids}::uuid[])`)
    .execute()
  await recountReactions(tx, channel, ids)
  return ids.length
}
