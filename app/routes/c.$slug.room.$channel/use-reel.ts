import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type InView, Reel, type Wanted } from './reel.ts'
import type { ReelParts } from './reel-page.ts'
import type { Span } from './reel-span.ts'
import type { Row } from './rows.ts'

/** Before the browser paints; the server, which paints nothing, must not be asked. */
const useDrawnEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect

export type ReelView = {
  /** Which of the rows are to be drawn. */
  span: Span
  /** The reader is at the newest row and stays there as rows arrive; null until the list found its place. */
  following: boolean | null
  reel: Reel
}

type Options = {
  parts: { [K in keyof ReelParts]: RefObject<ReelParts[K]> }
  rows: readonly Row[]
  /** True while the last row is the newest there is. */
  ends: boolean
  /** Where the list opens. */
  start: Wanted
  sees(view: InView): void
}

/** Draws of many rows only those around what is looked at, and moves nothing the reader looks at: see `Reel`. */
export function useReel({ parts, rows, ends, start, sees }: Options): ReelView {
  const [, redraw] = useState(0)
  const [following, setFollowing] = useState<boolean | null>(null)
  const latest = useRef({ sees, parts, start })
  latest.current = { sees, parts, start }
  const reel = useMemo(() => {
    const again = () => redraw((count) => count + 1)
    return new Reel({
      redraw: (now) => (now ? flushSync(again) : again()),
      follows: setFollowing,
      sees: (view) => latest.current.sees(view),
    })
  }, [])
  const span = reel.spanOf(rows, ends)
  useDrawnEffect(() => {
    const { box, list, above, below } = latest.current.parts
    if (!box.current || !list.current || !above.current || !below.current) return
    const found = { box: box.current, list: list.current, above: above.current, below: below.current }
    return reel.open(found, latest.current.start)
  }, [reel])
  // After every drawing, whatever caused it.
  useDrawnEffect(() => reel.drawn(span))
  return { span, following, reel }
}
