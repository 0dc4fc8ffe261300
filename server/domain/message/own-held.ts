import { sql } from 'kysely'
import { channelsOf } from '#app/shapes/case.ts'
import type { HeldWords } from '#app/shapes/live.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from '../access.ts'
import type { Viewer } from '../viewer.ts'
import { heldBody } from './view.ts'

/** Messages whose words are asked for at once: a page of history and the one before. */
export const OWN_HELD_MAX = 100

/**
 * What the viewer wrote in these messages of a case and what waits for a look, by message id; whoever else asks gets
 * nothing. It is asked for apart: what a channel is told and what is kept of that is the same for all. Refuses
 * `shared.not_found`.
 */
export async function ownHeldWords(
  db: Db,
  viewer: Viewer,
  input: { slug: string; messageIds: readonly string[] },
): Promise<Record<string, HeldWords>> {
  const member = await memberIn(db, viewer, { slug: input.slug }, 'talk')
  const kinds = channelsOf(member.side, member.role)
  const body = heldBody('message', member.id)
  const { rows } = await sql<HeldWords & { id: string }>`
    select message.id, ${body} as body, message.mentions, message.files
    from message
    join channel on channel.id = message.channel_id
    where message.id = any(${input.messageIds.slice(0, OWN_HELD_MAX)}::uuid[]) and ${body} is not null
      and channel.case_id = ${member.caseId} and channel.kind = any(${kinds})`.execute(db)
  return Object.fromEntries(rows.map(({ id, ...words }) => [id, words]))
}
