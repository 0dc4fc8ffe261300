import { type CellKind, type CellValue, type Column, tally } from './column.ts'
import { type Frame, frameOf, type SheetFrame } from './xlsx/frame.ts'
import { rowXml, sumXml } from './xlsx/row.ts'
import { type ZipPart, zipStream } from './zip.ts'

/** A workbook: a cover and lists. Names and words are Korean and come from the caller. */
export type Book = {
  /** Shown as the document's title. No person's name belongs here: it travels with every copy. */
  title: string
  /** ISO instant the lists speak of; the only time in the file. */
  asOf: string
  cover: { name: string; heading: string; facts: readonly Fact[] }
  sheets: readonly ListSheet[]
}

/** A line of the cover. */
export type Fact = { label: string; value: CellValue; kind?: CellKind }

export type ListSheetSpec<Row> = {
  /** Cut to 31 characters; what sheet programs forbid in names becomes a blank. Must differ from the other names. */
  name: string
  columns: readonly Column<Row>[]
  rows: AsyncIterable<Row> | Iterable<Row>
  /** What stands beside the sums, given the number of rows. Without it there is no totals row. */
  totalsLabel?: (rows: number) => string
}

/** A list whose kind of row is hidden, so that lists of different rows fit in one book. */
export type ListSheet = {
  name: string
  columns: readonly { header: string; kind: CellKind; width: number; summed?: boolean }[]
  /** XML of every row after the header row, then of the totals row. Pulls the rows; to be called once. */
  body(frame: SheetFrame): AsyncGenerator<string, { rows: number }>
}

export function listSheet<Row>(spec: ListSheetSpec<Row>): ListSheet {
  return { name: spec.name, columns: spec.columns, body: (frame) => listBody(spec, frame) }
}

/**
 * A workbook as XLSX bytes. Text stays text, to the letter (leading zeros, `=`), won and integers are numbers, dates
 * and instants real ones in KST. Header rows are bold, frozen, filterable and repeated in print (A4 landscape).
 * Rows are pulled as the bytes are taken, and memory does not grow with them; closing early closes the rows too.
 * Same book, same bytes. Throws RangeError past `LIST_ROWS_MAX` rows or 4 GiB, and as `tally` does.
 */
export async function* xlsxStream(book: Book): AsyncGenerator<Uint8Array> {
  yield* zipStream(partsOf(book, await frameOf(book)))
}

/** Rows a sheet holds (2^20), less header and totals. */
export const LIST_ROWS_MAX = 1_048_576 - 2
/** Characters of XML gathered before they are packed. */
const CHUNK_CHARS = 65_536

function* partsOf(book: Book, frame: Frame): Generator<ZipPart> {
  for (const [name, data] of frame.parts) {
    const at = frame.sheets.findIndex((each) => each.part === name)
    const [list, sheet] = [book.sheets[at], frame.sheets[at]]
    yield { name, data: list && sheet ? encoded(sheetXml(list, sheet)) : data }
  }
}

async function* sheetXml(list: ListSheet, frame: SheetFrame): AsyncGenerator<string> {
  yield frame.head
  const { rows } = yield* list.body(frame)
  yield frame.tail(rows)
}

async function* listBody<Row>(
  spec: ListSheetSpec<Row>,
  frame: SheetFrame,
): AsyncGenerator<string, { rows: number }> {
  const totals = tally(spec.columns)
  const looks = spec.columns.map(({ kind, width }, at) => {
    const [style, cut] = [frame.rowStyles[at] ?? 0, frame.cutStyles[at] ?? 0]
    return { kind, width, style, cut }
  })
  for await (const row of spec.rows) {
    const values = spec.columns.map((column) => column.value(row))
    totals.add(values)
    if (totals.rows() > LIST_ROWS_MAX) throw new RangeError('more rows than a sheet holds')
    yield rowXml(totals.rows() + 1, values, looks)
  }
  const rows = totals.rows()
  if (spec.totalsLabel) {
    const cells = totals.sums().map((sum, at) => ({ sum, style: frame.totalStyles[at] ?? 0 }))
    yield sumXml(cells, { rows, label: spec.totalsLabel(rows), labelAt: totals.labelAt() })
  }
  return { rows }
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let waiting = ''
  for await (const piece of pieces) {
    waiting += piece
    if (waiting.length < CHUNK_CHARS) continue
    yield encoder.encode(waiting)
    waiting = ''
  }
  if (waiting) yield encoder.encode(waiting)
}
