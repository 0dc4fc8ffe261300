import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { RULES_VERSION } from '#app/shapes/join.ts'
import type { Phone } from './phone.ts'
import type { Room, World } from './world.ts'

/** How long a form may wait for its answer, ms. */
const PATIENCE_MS = 5_000
const AGAIN_MS = 200

/**
 * What else people do while the server falls, over plain forms: newcomers join, and some delete what they wrote. Each is
 * sent again until it is answered. These move counters and the ledger.
 */
export class Errands {
  readonly joined: { caseId: string; nickname: string }[] = []
  deleted = 0
  readonly #rooms: readonly Room[]
  readonly #phones: readonly Phone[]
  readonly #port: () => number
  #running: Promise<void>
  #stopped = false
  #newcomers = 0

  constructor(rooms: readonly Room[], phones: readonly Phone[], port: () => number, everyMs: number) {
    this.#rooms = rooms
    this.#phones = phones
    this.#port = port
    this.#running = this.#keepGoing(everyMs)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  /** Joins that were answered and are not there, or there twice. */
  async violations({ owner }: World): Promise<string[]> {
    const broken: string[] = []
    for (const { caseId, nickname } of this.joined) {
      const rows = await owner
        .selectFrom('member')
        .select('id')
        .where('case_id', '=', caseId)
        .where('nickname', '=', nickname)
        .execute()
      if (rows.length !== 1) broken.push(`newcomer ${nickname} is there ${rows.length} times`)
    }
    return broken
  }

  async #keepGoing(everyMs: number): Promise<void> {
    while (!this.#stopped) {
      await sleep(everyMs)
      const room = this.#rooms[Math.floor(Math.random() * this.#rooms.length)]
      if (!room) return
      await (Math.random() < 0.5 ? this.#join(room) : this.#deleteOne(room))
    }
  }

  async #join({ slug, caseId }: Room): Promise<void> {
    this.#newcomers += 1
    const nickname = `새이웃${this.#newcomers}`
    const fields = { nickname, side: 'buyer', rules: RULES_VERSION, ticket: randomUUID() }
    const address = `10.255.${(this.#newcomers >> 8) & 255}.${this.#newcomers & 255}`
    if ((await this.#post(`/c/${slug}/join`, fields, { 'X-Forwarded-For': address })) === 302) {
      this.joined.push({ caseId, nickname })
    }
  }

  async #deleteOne({ slug, channelId }: Room): Promise<void> {
    const writers = this.#phones.filter((phone) => phone.channelId === channelId && phone.acks.length > 0)
    const phone = writers[Math.floor(Math.random() * writers.length)]
    const ack = phone?.acks[Math.floor(Math.random() * phone.acks.length)]
    if (!phone || !ack) return
    const { cookie, address } = phone.guest
    const headers = { Cookie: cookie, 'X-Forwarded-For': address }
    const fields = { intent: 'delete', messageId: ack.id }
    if ((await this.#post(`/c/${slug}/room/all/messages`, fields, headers)) === 200) this.deleted += 1
  }

  /** The status that ended it; a server that is away or says "unavailable" is asked again. */
  async #post(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string>,
  ): Promise<number> {
    for (;;) {
      const origin = `http://127.0.0.1:${this.#port()}`
      const answer = await fetch(origin + path, {
        method: 'POST',
        redirect: 'manual',
        headers: { ...headers, Origin: origin, Accept: 'application/json' },
        body: new URLSearchParams(fields),
        signal: AbortSignal.timeout(PATIENCE_MS),
      }).catch(() => null)
      if (answer && answer.status < 500) return answer.status
      if (this.#stopped) return 0
      await sleep(AGAIN_MS)
    }
  }
}
