import type { ClaimDraft } from '#app/shapes/claim.ts'
import { stageAfter } from '#app/shapes/claim-stage.ts'
import type { Db, Tx } from '#db/client.ts'
import { ensureMayClaim, type Member, memberIn } from './access.ts'
import { citableFor, cite } from './citation.ts'
import { ensureNewOrder, hasLiveClaim, keepVersion, lockCase, type Prepared, prepare } from './claim/keep.ts'
import { type OwnClaim, ownClaim } from './claim/read.ts'
import { takeStep } from './claim/stage.ts'
import { firstStatement, itemRows, sideOf, statementHash } from './claim/statement.ts'
import { forgetUnsent } from './claim/unsent.ts'
import { announceClaims, currentRow, moveClaim, withdrawStanding } from './claim/withdraw.ts'
import { record } from './ledger.ts'
import { Refusal } from './refusal.ts'
import { moveTotals } from './total.ts'
import { inTransaction } from './transaction.ts'
import type { Vault } from './vault.ts'
import type { Viewer } from './viewer.ts'

// Filing, amending and withdrawing a claim. Each is one transaction under the case's head lock, which gives receipt
// numbers without gaps or repeats, keeps the counters right and puts ledger and claim in the same order.

/** Where a claim stands after an act. */
export type Receipt = { claimId: string; receiptNo: number; version: number }
type WithVault = { vault: Vault }

/**
 * Files a claim; `messages` are those it was begun from, and it leads back to them. The same `clientId` again answers
 * with the first receipt, and is refused as `claim.filed_before` when it states something else: a second harm, written
 * in a page that was open before the first was filed. Refuses `citation.none` and `claim.wrong_side`, `claim.same_order`, `claim.refunded_too_much`, `claim.nothing_owed`, `claim.consent_changed`.
 */
export async function submitClaim(
  db: Db,
  viewer: Viewer,
  { slug, draft, messages = [] }: { slug: string; draft: ClaimDraft; messages?: readonly string[] },
  { vault }: WithVault,
): Promise<Receipt> {
  return inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const side = sideOf(draft.kind)
    ensureMayClaim(member, side)
    const lastReceipt = await lockCase(tx, member.caseId)
    const prepared = await prepare(tx, vault, member, draft)
    const before = await filedBefore(tx, member, draft.clientId)
    if (before) return sameStatement(tx, before, prepared)
    await ensureNewOrder(tx, member, prepared)
    const first = !(await hasLiveClaim(tx, member.id, side))
    const receiptNo = lastReceipt + 1
    const claimId = await insertClaim(tx, member, prepared, receiptNo)
    const sha256 = await keepVersion(tx, member, { claimId, version: 1 }, prepared)
    if (messages.length > 0) await cite(tx, member, await citableFor(tx, member, messages), { claimId })
    const data = { claimId, receiptNo, version: 1, sha256 } as const
    await record(tx, member.caseId, member.id, { kind: 'claim.submitted', data })
    await forgetUnsent(tx, member.id, { side, filing: draft.clientId })
    const by = { claimants: first ? 1 : 0, claims: 1, remaining: prepared.row.remaining }
    await moveTotals(tx, member.caseId, side, by)
    announceClaims(tx, member.caseId)
    return { claimId, receiptNo, version: 1 }
  })
}

/**
 * Puts a new version beside the earlier ones. `version` is the one the person was looking at: refuses
 * `claim.changed_elsewhere` when it is no longer current, `claim.withdrawn` after a withdrawal, and whatever
 * `submitClaim` refuses. The same `clientId` again answers with the version it made.
 */
