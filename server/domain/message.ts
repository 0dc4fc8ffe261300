import { sql } from 'kysely'
import { channelsOf } from '#app/shapes/case.ts'
import type { PersonalKind } from '#app/shapes/personal-data.ts'
import type { Db, Tx } from '#db/client.ts'
import { type LaneRules, throughLane } from './lane.ts'
import { record } from './ledger.ts'
import { type Draft, type LockedChannel, lockChannel, type Posted, postBatch } from './message/batch.ts'
import { cleanBody } from './message/body.ts'
import { loosenFiles } from './message/loose-files.ts'
import { mentionsIn } from './message/mentions.ts'
import { messageRows, messageView } from './message/view.ts'
import { ensureMayRewrite, ensureShown, type Rewriter } from './order/rewrite.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export type { Posted } from './message/batch.ts'
export {
  changesAfter,
  type MessagePage,
  messageAt,
  messagesAfter,
  messagesAround,
  messagesBefore,
} from './message/history.ts'
export { OWN_HELD_MAX, ownHeldWords } from './message/own-held.ts'
export { placeOfDay } from './message/place.ts'

// An answered message is committed, exactly once, at one place in its channel for good. Every later change (edit,
// deletion) takes a new rev from the same counter under the same lock, so "after rev N" never misses one.

/** Two seconds of a saturated channel may wait. A batch is small enough to be repeated message by message. */
const posting: LaneRules<Draft, Posted> = {
  name: 'message',
  waitingMax: 2000,
  batchMax: 200,
  pauseMs: 0,
  work: postBatch,
}

/**
 * What somebody writes. `mentions` are members picked while typing, `files` pictures uploaded for it, `insist` the
 * kinds of personal data that shall stand uncovered.
 */
export type MessageDraft = {
  channelId: string
  clientId: string
  body: string
  replyTo: string | null
  mentions?: readonly string[]
  files?: readonly string[]
  insist?: readonly PersonalKind[]
}

/**
 * Posts a message as the viewer and answers its place after commit; a retry with the same `clientId` answers the
 * first result. Refuses `shared.not_found`, `message.reply_elsewhere`, `message.file_gone` (a picture that is not the
 * viewer's, or that a message has already), `case.kept_elsewhere`, `message.busy` and what `cleanBody` refuses.
 */
export async function postMessage(db: Db, viewer: Viewer, input: MessageDraft): Promise<Posted> {
  if (!viewer.accountId) throw notFound()
  const { channelId, clientId, replyTo, mentions = [], files = [] } = input
  const words = cleanBody(input.body, { insist: input.insist, carries: files.length > 0 })
  const draft = { accountId: viewer.accountId, channelId, clientId, replyTo, mentions, files, ...words }
  return throughLane(db, posting, channelId, draft)
}

/**
 * Replaces the text of the viewer's own message, and whom it names. Refuses `shared.not_found` (also for another's or
 * a deleted message), `message.card_fixed` for one that shows a card, what `cleanBody` and `ensureMayRewrite` refuse.
 * The same text again changes nothing.
 */
export async function editMessage(
  db: Db,
  viewer: Viewer,
  input: {
    messageId: string
    body: string
    mentions?: readonly string[]
    insist?: readonly PersonalKind[]
  },
): Promise<{ rev: number }> {
  const { body, marks } = cleanBody(input.body, { insist: input.insist, carries: true })
  return inTransaction(db, async (tx) => {
    const own = await lockOwn(tx, viewer, input.messageId)
    if (own.body === null) throw notFound()
    ensureMayRewrite(own, marks)
    if (own.hasCard) throw new Refusal('conflict', 'message.card_fixed')
    if (own.body === body) return { rev: own.rev }
    if (body === '' && !own.hasFiles) throw new Refusal('invalid', 'message.empty')
    const naming = { body, authorId: own.memberId, picked: input.mentions ?? [] }
    const [mentions] = await mentionsIn(tx, own.channel, [naming])
    const rev = own.channel.head + 1
    await tx
      .updateTable('message')
      .set({ body, rev, mentions: JSON.stringify(mentions), edited_at: sql<Date>`now()` })
      .where('id', '=', input.messageId)
      .execute()
    await tellChange(tx, own.channel, input.messageId, rev)
    return { rev }
  })
}

/**
 * Deletes the viewer's own message: words and pictures go, its place stays. Again is fine and changes nothing. Refuses
 * `shared.not_found`, and `message.in_review` while its words are hidden or held.
 */
export async function deleteMessage(
  db: Db,
  viewer: Viewer,
  input: { messageId: string },
): Promise<{ rev: number }> {
  return inTransaction(db, async (tx) => {
    const own = await lockOwn(tx, viewer, input.messageId)
    if (own.body === null) return { rev: own.rev }
    ensureShown(own)
    const rev = own.channel.head + 1
    await tx
      .updateTable('message')
      .set({
        body: null,
        rev,
        gone: 'deleted',
        gone_at: sql<Date>`now()`,
        mentions: '[]',
        files: '[]',
        gone_salt: null,
      })
      .where('id', '=', input.messageId)
      .execute()
    await loosenFiles(tx, input.messageId)
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
  hasFiles: boolean
} & Rewriter

/** The viewer's own message with its channel locked; the row is read again under the lock. */
async function lockOwn(tx: Tx, viewer: Viewer, messageId: string): Promise<Own> {
  if (!viewer.accountId) throw notFound()
  const place = await ownMessages(tx, viewer.accountId, messageId).executeTakeFirst()
  const channel = place && (await lockChannel(tx, place.channelId))
  const own = channel && (await ownMessages(tx, viewer.accountId, messageId).executeTakeFirst())
  if (!own || !channelsOf(own.side, own.role).includes(channel.kind)) throw notFound()
  const { channelId: _, ...rest } = own
  return { ...rest, channel }
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
      'message.gone',
      sql<boolean>`message.card is not null`.as('hasCard'),
      sql<boolean>`message.files <> '[]'`.as('hasFiles'),
      'member.id as memberId',
      'member.side',
      'member.role',
      'member.joined_at as joinedAt',
      'member.muted_until as mutedUntil',
      sql<boolean>`(select kept_id is not null from "case" where id = member.case_id)`.as('ended'),
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
