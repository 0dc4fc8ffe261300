import {
  type BuyerClaim,
  CLAIM_TEXT,
  type ClaimItem,
  type ClaimKind,
  type PaymentMethod,
  type SellerClaim,
} from '#app/shapes/claim.ts'
import { type ClaimDetails, DETAIL_TEXT } from '#app/shapes/claim-details.ts'
import { readCount } from '#app/shapes/claim-fields.ts'
import { IDENTITY_TEXT } from '#app/shapes/claim-identity.ts'
import { kindSpecs } from '#app/shapes/claim-kinds.ts'
import { email } from '#app/shapes/email.ts'
import { parseWon } from '#app/shapes/money.ts'
import { parseOrderNumber } from '#app/shapes/order-number.ts'
import { parsePhone } from '#app/shapes/phone.ts'
import { type Reading, read, refuse } from '#app/shapes/reading.ts'
import { findResidentNumber } from '#app/shapes/resident-number.ts'
import type { SheetField, SheetMatch } from '#app/shapes/sheet.ts'
import { readText } from '#app/shapes/text.ts'
import { heads } from '#app/text/ko/filing-list.ts'
import { cellCycle, cellDate, cellKind, cellMethod, cellMonths, isCutNumber } from './cells.ts'

// One row of a list, read by its matching. What cannot be read is told by column and code; a cell nobody needs is left
// out with a mild word, one that a claim cannot do without makes the row stay behind.

/** A problem of a row; `col` null means all of it. */
export type RowProblem = { col: number | null; code: string; isMild: boolean }

/** What a row says. `person` is null where its name and phone are both empty: it goes on with the row above. */
export type RowRead = {
  no: number
  person: { name: string; phone: string; email: string } | null
  kind: ClaimKind
  orderNumber: string
  item: ClaimItem
  rest: Rest
  problems: RowProblem[]
  /** Something a claim needs could not be read. */
  isBad: boolean
}

type Rest = {
  refunded: number
  story: string
  orderedOn: string | null
  paidOn: string | null
  paymentMethod: PaymentMethod | null
  cardIssuer: string
  installmentMonths: number | null
  settlementCycle: SellerClaim['settlementCycle']
  dueOn: string | null
  details: Partial<ClaimDetails>
}

/** A claim of a list as it waits: all but the ids and the consent of whoever takes it over. */
export type WaitingDraft =
  | Omit<BuyerClaim, 'clientId' | 'consentVersion'>
  | Omit<SellerClaim, 'clientId' | 'consentVersion'>

/** Shortest text in which a resident number can stand. */
const RESIDENT_UNITS = 13

/** What the first cell of a row of sums says: without a name it would count as one more thing of the row above. */
const SUMS = /^\s*(?:합\s*계|총\s*계|소\s*계)(?![가-힣])/

/** Whether a row is one of sums. */
export function isSums(cells: readonly string[]): boolean {
  return SUMS.test(cells.find((cell) => cell.trim() !== '') ?? '')
}

/** Cells in which a resident registration number stands, by column. */
export function residentCells(cells: readonly string[]): number[] {
  return cells.flatMap((cell, at) => (cell.length >= RESIDENT_UNITS && findResidentNumber(cell) ? [at] : []))
}

export class RowReader {
  readonly #match: SheetMatch
  readonly #headings: readonly string[]
  readonly #today: string
  readonly #columns = new Map<SheetField, number>()
  readonly #stories: number[] = []

  constructor(match: SheetMatch, headings: readonly string[], today: string) {
    this.#match = match
    this.#headings = headings
    this.#today = today
    for (const [at, field] of match.fields.entries()) {
      if (field === 'story') this.#stories.push(at)
      else if (field) this.#columns.set(field, at)
    }
  }

