import { stringify } from 'csv-stringify/sync'
import { cellText, kstTime } from './cell-text.ts'
import { type CellKind, type CellValue, type Column, tally, wholeNumber } from './column.ts'
import { cp949Letters } from './cp949.ts'

/** Rows turned into bytes at a time: large enough to be quick, small enough to stay out of the way. */
const BATCH_ROWS = 200

/**
 * A list as CSV bytes for Excel: UTF-8 with BOM, CRLF, Korean header row, numbers bare, dates `YYYY-MM-DD`, instants
 * `YYYY-MM-DD HH:MM:SS` in KST, text to the letter but for `guardedText`. With `totalsLabel` a last row sums up.
 * Rows are pulled as the bytes are taken; closing early closes the rows too. Same rows, same bytes.
 */
export async function* csvStream<Row>(
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  totalsLabel?: (rows: number) => string,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield new Uint8Array(UTF8_BOM)
  for await (const text of csvText(columns, rows, totalsLabel)) yield encoder.encode(text)
}

/**
 * The same in CP949, without BOM, for programs that know nothing else. A letter it does not have stands as `cp949Letters`
 * writes it; when there was one, a last row, given their number, says so.
 */
export async function* csvInCp949<Row>(
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  {
    totalsLabel,
    replaced,
  }: { totalsLabel?: (rows: number) => string; replaced: (letters: number) => string },
): AsyncGenerator<Uint8Array> {
  const letters = cp949Letters()
  for await (const text of csvText(columns, rows, totalsLabel)) yield letters.bytes(text)
  const count = letters.replaced()
  if (count > 0) yield letters.bytes(lines([[replaced(count), ...columns.slice(1).map(() => '')]]))
}

async function* csvText<Row>(
  columns: readonly Column<Row>[],
  rows: AsyncIterable<Row> | Iterable<Row>,
  totalsLabel?: (rows: number) => string,
): AsyncGenerator<string> {
  const totals = tally(columns)
  let batch = [columns.map((column) => guardedText(column.header))]
  for await (const row of rows) {
    const cells = columns.map((column) => column.value(row))
    totals.add(cells)
    batch.push(cells.map((cell, at) => written(cell, columns[at]?.kind ?? 'text')))
    if (batch.length < BATCH_ROWS) continue
    yield lines(batch)
    batch = []
  }
  if (totalsLabel) batch.push(totalsRow(totals, totalsLabel))
  if (batch.length > 0) yield lines(batch)
}

/**
 * Text no sheet program takes for a formula: a `'` before anything that starts, after blanks and quotes, with
 * = + - @ tab or a line break, in any width. `unguardedText` gives exactly the text back.
 */
export function guardedText(value: string): string {
  const text = cellText(value)
  return FORMULA_START.test(text) ? `'${text}` : text
}

/** The text behind a guarded one, for lists that come back to us. */
export function unguardedText(cell: string): string {
  return cell.startsWith("'") && FORMULA_START.test(cell.slice(1)) ? cell.slice(1) : cell
}

const UTF8_BOM = [0xef, 0xbb, 0xbf]
/** Blanks, quotes and separators a program may skip first; full-width signs count, Excel reads them as signs. */
const FORMULA_START = /^(?:[\t\n\r]|[\p{Z}\p{Cf}'"`;,‘’“”＇＂]*[=+\-@\t\n\r＝＋－−﹢﹣＠﹫﹦])/u

function lines(batch: string[][]): string {
  // With CRLF between rows the library leaves a lone \n in a cell unquoted, which would end the row.
  return stringify(batch, { record_delimiter: '\r\n', quoted_match: /\n/ })
}

function written(cell: CellValue, kind: CellKind): string {
  if (cell === null) return ''
  if (kind === 'won' || kind === 'integer') return String(wholeNumber(cell))
  if (kind === 'datetime') return guardedText(kstTime(String(cell)) ?? String(cell))
  return guardedText(String(cell))
}

function totalsRow(totals: ReturnType<typeof tally>, label: (rows: number) => string): string[] {
  const cells = totals.sums().map((sum) => (sum === null ? '' : String(sum)))
  if (totals.labelAt() >= 0) cells[totals.labelAt()] = guardedText(label(totals.rows()))
  return cells
}
