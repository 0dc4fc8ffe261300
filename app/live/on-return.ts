import type { Line } from './socket.ts'

/**
 * Calls `back` each time the line came up again, at random within `spreadMs`: what was said meanwhile was missed, and ten
 * thousand come back at once. Returns the way to stop.
 */
export function onReturn(line: Pick<Line, 'watch'>, spreadMs: number, back: () => void): () => void {
  let wasUp = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const again = () => {
    timer = undefined
    back()
  }
  const stop = line.watch((up) => {
    if (up && wasUp) timer ??= setTimeout(again, Math.random() * spreadMs)
    wasUp ||= up
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}
