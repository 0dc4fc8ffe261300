import type { Db } from '#db/client.ts'
import { askIndex, canAsk, readThrough } from './stretch.ts'

// One channel's hits, the newest first. A word that many messages hold is found soonest by reading them one after the
// other; one that few hold, by the index, which knows nothing of order and so gives all that a place has. Every look
// tells how thick the hits stand, and that decides about the next. No look costs more than the messages of a few places
// (see search_place), however long the channel is.

/** Messages looked at first, half a millisecond's work; each later reading looks at twice as many. */
const FIRST_READING = 128
const READING_MAX = 4096
/** Messages of a place; the database's `search_place` says the same. */
const PLACE_BITS = 14
const PLACE = 2 ** PLACE_BITS
/** Places asked for at once at most: what lies old and thick must not come all together. */
const ASKING_MAX = 16

/** What is looked for: folded terms, and whose messages (null: everybody's), from one instant to before another. */
export type Wanted = { terms: readonly string[]; authors: readonly string[] | null; span: Span }
export type Span = { since: Date | null; before: Date | null }

export type Found = { id: string; channelId: string; seq: number; at: Date }

/** `ahead` holds hits not yet taken; everything from `below` on was looked at; nothing under `floor` will be. */
export type Stream = {
  channelId: string
  below: number
  floor: number
  ahead: Found[]
  /** Hits to take from its next look. */
  take: number
  /** So many messages to be read next, or places of the index to be asked. */
  next: { read: number } | { ask: number }
}

/** A stretch of one channel in order, from `floor` to before `below`, and how many hits of it are wanted. */
export type Stretch = { channelId: string; floor: number; below: number; take: number }

/** A stream that has looked at nothing yet. */
export function newStream(place: { channelId: string; below: number; floor: number }): Stream {
  return { ...place, ahead: [], take: 1, next: { read: FIRST_READING } }
}

/** True while a stream has nothing at hand but may find more. */
export function isDry({ ahead, below, floor }: Stream): boolean {
  return ahead.length === 0 && below > floor
}

/** Lets each of the dry streams take its next look. Answers how many of the messages looked at were hits, 0 to 1. */
export async function refill(db: Db, wanted: Wanted, streams: readonly Stream[]): Promise<number> {
  const reading = streams.filter(({ next }) => 'read' in next)
  const asking = streams.filter(({ next }) => 'ask' in next)
  const found = new Map<string, Found[]>()
  for (const [look, group] of [
    [readThrough, reading],
    [askIndex, asking],
  ] as const) {
    if (group.length === 0) continue
    for (const hit of await look(db, wanted, group.map(nextStretch))) {
      found.set(hit.channelId, [...(found.get(hit.channelId) ?? []), hit])
    }
  }
  let [hits, seen] = [0, 0]
  for (const stream of streams) {
    const before = stream.below
    settle(stream, nextStretch(stream), found.get(stream.channelId) ?? [])
    hits += stream.ahead.length
    seen += before - stream.below
    decide(wanted, stream, stream.ahead.length / (before - stream.below))
  }
  return hits / seen
}

/**
 * Chooses the way of the next look. Reading until `take` hits costs `take / density` messages, asking costs the
 * `density` of a place; a message costs about the same either way.
 */
export function decide(wanted: Wanted, stream: Stream, density: number): void {
  const left = stream.below - stream.floor
  const isThick = density * density * Math.min(left, PLACE) > stream.take
  if (isThick || left <= FIRST_READING || !canAsk(wanted)) {
    const last = 'read' in stream.next ? stream.next.read : FIRST_READING / 2
    stream.next = { read: Math.min(READING_MAX, last * 2) }
  } else {
    const last = 'ask' in stream.next ? stream.next.ask : 0
    stream.next = { ask: density > 0 ? Math.max(1, last) : Math.min(ASKING_MAX, Math.max(1, last * 4)) }
  }
}

function nextStretch({ channelId, below, floor, take, next }: Stream): Stretch {
  const from = 'read' in next ? below - next.read : (Math.floor((below - 1) / PLACE) - next.ask + 1) * PLACE
  return { channelId, floor: Math.max(floor, from), below, take }
}

function settle(stream: Stream, stretch: Stretch, hits: Found[]): void {
  const last = hits[stretch.take - 1]
  stream.ahead = hits
  stream.below = last ? last.seq : stretch.floor
  stream.take = last ? stretch.take * 2 : stretch.take
}
