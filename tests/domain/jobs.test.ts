import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Refusal } from '#server/domain/refusal.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import type { FileStore } from '#server/files/store.ts'
import { jobKinds } from '#server/jobs/kinds.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { registry, type Work } from '#server/jobs/registry.ts'
import { type Jobs, startJobs } from '#server/jobs/runner.ts'
import { createLog } from '#server/log.ts'
import { databaseLine } from '#tests/chaos/database-line.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { testVault } from '#tests/people.ts'
import { testPush } from '#tests/push.ts'

type QueuedJob = { id: string; key: string | null; attempts: number; max_attempts: number; kind: string }

const noFiles: FileStore = {
  put: () => Promise.reject(new Error('unused')),
  open: () => Promise.reject(new Error('unused')),
  remove: () => Promise.resolve(),
  async *oldKeys() {},
  removeParts: () => Promise.resolve(0),
  check: () => Promise.resolve(),
}

let database: TestDatabase
let jobs: Jobs | null = null

beforeEach(async () => {
  database = await freshDatabase()
})

afterEach(async () => {
  await jobs?.stop()
  jobs = null
  await database.drop()
})

/** Runs the queue with these kinds doing something of the test's own. */
async function work(own: Partial<Work>, at: { url?: string; patienceMs?: number } = {}): Promise<void> {
  jobs = await startJobs({
    url: database.url,
    ...at,
    db: database.db,
    vault: testVault(),
    files: noFiles,
    push: testPush(),
    mail: null,
    scan: null,
    log: createLog(process.env.TEST_LOG ?? 'silent'),
    work: { ...registry, ...own },
  })
}

/** The queue, which only the owner may read. */
async function queued(): Promise<QueuedJob[]> {
  const { rows } = await sql<QueuedJob>`
    select id::text, key, attempts, max_attempts, task_identifier as kind
    from graphile_worker.jobs order by id`.execute(database.owner)
  return rows
}

/** As if the pause before the next try were over. */
async function skipPauses(): Promise<void> {
  await sql`update graphile_worker._private_jobs set run_at = now() where locked_at is null`.execute(
    database.owner,
  )
  await sql`select pg_notify('jobs:insert', '{"r":1,"count":1}')`.execute(database.owner)
}

describe('asking for a job', () => {
  const ask = (exportId = randomUUID(), key: string | null = null) =>
    inTransaction(database.db, (tx) => enqueue(tx, 'export.build', { exportId }, key))

  test('belongs to the transaction: committed it is there, rolled back it never was', async () => {
    const failing = inTransaction(database.db, async (tx) => {
      await enqueue(tx, 'export.build', { exportId: randomUUID() })
      throw new Error('the change failed')
    })
    await expect(failing).rejects.toThrow('the change failed')
    expect(await queued()).toEqual([])

    await ask()
    expect(await queued()).toMatchObject([
      { kind: 'export.build', max_attempts: jobKinds['export.build'].tries },
    ])
  })

  test('twice under one key is one job, under two keys two', async () => {
    await ask(randomUUID(), 'export:1')
    await ask(randomUUID(), 'export:1')
    expect(await queued()).toHaveLength(1)
    await ask(randomUUID(), 'export:2')
    expect(await queued()).toHaveLength(2)
  })

  test('is all the app may do with the queue', async () => {
    await ask()
    await expect(sql`select * from graphile_worker.jobs`.execute(database.db)).rejects.toThrow(
      'permission denied',
    )
    await expect(sql`select graphile_worker.add_job('export.build')`.execute(database.db)).rejects.toThrow(
      'permission denied',
    )
  })
})