export async function amendClaim(
  db: Db,
  viewer: Viewer,
  { claimId, version, draft }: { claimId: string; version: number; draft: ClaimDraft },
  { vault }: WithVault,
): Promise<Receipt> {
  return inTransaction(db, async (tx) => {
    const { caseId, member } = await ownClaim(tx, viewer, claimId)
    await lockCase(tx, caseId)
    const claim = await ownClaim(tx, viewer, claimId)
    const before = await versionMadeBy(tx, claim, draft.clientId)
    if (before) return before
    ensureMayClaim(member, claim.side)
    if (sideOf(draft.kind) !== claim.side) throw new Refusal('forbidden', 'claim.wrong_side')
    if (claim.state === 'withdrawn') throw new Refusal('conflict', 'claim.withdrawn')
    if (claim.version !== version) throw new Refusal('conflict', 'claim.changed_elsewhere')
    const prepared = await prepare(tx, vault, member, draft)
    await ensureNewOrder(tx, member, prepared, claimId)
    const next = version + 1
    const had = await currentRow(tx, claim)
    const sha256 = await keepVersion(tx, member, { claimId, version: next }, prepared)
    await moveClaim(tx, claimId, { version: next, missing: prepared.missing })
    await record(tx, caseId, member.id, { kind: 'claim.amended', data: { claimId, version: next, sha256 } })
    await forgetUnsent(tx, member.id, { claimId })
    await stepByAmending(tx, { ...claim, version: next })
    const remaining = prepared.row.remaining - had.remaining
    await moveTotals(tx, caseId, claim.side, { claimants: 0, claims: 0, remaining })
    announceClaims(tx, caseId)
    return { claimId, receiptNo: claim.receiptNo, version: next }
  })
}

/**
 * Withdraws a claim: a last version says so and why, every earlier one stays, and the name, phone and e-mail of all
 * versions are erased, since nothing is left to use them for. Withdrawing again answers the same.
 */
export async function withdrawClaim(
  db: Db,
  viewer: Viewer,
  { claimId, why }: { claimId: string; why: string },
): Promise<Receipt> {
  return inTransaction(db, async (tx) => {
    const { caseId, member } = await ownClaim(tx, viewer, claimId)
    await lockCase(tx, caseId)
    const claim = await ownClaim(tx, viewer, claimId)
    if (claim.state === 'withdrawn') return receiptOf(claim)
    return {
      ...receiptOf(claim),
      version: await withdrawStanding(tx, { ...claim, memberId: member.id }, why),
    }
  })
}

/** What was looked at was another version: a claim that was checked waits to be looked at again. */
async function stepByAmending(tx: Tx, claim: OwnClaim): Promise<void> {
  if (stageAfter('amend', claim.stage, 'claimant') === claim.stage) return
  await takeStep(tx, claim, { act: 'amend', by: 'claimant', memberId: claim.member.id })
}

async function filedBefore(tx: Tx, member: Member, clientId: string): Promise<Receipt | null> {
  const row = await tx
    .selectFrom('claim')
    .select(['id as claimId', 'receipt_no as receiptNo', 'version'])
    .where('member_id', '=', member.id)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return row ?? null
}

/** The receipt of what was filed, when the same is sent again. */
async function sameStatement(tx: Tx, before: Receipt, { draft, row }: Prepared): Promise<Receipt> {
  const first = await firstStatement(tx, before.claimId)
  if (statementHash(1, row, itemRows(draft), null) === first) return before
  throw new Refusal('conflict', 'claim.filed_before')
}

async function versionMadeBy(tx: Tx, claim: OwnClaim, clientId: string): Promise<Receipt | null> {
  const row = await tx
    .selectFrom('claim_version')
    .select('version')
    .where('claim_id', '=', claim.id)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return row ? { ...receiptOf(claim), version: row.version } : null
}

/** The claim points at a version written right after it; the foreign key waits for the end of the transaction. */
async function insertClaim(
  tx: Tx,
  member: Member,
  { draft, missing }: Prepared,
  receiptNo: number,
): Promise<string> {
  const row = await tx
    .insertInto('claim')
    .values({
      case_id: member.caseId,
      member_id: member.id,
      client_id: draft.clientId,
      receipt_no: receiptNo,
      side: sideOf(draft.kind),
      missing,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .updateTable('case_head')
    .set({ last_receipt: receiptNo })
    .where('case_id', '=', member.caseId)
    .execute()
  return row.id
}

function receiptOf({ id, receiptNo, version }: OwnClaim): Receipt {
  return { claimId: id, receiptNo, version }
}
