/**
 * What a cell holds. `won` and `integer` are safe integers, `date` is `YYYY-MM-DD`, `datetime` an ISO instant, shown in KST;
 * `link` is a path of our own making, relative to the file: a workbook opens it, other formats show it.
 */
export type CellKind = 'text' | 'won' | 'date' | 'datetime' | 'integer' | 'link'

export type CellValue = string | number | null

/** One column of a list, for every format. A list is a set of these and rows; it knows nothing about claims. */
export type Column<Row> = {
  key: string
  /** Korean. */
  header: string
  kind: CellKind
  /** In characters of a sheet; a Hangul syllable takes two. */
  width: number
  /** `null` leaves the cell empty. Text is kept to the letter: leading zeros, signs and blanks stay. */
  value(row: Row): CellValue
  /** Whether the totals row adds the column up. Default: `won` columns are, others are not. */
  summed?: boolean
}

export function isSummed(column: { kind: CellKind; summed?: boolean }): boolean {
  return column.summed ?? column.kind === 'won'
}

/**
 * Sums the summed columns of rows as they pass, exactly (no float is involved). Throws RangeError on a number
 * that is not a safe integer, and TypeError on text in a column of numbers: both are faults of the list, not data.
 */
export function tally<Row>(columns: readonly Column<Row>[]) {
  const sums: (bigint | null)[] = columns.map((column) => (isSummed(column) ? 0n : null))
  let rows = 0
  return {
    add(cells: readonly CellValue[]) {
      rows++
      cells.forEach((cell, at) => {
        const sum = sums[at]
        if (sum !== null && sum !== undefined && cell !== null) sums[at] = sum + BigInt(wholeNumber(cell))
      })
    },
    /** Rows added so far. */
    rows: () => rows,
    /** One entry per column: its sum, or null where nothing is summed. */
    sums: (): readonly (bigint | null)[] => sums,
    /** The first column without a sum, where the label of the totals row stands; -1 when every column is summed. */
    labelAt: () => sums.indexOf(null),
  }
}

/** A cell of numbers as it must be. Throws as `tally` says. */
export function wholeNumber(cell: CellValue): number {
  if (typeof cell !== 'number') throw new TypeError('a column of numbers holds something else')
  if (!Number.isSafeInteger(cell)) throw new RangeError('a number in a list is no safe integer')
  return cell
}
