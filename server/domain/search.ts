import { asksForSomething, type SearchWish } from '#app/shapes/search.ts'
import type { Db } from '#db/client.ts'
import { channelsFor } from './access.ts'
import { Refusal } from './refusal.ts'
import { cursorOf, positionsOf } from './search/cursor.ts'
import { type Hit, hitsOf } from './search/hit.ts'
import { newestFirst } from './search/merge.ts'
import { authorsNamed, instantsOf, streamsOf } from './search/scope.ts'
import type { Viewer } from './viewer.ts'

export type { Hit, HitNeighbour } from './search/hit.ts'

/** Hits of one page. */
export const PAGE_HITS = 50

/** Messages that hold what was asked for, the newest first; `next` continues behind them, null at the end. */
export type SearchPage = { hits: Hit[]; next: string | null }

/**
 * Searches what the viewer may read: one room (`slug`), or with null every room of theirs; in it the channels of their
 * side and role. Finds exactly the shown messages whose folded text holds every term. In one channel they come by
 * `seq`, across channels by time. Refuses `shared.not_found`, `search.nothing`, `search.bad_cursor`.
 */
export async function searchMessages(
  db: Db,
  viewer: Viewer,
  input: { slug: string | null; wish: SearchWish; cursor: string | null },
): Promise<SearchPage> {
  const { slug, wish, cursor } = input
  const open = await channelsFor(db, viewer, slug === null ? null : { slug })
  if (!asksForSomething(wish)) throw new Refusal('invalid', 'search.nothing')
  const positions = positionsOf(cursor)
  const channels = open.filter(({ kind }) => wish.kinds.length === 0 || wish.kinds.includes(kind))
  const authors = await authorsNamed(db, channels, wish.names)
  if (channels.length === 0 || authors?.length === 0) return { hits: [], next: null }
  const span = instantsOf(wish)
  const streams = await streamsOf(db, channels, { positions, span })
  const found = await newestFirst(db, { terms: wish.terms, authors, span }, streams, PAGE_HITS + 1)
  const over = found[PAGE_HITS]
  // The one that only showed that there is more comes first on the next page.
  if (over) streams.find(({ channelId }) => channelId === over.channelId)?.ahead.unshift(over)
  const hits = await hitsOf(db, found.slice(0, PAGE_HITS), wish.terms)
  return { hits, next: over ? cursorOf(streams) : null }
}
