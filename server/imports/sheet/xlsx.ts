import { Readable } from 'node:stream'
import { type CellValue, streamXlsxRows } from 'hucre/xlsx'
import { CELL_UNITS, SHEET_COLUMNS, SHEET_ROWS } from '#app/shapes/sheet.ts'
import { ensureZipFits, entriesOf, type ReadRange, ZipRefused } from '../zip.ts'
import { SheetRefused, type SheetRow } from './row.ts'

// One sheet of a workbook as rows of text. Of a formula the value is taken that the program which saved the file kept
// beside it; nothing is evaluated, and no address in it is asked. Of merged cells only the first has a value.

/** Rows given at a time. */
const BATCH_ROWS = 500
/** Parts of a workbook, and bytes unpacked: two hundred thousand rows of thirty columns are some 300 MB of XML. */
const LIMITS = { entries: 2000, bytes: 600 * 1024 * 1024, ratio: 200 }
/** From here on a number of a worksheet has lost figures: it keeps fifteen. */
const CUT_FROM = 1e15

/**
 * The rows of the sheet `named` so, and where there is none, of a workbook's first; unpacked it may have `mostBytes`.
 * Throws `SheetRefused`.
 */
export async function* xlsxRows(
  file: { bytes: number; read: ReadRange },
  { named, mostBytes = LIMITS.bytes }: { named: string; mostBytes?: number },
): AsyncGenerator<SheetRow[]> {
  try {
    const limits = { ...LIMITS, bytes: mostBytes }
    await ensureZipFits(file, limits)
    // Nothing in one is ever run; who sent it did not mean a list.
    if ((await entriesOf(file, isMacro, limits)).length > 0) throw new SheetRefused('macros')
    let rows = 0
    for await (const batch of sheetBatches(file, named)) {
      rows += batch.length
      yield batch
    }
    // The library gives no row of a sheet that is not there.
    if (rows === 0) yield* sheetBatches(file, 0)
  } catch (error) {
    throw said(error)
  }
}

const isMacro = (name: string) => /vbaProject\.bin$/i.test(name)

async function* sheetBatches(
  { bytes, read }: { bytes: number; read: ReadRange },
  sheet: string | number,
): AsyncGenerator<SheetRow[]> {
  const stream = Readable.toWeb(await read(0, bytes)) as ReadableStream<Uint8Array>
  let batch: SheetRow[] = []
  for await (const { index, values } of streamXlsxRows(stream, { sheet, maxInputBytes: bytes + 1 })) {
    if (index >= SHEET_ROWS) throw new SheetRefused('too_many_rows')
    batch.push({ no: index + 1, cells: cellsOf(values) })
    if (batch.length < BATCH_ROWS) continue
    yield batch
    batch = []
  }
  yield batch
}

function cellsOf(values: readonly CellValue[]): string[] {
  let width = values.length
  while (width > 0 && (values[width - 1] ?? '') === '') width -= 1
  if (width > SHEET_COLUMNS) throw new SheetRefused('too_many_columns')
  return Array.from({ length: width }, (_, at) => textOf(values[at] ?? null))
}

function textOf(value: CellValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return Math.abs(value) < CUT_FROM ? String(value) : value.toExponential(5)
  if (value instanceof Date) return dateText(value)
  const text = String(value)
  if (text.length > CELL_UNITS) throw new SheetRefused('too_long_cell')
  return text
}

/** A day and a time of day of the sheet, which knows no zone: the library writes them as if they were UTC. */
function dateText(value: Date): string {
  const [date = '', time = ''] = value.toISOString().split('T')
  return time.startsWith('00:00') ? date : `${date} ${time.slice(0, 5)}`
}

function said(error: unknown): unknown {
  if (error instanceof SheetRefused) return error
  if (error instanceof ZipRefused) {
    const bombs = ['bomb', 'too_many']
    return new SheetRefused(error.why === 'locked' ? 'locked' : bombs.includes(error.why) ? 'bomb' : 'broken')
  }
  if (!(error instanceof Error) || error.name === 'FileMissing' || error.name === 'AbortError') return error
  return new SheetRefused(error.name === 'EncryptedFileError' ? 'locked' : 'broken')
}
