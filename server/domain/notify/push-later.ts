import { sql } from 'kysely'
import type { Tx } from '#db/client.ts'
import { enqueueLater } from '#server/jobs/queue.ts'
import type { Told } from './read-on.ts'

// When pushes leave. A little later than what they tell of, so that whoever is reading along is not disturbed; and in a
// burst one for many.

/** Time in which a reader's mark arrives, ms: it is sent every second and a half. */
export const PUSH_AFTER_MS = 10_000
/** A member hears at most this often of one channel, ms. */
export const PUSH_EVERY_MS = 3 * 60_000

export const memberKey = (memberId: string, channelId: string) => `push.member:${memberId}:${channelId}`
export const crowdKey = (what: string) => `push.crowd:${what}`

/** Asks for the pushes that a stretch of a channel calls for. Writes one row for each who is named, and one for all. */
export async function pushSoon(tx: Tx, channelId: string, told: readonly Told[]): Promise<void> {
  for (const memberId of await withDevice(tx, told)) {
    const jobKey = memberKey(memberId, channelId)
    await enqueueLater(tx, 'push.member', { memberId, channelId }, { jobKey, afterMs: PUSH_AFTER_MS })
  }
  for (const { id } of told.filter((one) => one.memberId === null)) {
    const about = { channelId, notificationId: id, since: null }
    await enqueueLater(tx, 'push.crowd', about, { jobKey: crowdKey(id), afterMs: PUSH_AFTER_MS })
  }
  const wait = await waitOfCrowd(tx, channelId)
  if (wait === null) return
  const about = { channelId, notificationId: null, since: null }
  await enqueueLater(tx, 'push.crowd', about, { jobKey: crowdKey(channelId), afterMs: wait })
}

async function withDevice(tx: Tx, told: readonly Told[]): Promise<string[]> {
  const members = told.flatMap(({ memberId }) => memberId ?? [])
  if (members.length === 0) return []
  const rows = await tx
    .selectFrom('push_device')
    .select('member_id')
    .distinct()
    .where('member_id', 'in', members)
    .execute()
  return rows.map((row) => row.member_id)
}

/** How long those who want everything of the channel wait for their next push, ms; null when there is nobody. */
async function waitOfCrowd(tx: Tx, channelId: string): Promise<number | null> {
  const { rows } = await sql<{ ago: number | null }>`
    select extract(epoch from now() - notify_reach.pushed_at)::double precision * 1000 as ago
    from notify_reach
    where notify_reach.channel_id = ${channelId} and notify_reach.pushed_seq < notify_reach.seq and exists (
      select from notify_channel join push_device on push_device.member_id = notify_channel.member_id
      where notify_channel.channel_id = notify_reach.channel_id and notify_channel.level = 'everything')`.execute(
    tx,
  )
  const [reach] = rows
  if (!reach) return null
  return Math.max(PUSH_AFTER_MS, PUSH_EVERY_MS - (reach.ago ?? PUSH_EVERY_MS))
}
