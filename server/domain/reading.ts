import { sql } from 'kysely'
import { type ChannelKind, channelsOf } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'
import { channelFor, memberIn } from './access.ts'
import type { Viewer } from './viewer.ts'

/** Unread messages are counted up to here; people read "999+". */
export const UNREAD_MAX = 999

/**
 * Moves the viewer's reading mark of a channel to `seq`, at most to its head and never back, and answers where it
 * stands. Refuses `shared.not_found`.
 */
export async function markRead(
  db: Db,
  viewer: Viewer,
  input: { channelId: string; seq: number },
): Promise<{ seq: number }> {
  const { id, head, member } = await channelFor(db, viewer, { channelId: input.channelId })
  const seq = Math.min(Math.max(0, input.seq), head)
  return db
    .insertInto('read_mark')
    .values({ member_id: member.id, channel_id: id, seq })
    .onConflict((conflict) =>
      conflict
        .columns(['member_id', 'channel_id'])
        .doUpdateSet({ seq: sql<number>`greatest(read_mark.seq, excluded.seq)` }),
    )
    .returning('seq')
    .executeTakeFirstOrThrow()
}

/** How far the viewer has read one channel. `unread` counts others' messages, at most `UNREAD_MAX`. */
export type Unread = {
  channelId: string
  kind: ChannelKind
  /** The mark, or null when the viewer never read here; then unread counts from the day of joining. */
  readSeq: number | null
  unread: number
  head: number
}

/** The viewer's channels of a case in the order they are shown, with what is unread. Refuses `shared.not_found`. */
export async function unreadIn(db: Db, viewer: Viewer, input: { slug: string }): Promise<Unread[]> {
  const member = await memberIn(db, viewer, { slug: input.slug })
  const kinds = channelsOf(member.side, member.role)
  const { rows } = await sql<Unread>`
    select channel.id as "channelId", channel.kind, channel.head, read_mark.seq as "readSeq",
      (select count(*) from (
        select 1 from message
        where message.channel_id = channel.id and message.seq > coalesce(read_mark.seq, 0)
          and (read_mark.seq is not null or message.created_at >= ${member.joinedAt})
          and message.author_id <> ${member.id} and message.gone is null
        order by message.seq desc limit ${UNREAD_MAX}) as newest) as unread
    from channel
    left join read_mark on read_mark.channel_id = channel.id and read_mark.member_id = ${member.id}
    where channel.case_id = ${member.caseId} and channel.kind = any(${kinds})`.execute(db)
  return kinds.flatMap((kind) => rows.filter((row) => row.kind === kind))
}
