import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import { channelFor } from '../access.ts'
import type { Viewer } from '../viewer.ts'
import type { ChannelRef } from './history.ts'

/**
 * The first message of a day in Seoul (`YYYY-MM-DD`) or, when nobody wrote then, of the next day somebody did; null when
 * that day is after the newest message. Refuses `shared.not_found`.
 *
 * Messages are stored in the order of time, so the place is found by halving over the index of places: twenty looks in
 * a million messages, and no index of times that every new message would have to be written to.
 */
export async function placeOfDay(
  db: Db,
  viewer: Viewer,
  input: ChannelRef & { date: string },
): Promise<{ seq: number | null }> {
  const { id, head } = await channelFor(db, viewer, input)
  const { rows } = await sql<{ seq: number }>`
    with recursive day as (select (${input.date}::date)::timestamp at time zone 'Asia/Seoul' as start),
    -- The first message of the day comes after place low, and none comes before it that lies after place high.
    span (low, high) as (
      select 0::bigint, ${head}::bigint
      union all
      select case when probe.created_at < day.start then probe.seq else span.low end,
        case when probe.created_at < day.start then span.high else middle.seq end
      from day, span, lateral (select (span.low + span.high) / 2 as seq) as middle
      left join lateral (
        select message.seq, message.created_at from message
        where message.channel_id = ${id} and message.seq > middle.seq order by message.seq limit 1) as probe on true
      where span.low < span.high
    )
    select found.seq from span
    cross join lateral (
      select message.seq from message
      where message.channel_id = ${id} and message.seq > span.low order by message.seq limit 1) as found
    where span.low >= span.high`.execute(db)
  return { seq: rows[0]?.seq ?? null }
}
