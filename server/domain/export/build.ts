import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db, Tx } from '#db/client.ts'
import type { FileStore, StoredFile } from '#server/files/store.ts'
import { type Member, memberWho } from '../access.ts'
import { record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import { type Order, openList } from './list.ts'
import { announceExport } from './progress.ts'

/** A finished list can be fetched this long, in minutes: long enough for one person at one desk. */
const LIVES_MINUTES = 10
/** Progress is told, and the right to the list asked again, at most this often, in ms. */
const PROGRESS_EVERY_MS = 500

type Deps = { files: FileStore; signal?: AbortSignal | undefined }

/**
 * Writes a list that was asked for into the file store, as the one who asked: when they are no longer host, then or at
 * any moment until it is finished, it refuses, keeps no file and marks the list failed. Run again after an end of any
 * kind it does nothing. Another error is thrown on; with `lastTry` the list is marked failed first.
 */
export async function buildExportNow(
  db: Db,
  { exportId, lastTry }: { exportId: string; lastTry: boolean },
  deps: Deps,
): Promise<void> {
  try {
    const order = await begin(db, exportId)
    if (order) await finish(db, order, await write(db, order, deps), deps)
  } catch (error) {
    const final = error instanceof Refusal && error.kind !== 'unavailable'
    if (final || lastTry) await giveUp(db, exportId)
    throw error
  }
}

/** Null when there is nothing to do: the list was finished or given up before. */
async function begin(db: Db, exportId: string): Promise<Order | null> {
  return inTransaction(db, async (tx) => {
    const row = await tx
      .selectFrom('export')
      .innerJoin('member', 'member.id', 'export.requested_by')
      .select(['export.case_id as caseId', 'member.account_id as accountId', 'export.state'])
      .select(['export.format', 'export.shape', 'export.side', 'export.reason'])
      .where('export.id', '=', exportId)
      .forUpdate('export')
      .executeTakeFirst()
    if (!row || (row.state !== 'waiting' && row.state !== 'building')) return null
    const { caseId, accountId, state, ...order } = row
    const host = await stillHost(tx, caseId, accountId)
    await tx
      .updateTable('export')
      .set({ state: 'building', rows_done: 0 })
      .where('id', '=', exportId)
      .execute()
    return { exportId, host, ...order }
  })
}

type Written = StoredFile & { rows: number }

async function write(db: Db, order: Order, { files, signal }: Deps): Promise<Written> {
  const tell = progressOf(db, order, signal)
  return inSnapshot(db, async (snapshot) => {
    const list = await openList(snapshot, order)
    await tell(0, list.rows)
    const file = await files.put(list.bytes((done) => tell(done, list.rows)))
    return { ...file, rows: list.rows }
  })
}

/**
 * One moment for sums, rows and ledger, however long the writing takes. It only reads, so it locks nobody out; a store
 * that is slow to take the bytes costs a connection and nothing else.
 */
async function inSnapshot<T>(db: Db, work: (snapshot: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db)
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((snapshot) => work(snapshot))
}

/** Told of every row; writes down and announces how far it is now and then. Refuses once the asker is host no more. */
function progressOf(db: Db, { exportId, host }: Order, signal: AbortSignal | undefined) {
  let nextAt = 0
  return async (done: number, total: number): Promise<void> => {
    if (Date.now() < nextAt) return
    nextAt = Date.now() + PROGRESS_EVERY_MS
    signal?.throwIfAborted()
    await inTransaction(db, async (tx) => {
      await stillHost(tx, host.caseId, host.accountId)
      await tx
        .updateTable('export')
        .set({ rows_done: done, rows_total: total })
        .where('id', '=', exportId)
        .where('state', '=', 'building')
        .execute()
      await announceExport(tx, exportId)
    })
    // A turn for everybody else: rows come from memory as long as a page lasts.
    await sleep(0)
  }
}

async function finish(db: Db, { exportId, host }: Order, file: Written, { files }: Deps): Promise<void> {
  try {
    await inTransaction(db, async (tx) => {
      await stillHost(tx, host.caseId, host.accountId)
      await markReady(tx, exportId, file)
      const sha256 = Buffer.from(file.sha256).toString('hex')
      const data = { exportId, rows: file.rows, sha256 }
      await record(tx, host.caseId, host.id, { kind: 'export.built', data })
      await announceExport(tx, exportId)
    })
  } catch (error) {
    await files.remove(file.key)
    throw error
  }
}

/** Refuses when the list was given up meanwhile: nobody would find the file. */
async function markReady(tx: Tx, exportId: string, file: Written): Promise<void> {
  const ready = await tx
    .updateTable('export')
    .set({
      state: 'ready',
      rows_done: file.rows,
      rows_total: file.rows,
      file_key: file.key,
      size_bytes: file.bytes,
      sha256: Buffer.from(file.sha256),
      ready_at: sql<Date>`now()`,
      expires_at: sql<Date>`now() + make_interval(mins => ${LIVES_MINUTES})`,
    })
    .where('id', '=', exportId)
    .where('state', '=', 'building')
    .executeTakeFirst()
  if (ready.numUpdatedRows === 0n) throw notFound()
}

async function stillHost(tx: Tx, caseId: string, accountId: string): Promise<Member> {
  return memberWho(tx, { accountId, hasPassword: true }, { caseId }, 'export.request')
}

async function giveUp(db: Db, exportId: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = await tx
      .updateTable('export')
      .set({ state: 'failed' })
      .where('id', '=', exportId)
      .where('state', 'in', ['waiting', 'building'])
      .returning(['case_id', 'requested_by'])
      .executeTakeFirst()
    if (!row) return
    await record(tx, row.case_id, row.requested_by, { kind: 'export.failed', data: { exportId } })
    await announceExport(tx, exportId)
  })
}
