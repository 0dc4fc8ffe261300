import type { Db } from '#db/client.ts'
import { stateOf } from '../handle.ts'
import { Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import { type Draft, type Outcome, type Posted, postBatch } from './batch.ts'

// Group commit. While one commit of a channel is in flight the drafts that arrive wait, and go together in the next:
// one lock, one insert, one pushed frame. There is no timer: an idle channel commits at once.

/** Drafts of one channel that may wait; more are told to come back. About two seconds of a saturated channel. */
const WAITING_MAX = 2000
/** Drafts in one transaction: 7 parameters each, and a failed one is repeated draft by draft. */
const BATCH_MAX = 200
/** When a refused draft should be tried again, in ms. */
const BUSY_RETRY_MS = 2000

type Waiting = { draft: Draft; resolve: (posted: Posted) => void; reject: (why: unknown) => void }
type Lane = { waiting: Waiting[] }

/** Posts one draft through its channel's lane. Refuses what `postBatch` refuses, and `message.busy`. */
export async function postThroughLane(db: Db, draft: Draft): Promise<Posted> {
  if (db.isTransaction)
    return settled(await inTransaction(db, (tx) => postBatch(tx, draft.channelId, [draft])))
  const lanes = stateOf(db, 'message.lanes', () => new Map<string, Lane>())
  const lane = lanes.get(draft.channelId)
  if (lane && lane.waiting.length >= WAITING_MAX) {
    throw new Refusal('unavailable', 'message.busy', { retryAfterMs: BUSY_RETRY_MS })
  }
  return new Promise((resolve, reject) => {
    const one = { draft, resolve, reject }
    if (lane) {
      lane.waiting.push(one)
      return
    }
    const opened = { waiting: [one] }
    lanes.set(draft.channelId, opened)
    // After the events that are already here, so that drafts arriving in the same turn share the first commit.
    setImmediate(() => void run(db, lanes, draft.channelId, opened))
  })
}

async function run(db: Db, lanes: Map<string, Lane>, channelId: string, lane: Lane): Promise<void> {
  while (lane.waiting.length > 0) {
    const batch = lane.waiting.splice(0, BATCH_MAX)
    await commit(db, channelId, batch)
    // Lets the answers leave, and their senders' next drafts in, before the next commit.
    if (lane.waiting.length > 0) await new Promise(setImmediate)
  }
  lanes.delete(channelId)
}

async function commit(db: Db, channelId: string, batch: readonly Waiting[]): Promise<void> {
  try {
    const drafts = batch.map((one) => one.draft)
    const outcomes = await inTransaction(db, (tx) => postBatch(tx, channelId, drafts))
    batch.forEach((one, at) => {
      settle(one, outcomes[at])
    })
  } catch (error) {
    if (batch.length > 1 && isAboutData(error)) for (const one of batch) await commit(db, channelId, [one])
    else for (const one of batch) one.reject(error)
  }
}

/**
 * True when the database refused the rows themselves (SQLSTATE classes 21, 22, 23, 44, 54): one draft must not take
 * its batch-mates down. When the database is away there is nothing to gain from asking it once per draft.
 */
function isAboutData(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(21|22|23|44|54)/.test(String(error.code))
}

function settle(one: Waiting, outcome: Outcome | undefined): void {
  if (outcome && 'posted' in outcome) one.resolve(outcome.posted)
  else one.reject(outcome?.refusal ?? new Error('A draft got no outcome'))
}

function settled([outcome]: Outcome[]): Posted {
  if (outcome && 'posted' in outcome) return outcome.posted
  throw outcome?.refusal ?? new Error('A draft got no outcome')
}
