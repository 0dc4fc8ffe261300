import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseLine, isCommit } from './database-line.ts'
import { Errands } from './errands.ts'
import type { FaultyLine } from './faulty-line.ts'
import { Load, within } from './load.ts'
import { bound, type Outcome } from './outcome.ts'
import { backToNormal, clear, judge, PATIENCE_MS, setStage } from './stage.ts'
import type { World } from './world.ts'

export type Size = {
  rooms: number
  /** In each room. */
  people: number
  perSecond: number
  kills: number
  /** The longest all may take to be level and writing after the database answers again, ms. */
  syncedMs: number
}

const BETWEEN_MS = 1_000
const ERRAND_EVERY_MS = 100
/** Long enough for a commit that was passed on to be done, short enough that nobody gave up on it, ms. */
const COMMIT_MS = 100

/** Where in the life of a commit the database dies. */
const moments = {
  any: async () => {},
  'before commit': async (line: FaultyLine) => {
    await commitPassing(line)
  },
  'after commit, before its answer': async (line: FaultyLine) => {
    await commitPassing(line, () => setImmediate(() => line.hold()))
    await sleep(COMMIT_MS)
  },
}

/** R2: PostgreSQL is killed at random moments and inside commits; it is started again by the app that holds it. */
export async function databaseKilled(world: World, size: Size): Promise<Outcome> {
  const { line, url } = await databaseLine(world.cluster.url)
  const stage = await setStage(world, size, { databaseUrl: url })
  const { rooms, moa, phones, broken } = stage
  const synced: number[] = []
  const load = new Load(phones, size.perSecond)
  const errands = new Errands(rooms.slice(0, 1), phones, () => moa.port, ERRAND_EVERY_MS)
  for (let kill = 0; kill < size.kills; kill += 1) {
    await sleep(Math.random() * 2 * BETWEEN_MS)
    await Object.values(moments)[kill % 3]?.(line)
    killDatabase(world)
    line.cut()
    line.heal()
    bound(broken, 'database back after ms', await within(PATIENCE_MS, () => answers(world)), PATIENCE_MS)
    const took = await backToNormal(stage)
    bound(broken, `kill ${kill + 1}, writing and level after the database answers in ms`, took, size.syncedMs)
    synced.push(took ?? PATIENCE_MS)
  }
  load.stop()
  await errands.stop()
  await judge(stage)
  broken.push(...(await errands.violations(world)))
  const { joined, deleted } = errands
  const outcome = await clear(stage, {
    ...{ kills: size.kills, joined: joined.length, deleted, syncedMaxMs: Math.max(...synced) },
  })
  await line.close()
  return outcome
}

/** The next commit on its way: it is kept back until the database is dead, or passed on after `then`. */
function commitPassing(line: FaultyLine, then?: () => void): Promise<void> {
  return new Promise((resolve) => {
    line.gate = async (chunk) => {
      if (!isCommit(chunk)) return
      line.gate = null
      resolve()
      if (then) then()
      else await sleep(COMMIT_MS)
    }
  })
}

function killDatabase({ cluster }: World): void {
  const pid = Number.parseInt(readFileSync(path.join(cluster.dataDir, 'postmaster.pid'), 'utf8'), 10)
  process.kill(pid, 'SIGKILL')
}

async function answers({ owner }: World): Promise<boolean> {
  return owner
    .selectFrom('case')
    .select('id')
    .limit(1)
    .execute()
    .then(
      () => true,
      () => false,
    )
}
