import { sql } from 'kysely'
import type { ChannelKind, Role, Side } from '#app/shapes/case.ts'
import { channelsOf } from '#app/shapes/case.ts'
import type { NotifyLevel } from '#app/shapes/notify.ts'
import { pushWords } from '#app/text/ko/notify.ts'
import type { Db, Tx } from '#db/client.ts'
import { enqueueLater } from '#server/jobs/queue.ts'
import type { Push } from '#server/push/push.ts'
import { messageAddress } from './notify/address.ts'
import { deliver, type Parcel, tagOf } from './notify/deliver.ts'
import { devicesOf } from './notify/place.ts'
import { memberKey, PUSH_EVERY_MS } from './notify/push-later.ts'
import { isQuietAt, type QuietRow, quietLasts, quietOf } from './notify/quiet.ts'
import { inTransaction } from './transaction.ts'

export { pushToCrowd } from './notify/crowd.ts'

/** `now` is when the job runs; quiet hours are looked up at it. */
export type PushDeps = { push: Push; now?: Date }

/**
 * Pushes to the devices of a member what concerns them in a channel and was neither pushed nor read: one push for all of
 * it, at most one in three minutes. In quiet hours it waits for their end. What could not be sent is not sent later: the
 * list and the count have it. Nothing for who left, wants nothing of the channel, or may not read it any more.
 */
export async function pushToMember(
  db: Db,
  { memberId, channelId }: { memberId: string; channelId: string },
  { push, now = new Date() }: PushDeps,
): Promise<void> {
  const packed = await inTransaction(db, async (tx) => {
    const place = await placeOf(tx, memberId, channelId)
    if (!place || place.level === 'nothing') return null
    if (!channelsOf(place.side, place.role).includes(place.kind)) return null
    const devices = await devicesOf(tx, memberId)
    if (devices.length === 0) return null
    const wait = waitOf(place, now)
    if (wait > 0) {
      const jobKey = memberKey(memberId, channelId)
      await enqueueLater(tx, 'push.member', { memberId, channelId }, { jobKey, afterMs: wait })
      return null
    }
    const parcel = await takePersonal(tx, place)
    return parcel && devices.map((device) => ({ device, parcel }))
  })
  if (packed) await deliver(db, push, packed, 'high')
}

type Place = QuietRow & {
  memberId: string
  channelId: string
  side: Side
  role: Role
  kind: ChannelKind
  slug: string
  shopName: string
  level: NotifyLevel
  readSeq: number
  /** Since the last push of this channel to this member, ms; null when there was none. */
  pushedAgo: number | null
}

async function placeOf(tx: Tx, memberId: string, channelId: string): Promise<Place | undefined> {
  const { rows } = await sql<Place>`
    select member.id as "memberId", channel.id as "channelId", member.side, member.role, channel.kind,
      "case".slug, "case".shop_name as "shopName", coalesce(notify_channel.level, 'personal') as level,
      coalesce(read_mark.seq, 0) as "readSeq", notify_member.member_id is not null as known,
      notify_member.quiet_from as "quietFrom", notify_member.quiet_to as "quietTo",
      (select extract(epoch from now() - max(pushed_at))::double precision * 1000 from notification
        where notification.channel_id = channel.id and notification.member_id = member.id) as "pushedAgo"
    from member
    join "case" on "case".id = member.case_id
    join channel on channel.case_id = member.case_id and channel.id = ${channelId}::uuid
    left join notify_member on notify_member.member_id = member.id
    left join notify_channel on notify_channel.member_id = member.id and notify_channel.channel_id = channel.id
    left join read_mark on read_mark.member_id = member.id and read_mark.channel_id = channel.id
    where member.id = ${memberId}::uuid and member.left_at is null`.execute(tx)
  return rows[0]
}

/** How long a push must wait, ms: to the end of the quiet hours, or of the pause after the last one. */
function waitOf(place: Place, now: Date): number {
  const quiet = quietOf(place)
  if (quiet && isQuietAt(quiet, now)) return quietLasts(quiet, now)
  return place.pushedAgo === null ? 0 : Math.max(0, PUSH_EVERY_MS - place.pushedAgo)
}

/** Takes what was not pushed yet, so that no other run pushes it again; null when all of it was read meanwhile. */
async function takePersonal(tx: Tx, place: Place): Promise<Parcel | null> {
  const { rows } = await sql<{ mentions: number; replies: number; first: string | null }>`
    with taken as (
      update notification set pushed_at = now() from message
      where notification.channel_id = ${place.channelId}::uuid and notification.member_id = ${place.memberId}::uuid
        and pushed_at is null and message.id = notification.message_id
        and message.seq > ${place.readSeq}::bigint and message.gone is null
      returning kind, seq, message_id
    )
    select count(*) filter (where kind = 'mention') as mentions, count(*) filter (where kind = 'reply') as replies,
      (array_agg(message_id order by seq))[1] as first
    from taken`.execute(tx)
  const [{ mentions, replies, first } = { mentions: 0, replies: 0, first: null }] = rows
  if (first === null) return null
  return {
    title: place.shopName,
    body: pushWords.personal(mentions, replies),
    url: messageAddress(place.slug, place.kind, first),
    tag: tagOf(place.channelId, 'personal'),
    count: mentions + replies,
  }
}
