import { useEffect, useState } from 'react'
import * as z from 'zod/mini'
import { Rev } from '#app/shapes/id.ts'
import { showBadge } from './badge.ts'
import { fetchAs } from './http.ts'

/** What one was told of and has not seen; and what title and icon count. */
export const Heard = z.object({ told: Rev, badge: Rev })
export type Heard = z.infer<typeof Heard>

const ADDRESS = '/notifications/heard'
/** Reading takes notifications away. So long after the page came into view their number is asked for again, ms. */
const ASK_AFTER_MS = [3_000, 10_000, 30_000]

/** The numbers the page came with, asked again while the person is reading; shown on title and icons. */
export function useHeard(loaded: Heard, dot: boolean): Heard {
  const [heard, setHeard] = useState(loaded)
  const { told, badge } = loaded
  useEffect(() => setHeard({ told, badge }), [told, badge])
  const isNone = heard.told === 0 && heard.badge === 0
  useEffect(() => {
    if (isNone) return
    let timers: ReturnType<typeof setTimeout>[] = []
    const ask = () => void fetchAs(Heard, ADDRESS).then((now) => now && setHeard(now))
    const look = () => {
      for (const timer of timers) clearTimeout(timer)
      timers = document.visibilityState === 'visible' ? ASK_AFTER_MS.map((ms) => setTimeout(ask, ms)) : []
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      document.removeEventListener('visibilitychange', look)
      for (const timer of timers) clearTimeout(timer)
    }
  }, [isNone])
  useEffect(() => showBadge({ count: heard.badge, dot }), [heard.badge, dot])
  return heard
}
