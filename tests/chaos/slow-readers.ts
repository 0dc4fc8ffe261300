import { setTimeout as sleep } from 'node:timers/promises'
import { Load, levelWith, within } from './load.ts'
import { bound, type Outcome } from './outcome.ts'
import { clear, judge, PATIENCE_MS, setStage } from './stage.ts'
import type { World } from './world.ts'

export type Size = {
  people: number
  /** Of them, those who never read. */
  stalled: number
  perSecond: number
  /** Length of each message in characters of three bytes. */
  length: number
  /** The load goes on at least so long, ms. */
  lastsMs: number
  /** The longest until the stalled ones owe enough to be passed over, ms. */
  staleMs: number
}

/** Someone who does not read costs no more than this, in bytes. */
const EACH_BYTES = 1024 * 1024
/** Besides, the server may grow by what any load of this kind leaves, in bytes. */
const FLOOR_BYTES = 100 * 1024 * 1024
/** Someone who does not read is cut within half a minute; looking takes its time too, ms. */
const CUT_MS = 31_000
/** The server is asked how it stands so often, ms; each answer costs it a little. */
const LOOK_EVERY_MS = 500

/** R11: many never read what they are sent. Memory stays bounded, they are cut, and whole once they come back. */
export async function slowReaders(world: World, size: Size): Promise<Outcome> {
  const stage = await setStage(world, { rooms: 1, people: size.people })
  const { moa, phones, broken } = stage
  const stalled = phones.slice(0, size.stalled)
  const reading = phones.slice(size.stalled)
  const before = (await moa.figures()).memory
  let most = before
  const look = async () => {
    const figures = await moa.figures()
    most = Math.max(most, figures.memory)
    return figures
  }
  for (const phone of stalled) phone.wire?.pause()
  const from = performance.now()
  const load = new Load(reading, size.perSecond, '길'.repeat(size.length))
  const passedOver = async () => {
    const { stale, lines } = await look()
    return stale + size.people - lines >= size.stalled
  }
  const stale = await within(size.staleMs, passedOver, LOOK_EVERY_MS)
  bound(broken, 'all who do not read are passed over after ms', stale, size.staleMs)
  if (performance.now() - from >= size.lastsMs) load.stop()
  const isCut = async () => (await look()).lines <= reading.length
  const cut = await within(PATIENCE_MS, isCut, LOOK_EVERY_MS)
  bound(broken, 'all who do not read are cut after ms', cut, CUT_MS)
  while (performance.now() - from < size.lastsMs) {
    await look()
    await sleep(LOOK_EVERY_MS)
  }
  load.stop()
  const lost = reading.reduce((sum, phone) => sum + phone.falls, 0)
  bound(broken, 'lines lost by those who read', lost, 0)
  const growth = most - before
  bound(broken, 'growth in bytes', growth, size.stalled * EACH_BYTES + FLOOR_BYTES)
  for (const phone of stalled) phone.wire?.resume()
  const back = await levelWith(new Map(), phones, PATIENCE_MS)
  bound(broken, 'those who were cut are back in ms', back, PATIENCE_MS)
  await judge(stage)
  const figures = { stalled: size.stalled, staleMs: stale ?? -1, cutMs: cut ?? -1 }
  return clear(stage, { ...figures, growthMb: Math.round(growth / 1024 / 1024) })
}
