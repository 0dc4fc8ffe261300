import type { KeyboardEvent } from 'react'
import type { Jumps } from './use-jump.ts'

/**
 * Up and down go from one message's menu to the next, from the list itself up to the last one in view; Home and End to
 * the first and the newest message of the room. The other keys scroll as browsers do.
 */
export function moveByKeys(event: KeyboardEvent<HTMLElement>, jumps: Jumps): void {
  const { key, target, currentTarget } = event
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return
  const end = ends[key]
  const step = steps[key]
  if (end) end(jumps)
  else if (step === undefined) return
  else if (!stepFrom(target, currentTarget, step)) {
    // The next row may not be drawn yet: keys come faster than screens.
    jumps.draw()
    if (!stepFrom(target, currentTarget, step)) return
  }
  event.preventDefault()
}

const ends: Record<string, ((jumps: Jumps) => void) | undefined> = {
  Home: (jumps) => jumps.toStart(),
  End: (jumps) => jumps.toEnd(),
}
const steps: Record<string, number | undefined> = { ArrowUp: -1, ArrowDown: 1 }

function stepFrom(target: HTMLElement, list: HTMLElement, step: number): boolean {
  const menus = [...list.querySelectorAll<HTMLElement>('[data-menu]')]
  const at = menus.indexOf(target)
  if (at < 0 && (target !== list || step > 0)) return false
  const next = menus[at < 0 ? lastInView(menus, list) : at + step]
  next?.focus()
  return next !== undefined
}

function lastInView(menus: readonly HTMLElement[], list: HTMLElement): number {
  const edge = list.getBoundingClientRect().bottom
  const after = menus.findIndex((menu) => menu.getBoundingClientRect().top >= edge)
  return (after < 0 ? menus.length : after) - 1
}
