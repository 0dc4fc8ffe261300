import { createHash } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import { type ClaimDraft, type ClaimKind, isBuyerClaim, principalOf } from '#app/shapes/claim.ts'
import { areAnswersOf } from '#app/shapes/claim-answers.ts'
import type { ClaimDetails } from '#app/shapes/claim-details.ts'
import { sideOfKind } from '#app/shapes/claim-kinds.ts'
import { consentText, consentVersion, extraConsentVersion } from '#app/text/ko/consent.ts'
import type { Db } from '#db/client.ts'
import type { ClaimItem, ClaimVersion } from '#db/types.ts'
import { canonicalJson } from '../ledger.ts'
import { Refusal } from '../refusal.ts'
import { detailColumns, detailsOf, type StatementRow, storedRow } from './details.ts'

export type { StatementRow } from './details.ts'

// A statement is what a person said in one version of a claim, without who they are. Its rows are never updated.

type VersionRow = Selectable<ClaimVersion>
/** One line of a statement: what, how many, how many arrived (null where not asked), and the won of the whole line. */
export type ItemView = {
  no: number
  name: string
  quantity: number
  amount: number
  received: number | null
}

/** One version of a claim as its owner sees it. Dates are KST `YYYY-MM-DD` or null, amounts won, `madeAt` ISO. */
export type Statement = ClaimDetails & {
  version: number
  kind: ClaimKind
  state: 'submitted' | 'withdrawn'
  orderNumber: string
  orderedOn: string | null
  paidOn: string | null
  paymentMethod: VersionRow['payment_method']
  cardIssuer: string
  installmentMonths: number | null
  settlementCycle: VersionRow['settlement_cycle']
  dueOn: string | null
  items: ItemView[]
  principal: number
  refunded: number
  remaining: number
  story: string
  consentVersion: string
  withdrawnWhy: string
  madeAt: string
}

/**
 * The row of a draft. Refuses `claim.nothing_owed` for a principal of zero, `claim.refunded_too_much`, and
 * `claim.consent_changed` for any consent but the current one. Answers to questions of another kind are a bug of ours.
 */
export function statementRow(draft: ClaimDraft): StatementRow {
  const { details } = draft
  const principal = principalOf(draft.items, details)
  if (principal <= 0) throw refusedField('items', 'claim.nothing_owed')
  if (draft.refunded > principal) throw refusedField('refunded', 'claim.refunded_too_much')
  if (!areAnswersOf(draft.kind, details?.answers ?? {})) throw new RangeError('answers of another kind')
  if (details?.extraConsent && details.extraConsent !== extraConsentVersion)
    throw refusedField('extraConsent', 'claim.consent_changed')
  const buyer = isBuyerClaim(draft) ? draft : null
  const seller = isBuyerClaim(draft) ? null : draft
  return {
    ...detailColumns(details),
    kind: draft.kind,
    state: 'submitted',
    order_number: buyer?.orderNumber ?? '',
    ordered_on: buyer?.orderedOn ?? null,
    paid_on: buyer?.paidOn ?? null,
    payment_method: buyer?.paymentMethod ?? null,
    card_issuer: buyer?.cardIssuer ?? '',
    installment_months: buyer?.installmentMonths ?? null,
    settlement_cycle: seller?.settlementCycle ?? null,
    due_on: seller?.dueOn ?? null,
    principal,
    refunded: draft.refunded,
    remaining: principal - draft.refunded,
    story: draft.story,
    consent_version: draft.consentVersion,
    consent_sha256: consentHash(draft.consentVersion),
    withdrawn_why: '',
  }
}

/** Items as stored, numbered from 1 in the order given. */
export function itemRows(draft: ClaimDraft): ItemView[] {
  return draft.items.map((item, index) => ({ no: index + 1, ...item, received: item.received ?? null }))
}

/** SHA-256 (hex) over the whole content of a version, as the ledger holds it. */
export function statementHash(...content: Parameters<typeof statementText>): string {
  return createHash('sha256')
    .update(statementText(...content))
    .digest('hex')
}

/**
 * The whole content of a version as the text that is hashed. The sealed identity takes part as the hash of its blob,
 * whose random IV also keeps the short fields from being guessed once their rows are erased.
 */
