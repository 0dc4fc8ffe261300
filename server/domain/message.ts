import { sql } from 'kysely'
import { channelsOf } from '#app/shapes/case.ts'
import type { PersonalKind } from '#app/shapes/personal-data.ts'
import type { Db, Tx } from '#db/client.ts'
import { record } from './ledger.ts'
import { type LockedChannel, lockChannel, type Posted } from './message/batch.ts'
import { cleanBody } from './message/body.ts'
import { postThroughLane } from './message/lane.ts'
import { messageRows, messageView } from './message/view.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export type { Posted } from './message/batch.ts'
export { changesAfter, type MessagePage, messagesAround, messagesBefore } from './message/history.ts'

// An answered message is committed, exactly once, at one place in its channel for good. Every later change (edit,
// deletion) takes a new rev from the same counter under the same lock, so "after rev N" never misses one.

/**
 * Posts a message as the viewer and answers its place after commit; a retry with the same `clientId` answers the
 * first result. Refuses `shared.not_found`, `message.reply_elsewhere`, `message.busy` and what `cleanBody` refuses.
 */
export async function postMessage(
  db: Db,
  viewer: Viewer,
  input: {
    channelId: string
    clientId: string
    body: string
    replyTo: string | null
    insist?: readonly PersonalKind[]
  },
): Promise<Posted> {
  if (!viewer.accountId) throw notFound()
  const { channelId, clientId, replyTo } = input
  const words = cleanBody(input.body, input.insist)
  const draft = { accountId: viewer.accountId, channelId, clientId, replyTo, ...words }
  return postThroughLane(db, draft)
}

/**
 * Replaces the text of the viewer's own message. Refuses `shared.not_found` (also for another's or a deleted message),
 * `message.card_fixed` for one that shows a card, and what `cleanBody` refuses. The same text again changes nothing.
 */
export async function editMessage(
  db: Db,
  viewer: Viewer,
  input: { messageId: string; body: string; insist?: readonly PersonalKind[] },
): Promise<{ rev: number }> {
  const { body } = cleanBody(input.body, input.insist)
  return inTransaction(db, async (tx) => {
    const own = await lockOwn(tx, viewer, input.messageId)
    if (own.body === null) throw notFound()
    if (own.hasCard) throw new Refusal('conflict', 'message.card_fixed')
    if (own.body === body) return { rev: own.rev }
    const rev = own.channel.head + 1
    await tx
      .updateTable('message')
      .set({ body, rev, edited_at: sql<Date>`now()` })
      .where('id', '=', input.messageId)
      .execute()
    await tellChange(tx, own.channel, input.messageId, rev)
    return { rev }
  })
}

/**
 * Deletes the viewer's own message: the text goes, its place stays. Again is fine and changes nothing. Refuses
 * `shared.not_found`.
 */
export async function deleteMessage(
  db: Db,
  viewer: Viewer,
  input: { messageId: string },
): Promise<{ rev: number }> {
  return inTransaction(db, async (tx) => {
    const own = await lockOwn(tx, viewer, input.messageId)
    if (own.body === null) return { rev: own.rev }
    const rev = own.channel.head + 1
    await tx
      .updateTable('message')
      .set({ body: null, rev, gone: 'deleted', gone_at: sql<Date>`now()` })
      .where('id', '=', input.messageId)
      .execute()
    await tellChange(tx, own.channel, input.messageId, rev)
    const data = { messageId: input.messageId, seq: own.seq }
    await record(tx, own.channel.caseId, own.memberId, { kind: 'message.deleted', data })
    return { rev }
  })
}

type Own = {
  channel: LockedChannel
  memberId: string
  seq: number
  rev: number
  body: string | null
  hasCard: boolean
}

/** The viewer's own message with its channel locked; the row is read again under the lock. */
async function lockOwn(tx: Tx, viewer: Viewer, messageId: string): Promise<Own> {
  if (!viewer.accountId) throw notFound()
  const place = await ownMessages(tx, viewer.accountId, messageId).executeTakeFirst()
  const channel = place && (await lockChannel(tx, place.channelId))
  const own = channel && (await ownMessages(tx, viewer.accountId, messageId).executeTakeFirst())
  if (!own || !channelsOf(own.side, own.role).includes(channel.kind)) throw notFound()
  const { memberId, seq, rev, body, hasCard } = own
  return { channel, memberId, seq, rev, body, hasCard }
}

function ownMessages(db: Db, accountId: string, messageId: string) {
  return db
    .selectFrom('message')
    .innerJoin('member', 'member.id', 'message.author_id')
    .select([
      'message.channel_id as channelId',
      'message.seq',
      'message.rev',
      'message.body',
      sql<boolean>`message.card is not null`.as('hasCard'),
      'member.id as memberId',
      'member.side',
      'member.role',
    ])
    .where('message.id', '=', messageId)
    .where('member.account_id', '=', accountId)
    .where('member.left_at', 'is', null)
}

async function tellChange(tx: Tx, channel: LockedChannel, messageId: string, rev: number): Promise<void> {
  await tx.updateTable('channel').set({ head: rev }).where('id', '=', channel.id).execute()
  const row = await messageRows(tx, channel.id).where('message.id', '=', messageId).executeTakeFirstOrThrow()
  const { id: channelId, caseId, head: from } = channel
  announce(tx, { kind: 'channel.changed', caseId, channelId, from, to: rev, changes: [messageView(row)] })
}
