import * as z from 'zod/mini'
import { Id, Rev } from './id.ts'

/**
 * How a channel may be written to right now. `slowSeconds`: one message per member in so many seconds, 0 when not slow;
 * `slowLeftMs`: for so long from the moment this was said (clocks differ); `hostsOnly`: only hosts write. The higher
 * `rev` is the newer one, whichever arrives last.
 */
export const ChannelState = z.object({ rev: Rev, slowSeconds: Rev, slowLeftMs: Rev, hostsOnly: z.boolean() })
export type ChannelState = z.infer<typeof ChannelState>

/** The same, as it is said to a channel. */
export const ChannelStateSaid = z.object({ channelId: Id, ...ChannelState.shape })

/** Seconds between two messages of a member that a host may choose. */
export const slowSteps = [5, 10, 30, 60, 300] as const
/** For how long a host may make a channel slow, minutes. */
export const slowSpans = [10, 30, 120, 1440] as const
