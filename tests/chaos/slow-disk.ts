import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { databaseLine, isCommit } from './database-line.ts'
import { calm, Load } from './load.ts'
import { bound, type Outcome } from './outcome.ts'
import type { Phone } from './phone.ts'
import { clear, judge, PATIENCE_MS, setStage } from './stage.ts'
import type { World } from './world.ts'

export type Size = {
  /** All in one room, so that they share one queue: `people` times `each` must overflow it. */
  people: number
  /** Messages that each sends at once when the disk is at its slowest. */
  each: number
  perSecond: number
  /** How long each slowness lasts, ms. */
  lastsMs: number
  /** The longest until all is stored once the disk is well again, ms. */
  backMs: number
}

/** What a commit waits for the disk, ms. */
const SLOW_MS = [500, 5_000]
/** How much the server may grow while everything waits, in bytes. */
const GROWTH_BYTES = 150 * 1024 * 1024
const LOOK_EVERY_MS = 250

/** R6: the disk takes 500 ms, then 5 s for each commit. A full queue says so; what was answered is stored. */
export async function slowDisk(world: World, size: Size): Promise<Outcome> {
  const { line, url } = await databaseLine(world.cluster.url)
  const stage = await setStage(world, { rooms: 1, people: size.people }, { databaseUrl: url })
  const { moa, phones, rooms, broken } = stage
  const before = (await moa.figures()).memory
  let most = before
  const watch = setInterval(async () => {
    most = Math.max(most, (await moa.figures()).memory)
  }, LOOK_EVERY_MS)
  const load = new Load(phones, size.perSecond)
  let [answered, busy] = [0, 0]
  for (const waitMs of SLOW_MS) {
    line.gate = async (chunk) => {
      if (isCommit(chunk)) await sleep(waitMs)
    }
    const flooded = waitMs === SLOW_MS.at(-1) ? flood(phones, size.each) : Promise.resolve([])
    await sleep(size.lastsMs)
    line.gate = null
    const back = await calm(world, rooms, phones, PATIENCE_MS)
    bound(broken, `after ${waitMs} ms a commit, all stored in ms`, back, size.backMs)
    const codes = await flooded
    answered += codes.filter((code) => code === 'ok').length
    busy += codes.filter((code) => code === 'message.busy').length
  }
  load.stop()
  clearInterval(watch)
  bound(broken, 'growth in bytes', most - before, GROWTH_BYTES)
  if (busy === 0) broken.push('the queue took everything: it has no end')
  if (answered === 0) broken.push('the queue took nothing')
  await judge(stage)
  const outcome = await clear(stage, {
    ...{ answered, busy, growthMb: Math.round((most - before) / 1024 / 1024) },
  })
  await line.close()
  return outcome
}

/** Everybody sends so many at once; how each was answered, '' when it was not. */
async function flood(phones: readonly Phone[], each: number): Promise<string[]> {
  const tries = phones.flatMap((phone) =>
    Array.from({ length: each }, async (_, n) => {
      const answer = await phone.tryOnce(randomUUID(), `한꺼번에 ${n}`)
      if (!answer) return ''
      return answer.ok ? 'ok' : answer.code
    }),
  )
  return Promise.all(tries)
}
