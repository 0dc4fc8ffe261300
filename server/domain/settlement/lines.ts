import { CLAIM_TEXT, type ClaimItem, ITEMS_MAX } from '#app/shapes/claim.ts'
import { WON_LIMIT } from '#app/shapes/money.ts'
import { parseOrderNumber } from '#app/shapes/order-number.ts'
import { type Reading, read, refuse } from '#app/shapes/reading.ts'
import { type SettlementField, signedWon } from '#app/shapes/settlement.ts'
import { readText } from '#app/shapes/text.ts'
import { settlementItem } from '#app/text/ko/settlement.ts'
import type { SheetRow } from '#server/imports/sheet/row.ts'
import { cellDate, isCutNumber } from '../sheet/cells.ts'
import { isSums, residentCells, withoutResidents } from '../sheet/row.ts'

// What the rows of a settlement sheet say by their columns, and what a claim states of them. Pure.

/** One row: won, which returned goods make less than nothing; KST dates. What the sheet does not say is null or ''. */
export type SettlementLine = {
  row: number
  orderNumber: string
  suppliedOn: string | null
  dueOn: string | null
  name: string
  gross: number | null
  fee: number | null
  deductions: number | null
  /** What was to be paid out, and what was. */
  amount: number
  paid: number
}
/** `col` counts from 0, null is the whole row. `isMild`: the row counts without that cell. */
export type SettlementProblem = { row: number; col: number | null; code: string; isMild: boolean }

/** Sums over all lines, won; null where no column says it. */
export type SettlementSums = {
  lines: number
  gross: number | null
  fee: number | null
  deductions: number | null
  amount: number
  paid: number
  unpaid: number
}
export type SettlementReading = {
  lines: SettlementLine[]
  problems: SettlementProblem[]
  /** Rows that stay out. */
  bad: number
  sums: SettlementSums
}

type Fields = readonly (SettlementField | null)[]

/** Reads the rows below the headings. Blank rows and rows of sums say nothing. `today` is the day in Seoul. */
export function readLines(rows: readonly SheetRow[], fields: Fields, today: string): SettlementReading {
  const lines: SettlementLine[] = []
  const problems: SettlementProblem[] = []
  const seen = new Set<string>()
  let bad = 0
  for (const { no, cells } of rows) {
    if (isSums(cells) || !fields.some((field, at) => field && cells[at]?.trim())) continue
    const row = new Row(no, cells, fields)
    const line = lineOf(row, today)
    if (line) {
      const { row: _, ...said } = line
      const key = JSON.stringify(said)
      if (seen.has(key)) row.problems.push({ row: no, col: null, code: 'settlement.same_row', isMild: true })
      seen.add(key)
      lines.push(line)
    } else bad += 1
    problems.push(...row.problems)
  }
  return { lines, problems, bad, sums: sumsOf(lines) }
}

/** What the lines come to together. */
export function sumsOf(lines: readonly SettlementLine[]): SettlementSums {
  const [amount, paid] = [sum(lines, 'amount') ?? 0, sum(lines, 'paid') ?? 0]
  const [gross, fee, deductions] = [sum(lines, 'gross'), sum(lines, 'fee'), sum(lines, 'deductions')]
  return { lines: lines.length, gross, fee, deductions, amount, paid, unpaid: amount - paid }
}

function sum(lines: readonly SettlementLine[], of: 'gross' | 'fee' | 'deductions' | 'amount' | 'paid') {
  const said = lines.flatMap((line) => line[of] ?? [])
  return said.length === 0 ? null : said.reduce((all, each) => all + each, 0)
}

/**
 * The items a claim states of the lines, which come to the same won: a line each where they are few and none is below
 * zero, else one a month of supply (or of the day it was due), else one in all.
 */
