import { sql } from 'kysely'
import type { ChannelKind } from '#app/shapes/case.ts'
import { Id } from '#app/shapes/id.ts'
import {
  type AnyNews,
  type ClaimNews,
  type EvidenceNews,
  isClaimNews,
  isEvidenceNews,
  type NotificationKind,
  type NotifyLevel,
} from '#app/shapes/notify.ts'
import { quotedWords } from '#app/shapes/quote.ts'
import type { Db } from '#db/client.ts'
import { filingNewsUnseen } from './filing/news.ts'
import { shownBody } from './message/view.ts'
import { messageAddress } from './notify/address.ts'
import { type Place, placesOf } from './places.ts'
import { UNREAD_MAX } from './reading.ts'
import type { Viewer } from './viewer.ts'

export { readOn, sweepReach } from './notify/read-on.ts'

// What a person was told of, over all the rooms they are in: as a list, and as the numbers on bell, title and icon.

/** Rows of a page of the list. */
const PAGE = 40
/** How long somebody may look back at what they were told of, days; the messages themselves stay. */
const KEPT_DAYS = 90

/**
 * One thing the viewer was told of: a message, whose `excerpt` is null when its words are out of sight, one of their
 * claims or a piece of their evidence.
 */
export type NotificationView = {
  id: string
  shopName: string
  about:
    | { kind: NotificationKind; channel: ChannelKind; by: string; excerpt: string | null }
    | { kind: ClaimNews; receiptNo: number }
    | { kind: EvidenceNews }
  /** Where it is read. */
  to: string
  /** An ISO instant. */
  at: string
  unread: boolean
}

/**
 * What the viewer was told of in all their rooms, newest first, `PAGE` a page from `before` (the id of the last one
 * of the page above). Empty for somebody who is in no room. Refuses `shared.not_found` for nobody.
 */
export async function notificationsOf(
  db: Db,
  viewer: Viewer,
  { before = null }: { before?: string | null } = {},
): Promise<{ notifications: NotificationView[]; next: string | null }> {
  const places = await placesOf(db, viewer)
  const from = Id.safeParse(before).success ? before : null
  const earlier = sql`(${from}::uuid is null or (at, id) < (select at, id from notification where id = ${from}::uuid))`
  const { rows } = await sql<Row>`
    (select told.id, told.kind, told.at, place.channel_id as "placeId", message.id as "subjectId",
      author.nickname as by, ${shownBody('message')} as body, ${unread} as unread, null as "receiptNo"
    from ${placeTable(places)}
    cross join lateral (
      select * from notification
      where channel_id = place.channel_id and (member_id = place.member_id or member_id is null)
        and at > place.joined_at and ${earlier}
      order by at desc, id desc limit ${PAGE + 1}) as told
    join message on message.id = told.message_id
    join member author on author.id = message.author_id
    where author.id <> place.member_id
    order by told.at desc, told.id desc limit ${PAGE + 1})
    union all
    (select told.id, told.kind, told.at, told.member_id, coalesce(told.claim_id, told.evidence_id), '', '',
      told.at > coalesce(notify_member.seen_at, '-infinity'), claim.receipt_no
    from (
      select * from notification
      where member_id = any(${membersOf(places)}::uuid[]) and message_id is null and ${earlier}
        and not exists (select from evidence where id = evidence_id and removed_at is not null)
      order by at desc, id desc limit ${PAGE + 1}) as told
    left join claim on claim.id = told.claim_id
    left join notify_member on notify_member.member_id = told.member_id)
    order by at desc, id desc limit ${PAGE + 1}`.execute(db)
  const notifications = rows.slice(0, PAGE).map((row) => viewOf(row, places))
  return { notifications, next: rows.length > PAGE ? (notifications.at(-1)?.id ?? null) : null }
}

/** Everything told up to now counts as seen, in all the viewer's rooms. Refuses `shared.not_found` for nobody. */
export async function markNotificationsSeen(db: Db, viewer: Viewer): Promise<void> {
  const members = membersOf(await placesOf(db, viewer))
  if (members.length === 0) return
  await db
    .insertInto('notify_member')
    .values(members.map((id) => ({ member_id: id, seen_at: sql<Date>`clock_timestamp()` })))
    .onConflict((conflict) =>
      conflict.column('member_id').doUpdateSet({ seen_at: sql<Date>`clock_timestamp()` }),
    )
    .execute()
}

/**
 * The viewer's numbers over all their rooms, each at most `UNREAD_MAX`. `told`: notifications neither seen nor read, on
 * the bell. `badge`, on title and icon: those, and every unread message of the channels of which they want everything.
 */
export type Heard = { told: number; badge: number }

