import { grouped } from '#app/text/format.ts'
import { cellText, kstTime } from './cell-text.ts'
import { type CellKind, type CellValue, type Column, tally } from './column.ts'

// The columns of XLSX and CSV, fitted to a landscape sheet of A4 for PDF, DOCX and HWPX. Where they do not fit side by
// side, neighbours stand below each other; long words run below their row.

/** Characters of a sheet's width at the size of the list, a Hangul syllable being two. */
const SHEET_CHARS = 190
/** Longest words, in characters, of a row that is kept on one sheet. */
const KEPT_WHOLE_CHARS = 1200

export type FlatColumn = { width: number; heads: string[]; right: boolean }
/** A cell holds the values that stand below each other; `under` runs below the row, each with its head. */
export type FlatRow = { cells: string[][]; under: [string, string][]; long: boolean }

export type FlatTable<Row> = {
  columns: FlatColumn[]
  /** The row, which is also added up. */
  rowOf(row: Row): FlatRow
  /** The sums of the rows so far, a cell a column. */
  sums(label: (rows: number) => string): string[][]
}

/** `below`: keys of columns that run below their row; `shaped` is asked of each text with the characters its column has. */
export function flatTable<Row>(
  all: readonly Column<Row>[],
  {
    below,
    shaped = (text) => text,
  }: { below?: ReadonlySet<string>; shaped?: (text: string, room: number) => string } = {},
): FlatTable<Row> {
  const beside = all.filter(({ key }) => !below?.has(key))
  const under = all.filter(({ key }) => below?.has(key))
  const groups = fitted(beside)
  const totals = tally(beside)
  return {
    columns: groups.map((group) => ({
      width: widthOf(group),
      heads: group.map(({ header }) => header),
      right: isNumber(group[0]?.kind ?? 'text'),
    })),
    rowOf(row) {
      totals.add(beside.map((column) => column.value(row)))
      return rowOf(groups, under, { row, shaped })
    },
    sums: (label) => sumsOf(groups, beside, totals, label),
  }
}

function rowOf<Row>(
  groups: readonly Column<Row>[][],
  below: readonly Column<Row>[],
  { row, shaped }: { row: Row; shaped: (text: string, room: number) => string },
): FlatRow {
  const under = below.flatMap((column): [string, string][] => {
    const value = writtenCell(column.value(row), column.kind)
    return value === '' ? [] : [[column.header, value]]
  })
  const cells = groups.map((group) => {
    const room = widthOf(group)
    return group.map((column) => shaped(writtenCell(column.value(row), column.kind), room))
  })
  const chars = [...under.map(([, value]) => value), ...cells.flat()].reduce(
    (sum, { length }) => sum + length,
    0,
  )
  return { cells, under, long: chars > KEPT_WHOLE_CHARS }
}

function sumsOf<Row>(
  groups: readonly Column<Row>[][],
  beside: readonly Column<Row>[],
  totals: ReturnType<typeof tally>,
  label: (rows: number) => string,
): string[][] {
  const bySum = new Map(totals.sums().map((sum, at) => [beside[at]?.key, sum]))
  const labelled = groups.findIndex(
    ([column]) => column && bySum.get(column.key) === null && column.width > 8,
  )
  return groups.map((group, at) => {
    if (at === labelled) return [label(totals.rows())]
    return group.map(({ key }) => {
      const sum = bySum.get(key)
      return sum === null || sum === undefined ? '' : sum.toLocaleString('ko-KR')
    })
  })
}

/** Neighbours of one kind below each other, as few as let the whole fit on a sheet. */
function fitted<Row>(columns: readonly Column<Row>[]): Column<Row>[][] {
  for (let deep = 1; ; deep += 1) {
    const groups: Column<Row>[][] = []
    for (const column of columns) {
      const last = groups.at(-1)
      const joins = last && last.length < deep && isNumber(last[0]?.kind ?? 'text') === isNumber(column.kind)
      // The running number is what one looks for: it stands alone.
      if (joins && groups.length > 1) last.push(column)
      else groups.push([column])
    }
    if (groups.reduce((sum, group) => sum + widthOf(group), 0) <= SHEET_CHARS || deep >= columns.length) {
      return groups
    }
  }
}

function widthOf<Row>(group: readonly Column<Row>[]): number {
  return Math.max(...group.map(({ width }) => width))
}

function isNumber(kind: CellKind): boolean {
  return kind === 'won' || kind === 'integer'
}

/** A value as one reads it on paper. */
export function writtenCell(value: CellValue, kind: CellKind): string {
  if (value === null) return ''
  if (typeof value === 'number') return grouped(value)
  if (kind === 'datetime') return kstTime(value) ?? value
  return cellText(value)
}
