import { isWithinLetter, type Mark } from '#app/shapes/search-fold.ts'

/** A message up to this length, in UTF-16 code units, is shown whole: four lines on a phone. */
const WHOLE_UNITS = 160
/** What stands before the first mark when the beginning is cut off. */
const LEAD_UNITS = 40
/** A cut looks for a blank within so many code units, so that words stay whole. */
const WORD_UNITS = 12

export type Excerpt = { excerpt: string; cutBefore: boolean; cutAfter: boolean; marks: Mark[] }

/** The part of a text around its first mark, and the marks within it. */
export function excerptOf(text: string, marks: readonly Mark[]): Excerpt {
  const first = marks[0]?.[0] ?? 0
  const from = text.length <= WHOLE_UNITS || first <= LEAD_UNITS * 2 ? 0 : cutNear(text, first - LEAD_UNITS)
  const end = text.length - from <= WHOLE_UNITS ? text.length : cutNear(text, from + WHOLE_UNITS)
  const within = marks
    .filter(([start]) => start < end)
    .map(([start, stop]): Mark => [start - from, Math.min(stop, end) - from])
  return { excerpt: text.slice(from, end), cutBefore: from > 0, cutAfter: end < text.length, marks: within }
}

/** A place at or soon after `at` where a text may be cut: after a blank, else between two whole characters. */
function cutNear(text: string, at: number): number {
  const blank = text.slice(at, at + WORD_UNITS).search(/\s/)
  if (blank >= 0) return at + blank + 1
  let place = at
  while (place < text.length && isWithinLetter(text, place)) place += 1
  return place
}
