import { useCallback, useRef, useState } from 'react'
import type { HistoryPlace } from '#app/live/http.ts'
import type { RoomState } from '#app/live/room-state.ts'
import type { Room } from '#app/live/use-room.ts'
import { useToast } from '#app/parts/announcer.tsx'
import { chat } from '#app/text/ko/chat.ts'
import { history } from '#app/text/ko/reading.ts'
import type { Reel, Wanted } from './reel.ts'
import { DIVIDER_KEY, type Row } from './rows.ts'

/** How long a message that was jumped to stays marked, ms. */
const FLASH_MS = 1_600

export type Jumps = {
  /** Brings the first message at or after a seq into view, from wherever it is, and marks it. */
  toSeq(seq: number): void
  /** The same for a message. */
  toMessage(id: string): void
  /** The first message of a day, its date at the top. */
  toDay(date: string): void
  toUnread(): void
  toStart(): void
  toEnd(): void
  /** Draws at once what is to be drawn around the view. */
  draw(): void
}

/** The ways to another place of the conversation. `asked` is the seq the page was opened at. */
export function useJump(reel: Reel, room: Room, asked: number | null) {
  const { flashing, flash } = useFlash(asked)
  const toast = useToast()
  const latest = useRef(room)
  latest.current = room

  const go = useCallback(
    async (place: Exclude<HistoryPlace, null>, wanted: (seq: number) => Wanted, mark: boolean) => {
      const held = 'around' in place && holds(latest.current.state, place.around) ? place.around : undefined
      const seq = held ?? (await latest.current.history.goTo(place))
      if (seq === undefined) return toast(chat.jumpFailed)
      if (seq === null) {
        if ('m' in place) toast(chat.jumpFailed)
        return reel.toEnd()
      }
      if (!reel.show(wanted(seq))) return toast(chat.jumpFailed)
      if (mark) flash(seq)
    },
    [reel, toast, flash],
  )
  const toEnd = useCallback(async () => {
    if (latest.current.state.hasNewer && (await latest.current.history.goTo(null)) === undefined)
      return toast(history.newestFailed)
    reel.toEnd()
  }, [reel, toast])
  const jumps = useRef<Jumps>()
  jumps.current ??= {
    toSeq: (seq) => void go({ around: seq }, atMessage, true),
    toMessage: (m) => void go({ m }, atMessage, true),
    toDay: (date) => void go({ date }, atDay, false),
    toUnread: () => void go({ around: (latest.current.state.divider ?? 0) + 1 }, atUnread, false),
    toStart: () => void go({ around: 0 }, atDay, false),
    toEnd: () => void toEnd(),
    draw: () => reel.draw(),
  }
  return { jumps: jumps.current, flashing }
}

function useFlash(first: number | null) {
  const [flashing, setFlashing] = useState<number | null>(first)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const flash = useCallback((seq: number) => {
    clearTimeout(timer.current)
    setFlashing(seq)
    timer.current = setTimeout(() => setFlashing(null), FLASH_MS)
  }, [])
  return { flashing, flash }
}

function holds({ messages, hasOlder, hasNewer }: RoomState, seq: number): boolean {
  const [oldest, newest] = [messages[0]?.seq ?? 0, messages.at(-1)?.seq ?? 0]
  return (!hasOlder || seq >= oldest) && (!hasNewer || seq <= newest) && seq <= newest
}

/** The first bubble at or after a seq, in the middle. */
export function atMessage(seq: number): Wanted {
  return { find: (rows) => rows[bubbleFrom(rows, seq)]?.key, block: 'center' }
}

/** The first bubble at or after a seq, or the date right above it, at the top. */
function atDay(seq: number): Wanted {
  const find = (rows: readonly Row[]) => {
    const at = bubbleFrom(rows, seq)
    return (rows[at - 1]?.kind === 'day' ? rows[at - 1] : rows[at])?.key
  }
  return { find, block: 'start' }
}

/** The unread line, or the first bubble at or after a seq where there is none. */
function atUnread(seq: number): Wanted {
  const find = (rows: readonly Row[]) =>
    rows.some(({ key }) => key === DIVIDER_KEY) ? DIVIDER_KEY : rows[bubbleFrom(rows, seq)]?.key
  return { find, block: 'entry' }
}

function bubbleFrom(rows: readonly Row[], seq: number): number {
  return rows.findIndex((row) => row.kind === 'bubble' && row.message && row.message.seq >= seq)
}
