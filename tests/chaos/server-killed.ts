import { setTimeout as sleep } from 'node:timers/promises'
import { Errands } from './errands.ts'
import { calm, headsOf, Load, levelWith, phonesOf } from './load.ts'
import { Moa } from './moa.ts'
import { bound, type Outcome } from './outcome.ts'
import { check, openRoom, type World } from './world.ts'

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
const CALM_MS = 60_000
const ERRAND_EVERY_MS = 100

/** R1: the server is killed at random moments under load and started again. */
export async function serverKilled(world: World, size: Size): Promise<Outcome> {
  const rooms = await Promise.all(Array.from({ length: size.rooms }, () => openRoom(world, size.people)))
  const moa = new Moa(world)
  const broken: string[] = []
  const [ready, synced]: [number[], number[]] = [[], []]
  const phones = phonesOf(rooms, () => moa.port)
  await moa.start()
  for (const phone of phones) phone.start()
  bound(broken, 'all came in within ms', await levelWith(new Map(), phones, CALM_MS), CALM_MS)
  const load = new Load(phones, size.perSecond)
  // Every other room, so that the rest can be held to places without a hole.
  const errands = new Errands(
    rooms.filter((_, at) => at % 2 === 0),
    phones,
    () => moa.port,
    ERRAND_EVERY_MS,
  )
  for (let kill = 0; kill < size.kills; kill += 1) {
    await sleep(Math.random() * 2 * BETWEEN_MS)
    await moa.kill()
    const heads = await headsOf(world, rooms)
    ready.push(await moa.start())
    const took = await levelWith(heads, phones, CALM_MS)
    bound(broken, `kill ${kill + 1}, all level after listen in ms`, took, size.syncedMs)
    synced.push(took ?? CALM_MS)
  }
  await sleep(BETWEEN_MS)
  load.stop()
  await errands.stop()
  bound(broken, 'calm after ms', await calm(world, rooms, phones, CALM_MS), CALM_MS)
  bound(broken, 'ready after ms', Math.max(...ready), size.readyMs)
  bound(broken, 'falls of its own', moa.falls, 0)
  broken.push(
    ...(await check(
      world,
      rooms,
      phones.map((phone) => phone.log()),
    )),
  )
  broken.push(...(await errands.violations(world)))
  for (const phone of phones) phone.stop()
  await moa.stop()
  return {
    broken,
    figures: {
      ...{ people: phones.length, rooms: rooms.length, kills: size.kills, written: load.written },
      acked: phones.reduce((sum, phone) => sum + phone.acks.length, 0),
      ...{ joined: errands.joined.length, deleted: errands.deleted },
      ...{ readyMaxMs: Math.max(...ready), syncedMaxMs: Math.max(...synced) },
    },
  }
}
