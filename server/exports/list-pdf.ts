import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { grouped } from '#app/text/format.ts'
import { projectRoot } from '#db/project-root.ts'
import { cellText, kstTime } from './cell-text.ts'
import { type CellKind, type CellValue, type Column, tally } from './column.ts'
import type { Part } from './typeset.ts'

// Lists on paper (pdf/list.typ): the columns of XLSX and CSV, fitted to a landscape sheet of A4. Where they do not fit
// side by side, neighbours stand below each other; long words run below their row.

/** Rows set at a time: about fifty sheets, and as much as is put together in bounded memory. */
const PART_ROWS = 1000
/** Characters of a sheet's width at the size of the list, a Hangul syllable being two. */
const SHEET_CHARS = 190
/** Longest words, in characters, of a row that is kept on one sheet. */
const KEPT_WHOLE_CHARS = 1200

/** What stands on every sheet: two running heads, the drawing behind the text (SVG), and the document's title. */
export type Paper = { title: string; running: readonly [string, string]; watermark: string }

/** Words across a sheet as a drawing (SVG) without letters: those would be found and copied with the text before them. */
export function watermark(words: string): string {
  const size = Math.min(54, 900 / Math.max(4, [...words].length))
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" width="560" height="400" viewBox="0 0 560 400">',
    `<text x="280" y="200" text-anchor="middle" font-family="Pretendard" font-weight="700" font-size="${size}"`,
    ` fill="#f1f1f1" transform="rotate(-30 280 200)">${escaped(words)}</text></svg>`,
  ].join('')
  const fontFiles = [join(projectRoot(), 'server', 'exports', 'fonts', 'Pretendard-Bold.otf')]
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Pretendard' }
  return new Resvg(svg, { font }).toString()
}

function escaped(words: string): string {
  return cellText(words).replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

export type Cover = {
  heading: string
  facts: readonly (readonly [string, string])[]
  notes: readonly string[]
}

export function coverPart(paper: Paper, cover: Cover): Part {
  return { ...paper, kind: 'cover', ...cover }
}

export type TableSpec<Row> = {
  section: string
  columns: readonly Column<Row>[]
  rows: AsyncIterable<Row> | Iterable<Row>
  /** Keys of columns that run below their row. */
  below?: ReadonlySet<string>
  totalsLabel?: (rows: number) => string
}

/** A table as parts of a document, a thousand rows each; rows are pulled as parts are taken. */
export async function* tableParts<Row>(paper: Paper, spec: TableSpec<Row>): AsyncGenerator<Part> {
  const beside = spec.columns.filter(({ key }) => !spec.below?.has(key))
  const below = spec.columns.filter(({ key }) => spec.below?.has(key))
  const groups = fitted(beside)
  const columns = groups.map((group) => ({
    width: widthOf(group),
    heads: group.map(({ header }) => header),
    right: isNumber(group[0]?.kind ?? 'text'),
  }))
  const totals = tally(beside)
  const part = (rows: unknown[], sums: string[][] | null, first: boolean): Part => ({
    ...{ ...paper, kind: 'table', section: first ? spec.section : null, columns, rows, sums },
  })
  let rows: unknown[] = []
  let first = true
  for await (const row of spec.rows) {
    if (rows.length === PART_ROWS) {
      yield part(rows, null, first)
      first = false
      rows = []
    }
    totals.add(beside.map((column) => column.value(row)))
    rows.push(rowOf(groups, below, row))
  }
  yield part(rows, spec.totalsLabel ? sumsOf(groups, beside, totals, spec.totalsLabel) : null, first)
}

function rowOf<Row>(groups: readonly Column<Row>[][], below: readonly Column<Row>[], row: Row) {
  const under = below.flatMap((column): [string, string][] => {
    const value = written(column.value(row), column.kind)
    return value === '' ? [] : [[column.header, value]]
  })
  const cells = groups.map((group) => {
    const room = widthOf(group)
    return group.map((column) => breakable(written(column.value(row), column.kind), room))
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

/** Words without a blank that are wider than their column may end a line anywhere, as in a cell of a sheet. */
function breakable(text: string, room: number): string {
  if (text.length < room) return text
  return text.replace(/[!-~]+/g, (word) => (word.length < room ? word : [...word].join(ZERO_WIDTH_SPACE)))
}

const ZERO_WIDTH_SPACE = '\u200b'

/** A value as one reads it on paper. */
function written(value: CellValue, kind: CellKind): string {
  if (value === null) return ''
  if (typeof value === 'number') return grouped(value)
  if (kind === 'datetime') return kstTime(value) ?? value
  return cellText(value)
}
