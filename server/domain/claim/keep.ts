import type { ClaimSide } from '#app/shapes/case.ts'
import type { ClaimDraft, ClaimIdentity, ClaimItem } from '#app/shapes/claim.ts'
import { missingSteps } from '#app/shapes/claim-completeness.ts'
import { orderNumberKey } from '#app/shapes/order-number.ts'
import type { Tx } from '#db/client.ts'
import type { Member } from '../access.ts'
import { caseKey } from '../case-key.ts'
import { Refusal } from '../refusal.ts'
import { blindIndex, type CaseKey, type IndexKind, seal, type Vault } from '../vault.ts'
import { detailsOf, insertVersion } from './details.ts'
import { itemRows, type StatementRow, statementHash, statementRow } from './statement.ts'

// How a version of a claim is written. All of it happens under the case's head lock.

/** A draft made ready for a case: its row, its items, the sealed identity and the keyed indexes. */
export type Prepared = {
  draft: ClaimDraft
  row: StatementRow
  key: CaseKey
  indexes: { kind: IndexKind; value: Buffer }[]
  /** How much it leaves unsaid. */
  missing: number
}

/** Everything about a draft that needs no lock: checks, keys and hashes. Refusals as `statementRow`. */
export async function prepare(tx: Tx, vault: Vault, member: Member, draft: ClaimDraft): Promise<Prepared> {
  const row = statementRow(draft)
  const key = await caseKey(tx, vault, member.caseId)
  return {
    draft,
    row,
    key,
    indexes: indexesOf(key, row, draft.identity),
    missing: missingOf(row, draft.items),
  }
}

/** What a claim is found by when the same stands in another, however it is spelt. */
export function indexesOf(key: CaseKey, row: StatementRow, identity: ClaimIdentity): Prepared['indexes'] {
  const { phone, email, accountNumber: account = '', businessNumber: business = '' } = identity
  const [order, approval] = [orderNumberKey(row.order_number), orderNumberKey(row.approval_number)]
  const indexed = { order, phone, email, approval, account, business } satisfies Record<IndexKind, string>
  return (Object.keys(indexed) as IndexKind[])
    .filter((kind) => indexed[kind] !== '')
    .map((kind) => ({ kind, value: blindIndex(key, kind, indexed[kind]) }))
}

/** How many steps a statement leaves unsaid. */
export function missingOf(row: StatementRow, items: readonly ClaimItem[]): number {
  return missingSteps({
    ...detailsOf(row),
    kind: row.kind,
    orderNumber: row.order_number,
    orderedOn: row.ordered_on,
    paymentMethod: row.payment_method,
    cardIssuer: row.card_issuer,
    settlementCycle: row.settlement_cycle,
    dueOn: row.due_on,
    items,
    principal: row.principal,
    story: row.story,
  }).length
}

/** Waits for the case's head row and keeps it to the end of the transaction. Returns the last receipt number. */
export async function lockCase(tx: Tx, caseId: string): Promise<number> {
  const head = await tx
    .selectFrom('case_head')
    .select('last_receipt')
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return head.last_receipt
}

/** Refuses `claim.same_order` when another live claim of the member has this order number and kind. */
export async function ensureNewOrder(tx: Tx, member: Member, prepared: Prepared, own = ''): Promise<void> {
  const order = prepared.indexes.find((index) => index.kind === 'order')
  if (!order) return
  const same = await tx
    .selectFrom('claim_index')
    .innerJoin('claim', 'claim.id', 'claim_index.claim_id')
    .innerJoin('claim_version as v', (join) =>
      join.onRef('v.claim_id', '=', 'claim.id').onRef('v.version', '=', 'claim.version'),
    )
    .select('claim.id')
    .where('claim_index.case_id', '=', member.caseId)
    .where('claim_index.kind', '=', 'order')
    .where('claim_index.value', '=', order.value)
    .where('claim.member_id', '=', member.id)
    .where('claim.state', '=', 'submitted')
    .where('v.kind', '=', prepared.row.kind)
    .execute()
  if (same.every((claim) => claim.id === own)) return
  throw new Refusal('conflict', 'claim.same_order', { fields: { orderNumber: 'claim.same_order' } })
}

/** Writes version, items, identity and indexes; returns the hash of the whole for the ledger. */
export async function keepVersion(
  tx: Tx,
  member: Member,
  at: { claimId: string; version: number },
  { draft, row, key, indexes }: Prepared,
): Promise<string> {
  const place = { claim_id: at.claimId, version: at.version }
  const items = itemRows(draft)
  const sealed = seal(key, identityPlace(at.claimId, at.version), draft.identity satisfies ClaimIdentity)
  await insertVersion(tx, { ...place, client_id: draft.clientId, made_by: member.id }, row)
  await tx
    .insertInto('claim_item')
    .values(items.map((item) => ({ ...place, ...item })))
    .execute()
  await tx
    .insertInto('claim_identity')
    .values({ ...place, sealed, given: givenParts(draft.identity) })
    .execute()
  await tx.deleteFrom('claim_index').where('claim_id', '=', at.claimId).execute()
  await tx
    .insertInto('claim_index')
    .values(indexes.map((index) => ({ ...index, claim_id: at.claimId, case_id: member.caseId })))
    .execute()
  return statementHash(at.version, row, items, sealed)
}

/** Parts of an identity that filings ask for, told without opening it. */
export const GIVEN_PARTS = ['address', 'account', 'businessNumber', 'guardian'] as const
export type GivenPart = (typeof GIVEN_PARTS)[number]

function givenParts({ address, accountNumber, businessNumber, age }: ClaimIdentity): GivenPart[] {
  const has: Record<GivenPart, unknown> = { address, account: accountNumber, businessNumber, guardian: age }
  return GIVEN_PARTS.filter((part) => Boolean(has[part]))
}

/** Where a sealed identity belongs; the blob opens nowhere else. */
export function identityPlace(claimId: string, version: number): string {
  return `claim_identity|${claimId}|${version}`
}

/** Whether the member has a live claim on that side, other than `except`. */
export async function hasLiveClaim(tx: Tx, memberId: string, side: ClaimSide, except = ''): Promise<boolean> {
  const claims = await tx
    .selectFrom('claim')
    .select('id')
    .where('member_id', '=', memberId)
    .where('side', '=', side)
    .where('state', '=', 'submitted')
    .execute()
  return claims.some((claim) => claim.id !== except)
}
