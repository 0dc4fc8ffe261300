import type { Db } from '#db/client.ts'
import { decide, type Found, isDry, refill, type Stream, type Wanted } from './stream.ts'

/** The newest `count` hits of all streams together. What they looked at beyond those stays in them, in `ahead`. */
export async function newestFirst(
  db: Db,
  wanted: Wanted,
  streams: readonly Stream[],
  count: number,
): Promise<Found[]> {
  for (const stream of streams) stream.take = Math.ceil(Math.min(count, (2 * count) / streams.length))
  await soundOut(db, wanted, streams)
  const found: Found[] = []
  while (found.length < count) {
    // Which hit is the newest is known only when every channel has shown its next one, or its end.
    for (let dry = streams.filter(isDry); dry.length > 0; dry = dry.filter(isDry)) {
      await refill(db, wanted, dry)
    }
    const next = newest(streams)?.ahead.shift()
    if (!next) break
    found.push(next)
  }
  return found
}

/** The longest channel looks first; the others begin in the way that would have served it. */
async function soundOut(db: Db, wanted: Wanted, streams: readonly Stream[]): Promise<void> {
  const length = ({ below, floor }: Stream) => below - floor
  const [longest, ...others] = streams.filter(isDry).sort((a, b) => length(b) - length(a))
  if (!longest || others.length === 0) return
  const density = await refill(db, wanted, [longest])
  for (const stream of others) decide(wanted, stream, density)
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
