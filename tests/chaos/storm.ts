import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { levelWith } from './load.ts'
import { bound, type Outcome } from './outcome.ts'
import { Phone } from './phone.ts'
import { clear, judge, PATIENCE_MS, setStage } from './stage.ts'
import type { World } from './world.ts'

export type Size = {
  rooms: number
  /** In each room. */
  people: number
  /** Messages of each. */
  messages: number
}

/** Each message goes out five times over three connections, all at the same moment. */
const ROUTES = [0, 1, 2, 0, 1]
/** A refused copy comes back after this unless told otherwise, ms. */
const AGAIN_MS = 300

/** R8: everybody sends everything five times over three connections. It is stored once, and all answers are one. */
export async function idempotencyStorm(world: World, size: Size): Promise<Outcome> {
  const stage = await setStage(world, size)
  const { moa, broken } = stage
  const owners = [...stage.phones]
  const more = owners.flatMap(({ guest, channelId }) =>
    [1, 2].map(() => new Phone(guest, channelId, () => moa.port)),
  )
  for (const phone of more) phone.start()
  stage.phones.push(...more)
  const cameIn = await levelWith(new Map(), stage.phones, PATIENCE_MS)
  bound(broken, 'all three connections of everybody within ms', cameIn, PATIENCE_MS)
  const answers = await Promise.all(
    owners.map(async (first, at) => {
      const devices = [first, ...more.slice(2 * at, 2 * at + 2)]
      const all: string[] = []
      for (let n = 0; n < size.messages; n += 1) all.push(...(await sendFivefold(devices, `다섯 번 ${n}`)))
      return all
    }),
  )
  const apart = answers.flat().filter((seen) => seen !== '1').length
  if (apart > 0) broken.push(`${apart} messages were answered at several places`)
  await judge(stage)
  return clear(stage, { messages: owners.length * size.messages, copies: ROUTES.length })
}

/** At how many places the five copies were answered. */
async function sendFivefold(devices: readonly Phone[], body: string): Promise<string[]> {
  const clientId = randomUUID()
  const places = ROUTES.map(async (at) => {
    for (;;) {
      const answer = await devices[at]?.tryOnce(clientId, body)
      if (answer?.ok) return `${answer.out.id} ${answer.out.seq}`
      await sleep(answer?.retryAfterMs ?? AGAIN_MS)
    }
  })
  return [String(new Set(await Promise.all(places)).size)]
}
