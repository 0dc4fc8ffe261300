import { useEffect, useRef } from 'react'
import { AskRefused, type Line } from './socket.ts'

/** After the line was too slow to answer it is asked again so much later, ms. */
const AGAIN_MS = 5_000

/**
 * Puts this tab's line into the case, so that a page beside the conversation hears of it: again whenever the line came up
 * and when the server wishes it. `missed` is called when something may have been said that was not heard. Whoever is no
 * member hears nothing.
 */
export function useInCase(line: Line | null, caseId: string, missed: () => void): void {
  const latest = useRef(missed)
  latest.current = missed
  useEffect(() => {
    if (!line) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let left = false
    const enter = async () => {
      clearTimeout(timer)
      try {
        const entered = await line.ask('case.enter', { caseId })
        if (entered.missed && !left) latest.current()
      } catch (error) {
        const afterMs = error instanceof AskRefused ? error.retryAfterMs : AGAIN_MS
        if (afterMs !== null && !left && line.isUp()) timer = setTimeout(enter, afterMs)
      }
    }
    const stops = [line.watch((up) => up && void enter()), line.on('resync', () => void enter())]
    return () => {
      left = true
      for (const stop of stops) stop()
      clearTimeout(timer)
    }
  }, [line, caseId])
}
