import { setTimeout as sleep } from 'node:timers/promises'
import type { Db, Tx } from '#db/client.ts'
import { stateOf } from './handle.ts'
import { Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'

// Group commit. While one commit of a lane is in flight the items that arrive wait, and go together in the next: one
// lock, one statement for all, one pushed frame. An idle lane commits at once.

/** What became of one item of a batch. */
export type Outcome<Out> = { done: Out } | { refusal: Refusal }

export type LaneRules<In, Out> = {
  /** Tells kinds of lanes apart; lanes of one kind are told apart by their key. */
  name: string
  /** Items that may wait in a lane; more are refused `message.busy`. */
  waitingMax: number
  /** Items in one transaction. */
  batchMax: number
  /** Least time between two commits of a lane, in ms; 0 for none. */
  pauseMs: number
  /** Works off one batch in the caller's transaction and tells each item's outcome at its index. */
  work(tx: Tx, key: string, items: readonly In[]): Promise<Outcome<Out>[]>
}

/** How long a busy lane waits for those it has just answered, in ms: less than a commit takes. */
const GATHER_MS = 2
/** When a refused item should be tried again, in ms. */
const BUSY_RETRY_MS = 2000

type Waiting<In, Out> = { item: In; resolve: (out: Out) => void; reject: (why: unknown) => void }
type Lane<In, Out> = { waiting: Waiting<In, Out>[]; gathering: { enough: number; go: () => void } | null }

/** Takes one item through its lane. Refuses what the work refuses, and `message.busy`. */
export async function throughLane<In, Out>(
  db: Db,
  rules: LaneRules<In, Out>,
  key: string,
  item: In,
): Promise<Out> {
  if (db.isTransaction) return settled(await inTransaction(db, (tx) => rules.work(tx, key, [item])))
  const lanes = stateOf(db, `${rules.name}.lanes`, () => new Map<string, Lane<In, Out>>())
  const lane = lanes.get(key)
  if (lane && lane.waiting.length >= rules.waitingMax) {
    throw new Refusal('unavailable', 'message.busy', { retryAfterMs: BUSY_RETRY_MS })
  }
  return new Promise((resolve, reject) => {
    const one = { item, resolve, reject }
    if (lane) {
      lane.waiting.push(one)
      if (lane.gathering && lane.waiting.length >= lane.gathering.enough) lane.gathering.go()
      return
    }
    const opened: Lane<In, Out> = { waiting: [one], gathering: null }
    lanes.set(key, opened)
    // After the events that are already here, so that items arriving in the same turn share the first commit.
    setImmediate(() => void run(db, rules, key, opened, lanes))
  })
}

async function run<In, Out>(
  db: Db,
  rules: LaneRules<In, Out>,
  key: string,
  lane: Lane<In, Out>,
  lanes: Map<string, Lane<In, Out>>,
): Promise<void> {
  while (lane.waiting.length > 0) {
    const batch = lane.waiting.splice(0, rules.batchMax)
    await commit(db, rules, key, batch)
    if (rules.pauseMs > 0) await sleep(rules.pauseMs)
    else if (lane.waiting.length > 0) await gathered(lane, batch.length + lane.waiting.length)
  }
  lanes.delete(key)
}

/**
 * Lets the answers leave, and their senders' next items in, before the next commit: those who were just answered and
 * those who wait would else take turns with half as many in each commit.
 */
async function gathered<In, Out>(lane: Lane<In, Out>, enough: number): Promise<void> {
  await new Promise(setImmediate)
  if (lane.waiting.length >= enough) return
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, GATHER_MS)
    lane.gathering = {
      enough,
      go() {
        clearTimeout(timer)
        resolve()
      },
    }
  })
  lane.gathering = null
}

async function commit<In, Out>(
  db: Db,
  rules: LaneRules<In, Out>,
  key: string,
  batch: readonly Waiting<In, Out>[],
): Promise<void> {
  try {
    const items = batch.map((one) => one.item)
    const outcomes = await inTransaction(db, (tx) => rules.work(tx, key, items))
    batch.forEach((one, at) => {
      settle(one, outcomes[at])
    })
  } catch (error) {
    if (batch.length > 1 && isAboutData(error)) for (const one of batch) await commit(db, rules, key, [one])
    else for (const one of batch) one.reject(error)
  }
}

/**
 * True when the database refused the rows themselves (SQLSTATE classes 21, 22, 23, 44, 54): one item must not take its
 * batch-mates down. When the database is away there is nothing to gain from asking it once per item.
 */
function isAboutData(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(21|22|23|44|54)/.test(String(error.code))
}

function settle<In, Out>(one: Waiting<In, Out>, outcome: Outcome<Out> | undefined): void {
  if (outcome && 'done' in outcome) one.resolve(outcome.done)
  else one.reject(outcome?.refusal ?? new Error('An item got no outcome'))
}

function settled<Out>([outcome]: Outcome<Out>[]): Out {
  if (outcome && 'done' in outcome) return outcome.done
  throw outcome?.refusal ?? new Error('An item got no outcome')
}
