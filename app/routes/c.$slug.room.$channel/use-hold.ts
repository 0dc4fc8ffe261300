import { type PointerEvent, type MouseEvent as ReactMouseEvent, useRef } from 'react'
import { hasMouse } from './use-composer-keys.ts'

/** How long a finger rests before it counts as a long press, ms; a little before phones open their own menu. */
const HOLD_MS = 450
/** A finger that moved further than this is scrolling, CSS px. */
const SLIP_PX = 10
/** The click that ends a long press comes within this time, ms; it must not press what opened under the finger. */
const LIFT_MS = 400

/** Handlers for a long press by touch and for the right button. A press that scrolls is none. */
export function useHold(held: () => void) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null)
  const end = () => {
    clearTimeout(press.current?.timer)
    press.current = null
  }
  const fire = () => {
    swallowClick()
    held()
  }
  return {
    onPointerDown(event: PointerEvent) {
      if (event.pointerType !== 'touch') return
      end()
      const { clientX: x, clientY: y } = event
      press.current = { timer: setTimeout(fire, HOLD_MS), x, y }
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const from = press.current
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > SLIP_PX) end()
    },
    onPointerUp: end,
    onPointerCancel: end,
    onPointerLeave: end,
    onContextMenu(event: ReactMouseEvent) {
      if (press.current) return event.preventDefault()
      // The browser's own menu stays where it can do more: on addresses, on pictures, and on words that are selected.
      const own = event.target instanceof Element && event.target.closest('a, img')
      if (own || !hasMouse() || window.getSelection()?.isCollapsed === false) return
      event.preventDefault()
      held()
    },
  }
}

function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  document.addEventListener('click', swallow, { capture: true })
  const end = () => document.removeEventListener('click', swallow, true)
  // The next touch is a press of its own, however soon it comes.
  const lifted = () => {
    setTimeout(end, LIFT_MS)
    document.addEventListener('pointerdown', end, { capture: true, once: true })
  }
  document.addEventListener('pointerup', lifted, { capture: true, once: true })
  document.addEventListener('pointercancel', lifted, { capture: true, once: true })
}
