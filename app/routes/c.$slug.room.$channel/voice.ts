import type { ChannelState } from '#app/shapes/channel-state.ts'

// Whether one may write just now, as far as the browser knows. Pure: instants are ms of the browser's own clock.

/** What is known: the channel's order and when it was heard, when one's own turn comes, until when one is silent. */
export type Known = {
  order: ChannelState
  heardAt: number
  turnAt: number
  mutedUntil: number
  isStaff: boolean
}

/** `waitMs`: until one's own turn; 0 when it is here. */
export type VoiceState =
  | { kind: 'free' }
  | { kind: 'muted' }
  | { kind: 'closed' }
  | { kind: 'slow'; seconds: number; waitMs: number }

/** What holds at `now`. The staff is told of the channel's order too; only a member is kept from writing by it. */
export function voiceAt({ order, heardAt, turnAt, mutedUntil, isStaff }: Known, now: number): VoiceState {
  if (!isStaff && mutedUntil > now) return { kind: 'muted' }
  if (order.hostsOnly) return { kind: 'closed' }
  const slowEnds = heardAt + order.slowLeftMs
  if (order.slowSeconds === 0 || slowEnds <= now) return { kind: 'free' }
  const waitMs = isStaff ? 0 : Math.max(0, Math.min(turnAt, slowEnds) - now)
  return { kind: 'slow', seconds: order.slowSeconds, waitMs }
}

/** The code under which a new message would be refused, or null. */
export function refusedBy(state: VoiceState, isStaff: boolean): string | null {
  if (isStaff || state.kind === 'free') return null
  if (state.kind === 'slow') return state.waitMs > 0 ? 'message.not_yet' : null
  return state.kind === 'muted' ? 'message.muted' : 'message.hosts_only'
}
