import { sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import type { ClaimStage } from '#app/shapes/claim-stage.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import { type Member, may, memberIn } from '../access.ts'
import { type StepView, stageColumn, stepsOf } from '../claim/stage.ts'
import { type Statement, statementsOf } from '../claim/statement.ts'
import { VIEW_MINUTES } from '../evidence/open.ts'
import { record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'

// An officer looks at a member's claim only after saying why; the member sees who looked, when and why.

/** A claim as an officer sees it: everything stated, version by version, and never who the person is. */
export type ReviewedClaim = {
  id: string
  receiptNo: number
  side: ClaimSide
  stage: ClaimStage
  version: number
  submittedAt: string
  changedAt: string
  owner: { memberId: string; nickname: string; isMe: boolean }
  statement: Statement
  history: Statement[]
  steps: StepView[]
  evidence: { id: string; title: string }[]
}

/** Never leaves the domain. */
export type OfficersClaim = {
  id: string
  caseId: string
  memberId: string
  stage: ClaimStage
  version: number
}

/**
 * One claim of the case, for those who run it, while a reason of theirs stands. Refuses `shared.not_found` to others and
 * `claim.reason_needed`.
 */
export async function claimInReview(
  db: Db,
  viewer: Viewer,
  { slug, claimId }: { slug: string; claimId: string },
): Promise<ReviewedClaim> {
  const { member, claim } = await officersClaim(db, viewer, { slug, claimId })
  await ensureReason(db, member, claim)
  const row = await db
    .selectFrom('claim')
    .innerJoin('member', 'member.id', 'claim.member_id')
    .select(['receipt_no as receiptNo', 'claim.side', 'submitted_at as submittedAt'])
    .select(['changed_at as changedAt', 'member.nickname'])
    .where('claim.id', '=', claimId)
    .executeTakeFirstOrThrow()
  const history = (await statementsOf(db, [claimId], 'all')).get(claimId) ?? []
  const statement = history.find(({ version }) => version === claim.version)
  if (!statement) throw notFound()
  return {
    ...{ id: claimId, receiptNo: row.receiptNo, side: row.side, stage: claim.stage, version: claim.version },
    submittedAt: row.submittedAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    owner: { memberId: claim.memberId, nickname: row.nickname, isMe: claim.memberId === member.id },
    statement,
    history,
    steps: await stepsOf(db, claimId),
    evidence: await evidenceOf(db, claimId),
  }
}

/**
 * An officer says why they must see a claim; it is recorded, and they may look for half an hour. Refuses
 * `shared.not_found`.
 */
export async function viewClaim(
  db: Db,
  viewer: Viewer,
  { slug, claimId, reason }: { slug: string; claimId: string; reason: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member } = await officersClaim(tx, viewer, { slug, claimId })
    await tx.insertInto('claim_view').values({ claim_id: claimId, member_id: member.id, reason }).execute()
    await record(tx, member.caseId, member.id, { kind: 'claim.viewed', data: { claimId } })
  })
}

/** A claim of the case and the officer who asks for it, or `shared.not_found`. Nothing of it may leave before a reason. */
export async function officersClaim(
  db: Db,
  viewer: Viewer,
  { slug, claimId }: { slug: string; claimId: string },
): Promise<{ member: Member; claim: OfficersClaim }> {
  const member = await memberIn(db, viewer, { slug })
  if (!may(member, 'claim.review') || !Id.safeParse(claimId).success) throw notFound()
  const claim = await db
    .selectFrom('claim')
    .select(['id', 'case_id as caseId', 'member_id as memberId', 'version', stageColumn])
    .where('id', '=', claimId)
    .where('case_id', '=', member.caseId)
    .executeTakeFirst()
  if (!claim) throw notFound()
  return { member, claim }
}

/** Refuses `claim.reason_needed` when no reason of the officer's stands; one's own claim needs none. */
export async function ensureReason(db: Db, member: Member, claim: OfficersClaim): Promise<void> {
  if (claim.memberId === member.id) return
  const view = await db
    .selectFrom('claim_view')
    .select('id')
    .where('claim_id', '=', claim.id)
    .where('member_id', '=', member.id)
    .where('at', '>', sql<Date>`now() - make_interval(mins => ${VIEW_MINUTES})`)
    .executeTakeFirst()
  if (!view) throw new Refusal('forbidden', 'claim.reason_needed')
}

/** What the claimant keeps as evidence for it: titles, each behind a reason of its own. */
async function evidenceOf(db: Db, claimId: string): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('evidence_claim')
    .innerJoin('evidence', 'evidence.id', 'evidence_claim.evidence_id')
    .select(['evidence.id', 'evidence.title'])
    .where('evidence_claim.claim_id', '=', claimId)
    .where('evidence.removed_at', 'is', null)
    .orderBy('evidence.made_at')
    .orderBy('evidence.id')
    .execute()
}
