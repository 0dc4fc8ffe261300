import { type RawBuilder, sql } from 'kysely'
import { formatBusinessNumber } from '#app/shapes/business-number.ts'
import type { ClaimIdentity } from '#app/shapes/claim-identity.ts'
import { sideOfKind } from '#app/shapes/claim-kinds.ts'
import type { ExhibitNumber } from '#app/shapes/exhibit.ts'
import type { FieldKey } from '#app/shapes/filing.ts'
import { formatPhone } from '#app/shapes/phone.ts'
import { questionText } from '#app/text/ko/claim-kinds.ts'
import { english } from '#app/text/ko/destinations/chargeback.ts'
import { exhibitLabels } from '#app/text/ko/exhibit.ts'
import { listText } from '#app/text/ko/export.ts'
import { claimSorts, erasedCell, reliefs } from '#app/text/ko/filing-list.ts'
import type { CellKind, CellValue } from '#server/exports/column.ts'
import type { GivenPart } from '../claim/keep.ts'
import type { Statement } from '../claim/statement.ts'
import { maskedEmail, maskedName, maskedPhone, maskedWhole } from './mask.ts'

// The one place where a claim becomes what a destination's list holds. A field that claims learn to state later is
// filled in here and nowhere else.

/**
 * A claim as lists see it. `identity` is null once it was erased; `said` is what its consent answered with yes, `exhibits`
 * the pinned originals kept for it, by number.
 */
export type ClaimFacts = {
  receiptNo: number
  statement: Statement
  identity: ClaimIdentity | null
  said: string
  exhibits: readonly ExhibitNumber[]
}

/** Identity cells: `shown` as they are, `masked` for sharing in the room, `erased` once the claim was withdrawn. */
export type IdentityCells = 'shown' | 'masked'

/** Fields that say who somebody is. */
export const identityFields: ReadonlySet<FieldKey> = new Set([
  'name',
  'phone',
  'email',
  'birthDate',
  'address',
  'shopAccount',
  'account',
  'businessNumber',
])

type Field = { kind: CellKind; width: number; value: (facts: ClaimFacts, cells: IdentityCells) => CellValue }

const text = (width: number, value: Field['value']): Field => ({ kind: 'text', width, value })
const stated = (width: number, value: (statement: Statement) => string | null): Field =>
  text(width, ({ statement }) => value(statement))
/** Wide enough for a hundred billion won with its commas. */
const won = (value: (statement: Statement) => number | null): Field => ({
  kind: 'won',
  width: 15,
  value: ({ statement }) => value(statement),
})
const date = (value: (statement: Statement) => string | null): Field => ({
  kind: 'date',
  width: 12,
  value: ({ statement }) => value(statement),
})
/** Claims do not state it: the column is there to be filled in by hand. */
const byHand = (width: number): Field => text(width, () => null)

type Part = 'phone' | 'email' | 'address' | 'shopAccount' | 'businessNumber'
const who =
  (part: Part, plain: (value: string) => string, masked: (value: string) => string) =>
  ({ identity }: ClaimFacts, cells: IdentityCells): string | null => {
    const value = identity?.[part]
    return value ? (cells === 'masked' ? masked(value) : plain(value)) : null
  }
const asIs = (value: string) => value

/** A trader is known by the name of the business too. */
function nameIn({ identity }: ClaimFacts, cells: IdentityCells): string {
  if (!identity) return erasedCell
  const { name, tradeName } = identity
  if (cells === 'masked') return maskedName(name)
  return tradeName ? `${tradeName} (${name})` : name
}

/** 은행 번호 (예금주): refunds failed where the holder was another, so the list names them. */
function accountIn({ identity }: ClaimFacts, cells: IdentityCells): string | null {
  if (!identity?.accountNumber) return null
  if (cells === 'masked') return maskedWhole()
  const { bank, accountNumber, accountHolder } = identity
  return `${bank} ${accountNumber} (${accountHolder})`
}

/** The name a payment stands under: often the gateway's, not the shop's. */
const merchantIn = ({ paymentGateway, sellerName }: Statement) => paymentGateway || sellerName || null

function contractIn({ answers }: Statement): string | null {
  const { contract } = answers
  return typeof contract === 'string' ? (contracts[contract] ?? contract) : null
}

const periodIn = ({ periodFrom, periodTo }: Statement) =>
  periodFrom || periodTo ? `${periodFrom ?? ''} ~ ${periodTo ?? ''}` : null

const { kinds, payments, cycles } = listText
const contracts: Readonly<Record<string, string>> = questionText.settlement?.contract?.options ?? {}

