import { sql } from 'kysely'
import type { TalkWish } from '#app/shapes/kakao.ts'
import type { Db } from '#db/client.ts'
import { holdsTerms } from '../search/stretch.ts'

// Looking for words in imported talk, by the rules of the search in messages. There is no index: a talk is looked through
// from its beginning, a bounded part at a time, and whoever looks is told how far.

/** Messages of one look; a tenth of the largest talk, some 300 ms. */
export const LOOK_MESSAGES = 100_000
const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60

/** What decides about a message `m` with its speaker's `name`. */
export function isFound({ terms, numbers, until }: TalkWish) {
  const before = until === null ? null : Date.parse(`${until}T00:00:00+09:00`) / MINUTE_MS + DAY_MINUTES
  return sql<boolean>`${holdsTerms(sql`search_fold(m.body)`, terms)}
    and (${numbers}::integer[] is null or name.no = any(${numbers}::integer[]))
    and (${before}::integer is null or m.minute < ${before}::integer)`
}

/** The minute with which a look from `minute` on ends, or null when it comes to the end of the talk. */
export async function endOfLook(db: Db, roomId: string, minute: number): Promise<number | null> {
  const row = await db
    .selectFrom('kakao_message')
    .select('minute')
    .where('room_id', '=', roomId)
    .where('minute', '>', minute)
    .orderBy('minute')
    .offset(LOOK_MESSAGES)
    .limit(1)
    .executeTakeFirst()
  return row?.minute ?? null
}
