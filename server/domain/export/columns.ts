import type { ClaimSide } from '#app/shapes/case.ts'
import type { ExportShape } from '#app/shapes/export.ts'
import { listText } from '#app/text/ko/export.ts'
import type { Column } from '#server/exports/column.ts'
import type { ItemView } from '../claim/statement.ts'
import type { ListedClaim } from './claims.ts'

/** One row of a list: a claim, with one of its items when the list has a row an item. */
export type ListRow = {
  claim: ListedClaim
  item: ItemView | null
  /** Submitted claims of the side with this order number; null where there is no number. */
  sameOrder: number | null
}

type ListColumn = Column<ListRow> & { only?: ClaimSide }

const { columns: headers, kinds, states, payments, cycles, sideWord } = listText

/** The columns of a list, in order: only those the side has, so that no sheet carries empty ones. */
export function listColumns(shape: ExportShape, side: ClaimSide): Column<ListRow>[] {
  const body = shape === 'items' ? itemColumns : [summary]
  return [...who, ...what, ...body, ...money, ...trail].filter((column) => (column.only ?? side) === side)
}

const who: ListColumn[] = [
  integer('receiptNo', 9, ({ claim }) => claim.receiptNo),
  text('side', 8, ({ claim }) => sideWord[claim.side]),
  text('kind', 12, ({ claim }) => kinds[claim.statement.kind]),
  text('state', 7, ({ claim }) => states[claim.statement.state]),
  text('nickname', 18, ({ claim }) => claim.nickname),
]

const what: ListColumn[] = [
  of(
    'buyer',
    text('orderNumber', 17, ({ claim }) => claim.statement.orderNumber || null),
  ),
  of(
    'buyer',
    date('orderedOn', ({ claim }) => claim.statement.orderedOn),
  ),
  of(
    'buyer',
    date('paidOn', ({ claim }) => claim.statement.paidOn),
  ),
  of(
    'buyer',
    text('payment', 12, ({ claim }) => worded(payments, claim.statement.paymentMethod)),
  ),
  of(
    'buyer',
    text('cardIssuer', 11, ({ claim }) => claim.statement.cardIssuer || null),
  ),
  of(
    'buyer',
    integer('installments', 9, ({ claim }) => claim.statement.installmentMonths),
  ),
  of(
    'buyer',
    text('sellerName', 18, ({ claim }) => claim.statement.sellerName || null),
  ),
  of(
    'buyer',
    text('gateway', 14, ({ claim }) => claim.statement.paymentGateway || null),
  ),
  of(
    'buyer',
    text('approvalNumber', 14, ({ claim }) => claim.statement.approvalNumber || null),
  ),
  of(
    'buyer',
    text('tracking', 16, ({ claim: { statement } }) =>
      statement.noTracking ? listText.noTracking : statement.trackingNumber || null,
    ),
  ),
  of(
    'buyer',
    date('promisedOn', ({ claim }) => claim.statement.promisedOn),
  ),
  of(
    'buyer',
    date('deliveredOn', ({ claim }) => claim.statement.deliveredOn),
  ),
  of(
    'buyer',
    date('cancelledOn', ({ claim }) => claim.statement.cancelledOn),
  ),
  date('noticeOn', ({ claim }) => claim.statement.noticeOn),
  of(
    'seller',
    date('periodFrom', ({ claim }) => claim.statement.periodFrom),
  ),
  of(
    'seller',
    date('periodTo', ({ claim }) => claim.statement.periodTo),
  ),
  of(
    'seller',
    text('cycle', 13, ({ claim }) => worded(cycles, claim.statement.settlementCycle)),
  ),
  of(
    'seller',
    date('dueOn', ({ claim }) => claim.statement.dueOn),
  ),
]

const summary: ListColumn = text('items', 34, ({ claim: { statement } }) =>
  listText.more(statement.items[0]?.name || kinds[statement.kind], statement.items.length - 1),
)

const itemColumns: ListColumn[] = [
  integer('itemNo', 9, ({ item }) => item?.no ?? null),
  text('item', 34, ({ item }) => item?.name || null),
  integer('quantity', 7, ({ item }) => item?.quantity ?? null),
  won('itemAmount', ({ item }) => item?.amount ?? null),
]

/** Amounts of a whole claim stand in its first row only: in every row the sum would count them again. */
const money: ListColumn[] = [
  won('principal', (row) => (isFirst(row) ? row.claim.statement.principal : null)),
  won('refunded', (row) => (isFirst(row) ? row.claim.statement.refunded : null)),
  won('remaining', (row) => (isFirst(row) ? row.claim.statement.remaining : null)),
]

const trail: ListColumn[] = [
  of(
    'buyer',
    integer('sameOrder', 10, ({ sameOrder }) => sameOrder),
  ),
  { ...base('submittedAt', 17), kind: 'datetime', value: ({ claim }) => claim.submittedAt },
  integer('version', 6, ({ claim }) => claim.statement.version),
]

type Key = keyof typeof headers

function base(key: Key, width: number): Pick<ListColumn, 'key' | 'header' | 'width'> {
  return { key, header: headers[key], width }
}

function text(key: Key, width: number, value: (row: ListRow) => string | null): ListColumn {
  return { ...base(key, width), kind: 'text', value }
}

function integer(key: Key, width: number, value: (row: ListRow) => number | null): ListColumn {
  return { ...base(key, width), kind: 'integer', value }
}

/** Wide enough for a hundred billion won with its commas. */
function won(key: Key, value: (row: ListRow) => number | null): ListColumn {
  return { ...base(key, 16), kind: 'won', value }
}

function date(key: Key, value: (row: ListRow) => string | null): ListColumn {
  return { ...base(key, 12), kind: 'date', value }
}

function of(only: ClaimSide, column: ListColumn): ListColumn {
  return { ...column, only }
}

function isFirst({ item }: ListRow): boolean {
  return item === null || item.no === 1
}

function worded<K extends string>(words: Record<K, string>, key: K | null): string | null {
  return key === null ? null : words[key]
}
