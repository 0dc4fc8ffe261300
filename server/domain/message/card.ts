import { sql } from 'kysely'
import type { MessageCard } from '#app/shapes/live.ts'
import type { Tx } from '#db/client.ts'
import { isSlow, silenced } from '../order/speech.ts'
import { keepTurns } from '../order/turns.ts'
import { notFound } from '../refusal.ts'
import { announce } from '../transaction.ts'
import type { LockedChannel } from './batch.ts'
import { messageRows, messageView } from './view.ts'

// Messages that show a card. Their words say in one line what the card is, for search, exports, quotes and readers
// without scripts; what the card holds is asked for by its id.

/** A card's title in its message, in code points: two lines of a phone. */
const TITLE_POINTS = 120

export type CardPost = { memberId: string; clientId: string; card: MessageCard; words: string }

/**
 * Posts a card's message into a channel whose row the caller has locked, for a member of it. The same author and
 * `clientId` again answer the first message. Refuses what a message is refused for: `shared.not_found`,
 * `case.kept_elsewhere`, `message.muted`, `message.hosts_only`, `message.slow`.
 */
export async function postCard(
  tx: Tx,
  channel: LockedChannel,
  post: CardPost,
): Promise<{ messageId: string; seq: number }> {
  const known = await tx
    .selectFrom('message')
    .select(['id', 'seq'])
    .where('channel_id', '=', channel.id)
    .where('author_id', '=', post.memberId)
    .where('client_id', '=', post.clientId)
    .executeTakeFirst()
  if (known) return { messageId: known.id, seq: known.seq }
  await takeTurn(tx, channel, post.memberId)
  const seq = channel.head + 1
  const { id } = await tx
    .insertInto('message')
    .values({
      channel_id: channel.id,
      author_id: post.memberId,
      client_id: post.clientId,
      seq,
      rev: seq,
      body: firstPoints(post.words),
      card: { ...post.card, title: firstPoints(post.card.title) },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tellCard(tx, channel, id, seq)
  return { messageId: id, seq }
}

/** Gives a card's message its new title; one that is gone, or says so already, stays as it is. */
export async function retitleCard(
  tx: Tx,
  channel: LockedChannel,
  messageId: string,
  { card, words }: Pick<CardPost, 'card' | 'words'>,
): Promise<void> {
  const body = firstPoints(words)
  const rev = channel.head + 1
  const changed = await tx
    .updateTable('message')
    .set({ body, card: { ...card, title: firstPoints(card.title) }, rev, edited_at: sql<Date>`now()` })
    .where('id', '=', messageId)
    .where('gone', 'is', null)
    .where('body', '<>', body)
    .executeTakeFirst()
  if (changed.numUpdatedRows > 0n) await tellCard(tx, channel, messageId, rev)
}

/** A card counts as a message of its author: who may not write, or whose turn it is not, posts none. */
async function takeTurn(tx: Tx, channel: LockedChannel, memberId: string): Promise<void> {
  const author = await tx
    .selectFrom('member')
    .leftJoin('channel_turn', (join) =>
      join.onRef('channel_turn.member_id', '=', 'member.id').on('channel_turn.channel_id', '=', channel.id),
    )
    .select(['member.role', 'member.muted_until as mutedUntil', 'channel_turn.at as turnAt'])
    .select(sql<Date>`clock_timestamp()`.as('now'))
    .select(sql<boolean>`(select kept_id is not null from "case" where id = member.case_id)`.as('ended'))
    .where('member.id', '=', memberId)
    .where('member.left_at', 'is', null)
    .executeTakeFirst()
  // Whoever left while this waited for the channel is a stranger by now.
  if (!author) throw notFound()
  const { now, ...speaker } = author
  const refusal = silenced(channel, speaker, now)
  if (refusal) throw refusal
  if (isSlow(channel, now)) await keepTurns(tx, channel.id, [memberId])
}

async function tellCard(tx: Tx, channel: LockedChannel, messageId: string, rev: number): Promise<void> {
  await tx.updateTable('channel').set({ head: rev }).where('id', '=', channel.id).execute()
  const row = await messageRows(tx, channel.id).where('message.id', '=', messageId).executeTakeFirstOrThrow()
  const { id: channelId, caseId, head: from } = channel
  announce(tx, { kind: 'channel.changed', caseId, channelId, from, to: rev, changes: [messageView(row)] })
  channel.head = rev
}

function firstPoints(words: string): string {
  return words.length <= TITLE_POINTS ? words : Array.from(words).slice(0, TITLE_POINTS).join('')
}
