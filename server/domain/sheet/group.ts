import { type ClaimItem, ITEMS_MAX } from '#app/shapes/claim.ts'
import { type BuyerKind, kindSpecs, type SellerKind, sideOfKind } from '#app/shapes/claim-kinds.ts'
import type { RowRead, WaitingDraft } from './row.ts'

// Rows to claims. Merged cells leave the rows below them empty, so a row without a person goes on with the one above; and
// rows of one person and one order are the lines of one claim.

/** Claims of the rows `from` to `to`. */
export type Grouped = { from: number; to: number; draft: WaitingDraft }
export type GroupProblem = { row: number; col: number | null; code: string; isMild: boolean }

export class Grouper {
  #open: { from: number; to: number; row: RowRead; items: ClaimItem[]; refunded: number } | null = null
  #person: RowRead['person'] = null

  /** Takes a row; gives the claim that ended before it, and what is wrong with the row. */
  push(row: RowRead): { done: Grouped[]; problems: GroupProblem[]; isBad: boolean } {
    const problems = row.problems.map((each) => ({ row: row.no, ...each }))
    const person = row.person ?? this.#person
    const goesOn = row.person === null || isSame(row.person, this.#person)
    this.#person = person
    const open = this.#open
    const isLine = goesOn && open !== null && isLineOf(row, open.row)
    const missing = isLine ? null : whatIsMissing(row, person)
    if (missing) problems.push({ row: row.no, col: null, code: missing, isMild: false })
    if (row.isBad || missing || !person) {
      // What follows must not become part of a claim that lies above a row which stays behind.
      return { done: this.end(), problems, isBad: true }
    }
    if (isLine && open.items.length < ITEMS_MAX) {
      open.items.push(row.item)
      open.refunded += row.rest.refunded
      open.to = row.no
      return { done: [], problems, isBad: false }
    }
    const done = this.end()
    const whole = { ...row, person }
    this.#open = { from: row.no, to: row.no, row: whole, items: [row.item], refunded: row.rest.refunded }
    return { done, problems, isBad: false }
  }

  /** The claim that is still open. */
  end(): Grouped[] {
    const open = this.#open
    this.#open = null
    const identity = open?.row.person
    if (!open || !identity) return []
    const { row, items, from, to } = open
    const { refunded: _, story, details, ...rest } = row.rest
    const common = {
      items,
      refunded: open.refunded,
      story,
      identity,
      details,
    }
    if (sideOfKind(row.kind) === 'seller') {
      const { settlementCycle, dueOn } = rest
      return [{ from, to, draft: { ...common, kind: row.kind as SellerKind, settlementCycle, dueOn } }]
    }
    const { settlementCycle: _cycle, dueOn: _due, ...buyer } = rest
    const { orderNumber } = row
    return [{ from, to, draft: { ...common, kind: row.kind as BuyerKind, orderNumber, ...buyer } }]
  }
}

function isSame(one: RowRead['person'], other: RowRead['person']): boolean {
  return one !== null && other !== null && one.phone === other.phone && one.name === other.name
}

/** Another line of the order above: the same number, or none under one that has a person or a number. */
function isLineOf(row: RowRead, above: RowRead): boolean {
  if (row.kind !== above.kind || sideOfKind(row.kind) === 'seller') return false
  if (row.orderNumber !== '') return row.orderNumber === above.orderNumber
  return row.person === null && above.orderNumber !== ''
}

function whatIsMissing(row: RowRead, person: RowRead['person']): string | null {
  if (!person || person.name === '' || person.phone === '') return row.person ? null : 'sheet.person_missing'
  if (row.orderNumber === '' && kindSpecs[row.kind].order === 'needed' && !row.isBad)
    return 'order_number.empty'
  if (row.item.amount === 0 && !row.isBad) return 'claim.nothing_owed'
  return null
}
