import type { Db } from '#db/client.ts'
import { askIndex, canAsk, readThrough } from './stretch.ts'

// One channel's hits, the newest first. A word that many messages hold is found soonest by reading them one after the
// other; one that few hold, by the index, which knows nothing of order. So a stream begins by reading, and how many hits
// that gave decides how it goes on. The index is asked place by place (see search_place), so that no question costs more
// than the messages of a few places however long the channel is.

/** Messages read before the index is asked, and at a time: two milliseconds' work. */
const READ_SPAN = 512
/** With so many channels at once, each reads less. */
const READ_TOGETHER = 4096
const READ_LEAST = 32
/** One hit in so many messages read: going on like this costs less than looking up a whole place. */
const DENSE = 24
/** Messages of a place; the database's `search_place` says the same. */
const PLACE_BITS = 14
/** Places asked for at once at most: what lies old and dense must not come all together. */
const REACH_MAX = 16

/** What is looked for: folded terms, and whose messages (null: everybody's), from one instant to before another. */
export type Wanted = { terms: readonly string[]; authors: readonly string[] | null; span: Span }
export type Span = { since: Date | null; before: Date | null }

export type Found = { id: string; channelId: string; seq: number; at: Date }

/** `ahead` holds hits not yet taken; everything from `below` on was looked at; nothing under `floor` is. */
export type Stream = {
  channelId: string
  below: number
  floor: number
  ahead: Found[]
  /** 0: reads. Else so many places of the index at a time. */
  reach: number
}

/** A stretch of one channel's places in order: from `floor` to before `below`. */
export type Stretch = { channelId: string; floor: number; below: number }

/** True while a stream has nothing at hand but may find more. */
export function isDry({ ahead, below, floor }: Stream): boolean {
  return ahead.length === 0 && below > floor
}

/** Lets each of the dry streams look at its next stretch, and keep at most `each` hits of it. */
export async function refill(
  db: Db,
  wanted: Wanted,
  streams: readonly Stream[],
  each: number,
): Promise<void> {
  const span = Math.max(READ_LEAST, Math.min(READ_SPAN, Math.floor(READ_TOGETHER / streams.length)))
  const reading = streams.filter(({ reach }) => reach === 0)
  const asking = streams.filter(({ reach }) => reach > 0)
  const stretches = [
    ...reading.map((stream) => stretchOf(stream, stream.below - span)),
    ...asking.map((stream) => stretchOf(stream, placesBelow(stream))),
  ]
  const found = [
    ...(reading.length > 0 ? await readThrough(db, wanted, stretches.slice(0, reading.length), each) : []),
    ...(asking.length > 0 ? await askIndex(db, wanted, stretches.slice(reading.length), each) : []),
  ]
  ;[...reading, ...asking].forEach((stream, at) => {
    const hits = found.filter(({ channelId }) => channelId === stream.channelId)
    const stretch = stretches[at] as Stretch
    settle(stream, { hits, isFull: hits.length === each, stretch })
    if (stream.reach > 0 && !canAsk(wanted)) stream.reach = 0
  })
}

function settle(
  stream: Stream,
  { hits, isFull, stretch }: { hits: Found[]; isFull: boolean; stretch: Stretch },
): void {
  stream.ahead = hits
  stream.below = isFull ? (hits.at(-1)?.seq ?? stretch.floor) : stretch.floor
  if (stream.reach > 0) {
    if (hits.length === 0) stream.reach = Math.min(REACH_MAX, stream.reach * 2)
  } else if (!isFull && hits.length * DENSE < stretch.below - stretch.floor) {
    stream.reach = 1
  }
}

function stretchOf({ channelId, below, floor }: Stream, from: number): Stretch {
  return { channelId, floor: Math.max(floor, from), below }
}

/** The beginning of the last of the places asked for. */
function placesBelow({ below, reach }: Stream): number {
  const size = 2 ** PLACE_BITS
  return (Math.floor((below - 1) / size) - reach + 1) * size
}
