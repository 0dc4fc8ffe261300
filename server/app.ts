import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AppLoadContext, createRequestHandler } from '@remix-run/node'
import type { Db } from '#db/client.ts'
import type { Vault } from './domain/vault.ts'
import type { FileStore } from './files/store.ts'
import { attachLive } from './live/io.ts'
import type { Logger } from './log.ts'
import './web/context.ts'
import { boundBody, originsOf, refusedBecause, secure } from './web/guard.ts'
import { createHealth } from './web/health.ts'
import { createLimiter, type Limiter } from './web/limits.ts'
import type { Pages } from './web/pages.ts'
import { sendResponse, toRequest } from './web/remix.ts'
import { type Known, nobody, openSessions, type Sessions } from './web/session.ts'

/** All that the web server stands on. Nothing is opened here; what is passed in stays the caller's to close. */
export type AppParts = {
  db: Db
  vault: Vault
  files: FileStore
  log: Logger
  pages(http: Server): Promise<Pages>
  /** The configured address people use; the request's own when absent. */
  origin?: string | undefined
  trustProxy?: number
  metricsToken?: string | undefined
  redisUrl?: string | undefined
  /** Multiplies every rate limit; tests and benchmarks raise it. */
  limitFactor?: number
}

export type App = {
  http: Server
  listen(port: number, host: string): Promise<number>
  close(): Promise<void>
}

/** How long browsers should wait before they come back after an announced stop, in ms. */
const COME_BACK_AFTER_MS = 1000

/** Pages and sockets on one port. Call `listen`, and `close` before the database is closed. */
export async function createApp(parts: AppParts): Promise<App> {
  const http = createServer()
  const limiter = createLimiter(parts.limitFactor)
  const sessions = openSessions(parts.db, parts.origin?.startsWith('https:') ?? false)
  const live = attachLive({ ...parts, http, limiter, viewerOf: (cookie: string) => sessions.read(cookie) })
  const pages = await parts.pages(http)
  const answer = answerer({ ...parts, sessions, limiter, served: pages })
  http.on('request', (req, res) => {
    if (req.url?.startsWith('/live/')) return
    answer(req, res).catch((error) => fail(res, error, parts.log))
  })
  return {
    http,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        http.once('error', reject)
        http.listen(port, host, () => resolve((http.address() as AddressInfo).port))
      }),
    async close() {
      await pages.close()
      await live.close({ retryAfterMs: COME_BACK_AFTER_MS })
      http.closeAllConnections()
      if (http.listening) await new Promise((resolve) => http.close(resolve))
    },
  }
}

type Serving = AppParts & { sessions: Sessions; limiter: Limiter; served: Pages }

function answerer(app: Serving) {
  const origins = originsOf(app.origin, app.trustProxy ?? 0)
  const health = createHealth(app)
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const address = origins.address(req)
    const origin = origins.origin(req)
    secure(req, res)
    if (await health.answer(req, res, address)) return
    const refused = refusedBecause(req, origin)
    if (refused !== null) return refuse(res, refused)
    if (req.method === 'POST') boundBody(req)
    app.served.files(req, res, () => {
      page(app, req, res, { address, origin }).catch((error) => fail(res, error, app.log))
    })
  }
}

async function page(
  app: Serving,
  req: IncomingMessage,
  res: ServerResponse,
  from: { address: string; origin: string },
): Promise<void> {
  const handle = createRequestHandler(await app.served.build(), app.served.mode)
  const { context, cookies } = contextFor(app, req, from)
  const response = await handle(toRequest(req, res, from.origin), context)
  for (const cookie of cookies()) response.headers.append('Set-Cookie', cookie)
  if (!response.headers.has('cache-control')) response.headers.set('Cache-Control', 'private, no-store')
  await sendResponse(req, res, response)
}

function contextFor(app: Serving, req: IncomingMessage, from: { address: string; origin: string }) {
  const cookieHeader = req.headers.cookie ?? ''
  const sent: string[] = []
  let reading: Promise<Known | null> | undefined
  const known = () => {
    reading ??= app.sessions.read(cookieHeader).then((found) => {
      if (found?.cookie && sent.length === 0) sent.push(found.cookie)
      return found
    })
    return reading
  }
  const context: AppLoadContext = {
    nonce: randomBytes(16).toString('base64url'),
    origin: from.origin,
    db: app.db,
    vault: app.vault,
    files: app.files,
    log: app.log,
    viewer: async () => (await known())?.viewer ?? nobody,
    session: app.sessions.control(cookieHeader, (cookie) => sent.splice(0, sent.length, cookie)),
    limit: async (kind) =>
      app.limiter(kind, { accountId: (await known())?.accountId ?? null, address: from.address }),
  }
  return { context, cookies: () => sent }
}

function refuse(res: ServerResponse, status: number): void {
  res.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    Connection: 'close',
  })
  res.end('요청을 받을 수 없어요.\n')
}

function fail(res: ServerResponse, error: unknown, log: Logger): void {
  const left = error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
  if (!left) log.error({ err: error }, 'request failed')
  if (res.headersSent) res.destroy()
  else refuse(res, 500)
}
