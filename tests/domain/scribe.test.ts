import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { submitClaim } from '#server/domain/claim.ts'
import { exportFor, openExportFile, requestExport } from '#server/domain/export.ts'
import type { Happening } from '#server/domain/happening.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import { diskStore } from '#server/files/disk.ts'
import { openScribe, type Scribe } from '#server/jobs/scribe.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { freshFiles } from '#tests/files.ts'
import { openTestCase, SORA_PASSWORD, type TestCase, testVault } from '#tests/people.ts'
import { buyerDraft } from './claims.ts'

// The process that writes exports, started as the server starts it.

/** A gentle process on a busy machine starts late, ms. */
const PATIENCE_MS = 120_000
vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS })

const vault = testVault()
const { folder } = freshFiles(vault)
const files = diskStore(join(folder, 'files'), vault)
let database: TestDatabase
let room: TestCase
let scribe: Scribe
let exportId: string

beforeAll(async () => {
  database = await freshDatabase()
  const env = { ...process.env, DATA_DIR: folder, MOA_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }
  scribe = openScribe(database, env)
})

beforeEach(async () => {
  room = await openTestCase(database.db, vault)
  const draft = buyerDraft()
  await submitClaim(database.db, room.minji.viewer, { slug: room.slug, draft }, { vault })
  const asked = await requestExport(database.db, room.sora.viewer, {
    ...{ slug: room.slug, format: 'csv', shape: 'claims', side: 'buyer' },
    ...{ reason: '소비자원에 내려고 해요', password: SORA_PASSWORD },
  })
  exportId = asked.exportId
})

const stateOf = async () => (await exportFor(database.db, room.sora.viewer, { exportId })).state
const opened = () => openExportFile(database.db, room.sora.viewer, { exportId }, { files })

test('an export is written beside the server, which tells how far it is', async () => {
  const heard: Happening[] = []
  const stop = onCommitted(database.db, (happenings) => heard.push(...happenings))
  await scribe({ exportId, lastTry: false }, undefined)
  stop()
  const states = heard.flatMap((each) => (each.kind === 'export.progress' ? [each.state] : []))
  expect(states[0]).toBe('building')
  expect(states.at(-1)).toBe('ready')
  const { stream } = await opened()
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  expect(Buffer.concat(chunks).toString()).toContain('여름 이불')
})

test('a refusal comes back as one', async () => {
  await database.owner
    .updateTable('member')
    .set({ role: 'member' })
    .where('id', '=', room.sora.memberId)
    .execute()
  const writing = scribe({ exportId, lastTry: false }, undefined)
  await expect(writing).rejects.toMatchObject({ name: 'Refusal', kind: 'forbidden' })
})

test('killed at its work, nothing can be fetched, and the next run writes the whole', async () => {
  const { written, release } = await heldAtTheEnd()
  const writing = scribe({ exportId, lastTry: false }, undefined)
  await Promise.all([
    expect(writing).rejects.toThrow('ended'),
    written.then(() => {
      for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGKILL')
    }),
  ])
  await release()
  expect(await stateOf()).toBe('building')
  await expect(opened()).rejects.toMatchObject({ code: 'shared.not_found' })
  await scribe({ exportId, lastTry: false }, undefined)
  expect(await stateOf()).toBe('ready')
  await opened().then(({ stream }) => stream.destroy())
})

/** Lets a list be written and keeps it from being finished: its end is recorded under a lock that is held here. */
async function heldAtTheEnd(): Promise<{ written: Promise<void>; release: () => Promise<unknown> }> {
  let free = () => {}
  const freed = new Promise<void>((resolve) => {
    free = resolve
  })
  const holding = await new Promise<{ ended: Promise<unknown> }>((resolve) => {
    const ended = database.db.transaction().execute(async (tx) => {
      const head = tx.selectFrom('case_head').select('case_id').where('case_id', '=', room.caseId)
      await head.forUpdate().executeTakeFirst()
      resolve({ ended })
      await freed
    })
  })
  const waits = async () => {
    const { rows } = await sql<{ found: number }>`
      select 1 as found from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(database.owner)
    expect(rows).toHaveLength(1)
  }
  return {
    written: vi.waitFor(waits, { timeout: PATIENCE_MS, interval: 50 }),
    release: () => {
      free()
      return holding.ended
    },
  }
}

function childrenOf(pid: number): number[] {
  const found = execFileSync('pgrep', ['-P', String(pid), '-f', 'scribe-main']).toString()
  return found.split('\n').filter(Boolean).map(Number)
}
