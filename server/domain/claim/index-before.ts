import { sql } from 'kysely'
import type { ClaimIdentity } from '#app/shapes/claim.ts'
import type { Db, Tx } from '#db/client.ts'
import { caseKey } from '../case-key.ts'
import { record } from '../ledger.ts'
import { isRefusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import { type CaseKey, unseal, type Vault } from '../vault.ts'
import { identityPlace, indexesOf, lockCase, missingOf } from './keep.ts'
import { currentRow } from './withdraw.ts'

// Claims filed before their review could count what they leave unsaid, and find the same approval number, account or
// business number twice. Both need the case's key, so that no migration can do it.

/** Claims brought up to date in one transaction, which keeps their case's head: short enough that nobody waits. */
const BATCH = 50

/**
 * Counts what such claims leave unsaid and gives them their indexes. Nobody sees what is opened for it; that it was is
 * recorded. A claim that is up to date is passed over, so it may run again at any time. Returns how many claims.
 */
export async function indexClaimsFromBefore(
  db: Db,
  { vault, signal }: { vault: Vault; signal?: AbortSignal | undefined },
): Promise<number> {
  const cases = await db
    .selectFrom('claim')
    .select('case_id as caseId')
    .distinct()
    .where('missing', 'is', null)
    .where('state', '=', 'submitted')
    .execute()
  let done = 0
  for (const { caseId } of cases) {
    for (let some = BATCH; some === BATCH; done += some) {
      signal?.throwIfAborted()
      some = await inTransaction(db, (tx) => indexSome(tx, vault, caseId))
    }
  }
  return done
}

async function indexSome(tx: Tx, vault: Vault, caseId: string): Promise<number> {
  await lockCase(tx, caseId)
  const claims = await tx
    .selectFrom('claim')
    .select(['id', 'version'])
    .where('case_id', '=', caseId)
    .where('missing', 'is', null)
    .where('state', '=', 'submitted')
    .orderBy('receipt_no')
    .limit(BATCH)
    .execute()
  const key = claims.length > 0 ? await keyOrNone(tx, vault, caseId) : null
  for (const claim of claims) await indexOne(tx, key, caseId, claim)
  if (key) await record(tx, caseId, null, { kind: 'claims.indexed', data: { claims: claims.length } })
  return claims.length
}

async function indexOne(
  tx: Tx,
  key: CaseKey | null,
  caseId: string,
  claim: { id: string; version: number },
): Promise<void> {
  const row = await currentRow(tx, claim)
  const place = { claim_id: claim.id, version: claim.version }
  const items = await tx.selectFrom('claim_item').selectAll().where(sameAs(place)).orderBy('no').execute()
  const missing = missingOf(row, items)
  await tx.updateTable('claim').set({ missing }).where('id', '=', claim.id).execute()
  const sealed = await tx
    .selectFrom('claim_identity')
    .select('sealed')
    .where(sameAs(place))
    .executeTakeFirst()
  if (!key || !sealed) return
  const identity = unseal(key, identityPlace(claim.id, claim.version), sealed.sealed) as ClaimIdentity
  const indexes = indexesOf(key, row, identity).map((index) => ({
    ...index,
    claim_id: claim.id,
    case_id: caseId,
  }))
  await tx.deleteFrom('claim_index').where('claim_id', '=', claim.id).execute()
  if (indexes.length > 0) await tx.insertInto('claim_index').values(indexes).execute()
}

function sameAs({ claim_id, version }: { claim_id: string; version: number }) {
  return sql<boolean>`claim_id = ${claim_id}::uuid and version = ${version}::integer`
}

/** Null once the case's key was destroyed: what it sealed is gone, and what is unsaid can still be counted. */
async function keyOrNone(tx: Tx, vault: Vault, caseId: string): Promise<CaseKey | null> {
  try {
    return await caseKey(tx, vault, caseId)
  } catch (error) {
    if (isRefusal(error) && error.code === 'case.shredded') return null
    throw error
  }
}
