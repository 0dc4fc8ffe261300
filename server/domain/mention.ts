import { sql } from 'kysely'
import { type ChannelKind, channelsOf, type Role, type Side } from '#app/shapes/case.ts'
import { beginsLike, rangeLike } from '#app/shapes/name-match.ts'
import type { Db } from '#db/client.ts'
import { channelFor } from './access.ts'
import type { Viewer } from './viewer.ts'

/** Names offered at once: they fit above the keyboard of a phone. */
export const NAMED_MAX = 8
/** Names looked at for them; a letter and a half leave fewer even in a room of ten thousand. */
const LOOKED_AT = 1000

export type Mentionable = { id: string; nickname: string; side: Side; role: Role }

/**
 * Those whom a message in that channel may name and whose nickname begins with what was typed: only who wrote there, or
 * runs the case. Who only reads is not made known by letters tried one after another. Refuses `shared.not_found`.
 */
export async function peopleToMention(
  db: Db,
  viewer: Viewer,
  input: { slug: string; kind: ChannelKind; typed: string },
): Promise<Mentionable[]> {
  const channel = await channelFor(db, viewer, { slug: input.slug, kind: input.kind })
  const range = rangeLike(input.typed)
  if (!range) return []
  const { rows } = await sql<Mentionable>`
    select id, nickname, side, role from member
    where case_id = ${channel.member.caseId} and left_at is null and id <> ${channel.member.id}
      and lower(nickname) collate "C" >= ${range.from} and lower(nickname) collate "C" < ${range.to}
      and (role <> 'member' or exists (
        select 1 from message where channel_id = ${channel.id} and author_id = member.id))
    order by lower(nickname) collate "C"
    limit ${LOOKED_AT}`.execute(db)
  return rows
    .filter(({ nickname, side, role }) => {
      return channelsOf(side, role).includes(channel.kind) && beginsLike(nickname, input.typed)
    })
    .slice(0, NAMED_MAX)
}
