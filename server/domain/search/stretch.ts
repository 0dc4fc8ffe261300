import { type RawBuilder, sql } from 'kysely'
import { FINALS, INITIALS, syllable, VOWELS } from '#app/shapes/hangul.ts'
import { isInitial, meansInitials } from '#app/shapes/search-fold.ts'
import type { Db } from '#db/client.ts'
import { shownBody } from '../message/view.ts'
import type { Found, Stretch, Wanted } from './stream.ts'

// The two ways through a stretch of a channel. They give the same; only what they cost differs.

/** Longer runs with consonants alone in them are meant as they stand (ㅋㅋㅋ in a pasted text). */
const INITIALS_TERM_MAX = 40
/** The index knows who wrote a message; of more people than this it is not asked. */
const TAGS_MAX = 8

/** The hits of every stretch, at most as many as it takes, the newest of each first, by reading all of its messages from the newest. */
export async function readThrough(db: Db, wanted: Wanted, stretches: readonly Stretch[]): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select hit.id, hit.channel_id as "channelId", hit.seq, hit.created_at as at
    from ${unnested(stretches)}
    cross join lateral (
      select id, channel_id, seq, created_at
      from (
        select id, channel_id, seq, created_at, author_id, search_fold(${shownBody('message')}) as folded
        from message
        where channel_id = stretch.channel_id and seq >= stretch.floor and seq < stretch.below and body <> ''
        order by seq desc offset 0
      ) as message
      where ${holds(wanted)}
      order by seq desc limit stretch.take
    ) as hit`.execute(db)
  return rows
}

/** False for what the index can tell nothing about: many people and no word. */
export function canAsk(wanted: Wanted): boolean {
  return wanted.terms.length > 0 || tagsOf(wanted).length > 0
}

/** The same by the index. The inner select has one way to go, whatever the planner knows of the table. */
export async function askIndex(db: Db, wanted: Wanted, stretches: readonly Stretch[]): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with wanted as materialized (select search_wanted(${wanted.terms}::text[], ${tagsOf(wanted)}::text[]) as keys)
    select hit.id, hit.channel_id as "channelId", hit.seq, hit.created_at as at
    from wanted, ${unnested(stretches)}
    cross join lateral (
      select id, message.channel_id, seq, created_at
      from generate_series(stretch.floor >> 14, (stretch.below - 1) >> 14) as place
      cross join lateral (
        select id, channel_id, seq, created_at, author_id, search_fold(${shownBody('message')}) as folded
        from message
        where body <> '' and search_keys(search_place(channel_id, seq), body, left(author_id::text, 8))
          @@ search_at(search_place(stretch.channel_id, place << 14), wanted.keys)
        offset 0
      ) as message
      where message.channel_id = stretch.channel_id and seq >= stretch.floor and seq < stretch.below
        and seq >> 14 = place and ${holds(wanted)}
      order by seq desc limit stretch.take
    ) as hit`.execute(db)
  return rows
}

function unnested(stretches: readonly Stretch[]) {
  return sql`unnest(
    ${stretches.map(({ channelId }) => channelId)}::uuid[],
    ${stretches.map(({ floor }) => floor)}::bigint[],
    ${stretches.map(({ below }) => below)}::bigint[],
    ${stretches.map(({ take }) => take)}::integer[]
  ) as stretch (channel_id, floor, below, take)`
}

/** What decides about a message; `folded` are its shown words, null when it is gone. */
function holds({ terms, authors, span }: Wanted) {
  return sql`${holdsTerms(sql`folded`, terms)}
    and (${authors}::uuid[] is null or author_id = any (${authors}::uuid[]))
    and created_at >= coalesce(${span.since}::timestamptz, '-infinity')
    and created_at < coalesce(${span.before}::timestamptz, 'infinity')`
}

/** True in SQL when folded words are not null and hold all of the terms. */
export function holdsTerms(folded: RawBuilder<unknown>, terms: readonly string[]) {
  const loose = terms.filter(isLoose)
  const literal = terms.filter((term) => !isLoose(term)).map((term) => `%${escapedLike(term)}%`)
  return sql<boolean>`${folded} is not null and ${folded} like all (${literal}::text[])
    and ${folded} ~ all (${loose.map(patternOf)}::text[])`
}

function isLoose(term: string): boolean {
  return meansInitials(term) && term.length <= INITIALS_TERM_MAX
}

function escapedLike(term: string): string {
  return term.replace(/[\\%_]/g, '\\$&')
}

/** As a regular expression of PostgreSQL (no backtracking): ㅎ stands for itself and 하 to 힣. */
function patternOf(term: string): string {
  return Array.from(term, (letter) => {
    if (!isInitial(letter)) return /[!-/:-@[-`{-~]/.test(letter) ? `\\${letter}` : letter
    const initial = INITIALS.indexOf(letter)
    const first = syllable({ initial, vowel: 0, final: 0 })
    const last = syllable({ initial, vowel: VOWELS.length - 1, final: FINALS.length - 1 })
    return `[${letter}${first}-${last}]`
  }).join('')
}

function tagsOf({ authors }: Wanted): string[] {
  return authors === null || authors.length > TAGS_MAX ? [] : authors.map((id) => id.slice(0, 8))
}
