import type { Page } from 'playwright-core'

// What moves on a page, looked at from inside it, frame by frame. Distances are CSS px.

/** How a ride through the list went. */
export type Ride = {
  /** The most a row moved that the scrolling does not explain. */
  jump: number
  /** How far was scrolled. */
  px: number
  /** The most rows that stood in the page at once. */
  rows: number
  /** Frames with nothing but emptiness in the middle of the view. */
  blank: number
}

/** Scrolls the list by `step` px a frame for `frames` frames, and looks whether each row moved just so far. */
export function ride(page: Page, step: number, frames: number): Promise<Ride> {
  return page.getByRole('log').evaluate(
    async (log, { step, frames }) => {
      const frame = () => new Promise(requestAnimationFrame)
      const tops = () =>
        new Map(
          [...log.querySelectorAll<HTMLElement>('li')].map(
            (row) => [row, row.getBoundingClientRect()] as const,
          ),
        )
      const inView = ({ top, bottom }: DOMRect) => {
        const edge = log.getBoundingClientRect()
        return bottom > edge.top && top < edge.bottom
      }
      const seen = { jump: 0, px: 0, rows: 0, blank: 0 }
      for (let count = 0; count < frames; count += 1) {
        await frame()
        const before = tops()
        const from = log.scrollTop
        log.scrollTop = from + step
        const moved = log.scrollTop - from
        await frame()
        await frame()
        const after = tops()
        const edge = log.getBoundingClientRect()
        for (const [row, rect] of after) {
          const earlier = before.get(row)
          // Rows that stay in view: the reader sees nothing of the others.
          if (!earlier || !inView(rect) || !inView(earlier)) continue
          seen.jump = Math.max(seen.jump, Math.abs(rect.top - (earlier.top - moved)))
        }
        const middle = document.elementFromPoint(edge.left + edge.width / 2, edge.top + edge.height / 2)
        if (!middle?.closest('li')) seen.blank += 1
        seen.px += Math.abs(moved)
        seen.rows = Math.max(seen.rows, after.size)
      }
      return seen
    },
    { step, frames },
  )
}

/** Begins to watch the row that is at the top of the view. Answers how to learn the most it moved since. */
export async function watchTop(page: Page): Promise<() => Promise<{ moved: number; frames: number }>> {
  const watch = await page.getByRole('log').evaluateHandle(async (log) => {
    const edge = log.getBoundingClientRect()
    const inView = () =>
      [...log.querySelectorAll('li[data-row]')].find((one) => {
        const { top } = one.getBoundingClientRect()
        return top >= edge.top && top < edge.bottom
      })
    // Just after a long scroll only rows far away are drawn, and they are soon gone.
    while (!inView()) await new Promise(requestAnimationFrame)
    const row = inView() as HTMLElement
    const start = row.getBoundingClientRect().top
    const watched = { moved: 0, frames: 0, on: true }
    const look = () => {
      const top = row.isConnected ? row.getBoundingClientRect().top : Number.POSITIVE_INFINITY
      watched.moved = Math.max(watched.moved, Math.abs(top - start))
      watched.frames += 1
      if (watched.on) requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    return watched
  })
  return () =>
    watch.evaluate((watched) => {
      watched.on = false
      return { moved: watched.moved, frames: watched.frames }
    })
}
