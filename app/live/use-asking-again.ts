import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/** How often the page asks while something is being done, ms. */
const ASK_EVERY_MS = 1_000

/** Loads the page's data again every second while `busy`. */
export function useAskingAgain(busy: boolean): void {
  const { revalidate } = useRevalidator()
  const latest = useRef(revalidate)
  latest.current = revalidate
  useEffect(() => {
    if (!busy) return
    const timer = setInterval(() => latest.current(), ASK_EVERY_MS)
    return () => clearInterval(timer)
  }, [busy])
}
