import { sql } from 'kysely'
import type { ClaimNews } from '#app/shapes/notify.ts'
import { claimNewsPush } from '#app/text/ko/notify.ts'
import type { Db, Tx } from '#db/client.ts'
import { enqueueLater } from '#server/jobs/queue.ts'
import type { PushDeps } from '../push.ts'
import { announce } from '../transaction.ts'
import { tagOf } from './deliver.ts'
import { devicesOf, type MemberPlace } from './place.ts'
import { PUSH_AFTER_MS } from './push-later.ts'
import { memberPushKey, pushToMember } from './push-member.ts'

// News of a claim for its owner, in the same list as what concerns them in the conversation.

/** Tells the owner of a claim what happened to it: in their list, on their open pages, and soon on their devices. */
export async function tellOfClaim(
  tx: Tx,
  { caseId, claimId, memberId }: { caseId: string; claimId: string; memberId: string },
  kind: ClaimNews,
): Promise<void> {
  await tx.insertInto('notification').values({ kind, claim_id: claimId, member_id: memberId }).execute()
  announce(tx, { kind: 'member.told', caseId, memberId, what: ['notifications', 'claims'] })
  if ((await devicesOf(tx, memberId)).length === 0) return
  const when = { jobKey: memberPushKey('claim.push', memberId), afterMs: PUSH_AFTER_MS }
  await enqueueLater(tx, 'claim.push', { memberId }, when)
}

/**
 * Pushes to a member what their claims were told of and they have neither seen nor been pushed: one push for all of it,
 * with numbers and no word. In quiet hours it waits for their end. What could not be sent is not sent later.
 */
export async function pushClaimNews(
  db: Db,
  { memberId }: { memberId: string },
  deps: PushDeps,
): Promise<void> {
  await pushToMember(db, { job: 'claim.push', memberId, urgency: 'high', take }, deps)

  async function take(tx: Tx, { slug, seenAt }: MemberPlace) {
    const taken = await takeNews(tx, memberId, seenAt)
    const claims = [...new Set(taken.map(({ claimId }) => claimId))]
    if (claims.length === 0) return null
    const asked = taken.some(({ kind }) => kind !== 'claim_moved' && kind !== 'claim_answered')
    return {
      body: asked ? claimNewsPush.asked(claims.length) : claimNewsPush.moved(claims.length),
      url: claims.length === 1 ? `/c/${slug}/claims/${claims[0]}` : `/c/${slug}/claims`,
      tag: tagOf(memberId, 'claims'),
      count: taken.length,
    }
  }
}

async function takeNews(tx: Tx, memberId: string, seenAt: Date | null) {
  const { rows } = await sql<{ claimId: string; kind: ClaimNews; at: Date }>`
    update notification set pushed_at = now()
    where member_id = ${memberId}::uuid and claim_id is not null and pushed_at is null
    returning claim_id as "claimId", kind, at`.execute(tx)
  return rows.filter(({ at }) => seenAt === null || at > seenAt)
}
