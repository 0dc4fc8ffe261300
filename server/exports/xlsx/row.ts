import { cellText, kstMs } from '../cell-text.ts'
import { type CellKind, type CellValue, wholeNumber } from '../column.ts'

/** Characters (UTF-16 code units) a cell holds; a program refuses the whole file above it. */
export const CELL_CHARS_MAX = 32_767
const DAY_MS = 86_400_000
/** 1970-01-01 as a day of the 1900 calendar sheets count in. */
const EPOCH_SERIAL = 25_569
/** 1900-03-01: before it that calendar is one day off, since it believes in a 29 February 1900. */
const FIRST_TRUE_SERIAL = 61

/**
 * How the cells of a column are written: `width` in characters, `cut` the style in a row that cannot be as high as its words
 * need.
 */
export type CellLook = { kind: CellKind; style: number; cut: number; width: number }

/** Height of a line at the size of the lists, and the highest row a program opens, in points. */
export const LINE_POINTS = 15
const ROW_POINTS_MAX = 409
/** What of a column's width words fill: an indent is taken off, and lines end at blanks. */
const FILLED = 0.85

/**
 * One row of a list; `number` counts from 1. As high as its longest words need: not every program sees to that itself. Where
 * that is higher than a row can be, its first cell and those that are cut have the style that says so; nothing is taken away.
 */
export function rowXml(number: number, cells: readonly CellValue[], looks: readonly CellLook[]): string {
  const points = looks.map((look, at) => linesOf(cells[at] ?? null, look) * LINE_POINTS)
  const most = Math.max(...points)
  const height = most > LINE_POINTS ? ` ht="${Math.min(most, ROW_POINTS_MAX)}" customHeight="1"` : ''
  const isCut = (at: number) => most > ROW_POINTS_MAX && (at === 0 || (points[at] ?? 0) > ROW_POINTS_MAX)
  const xml = looks.map((look, at) =>
    cellXml(`${columnName(at)}${number}`, cells[at] ?? null, isCut(at) ? { ...look, style: look.cut } : look),
  )
  return `<row r="${number}"${height}>${xml.join('')}</row>`
}

function linesOf(value: CellValue, { kind, width }: CellLook): number {
  if (kind !== 'text' || typeof value !== 'string') return 1
  const room = width * FILLED
  if (value.length * 2 <= room && !value.includes('\n')) return 1
  return value.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(charsOf(line) / room)), 0)
}

/** Width of a line in characters, a Hangul syllable or ideograph being two. */
export function charsOf(line: string): number {
  return line.length + (line.match(/[\u1100-\uffff]/g)?.length ?? 0)
}

/** The totals row below `rows` rows: sums as formulas with their results, and a label where nothing is summed. */
export function sumXml(
  cells: readonly { sum: bigint | null; style: number }[],
  { rows, label, labelAt }: { rows: number; label: string; labelAt: number },
): string {
  const number = rows + 2
  const xml = cells.map(({ sum, style }, at) => {
    const ref = `${columnName(at)}${number}`
    if (at === labelAt) return cellXml(ref, label, { kind: 'text', style })
    if (sum === null) return `<c r="${ref}" s="${style}"/>`
    const formula = rows > 0 ? `<f>SUM(${columnName(at)}2:${columnName(at)}${rows + 1})</f>` : ''
    return `<c r="${ref}" s="${style}">${formula}<v>${sum}</v></c>`
  })
  return `<row r="${number}">${xml.join('')}</row>`
}

/**
 * A date or an instant as the number of days a sheet counts it by, in KST, whatever the time zone of the machine. Null
 * for what is neither, or lies before March 1900: the cell then keeps the text.
 */
export function serialOf(value: string, kind: 'date' | 'datetime'): number | null {
  const ms = kind === 'date' ? dateMs(value) : kstMs(value)
  if (ms === null) return null
  const serial = kind === 'date' ? ms / DAY_MS : Math.round(ms / 1000) / 86_400
  return serial + EPOCH_SERIAL < FIRST_TRUE_SERIAL ? null : serial + EPOCH_SERIAL
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : columnName(Math.floor(at / 26) - 1) + letter
}

function cellXml(ref: string, value: CellValue, { kind, style }: Pick<CellLook, 'kind' | 'style'>): string {
  if (value === null || value === '') return `<c r="${ref}" s="${style}"/>`
  if (kind === 'link') return linkXml(ref, String(value), style)
  const number = numberOf(value, kind)
  if (number !== null) return `<c r="${ref}" s="${style}"><v>${number}</v></c>`
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${textXml(String(value))}</t></is></c>`
}

/** As a formula, a link needs no part of its own beside the sheet, so that rows can still be streamed. */
function linkXml(ref: string, path: string, style: number): string {
  const quoted = `"${textXml(path).replaceAll('"', '""')}"`
  return `<c r="${ref}" s="${style}" t="str"><f>HYPERLINK(${quoted},${quoted})</f><v>${textXml(path)}</v></c>`
}

function numberOf(value: string | number, kind: CellKind): number | null {
  if (kind === 'won' || kind === 'integer') return wholeNumber(value)
  return kind === 'text' || kind === 'link' ? null : serialOf(String(value), kind)
}

function textXml(value: string): string {
  const text = fittingText(value)
  if (!MARKED.test(text)) return text
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      // Sheets read _x0041_ as the character of that code, so an underscore that would begin one is written as such.
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  )
}

/** Text in which something is to be written otherwise: most has nothing. */
const MARKED = /[&<>_]/

/** Text a cell can hold: cleaned, and cut at `CELL_CHARS_MAX` but never inside a surrogate pair. */
export function fittingText(value: string): string {
  const text = cellText(value)
  if (text.length <= CELL_CHARS_MAX) return text
  return text.slice(0, CELL_CHARS_MAX).replace(/[\ud800-\udbff]$/, '')
}

function dateMs(date: string): number | null {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  // A day its month does not have would run over into the next one.
  if (Number.isNaN(ms) || new Date(ms).getUTCDate() !== Number(date.slice(8))) return null
  return ms
}
