import { type RefObject, useCallback, useRef, useState } from 'react'
import type { Room } from '#app/live/use-room.ts'
import { useToast } from '#app/parts/announcer.tsx'
import { chat } from '#app/text/ko/chat.ts'

/** How long a message that was jumped to stays marked, ms. */
const FLASH_MS = 1_600
/** Pages of history a jump loads at most; further back it opens the page of the past. */
const PAGES_MAX = 20

/** Brings the first message at or after a seq into view, loading history as far as needed. */
export function useJump(scroller: RefObject<HTMLElement>, room: Room) {
  const [flashing, setFlashing] = useState<number | null>(null)
  const toast = useToast()
  const latest = useRef(room)
  latest.current = room
  const jump = useCallback(
    async (seq: number) => {
      for (let page = 0; page < PAGES_MAX; page += 1) {
        const { messages, hasOlder } = latest.current.state
        const found = messages.find((message) => message.seq >= seq)
        if (found && (messages[0]?.seq ?? 0) <= seq) {
          scroller.current?.querySelector(`#m-${found.id}`)?.scrollIntoView({ block: 'center' })
          setFlashing(found.seq)
          setTimeout(() => setFlashing(null), FLASH_MS)
          return
        }
        if (!hasOlder || !(await latest.current.loadOlder())) break
        await nextFrame()
      }
      toast(chat.jumpFailed)
    },
    [scroller, toast],
  )
  return { jump, flashing }
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}
