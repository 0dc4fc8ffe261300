import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectRoot } from '#db/project-root.ts'
import type { World } from './world.ts'

/** How long a server may take until it answers, ms. */
const START_PATIENCE_MS = 120_000
const LOOK_EVERY_MS = 20
const METRICS_TOKEN = 'chaos looks at the figures'

export type MoaOptions = {
  /** Where the server finds the database; the world's own address unless given. */
  databaseUrl?: string
}

/**
 * The product as `npm start` runs it, in a process of its own that may be killed and started again at the same port.
 * It believes one proxy, so that every device has an address of its own and the real limits hold.
 */
export class Moa {
  port = 0
  /** How often it ended without being killed. */
  falls = 0
  #child: ChildProcess | null = null
  #killing = false
  #said = ''
  readonly #world: World
  readonly #options: MoaOptions

  constructor(world: World, options: MoaOptions = {}) {
    this.#world = world
    this.#options = options
  }

  /** Starts it with a clock off by `skewMs` and answers after how many ms it was ready. */
  async start(skewMs = 0): Promise<number> {
    const from = performance.now()
    const { dataDir, masterKey, cluster } = this.#world
    const child = spawn(
      process.execPath,
      [
        ...['--import', path.join(projectRoot(), 'tests/chaos/clock.mjs')],
        path.join(projectRoot(), 'build/main.js'),
      ],
      {
        cwd: projectRoot(),
        env: {
          ...{ PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'error', TRUST_PROXY: '1' },
          ...{ HOST: '127.0.0.1', PORT: String(this.port), DATA_DIR: dataDir, MOA_MASTER_KEY: masterKey },
          DATABASE_URL: this.#options.databaseUrl ?? cluster.url,
          METRICS_TOKEN,
          CLOCK_SKEW_MS: String(skewMs),
        },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    )
    this.#child = child
    this.#killing = false
    this.#listen(child)
    while (!(await this.#isReady())) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended:\n${this.#said}`)
      if (performance.now() - from > START_PATIENCE_MS) throw new Error(`it does not start:\n${this.#said}`)
      await sleep(LOOK_EVERY_MS)
    }
    return Math.round(performance.now() - from)
  }

  /** As the kernel ends a process that took too much memory. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM')
  }

  /** Sets its clock off by so many ms from now on. */
  setClock(skewMs: number): void {
    this.#child?.send({ skewMs })
  }

  /** What it says of itself: resident memory in bytes, browsers connected, and those that do not read. */
  async figures(): Promise<{ memory: number; lines: number; stale: number }> {
    const headers = { Authorization: `Bearer ${METRICS_TOKEN}` }
    const answer = await fetch(`http://127.0.0.1:${this.port}/metrics`, { headers })
    const text = await answer.text()
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
    return {
      memory: figure('process_resident_memory_bytes'),
      lines: figure('moa_live_lines'),
      stale: figure('moa_live_stale_lines'),
    }
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child
    this.#child = null
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    this.#killing = true
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  #listen(child: ChildProcess): void {
    const hear = (chunk: Buffer) => {
      this.#said = (this.#said + chunk).slice(-10_000)
      this.port ||= Number(/http:\/\/localhost:(\d+)/.exec(this.#said)?.[1] ?? 0)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => {
      if (!this.#killing) this.falls += 1
    })
  }

  async #isReady(): Promise<boolean> {
    if (this.port === 0) return false
    const signal = AbortSignal.timeout(START_PATIENCE_MS)
    const answer = await fetch(`http://127.0.0.1:${this.port}/readyz`, { signal }).catch(() => null)
    return answer?.status === 200
  }
}
