import { seoulDate } from '#app/shapes/civil-date.ts'
import type { DeficiencyDraft, PlainAct } from '#app/shapes/claim-stage.ts'
import type { Db, Tx } from '#db/client.ts'
import { lockCase } from './claim/keep.ts'
import { type OwnClaim, ownClaim } from './claim/read.ts'
import { lastStep, type StepView, stepsOf, takeStep } from './claim/stage.ts'
import { announceClaims } from './claim/withdraw.ts'
import { tellOfClaim } from './notify/claim-news.ts'
import { Refusal } from './refusal.ts'
import { ensureReason, type OfficersClaim, officersClaim } from './review/open.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export { claimInReview, viewClaim } from './review/open.ts'
export { reviewQueue } from './review/queue.ts'

// What officers do with claims, and what the claimant answers. Every act is a step under the case's head lock; an
// officer acts on the version they looked at, and sent twice an act is one step.

type OfficersAct = { slug: string; claimId: string; version: number }

/**
 * Asks the claimant for what is missing, until a day, one sentence for each thing, and tells them. Refuses
 * `shared.not_found`, `claim.reason_needed`, `claim.changed_elsewhere`, `claim.due_past`, and as `takeStep`.
 */
export async function askClaimant(
  db: Db,
  viewer: Viewer,
  { dueOn, things, ...ref }: OfficersAct & { dueOn: string; things: readonly DeficiencyDraft[] },
  { now = new Date() }: { now?: Date } = {},
): Promise<void> {
  if (dueOn < seoulDate(now))
    throw new Refusal('invalid', 'claim.due_past', { fields: { dueOn: 'claim.due_past' } })
  await officerStep(db, viewer, ref, async (tx, claim, memberId) => {
    if (await askedJustNow(tx, claim, { memberId, dueOn, things })) return
    const { no } = await takeStep(tx, claim, { act: 'ask', by: 'officer', memberId, dueOn })
    await tx
      .insertInto('claim_deficiency')
      .values(things.map((thing, at) => ({ claim_id: claim.id, ask_no: no, no: at + 1, ...thing })))
      .execute()
    if (claim.memberId !== memberId) await tellOfClaim(tx, newsOf(claim), 'claim_asked')
  })
}

/**
 * Moves a claim as an officer, with a reason where one is needed, and tells the claimant. Refuses `shared.not_found`,
 * `claim.reason_needed`, `claim.changed_elsewhere`, and as `takeStep`.
 */
export async function judgeClaim(
  db: Db,
  viewer: Viewer,
  { act, words, ...ref }: OfficersAct & { act: PlainAct; words: string },
): Promise<void> {
  await officerStep(db, viewer, ref, async (tx, claim, memberId) => {
    if (await sameStep(tx, claim, { memberId, act, words })) return
    await takeStep(tx, claim, { act, by: 'officer', memberId, words })
    if (claim.memberId !== memberId) await tellOfClaim(tx, newsOf(claim), 'claim_moved')
  })
}

/** The steps of one of the viewer's own claims, oldest first. Refuses `shared.not_found`. */
export async function claimSteps(
  db: Db,
  viewer: Viewer,
  { claimId }: { claimId: string },
): Promise<StepView[]> {
  const { id } = await ownClaim(db, viewer, claimId)
  return stepsOf(db, id)
}

/**
 * The claimant says what they have to say to what was asked in a step, and hands the claim in again. Refuses
 * `shared.not_found`, `claim.asked_anew` when something else was asked since, and as `takeStep`. Sent twice, it is said once.
 */
export async function answerAsked(
  db: Db,
  viewer: Viewer,
  { claimId, step, answers }: { claimId: string; step: number; answers: readonly string[] },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const claim = await lockedOwn(tx, viewer, claimId)
    const last = await lastStep(tx, claimId)
    if (last?.act === 'answer' && last.no === step + 1) return
    const asked = (await stepsOf(tx, claimId)).findLast(({ act }) => act === 'ask')
    if (!asked || asked.no !== step) throw new Refusal('conflict', 'claim.asked_anew')
    await takeStep(tx, claim, { act: 'answer', by: 'claimant', memberId: claim.member.id })
    for (const { no } of asked.things) {
      await tx
        .updateTable('claim_deficiency')
        .set({ answer: answers[no - 1] ?? '' })
        .where('claim_id', '=', claimId)
        .where('ask_no', '=', step)
        .where('no', '=', no)
        .execute()
    }
    announceClaims(tx, claim.caseId)
  })
}

/**
 * The claimant says that the matter is solved, in part or whole, or that it is not after all. Refuses
 * `shared.not_found`, and as `takeStep`.
 */
export async function settleOwnClaim(
  db: Db,
  viewer: Viewer,
  { claimId, act, words }: { claimId: string; act: PlainAct; words: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const claim = await lockedOwn(tx, viewer, claimId)
    const memberId = claim.member.id
    if (await sameStep(tx, claim, { memberId, act, words })) return
    await takeStep(tx, claim, { act, by: 'claimant', memberId, words })
    announceClaims(tx, claim.caseId)
  })
}

async function lockedOwn(tx: Tx, viewer: Viewer, claimId: string): Promise<OwnClaim> {
  const { caseId } = await ownClaim(tx, viewer, claimId)
  await lockCase(tx, caseId)
  return ownClaim(tx, viewer, claimId)
}

async function officerStep(
  db: Db,
  viewer: Viewer,
  { slug, claimId, version }: OfficersAct,
  work: (tx: Tx, claim: OfficersClaim, memberId: string) => Promise<void>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member } = await officersClaim(tx, viewer, { slug, claimId })
    await lockCase(tx, member.caseId)
    const { claim } = await officersClaim(tx, viewer, { slug, claimId })
    await ensureReason(tx, member, claim)
    if (claim.stage !== 'withdrawn' && claim.version !== version)
      throw new Refusal('conflict', 'claim.changed_elsewhere')
    await work(tx, claim, member.id)
    announceClaims(tx, member.caseId)
  })
}

const newsOf = ({ id, caseId, memberId }: OfficersClaim) => ({ claimId: id, caseId, memberId })

type Said = { memberId: string; act: PlainAct; words: string }

/** Whether the last step is this very one: a form sent twice. */
async function sameStep(tx: Tx, { id, version }: { id: string; version: number }, said: Said) {
  const last = await lastStep(tx, id)
  return (
    last !== undefined &&
    last.version === version &&
    last.act === said.act &&
    last.words === said.words &&
    last.memberId === said.memberId
  )
}

async function askedJustNow(
  tx: Tx,
  { id, version }: OfficersClaim,
  said: { memberId: string; dueOn: string; things: readonly DeficiencyDraft[] },
): Promise<boolean> {
  const last = (await stepsOf(tx, id)).at(-1)
  if (last?.act !== 'ask' || last.version !== version || last.dueOn !== said.dueOn) return false
  const same = ({ field, words }: DeficiencyDraft, at: number) =>
    last.things[at]?.field === field && last.things[at]?.words === words
  return (
    last.by.memberId === said.memberId && last.things.length === said.things.length && said.things.every(same)
  )
}
