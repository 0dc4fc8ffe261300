import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createApp } from '#server/app.ts'
import { openVault, type Vault } from '#server/domain/vault.ts'
import { diskStore } from '#server/files/disk.ts'
import type { FileStore } from '#server/files/store.ts'
import { startJobs } from '#server/jobs/runner.ts'
import { createLog, type Logger } from '#server/log.ts'
import { builtPages } from '#server/web/pages.ts'
import { openSessions } from '#server/web/session.ts'
import { freshDatabase, type TestDatabase } from './database.ts'
import { testPush } from './push.ts'

/** A whole Moa on a database of its own: built pages, sockets and jobs, listening on a free port. */
export type TestServer = TestDatabase & {
  origin: string
  vault: Vault
  files: FileStore
  /** The Cookie header of a new session for this account, as a browser would send it. */
  signedIn(accountId: string): Promise<string>
  /** A request as a browser of this origin makes it (Origin is set on POST). */
  ask(path: string, init?: RequestInit & { cookie?: string }): Promise<Response>
  /** Posts a form. */
  post(path: string, fields: Record<string, string>, cookie?: string): Promise<Response>
  close(): Promise<void>
}

/** High enough that only tests of the limits themselves meet them. */
const RAISED_LIMITS = 1000

export async function startServer(options: { limitFactor?: number; log?: Logger } = {}): Promise<TestServer> {
  const database = await freshDatabase()
  const folder = await mkdtemp(path.join(os.tmpdir(), 'moa-files-'))
  const vault = openVault(randomBytes(32))
  const files = diskStore(folder, vault)
  const log = options.log ?? createLog(process.env.TEST_LOG ?? 'silent')
  const { db } = database
  const push = testPush()
  const jobs = await startJobs({ url: database.url, db, vault, files, push, mail: null, scan: null, log })
  const limitFactor = options.limitFactor ?? RAISED_LIMITS
  const app = await createApp({ db, vault, files, push, log, pages: builtPages, limitFactor })
  const port = await app.listen(0, '127.0.0.1')
  const origin = `http://localhost:${port}`
  const sessions = openSessions(db, false)
  const ask: TestServer['ask'] = (where, { cookie, ...init } = {}) =>
    fetch(new URL(where, origin), {
      redirect: 'manual',
      ...init,
      headers: {
        ...(init.method === 'POST' ? { Origin: origin } : {}),
        ...(cookie ? { Cookie: cookie } : {}),
        ...(init.headers as Record<string, string> | undefined),
      },
    })
  return {
    ...database,
    origin,
    vault,
    files,
    ask,
    async signedIn(accountId) {
      let cookie = ''
      await sessions
        .control('', (line) => {
          cookie = line.split(';', 1)[0] ?? ''
        })
        .begin(accountId)
      return cookie
    },
    post: (where, fields, cookie) =>
      ask(where, { method: 'POST', body: new URLSearchParams(fields), ...(cookie ? { cookie } : {}) }),
    async close() {
      await app.close()
      await jobs.stop()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
