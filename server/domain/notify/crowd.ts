import { sql } from 'kysely'
import type { ChannelKind } from '#app/shapes/case.ts'
import { pushWords } from '#app/text/ko/notify.ts'
import type { Db, Tx } from '#db/client.ts'
import { enqueueLater } from '#server/jobs/queue.ts'
import type { PushDeps } from '../push.ts'
import { inTransaction } from '../transaction.ts'
import { messageAddress } from './address.ts'
import { type Device, deliver, type Parcel, tagOf } from './deliver.ts'
import { crowdKey } from './push-later.ts'
import { isQuietAt, type QuietRow, quietLasts, quietOf } from './quiet.ts'
import { readersOf } from './readers.ts'

/** Devices looked up and sent to at a time. */
const PAGE = 500
/** Unread messages are counted up to here; a push says "over 99". */
const COUNT_MAX = 100

/** What a crowd is pushed: with a notification its notice, else the new messages of a channel. */
type Crowd = { channelId: string; notificationId: string | null; since: string | null }

/**
 * Pushes a notice to the devices of all who read its channel and want to hear of it, or that there are new messages to
 * those who want everything of the channel: to nobody who has read them. Looks only at people with a device here. Who
 * is in quiet hours is pushed at their end: then `since` says when they were left in peace, and only they are meant.
 */
export async function pushToCrowd(db: Db, crowd: Crowd, { push, now = new Date() }: PushDeps): Promise<void> {
  const about = await inTransaction(db, (tx) =>
    crowd.notificationId ? noticeOf(tx, crowd) : take(tx, crowd),
  )
  if (!about) return
  const since = crowd.since === null ? null : new Date(crowd.since)
  let wakes: number | null = null
  for (let after: string | null = null; ; ) {
    const page: Listener[] = await listeners(db, about, after)
    const awake: Listener[] = []
    for (const one of page) {
      const quiet = quietOf(one)
      if (quiet && isQuietAt(quiet, now)) wakes = Math.min(wakes ?? Number.MAX_VALUE, quietLasts(quiet, now))
      else if (since === null || isQuietAt(quiet, since)) awake.push(one)
    }
    const parcels = awake.map((device) => ({ device, parcel: parcelFor(about, device) }))
    await deliver(db, push, parcels, 'normal')
    const last = page.at(-1)
    if (!last || page.length < PAGE) break
    after = last.id
  }
  if (wakes !== null) await wakeLater(db, crowd, { now, afterMs: wakes })
}

/** Those in quiet hours now are pushed when the first of them end. */
async function wakeLater(db: Db, crowd: Crowd, { now, afterMs }: { now: Date; afterMs: number }) {
  const jobKey = crowdKey(`wake:${crowd.notificationId ?? crowd.channelId}`)
  const payload = { ...crowd, since: now.toISOString() }
  await inTransaction(db, (tx) => enqueueLater(tx, 'push.crowd', payload, { jobKey, afterMs }))
}

type About = {
  channelId: string
  caseId: string
  kind: ChannelKind
  slug: string
  shopName: string
  /** The notice, or null for new messages. */
  notice: { messageId: string; seq: number } | null
  /** New messages: those after it are news. */
  floor: number
}

type Listener = Device & QuietRow & { unread: number; first: string }

const parcelFor = (about: About, { unread, first }: Listener): Parcel => ({
  title: about.shopName,
  body: about.notice ? pushWords.notice : pushWords.messages(unread),
  url: messageAddress(about.slug, about.kind, first),
  tag: about.notice ? tagOf(about.notice.messageId) : tagOf(about.channelId, 'everything'),
  count: unread,
})

