import { useCallback, useMemo, useRef } from 'react'
import { fetchHistory, type HistoryPage, type HistoryPlace } from './http.ts'
import { newestSeq } from './room-state.ts'
import type { RoomStore } from './room-store.ts'

/** Times a page that was read before the changes remembered is asked for again. */
const TRIES = 3

export type History = {
  /** Loads the page before the first message held, or after the last one; false when that failed. */
  loadOlder(): Promise<boolean>
  loadNewer(): Promise<boolean>
  /**
   * Holds the messages around a place, without those between here and there. Answers the seq asked for, null for the
   * newest, undefined when that failed.
   */
  goTo(place: HistoryPlace): Promise<number | null | undefined>
  /** The reader looks at the message with this seq, or (null) at the newest. */
  look(seq: number | null): void
}

/** The ways through a channel's past. */
export function useHistory(room: RoomStore, address: string): History {
  const { loadOlder, loadNewer } = useNeighbours(room, address)
  const goTo = useCallback(
    async (place: HistoryPlace) => {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const page = await fetchHistory(address, place)
        if (!page) return undefined
        if (page.head < room.get().since) continue
        room.apply({ kind: 'look', place: page.place })
        room.apply({ kind: 'jump', page }, 'now')
        return page.place
      }
      return undefined
    },
    [room, address],
  )
  const look = useCallback((place: number | null) => room.apply({ kind: 'look', place }), [room])
  return useMemo(() => ({ loadOlder, loadNewer, goTo, look }), [loadOlder, loadNewer, goTo, look])
}

function useNeighbours(room: RoomStore, address: string) {
  const loading = useRef(new Map<string, Promise<boolean>>())
  return useMemo(() => {
    /** One page at a time on each side. */
    const once = (side: string, place: HistoryPlace, take: (page: HistoryPage) => void) => {
      const running = loading.current.get(side)
      if (running) return running
      const started = fetchHistory(address, place).then((page) => {
        loading.current.delete(side)
        if (page) take(page)
        return page !== null
      })
      loading.current.set(side, started)
      return started
    }
    const loadOlder = () => {
      const { messages, hasOlder } = room.get()
      const before = messages[0]?.seq
      if (before === undefined || !hasOlder) return Promise.resolve(true)
      return once('older', { before }, (page) => room.apply({ kind: 'older', before, page }, 'now'))
    }
    const loadNewer = () => {
      const after = newestSeq(room.get())
      if (!room.get().hasNewer) return Promise.resolve(true)
      return once('newer', { later: after }, (page) => room.apply({ kind: 'newer', after, page }, 'now'))
    }
    return { loadOlder, loadNewer }
  }, [room, address])
}
