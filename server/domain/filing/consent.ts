import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { ClaimIdentity } from '#app/shapes/claim.ts'
import type { Fit, JoinDraft } from '#app/shapes/filing.ts'
import {
  type FilingConsent,
  filingConsent,
  filingConsentText,
  filingConsentVersion,
} from '#app/text/ko/destinations.ts'
import type { Db, Tx } from '#db/client.ts'
import { ownClaim, ownIdentity } from '../claim/read.ts'
import { record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { assess, destinations } from './destination.ts'
import { type FilingRef, type FilingRow, lockFiling } from './row.ts'
import { type RuleRow, ruleColumns } from './rule.ts'

/** The consent as it is shown now, and the SHA-256 (hex) of its text. */
export function consentNow({
  destination,
  recipient,
}: Pick<FilingRow, 'destination' | 'recipient'>): FilingConsent & { hash: string } {
  const consent = filingConsent(destination, { recipient, version: filingConsentVersion })
  if (!consent) throw new Error('A destination lacks the consent of the version shown now')
  return { ...consent, hash: createHash('sha256').update(filingConsentText(consent), 'utf8').digest('hex') }
}

/**
 * Takes one of the viewer's own claims into a filing, with their consent. The claim is followed until the freeze. Joining
 * again answers the same. The name is compared with the claim's, which is recorded as shown, and not kept.
 * Refuses `shared.not_found`, `filing.frozen`, `filing.closed`, `filing.claim_withdrawn`, `filing.wrong_side`,
 * `filing.consent_changed`, `filing.not_for_this`, `filing.name_differs`, `filing.guardian_needed`.
 */
export async function joinFiling(
  db: Db,
  viewer: Viewer,
  { draft, ...ref }: FilingRef & { draft: JoinDraft },
  { vault }: { vault: Vault },
): Promise<{ consentId: string }> {
  return inTransaction(db, async (tx) => {
    const { member, filing } = await lockFiling(tx, viewer, ref)
    const claim = await ownClaim(tx, viewer, draft.claimId)
    if (claim.caseId !== filing.caseId) throw notFound()
    const before = await standing(tx, filing.id, claim.id)
    if (before) return { consentId: before }
    if (filing.state === 'frozen') throw new Refusal('conflict', 'filing.frozen')
    if (filing.isPast) throw new Refusal('conflict', 'filing.closed')
    if (claim.state === 'withdrawn') throw new Refusal('conflict', 'filing.claim_withdrawn')
    if (claim.side !== filing.side) throw new Refusal('forbidden', 'filing.wrong_side')
    const consent = consentNow(filing)
    if (draft.textVersion !== consent.version || draft.textHash !== consent.hash) {
      throw new Refusal('conflict', 'filing.consent_changed')
    }
    const { questions, columns } = destinations[filing.destination]
    const saidYes = questions.filter((question) => draft.saidYes.includes(question))
    if ((await fitOf(tx, filing, claim, saidYes)) === 'no') {
      throw new Refusal('conflict', 'filing.not_for_this')
    }
    const identity = await ensureOwnName(tx, viewer, { claimId: claim.id, typedName: draft.typedName }, vault)
    const guardian = ensureGuardian(identity, draft)
    const place = { filing_id: filing.id, claim_id: claim.id, claim_version: claim.version }
    const agreed = { text_version: consent.version, text_sha256: Buffer.from(consent.hash, 'hex') }
    const { id: consentId } = await tx
      .insertInto('filing_consent')
      .values({
        ...place,
        ...agreed,
        member_id: member.id,
        scope: [...columns],
        said_yes: saidYes,
        guardian_agreed: guardian,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const data = { filingId: filing.id, consentId, claimId: claim.id, sha256: consent.hash }
    await record(tx, filing.caseId, member.id, { kind: 'filing.joined', data })
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
    return { consentId }
  })
}

/**
 * Takes an own claim out of a filing again, also after its end; a claim that is not in it stays so. Refuses
 * `shared.not_found`, and `filing.frozen` between a freeze and the next opening.
 */
export async function leaveFiling(
  db: Db,
  viewer: Viewer,
  { claimId, ...ref }: FilingRef & { claimId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, filing } = await lockFiling(tx, viewer, ref)
    const claim = await ownClaim(tx, viewer, claimId)
    if (claim.caseId !== filing.caseId) throw notFound()
    const consentId = await standing(tx, filing.id, claim.id)
    if (!consentId) return
    if (filing.state === 'frozen') throw new Refusal('conflict', 'filing.frozen')
    await tx
      .updateTable('filing_consent')
      .set({ revoked_at: sql<Date>`clock_timestamp()` })
      .where('id', '=', consentId)
      .execute()
    const data = { filingId: filing.id, consentId, claimId: claim.id }
    await record(tx, filing.caseId, member.id, { kind: 'filing.left', data })
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
  })
}

/** The id of the consent that stands for a claim in a filing. */
async function standing(tx: Tx, filingId: string, claimId: string): Promise<string | null> {
  const row = await tx
    .selectFrom('filing_consent')
    .select('id')
    .where('filing_id', '=', filingId)
    .where('claim_id', '=', claimId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row?.id ?? null
}

export type OwnAt = { id: string; version: number; side: 'buyer' | 'seller' }

export async function fitOf(
  tx: Tx,
  filing: FilingRow,
  claim: OwnAt,
  saidYes: readonly string[],
): Promise<Fit> {
  const { rows } = await sql<RuleRow>`select ${ruleColumns} from claim_version as v
    where v.claim_id = ${claim.id}::uuid and v.version = ${claim.version}`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('A claim has its current version')
  const of = { side: claim.side, recipient: filing.recipient, today: seoulDate(new Date()) }
  return assess(filing.destination, { ...row, ...of }, saidYes).fit
}

async function ensureOwnName(
  tx: Tx,
  viewer: Viewer,
  { claimId, typedName }: { claimId: string; typedName: string },
  vault: Vault,
): Promise<ClaimIdentity> {
  const identity: ClaimIdentity | null = await ownIdentity(tx, viewer, { claimId }, { vault })
  if (identity && bare(identity.name) === bare(typedName)) return identity
  throw new Refusal('invalid', 'filing.name_differs', { fields: { typedName: 'filing.name_differs' } })
}

/** Whether a guardian agreed beside a claimant under nineteen, who needs one: named as in the claim, and ticked. */
function ensureGuardian({ age, guardianName }: ClaimIdentity, draft: JoinDraft): boolean {
  if (!age) return false
  if (draft.guardianAgreed && bare(draft.guardianName ?? '') === bare(guardianName ?? '')) return true
  const field = draft.guardianAgreed ? 'guardianName' : 'guardianAgreed'
  throw new Refusal('invalid', 'filing.guardian_needed', { fields: { [field]: 'filing.guardian_needed' } })
}

/** Blanks, letter case and ways to compose a syllable make no other name. */
function bare(name: string): string {
  return name.normalize('NFC').replace(/\s/gu, '').toLowerCase()
}
