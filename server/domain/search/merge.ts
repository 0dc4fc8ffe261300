import type { Db } from '#db/client.ts'
import { type Found, isDry, refill, type Stream, type Wanted } from './stream.ts'

/** Hits taken from a channel at a time when there are many channels: most of them give none to this page. */
const AT_LEAST_EACH = 8

/** The newest `count` hits of all streams together. What they looked at beyond those stays in them, in `ahead`. */
export async function newestFirst(
  db: Db,
  wanted: Wanted,
  streams: readonly Stream[],
  count: number,
): Promise<Found[]> {
  const each = Math.min(count, Math.max(AT_LEAST_EACH, Math.ceil((count * 2) / streams.length)))
  const found: Found[] = []
  while (found.length < count) {
    // Which hit is the newest is known only when every channel has shown its next one, or its end.
    for (let dry = streams.filter(isDry); dry.length > 0; dry = dry.filter(isDry)) {
      await refill(db, wanted, dry, each)
    }
    const next = newest(streams)?.ahead.shift()
    if (!next) break
    found.push(next)
  }
  return found
}

function newest(streams: readonly Stream[]): Stream | null {
  let best: Stream | null = null
  let bestAt = Number.NEGATIVE_INFINITY
  for (const stream of streams) {
    const at = stream.ahead[0]?.at.getTime() ?? Number.NEGATIVE_INFINITY
    if (at > bestAt) [best, bestAt] = [stream, at]
  }
  return best
}
