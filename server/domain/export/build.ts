import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { ExportKind } from '#app/shapes/export.ts'
import type { Db, Tx } from '#db/client.ts'
import type { FileStore, StoredFile } from '#server/files/store.ts'
import { type Member, memberIn, memberWho } from '../access.ts'
import { record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'
import { type AnyOrder, openExport } from './open.ts'
import { recordOwnIdentities } from './own.ts'
import { announceExport } from './progress.ts'

/**
 * How long a finished export can be fetched, in minutes: a list of everybody's claims as long as one person sits at one
 * desk, what is one's own to read anyway long enough to find the way back to it.
 */
const LIVES_MINUTES = { claims: 10, filing: 10, talk: 60, own: 60 } as const satisfies Record<
  ExportKind,
  number
>
/** Progress is told, and the right to the list asked again, at most this often, in ms. */
const PROGRESS_EVERY_MS = 500

type Deps = { files: FileStore; vault: Vault; signal?: AbortSignal | undefined }

/**
 * Writes an export that was asked for into the file store, as the one who asked: when they may have it no more, then or
 * at any moment until it is finished, it refuses, keeps no file and marks the export failed. Called off meanwhile, it
 * refuses `shared.not_found` and keeps no file. Run again after an end of any kind it does nothing. Another error is
 * thrown on; with `lastTry` the list is marked failed first.
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
async function begin(db: Db, exportId: string): Promise<AnyOrder | null> {
  return inTransaction(db, async (tx) => {
    const row = await orderRow(tx, exportId)
    if (!row || (row.state !== 'waiting' && row.state !== 'building')) return null
    const { caseId, accountId, state, ...order } = row
    const member = await stillAllowed(tx, { ...order, caseId, accountId })
    if (order.kind === 'own') await recordOwnIdentities(tx, member)
    if (order.filingId !== null && order.filingVersion !== null && !order.masked) {
      const data = { exportId, filingId: order.filingId, version: order.filingVersion }
      await record(tx, caseId, member.id, { kind: 'filing.identities_shown', data })
    }
    if (order.filingId !== null && order.filingVersion !== null && order.format === 'zip') {
      const data = { exportId, filingId: order.filingId, version: order.filingVersion }
      await record(tx, caseId, member.id, { kind: 'filing.evidence_given', data })
    }
    await tx
      .updateTable('export')
      .set({ state: 'building', rows_done: 0, heard_at: sql<Date>`now()` })
      .where('id', '=', exportId)
      .execute()
    return { exportId, member, ...order }
  })
}

function orderRow(tx: Tx, exportId: string) {
  return tx
    .selectFrom('export')
    .innerJoin('member', 'member.id', 'export.requested_by')
    .select(['export.case_id as caseId', 'member.account_id as accountId', 'export.state'])
    .select(['export.kind', 'export.format', 'export.shape', 'export.side', 'export.reason'])
    .select(['export.channel_id as channelId', 'export.from_on as fromOn', 'export.to_on as toOn'])
    .select(['export.filing_id as filingId', 'export.filing_version as filingVersion', 'export.masked'])
    .where('export.id', '=', exportId)
    .forUpdate('export')
    .executeTakeFirst()
}

type Written = StoredFile & { rows: number }

async function write(db: Db, order: AnyOrder, { files, vault, signal }: Deps): Promise<Written> {
  const tell = progressOf(db, order, signal)
  return inSnapshot(db, async (snapshot) => {
    const list = await openExport(snapshot, order, { files, vault, outside: db })
    await tell.rows(0, list.rows)
    const bytes = watched(
      list.bytes((done) => tell.rows(done, list.rows)),
      tell.more,
    )
    return { ...(await files.put(bytes)), rows: list.rows }
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

/** One row may be a file of gigabytes: the bytes of it are a sign of life too. */
async function* watched(bytes: AsyncIterable<Uint8Array>, more: () => Promise<void>) {
  for await (const chunk of bytes) {
    yield chunk
    await more()
  }
}

/**
 * Told of every row and every chunk; writes down and announces how far it is now and then. Refuses once the asker may have
 * it no more, and once the export was called off or given up.
 */
function progressOf(db: Db, { exportId, kind, member }: AnyOrder, signal: AbortSignal | undefined) {
  const at = { done: 0, total: 0 }
  let nextAt = 0
  const more = async (): Promise<void> => {
    if (Date.now() < nextAt) return
    nextAt = Date.now() + PROGRESS_EVERY_MS
    signal?.throwIfAborted()
    await inTransaction(db, async (tx) => {
      await stillAllowed(tx, { kind, ...member })
      const told = await tx
        .updateTable('export')
        .set({ rows_done: at.done, rows_total: at.total, heard_at: sql<Date>`now()` })
        .where('id', '=', exportId)
        .where('state', '=', 'building')
        .executeTakeFirst()
      if (told.numUpdatedRows === 0n) throw notFound()
      await announceExport(tx, exportId)
    })
    // A turn for everybody else: rows come from memory as long as a page lasts.
    await sleep(0)
  }
  const rows = (done: number, total: number): Promise<void> => {
    Object.assign(at, { done, total })
    return more()
  }
  return { rows, more }
}

async function finish(
  db: Db,
  { exportId, kind, member }: AnyOrder,
  file: Written,
  { files }: Deps,
): Promise<void> {
  try {
    await inTransaction(db, async (tx) => {
      await stillAllowed(tx, { kind, ...member })
      await markReady(tx, { exportId, kind }, file)
      const sha256 = Buffer.from(file.sha256).toString('hex')
      const data = { exportId, rows: file.rows, sha256 }
      await record(tx, member.caseId, member.id, { kind: 'export.built', data })
      await announceExport(tx, exportId)
    })
  } catch (error) {
    await files.remove(file.key)
    throw error
  }
}

/** Refuses when the list was given up meanwhile: nobody would find the file. */
async function markReady(
  tx: Tx,
  { exportId, kind }: Pick<AnyOrder, 'exportId' | 'kind'>,
  file: Written,
): Promise<void> {
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
      expires_at: sql<Date>`now() + make_interval(mins => ${LIVES_MINUTES[kind]})`,
    })
    .where('id', '=', exportId)
    .where('state', '=', 'building')
    .executeTakeFirst()
  if (ready.numUpdatedRows === 0n) throw notFound()
}

/** A list of claims is the host's, of a filing an officer's; a conversation and one's own data any present member's. */
async function stillAllowed(
  tx: Tx,
  { kind, caseId, accountId }: { kind: ExportKind; caseId: string; accountId: string },
): Promise<Member> {
  const viewer = { accountId, hasPassword: true }
  if (kind === 'claims') return memberWho(tx, viewer, { caseId }, 'export.request')
  if (kind === 'filing') return memberWho(tx, viewer, { caseId }, 'filing.keep')
  return memberIn(tx, viewer, { caseId }, 'place')
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
