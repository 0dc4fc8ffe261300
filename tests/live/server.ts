import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { io as connectTo, type Socket } from 'socket.io-client'
import {
  type Answer,
  type AskIn,
  type AskKind,
  type AskOut,
  type Asks,
  type SayData,
  type SayKind,
  type Says,
  says,
} from '#app/shapes/live.ts'
import type { Db } from '#db/client.ts'
import { attachLive, type Live } from '#server/live/io.ts'
import { createLimiter } from '#server/web/limits.ts'
import type { TestPerson } from './room.ts'

export type TestServer = {
  port: number
  live: Live
  /** A browser of that person, connected; `session` tells devices apart. */
  browser(person: TestPerson, session?: string): Promise<Browser>
  socket(person: TestPerson | null, headers?: Record<string, string>, session?: string): Socket<Says, Asks>
  /** Ends the browsers. */
  hangUp(): Promise<void>
  /** Gives the port free, keeping the browsers. */
  release(): Promise<void>
  /** Ends the browsers and the server. */
  stop(): Promise<void>
}

type Options = { port?: number; limitFactor?: number; redisUrl?: string }

/** The live server alone on a port of its own; a cookie names the account and the session. */
export async function startServer(db: Db, options: Options = {}): Promise<TestServer> {
  const http = createServer((_, res) => res.end())
  const live = attachLive({
    http,
    db,
    viewerOf: async (cookie) => {
      const [, accountId, sessionId] = /who=([0-9a-f-]{36})\.(\w+)/.exec(cookie) ?? []
      return accountId && sessionId ? { viewer: { accountId, hasPassword: false }, sessionId } : null
    },
    log: pino({ level: 'silent' }),
    limiter: createLimiter(1000),
    limitFactor: options.limitFactor ?? 1000,
    redisUrl: options.redisUrl,
  })
  await new Promise<void>((resolve) => http.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  const sockets = new Set<Socket<Says, Asks>>()
  const socket: TestServer['socket'] = (person, headers = {}, session = 'a1') => {
    const cookie: Record<string, string> = person ? { cookie: `who=${person.accountId}.${session}` } : {}
    const made: Socket<Says, Asks> = connectTo(`http://127.0.0.1:${port}`, {
      path: '/live',
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 20,
      reconnectionDelayMax: 100,
      extraHeaders: { origin: `http://127.0.0.1:${port}`, ...cookie, ...headers },
    })
    sockets.add(made)
    return made
  }
  const hangUp = async () => {
    for (const made of sockets) made.disconnect()
    sockets.clear()
    await until(() => live.count() === 0)
  }
  const release = async () => {
    http.closeAllConnections()
    if (http.listening) await new Promise((resolve) => http.close(resolve))
  }
  return {
    port,
    live,
    socket,
    browser: (person, session) => browserOn(socket(person, {}, session)),
    release,
    hangUp,
    async stop() {
      await hangUp()
      await live.close({ retryAfterMs: 0 })
      await release()
    },
  }
}

export type Browser = {
  socket: Socket<Says, Asks>
  ask<K extends AskKind>(kind: K, input: AskIn<K>): Promise<Answer<AskOut<K>>>
  /** Like `ask`, and fails on a refusal. */
  get<K extends AskKind>(kind: K, input: AskIn<K>): Promise<AskOut<K>>
  /** What was said so far, checked against the catalogue. */
  heard<K extends SayKind>(kind: K): SayData<K>[]
}

/** Wraps a socket so that asks can be awaited and says looked up; waits until it is connected. */
export async function browserOn(socket: Socket<Says, Asks>): Promise<Browser> {
  const heard: { kind: string; data: unknown }[] = []
  socket.onAny((kind: string, data: unknown) => heard.push({ kind, data }))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const ask: Browser['ask'] = (kind, input) =>
    (socket as Socket).timeout(10_000).emitWithAck(kind, input) as Promise<never>
  return {
    socket,
    ask,
    async get(kind, input) {
      const answer = await ask(kind, input)
      if (!answer.ok) throw new Error(`refused: ${answer.code}`)
      return answer.out
    },
    heard: <K extends SayKind>(kind: K) =>
      heard.filter((one) => one.kind === kind).map((one) => says[kind].parse(one.data) as SayData<K>),
  }
}

/** Waits until `isSo` holds, for at most ten seconds. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('it did not come about')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
