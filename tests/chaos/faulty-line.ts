import { once } from 'node:events'
import {
  type AddressInfo,
  connect,
  createServer,
  type NetConnectOpts,
  type Server,
  type Socket,
} from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

// A network that fails as told, between two ends on this machine. What was sent arrives late, never, or not before the
// network is well again, but never changed or out of order, as with TCP.

/** So much waits in one direction before the sender is no longer read from, in bytes. */
const QUEUE_BYTES = 1024 * 1024

/** Looks at what goes towards the target before it is passed on, and may keep it waiting. */
export type Gate = (chunk: Buffer, pair: Pair) => Promise<void> | void

export type Pair = { near: Socket; far: Socket; deserted: boolean }

export class FaultyLine {
  /** Both ways, ms. */
  delayMs = 0
  gate: Gate | null = null
  port = 0
  readonly #pairs = new Set<Pair>()
  readonly #server: Server
  readonly #target: NetConnectOpts
  #held: { until: Promise<void>; release: () => void } | null = null

  private constructor(target: NetConnectOpts) {
    this.#target = target
    this.#server = createServer((near) => this.#join(near))
  }

  static async open(target: NetConnectOpts): Promise<FaultyLine> {
    const line = new FaultyLine(target)
    line.#server.listen(0, '127.0.0.1')
    await once(line.#server, 'listening')
    line.port = (line.#server.address() as AddressInfo).port
    return line
  }

  /** Connections whose far end has not hung up. */
  get open(): number {
    return [...this.#pairs].filter((pair) => !pair.far.closed).length
  }

  /** Nothing arrives any more, on old lines and new ones, and nobody is told. */
  hold(): void {
    let release = () => {}
    const until = new Promise<void>((resolve) => {
      release = resolve
    })
    this.#held ??= { until, release }
  }

  /** What was held arrives. */
  heal(): void {
    this.#held?.release()
    this.#held = null
  }

  /** Ends connections as a network does that loses its state: all of them, or each with this chance. */
  cut(chance = 1): void {
    for (const { near, far } of this.#pairs) {
      if (Math.random() >= chance) continue
      near.destroy()
      far.destroy()
    }
  }

  /** The near ends vanish without a word; the far ends stay open and are never told. New lines work. */
  desert(): void {
    for (const pair of this.#pairs) {
      pair.deserted = true
      pair.near.destroy()
    }
  }

  /** The far ends vanish without a word; the near ends stay open and are never told. New lines work. */
  maroon(): void {
    for (const pair of this.#pairs) {
      pair.deserted = true
      pair.far.destroy()
    }
  }

  async close(): Promise<void> {
    this.heal()
    this.#server.close()
    for (const { near, far } of this.#pairs) {
      near.destroy()
      far.destroy()
    }
  }

  #join(near: Socket): void {
    const far = connect(this.#target)
    const pair: Pair = { near, far, deserted: false }
    this.#pairs.add(pair)
    near.setNoDelay(true)
    far.setNoDelay(true)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => {})
      one.on('close', () => {
        if (near.closed && far.closed) this.#pairs.delete(pair)
        else if (!pair.deserted) other.destroy()
      })
    }
    this.#carry(pair, near, far, (chunk) => this.gate?.(chunk, pair))
    this.#carry(pair, far, near, () => {})
  }

  #carry(pair: Pair, from: Socket, to: Socket, gate: (chunk: Buffer) => Promise<void> | void): void {
    const queue: { chunk: Buffer; due: number }[] = []
    let bytes = 0
    let running = false
    const run = async () => {
      running = true
      for (let next = queue.shift(); next; next = queue.shift()) {
        const wait = next.due - performance.now()
        if (wait > 0) await sleep(wait)
        await gate(next.chunk)
        while (this.#held) await this.#held.until
        bytes -= next.chunk.length
        if (bytes < QUEUE_BYTES) from.resume()
        // To an end that vanished nothing arrives, and nobody is told.
        if (!pair.deserted && !to.destroyed && !to.write(next.chunk)) await drained(to)
      }
      running = false
    }
    from.on('data', (chunk: Buffer) => {
      queue.push({ chunk, due: performance.now() + this.delayMs })
      bytes += chunk.length
      if (bytes >= QUEUE_BYTES) from.pause()
      if (!running) void run()
    })
  }
}

async function drained(socket: Socket): Promise<void> {
  await Promise.race([once(socket, 'drain'), once(socket, 'close')]).catch(() => {})
}
