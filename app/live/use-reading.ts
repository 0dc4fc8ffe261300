import { useCallback, useEffect, useMemo } from 'react'
import type { RoomStore } from './room-store.ts'
import type { Line } from './socket.ts'
import { throttled } from './throttle.ts'
import { unreadAddress } from './use-unread.ts'

/** The reader's mark is sent at most this often, ms. */
const READ_EVERY_MS = 1_500

type Place = { slug: string; kind: string; channelId: string }

/** Notes what stood before the reader's eyes, and tells the server; at once when the page is left. */
export function useReading(line: Line | null, room: RoomStore, place: Place): (seq: number) => void {
  const { slug, kind, channelId } = place
  const teller = useMemo(
    () => tellerOf(line, room, { slug, kind, channelId }),
    [line, room, slug, kind, channelId],
  )
  useEffect(() => {
    const attend = () => {
      const attending = document.visibilityState === 'visible'
      room.apply({ kind: 'attend', attending })
      if (!attending) teller.leave()
    }
    attend()
    document.addEventListener('visibilitychange', attend)
    window.addEventListener('pagehide', teller.leave)
    return () => {
      document.removeEventListener('visibilitychange', attend)
      window.removeEventListener('pagehide', teller.leave)
    }
  }, [room, teller])
  useEffect(() => line?.watch((up) => up && teller.tell()), [line, teller])
  return useCallback(
    (seq: number) => {
      if (document.visibilityState !== 'visible' || seq <= room.get().seen) return
      room.apply({ kind: 'seen', seq })
      teller.tell()
    },
    [room, teller],
  )
}

function tellerOf(line: Line | null, room: RoomStore, { slug, kind, channelId }: Place) {
  let told = 0
  const unsaid = () => (room.get().seen > told ? room.get().seen : null)
  const say = () => {
    const seq = unsaid()
    if (!line || seq === null) return
    line.ask('channel.read', { channelId, seq }).then(
      () => {
        told = Math.max(told, seq)
      },
      () => {},
    )
  }
  /** Whoever closes the page or puts the phone away gives no time for an answer, and the line may be gone. */
  const leave = () => {
    const seq = unsaid()
    if (seq === null) return
    say()
    const mark = new URLSearchParams({ channel: kind, seq: String(seq) })
    if (navigator.sendBeacon(unreadAddress(slug), mark)) told = Math.max(told, seq)
  }
  return { tell: throttled(READ_EVERY_MS, say), leave }
}
