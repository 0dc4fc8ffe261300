import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Nearer to the end than this counts as reading the newest, CSS px: about two lines. */
const NEAR_PX = 56
/** The unread line opens this far below the top edge, CSS px, so that what was read shows above it. */
const ENTRY_MARGIN_PX = 96

/** Before the browser paints; the server, which paints nothing, must not be asked. */
const useDrawnEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect

/**
 * Where the reader stands in the list. The scroller is laid out from its end (column-reverse): it opens at the newest
 * message without scripts, stays there as words arrive, and does not move when older ones come in above. What arrives
 * below while reading further up is made up for here: the row at the top of the view stays where it is. The room opens
 * at the unread line (`#unread`) when that is further up than one screen. `atEnd` is null until then.
 */
export function useScroll(scroller: RefObject<HTMLElement>, drawn: unknown) {
  const anchor = useRef<{ row: Element; top: number; scrolled: number } | null>(null)
  const [atEnd, setAtEnd] = useState<boolean | null>(null)
  const end = useRef(true)
  const opened = useRef(false)

  const remember = useCallback(() => {
    const box = scroller.current
    if (!box) return
    end.current = -box.scrollTop < NEAR_PX
    setAtEnd(end.current)
    const edge = box.getBoundingClientRect()
    const row = topRow(edge)
    anchor.current = row && { row, top: row.getBoundingClientRect().top, scrolled: box.scrollTop }
  }, [scroller])

  const hold = useCallback(() => {
    const box = scroller.current
    const kept = anchor.current
    if (!box || !opened.current) return
    if (end.current) box.scrollTop = 0
    else if (kept?.row.isConnected) {
      // What the reader scrolled since is theirs; only the rest is the list's own movement.
      const expected = kept.top - (box.scrollTop - kept.scrolled)
      box.scrollTop += kept.row.getBoundingClientRect().top - expected
    }
    remember()
  }, [scroller, remember])

  useDrawnEffect(hold, [drawn])

  useEffect(() => {
    const box = scroller.current
    if (!box) return
    openAtUnread(box)
    opened.current = true
    remember()
    box.addEventListener('scroll', remember, { passive: true })
    const resized = new ResizeObserver(hold)
    resized.observe(box)
    if (box.firstElementChild) resized.observe(box.firstElementChild)
    return () => {
      box.removeEventListener('scroll', remember)
      resized.disconnect()
    }
  }, [scroller, hold, remember])

  const toEnd = useCallback(() => {
    end.current = true
    if (scroller.current) scroller.current.scrollTop = 0
    remember()
  }, [scroller, remember])

  return { atEnd, toEnd }
}

function openAtUnread(box: HTMLElement): void {
  const line = box.querySelector('#unread')
  if (!line) return
  const below = line.getBoundingClientRect().top - box.getBoundingClientRect().top
  if (below < 0) box.scrollTop += below - ENTRY_MARGIN_PX
}

/** The bubble at the top edge of the view; day lines move when older messages of their day arrive. */
function topRow(edge: DOMRect): Element | null {
  for (let down = 4; down < edge.height; down += 40) {
    const row = document.elementFromPoint(edge.left + edge.width / 2, edge.top + down)?.closest('[data-row]')
    if (row) return row
  }
  return null
}
