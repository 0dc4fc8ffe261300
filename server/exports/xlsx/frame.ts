import { type CellStyle, type WriteSheet, writeXlsx } from 'hucre/xlsx'
import { cellText } from '../cell-text.ts'
import { type CellKind, type CellValue, isSummed } from '../column.ts'
import type { Book, Fact, ListSheet } from '../xlsx.ts'
import { unzipped } from '../zip.ts'
import { charsOf, columnName, fittingText, LINE_POINTS, serialOf } from './row.ts'

// The library's streaming writer knows one sheet, one style a column, no filter, no print set-up and no formula, and
// its other writer keeps all rows in memory. So the latter draws the whole book with empty specimen rows and one
// totals row per list, and xlsx.ts pours the real rows in where the specimens stand.

/** A book without its rows: every part in order, and for each list the two halves around its rows. */
export type Frame = { parts: Map<string, Uint8Array>; sheets: SheetFrame[] }

export type SheetFrame = {
  /** Name of the list's part. */
  part: string
  /** XML up to and with the header row. */
  head: string
  /** XML after the last row, for a number of rows (totals not counted). */
  tail(rows: number): string
  /** Style numbers of each column: in rows, in rows that cannot be as high as their words, and in the totals row. */
  rowStyles: number[]
  cutStyles: number[]
  totalStyles: number[]
}

export async function frameOf(book: Book): Promise<Frame> {
  const names = sheetNames([book.cover.name, ...book.sheets.map((sheet) => sheet.name)])
  const made = new Date(book.asOf)
  const file = await writeXlsx({
    sheets: [
      coverSheet(book, names[0] ?? ''),
      ...book.sheets.map((sheet, at) => specimenSheet(sheet, names[at + 1] ?? '')),
    ],
    properties: { title: cellText(book.title), created: made, modified: made },
    defaultFont: FONT,
    stringMode: 'inline',
  })
  const parts = new Map<string, Uint8Array>(unzipped(file))
  parts.set(WORKBOOK, quoteSheetNames(parts.get(WORKBOOK)))
  return {
    parts,
    sheets: book.sheets.map((list, at) => sheetFrame(list, `xl/worksheets/sheet${at + 2}.xml`, parts)),
  }
}