  /** Null for a row in which no matched column says anything, and for one of sums. */
  read({ no, cells }: { no: number; cells: readonly string[] }): RowRead | null {
    if (isSums(cells)) return null
    if (!this.#match.fields.some((field, at) => field && cells[at]?.trim())) return null
    const row = new Cells(this.#columns, withoutResidents(cells))
    for (const col of residentCells(cells))
      row.problems.push({ col, code: 'sheet.resident_number', isMild: true })
    const kind = row.mild('kind', (cell) => cellKind(cell, this.#match.side)) ?? this.#match.kind
    const isBuyer = this.#match.side === 'buyer'
    const orderNumber = isBuyer ? this.#orderNumber(row, kind) : ''
    const item = itemOf(row)
    const refunded = row.mild('refunded', (cell) => refundIn(cell, item.amount)) ?? 0
    return {
      no,
      person: personOf(row),
      kind,
      orderNumber,
      item,
      rest: { refunded, ...(isBuyer ? this.#buyer(row) : this.#seller(row)), story: this.#story(row) },
      problems: row.problems,
      isBad: row.problems.some(({ isMild }) => !isMild),
    }
  }

  #orderNumber(row: Cells, kind: ClaimKind): string {
    const number = row.needed('orderNumber', (cell) =>
      cell === '' ? read('') : isCutNumber(cell) ? refuse('sheet.number_cut') : parseOrderNumber(cell),
    )
    // Without one of its own a row may go on with the order above; the grouping says so where it does not.
    return kindSpecs[kind].order === 'none' ? '' : (number ?? '')
  }

  #buyer(row: Cells): Omit<Rest, 'story' | 'refunded'> {
    const day = (field: SheetField) => row.mild(field, (cell) => cellDate(cell, this.#today)) ?? null
    const orderedOn = day('orderedOn')
    const months = row.mild('installmentMonths', cellMonths) ?? null
    const named = row.mild('paymentMethod', cellMethod) ?? null
    const told = named === 'card_installment' ? (months ?? monthsIn(row.text('paymentMethod'))) : months
    // An instalment without its months cannot be filed; a card can.
    const method = named?.startsWith('card') ? (told ? 'card_installment' : 'card_once') : named
    const isCard = method?.startsWith('card') || method === 'easy_pay'
    return {
      ...noSeller,
      orderedOn,
      paidOn: day('paidOn') ?? orderedOn,
      paymentMethod: method,
      cardIssuer: isCard ? row.short('cardIssuer', CLAIM_TEXT.cardIssuer, 'card_issuer') : '',
      installmentMonths: method === 'card_installment' ? told : null,
      details: {
        promisedOn: day('promisedOn'),
        noticeOn: day('noticeOn'),
        sellerName: row.short('sellerName', DETAIL_TEXT.name, 'seller_name'),
        trackingNumber: row.mild('trackingNumber', numberOf) ?? '',
        approvalNumber: row.mild('approvalNumber', numberOf) ?? '',
      },
    }
  }

  #seller(row: Cells): Omit<Rest, 'story' | 'refunded'> {
    const day = (field: SheetField) => row.mild(field, (cell) => cellDate(cell, this.#today)) ?? null
    const sum = (field: SheetField) => row.mild(field, parseWon) ?? null
    return {
      ...noBuyer,
      settlementCycle: row.mild('settlementCycle', (cell) => read(cellCycle(cell))) ?? null,
      dueOn: day('dueOn'),
      details: {
        periodFrom: day('periodFrom'),
        periodTo: day('periodTo'),
        gross: sum('gross'),
        fee: sum('fee'),
        deductions: sum('deductions'),
      },
    }
  }

  /** Several columns under their headings; one as it is. */
  #story(row: Cells): string {
    const parts = this.#stories.flatMap((at) => {
      const cell = row.cells[at]?.trim() ?? ''
      if (cell === '') return []
      const heading = this.#headings[at]?.trim() || '메모'
      // A list of ours comes back as it went.
      return this.#stories.length === 1 || heading === heads.story ? [cell] : [`${heading}: ${cell}`]
    })
    if (parts.length === 0) return ''
    const told = readText(parts.join('\n'), { max: CLAIM_TEXT.story, min: 0, multiline: true, code: 'story' })
    if (told.ok) return told.value
    row.problems.push({ col: this.#stories[0] ?? null, code: told.code, isMild: true })
    return ''
  }
}

const noBuyer = {
  orderedOn: null,
  paidOn: null,
  paymentMethod: null,
  cardIssuer: '',
  installmentMonths: null,
}
const noSeller = { settlementCycle: null, dueOn: null }

/** The cells of one row by field, and what was wrong in them. */
class Cells {
  readonly cells: readonly string[]
  readonly problems: RowProblem[] = []
  readonly #columns: ReadonlyMap<SheetField, number>

  constructor(columns: ReadonlyMap<SheetField, number>, cells: readonly string[]) {
    this.#columns = columns
    this.cells = cells
  }

  text(field: SheetField): string {
    const at = this.#columns.get(field)
    return at === undefined ? '' : (this.cells[at] ?? '').trim()
  }

  /** The value, or undefined where the cell is empty or cannot be read; that leaves the cell out. */
  mild<T>(field: SheetField, reader: (cell: string) => Reading<T>): T | undefined {
    return this.text(field) === '' ? undefined : this.#read(field, reader, true)
  }

  /** The same where a claim cannot do without, or with what is wrong in its place. */
  needed<T>(field: SheetField, reader: (cell: string) => Reading<T>): T | undefined {
    return this.#read(field, reader, false)
  }

  short(field: SheetField, max: number, code: string): string {
    return this.mild(field, (cell) => readText(cell.replace(/\s+/g, ' '), { max, min: 0, code })) ?? ''
  }

  #read<T>(field: SheetField, reader: (cell: string) => Reading<T>, isMild: boolean): T | undefined {
    const reading = reader(this.text(field))
    if (reading.ok) return reading.value
    this.problems.push({ col: this.#columns.get(field) ?? null, code: reading.code, isMild })
    return undefined
  }
}

function personOf(row: Cells): RowRead['person'] {
  if (row.text('name') === '' && row.text('phone') === '') return null
  const name = row.needed('name', (cell) =>
    readText(cell.replace(/\s+/g, ' '), { max: IDENTITY_TEXT.name, code: 'identity_name' }),
  )
  const phone = row.needed('phone', parsePhone)
  const address = row.mild('email', (cell) => {
    const found = email.safeParse(cell)
    return found.success ? read(found.data) : refuse(found.error.issues[0]?.message ?? 'email.unreadable')
  })
  return { name: name ?? '', phone: phone ?? '', email: address ?? '' }
}

function itemOf(row: Cells): ClaimItem {
  const name = row.short('itemName', CLAIM_TEXT.itemName, 'item_name')
  const quantity = row.mild('quantity', (cell) => {
    const count = readCount(cell)
    return count >= 1 && count <= 100_000 ? read(count) : refuse('claim.quantity_wrong')
  })
  const amount = row.needed('amount', (cell) =>
    isCutNumber(cell) ? refuse('sheet.number_cut') : parseWon(cell),
  )
  return { name, quantity: quantity ?? 1, amount: amount ?? 0, received: null }
}

/** More paid back than was paid is a slip of the sheet. */
function refundIn(cell: string, amount: number): Reading<number> {
  const refunded = parseWon(cell)
  return refunded.ok && refunded.value > amount ? refuse('claim.refunded_too_much') : refunded
}

function monthsIn(cell: string): number | null {
  const months = cellMonths(cell)
  return months.ok ? months.value : null
}

function numberOf(cell: string): Reading<string> {
  return isCutNumber(cell) ? refuse('sheet.number_cut') : parseOrderNumber(cell)
}

/** The cells with nothing in those that hold a resident registration number. */
export function withoutResidents(cells: readonly string[]): readonly string[] {
  const held = residentCells(cells)
  return held.length === 0 ? cells : cells.map((cell, at) => (held.includes(at) ? '' : cell))
}
