import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberWho } from './access.ts'
import { lockCase } from './claim/keep.ts'
import { ownClaim } from './claim/read.ts'
import { announceClaims } from './claim/withdraw.ts'
import { GROUP_CLAIMS_MAX } from './duplicate/groups.ts'
import { carryOut, endMerge, lastMerge, type PendingMerge } from './duplicate/merge.ts'
import { record } from './ledger.ts'
import { tellOfClaim } from './notify/claim-news.ts'
import { notFound, Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export { duplicatesIn } from './duplicate/groups.ts'

// What officers decide about claims that seem to be one. Nothing is dropped silently: a claimant is told before their
// claim is withdrawn in favour of another, and an objection stops it.

/** Days a claimant has to object: a week, so that whoever looks in once a week finds it. */
export const OBJECT_DAYS = 7

/** A claim of the case as it is decided about. */
type Found = { id: string; memberId: string; state: 'submitted' | 'withdrawn' }

/**
 * These claims are different matters: they are not shown as the same again, whatever they have in common. Said twice is
 * fine; merges between them that wait are dropped. Refuses `shared.not_found`, `shared.forbidden`, `duplicate.two_needed`.
 */
export async function setApart(
  db: Db,
  viewer: Viewer,
  { slug, claimIds }: { slug: string; claimIds: readonly string[] },
): Promise<void> {
  await underLock(db, viewer, slug, async (tx, member) => {
    const ids = [...new Set(claimIds)].sort()
    if (ids.length < 2 || ids.length > GROUP_CLAIMS_MAX) throw new Refusal('invalid', 'duplicate.two_needed')
    for (const id of ids) await foundIn(tx, member, id)
    for (const [at, claimId] of ids.entries())
      for (const otherId of ids.slice(at + 1)) await setTwoApart(tx, member, { claimId, otherId })
  })
}

/**
 * Proposes that a claim be withdrawn in favour of another, and tells its claimant, who has `OBJECT_DAYS` days to object.
 * Refuses `shared.not_found`, `shared.forbidden`, `duplicate.two_needed`, `claim.withdrawn`, `duplicate.merging`.
 */
export async function proposeMerge(
  db: Db,
  viewer: Viewer,
  { slug, claimId, intoId, why }: { slug: string; claimId: string; intoId: string; why: string },
  { now = new Date() }: { now?: Date } = {},
): Promise<void> {
  await underLock(db, viewer, slug, async (tx, member) => {
    if (claimId === intoId) throw new Refusal('invalid', 'duplicate.two_needed')
    const [claim, into] = [await foundIn(tx, member, claimId), await foundIn(tx, member, intoId)]
    if (claim.state === 'withdrawn' || into.state === 'withdrawn')
      throw new Refusal('conflict', 'claim.withdrawn')
    const last = await lastMerge(tx, claimId)
    if (last?.state === 'proposed' && last.intoId === intoId) return
    const onward = await lastMerge(tx, intoId)
    if (last?.state === 'proposed' || onward?.state === 'proposed')
      throw new Refusal('conflict', 'duplicate.merging')
    const until = addDays(seoulDate(now), OBJECT_DAYS)
    await tx
      .insertInto('claim_merge')
      .values({ claim_id: claimId, into_id: intoId, why, until, proposed_by: member.id })
      .execute()
    const { caseId } = member
    await record(tx, caseId, member.id, { kind: 'claim.merge_proposed', data: { claimId, intoId } })
    await tellOfClaim(tx, { caseId, claimId, memberId: claim.memberId }, 'claim_merging')
  })
}

/** Takes back a merge that waits. Refuses `shared.not_found`, `shared.forbidden`. Taken back twice is fine. */
export async function dropMerge(
  db: Db,
  viewer: Viewer,
  { slug, claimId }: { slug: string; claimId: string },
): Promise<void> {
  await underLock(db, viewer, slug, async (tx, member) => {
    await foundIn(tx, member, claimId)
    const merge = await lastMerge(tx, claimId)
    if (merge?.state === 'proposed') await dropOne(tx, member, merge)
  })
}

/** The last merge that concerns one of the viewer's own claims, or null. Refuses `shared.not_found`. */
export async function mergeOfOwn(
  db: Db,
  viewer: Viewer,
  { claimId }: { claimId: string },
): Promise<PendingMerge | null> {
  const { id } = await ownClaim(db, viewer, claimId)
  return lastMerge(db, id)
}

/**
 * The claimant agrees that their claim is the other one, and it is withdrawn in its favour; or objects, in their words,
 * and it stays. Refuses `shared.not_found`, `duplicate.not_merging` when nothing waits any more.
 */
export async function answerMerge(
  db: Db,
  viewer: Viewer,
  { claimId, agrees, words }: { claimId: string; agrees: boolean; words: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { caseId } = await ownClaim(tx, viewer, claimId)
    await lockCase(tx, caseId)
    const { member } = await ownClaim(tx, viewer, claimId)
    const merge = await lastMerge(tx, claimId)
    if (merge?.state === (agrees ? 'done' : 'objected')) return
    if (merge?.state !== 'proposed') throw new Refusal('conflict', 'duplicate.not_merging')
    if (agrees) return carryOut(tx, caseId, merge)
    await endMerge(tx, merge.id, { state: 'objected', objection: words })
    const data = { claimId, intoId: merge.intoId }
    await record(tx, caseId, member.id, { kind: 'claim.merge_objected', data })
    announceClaims(tx, caseId)
  })
}

