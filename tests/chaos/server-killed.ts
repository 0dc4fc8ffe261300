import { setTimeout as sleep } from 'node:timers/promises'
import { Errands } from './errands.ts'
import { headsOf, Load, levelWith } from './load.ts'
import { bound, type Outcome } from './outcome.ts'
import { clear, judge, PATIENCE_MS, setStage } from './stage.ts'
import type { World } from './world.ts'

export type Size = {
  rooms: number
  /** In each room. */
  people: number
  perSecond: number
  kills: number
  /** The longest all may take to be level after the server listens again, ms. */
  syncedMs: number
  /** The longest the server may take to be ready, ms. */
  readyMs: number
}

/** Load between two kills, at random up to twice this, ms. */
const BETWEEN_MS = 1_000
const ERRAND_EVERY_MS = 100

/** R1: the server is killed at random moments under load and started again. */
export async function serverKilled(world: World, size: Size): Promise<Outcome> {
  const stage = await setStage(world, size)
  const { rooms, moa, phones, broken } = stage
  const [ready, synced]: [number[], number[]] = [[], []]
  const load = new Load(phones, size.perSecond)
  // Not in all rooms, so that the rest can be held to places without a hole.
  const some = rooms.filter((_, at) => at % 2 === 0)
  const errands = new Errands(some, phones, () => moa.port, ERRAND_EVERY_MS)
  for (let kill = 0; kill < size.kills; kill += 1) {
    await sleep(Math.random() * 2 * BETWEEN_MS)
    await moa.kill()
    const heads = await headsOf(world, rooms)
    ready.push(await moa.start())
    const took = await levelWith(heads, phones, PATIENCE_MS)
    bound(broken, `kill ${kill + 1}, all level after listen in ms`, took, size.syncedMs)
    synced.push(took ?? PATIENCE_MS)
  }
  load.stop()
  await errands.stop()
  bound(broken, 'ready after ms', Math.max(...ready), size.readyMs)
  await judge(stage)
  broken.push(...(await errands.violations(world)))
  const { joined, deleted } = errands
  return clear(stage, {
    ...{ kills: size.kills, joined: joined.length, deleted },
    ...{ readyMaxMs: Math.max(...ready), syncedMaxMs: Math.max(...synced) },
  })
}
