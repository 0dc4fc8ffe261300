import { useCallback, useEffect, useRef, useState } from 'react'
import { newestSeq } from '#app/live/room-state.ts'
import type { Room } from '#app/live/use-room.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { InView } from './reel.ts'
import type { Row } from './rows.ts'

/** With fewer rows than this between the view and what is not held, the next page is fetched. */
const NEAR_ROWS = 100
/** The room is told where the reader is after so many places: it only has to know what is far away. */
const LOOK_EVERY = 50

/** How far the page on one side has come. */
export type PageState = 'idle' | 'loading' | 'failed'

/** What follows from what is in view: pages fetched ahead, what was read, the day that floats above. */
export function useReader(room: Room, rows: readonly Row[]) {
  const now = useRef({ room, rows })
  now.current = { room, rows }
  const view = useRef<InView>({ first: 0, last: 0, following: true })
  const [day, setDay] = useState<string | null>(null)
  const look = useLook(now)
  const { pages, load, fetchAhead } = usePages(now, view)
  // What arrived may leave too little ahead.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(fetchAhead, [rows, pages])

  const sees = useCallback(
    (seen: InView) => {
      const { rows, room } = now.current
      view.current = seen
      const [top, last] = [rows[seen.first], rows[seen.last]]
      setDay(top && top.kind !== 'day' ? seoulDate(top.at) : null)
      if (last?.kind === 'bubble' && last.message) room.seen(last.message.seq)
      look(seen)
      fetchAhead()
    },
    [look, fetchAhead],
  )
  return { pages, load, day, sees }
}

type Now = { current: { room: Room; rows: readonly Row[] } }

function usePages(now: Now, view: { current: InView }) {
  const [pages, setPages] = useState<{ older: PageState; newer: PageState }>({ older: 'idle', newer: 'idle' })
  const state = useRef(pages)
  state.current = pages
  const load = useCallback(
    async (side: 'older' | 'newer') => {
      const { history } = now.current.room
      setPages((before) => ({ ...before, [side]: 'loading' }))
      const loaded = await (side === 'older' ? history.loadOlder() : history.loadNewer())
      setPages((before) => ({ ...before, [side]: loaded ? 'idle' : 'failed' }))
    },
    [now],
  )
  const fetchAhead = useCallback(() => {
    const { rows, room } = now.current
    const { first, last, following } = view.current
    const { hasOlder, hasNewer } = room.state
    // Who only reads the newest is sent no history, unless what there is does not fill the view.
    const wantsOlder = hasOlder && first < NEAR_ROWS && (!following || first === 0)
    if (wantsOlder && state.current.older === 'idle') void load('older')
    const wantsNewer = hasNewer && rows.length - last < NEAR_ROWS
    if (wantsNewer && state.current.newer === 'idle') void load('newer')
  }, [now, view, load])
  return { pages, load, fetchAhead }
}

function useLook(now: Now) {
  const looked = useRef<number | null>(null)
  return useCallback(
    ({ first, following }: InView) => {
      const { rows, room } = now.current
      const seq = following ? null : seqNear(rows, first)
      const before = looked.current
      if (seq === before || (seq !== null && before !== null && Math.abs(seq - before) < LOOK_EVERY)) return
      looked.current = seq
      room.history.look(seq)
    },
    [now],
  )
}

/** Marks the newest message as read while the reader follows. */
export function useFollowed({ state, seen }: Room, following: boolean | null): void {
  const newest = newestSeq(state)
  useEffect(() => {
    if (following && state.attending) seen(newest)
  }, [following, state.attending, newest, seen])
}

function seqNear(rows: readonly Row[], at: number): number | null {
  for (let index = at; index < rows.length; index += 1) {
    const row = rows[index]
    if (row?.kind === 'bubble' && row.message) return row.message.seq
  }
  return null
}
