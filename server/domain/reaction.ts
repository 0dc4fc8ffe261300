import { sql } from 'kysely'
import { channelsOf } from '#app/shapes/case.ts'
import type { Emoji } from '#app/shapes/live.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from './access.ts'
import { type LaneRules, throughLane } from './lane.ts'
import { reactBatch, type Touch, type Touched } from './message/reacting.ts'
import { notFound } from './refusal.ts'
import type { Viewer } from './viewer.ts'

/** Messages whose own reactions are asked at once: a page of history and the one before. */
export const MY_REACTIONS_MAX = 100

/**
 * A room of ten thousand may answer one notice at the same moment: all of them wait for one commit, and everybody hears
 * of it once a second. So many may wait as a full room has people.
 */
const reacting: LaneRules<Touch, Touched> = {
  name: 'reaction',
  waitingMax: 20_000,
  batchMax: 5000,
  pauseMs: 1000,
  work: reactBatch,
}

/**
 * Gives the viewer's reaction to a message, or takes it back, and answers the message's newest rev after commit; the
 * same wish again changes nothing. One person's wishes count in the order they came. Refuses `shared.not_found`, also
 * for a message whose words are out of sight, and `message.busy`.
 */
export async function reactTo(
  db: Db,
  viewer: Viewer,
  input: { channelId: string; messageId: string; emoji: Emoji; on: boolean },
): Promise<Touched> {
  if (!viewer.accountId) throw notFound()
  return throughLane(db, reacting, input.channelId, { ...input, accountId: viewer.accountId })
}

/** The viewer's own reactions to these messages of a case, by message id. Refuses `shared.not_found`. */
export async function myReactions(
  db: Db,
  viewer: Viewer,
  input: { slug: string; messageIds: readonly string[] },
): Promise<Record<string, Emoji[]>> {
  const member = await memberIn(db, viewer, { slug: input.slug }, 'talk')
  const kinds = channelsOf(member.side, member.role)
  const { rows } = await sql<{ id: string; emoji: Emoji[] }>`
    select message_id as id, array_agg(emoji order by at) as emoji
    from message_reaction
    join message on message.id = message_id
    join channel on channel.id = message.channel_id
    where member_id = ${member.id} and message_id = any(${input.messageIds.slice(0, MY_REACTIONS_MAX)}::uuid[])
      and channel.kind = any(${kinds})
    group by message_id`.execute(db)
  return Object.fromEntries(rows.map(({ id, emoji }) => [id, emoji]))
}
