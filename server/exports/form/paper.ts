import { cellText } from '../cell-text.ts'
import type { FlatColumn, FlatRow } from '../flat-table.ts'

// A form as a document to be written on, before it is DOCX or HWPX: every word of it, and nothing a person typed read as
// markup. Blocks are pulled one at a time, so that a form of thousands of pages is never in memory.

/** Lines of letters: a break in the text is a break on the page. */
export type Words = { kind: 'title' | 'heading' | 'text' | 'note' | 'center' | 'sign'; text: string }

export type Block =
  | (Words & { newPage?: boolean })
  /** Two columns: what is asked, and what was said or a blank to write on. */
  | { kind: 'pairs'; rows: readonly (readonly [string, string])[] }
  /** Its head is repeated on each page. */
  | { kind: 'table'; columns: readonly FlatColumn[]; rows: readonly FlatRow[]; sums: string[][] | null }

/** Pages of one direction. */
export type Section = { landscape: boolean; blocks: AsyncIterable<Block> | Iterable<Block> }

/**
 * `court`: margins, letters and lines as 민사소송규칙 제4조 asks (45, 20, 30 mm; 12 points; one and a half lines); else those of an
 * agency's form.
 */
export type FormPaper = { title: string; look: 'agency' | 'court'; sections: readonly Section[] }

/** Margins in millimetres, sizes in points, lines in percent. */
export const looks = {
  agency: { top: 20, bottom: 18, side: 20, body: 10.5, line: 160 },
  court: { top: 45, bottom: 30, side: 20, body: 12, line: 200 },
} as const
/** Of a landscape list, whatever the look. */
export const LIST = { margin: 12, body: 7.5 } as const
/** A4 upright, in millimetres. */
export const A4 = { width: 210, height: 297 } as const
/** Of the column of labels, in hundredths of the width. */
export const LABEL_SHARE = 24

/** Points of each kind of words, against those of the body. */
export const sizes = { title: 1.75, heading: 1.12, text: 1, note: 0.8, center: 1, sign: 1 } as const

/** Text as XML holds it, with its lines apart. */
export function linesOf(text: string): string[] {
  return cellText(text)
    .split('\n')
    .map((line) =>
      line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\t', '  '),
    )
}

/** Millimetres each column of a list gets of a width. */
export function widthsOf(columns: readonly FlatColumn[], width: number): number[] {
  const all = columns.reduce((sum, column) => sum + column.width, 0)
  return columns.map((column) => (column.width / all) * width)
}

/** The inner width of a page, in millimetres. */
export function innerWidth(look: FormPaper['look'], landscape: boolean): number {
  return landscape ? A4.height - 2 * LIST.margin : A4.width - 2 * looks[look].side
}
