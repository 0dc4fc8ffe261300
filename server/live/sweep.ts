import { SLICE } from './limits.ts'
import type { Line } from './line.ts'

/** Does something for each of many lines, some hundred a turn of the event loop, and says when it is `done`. */
export function sweep(lines: Iterable<Line>, each: (line: Line) => void, done = () => {}): void {
  const all = [...lines]
  let at = 0
  const turn = () => {
    for (const end = Math.min(all.length, at + SLICE); at < end; at += 1) {
      const line = all[at]
      if (line) each(line)
    }
    if (at < all.length) setImmediate(turn)
    else done()
  }
  turn()
}
