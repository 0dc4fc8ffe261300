import { calm, headsOf, levelWith, phonesOf, within } from './load.ts'
import { Moa, type MoaOptions } from './moa.ts'
import { bound, type Outcome } from './outcome.ts'
import type { Phone } from './phone.ts'
import { check, openRoom, type Room, type World } from './world.ts'

/** How long is waited for what must come about, ms; the bounds that are judged are shorter. */
export const PATIENCE_MS = 60_000

/** Where a fault is played: rooms, a server, and everybody's phone connected. `broken` gathers what went wrong. */
export type Stage = { world: World; rooms: Room[]; moa: Moa; phones: Phone[]; broken: string[] }

type Cast = {
  rooms: number
  /** In each room. */
  people: number
}

/** Opens rooms and server and waits until everybody is in. Phones dial `port`, the server's own unless given. */
export async function setStage(
  world: World,
  { rooms: count, people }: Cast,
  { port, ...options }: MoaOptions & { port?: (moa: Moa) => Promise<() => number> } = {},
): Promise<Stage> {
  const rooms = await Promise.all(Array.from({ length: count }, () => openRoom(world, people)))
  const moa = new Moa(world, options)
  await moa.start()
  const phones = phonesOf(rooms, (await port?.(moa)) ?? (() => moa.port))
  for (const phone of phones) phone.start()
  const broken: string[] = []
  bound(broken, 'all came in within ms', await levelWith(new Map(), phones, PATIENCE_MS), PATIENCE_MS)
  return { world, rooms, moa, phones, broken }
}

/**
 * Writes once more in every room, and waits until that is answered and everybody knows all that is stored: the ms from
 * now, or null when it does not come about.
 */
export async function backToNormal({ world, rooms, phones }: Stage): Promise<number | null> {
  const from = performance.now()
  const signs = rooms.map((room) => {
    const phone = phones.find(({ channelId }) => channelId === room.channelId)
    return { phone, clientId: phone?.post('다시 되나요?') }
  })
  const isAnswered = ({ phone, clientId }: (typeof signs)[number]) =>
    phone?.acks.some((ack) => ack.clientId === clientId) ?? false
  if ((await within(PATIENCE_MS, () => signs.every(isAnswered))) === null) return null
  if ((await levelWith(await headsOf(world, rooms), phones, PATIENCE_MS)) === null) return null
  return Math.round(performance.now() - from)
}

/** Waits until everything that was written is sent and seen, and holds it against what is stored. */
export async function judge({ world, rooms, moa, phones, broken }: Stage): Promise<void> {
  const took = await calm(world, rooms, phones, PATIENCE_MS)
  bound(broken, 'calm after ms', took, PATIENCE_MS)
  // What is still being written could not be compared with anything.
  if (took === null) for (const phone of phones) phone.stop()
  bound(broken, 'falls of the server', moa.falls, 0)
  broken.push(...(await check(world, rooms, phones)))
}

/** Ends phones and server, and says what became of it. */
export async function clear(stage: Stage, figures: Record<string, number>): Promise<Outcome> {
  const { rooms, moa, phones, broken } = stage
  for (const phone of phones) phone.stop()
  await moa.stop()
  const sums = {
    ...{ people: phones.length, rooms: rooms.length },
    sent: phones.reduce((sum, phone) => sum + phone.sent.size, 0),
    answers: phones.reduce((sum, phone) => sum + phone.acks.length, 0),
    linesLost: phones.reduce((sum, phone) => sum + phone.falls, 0),
  }
  return { broken, figures: { ...sums, ...figures, ...delaysOf(phones) } }
}

/** How often anybody was told to come back later, by code. */
function delaysOf(phones: readonly Phone[]): Record<string, number> {
  const all: Record<string, number> = {}
  for (const { delays } of phones) {
    for (const [code, times] of delays) all[code] = (all[code] ?? 0) + times
  }
  return all
}
