import { sql } from 'kysely'
import type { ClaimNews } from '#app/shapes/notify.ts'
import { claimNewsPush } from '#app/text/ko/notify.ts'
import type { Db, Tx } from '#db/client.ts'
import { enqueueLater } from '#server/jobs/queue.ts'
import type { PushDeps } from '../push.ts'
import { announce, inTransaction } from '../transaction.ts'
import { type Device, deliver, tagOf } from './deliver.ts'
import { PUSH_AFTER_MS } from './push-later.ts'
import { isQuietAt, type QuietRow, quietLasts, quietOf } from './quiet.ts'

// News of a claim for its owner, in the same list as what concerns them in the conversation.

const jobKeyOf = (memberId: string) => `claim.push:${memberId}`

/** Tells the owner of a claim what happened to it: in their list, on their open pages, and soon on their devices. */
export async function tellOfClaim(
  tx: Tx,
  { caseId, claimId, memberId }: { caseId: string; claimId: string; memberId: string },
  kind: ClaimNews,
): Promise<void> {
  await tx.insertInto('notification').values({ kind, claim_id: claimId, member_id: memberId }).execute()
  announce(tx, { kind: 'member.told', caseId, memberId, what: ['notifications', 'claims'] })
  if ((await devicesOf(tx, memberId)).length === 0) return
  const when = { jobKey: jobKeyOf(memberId), afterMs: PUSH_AFTER_MS }
  await enqueueLater(tx, 'claim.push', { memberId }, when)
}

/**
 * Pushes to a member what their claims were told of and they have neither seen nor been pushed: one push for all of it,
 * with numbers and no word. In quiet hours it waits for their end. What could not be sent is not sent later.
 */
export async function pushClaimNews(
  db: Db,
  { memberId }: { memberId: string },
  { push, now = new Date() }: PushDeps,
): Promise<void> {
  const packed = await inTransaction(db, async (tx) => {
    const place = await placeOf(tx, memberId)
    if (!place) return null
    const quiet = quietOf(place)
    if (quiet && isQuietAt(quiet, now)) {
      const when = { jobKey: jobKeyOf(memberId), afterMs: quietLasts(quiet, now) }
      await enqueueLater(tx, 'claim.push', { memberId }, when)
      return null
    }
    const taken = await takeNews(tx, memberId, place.seenAt)
    const claims = [...new Set(taken.map(({ claimId }) => claimId))]
    if (claims.length === 0) return null
    const asked = taken.some(({ kind }) => kind !== 'claim_moved')
    const parcel = {
      title: place.shopName,
      body: asked ? claimNewsPush.asked(claims.length) : claimNewsPush.moved(claims.length),
      url: claims.length === 1 ? `/c/${place.slug}/claims/${claims[0]}` : `/c/${place.slug}/claims`,
      tag: tagOf(memberId, 'claims'),
      count: taken.length,
    }
    return (await devicesOf(tx, memberId)).map((device) => ({ device, parcel }))
  })
  if (packed) await deliver(db, push, packed, 'high')
}

async function takeNews(tx: Tx, memberId: string, seenAt: Date | null) {
  const { rows } = await sql<{ claimId: string; kind: ClaimNews; at: Date }>`
    update notification set pushed_at = now()
    where member_id = ${memberId}::uuid and claim_id is not null and pushed_at is null
    returning claim_id as "claimId", kind, at`.execute(tx)
  return rows.filter(({ at }) => seenAt === null || at > seenAt)
}

async function placeOf(tx: Tx, memberId: string) {
  const { rows } = await sql<QuietRow & { slug: string; shopName: string; seenAt: Date | null }>`
    select "case".slug, "case".shop_name as "shopName", notify_member.member_id is not null as known,
      notify_member.quiet_from as "quietFrom", notify_member.quiet_to as "quietTo", notify_member.seen_at as "seenAt"
    from member join "case" on "case".id = member.case_id
    left join notify_member on notify_member.member_id = member.id
    where member.id = ${memberId}::uuid and member.left_at is null`.execute(tx)
  return rows[0]
}

function devicesOf(tx: Tx, memberId: string): Promise<Device[]> {
  return tx
    .selectFrom('push_device')
    .select(['id', 'endpoint', 'p256dh', 'auth', 'failures'])
    .where('member_id', '=', memberId)
    .execute()
}
