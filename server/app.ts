import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type AppLoadContext, createRequestHandler, type RequestHandler } from '@remix-run/node'
import type { Db } from '#db/client.ts'
import type { Vault } from './domain/vault.ts'
import type { FileStore } from './files/store.ts'
import { attachLive, type LiveFigures } from './live/io.ts'
import type { Logger } from './log.ts'
import type { Push } from './push/push.ts'
import './web/context.ts'
import { readFormBody } from './web/body.ts'
import { originsOf, refusedBecause, secure, targetOf } from './web/guard.ts'
import { boundHalfOpen, HEADERS_LOOK, HEADERS_WAIT } from './web/half-open.ts'
import { createHealth } from './web/health.ts'
import { createLimiter, type Limiter } from './web/limits.ts'
import { answerLocker, LOCKER_METHODS, lockerDoor } from './web/locker-door.ts'
import { ocrFiles } from './web/ocr-files.ts'
import type { Pages } from './web/pages.ts'
import { takesRange } from './web/range.ts'
import { type Asked, sendResponse, toRequest } from './web/remix.ts'
import { type Known, nobody, openSessions, type Sessions } from './web/session.ts'
import { countedBody, readRest, uploadMax } from './web/upload-doors.ts'
import { uploadLocker } from './web/upload-locker.ts'

/** All that the web server stands on. Nothing is opened here; what is passed in stays the caller's to close. */
export type AppParts = {
  db: Db
  vault: Vault
  files: FileStore
  push: Push
  /** Whether this server sends mail (its jobs do). */
  sendsMail?: boolean
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
  const http = createServer({ headersTimeout: HEADERS_WAIT, connectionsCheckingInterval: HEADERS_LOOK })
  if (!parts.trustProxy) boundHalfOpen(http)
  const limiter = createLimiter(parts.limitFactor)
  const sessions = openSessions(parts.db, parts.origin?.startsWith('https:') ?? false)
  const live = attachLive({ ...parts, http, limiter, viewerOf: (cookie: string) => sessions.read(cookie) })
  const pages = await parts.pages(http)
  const handle = createRequestHandler(pages.build, pages.mode)
  const answer = answerer({ ...parts, sessions, limiter, served: pages, handle, liveFigures: live.figures })
  if (pages.mode === 'production') http.on('upgrade', refuseUpgrade)
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

type Serving = AppParts & {
  sessions: Sessions
  limiter: Limiter
  served: Pages
  handle: RequestHandler
  liveFigures: () => LiveFigures
}

function answerer(app: Serving) {
  const origins = originsOf(app.origin, app.trustProxy ?? 0)
  const health = createHealth(app)
  const locker = uploadLocker()
  const ocr = ocrFiles()
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const address = origins.address(req)
    const origin = origins.origin(req)
    secure(req, res)
    const upload = uploadMax(req)
    const door = lockerDoor(req)
    const refused = door
      ? refusedBecause(req, origin, door.maxBytes, LOCKER_METHODS)
      : refusedBecause(req, origin, upload ?? undefined)
    if (refused !== null) return refuse(res, refused)
    const target = targetOf(req.url)
    if (target === null) return refuse(res, 400)
    req.url = target
    if (await health.answer(req, res, address)) return
    if (await ocr.answer(req, res)) return
    if (door) {
      const { context } = contextFor(app, req, { address, origin })
      return answerLocker(req, res, { ...context, slug: door.slug, locker })
    }
    if (upload !== null) {
      const form = countedBody(req, upload)
      return page(app, req, res, { address, origin, target, form })
    }
    if (req.method === 'POST') {
      const form = await readFormBody(req)
      if (typeof form === 'number') return refuse(res, form)
      return page(app, req, res, { address, origin, target, form })
    }
    // Other files are small and come whole.
    if (!takesRange(req)) delete req.headers.range
    app.served.files(req, res, () => {
      const asked = { address, origin, target, form: null }
      page(app, req, res, asked).catch((error) => fail(res, error, app.log))
    })
  }
}

async function page(
  app: Serving,
  req: IncomingMessage,
  res: ServerResponse,
  asked: Asked & { address: string },
): Promise<void> {
  const { context, cookies, isPersonal } = contextFor(app, req, asked)
  const response = await app.handle(toRequest(req, res, asked), context)
  keepApart(response.headers, cookies(), await isPersonal())
  if (!(await readRest(req))) res.setHeader('Connection', 'close')
  await sendResponse(req, res, response)
}

/**
 * What anybody may keep carries no cookie (a shared cache would hand it on; it comes with the next page), and what was
 * made for one person is kept nowhere: the next one at this screen must not find it by going back.
 */
function keepApart(headers: Headers, cookies: readonly string[], isPersonal: boolean): void {
  const caching = headers.get('Cache-Control') ?? ''
  if (/\bpublic\b/.test(caching)) return
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  if (/\bno-store\b/.test(caching)) return
  if (isPersonal || cookies.length > 0 || caching === '') headers.set('Cache-Control', 'private, no-store')
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
    push: app.push,
    sendsMail: app.sendsMail ?? false,
    log: app.log,
    viewer: async () => (await known())?.viewer ?? nobody,
    session: app.sessions.control(cookieHeader, (cookie) => sent.splice(0, sent.length, cookie)),
    limit: async (kind) =>
      app.limiter(kind, { accountId: (await known())?.accountId ?? null, address: from.address }),
  }
  return { context, cookies: () => sent, isPersonal: async () => Boolean(await reading?.catch(() => null)) }
}

/** An upgrade that the live server does not take: nobody else would ever answer or close it. */
function refuseUpgrade(req: IncomingMessage, socket: Duplex): void {
  if (req.url?.startsWith('/live/')) return
  socket.on('error', () => socket.destroy())
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () =>
    socket.destroy(),
  )
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
