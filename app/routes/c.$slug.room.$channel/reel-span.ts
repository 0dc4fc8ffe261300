/** The rows that are drawn: from one index up to, not including, another. */
export type Span = { from: number; to: number }

/**
 * The rows within `before` px above row `at` and `after` px below its top. `heightOf` answers px. Grows evenly with what
 * is asked and never leaves the list.
 */
export function spanAround(
  count: number,
  heightOf: (index: number) => number,
  at: number,
  px: { before: number; after: number },
): Span {
  let from = Math.max(0, Math.min(at, count))
  for (let left = px.before; from > 0 && left > 0; from -= 1) left -= heightOf(from - 1)
  let to = Math.max(0, Math.min(at, count))
  for (let left = px.after; to < count && left > 0; to += 1) left -= heightOf(to)
  return { from, to }
}

/** The row that stands `px` above the top of row `at`, or below it when negative, by the heights known. */
export function rowAtDistance(
  count: number,
  heightOf: (index: number) => number,
  at: number,
  px: number,
): number {
  let index = Math.max(0, Math.min(at, count - 1))
  for (let left = px; left > 0 && index > 0; left -= heightOf(index)) index -= 1
  for (let left = -px; left >= heightOf(index) && index < count - 1; index += 1) left -= heightOf(index)
  return index
}

/** The px of the rows from one index up to, not including, another. */
export function pxOf(heightOf: (index: number) => number, from: number, to: number): number {
  let px = 0
  for (let index = from; index < to; index += 1) px += heightOf(index)
  return px
}
