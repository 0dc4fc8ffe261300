import { useCallback, useEffect, useMemo } from 'react'
import type { RoomStore } from './room-store.ts'
import type { Line } from './socket.ts'
import { throttled } from './throttle.ts'

/** The reader's mark is sent at most this often, ms. */
const READ_EVERY_MS = 1_500

/** Notes what stood before the reader's eyes, and tells the server. */
export function useReading(line: Line | null, room: RoomStore, channelId: string): (seq: number) => void {
  useEffect(() => {
    const attend = () => room.apply({ kind: 'attend', attending: document.visibilityState === 'visible' })
    attend()
    document.addEventListener('visibilitychange', attend)
    return () => document.removeEventListener('visibilitychange', attend)
  }, [room])
  const tell = useMemo(() => {
    let told = 0
    return throttled(READ_EVERY_MS, () => {
      const { seen } = room.get()
      if (!line || seen <= told) return
      line.ask('channel.read', { channelId, seq: seen }).then(
        () => {
          told = Math.max(told, seen)
        },
        () => {},
      )
    })
  }, [line, room, channelId])
  useEffect(() => line?.watch((up) => up && tell()), [line, tell])
  return useCallback(
    (seq: number) => {
      if (document.visibilityState !== 'visible' || seq <= room.get().seen) return
      room.apply({ kind: 'seen', seq })
      tell()
    },
    [room, tell],
  )
}