async function noticeOf(tx: Tx, { notificationId }: Crowd): Promise<About | null> {
  const row = await tx
    .selectFrom('notification')
    .innerJoin('message', 'message.id', 'notification.message_id')
    .innerJoin('channel', 'channel.id', 'notification.channel_id')
    .innerJoin('case', 'case.id', 'channel.case_id')
    .select([
      'channel.id as channelId',
      'channel.kind',
      'case.id as caseId',
      'case.slug',
      'case.shop_name as shopName',
      'message.id as messageId',
      'message.seq',
    ])
    .where('notification.id', '=', notificationId)
    .where('message.gone', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  const { messageId, seq, ...about } = row
  return { ...about, notice: { messageId, seq }, floor: 0 }
}

/** Takes the messages since the last push, so that no other run pushes them again; waking up takes nothing. */
async function take(tx: Tx, { channelId, since }: Crowd): Promise<About | null> {
  const row = await tx
    .selectFrom('notify_reach')
    .innerJoin('channel', 'channel.id', 'notify_reach.channel_id')
    .innerJoin('case', 'case.id', 'channel.case_id')
    .select([
      'channel.id as channelId',
      'channel.kind',
      'case.id as caseId',
      'case.slug',
      'case.shop_name as shopName',
      'notify_reach.seq',
      'notify_reach.pushed_seq as pushedSeq',
    ])
    .where('notify_reach.channel_id', '=', channelId)
    .forUpdate('notify_reach')
    .executeTakeFirst()
  if (!row) return null
  const { seq, pushedSeq, ...about } = row
  if (since !== null) return { ...about, notice: null, floor: 0 }
  if (pushedSeq >= seq) return null
  await tx
    .updateTable('notify_reach')
    .set({ pushed_seq: seq, pushed_at: sql<Date>`now()` })
    .where('channel_id', '=', channelId)
    .execute()
  return { ...about, notice: null, floor: pushedSeq }
}

const listeners = (db: Db, about: About, after: string | null) =>
  about.notice ? noticeListeners(db, about, about.notice, after) : messageListeners(db, about, after)

async function noticeListeners(
  db: Db,
  { channelId, caseId, kind }: About,
  { messageId, seq }: { messageId: string; seq: number },
  after: string | null,
): Promise<Listener[]> {
  const readers = readersOf(kind)
  const { rows } = await sql<Listener>`
    select push_device.id, endpoint, p256dh, auth, failures, notify_member.member_id is not null as known,
      notify_member.quiet_from as "quietFrom", notify_member.quiet_to as "quietTo", 1 as unread, ${messageId}::uuid as first
    from push_device
    join member on member.id = push_device.member_id and member.left_at is null
    left join notify_member on notify_member.member_id = member.id
    left join notify_channel on notify_channel.member_id = member.id and notify_channel.channel_id = ${channelId}::uuid
    left join read_mark on read_mark.member_id = member.id and read_mark.channel_id = ${channelId}::uuid
    where push_device.case_id = ${caseId}::uuid and coalesce(notify_channel.level, 'personal') <> 'nothing'
      and coalesce(read_mark.seq, 0) < ${seq}::bigint
      and member.id <> (select author_id from message where message.id = ${messageId}::uuid)
      and (member.side, member.role) in (select * from unnest(${readers.sides}::text[], ${readers.roles}::text[]))
      and (${after}::uuid is null or push_device.id > ${after}::uuid)
    order by push_device.id limit ${PAGE}`.execute(db)
  return rows
}

/** Who never read here is told of what came since the last push, not of everything from the beginning. */
async function messageListeners(
  db: Db,
  { channelId, kind, floor }: About,
  after: string | null,
): Promise<Listener[]> {
  const readers = readersOf(kind)
  const { rows } = await sql<Listener>`
    select push_device.id, endpoint, p256dh, auth, failures, notify_member.member_id is not null as known,
      notify_member.quiet_from as "quietFrom", notify_member.quiet_to as "quietTo", unread.count as unread, unread.first
    from notify_channel
    join push_device on push_device.member_id = notify_channel.member_id
    join member on member.id = push_device.member_id and member.left_at is null
    left join notify_member on notify_member.member_id = member.id
    left join read_mark on read_mark.member_id = member.id and read_mark.channel_id = notify_channel.channel_id
    cross join lateral (
      select count(*) as count, (array_agg(id order by seq))[1] as first, max(seq) as last from (
        select id, seq from message
        where message.channel_id = notify_channel.channel_id and message.author_id <> member.id
          and message.gone is null and message.seq > coalesce(read_mark.seq, ${floor}::bigint)
        order by seq desc limit ${COUNT_MAX}) as newest) as unread
    where notify_channel.channel_id = ${channelId}::uuid and notify_channel.level = 'everything'
      and unread.last > ${floor}::bigint
      and (member.side, member.role) in (select * from unnest(${readers.sides}::text[], ${readers.roles}::text[]))
      and (${after}::uuid is null or push_device.id > ${after}::uuid)
    order by push_device.id limit ${PAGE}`.execute(db)
  return rows
}
