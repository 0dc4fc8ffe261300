import { useEffect, useRef, useState } from 'react'
import type { Room } from '#app/live/use-room.ts'
import { useToast } from '#app/parts/announcer.tsx'
import { voiceWords } from '#app/text/ko/voice.ts'
import type { RoomData } from './route.tsx'
import { type Known, refusedBy, type VoiceState, voiceAt } from './voice.ts'

/** How often what is left to wait is counted down, ms. */
const TICK_MS = 1_000

/**
 * Whether the viewer may write here just now, counted down. `sends` counts what they have sent. `guard` keeps words in
 * the field that would only be refused.
 */
export function useVoice(data: RoomData, room: Room, sends: number) {
  const { voice, frame } = data
  const isStaff = frame.me.role !== 'member'
  const order = room.order ?? data.order
  // Everything begins at nought, as on the server: what it told counts from then, and no clocks are compared.
  const [now, setNow] = useState(0)
  const [heard, setHeard] = useState({ order, at: 0 })
  const [turnAt, setTurnAt] = useState(voice.turnInMs)
  useEffect(() => {
    setHeard({ order, at: Date.now() })
    setNow(Date.now())
  }, [order])
  useEffect(() => setTurnAt(Date.now() + voice.turnInMs), [voice])
  const { slowSeconds } = order
  const sent = useRef(sends)
  useEffect(() => {
    if (sends === sent.current) return
    sent.current = sends
    setTurnAt(Date.now() + slowSeconds * 1000)
    setNow(Date.now())
  }, [sends, slowSeconds])

  const mutedUntil = voice.mutedUntil ? Date.parse(voice.mutedUntil) : 0
  const known: Known = { order: heard.order, heardAt: heard.at, turnAt, mutedUntil, isStaff }
  const state = voiceAt(known, now)
  const ticks = state.kind === 'muted' || state.kind === 'slow'
  useEffect(() => {
    if (!ticks) return
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [ticks])
  useEndSaid(state)

  const latest = useRef(known)
  latest.current = known
  const guard = <W>(submit: (words: W) => Promise<string | null>) => {
    return async (words: W) => refusedBy(voiceAt(latest.current, Date.now()), isStaff) ?? submit(words)
  }
  return { state, isStaff, mutedUntil: voice.mutedUntil, mutedWhy: voice.mutedWhy, guard }
}

/** Says when everybody may write again; what begins is said by the note itself. */
function useEndSaid({ kind }: VoiceState): void {
  const toast = useToast()
  const before = useRef(kind)
  useEffect(() => {
    if (kind === 'free' && before.current !== 'free') toast(voiceWords.freeAgain, 'info')
    before.current = kind
  }, [kind, toast])
}
