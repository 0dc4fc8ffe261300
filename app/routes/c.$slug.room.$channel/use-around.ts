import { useEffect, useMemo, useState } from 'react'
import { createHeldStore } from '#app/live/held-store.ts'
import { fetchOwnHeld } from '#app/live/http.ts'
import { useReactions } from '#app/live/use-reactions.ts'
import type { Room } from '#app/live/use-room.ts'
import { useToast } from '#app/parts/announcer.tsx'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import type { ActionPlace } from './message-actions.ts'
import { useLook } from './picture-view.tsx'
import type { RoomData } from './route.tsx'
import type { Jumps } from './use-jump.ts'
import type { Talk } from './use-talk.ts'

/** What every bubble gets to know of the room. Mount one per channel. */
export function useAround(
  data: RoomData,
  room: Room,
  place: ActionPlace,
  jumps: { current: Jumps | null },
): Talk {
  const look = useLook()
  const toast = useToast()
  const { check } = room
  const { page, own, staff, origin: home } = data
  const offices = useMemo(() => new Map(staff.map(({ id, role }) => [id, role])), [staff])
  const reactions = useReactions({ ...place, check }, { messages: page.messages, own: own.reactions })
  const [held] = useState(() => {
    const made = createHeldStore((ids) => fetchOwnHeld(place.room, ids))
    made.take(own.held)
    return made
  })
  useEffect(() => held.take(own.held), [held, own.held])
  return useMemo(() => {
    const react: Talk['react'] = async (message, emoji) => {
      const code = await reactions.toggle(message, emoji)
      if (code) toast(sentenceOf(code), 'danger')
    }
    const jump: Talk['jump'] = (messageId) => jumps.current?.toMessage(messageId)
    return { place, offices, home, jump, look, held, reactions, react }
  }, [place, offices, home, jumps, look, held, reactions, toast])
}