/** Refuses `shared.not_found` for nobody. */
export async function heardBy(db: Db, viewer: Viewer): Promise<Heard> {
  const places = await placesOf(db, viewer)
  const { rows } = await sql<{ told: number; messages: number; level: NotifyLevel }>`
    select place.level, told.count as told, case place.level when 'everything' then messages.count else 0 end as messages
    from ${placeTable(places)}
    cross join lateral (
      select count(*) as count from (
        select from notification as told join message on message.id = told.message_id
        where told.channel_id = place.channel_id and (told.member_id = place.member_id or told.member_id is null)
          and told.at > place.joined_at and message.author_id <> place.member_id and ${unread}
        limit ${UNREAD_MAX}) as found) as told
    cross join lateral (
      select count(*) as count from (
        select from message
        where place.level = 'everything' and message.channel_id = place.channel_id
          and message.seq > coalesce(place.read_seq, 0)
          and (place.read_seq is not null or message.created_at >= place.joined_at)
          and message.author_id <> place.member_id and message.gone is null
        order by message.seq desc limit ${UNREAD_MAX}) as found) as messages
    where place.level <> 'nothing'`.execute(db)
  const news = (await ownNewsUnseen(db, membersOf(places))) + (await filingNewsUnseen(db, viewer))
  const told = rows.reduce((sum, row) => sum + row.told, news)
  const badge = rows.reduce((sum, row) => sum + (row.level === 'everything' ? row.messages : row.told), news)
  return { told: Math.min(told, UNREAD_MAX), badge: Math.min(badge, UNREAD_MAX) }
}

/** Of claims and evidence. */
async function ownNewsUnseen(db: Db, members: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from notification as told left join notify_member on notify_member.member_id = told.member_id
      where told.member_id = any(${members}::uuid[]) and told.message_id is null
        and not exists (select from evidence where id = told.evidence_id and removed_at is not null)
        and told.at > coalesce(notify_member.seen_at, '-infinity')
      limit ${UNREAD_MAX}) as found`.execute(db)
  return rows[0]?.count ?? 0
}

/** Forgets what was told more than `KEPT_DAYS` ago; returns how much. */
export async function forgetNotifications(db: Db): Promise<number> {
  const gone = await db
    .deleteFrom('notification')
    .where('at', '<', sql<Date>`now() - make_interval(days => ${KEPT_DAYS})`)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

type Row = {
  id: string
  kind: AnyNews
  at: Date
  /** The channel of a message, else the membership. */
  placeId: string
  /** The message, the claim or the piece of evidence. */
  subjectId: string
  by: string
  body: string | null
  unread: boolean
  /** Of a claim. */
  receiptNo: number | null
}

const membersOf = (places: readonly Place[]) => [...new Set(places.map(({ memberId }) => memberId))]

/** The places as the table `place`, each with how far its member has come and what they want to hear. */
const placeTable = (places: readonly Place[]) => sql`(
  select member.id as member_id, reads.channel_id, member.joined_at, notify_member.seen_at,
    read_mark.seq as read_seq, coalesce(notify_channel.level, 'personal') as level
  from unnest(
    ${places.map((place) => place.memberId)}::uuid[], ${places.map((place) => place.channelId)}::uuid[]
  ) as reads (member_id, channel_id)
  join member on member.id = reads.member_id
  left join notify_member on notify_member.member_id = member.id
  left join notify_channel
    on notify_channel.member_id = member.id and notify_channel.channel_id = reads.channel_id
  left join read_mark on read_mark.member_id = member.id and read_mark.channel_id = reads.channel_id) as place`

/** Not seen in the list, and its message neither read in its channel nor out of sight. */
const unread = sql<boolean>`(told.at > coalesce(place.seen_at, '-infinity') and message.gone is null
  and message.seq > coalesce(place.read_seq, 0))`

function viewOf(row: Row, places: readonly Place[]): NotificationView {
  const { id, kind, placeId, subjectId, receiptNo, unread } = row
  const isOwn = isClaimNews(kind) || isEvidenceNews(kind)
  const place = places.find((each) => placeId === (isOwn ? each.memberId : each.channelId))
  if (!place) throw new Error('A notification of no place came back')
  const common = { id, shopName: place.shopName, at: row.at.toISOString(), unread }
  if (isClaimNews(kind)) {
    const to = `/c/${place.slug}/claims/${subjectId}`
    return { ...common, about: { kind, receiptNo: receiptNo ?? 0 }, to }
  }
  if (isEvidenceNews(kind))
    return { ...common, about: { kind }, to: `/c/${place.slug}/evidence/${subjectId}` }
  const about = { kind, channel: place.kind, by: row.by, excerpt: quotedWords(row.body) }
  return { ...common, about, to: messageAddress(place.slug, place.kind, subjectId) }
}
