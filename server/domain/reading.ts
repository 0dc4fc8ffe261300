import { sql } from 'kysely'
import { type ChannelKind, channelsOf } from '#app/shapes/case.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from './access.ts'
import { type LaneRules, throughLane } from './lane.ts'
import { type Mark, type Marked, markBatch } from './reading/marks.ts'
import { notFound } from './refusal.ts'
import type { Viewer } from './viewer.ts'

/** Unread messages are counted up to here; people read "999+". */
export const UNREAD_MAX = 999

/**
 * Ten thousand readers of one new message move their marks at the same moment: the first commits at once, those who come
 * within the next half second share the one after.
 */
const marking: LaneRules<Mark, Marked> = {
  name: 'reading',
  waitingMax: 20_000,
  batchMax: 5000,
  pauseMs: 500,
  work: markBatch,
}

/**
 * Moves the viewer's reading mark of a channel to `seq`, at most to its head and never back, and answers after commit
 * where it stands. Refuses `shared.not_found` and `message.busy`.
 */
export async function markRead(
  db: Db,
  viewer: Viewer,
  { channelId, seq }: { channelId: string; seq: number },
): Promise<Marked> {
  const { accountId } = viewer
  if (!accountId || !Id.safeParse(channelId).success) throw notFound()
  return throughLane(db, marking, channelId, { accountId, seq })
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
  const member = await memberIn(db, viewer, { slug: input.slug }, 'place')
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
