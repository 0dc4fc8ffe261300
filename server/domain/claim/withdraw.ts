import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import type { Tx } from '#db/client.ts'
import { record } from '../ledger.ts'
import { moveTotals } from '../total.ts'
import { announce } from '../transaction.ts'
import { insertVersion, type StatementRow, storedRow, wordless } from './details.ts'
import { hasLiveClaim } from './keep.ts'
import { statementHash } from './statement.ts'
import { forgetUnsent } from './unsent.ts'

/** A claim that is not withdrawn, in a case whose head is locked (`lockCase`). */
export type Standing = { id: string; caseId: string; memberId: string; side: ClaimSide; version: number }
/** What the last version says: what the one before said, or its numbers and dates alone. */
type Keeps = 'words' | 'numbers'

/**
 * Puts a last version beside the others that says the claim is withdrawn, and why; names, phones, e-mails and indexes of
 * all versions go. Returns the number of that version.
 */
export async function withdrawStanding(
  tx: Tx,
  claim: Standing,
  why: string,
  keeps: Keeps = 'words',
): Promise<number> {
  const { id: claimId, caseId, memberId, side } = claim
  const had = await currentRow(tx, claim)
  const version = claim.version + 1
  const words = keeps === 'words' ? {} : wordless
  const row: StatementRow = { ...had, ...words, state: 'withdrawn', withdrawn_why: why }
  const sha256 = await keepWithdrawal(tx, claim, version, row, keeps)
  await forgetUnsent(tx, memberId, { claimId })
  await moveClaim(tx, claimId, { version, state: 'withdrawn' })
  await record(tx, caseId, memberId, { kind: 'claim.withdrawn', data: { claimId, version, sha256 } })
  const last = !(await hasLiveClaim(tx, memberId, side, claimId))
  const by = { claimants: last ? -1 : 0, claims: -1, remaining: -had.remaining }
  await moveTotals(tx, caseId, side, by)
  announceClaims(tx, caseId)
  return version
}

/** Tells open pages that claims and totals changed. */
export function announceClaims(tx: Tx, caseId: string): void {
  announce(tx, { kind: 'case.changed', caseId, what: ['totals', 'claims'] })
}

/** Points a claim at another version. */
export async function moveClaim(
  tx: Tx,
  claimId: string,
  to: { version: number; missing?: number; state?: 'withdrawn' },
): Promise<void> {
  await tx
    .updateTable('claim')
    .set({ ...to, changed_at: sql`now()` })
    .where('id', '=', claimId)
    .execute()
}

/** What a claim states now. */
export async function currentRow(tx: Tx, claim: { id: string; version: number }): Promise<StatementRow> {
  const row = await tx
    .selectFrom('claim_version')
    .selectAll()
    .where('claim_id', '=', claim.id)
    .where('version', '=', claim.version)
    .executeTakeFirstOrThrow()
  const { claim_id, version, client_id, made_by, made_at, ...statement } = storedRow(row)
  return statement
}

async function keepWithdrawal(
  tx: Tx,
  claim: Standing,
  version: number,
  row: StatementRow,
  keeps: Keeps,
): Promise<string> {
  const had = await tx
    .selectFrom('claim_item')
    .select(['no', 'name', 'quantity', 'amount', 'received'])
    .where('claim_id', '=', claim.id)
    .where('version', '=', claim.version)
    .orderBy('no')
    .execute()
  const items = keeps === 'words' ? had : had.map((item) => ({ ...item, name: '' }))
  const place = { claim_id: claim.id, version }
  await insertVersion(tx, { ...place, client_id: randomUUID(), made_by: claim.memberId }, row)
  await tx
    .insertInto('claim_item')
    .values(items.map((item) => ({ ...place, ...item })))
    .execute()
  await tx.deleteFrom('claim_identity').where('claim_id', '=', claim.id).execute()
  await tx.deleteFrom('claim_index').where('claim_id', '=', claim.id).execute()
  return statementHash(version, row, items, null)
}