describe('working off the queue', () => {
  test('hands the parsed payload over, and the job is gone', async () => {
    const seen: unknown[] = []
    await work({ 'export.build': async (payload, run) => void seen.push(payload, run.lastTry) })
    const exportId = randomUUID()
    await inTransaction(database.db, (tx) => enqueue(tx, 'export.build', { exportId }))
    await vi.waitFor(async () => expect(await queued()).toEqual([]), { timeout: 10_000 })
    expect(seen).toEqual([{ exportId }, false])
  })

  test('a poisoned job is tried a bounded number of times, then parked, and the rest goes on', async () => {
    const poisoned = randomUUID()
    const done: string[] = []
    const tries: boolean[] = []
    await work({
      'export.build': async ({ exportId }, { lastTry }) => {
        if (exportId !== poisoned) return void done.push(exportId)
        tries.push(lastTry)
        throw new Error('it never works')
      },
    })
    const build = (exportId: string) =>
      inTransaction(database.db, (tx) => enqueue(tx, 'export.build', { exportId }))
    await build(poisoned)
    const others = [randomUUID(), randomUUID(), randomUUID()]
    for (const exportId of others) await build(exportId)
    await vi.waitFor(
      async () => {
        await skipPauses()
        expect(await queued()).toMatchObject([{ attempts: 4, max_attempts: 4 }])
      },
      { timeout: 20_000, interval: 100 },
    )
    await skipPauses()
    await build(randomUUID())
    await vi.waitFor(() => expect(done).toHaveLength(4), { timeout: 10_000 })
    expect(done.slice(0, 3).sort()).toEqual(others.sort())
    expect(tries).toEqual([false, false, false, true])
  })

  test('a payload of the wrong shape reaches no domain function and is parked', async () => {
    const act = vi.fn()
    await work({ 'export.build': act })
    await sql`select graphile_worker.add_job('export.build', '{"exportId": "../../etc"}', max_attempts := 1)`.execute(
      database.owner,
    )
    await vi.waitFor(async () => expect(await queued()).toMatchObject([{ attempts: 1 }]), { timeout: 10_000 })
    expect(act).not.toHaveBeenCalled()
  })

  test('a refusal is an answer: the job is not tried again', async () => {
    const act = vi.fn(() => Promise.reject(new Refusal('notFound', 'shared.not_found')))
    await work({ 'export.build': act })
    await inTransaction(database.db, (tx) => enqueue(tx, 'export.build', { exportId: randomUUID() }))
    await vi.waitFor(async () => expect(await queued()).toEqual([]), { timeout: 10_000 })
    expect(act).toHaveBeenCalledTimes(1)
  })

  test('stopping waits for the running job', async () => {
    let finished = false
    let started = () => {}
    const begun = new Promise<void>((resolve) => {
      started = resolve
    })
    await work({
      'export.build': async () => {
        started()
        await new Promise((resolve) => setTimeout(resolve, 300))
        finished = true
      },
    })
    await inTransaction(database.db, (tx) => enqueue(tx, 'export.build', { exportId: randomUUID() }))
    await begun
    await jobs?.stop()
    jobs = null
    expect(finished).toBe(true)
    expect(await queued()).toEqual([])
  })

  test('a stopped queue takes nothing; started again it takes what waits', async () => {
    await inTransaction(database.db, (tx) => enqueue(tx, 'export.build', { exportId: randomUUID() }))
    const act = vi.fn(() => Promise.resolve())
    await work({ 'export.build': act })
    await vi.waitFor(() => expect(act).toHaveBeenCalledTimes(1), { timeout: 10_000 })
  })

  test('a queue whose connections were cut comes back by itself', async () => {
    const act = vi.fn(() => Promise.resolve())
    await work({ 'export.build': act })
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`.execute(database.owner)
    await vi.waitFor(
      async () => {
        await inTransaction(database.db, (tx) =>
          enqueue(tx, 'export.build', { exportId: randomUUID() }, 'same'),
        )
        expect(act).toHaveBeenCalled()
      },
      { timeout: 20_000, interval: 200 },
    )
  })

  test('a queue whose database fell silent goes on by itself, and stops when it is told to', async () => {
    const act = vi.fn(() => Promise.resolve())
    const { line, url } = await databaseLine(database.url)
    await work({ 'export.build': act }, { url, patienceMs: 500 })
    line.maroon()
    await inTransaction(database.db, (tx) => enqueue(tx, 'export.build', { exportId: randomUUID() }))
    await vi.waitFor(() => expect(act).toHaveBeenCalled(), { timeout: 20_000 })
    line.maroon()
    await jobs?.stop()
    jobs = null
    await line.close()
  })

  test('a job that a killed process had taken is taken again', async () => {
    const act = vi.fn(() => Promise.resolve())
    await inTransaction(database.db, (tx) => enqueue(tx, 'export.build', { exportId: randomUUID() }))
    await sql`update graphile_worker._private_jobs set locked_by = 'pool-dead', locked_at = now()`.execute(
      database.owner,
    )
    await work({ 'export.build': act })
    await vi.waitFor(() => expect(act).toHaveBeenCalledTimes(1), { timeout: 20_000 })
  })

  test('a job that another process is at is left to it', async () => {
    let finish = () => {}
    const busy = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)))
    const act = vi.fn(() => Promise.resolve())
    await work({ 'export.build': busy, 'session.sweep': act })
    const first = jobs
    await inTransaction(database.db, (tx) => enqueue(tx, 'export.build', { exportId: randomUUID() }))
    await vi.waitFor(() => expect(busy).toHaveBeenCalledTimes(1), { timeout: 20_000 })
    await inTransaction(database.owner, async (tx) => {
      await enqueue(tx, 'session.sweep', {}, 'abandoned')
      await sql`update graphile_worker._private_jobs set locked_by = 'pool-dead', locked_at = now()
        where key = 'abandoned'`.execute(tx)
    })
    await work({ 'export.build': act, 'session.sweep': act })
    // Once this one is done, the second process has looked for what is nobody's.
    await vi.waitFor(async () => expect(await queued()).toHaveLength(1), { timeout: 20_000 })
    expect(await queued()).toMatchObject([{ kind: 'export.build', attempts: 1 }])
    finish()
    await first?.stop()
    expect(busy).toHaveBeenCalledTimes(1)
  })

  test('every recurring kind has a clock entry after the start', async () => {
    await work({})
    await vi.waitFor(
      async () => {
        const { rows } = await sql<{ identifier: string }>`
          select identifier from graphile_worker._private_known_crontabs`.execute(database.owner)
        expect(rows.map((row) => row.identifier).sort()).toEqual(
          Object.entries(jobKinds)
            .filter(([, kind]) => kind.cron)
            .map(([name]) => name)
            .sort(),
        )
      },
      { timeout: 10_000 },
    )
  })

  test('starting fails when there is no database', async () => {
    const url = 'postgres://moa@127.0.0.1:1/none'
    const parts = {
      url,
      db: database.db,
      vault: testVault(),
      files: noFiles,
      push: testPush(),
      mail: null,
      scan: null,
      log: createLog(process.env.TEST_LOG ?? 'silent'),
    }
    await expect(startJobs(parts)).rejects.toThrow()
  })
})