export function itemsOf(lines: readonly SettlementLine[]): ClaimItem[] {
  if (lines.length <= ITEMS_MAX && lines.every(({ amount }) => amount > 0))
    return lines.map((line) => itemNamed(settlementItem.line(line), line.amount))
  const months = new Map<string, { lines: number; amount: number }>()
  for (const { suppliedOn, dueOn, amount } of lines) {
    const month = (suppliedOn ?? dueOn ?? '').slice(0, 'YYYY-MM'.length)
    const had = months.get(month) ?? { lines: 0, amount: 0 }
    months.set(month, { lines: had.lines + 1, amount: had.amount + amount })
  }
  const all = [...months].sort(([one], [other]) => (one < other ? -1 : 1))
  if (all.length <= ITEMS_MAX && all.every(([, { amount }]) => amount > 0))
    return all.map(([month, of]) => itemNamed(settlementItem.month(month, of.lines), of.amount))
  return [itemNamed(settlementItem.all(lines.length), sumsOf(lines).amount)]
}

function itemNamed(name: string, amount: number): ClaimItem {
  return { name: name.slice(0, CLAIM_TEXT.itemName), quantity: 1, amount, received: null }
}

/** Null for a row that stays out; why is among the row's problems. */
function lineOf(row: Row, today: string): SettlementLine | null {
  const day = (field: SettlementField) => row.read(field, (cell) => cellDate(cell, today), true) ?? null
  const won = (field: SettlementField) => row.read(field, wonIn, false) ?? null
  const [gross, fee, deductions] = [won('gross'), won('fee'), won('deductions')]
  const [stated, paid] = [won('amount'), won('paid')]
  const reckoned = gross === null ? null : gross - (fee ?? 0) - (deductions ?? 0)
  const amount = stated ?? reckoned
  if (amount === null && !row.isBad) row.refuse('settlement.no_amount', false)
  if (amount === null || row.isBad) return null
  if (stated !== null && reckoned !== null && fee !== null && stated !== reckoned)
    row.refuse('settlement.sums_apart', true)
  return {
    ...{ row: row.no, gross, fee, deductions, amount, paid: paid ?? 0 },
    orderNumber: row.read('orderNumber', orderIn, true) ?? '',
    suppliedOn: day('suppliedOn'),
    dueOn: day('dueOn'),
    name: row.read('itemName', nameIn, true) ?? '',
  }
}

function wonIn(cell: string): Reading<number> {
  if (isCutNumber(cell)) return refuse('sheet.number_cut')
  // Amounts of a sheet add up to less than what one amount may be.
  const won = signedWon(cell)
  return won.ok && Math.abs(won.value) >= WON_LIMIT / 1000 ? refuse('money.too_large') : won
}

function orderIn(cell: string): Reading<string> {
  return isCutNumber(cell) ? refuse('sheet.number_cut') : parseOrderNumber(cell)
}

function nameIn(cell: string): Reading<string> {
  const name = cell.replace(/\s+/g, ' ')
  return name.length > CLAIM_TEXT.itemName
    ? read(`${name.slice(0, CLAIM_TEXT.itemName - 1)}…`)
    : readText(name, { max: CLAIM_TEXT.itemName, min: 0, code: 'item_name' })
}

/** The cells of one row by field, and what was wrong in them. */
class Row {
  readonly no: number
  readonly problems: SettlementProblem[] = []
  readonly #cells: readonly string[]
  readonly #fields: Fields

  constructor(no: number, cells: readonly string[], fields: Fields) {
    this.no = no
    this.#cells = withoutResidents(cells)
    this.#fields = fields
    for (const col of residentCells(cells))
      this.problems.push({ row: no, col, code: 'sheet.resident_number', isMild: true })
  }

  get isBad(): boolean {
    return this.problems.some(({ isMild }) => !isMild)
  }

  refuse(code: string, isMild: boolean): void {
    this.problems.push({ row: this.no, col: null, code, isMild })
  }

  read<T>(field: SettlementField, reader: (cell: string) => Reading<T>, isMild: boolean): T | undefined {
    const col = this.#fields.indexOf(field)
    const cell = (this.#cells[col] ?? '').trim()
    if (col < 0 || cell === '' || cell === '-') return undefined
    const reading = reader(cell)
    if (reading.ok) return reading.value
    this.problems.push({ row: this.no, col, code: reading.code, isMild })
    return undefined
  }
}
