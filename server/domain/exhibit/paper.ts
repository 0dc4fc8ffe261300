import type { ExhibitFormat } from '#app/shapes/exhibit.ts'
import { exhibitList as words } from '#app/text/ko/exhibit.ts'
import type { Column } from '#server/exports/column.ts'
import { csvStream } from '#server/exports/csv.ts'
import { type Part, typeset } from '#server/exports/typeset.ts'
import { listSheet, xlsxStream } from '#server/exports/xlsx.ts'
import type { ExhibitLine } from './list.ts'

/** Lines set on paper at a time. */
const PART_LINES = 500

/** What the list is of: the shop, a filing and its version or all numbers; `at` is the ISO instant it speaks of. */
export type ExhibitHead = { shopName: string; of: string; at: string; count: number }

/** The 증거설명서 as a file. The same lines and head give the same bytes. */
export async function* exhibitFile(
  format: ExhibitFormat,
  head: ExhibitHead,
  lines: Iterable<ExhibitLine>,
): AsyncGenerator<Uint8Array> {
  if (format === 'pdf') yield await typeset('exhibits', partsOf(head, lines))
  else if (format === 'csv') yield* csvStream(columns, lines)
  else {
    yield* xlsxStream({
      title: words.title,
      asOf: head.at,
      cover: {
        name: words.cover,
        heading: words.title,
        facts: factsOf(head).map(([label, value]) => ({ label, value })),
      },
      sheets: [listSheet({ name: words.title, columns, rows: lines })],
    })
  }
}

function factsOf({ shopName, of, at, count }: ExhibitHead): [string, string][] {
  return [
    [words.case, shopName],
    [words.of, of],
    [words.countName, words.count(count)],
    [words.at, words.kst(at)],
    [words.noteName, words.blanks],
  ]
}

const text = (
  key: Exclude<keyof ExhibitLine, 'madeOn'>,
  header: string,
  width: number,
): Column<ExhibitLine> => ({ key, header, kind: 'text', width, value: (line) => line[key] })

const columns: Column<ExhibitLine>[] = [
  text('label', words.heads.label, 20),
  text('title', words.heads.title, 32),
  { key: 'madeOn', header: words.heads.madeOn, kind: 'date', width: 12, value: ({ madeOn }) => madeOn },
  text('madeBy', words.heads.madeBy, 16),
  text('shows', words.heads.shows, 40),
  text('note', words.heads.note, 18),
  text('sha256', words.heads.sha256, 34),
]

async function* partsOf(head: ExhibitHead, lines: Iterable<ExhibitLine>): AsyncGenerator<Part> {
  const { label, title, madeOn, madeBy, shows, note } = words.heads
  const part = (rows: string[][], isFirst: boolean, isLast: boolean): Part => ({
    title: words.title,
    cover: isFirst ? words.blanksToFill(head.shopName) : [],
    heads: [label, title, madeOn, madeBy, shows, note],
    rows,
    foot: isLast ? [words.day, words.by, words.to] : [],
  })
  let rows: string[][] = []
  let isFirst = true
  for (const line of lines) {
    if (rows.length === PART_LINES) {
      yield part(rows, isFirst, false)
      isFirst = false
      rows = []
    }
    const madeOnText = line.madeOn ? words.courtDay(line.madeOn) : ''
    rows.push([words.onPaper(line.label), line.title, madeOnText, line.madeBy, line.shows, line.note])
  }
  yield part(rows, isFirst, true)
}
