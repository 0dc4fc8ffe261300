import type { ClaimIdentity } from '#app/shapes/claim.ts'
import type { Db } from '#db/client.ts'
import type { Member } from '../access.ts'
import { caseKey } from '../case-key.ts'
import { identityPlace } from '../claim/keep.ts'
import { type StepView, stepsOf } from '../claim/stage.ts'
import { statementsOf } from '../claim/statement.ts'
import { sheetPlace } from '../settlement/sheet.ts'
import { unseal, type Vault } from '../vault.ts'

/** A member's claims with every version, step and identity. Identities must have been recorded as shown before. */
export async function ownClaims(db: Db, member: Member, { vault }: { vault: Vault }) {
  const claims = await db
    .selectFrom('claim')
    .select(['id', 'receipt_no', 'side', 'state', 'version', 'submitted_at', 'changed_at'])
    .where('member_id', '=', member.id)
    .orderBy('receipt_no')
    .execute()
  if (claims.length === 0) return []
  const ids = claims.map(({ id }) => id)
  const statements = await statementsOf(db, ids, 'all')
  const sealed = await db
    .selectFrom('claim_identity')
    .select(['claim_id', 'version', 'sealed'])
    .where('claim_id', 'in', ids)
    .orderBy('version')
    .execute()
  const key = sealed.length > 0 ? await caseKey(db, vault, member.caseId) : null
  const steps = new Map<string, StepView[]>()
  for (const id of ids) steps.set(id, await stepsOf(db, id))
  const lines = await db
    .selectFrom('settlement_line')
    .selectAll()
    .where('claim_id', 'in', ids)
    .orderBy('version')
    .orderBy('row_no')
    .execute()
  const sheets = await waitingSheets(db, member, vault, ids)
  return claims.map((claim) => ({
    ...claim,
    settlementLines: lines.filter(({ claim_id }) => claim_id === claim.id),
    settlementSheet: sheets.get(claim.id) ?? null,
    steps: steps.get(claim.id) ?? [],
    versions: statements.get(claim.id) ?? [],
    identities: sealed.flatMap((row) => {
      if (row.claim_id !== claim.id || !key) return []
      const identity = unseal(key, identityPlace(claim.id, row.version), row.sealed) as ClaimIdentity
      return [{ version: row.version, ...identity }]
    }),
  }))
}

/** The settlement sheets that wait beside claims, as their cells stand in the file. */
async function waitingSheets(db: Db, { caseId }: Member, vault: Vault, ids: readonly string[]) {
  const rows = await db
    .selectFrom('settlement_sheet')
    .select(['claim_id', 'sealed'])
    .where('claim_id', 'in', ids)
    .execute()
  const key = rows.length > 0 ? await caseKey(db, vault, caseId) : null
  return new Map(rows.map((row) => [row.claim_id, key && unseal(key, sheetPlace(row.claim_id), row.sealed)]))
}
