import { join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { projectRoot } from '#db/project-root.ts'
import { cellText } from './cell-text.ts'
import type { Column } from './column.ts'
import { flatTable } from './flat-table.ts'
import type { Part } from './typeset.ts'

// Lists on paper (pdf/list.typ), their columns fitted to a sheet by flat-table.ts.

/** Rows set at a time: about fifty sheets, and as much as is put together in bounded memory. */
const PART_ROWS = 1000

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
  const table = flatTable(spec.columns, { ...(spec.below ? { below: spec.below } : {}), shaped: breakable })
  const part = (rows: unknown[], sums: string[][] | null, first: boolean): Part => ({
    ...{ ...paper, kind: 'table', section: first ? spec.section : null, columns: table.columns, rows, sums },
  })
  let rows: unknown[] = []
  let first = true
  for await (const row of spec.rows) {
    if (rows.length === PART_ROWS) {
      yield part(rows, null, first)
      first = false
      rows = []
    }
    rows.push(table.rowOf(row))
  }
  yield part(rows, spec.totalsLabel ? table.sums(spec.totalsLabel) : null, first)
}

/** Words without a blank that are wider than their column may end a line anywhere, as in a cell of a sheet. */
function breakable(text: string, room: number): string {
  if (text.length < room) return text
  return text.replace(/[!-~]+/g, (word) => (word.length < room ? word : [...word].join(ZERO_WIDTH_SPACE)))
}

const ZERO_WIDTH_SPACE = '\u200b'
