import { sql } from 'kysely'
import { addDays } from '#app/shapes/civil-date.ts'
import type { SearchWish } from '#app/shapes/search.ts'
import type { Db } from '#db/client.ts'
import type { OpenChannel } from '../access.ts'
import { newStream, type Span, type Stream } from './stream.ts'

/**
 * Messages stand in the order in which they were committed and carry the time at which they began, so the two orders
 * may differ a little: by the wait for a lock, or a clock that was set.
 */
const CLOCK_SLACK_MS = 3_600_000

/** The instants of the wished dates, which are days in Seoul and both included. */
export function instantsOf({ since, until }: Pick<SearchWish, 'since' | 'until'>): Span {
  const midnight = (date: string) => new Date(`${date}T00:00:00+09:00`)
  return {
    since: since === null ? null : midnight(since),
    before: until === null ? null : midnight(addDays(until, 1)),
  }
}

/**
 * The people of these channels' cases, also those who left, whose folded nickname is one of `names`, or begins with it
 * where nobody is called just that. Null when nobody is named.
 */
export async function authorsNamed(
  db: Db,
  channels: readonly OpenChannel[],
  names: readonly string[],
): Promise<string[] | null> {
  if (names.length === 0) return null
  const cases = [...new Set(channels.map(({ member }) => member.caseId))]
  const { rows } = await sql<{ id: string; name: string }>`
    select id, search_fold(nickname) as name from member
    where case_id = any (${cases}::uuid[]) and search_fold(nickname) ^@ any (${names}::text[])`.execute(db)
  const meant = names.flatMap((name) => {
    const exact = rows.filter((row) => row.name === name)
    return exact.length > 0 ? exact : rows.filter((row) => row.name.startsWith(name))
  })
  return [...new Set(meant.map(({ id }) => id))]
}

/** A stream for each channel, from the cursor's position (or the newest) down, no further than the dates ask for. */
export async function streamsOf(
  db: Db,
  channels: readonly OpenChannel[],
  { positions, span }: { positions: (channelId: string) => number; span: Span },
): Promise<Stream[]> {
  const whole = channels.map(({ id, head }) => ({ id, floor: 1, below: head + 1 }))
  const ends = span.since || span.before ? await seqsWithin(db, channels, span) : whole
  return ends
    .filter(({ floor, below }) => below > floor)
    .map(({ id: channelId, floor, below }) =>
      // One that is at its end stays, so that the cursor goes on saying so.
      newStream({ channelId, floor, below: Math.min(below, positions(channelId)) }),
    )
}

/** For each channel the places between which every message of the span stands. */
async function seqsWithin(db: Db, channels: readonly OpenChannel[], span: Span) {
  const shifted = (instant: Date | null, by: number) => instant && new Date(instant.getTime() + by)
  const { rows } = await sql<{ id: string; floor: number; below: number }>`
    select channel.id,
      case when ${span.since}::timestamptz is null then 1
        else (${firstSince(shifted(span.since, -CLOCK_SLACK_MS))}) end as floor,
      case when ${span.before}::timestamptz is null then channel.head + 1
        else (${firstSince(shifted(span.before, CLOCK_SLACK_MS))}) end as below
    from channel where id = any (${channels.map(({ id }) => id)}::uuid[])`.execute(db)
  return rows
}

/** Halves the channel until one place is left: before it all is older than the instant, from it on all is younger. */
function firstSince(instant: Date | null) {
  return sql`
    with recursive half (low, high) as (
      select 0::bigint, channel.head + 1
      union all
      select case when older then middle else low end, case when older then high else middle end
      from (select low, high, (low + high) / 2 as middle from half where high - low > 1) as between_them
      cross join lateral (select coalesce((
        select created_at < ${instant}::timestamptz from message
        where channel_id = channel.id and seq <= middle order by seq desc limit 1), true) as older) as at_middle
    )
    select high from half where high - low <= 1`
}
