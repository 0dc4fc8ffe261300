import { setTimeout as sleep } from 'node:timers/promises'
import { Phone } from './phone.ts'
import type { Room, World } from './world.ts'

/** Posts go out in so many portions a second. */
const PORTIONS = 20
/** A device with so many messages waiting writes no further ones, as a person would not. */
const OUTBOX_MAX = 20
const LOOK_EVERY_MS = 20
/** One send in ten is repeated without need. */
const DOUBTING = 0.1
const BODY = '환불을 세 번 요청했는데 아직 답이 없어요. 같은 분 계시면 접수 번호를 알려 주세요.'

/** One phone for each guest of the rooms, dialling the port that is current whenever it dials. */
export function phonesOf(rooms: readonly Room[], port: () => number): Phone[] {
  return rooms.flatMap((room) =>
    room.guests.map((guest) => {
      const phone = new Phone(guest, room.channelId, port)
      phone.doubting = DOUBTING
      return phone
    }),
  )
}

/** People who write at a steady pace, whoever is at hand, whether or not their line is up. */
export class Load {
  readonly #timer: NodeJS.Timeout
  #written = 0
  #owed = 0

  constructor(phones: readonly Phone[], perSecond: number, body = BODY) {
    this.#timer = setInterval(() => {
      for (this.#owed += perSecond / PORTIONS; this.#owed >= 1; this.#owed -= 1) {
        const phone = phones[Math.floor(Math.random() * phones.length)]
        if (!phone || phone.waiting >= OUTBOX_MAX) continue
        this.#written += 1
        phone.post(`${body} ${this.#written}`)
      }
    }, 1000 / PORTIONS)
  }

  get written(): number {
    return this.#written
  }

  stop(): void {
    clearInterval(this.#timer)
  }
}

/** Waits until `isSo`; the ms it took, or null when it did not come about within `withinMs`. */
export async function within(
  withinMs: number,
  isSo: () => boolean | Promise<boolean>,
  everyMs = LOOK_EVERY_MS,
): Promise<number | null> {
  const from = performance.now()
  for (;;) {
    if (await isSo()) return Math.round(performance.now() - from)
    if (performance.now() - from > withinMs) return null
    await sleep(everyMs)
  }
}

/** The heads of the rooms' channels as they are stored now. */
export async function headsOf({ owner }: World, rooms: readonly Room[]): Promise<Map<string, number>> {
  const ids = rooms.map((room) => room.channelId)
  const rows = await owner.selectFrom('channel').select(['id', 'head']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row.head]))
}

/** Waits until every device has sent all it has and knows its channel up to the head. */
export async function calm(
  world: World,
  rooms: readonly Room[],
  phones: readonly Phone[],
  withinMs: number,
): Promise<number | null> {
  const sent = await within(withinMs, () => phones.every((phone) => phone.waiting === 0))
  if (sent === null) return null
  const heads = await headsOf(world, rooms)
  const level = await within(withinMs, () =>
    phones.every((phone) => phone.last === heads.get(phone.channelId)),
  )
  return level === null ? null : sent + level
}

/** Waits until every device is connected and knows its channel up to these heads or further. */
export function levelWith(
  heads: ReadonlyMap<string, number>,
  phones: readonly Phone[],
  withinMs: number,
): Promise<number | null> {
  return within(withinMs, () =>
    phones.every((phone) => phone.isIn && phone.last >= (heads.get(phone.channelId) ?? 0)),
  )
}
