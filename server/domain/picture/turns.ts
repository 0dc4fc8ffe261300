import { availableParallelism } from 'node:os'
import type { Db } from '#db/client.ts'
import { stateOf } from '../handle.ts'
import { Refusal } from '../refusal.ts'

/** Pictures drawn at the same time; each may take 250 MB for a moment. One core stays for those who talk. */
const RUNNING_MAX = Math.max(1, Math.min(2, availableParallelism() - 1))
/** Pictures that may wait: about a quarter of a minute of work. */
const WAITING_MAX = 50
/** When a refused one should be tried again, in ms. */
const BUSY_RETRY_MS = 5000

export type Turns = { running: number; waiting: (() => void)[] }

/** The lane of drawing, one for this process. */
export function turnsOf(db: Db): Turns {
  return stateOf(db, 'picture.turns', () => ({ running: 0, waiting: [] }))
}

/** Does heavy work when its turn has come. Refuses `picture.busy` when too many wait. */
export async function takeTurn<T>(turns: Turns, work: () => Promise<T>): Promise<T> {
  if (turns.running >= RUNNING_MAX) {
    if (turns.waiting.length >= WAITING_MAX) {
      throw new Refusal('unavailable', 'picture.busy', { retryAfterMs: BUSY_RETRY_MS })
    }
    // Whoever ends hands the turn on; the count stays.
    await new Promise<void>((resolve) => turns.waiting.push(resolve))
  } else turns.running += 1
  try {
    return await work()
  } finally {
    const next = turns.waiting.shift()
    if (next) next()
    else turns.running -= 1
  }
}
