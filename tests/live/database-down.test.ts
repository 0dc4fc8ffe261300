import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { startTemporary } from '#db/embedded/temporary.ts'
import type { Embedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { registry } from '#server/jobs/registry.ts'
import { type Jobs, startJobs } from '#server/jobs/runner.ts'
import { createLog } from '#server/log.ts'
import { testVault } from '#tests/people.ts'
import { testPush } from '#tests/push.ts'
import { makeCase, makePeople } from './room.ts'
import { type Browser, startServer, type TestServer, until } from './server.ts'

// A cluster of this test's own, since it is ended under load: without a word, at the operator's wish, in a crash.

const ENDS = ['SIGKILL', 'SIGINT', 'SIGQUIT', 'SIGKILL'] as const
const SENDERS = 8
/** A refused sender waits so long before it asks again, as a phone does. */
const RETRY_PAUSE_MS = 50

let cluster: Embedded
let db: Db
let owner: Db
let server: TestServer
let jobs: Jobs
const built = vi.fn(() => Promise.resolve())
const uncaught: unknown[] = []
const note = (error: unknown) => void uncaught.push(error)

async function* nothing(): AsyncGenerator<string[]> {}

beforeAll(async () => {
  process.on('uncaughtExceptionMonitor', note)
  process.on('unhandledRejection', note)
  cluster = await startTemporary()
  await migrate(cluster.url)
  db = openDatabase(cluster.url, { role: APP_ROLE })
  owner = openDatabase(cluster.url, { max: 2 })
  server = await startServer(db)
  jobs = await startJobs({
    ...{ url: cluster.url, db, vault: testVault(), log: createLog('silent') },
    files: {
      put: unused,
      open: unused,
      remove: unused,
      oldKeys: nothing,
      removeParts: unused,
      check: unused,
    },
    push: testPush(),
    mail: null,
    scan: null,
    work: { ...registry, 'export.build': built },
  })
})

afterAll(async () => {
  await server.stop()
  await jobs.stop()
  await Promise.all([db.destroy(), owner.destroy()])
  await cluster.stop()
  process.off('uncaughtExceptionMonitor', note)
  process.off('unhandledRejection', note)
})

test('a database ended under load loses nothing that was answered, and all goes on by itself', async () => {
  const theCase = await makeCase(owner)
  const people = await makePeople(owner, theCase.id, SENDERS)
  const load = new Load(theCase.channels.all)
  const senders = (await Promise.all(people.map((person) => server.browser(person)))).map((browser) =>
    load.send(browser),
  )
  for (const signal of ENDS) {
    await load.goesOn()
    const { pid, refusals } = { pid: serverPid(), refusals: load.refusals }
    process.kill(pid, signal)
    await until(() => load.refusals > refusals)
    await until(() => serverPid() > 0 && serverPid() !== pid)
  }
  await load.goesOn()
  load.sending = false
  await Promise.all(senders)

  const rows = await owner
    .selectFrom('message')
    .select(['client_id', 'seq'])
    .where('channel_id', '=', theCase.channels.all)
    .orderBy('seq')
    .execute()
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, at) => at + 1))
  const stored = new Map(rows.map((row) => [row.client_id, row.seq]))
  expect(stored.size).toBe(rows.length)
  for (const [clientId, seq] of load.acked) expect(stored.get(clientId)).toBe(seq)
  // Each send was answered, and in the outage with the code that tells the browser to try again.
  expect([...load.codes]).toEqual(['shared.unavailable'])
  await jobsGoOn()
  expect(uncaught).toEqual([])
})

/** People who write without a pause, each message again until it is answered. */
class Load {
  sending = true
  refusals = 0
  readonly acked = new Map<string, number>()
  readonly codes = new Set<string>()
  readonly #channelId: string

  constructor(channelId: string) {
    this.#channelId = channelId
  }

  async send(browser: Browser): Promise<void> {
    while (this.sending) await this.#sendOne(browser, randomUUID())
  }

  async #sendOne(browser: Browser, clientId: string): Promise<void> {
    while (!this.acked.has(clientId)) {
      const draft = { channelId: this.#channelId, clientId, body: '거기 계세요?', replyTo: null }
      const answer = await browser.ask('message.post', draft).catch(() => null)
      if (answer?.ok) {
        this.acked.set(clientId, answer.out.seq)
        return
      }
      this.refusals += 1
      this.codes.add(answer ? answer.code : 'no answer')
      if (!this.sending) return
      await sleep(RETRY_PAUSE_MS)
    }
  }

  /** Waits until every sender may have been answered anew. */
  async goesOn(): Promise<void> {
    const before = this.acked.size
    await until(() => this.acked.size > before + SENDERS)
  }
}

async function jobsGoOn(): Promise<void> {
  await inTransaction(db, (tx) => enqueue(tx, 'export.build', { exportId: randomUUID() }))
  await vi.waitFor(() => expect(built).toHaveBeenCalled(), { timeout: 20_000 })
}

/** NaN while the server is away. */
function serverPid(): number {
  try {
    return Number.parseInt(readFileSync(path.join(cluster.dataDir, 'postmaster.pid'), 'utf8'), 10)
  } catch {
    return Number.NaN
  }
}

function unused(): Promise<never> {
  return Promise.reject(new Error('unused'))
}
