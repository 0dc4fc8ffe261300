import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { KyselyPlugin } from 'kysely'
import pino from 'pino'
import { Server } from 'socket.io'
import { openDatabase } from '#db/client.ts'
import { attachLive } from '#server/live/io.ts'

// The measured process: our live server at /live and a bare Socket.IO broadcast of what was sent at /bare.

/** Far beyond any sender here: the rates are measured, not their limits. */
const NO_LIMIT = 1e9
const NANO = 1e6

/**
 * `usage` reports and starts the event loop's clock anew; `weigh` collects garbage first, so that `heldBytes` is what is
 * needed; `cut` ends every line of ours as a failing network would.
 */
export type Order = 'usage' | 'weigh' | 'cut' | 'stop'
export type Usage = {
  cpuSeconds: number
  rssBytes: number
  heldBytes: number
  loopP99Ms: number
  queries: number
}
export type Report = { port: number } | Usage

const url = process.argv[2]
if (!url || !process.send) throw new Error('started by the bench only')

let queries = 0
const counting: KyselyPlugin = {
  transformQuery({ node }) {
    queries += 1
    return node
  },
  transformResult: async ({ result }) => result,
}
const db = openDatabase(url, { role: 'moa_app' }).withPlugin(counting)
const http = createServer((_, res) => res.end())
const live = attachLive({
  http,
  db,
  viewerOf: async (cookie) => {
    const accountId = cookie.slice('who='.length)
    return { viewer: { accountId, hasPassword: false }, sessionId: accountId }
  },
  log: pino({ level: 'warn' }, process.stderr),
  limiter: async () => {},
  limitFactor: NO_LIMIT,
})
const bare = new Server(http, {
  path: '/bare',
  transports: ['websocket'],
  perMessageDeflate: false,
  serveClient: false,
})
bare.on('connection', (socket) => {
  socket.on('message.post', (input: unknown, answer: (out: unknown) => void) => {
    bare.emit('message', input)
    answer({ ok: true })
  })
})
const sockets = new Map<string, Set<{ destroy(): void }>>()
http.on('upgrade', (req, socket) => {
  const path = req.url?.startsWith('/bare') ? 'bare' : 'live'
  const kept = sockets.get(path) ?? new Set()
  sockets.set(path, kept.add(socket))
  socket.once('close', () => kept.delete(socket))
})
const loop = monitorEventLoopDelay({ resolution: 5 })
loop.enable()

process.on('message', async (order: Order) => {
  if (order === 'stop') {
    await live.close({ retryAfterMs: 0 })
    await bare.close()
    await db.destroy()
    process.exit(0)
  }
  if (order === 'cut') for (const socket of [...(sockets.get('live') ?? [])]) socket.destroy()
  if (order === 'weigh') globalThis.gc?.()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, external } = process.memoryUsage()
  report({
    ...{ cpuSeconds: (user + system) / 1e6, rssBytes: rss, heldBytes: heapUsed + external },
    ...{ loopP99Ms: loop.percentile(99) / NANO, queries },
  })
  loop.reset()
})
process.on('disconnect', () => process.exit(0))
http.listen(0, '127.0.0.1', () => report({ port: (http.address() as AddressInfo).port }))

function report(what: Report): void {
  process.send?.(what)
}
