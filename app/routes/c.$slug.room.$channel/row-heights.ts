import { picturesHeight } from './picture-boxes.ts'
import type { Bubble, Row } from './rows.ts'

/** What the guess of a height goes by, CSS px. */
export type Measure = {
  /** The width of the list. */
  width: number
  /** The size of one rem: people may have asked for larger letters. */
  rem: number
}

/** The heights of rows, in CSS px: as measured where they were drawn, else guessed. */
export class RowHeights {
  readonly #measured = new Map<string, number>()
  #measure: Measure = { width: 390, rem: 16 }

  of(row: Row): number {
    return this.#measured.get(row.key) ?? guess(row, this.#measure)
  }

  /** The height as drawn, 0 of a row that never was. */
  measured(key: string): number {
    return this.#measured.get(key) ?? 0
  }

  note(key: string, px: number): void {
    this.#measured.set(key, px)
  }

  /** In another width or with other letters nothing measured holds. */
  measureBy(measure: Measure): void {
    if (measure.width === this.#measure.width && measure.rem === this.#measure.rem) return
    this.#measure = measure
    this.#measured.clear()
  }

  /** Forgets rows that are not in the list any more, once they are many. */
  keepOnly(rows: readonly Row[]): void {
    if (this.#measured.size <= FORGET_FROM) return
    const keys = new Set(rows.map(({ key }) => key))
    for (const key of this.#measured.keys()) if (!keys.has(key)) this.#measured.delete(key)
  }
}

const FORGET_FROM = 3_000

/** Parts of a bubble in rem, after its stylesheet: line of text, padding, line with the name, quote, line of the menu. */
const REM = { line: 1.625, around: 1.25, name: 1.75, quote: 4.25, meta: 3.5, reactions: 2.5, link: 3.25 }
/** A Hangul syllable is about this wide, and this much of the width holds words, in rem. */
const GLYPH_REM = 0.87
const BESIDE_REM = 8.5

function guess(row: Row, { width, rem }: Measure): number {
  if (row.kind !== 'bubble') return REM.meta * rem
  const perLine = Math.max(8, (width / rem - BESIDE_REM) / GLYPH_REM)
  const lines = linesOf(row, perLine)
  const named = row.opens && !row.mine ? REM.name : 0
  const quoted = (row.message ?? row.pending)?.replyTo ? REM.quote : 0
  const pictures = picturesHeight((row.message ?? row.pending)?.files ?? [], {
    free: width - BESIDE_REM * rem,
    rem,
  })
  const reactions = row.message && row.message.reactions.length > 0 ? REM.reactions : 0
  const links = linksOf(row) * REM.link
  return (lines * REM.line + REM.around + named + quoted + reactions + links) * rem + pictures
}

/** Cards of links stand open up to three (link-cards.tsx). */
function linksOf({ message, pending }: Bubble): number {
  const text = message?.body ?? pending?.body ?? ''
  return Math.min(3, text.split('http', 4).length - 1)
}

/** Bubbles fold beyond twelve lines (message-text.tsx), and the button takes two more. */
const FOLDED_LINES = 14

function linesOf({ message, pending }: Bubble, perLine: number): number {
  const text = message?.body ?? pending?.body ?? ''
  if (text === '' && ((message ?? pending)?.files.length ?? 0) > 0) return 0
  let lines = 0
  for (const line of text.split('\n', FOLDED_LINES)) {
    lines += Math.max(1, Math.ceil(line.length / perLine))
  }
  return Math.min(lines, FOLDED_LINES)
}
