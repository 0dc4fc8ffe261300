import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isBehind, openRoom, type RoomState, roomAfter } from '#app/live/room-state.ts'
import type { Answer, AskOut } from '#app/shapes/live.ts'
import { WireClient } from '#tests/bench/wire.ts'
import type { Ack, DeviceLog } from './invariants.ts'
import { hearSay } from './say.ts'
import type { Guest } from './world.ts'

/** As app/live/socket.ts: how long an ask may wait, ms. */
const ASK_PATIENCE_MS = 8_000
const DIAL_PATIENCE_MS = 5_000
/** The wait before the next dial, at random up to this, ms: shorter than people's, so that the bounds are the server's. */
const REDIAL_MS = 1_000
/** The wait before asking again where an answer named none, ms. */
const AGAIN_MS = 300
/** A server that said nothing for longer than its beat and the grace is gone, ms. */
const SILENCE_MS = 45_000

type Posted = AskOut<'message.post'>

/**
 * One device in one channel, over the wire: it dials and redials, applies what is pushed with the browser's own
 * reducer, asks for what is missing, and sends each message until it is answered. It writes everything down.
 */
export class Phone {
  readonly sent = new Set<string>()
  readonly acks: Ack[] = []
  readonly refused = new Map<string, string>()
  /** Codes that told it to come back later, with how often. */
  readonly delays = new Map<string, number>()
  /** Times its line went down. */
  falls = 0
  /** Sends a message twice with this chance, as after an answer that came too late. */
  doubting = 0
  #room: RoomState
  #wire: WireClient | null = null
  /** Fulfilled when the line that is up goes down. */
  #down: Promise<void> = Promise.resolve()
  #stopped = false
  #asking = false
  #outbox: { clientId: string; body: string }[] = []
  #sending = false
  #heardAt = 0

  constructor(
    readonly guest: Guest,
    readonly channelId: string,
    readonly port: () => number,
  ) {
    this.#room = openRoom(guest.memberId, { messages: [], head: 0, hasOlder: false, hasNewer: false }, 0)
  }

  start(): void {
    void this.#keepDialling()
  }

  stop(): void {
    this.#stopped = true
    this.#wire?.close()
  }

  /** Puts a message into the outbox; it goes out after those before it. */
  post(body: string): string {
    const clientId = randomUUID()
    this.#outbox.push({ clientId, body })
    void this.#flush()
    return clientId
  }

  /** True while its line is up and no question about the channel waits for an answer. */
  get isIn(): boolean {
    return this.#wire !== null && !this.#asking
  }

  get waiting(): number {
    return this.#outbox.length
  }

  get last(): number {
    return this.#room.last
  }

  get wire(): WireClient | null {
    return this.#wire
  }

  log(): DeviceLog {
    const { channelId, sent, acks, refused } = this
    return {
      ...{ name: this.guest.nickname, channelId, sent, acks, refused },
      view: this.#room.messages,
      last: this.#room.last,
    }
  }

  async #keepDialling(): Promise<void> {
    while (!this.#stopped) {
      const down = await this.#dial()
      if (down) await down
      await sleep(Math.random() * REDIAL_MS)
    }
  }

  /** The end of the line that was opened, or null. */
  async #dial(): Promise<Promise<void> | null> {
    let ended = () => {}
    const down = new Promise<void>((resolve) => {
      ended = resolve
    })
    const { cookie, address } = this.guest
    try {
      const wire = await WireClient.open(
        this.port(),
        '/live',
        cookie,
        { messages: 0, frames: 0, bytes: 0 },
        {
          headers: { 'X-Forwarded-For': address },
          patience: DIAL_PATIENCE_MS,
          say: (text) => this.#hear(text),
          closed: () => {
            this.#wire = null
            ended()
          },
        },
      )
      this.#wire = wire
      this.#down = down
    } catch {
      return null
    }
    this.#heardAt = performance.now()
    const watch = setInterval(() => this.#closeWhenSilent(), 1000)
    void down.then(() => {
      this.falls += 1
      clearInterval(watch)
    })
    void this.#catchUp()
    void this.#flush()
    return down
  }

  #closeWhenSilent(): void {
    if (performance.now() - this.#heardAt > SILENCE_MS) this.#wire?.close()
  }

  #hear(text: Buffer): void {
    this.#heardAt = performance.now()
    const said = hearSay(text)
    if (said?.kind === 'channel.changes' && said.data.channelId === this.channelId) {
      this.#room = roomAfter(this.#room, { kind: 'changes', frame: said.data })
      if (isBehind(this.#room)) void this.#catchUp()
    } else if (said?.kind === 'channel.head' && said.data.channelId === this.channelId) {
      this.#room = roomAfter(this.#room, { kind: 'head', head: said.data.head })
      if (isBehind(this.#room)) void this.#catchUp()
    } else if (said?.kind === 'resync') void this.#catchUp()
  }

  async #catchUp(): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    for (let more = true; more && this.#wire && !this.#stopped; ) {
      const { channelId } = this
      const after = this.#room.last
      const answer = await this.#ask<AskOut<'channel.enter'>>('channel.enter', { channelId, after })
      if (!answer) continue
      if (!answer.ok) {
        await sleep(answer.retryAfterMs ?? AGAIN_MS)
        continue
      }
      this.#room = roomAfter(this.#room, { kind: 'changes', frame: answer.out })
      this.#room = roomAfter(this.#room, { kind: 'head', head: answer.out.head })
      more = isBehind(this.#room)
    }
    this.#asking = false
  }

  async #flush(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    for (let next = this.#outbox[0]; next && this.#wire && !this.#stopped; next = this.#outbox[0]) {
      const wait = await this.#send(next)
      if (wait === null) this.#outbox.shift()
      else await sleep(wait)
    }
    this.#sending = false
  }

  /** Null when it was answered for good, else the wait before the next try in ms. */
  async #send({ clientId, body }: { clientId: string; body: string }): Promise<number | null> {
    const times = Math.random() < this.doubting ? 2 : 1
    const answers = await Promise.all(Array.from({ length: times }, () => this.tryOnce(clientId, body)))
    if (answers.some((answer) => answer?.ok)) return null
    const [answer] = answers
    if (!answer || answer.ok) return AGAIN_MS
    if (answer.retryAfterMs !== undefined) return answer.retryAfterMs
    this.refused.set(clientId, answer.code)
    return null
  }

  /** Sends a message once and writes down what came back; null without an answer. */
  async tryOnce(clientId: string, body: string): Promise<Answer<Posted> | null> {
    this.sent.add(clientId)
    const input = { channelId: this.channelId, clientId, body, replyTo: null }
    const answer = await this.#ask<Posted>('message.post', input)
    if (answer?.ok) this.acks.push({ clientId, ...answer.out })
    else if (answer) this.delays.set(answer.code, (this.delays.get(answer.code) ?? 0) + 1)
    return answer
  }

  /** The answer, or null without one in time; a line that said nothing at all meanwhile is given up. */
  async #ask<T>(kind: string, input: unknown): Promise<Answer<T> | null> {
    const wire = this.#wire
    if (!wire) return null
    const askedAt = performance.now()
    const answer = await Promise.race([wire.ask(kind, input), this.#down.then(() => null), patience()])
    if (answer !== null) {
      this.#heardAt = performance.now()
      return JSON.parse(answer)[0]
    }
    if (this.#wire === wire && this.#heardAt < askedAt) wire.close()
    return null
  }
}

async function patience(): Promise<null> {
  return sleep(ASK_PATIENCE_MS, null, { ref: false })
}
