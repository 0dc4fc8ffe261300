import { useEffect } from 'react'
import { deviceStore } from './device-store.ts'

/**
 * Sends what was written without a line in a tab that was then closed, whatever page is opened next. `aside` where a room
 * is open: it does so itself, and shows it. Loads nothing unless something waits.
 */
export function useSendWaiting(aside: boolean): void {
  useEffect(() => {
    if (aside) return
    const store = deviceStore()
    if (store.keys('moa.outbox.').length === 0) return
    let stop: (() => void) | null = null
    let left = false
    import('./send-waiting.ts').then(
      ({ sendWaiting }) => {
        if (!left) stop = sendWaiting(store)
      },
      () => {},
    )
    return () => {
      left = true
      stop?.()
    }
  }, [aside])
}
