import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import type { ClaimIdentity } from '#app/shapes/claim.ts'
import type { LiveStage } from '#app/shapes/claim-stage.ts'
import { orderNumberKey } from '#app/shapes/order-number.ts'
import { unionWords } from '#app/text/ko/union.ts'
import type { Tx } from '#db/client.ts'
import { caseKey } from '../case-key.ts'
import { hasLiveClaim, identityPlace } from '../claim/keep.ts'
import { statementHash } from '../claim/statement.ts'
import { currentRow, withdrawStanding } from '../claim/withdraw.ts'
import { record } from '../ledger.ts'
import { moveTotals } from '../total.ts'
import { blindIndex, type CaseKey, type IndexKind, seal, unseal, type Vault } from '../vault.ts'

/** A standing claim of the room that ends, and whose it is in the kept one. */
export type Carried = {
  id: string
  case_id: string
  member_id: string
  intoMember: string
  client_id: string
  side: ClaimSide
  stage: LiveStage
  missing: number | null
  version: number
  submitted_at: Date
}

/**
 * Files a claim in the kept room as it stands, under the next receipt number there, and withdraws it here. What was
 * stated is copied version by version; who somebody is goes from one case's key to the other's. Who stated the same
 * order in both rooms keeps the claim of the kept one. Takes the heads' locks from the caller.
 */
export async function carryClaim(tx: Tx, caseId: string, claim: Carried, vault: Vault): Promise<void> {
  const row = await currentRow(tx, claim)
  const identity = await identityOf(tx, vault, claim)
  const key = await caseKey(tx, vault, caseId)
  const indexes = indexesOf(key, row, identity)
  const same = await sameOrder(tx, claim, row.kind, indexes)
  const intoId =
    same ?? (await fileAnew(tx, caseId, claim, { key, identity, indexes, remaining: row.remaining }))
  await tx.insertInto('claim_carried').values({ from_id: claim.id, into_id: intoId }).execute()
  const here = { id: claim.id, caseId: claim.case_id, memberId: claim.member_id }
  await withdrawStanding(tx, { ...here, side: claim.side, version: claim.version }, unionWords.withdrawn)
}

type Row = Awaited<ReturnType<typeof currentRow>>
type Index = { kind: IndexKind; value: Buffer }
type Anew = { key: CaseKey; identity: ClaimIdentity | null; indexes: Index[]; remaining: number }

async function fileAnew(tx: Tx, caseId: string, claim: Carried, anew: Anew): Promise<string> {
  const { intoMember, side, version } = claim
  const first = !(await hasLiveClaim(tx, intoMember, side))
  const head = await tx
    .updateTable('case_head')
    .set((eb) => ({ last_receipt: eb('last_receipt', '+', 1) }))
    .where('case_id', '=', caseId)
    .returning('last_receipt as receiptNo')
    .executeTakeFirstOrThrow()
  const claimId = randomUUID()
  await tx
    .insertInto('claim')
    .values({
      ...{ id: claimId, case_id: caseId, member_id: intoMember, client_id: claim.client_id },
      ...{ receipt_no: head.receiptNo, side, stage: claim.stage, missing: claim.missing, version },
      submitted_at: claim.submitted_at,
    })
    .execute()
  await copyVersions(tx, claim, claimId)
  const sealed = anew.identity && (await keepIdentity(tx, claim, claimId, anew.key, anew.identity))
  if (anew.indexes.length > 0) {
    const rows = anew.indexes.map((index) => ({ ...index, claim_id: claimId, case_id: caseId }))
    await tx.insertInto('claim_index').values(rows).execute()
  }
  const items = await tx
    .selectFrom('claim_item')
    .select(['no', 'name', 'quantity', 'amount', 'received'])
    .where('claim_id', '=', claimId)
    .where('version', '=', version)
    .orderBy('no')
    .execute()
  const sha256 = statementHash(version, await currentRow(tx, { id: claimId, version }), items, sealed)
  const data = { claimId, receiptNo: head.receiptNo, version, sha256, fromId: claim.id }
  await record(tx, caseId, intoMember, { kind: 'claim.carried', data })
  await moveTotals(tx, caseId, side, { claimants: first ? 1 : 0, claims: 1, remaining: anew.remaining })
  return claimId
}

/** Every version with its items, as they are; only whose and which claim they are of is new. */
async function copyVersions(tx: Tx, claim: Carried, claimId: string): Promise<void> {
  const changed = JSON.stringify({ claim_id: claimId, made_by: claim.intoMember })
  await sql`insert into claim_version select (jsonb_populate_record(v, ${changed}::jsonb)).*
    from claim_version as v where v.claim_id = ${claim.id}::uuid`.execute(tx)
  await sql`insert into claim_item select (jsonb_populate_record(i, ${changed}::jsonb)).*
    from claim_item as i where i.claim_id = ${claim.id}::uuid`.execute(tx)
}

async function identityOf(tx: Tx, vault: Vault, claim: Carried): Promise<ClaimIdentity | null> {
  const row = await tx
    .selectFrom('claim_identity')
    .select('sealed')
    .where('claim_id', '=', claim.id)
    .where('version', '=', claim.version)
    .executeTakeFirst()
  if (!row) return null
  const key = await caseKey(tx, vault, claim.case_id)
  const place = { kind: 'claim.identity_shown', data: { claimId: claim.id, version: claim.version } } as const
  await record(tx, claim.case_id, null, place)
  return unseal(key, identityPlace(claim.id, claim.version), row.sealed) as ClaimIdentity
}

async function keepIdentity(
  tx: Tx,
  claim: Carried,
  claimId: string,
  key: CaseKey,
  identity: ClaimIdentity,
): Promise<Buffer> {
  const { version } = claim
  const sealed = seal(key, identityPlace(claimId, version), identity)
  const { given } = await tx
    .selectFrom('claim_identity')
    .select('given')
    .where('claim_id', '=', claim.id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  await tx.insertInto('claim_identity').values({ claim_id: claimId, version, sealed, given }).execute()
  return sealed
}

/** The keyed indexes of a claim under another case's key, as `prepare` makes them of a draft. */
function indexesOf(key: CaseKey, row: Row, identity: ClaimIdentity | null): Index[] {
  const {
    phone = '',
    email = '',
    accountNumber: account = '',
    businessNumber: business = '',
  } = identity ?? {}
  const order = orderNumberKey(row.order_number)
  const approval = orderNumberKey(row.approval_number)
  const indexed = { order, phone, email, approval, account, business } satisfies Record<IndexKind, string>
  return (Object.keys(indexed) as IndexKind[])
    .filter((kind) => indexed[kind] !== '')
    .map((kind) => ({ kind, value: blindIndex(key, kind, indexed[kind]) }))
}

/** A live claim of the same person in the kept room for the same order and of the same kind. */
async function sameOrder(
  tx: Tx,
  claim: Carried,
  kind: Row['kind'],
  indexes: Index[],
): Promise<string | null> {
  const order = indexes.find((index) => index.kind === 'order')
  if (!order) return null
  const row = await tx
    .selectFrom('claim_index as i')
    .innerJoin('claim', 'claim.id', 'i.claim_id')
    .innerJoin('claim_version as v', (join) =>
      join.onRef('v.claim_id', '=', 'claim.id').onRef('v.version', '=', 'claim.version'),
    )
    .select('claim.id')
    .where('claim.member_id', '=', claim.intoMember)
    .where('claim.state', '=', 'submitted')
    .where('i.kind', '=', 'order')
    .where('i.value', '=', order.value)
    .where('v.kind', '=', kind)
    .executeTakeFirst()
  return row?.id ?? null
}
