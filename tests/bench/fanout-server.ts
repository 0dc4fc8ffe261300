import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { Server } from 'socket.io'
import { openDatabase } from '#db/client.ts'
import { attachLive } from '#server/live/io.ts'

// The measured process: our live server at /live and a bare Socket.IO broadcast of what was sent at /bare.

/** Far beyond any sender here: the rates are measured, not their limits. */
const NO_LIMIT = 1e9

export type Order = 'usage' | 'stop'
export type Report = { port: number } | { cpuSeconds: number; rssBytes: number }

const url = process.argv[2]
if (!url || !process.send) throw new Error('started by the bench only')
const db = openDatabase(url, { role: 'moa_app' })
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
process.on('message', async (order: Order) => {
  if (order === 'stop') {
    await live.close({ retryAfterMs: 0 })
    await bare.close()
    await db.destroy()
    process.exit(0)
  }
  const { user, system } = process.cpuUsage()
  report({ cpuSeconds: (user + system) / 1e6, rssBytes: process.memoryUsage.rss() })
})
process.on('disconnect', () => process.exit(0))
http.listen(0, '127.0.0.1', () => report({ port: (http.address() as AddressInfo).port }))

function report(what: Report): void {
  process.send?.(what)
}