/** Carries out every merge whose day is past and nobody objected to. Returns how many were looked at. */
export async function carryOutMerges(db: Db, { now = new Date() }: { now?: Date } = {}): Promise<number> {
  const due = await db
    .selectFrom('claim_merge')
    .innerJoin('claim', 'claim.id', 'claim_merge.claim_id')
    .select(['claim_merge.claim_id as claimId', 'claim.case_id as caseId'])
    .where('claim_merge.state', '=', 'proposed')
    .where('claim_merge.until', '<', seoulDate(now))
    .orderBy('claim_merge.until')
    .execute()
  for (const { claimId, caseId } of due) {
    await inTransaction(db, async (tx) => {
      await lockCase(tx, caseId)
      const merge = await lastMerge(tx, claimId)
      if (merge?.state === 'proposed') await carryOut(tx, caseId, merge)
    })
  }
  return due.length
}

async function underLock(
  db: Db,
  viewer: Viewer,
  slug: string,
  work: (tx: Tx, member: Member) => Promise<void>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'claim.review')
    await lockCase(tx, member.caseId)
    await work(tx, member)
    announceClaims(tx, member.caseId)
  })
}

async function foundIn(tx: Tx, { caseId }: Member, claimId: string): Promise<Found> {
  if (!Id.safeParse(claimId).success) throw notFound()
  const claim = await tx
    .selectFrom('claim')
    .select(['id', 'member_id as memberId', 'state'])
    .where('id', '=', claimId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  if (!claim) throw notFound()
  return claim
}

async function setTwoApart(
  tx: Tx,
  member: Member,
  data: { claimId: string; otherId: string },
): Promise<void> {
  const added = await tx
    .insertInto('claim_apart')
    .values({ claim_id: data.claimId, other_id: data.otherId, decided_by: member.id })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows !== 1n) return
  await record(tx, member.caseId, member.id, { kind: 'claim.set_apart', data })
  for (const id of [data.claimId, data.otherId]) {
    const merge = await lastMerge(tx, id)
    const between = merge?.intoId === data.claimId || merge?.intoId === data.otherId
    if (merge?.state === 'proposed' && between) await dropOne(tx, member, merge)
  }
}

async function dropOne(tx: Tx, member: Member, { id, claimId, intoId }: PendingMerge): Promise<void> {
  await endMerge(tx, id, { state: 'dropped' })
  await record(tx, member.caseId, member.id, { kind: 'claim.merge_dropped', data: { claimId, intoId } })
}
