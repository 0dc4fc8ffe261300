import { setTimeout as sleep } from 'node:timers/promises'
import { Load, levelWith } from './load.ts'
import { bound, type Outcome } from './outcome.ts'
import { clear, judge, PATIENCE_MS, setStage } from './stage.ts'
import type { World } from './world.ts'

export type Size = {
  rooms: number
  /** In each room. */
  people: number
  perSecond: number
  /** How long each clock is kept, ms. */
  lastsMs: number
}

const HOUR = 3_600_000
/** The clock of this machine and the database's are one; a message may have waited so long for its commit, ms. */
const SLACK_MS = 10_000

/** R7: the server's clock is an hour ahead, right, an hour behind; then it starts with each. */
export async function clocks(world: World, size: Size): Promise<Outcome> {
  const from = Date.now()
  const stage = await setStage(world, size)
  const { moa, phones, broken } = stage
  const load = new Load(phones, size.perSecond)
  for (const skew of [HOUR, 0, -HOUR, 0]) {
    moa.setClock(skew)
    await sleep(size.lastsMs)
  }
  const lost = phones.reduce((sum, phone) => sum + phone.falls, 0)
  bound(broken, 'lines lost to a clock that was set', lost, 0)
  for (const skew of [HOUR, -HOUR]) {
    await moa.kill()
    await moa.start(skew)
    const back = await levelWith(new Map(), phones, PATIENCE_MS)
    bound(broken, `all signed in at a server ${skew / HOUR} h off, in ms`, back, PATIENCE_MS)
    await sleep(size.lastsMs)
  }
  load.stop()
  await judge(stage)
  const late = Date.now() + SLACK_MS
  const times = phones.flatMap((phone) => phone.log().view.map(({ at }) => Date.parse(at)))
  const wrong = times.filter((at) => at < from - SLACK_MS || at > late).length
  bound(broken, 'messages with a time that is not the database’s', wrong, 0)
  return clear(stage, { timesSeen: times.length })
}