export function statementText(
  version: number,
  row: StatementRow,
  items: readonly ItemView[],
  sealed: Uint8Array | null,
): string {
  const content = {
    ...row,
    consent_sha256: row.consent_sha256.toString('hex'),
    version,
    items: items.map(({ no, name, quantity, amount, received }) => ({
      no,
      name,
      quantity,
      amount,
      received,
    })),
    identity_sha256: sealed ? createHash('sha256').update(sealed).digest('hex') : null,
  }
  return `moa.claim.v2\n${canonicalJson(content)}`
}

/** The hash of what the first version of a claim states, without who they are. */
export async function firstStatement(db: Db, claimId: string): Promise<string> {
  const stored = await db
    .selectFrom('claim_version')
    .selectAll()
    .where('claim_id', '=', claimId)
    .where('version', '=', 1)
    .executeTakeFirstOrThrow()
  const items = await db
    .selectFrom('claim_item')
    .select(['no', 'name', 'quantity', 'amount', 'received'])
    .where('claim_id', '=', claimId)
    .where('version', '=', 1)
    .orderBy('no')
    .execute()
  const { claim_id, version, client_id, made_by, made_at, ...row } = storedRow(stored)
  return statementHash(version, row, items, null)
}

/** The statements of these claims, whole, by claim and version; `versions` narrows to the current ones. */
export async function statementsOf(
  db: Db,
  claimIds: readonly string[],
  versions: 'all' | 'current',
): Promise<Map<string, Statement[]>> {
  if (claimIds.length === 0) return new Map()
  const any = sql`any(${sql.val([...claimIds])}::uuid[])`
  const rows = await db
    .selectFrom('claim_version as v')
    .innerJoin('claim', 'claim.id', 'v.claim_id')
    .selectAll('v')
    .where(sql<boolean>`v.claim_id = ${any}`)
    .$if(versions === 'current', (query) => query.whereRef('v.version', '=', 'claim.version'))
    .orderBy('v.claim_id')
    .orderBy('v.version')
    .execute()
  const items = await db
    .selectFrom('claim_item as i')
    .innerJoin('claim', 'claim.id', 'i.claim_id')
    .selectAll('i')
    .where(sql<boolean>`i.claim_id = ${any}`)
    .$if(versions === 'current', (query) => query.whereRef('i.version', '=', 'claim.version'))
    .orderBy('i.no')
    .execute()
  const itemsOf = grouped(items, (item) => `${item.claim_id}|${item.version}`)
  const statements = new Map<string, Statement[]>()
  for (const [id, versions] of grouped(rows, (row) => row.claim_id)) {
    const views = versions.map((row) => statementView(row, itemsOf.get(`${id}|${row.version}`) ?? []))
    statements.set(id, views)
  }
  return statements
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  return groups
}

/** The side a kind of claim stands on. */
export function sideOf(kind: ClaimKind): ClaimSide {
  return sideOfKind(kind)
}

function statementView(stored: VersionRow, items: Selectable<ClaimItem>[]): Statement {
  const row = storedRow(stored)
  return {
    version: row.version,
    kind: row.kind,
    state: row.state,
    orderNumber: row.order_number,
    orderedOn: row.ordered_on,
    paidOn: row.paid_on,
    paymentMethod: row.payment_method,
    cardIssuer: row.card_issuer,
    installmentMonths: row.installment_months,
    settlementCycle: row.settlement_cycle,
    dueOn: row.due_on,
    items: items.map(({ no, name, quantity, amount, received }) => ({
      no,
      name,
      quantity,
      amount,
      received,
    })),
    principal: row.principal,
    refunded: row.refunded,
    remaining: row.remaining,
    story: row.story,
    consentVersion: row.consent_version,
    withdrawnWhy: row.withdrawn_why,
    madeAt: row.made_at.toISOString(),
    // Last: what is added to a spread of so many keys, the engine adds slowly (50 µs a row).
    ...detailsOf(row),
  }
}

function consentHash(version: string): Buffer {
  const text = version === consentVersion ? consentText(version) : null
  if (text === null) throw new Refusal('conflict', 'claim.consent_changed')
  return createHash('sha256').update(text, 'utf8').digest()
}

function refusedField(field: string, code: string): Refusal {
  return new Refusal('invalid', code, { fields: { [field]: code } })
}