/** Names sheet programs take: no []:*?/\ or quote at an end, 31 code units, no two alike. Throws RangeError on a repeat. */
export function sheetNames(names: readonly string[]): string[] {
  const fit = names.map((name) => {
    const plain = cellText(name)
      .replace(/[[\]:*?/\\\n\t]/g, ' ')
      .replace(/^[' ]+|[' ]+$/g, '')
    const short = plain
      .slice(0, SHEET_NAME_UNITS)
      .replace(/[\ud800-\udbff]$/, '')
      .replace(/[' ]+$/, '')
    if (short === '') throw new RangeError('a sheet has no name')
    return short
  })
  if (new Set(fit.map((name) => name.toLowerCase())).size < fit.length)
    throw new RangeError('two sheets have one name')
  return fit
}

const SHEET_NAME_UNITS = 31
const WORKBOOK = 'xl/workbook.xml'
/** On every Korean Windows and Office; other systems put their own Korean font in its place. */
const FONT = { name: '맑은 고딕', size: 10 }
const LINK_FONT = { ...FONT, underline: 'single', color: { rgb: '0F5E63' } } as const
const LINE = { style: 'thin', color: { rgb: 'D0CEC7' } } as const
const BOX = { top: LINE, right: LINE, bottom: LINE, left: LINE }
const HEADER_FILL = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E3EEEE' } } as const

const CUT_FILL = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FBF3DC' } } as const

const FORMATS: Record<CellKind, string> = {
  // Text, so that editing a cell does not turn 0012 into 12 or =1 into a formula.
  text: '@',
  won: '#,##0',
  integer: '#,##0',
  date: 'yyyy-mm-dd',
  datetime: 'yyyy-mm-dd hh:mm',
  link: 'General',
}

const HEADER: CellStyle = {
  font: { ...FONT, bold: true },
  fill: HEADER_FILL,
  border: BOX,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}

function styleOf(kind: CellKind): CellStyle {
  const horizontal =
    kind === 'text' || kind === 'link' ? 'left' : kind === 'won' || kind === 'integer' ? 'right' : 'center'
  const indent = kind === 'text' ? 1 : 0
  return {
    font: kind === 'link' ? LINK_FONT : FONT,
    border: BOX,
    numFmt: FORMATS[kind],
    alignment: { horizontal, vertical: 'top', indent, wrapText: kind === 'text' },
  }
}

/** A number stands with a mark, words on another ground: what is in the cell stays what it is. */
function cutStyleOf(kind: CellKind): CellStyle {
  const style = styleOf(kind)
  if (kind === 'integer') return { ...style, numFmt: `#,##0"${CUT_MARK}"` }
  return kind === 'text' ? { ...style, fill: CUT_FILL } : style
}

function coverSheet({ cover }: Book, name: string): WriteSheet {
  const cells: WriteSheet['cells'] = new Map()
  cells.set('0,0', {
    value: fittingText(cover.heading),
    type: 'string',
    style: { font: { ...FONT, size: 16, bold: true } },
  })
  cover.facts.forEach((fact, at) => {
    cells.set(`${at + 2},0`, {
      value: fittingText(fact.label),
      type: 'string',
      style: { ...HEADER, alignment: LABEL },
    })
    cells.set(`${at + 2},1`, factCell(fact))
  })
  return {
    name,
    columns: [{ width: COVER.label }, { width: COVER.value }],
    rowDefs: new Map(cover.facts.map(({ value }, at) => [at + 2, { height: LINE_POINTS * linesOf(value) }])),
    rows: [[null], [null], ...cover.facts.map(() => [null, null])],
    cells,
    pageSetup: { paperSize: 'a4', orientation: 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  }
}

/** Widths in characters. */
const COVER = { label: 18, value: 70 }

/** Lines a fact takes: programs do not all make a row higher by themselves when they open a file. */
function linesOf(value: CellValue): number {
  const widths = String(value ?? '')
    .split('\n')
    .map(charsOf)
  const room = COVER.value - 8
  return widths.reduce((lines, width) => lines + Math.max(1, Math.ceil(width / room)), 0)
}

const LABEL = { horizontal: 'left', vertical: 'top' } as const

function factCell({ value, kind = 'text' }: Fact) {
  const style = {
    ...styleOf(kind),
    alignment: { horizontal: 'left', vertical: 'top', wrapText: true } as const,
  }
  const serial = kind === 'date' || kind === 'datetime' ? serialOf(String(value), kind) : null
  if (serial !== null) return { value: serial, type: 'number' as const, style }
  if (typeof value === 'number') return { value, type: 'number' as const, style }
  return { value: value === null ? null : fittingText(value), type: 'string' as const, style }
}

/** Beside the first number of a row that cannot be as high as its words need. */
export const CUT_MARK = '▾'

/** A list with its header row, two empty specimen rows and an empty totals row. */
function specimenSheet(list: ListSheet, name: string): WriteSheet {
  const cells: WriteSheet['cells'] = new Map()
  const labelAt = list.columns.findIndex((column) => !isSummed(column))
  list.columns.forEach(({ header, kind }, at) => {
    cells.set(`0,${at}`, { value: fittingText(header), type: 'string', style: HEADER })
    cells.set(`1,${at}`, { value: null, type: 'empty', style: styleOf(kind) })
    cells.set(`2,${at}`, { value: null, type: 'empty', style: cutStyleOf(kind) })
    const style = styleOf(at === labelAt ? 'text' : kind)
    const total = {
      ...style,
      // The label runs on over the empty cells beside it.
      alignment: { ...style.alignment, wrapText: false },
      font: HEADER.font,
      fill: HEADER_FILL,
    } as CellStyle
    cells.set(`3,${at}`, { value: null, type: 'empty', style: total })
  })
  const blank = list.columns.map(() => null)
  return {
    name,
    columns: list.columns.map(({ width }) => ({ width })),
    rows: [blank, blank, blank, blank],
    rowDefs: new Map([[0, { height: HEADER_POINTS }]]),
    cells,
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${columnName(list.columns.length - 1)}1` },
    pageSetup: setUp(list),
    headerFooter: { oddFooter: '&L&A&R&P / &N' },
  }
}

const HEADER_POINTS = 24
/** Widths in characters that still can be read on one sheet of A4 across: about six points high. */
const SHEET_CHARS = 215
/** What says whose row it is stands on every sheet beside the first. */
const REPEATED = '$A:$B'

/** Printed on A4 across with its header row on each sheet; a wide list goes on beside, rather than too small to be read. */
function setUp({ columns }: ListSheet) {
  const across = Math.ceil(columns.reduce((sum, { width }) => sum + width, 0) / SHEET_CHARS)
  return {
    ...({ paperSize: 'a4', orientation: 'landscape', fitToPage: true } as const),
    ...{ fitToWidth: Math.max(1, across), fitToHeight: 0, printTitlesRow: '$1:$1' },
    ...(across > 1 ? { printTitlesColumn: REPEATED } : {}),
  }
}

function sheetFrame(list: ListSheet, part: string, parts: Map<string, Uint8Array>): SheetFrame {
  const xml = new TextDecoder().decode(parts.get(part))
  const pieces =
    /^(.*?)<dimension [^>]*\/>(.*?<row r="1"[^>]*>.*?<\/row>)<row r="2"[^>]*>(.*?)<\/row><row r="3"[^>]*>(.*?)<\/row><row r="4"[^>]*>(.*?)<\/row>(.*)$/s.exec(
      xml,
    )
  const [, start = '', header = '', specimen = '', cut = '', totals = '', end = ''] = pieces ?? []
  if (!pieces || !end.includes('<autoFilter ref="'))
    throw new Error('the workbook library writes sheets in another way')
  const lastColumn = columnName(list.columns.length - 1)
  return {
    part,
    head: start + header,
    // The totals row stays outside the filter, or hiding a row would hide the sum.
    tail: (rows) => end.replace(/<autoFilter ref="[^"]*"/, `<autoFilter ref="A1:${lastColumn}${rows + 1}"`),
    rowStyles: stylesIn(specimen),
    cutStyles: stylesIn(cut),
    totalStyles: stylesIn(totals),
  }
}

function stylesIn(row: string): number[] {
  return Array.from(row.matchAll(/<c [^>]*?\bs="(\d+)"/g), (match) => Number(match[1]))
}

/** The library leaves sheet names bare in print titles; one with a blank in it makes the file "damaged". */
function quoteSheetNames(workbook: Uint8Array | undefined): Uint8Array {
  const xml = new TextDecoder().decode(workbook)
  const quoted = xml.replace(
    /(<definedName name="_xlnm\.Print_Titles"[^>]*>)([^<]*?)!(\$\d+:\$\d+)(?:,\2!(\$[A-Z]+:\$[A-Z]+))?(?=<)/g,
    (_, open: string, name: string, rows: string, columns: string | undefined) => {
      const quoted = `'${name.replaceAll("'", "''").replaceAll('&apos;', '&apos;&apos;')}'`
      return open + [...(columns ? [columns] : []), rows].map((range) => `${quoted}!${range}`).join(',')
    },
  )
  return new TextEncoder().encode(quoted)
}