const fields: Record<FieldKey, Field> = {
  name: text(14, nameIn),
  phone: text(16, who('phone', formatPhone, maskedPhone)),
  email: text(26, who('email', asIs, maskedEmail)),
  birthDate: byHand(12),
  address: text(28, who('address', asIs, maskedWhole)),
  shopAccount: text(16, who('shopAccount', asIs, maskedWhole)),
  seller: stated(20, ({ sellerName }) => sellerName || null),
  receiptNo: { kind: 'integer', width: 9, value: ({ receiptNo }) => receiptNo },
  kind: stated(12, ({ kind }) => kinds[kind]),
  orderNumber: stated(18, ({ orderNumber }) => orderNumber || null),
  eventOn: date(({ paidOn, orderedOn, dueOn }) => paidOn ?? orderedOn ?? dueOn),
  orderedOn: date(({ orderedOn }) => orderedOn),
  paidOn: date(({ paidOn }) => paidOn),
  payment: stated(12, ({ paymentMethod }) => (paymentMethod ? payments[paymentMethod] : null)),
  cardIssuer: stated(11, ({ cardIssuer }) => cardIssuer || null),
  installments: { kind: 'integer', width: 9, value: ({ statement }) => statement.installmentMonths },
  cycle: stated(13, ({ settlementCycle }) => (settlementCycle ? cycles[settlementCycle] : null)),
  dueOn: date(({ dueOn }) => dueOn),
  items: stated(30, ({ items }) => listText.more(items[0]?.name ?? '', items.length - 1)),
  story: stated(44, ({ story }) => story || null),
  principal: won(({ principal }) => principal),
  refunded: won(({ refunded }) => refunded),
  remaining: won(({ remaining }) => remaining),
  claimSort: stated(14, ({ kind }) => claimSorts[sideOfKind(kind)]),
  cause: stated(24, ({ orderNumber, items }) => orderNumber || (items[0]?.name ?? null)),
  depositTo: stated(18, ({ approvalNumber }) => approvalNumber || null),
  interest: byHand(22),
  votingAmount: byHand(15),
  evidence: text(26, ({ exhibits }) => exhibitLabels(exhibits) || null),
  note: text(20, ({ said }) => said || null),
  relief: stated(20, ({ relief }) => relief && reliefs[relief]),
  account: text(34, accountIn),
  businessNumber: text(15, who('businessNumber', formatBusinessNumber, maskedWhole)),
  merchant: stated(20, merchantIn),
  tracking: stated(
    18,
    ({ trackingNumber, noTracking }) => trackingNumber || (noTracking ? listText.noTracking : null),
  ),
  promisedOn: date(({ promisedOn }) => promisedOn),
  deliveredOn: date(({ deliveredOn }) => deliveredOn),
  noticeOn: date(({ noticeOn }) => noticeOn),
  contract: stated(12, contractIn),
  period: stated(24, periodIn),
  gross: won(({ gross }) => gross),
  fee: won(({ fee }) => fee),
  deductions: won(({ deductions }) => deductions),
  site: byHand(24),
  cardNumber: byHand(20),
  paidParts: byHand(20),
  leftToPay: byHand(15),
  caseNumber: byHand(20),
  defendant: byHand(14),
  subordinated: byHand(20),
  kindEnglish: stated(26, ({ kind }) => english.kinds[kind]),
  paymentEnglish: stated(18, ({ paymentMethod }) => paymentMethod && english.payments[paymentMethod]),
  reliefEnglish: stated(18, ({ relief }) => relief && english.reliefs[relief]),
}

/** Columns no claim states: they stand in the list to be filled in by hand. */
export const handFields: ReadonlySet<FieldKey> = new Set([
  ...(['birthDate', 'interest', 'votingAmount', 'site', 'cardNumber', 'paidParts'] as const),
  ...(['leftToPay', 'caseNumber', 'defendant', 'subordinated'] as const),
])

/** How a field is written in a list: its kind of cell, width in characters, and value. */
export function fieldOf(key: FieldKey): Field {
  return fields[key]
}

/** Whether a claim has what a field asks for, in SQL over `claim` and its version `v`. Else: it always has. */
const present: Partial<Record<FieldKey, RawBuilder<boolean>>> = {
  email: sql`exists (select from claim_index as i where i.claim_id = claim.id and i.kind = 'email')`,
  orderNumber: sql`v.order_number <> ''`,
  eventOn: sql`coalesce(v.paid_on, v.ordered_on, v.due_on) is not null`,
  paidOn: sql`v.paid_on is not null`,
  payment: sql`v.payment_method is not null`,
  // A card's company is asked of cards alone.
  cardIssuer: sql`(v.payment_method is null or v.payment_method not like 'card%' or v.card_issuer <> '')`,
  installments: sql`(v.payment_method is distinct from 'card_installment' or v.installment_months is not null)`,
  story: sql`v.story <> ''`,
  relief: sql`v.relief is not null`,
  merchant: sql`(v.payment_gateway <> '' or v.seller_name <> '')`,
  dueOn: sql`v.due_on is not null`,
  noticeOn: sql`v.notice_on is not null`,
  contract: sql`v.answers ? 'contract'`,
  address: given('address'),
  account: given('account'),
  businessNumber: given('businessNumber'),
}

/** Fields a claim may lack; it always has the others, or they are filled in by hand. */
export const lackable: ReadonlySet<FieldKey> = new Set(Object.keys(present) as FieldKey[])

/** Whether the sealed identity has a part; one sealed before that was noted counts as having it. */
function given(part: GivenPart): RawBuilder<boolean> {
  return sql`coalesce((select ${part} = any (who.given) from claim_identity as who
    where who.claim_id = claim.id and who.version = claim.version), true)`
}

/** Those of the fields a claim lacks, as an array in SQL over `claim` and its current version `v`. */
export function missingOf(keys: readonly FieldKey[]): RawBuilder<FieldKey[]> {
  const lacking = keys.flatMap((key) => {
    const has = present[key]
    return has ? [sql`case when not ${has} then ${key}::text end`] : []
  })
  if (lacking.length === 0) return sql`array[]::text[]`
  return sql`array_remove(array[${sql.join(lacking)}], null)`
}
