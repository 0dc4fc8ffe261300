import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import type { LiveFigures } from '#server/live/io.ts'
import { isLoopback } from './guard.ts'

/** How long a part may take to answer before it counts as away, in ms. */
const READY_WITHIN_MS = 2000

export type Health = {
  /** Answers /healthz, /readyz and /metrics; false when the address is another. */
  answer(req: IncomingMessage, res: ServerResponse, address: string): Promise<boolean>
  registry: Registry
}

type Parts = {
  db: Db
  files: FileStore
  metricsToken?: string | undefined
  /** How the live server stands; its figures are left out when absent. */
  liveFigures?: () => LiveFigures
}

/** Process up, parts ready, and figures for a collector (from this machine, or with the token). */
export function createHealth(parts: Parts): Health {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  if (parts.liveFigures) gauge(registry, parts.liveFigures)
  return {
    registry,
    async answer(req, res, address) {
      const path = (req.url ?? '').split('?', 1)[0]
      if (path === '/healthz') send(res, 200, 'text/plain', 'ok\n')
      else if (path === '/readyz') await ready(res, parts)
      else if (path === '/metrics') {
        const allowed = parts.metricsToken
          ? isSame(req.headers.authorization ?? '', `Bearer ${parts.metricsToken}`)
          : isLoopback(address) && !throughProxy.some((name) => name in req.headers)
        if (allowed) send(res, 200, registry.contentType, await registry.metrics())
        else send(res, 404, 'text/plain', 'not found\n')
      } else return false
      return true
    },
  }
}

function gauge(registry: Registry, figures: () => LiveFigures): void {
  const gauges = {
    lines: { name: 'moa_live_lines', help: 'Browsers connected.' },
    stale: { name: 'moa_live_stale_lines', help: 'Browsers that get no pushes until they have read.' },
    unreadBytes: { name: 'moa_live_unread_bytes', help: 'Bytes held for browsers that have not read them.' },
  } as const satisfies Record<keyof LiveFigures, unknown>
  for (const key of Object.keys(gauges) as (keyof LiveFigures)[]) {
    const collect = function (this: Gauge) {
      this.set(figures()[key])
    }
    registry.registerMetric(new Gauge({ ...gauges[key], registers: [], collect }))
  }
}

/** What proxies on this machine add: a visitor behind one seems to come from loopback. */
const throughProxy = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'forwarded',
  'via',
]

/** Compares in the same time wherever the two differ. */
function isSame(given: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(right))
}

async function ready(res: ServerResponse, parts: { db: Db; files: FileStore }): Promise<void> {
  const [database, files] = await Promise.all([
    answers(sql`select 1`.execute(parts.db)),
    answers(parts.files.check()),
  ])
  send(res, database && files ? 200 : 503, 'application/json', JSON.stringify({ database, files }))
}

async function answers(question: Promise<unknown>): Promise<boolean> {
  const late = new Promise<never>((_, reject) => setTimeout(reject, READY_WITHIN_MS).unref())
  return Promise.race([question, late]).then(
    () => true,
    () => false,
  )
}

function send(res: ServerResponse, status: number, type: string, body: string): void {
  res.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' })
  res.end(body)
}
