import { sql } from 'kysely'
import type { ChannelKind } from '#app/shapes/case.ts'
import { Id } from '#app/shapes/id.ts'
import type { NotificationKind } from '#app/shapes/notify.ts'
import type { Db, Tx } from '#db/client.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { notFound } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import { pushSoon } from './push-later.ts'
import { readersOf } from './readers.ts'

// The channel is its own queue: its messages are read on from where the last run stopped, by a job that a new message
// asks for (server/jobs/nudge.ts) and a clock asks for again should that have been lost. A message itself writes
// nothing for this; one that names or answers people writes a row for each of them.

/** Messages looked at in one transaction: a second of the liveliest room, and short enough to hold nobody up. */
const STRETCH = 2_000

/**
 * Reads a channel on: notes down who is named, answered or given a notice, tells their pages, and asks for the pushes.
 * Twice at once or again after a failure, nothing is noted twice.
 */
export async function readOn(db: Db, { channelId }: { channelId: string }): Promise<void> {
  await inTransaction(db, async (tx) => {
    const place = await lockReach(tx, channelId)
    if (!place) throw notFound()
    if (place.head <= place.from) return
    const to = Math.min(place.head, place.from + STRETCH)
    const told = await noteDown(tx, place, to)
    await tx.updateTable('notify_reach').set({ seq: to }).where('channel_id', '=', channelId).execute()
    for (const { memberId } of told) {
      if (!memberId) continue
      announce(tx, { kind: 'member.told', caseId: place.caseId, memberId, what: ['notifications'] })
    }
    await pushSoon(tx, channelId, told)
    if (to < place.head) await enqueue(tx, 'notify.channel', { channelId }, readOnKey(channelId))
  })
}

export const readOnKey = (channelId: string) => `notify.channel:${channelId}`

/** Channels with messages nobody has read on to, for the clock: a process may have died before it asked. */
export async function sweepReach(db: Db): Promise<void> {
  await inTransaction(db, async (tx) => {
    const behind = await tx
      .selectFrom('channel')
      .leftJoin('notify_reach', 'notify_reach.channel_id', 'channel.id')
      .select('channel.id')
      .where((eb) => eb('channel.head', '>', eb.fn.coalesce('notify_reach.seq', sql<number>`0`)))
      .execute()
    for (const { id } of behind) await enqueue(tx, 'notify.channel', { channelId: id }, readOnKey(id))
  })
}

type Place = { channelId: string; caseId: string; kind: ChannelKind; from: number; head: number }

/** The head is read first: what it counts is committed, so the messages up to it are all there. */
async function lockReach(tx: Tx, channelId: string): Promise<Place | null> {
  if (!Id.safeParse(channelId).success) return null
  const channel = await tx
    .selectFrom('channel')
    .select(['case_id', 'kind'])
    .where('id', '=', channelId)
    .executeTakeFirst()
  if (!channel) return null
  await tx
    .insertInto('notify_reach')
    .values({ channel_id: channelId, seq: 0, pushed_seq: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const reach = await tx
    .selectFrom('notify_reach')
    .select('seq')
    .where('channel_id', '=', channelId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const { head } = await tx
    .selectFrom('channel')
    .select('head')
    .where('id', '=', channelId)
    .executeTakeFirstOrThrow()
  return { channelId, caseId: channel.case_id, kind: channel.kind, from: reach.seq, head }
}

/** What was noted down: for one member, or with null for everybody who reads the channel. */
export type Told = { id: string; kind: NotificationKind; memberId: string | null }

/** A message that both names and answers somebody tells them once, as a mention. */
async function noteDown(tx: Tx, { channelId, caseId, kind, from }: Place, to: number): Promise<Told[]> {
  const readers = readersOf(kind)
  const { rows } = await sql<Told>`
    with fresh as (
      select id, seq, author_id, reply_to, mentions, card from message
      where channel_id = ${channelId}::uuid and seq > ${from}::bigint and seq <= ${to}::bigint
        and (reply_to is not null or mentions <> '[]' or card is not null)
    ), meant as (
      select fresh.id, fresh.seq, fresh.author_id, 'mention' as kind, (named.one ->> 'id')::uuid as member_id
      from fresh cross join lateral jsonb_array_elements(fresh.mentions) as named (one)
      union all
      select fresh.id, fresh.seq, fresh.author_id, 'reply', quoted.author_id
      from fresh join message quoted on quoted.id = fresh.reply_to
    ), personal as (
      select distinct on (meant.id, member.id) meant.id, meant.seq, member.id as member_id, meant.kind
      from meant join member on member.id = meant.member_id
      where member.case_id = ${caseId}::uuid and member.left_at is null and member.id <> meant.author_id
        and (member.side, member.role) in (
          select * from unnest(${readers.sides}::text[], ${readers.roles}::text[]))
      order by meant.id, member.id, meant.kind
    )
    insert into notification (channel_id, member_id, kind, message_id)
    select ${channelId}::uuid, member_id, kind, id from (
      select seq, member_id, kind, id from personal
      union all
      select seq, null, 'notice', id from fresh where card ->> 'kind' = 'notice') as told
    order by seq
    on conflict do nothing
    returning id, kind, member_id as "memberId"`.execute(tx)
  return rows
}
