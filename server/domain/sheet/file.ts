import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ClaimSide } from '#app/shapes/case.ts'
import type { SheetField } from '#app/shapes/sheet.ts'
import { headingKey, suggestFields } from '#app/shapes/sheet-columns.ts'
import { filingList } from '#app/text/ko/filing-list.ts'
import { unguardedText } from '#server/exports/csv.ts'
import type { FileStore } from '#server/files/store.ts'
import { decoded } from '#server/imports/kakao/decode.ts'
import { csvRows } from '#server/imports/sheet/csv.ts'
import { SheetRefused, type SheetRow } from '#server/imports/sheet/row.ts'
import { xlsxRows } from '#server/imports/sheet/xlsx.ts'
import { notFound, Refusal } from '../refusal.ts'

// A list that was brought, as rows of text.

export type SheetFormat = 'csv' | 'xlsx'
export type SheetFile = { key: string; bytes: number; format: SheetFormat }

const WORKBOOK_MARK = Buffer.from('PK')

/** What a stored list is by its first bytes: a workbook is a ZIP, anything else is read as text. */
export async function formatOf(files: FileStore, key: string): Promise<SheetFormat> {
  const chunks: Buffer[] = []
  for await (const chunk of await files.open(key, { from: 0, to: WORKBOOK_MARK.length })) chunks.push(chunk)
  return Buffer.concat(chunks).equals(WORKBOOK_MARK) ? 'xlsx' : 'csv'
}

/** The rows of a stored list, some at a time. Refuses as `said`. */
export async function* sheetRows(files: FileStore, file: SheetFile): AsyncGenerator<SheetRow[]> {
  const { key, bytes, format } = file
  try {
    if (format === 'csv') yield* unguarded(csvRows(decoded(await stored(files, key))))
    else yield* xlsxRows({ bytes, read: (from, to) => files.open(key, { from, to }) }, OUR_LIST)
  } catch (error) {
    throw said(error)
  }
}

/** The rows of a list that is held in memory, which opens to at most `most` bytes and rows. Refuses as `said`. */
export async function* rowsOf(
  file: Buffer,
  most: { bytes: number; rows: number },
): AsyncGenerator<SheetRow[]> {
  const read = async (from: number, to: number) => Readable.from([file.subarray(from, to)])
  const isWorkbook = file.subarray(0, WORKBOOK_MARK.length).equals(WORKBOOK_MARK)
  try {
    const rows = isWorkbook
      ? xlsxRows({ bytes: file.length, read }, { ...OUR_LIST, mostBytes: most.bytes })
      : unguarded(csvRows(decoded(Readable.from([file]))))
    for await (const batch of rows) {
      if ((batch.at(-1)?.no ?? 0) > most.rows) throw new SheetRefused('too_many_rows')
      yield batch
    }
  } catch (error) {
    throw said(error)
  }
}

/** In workbooks of ours the list stands behind a cover. */
const OUR_LIST = { named: filingList.sheets.list }

/** Only a CSV has marks before what a program would take for a formula; in a workbook text is text. */
async function* unguarded(batches: AsyncIterable<SheetRow[]>): AsyncGenerator<SheetRow[]> {
  for await (const rows of batches) {
    yield rows.map(({ no, cells }) => ({ no, cells: cells.map(unguardedText) }))
  }
}

/** Rows above the headings that are looked at: a title, a date, how to fill it in. */
const HEADING_ROWS = 15
/** Rows below them that the one who matches columns sees. */
const SAMPLE_ROWS = 30

/** How a list begins: its headings, and the first rows under them. */
export type SheetHead = { headerRow: number; headings: string[]; samples: SheetRow[] }

/** Refuses `sheet.no_rows` when nothing stands under a heading. */
export async function headOf(files: FileStore, file: SheetFile, headerRow?: number): Promise<SheetHead> {
  const first: SheetRow[] = []
  for await (const rows of sheetRows(files, file)) {
    first.push(...rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')))
    if (first.length >= HEADING_ROWS + SAMPLE_ROWS) break
  }
  const at = headerRow ? first.findIndex(({ no }) => no === headerRow) : headingAt(first, knownIn)
  return headAt(first, at)
}

/** The headings in row `at` of some rows that are not blank, and what stands below. Refuses `sheet.no_rows`. */
export function headAt(first: readonly SheetRow[], at: number): SheetHead {
  const heading = first[at]
  const samples = first.slice(at + 1, at + 1 + SAMPLE_ROWS)
  if (!heading || samples.length === 0) throw refusedSheet('sheet.no_rows')
  const width = Math.max(heading.cells.length, ...samples.map(({ cells }) => cells.length))
  const headings = Array.from({ length: width }, (_, col) => heading.cells[col]?.trim() ?? '')
  return { headerRow: heading.no, headings, samples }
}

/** The first row of which `known` knows most columns; the first of all where it knows none. */
export function headingAt(
  rows: readonly SheetRow[],
  known: (headings: readonly string[]) => readonly (string | null)[],
): number {
  const counts = rows
    .slice(0, HEADING_ROWS)
    .map(({ cells }) => known(cells).filter((field) => field !== null).length)
  const most = Math.max(0, ...counts)
  return most < 2 ? 0 : counts.indexOf(most)
}

/** What is known of a heading, by the side that knows more of it. */
function knownIn(headings: readonly string[]): (SheetField | null)[] {
  const [buyer, seller] = (['buyer', 'seller'] as const).map((side) => suggestFields(headings, side))
  return count(seller ?? []) > count(buyer ?? []) ? (seller ?? []) : (buyer ?? [])
}

function count(fields: (SheetField | null)[]): number {
  return fields.filter((field) => field !== null).length
}

/** What a header is known again by: its headings, however they are spaced. */
export function headerHash(headings: readonly string[], side: ClaimSide): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([side, ...headings.map(headingKey)]))
    .digest()
}

export function refusedSheet(code: string): Refusal {
  return new Refusal('invalid', code, { fields: { file: code } })
}

const CODES: Record<SheetRefused['why'], string> = {
  broken: 'sheet.broken',
  too_long_cell: 'sheet.broken',
  too_many_columns: 'sheet.too_many_columns',
  too_many_rows: 'sheet.too_many_rows',
  locked: 'sheet.locked',
  bomb: 'sheet.bomb',
  macros: 'sheet.macros',
}

/** What the product says of a file that cannot be read; one that is gone was removed. */
function said(error: unknown): unknown {
  if (error instanceof SheetRefused) return refusedSheet(CODES[error.why])
  return error instanceof Error && error.name === 'FileMissing' ? notFound() : error
}

async function stored(files: FileStore, key: string): Promise<AsyncIterable<Uint8Array>> {
  return files.open(key)
}
