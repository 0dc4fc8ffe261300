import type { ChannelKind } from '#app/shapes/case.ts'
import type { GoneReason } from '#app/shapes/live.ts'
import type { Db } from '#db/client.ts'
import { channelFor } from '../access.ts'
import { whyMuted } from '../member/one.ts'
import type { Viewer } from '../viewer.ts'
import { turnIn } from './speech.ts'
import { orderColumns } from './state.ts'

/**
 * What the order of a channel means for the viewer: silent until an ISO instant and why, and in how many ms their turn
 * comes while the channel is slow.
 */
export type Voice = { mutedUntil: string | null; mutedWhy: GoneReason | null; turnInMs: number }

/** Whether and when the viewer may write in a channel. Refuses `shared.not_found`. */
export async function voiceIn(
  db: Db,
  viewer: Viewer,
  ref: { slug: string; kind: ChannelKind },
): Promise<Voice> {
  const { id, member } = await channelFor(db, viewer, ref)
  if (member.role !== 'member') return { mutedUntil: null, mutedWhy: null, turnInMs: 0 }
  const row = await db
    .selectFrom('channel')
    .innerJoin('member', (join) => join.on('member.id', '=', member.id))
    .leftJoin('channel_turn', (join) =>
      join.onRef('channel_turn.channel_id', '=', 'channel.id').on('channel_turn.member_id', '=', member.id),
    )
    .select(orderColumns)
    .select(['member.muted_until as mutedUntil', 'channel_turn.at as turnAt'])
    .where('channel.id', '=', id)
    .executeTakeFirstOrThrow()
  const now = new Date()
  const isMuted = row.mutedUntil !== null && row.mutedUntil > now
  return {
    mutedUntil: isMuted ? (row.mutedUntil?.toISOString() ?? null) : null,
    mutedWhy: isMuted ? await whyMuted(db, member.caseId, member.id) : null,
    turnInMs: turnIn(row, row.turnAt, now),
  }
}
