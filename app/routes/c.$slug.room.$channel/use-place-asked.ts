import { useEffect, useRef } from 'react'
import { useLocation } from '#app/parts/link.tsx'
import type { Jumps } from './use-jump.ts'

/** Goes where the address leads when it changes while the room is open: a link to a message, a day, a place. */
export function usePlaceAsked(jumps: { current: Jumps | null }): void {
  const { search } = useLocation()
  const known = useRef(search)
  useEffect(() => {
    if (search === known.current) return
    known.current = search
    const query = new URLSearchParams(search)
    const [message, around, date] = [query.get('m'), query.get('around'), query.get('date')]
    if (message) jumps.current?.toMessage(message)
    else if (around) jumps.current?.toSeq(Number(around))
    else if (date) jumps.current?.toDay(date)
  }, [search, jumps])
}
