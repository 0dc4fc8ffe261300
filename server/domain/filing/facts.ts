import { type RawBuilder, sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import type { ClaimIdentity } from '#app/shapes/claim-identity.ts'
import { type ClaimKind, sideOfKind } from '#app/shapes/claim-kinds.ts'
import type { FieldKey } from '#app/shapes/filing.ts'
import { formatPhone } from '#app/shapes/phone.ts'
import { listText } from '#app/text/ko/export.ts'
import { claimSorts, erasedCell } from '#app/text/ko/filing-list.ts'
import type { CellKind, CellValue } from '#server/exports/column.ts'
import type { Statement } from '../claim/statement.ts'
import { maskedEmail, maskedName, maskedPhone, maskedWhole } from './mask.ts'

// The one place where a claim becomes what a destination's list holds. A field that claims learn to state later is
// filled in here and nowhere else.

/** A claim as lists see it. `identity` is null once it was erased; `said` is what its consent answered with yes. */
export type ClaimFacts = {
  receiptNo: number
  statement: Statement
  identity: ClaimIdentity | null
  said: string
}

/** What rules ask of a claim. */
export type RuleFacts = { side: ClaimSide; kind: ClaimKind; remaining: number }

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
])

type Field = { kind: CellKind; width: number; value: (facts: ClaimFacts, cells: IdentityCells) => CellValue }

const text = (width: number, value: Field['value']): Field => ({ kind: 'text', width, value })
const stated = (width: number, value: (statement: Statement) => string | null): Field =>
  text(width, ({ statement }) => value(statement))
/** Wide enough for a hundred billion won with its commas. */
const won = (value: (statement: Statement) => number): Field => ({
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

type Part = 'phone' | 'email' | 'address' | 'shopAccount'
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

const { kinds, payments, cycles } = listText

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
  evidence: byHand(10),
  note: text(20, ({ said }) => said || null),
}

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
  story: sql`v.story <> ''`,
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
