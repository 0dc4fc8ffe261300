import type { Role } from '#app/shapes/case.ts'
import { Refusal } from '../refusal.ts'
import type { OrderRow } from './state.ts'

// Who may write now. Asked for every draft of a batch with what the batch has read anyway: no query of its own.

/** What the batch knows about an author. `turnAt`: when they last wrote here while the channel was slow; `ended`: the room. */
export type Speaker = { role: Role; mutedUntil: Date | null; turnAt: Date | null; ended: boolean }

/**
 * Why this member may not write in the channel at `now`, or null. Refusals: `case.kept_elsewhere` for everybody in a room
 * that ended; `message.muted` and `message.hosts_only`, which no waiting mends, and `message.slow`, which says after how
 * many ms the member's turn comes. Hosts may in every room that stands.
 */
export function silenced(channel: OrderRow, speaker: Speaker, now: Date): Refusal | null {
  if (speaker.ended) return new Refusal('conflict', 'case.kept_elsewhere')
  if (speaker.role !== 'member') return null
  if (speaker.mutedUntil && speaker.mutedUntil > now) return new Refusal('forbidden', 'message.muted')
  if (channel.hostsOnly) return new Refusal('forbidden', 'message.hosts_only')
  const waits = turnIn(channel, speaker.turnAt, now)
  return waits > 0 ? new Refusal('tooMany', 'message.slow', { retryAfterMs: waits }) : null
}

/** True while members of the channel write by turns. */
export function isSlow({ slowUntil }: OrderRow, now: Date): boolean {
  return slowUntil !== null && slowUntil > now
}

/** In how many ms the member's next turn comes; 0 when it is here, or when the slowness ends before. */
export function turnIn(channel: OrderRow, turnAt: Date | null, now: Date): number {
  if (!isSlow(channel, now) || !turnAt) return 0
  const next = Math.min(
    turnAt.getTime() + (channel.slowSeconds ?? 0) * 1000,
    channel.slowUntil?.getTime() ?? 0,
  )
  return Math.max(0, next - now.getTime())
}
