import { sql } from 'kysely'
import { channelsOf, type Role, type Side } from '#app/shapes/case.ts'
import { type Emoji, type Reaction, reactionEmoji } from '#app/shapes/live.ts'
import type { Tx } from '#db/client.ts'
import type { Outcome } from '../lane.ts'
import { notFound } from '../refusal.ts'
import { announce } from '../transaction.ts'
import { type LockedChannel, lockChannel } from './batch.ts'
import { messageRows, messageView } from './view.ts'

// One transaction's worth of reactions. Who gave which stands in rows of its own; the message keeps the counts, so that
// showing it asks nobody. However many gave one in a batch, a message changes once.

/** The message's newest rev. */
export type Touched = { rev: number }
/** What one account wants of one message: the emoji there or not. */
export type Touch = { accountId: string; channelId: string; messageId: string; emoji: Emoji; on: boolean }
/** Carries out the touches of one channel in order, and tells each one's outcome at its index. */
export async function reactBatch(
  tx: Tx,
  channelId: string,
  touches: readonly Touch[],
): Promise<Outcome<Touched>[]> {
  const channel = await lockChannel(tx, channelId)
  if (!channel) return touches.map(() => ({ refusal: notFound() }))
  const grounds = await groundsOf(tx, channel, touches)
  const wanted = touches.map((touch, at) => wish(channel, touch, grounds[at]))
  const touched = await keep(
    tx,
    wanted.filter((one) => one !== null),
  )
  const revs = await recountReactions(tx, channel, touched)
  return touches.map((touch, at) => {
    const ground = grounds[at]
    if (!wanted[at] || !ground) return { refusal: notFound() }
    return { done: { rev: revs.get(touch.messageId) ?? ground.rev } }
  })
}

type Ground = { memberId: string | null; side: Side; role: Role; rev: number; shown: boolean }
type Wish = { messageId: string; memberId: string; emoji: Emoji; on: boolean }

/** For each touch its author's membership, and the message if it stands in this channel with its words in sight. */
async function groundsOf(tx: Tx, channel: LockedChannel, touches: readonly Touch[]) {
  const { rows } = await sql<Ground>`
    select member.id as "memberId", member.side, member.role, message.rev,
      message.id is not null and message.gone is null as shown
    from unnest(
      ${touches.map(({ accountId }) => accountId)}::uuid[],
      ${touches.map(({ messageId }) => messageId)}::uuid[]
    ) with ordinality as touch (account_id, message_id, place)
    left join member
      on member.case_id = ${channel.caseId} and member.account_id = touch.account_id and member.left_at is null
    left join message on message.id = touch.message_id and message.channel_id = ${channel.id}
    order by touch.place`.execute(tx)
  return rows
}

function wish(channel: LockedChannel, touch: Touch, ground: Ground | undefined): Wish | null {
  if (!ground?.memberId || !ground.shown) return null
  if (!channelsOf(ground.side, ground.role).includes(channel.kind)) return null
  const { messageId, emoji, on } = touch
  return { messageId, memberId: ground.memberId, emoji, on }
}

/** Makes the rows as the last wish of each person wants them. Gives the messages where that changed anything. */
async function keep(tx: Tx, wishes: readonly Wish[]): Promise<string[]> {
  const last = new Map(wishes.map((one) => [`${one.messageId} ${one.memberId} ${one.emoji}`, one]))
  const given = [...last.values()].filter(({ on }) => on)
  const taken = [...last.values()].filter(({ on }) => !on)
  const touched = new Set<string>()
  if (given.length > 0) {
    const { rows } = await sql<{ id: string }>`
      insert into message_reaction (message_id, member_id, emoji) select * from ${rowsOf(given)} as given
      on conflict do nothing returning message_id as id`.execute(tx)
    for (const { id } of rows) touched.add(id)
  }
  if (taken.length > 0) {
    const { rows } = await sql<{ id: string }>`
      delete from message_reaction as kept using ${rowsOf(taken)} as taken (message_id, member_id, emoji)
      where kept.message_id = taken.message_id and kept.member_id = taken.member_id and kept.emoji = taken.emoji
      returning kept.message_id as id`.execute(tx)
    for (const { id } of rows) touched.add(id)
  }
  return [...touched]
}

function rowsOf(wishes: readonly Wish[]) {
  return sql`unnest(
    ${wishes.map(({ messageId }) => messageId)}::uuid[],
    ${wishes.map(({ memberId }) => memberId)}::uuid[],
    ${wishes.map(({ emoji }) => emoji)}::text[]
  )`
}

/** Counts the reactions of these messages anew, gives each a new rev, and tells of all in one change. */
export async function recountReactions(tx: Tx, channel: LockedChannel, messageIds: readonly string[]) {
  if (messageIds.length === 0) return new Map<string, number>()
  const counts = await countsOf(tx, messageIds)
  const to = channel.head + messageIds.length
  const { rows } = await sql<{ id: string; rev: number }>`
    with moved as (update channel set head = ${to}::bigint where id = ${channel.id}::uuid)
    update message set reactions = fresh.reactions::jsonb, rev = ${channel.head}::bigint + fresh.place
    from unnest(
      ${messageIds}::uuid[],
      ${messageIds.map((id) => JSON.stringify(counts.get(id) ?? []))}::text[]
    ) with ordinality as fresh (id, reactions, place)
    where message.id = fresh.id
    returning message.id, message.rev`.execute(tx)
  const views = await messageRows(tx, channel.id)
    .where(sql<boolean>`message.id = any(${messageIds}::uuid[])`)
    .orderBy('message.rev')
    .execute()
  const { id: channelId, caseId, head: from } = channel
  announce(tx, { kind: 'channel.changed', caseId, channelId, from, to, changes: views.map(messageView) })
  return new Map(rows.map(({ id, rev }) => [id, rev]))
}

/** How often each emoji stands at each message, in the order in which they are offered. */
async function countsOf(tx: Tx, messageIds: readonly string[]): Promise<Map<string, Reaction[]>> {
  const rows = await tx
    .selectFrom('message_reaction')
    .select(['message_id as id', 'emoji', sql<number>`count(*)`.as('count')])
    .where(sql<boolean>`message_id = any(${messageIds}::uuid[])`)
    .groupBy(['message_id', 'emoji'])
    .execute()
  const counts = new Map<string, Reaction[]>()
  for (const emoji of reactionEmoji) {
    for (const { id, count } of rows.filter((row) => row.emoji === emoji)) {
      counts.set(id, [...(counts.get(id) ?? []), { emoji, count }])
    }
  }
  return counts
}
