import type { Pending, RoomState } from '#app/live/room-state.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { MessageView } from '#app/shapes/live.ts'

/** One bubble: a stored message, or one of ours on its way out. */
export type Bubble = {
  kind: 'bubble'
  /** The same from the first keystroke's pending bubble to the stored message, so that nothing jumps. */
  key: string
  mine: boolean
  message: MessageView | null
  pending: Pending | null
  at: string
  /** First of a run of one author: the name stands above. */
  opens: boolean
  /** Last of its author's minute: the time stands beside. */
  closes: boolean
}

export type Row =
  | { kind: 'day'; key: string; date: string; at: string }
  | { kind: 'divider'; key: string; at: string }
  | Bubble

/** The row of the unread line. */
export const DIVIDER_KEY = 'divider'

/** A run of one author ends after this silence, ms; then the name is said again. */
const RUN_MS = 10 * 60_000

/** The conversation as it is drawn: days, the unread line, bubbles. */
export function rowsOf(state: RoomState): Row[] {
  const rows: Row[] = []
  let last = null as (Bubble & { author: string }) | null
  const oldest = state.hasOlder ? (state.messages[0]?.seq ?? 0) : 0
  let divided = state.divider === null || state.divider < oldest
  for (const next of bubblesOf(state)) {
    const date = seoulDate(next.at)
    let broken = false
    if (!last || seoulDate(last.at) !== date) {
      rows.push({ kind: 'day', key: `day.${date}`, date, at: next.at })
      broken = true
    }
    if (!divided && next.message && next.message.seq > (state.divider ?? 0) && !next.mine) {
      rows.push({ kind: 'divider', key: DIVIDER_KEY, at: next.at })
      divided = true
      broken = true
    }
    const follows: boolean = !broken && last?.author === next.author
    if (follows && last && minute(last.at) === minute(next.at)) last.closes = false
    const opens: boolean = !follows || Date.parse(next.at) - Date.parse(last?.at ?? next.at) > RUN_MS
    last = { ...next, opens, closes: true }
    rows.push(last)
  }
  return rows
}

/** The same rows, each as the object it was before where nothing of it changed. */
export function steady(rows: readonly Row[], before: readonly Row[]): readonly Row[] {
  const known = new Map(before.map((row) => [row.key, row]))
  return rows.map((row) => {
    const kept = known.get(row.key)
    return kept && isSame(row, kept) ? kept : row
  })
}

function isSame(one: Row, other: Row): boolean {
  if (one.kind !== 'bubble' || other.kind !== 'bubble')
    return one.kind === other.kind && one.key === other.key
  const { message, pending, opens, closes } = other
  const same = one.message === message && one.pending === pending
  return same && one.opens === opens && one.closes === closes
}

function bubblesOf(state: RoomState): (Bubble & { author: string })[] {
  const drawn = { kind: 'bubble' as const, opens: true, closes: true }
  const stored = state.messages.map((message) => ({
    ...drawn,
    key: `${message.author.id}.${message.clientId}`,
    author: message.author.id,
    mine: message.author.id === state.me,
    message,
    pending: null,
    at: message.at,
  }))
  // What is on its way comes after the newest, which may be far from what is held.
  const pending = state.hasNewer ? [] : state.pending
  const waiting = pending.map((pending) => ({
    ...drawn,
    key: `${state.me}.${pending.clientId}`,
    author: state.me,
    mine: true,
    message: null,
    pending,
    at: pending.at,
  }))
  return [...stored, ...waiting]
}

function minute(at: string): number {
  return Math.floor(Date.parse(at) / 60_000)
}
