import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openDatabase } from '#db/client.ts'
import { diskStore } from '#server/files/disk.ts'
import { startJobs } from '#server/jobs/runner.ts'
import { attachLive } from '#server/live/io.ts'
import { createLog } from '#server/log.ts'
import { answerLocker, lockerDoor } from '#server/web/locker-door.ts'
import { uploadLocker } from '#server/web/upload-locker.ts'
import { testVault } from '#tests/people.ts'
import { testPush } from '#tests/push.ts'

// The measured process: the locker's door and the chat as they are, and at /plain a stream to a file and nothing more. It
// says how much memory it held at most since it was last asked.

export type UploadOrder = 'weigh' | 'clear' | 'stop'
export type UploadReport = { port: number } | { rssBytes: number; mostBytes: number; cpuSeconds: number }

/** How often memory is looked at, ms. */
const LOOK_MS = 200

const [url = '', folder = '', does = ''] = process.argv.slice(2)
if (!url || !folder || !process.send) throw new Error('started by the bench only')

const db = openDatabase(url, { role: 'moa_app' })
const vault = testVault()
const [sealed, plain] = [join(folder, 'sealed'), join(folder, 'plain')]
await mkdir(plain, { recursive: true })
const files = diskStore(sealed, vault)
const log = createLog('warn')
const parts = { url, db, vault, files, push: testPush(), mail: null, scan: null, log }
const jobs = does === 'jobs' ? await startJobs(parts) : null
const viewerOf = async (cookie: string) => {
  const accountId = cookie.slice('who='.length)
  return { viewer: { accountId, hasPassword: false }, sessionId: accountId }
}
const http = createServer((req, res) => {
  answer(req, res).catch((error) => {
    log.error({ err: error }, 'not answered')
    res.destroy()
  })
})
const live = attachLive({ http, db, viewerOf, log, limiter: async () => {}, limitFactor: 1e9 })
const locker = uploadLocker()

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  if (req.url?.startsWith('/live/')) return
  const door = lockerDoor(req)
  if (!door) {
    await pipeline(req, createWriteStream(join(plain, String(req.url).slice('/plain/'.length))))
    res.writeHead(204).end()
    return
  }
  const asked = { db, vault, files, locker, slug: door.slug, origin: `http://${req.headers.host}` }
  const viewer = async () => (await viewerOf(req.headers.cookie ?? '')).viewer
  await answerLocker(req, res, { ...asked, viewer, limit: async () => {} })
}

let mostBytes = 0
setInterval(() => {
  mostBytes = Math.max(mostBytes, process.memoryUsage.rss())
}, LOOK_MS).unref()

process.on('message', async (order: UploadOrder) => {
  if (order === 'stop') {
    await live.close({ retryAfterMs: 0 })
    http.closeAllConnections()
    await jobs?.stop()
    await db.destroy()
    process.exit(0)
  }
  if (order === 'clear') {
    for (const dir of [sealed, plain]) await rm(dir, { recursive: true, force: true })
    await mkdir(plain, { recursive: true })
  }
  globalThis.gc?.()
  const rssBytes = process.memoryUsage.rss()
  const { user, system } = process.cpuUsage()
  report({ rssBytes, mostBytes: Math.max(mostBytes, rssBytes), cpuSeconds: (user + system) / 1e6 })
  mostBytes = rssBytes
})
process.on('disconnect', () => process.exit(0))
http.listen(0, '127.0.0.1', () => report({ port: (http.address() as AddressInfo).port }))

function report(what: UploadReport): void {
  process.send?.(what)
}
