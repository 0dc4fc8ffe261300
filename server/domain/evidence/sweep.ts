import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import type { Scanner } from '#server/files/clamd.ts'
import type { FileStore } from '#server/files/store.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { isRefusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'
import { clearEvidence, removeUpload } from './remove.ts'
import { sealUpload } from './seal.ts'

/** A file of which nothing came for so long is given up; looked for every hour, it is gone within a day. Hours. */
const ABANDONED_HOURS = 22
/** What a process that died left behind is taken up after so long, in minutes: nobody is at it any more. */
const LEFT_MINUTES = 10
/** Files of each kind taken on in one run. */
const SWEPT_ROWS = 500

type Deps = { vault: Vault; files: FileStore }
type SweepDeps = Deps & { scan?: Scanner | null }

/**
 * Seals what came whole and was not sealed, removes what stopped coming and what was withdrawn, asks again for copies
 * that were not drawn and, with a scanner, for files it has not checked. Returns how many uploads went.
 */
export async function sweepEvidence(db: Db, { vault, files, scan = null }: SweepDeps): Promise<number> {
  const stopped = await unsealed(db)
  let removed = 0
  for (const { id, isWhole, isOld } of stopped) {
    if (isWhole) await sealOrLeave(db, id, { vault, files })
    else if (isOld) {
      await removeUpload(db, id, { files })
      removed += 1
    }
  }
  const { rows } = await sql<{ id: string }>`
    select distinct evidence.id from evidence
    join evidence_upload on evidence_upload.evidence_id = evidence.id
    where evidence.removed_at < now() - make_interval(mins => ${LEFT_MINUTES})
      and not exists (select from filing_evidence where held_id = evidence_upload.id)
    limit ${SWEPT_ROWS}`.execute(db)
  for (const { id: evidenceId } of rows) await clearEvidence(db, { evidenceId }, { files })
  await forgetEmpty(db)
  await lookAgain(db)
  if (scan) await scanAgain(db)
  return removed
}

/** A file whose hash is not the announced one is gone by its refusal. */
async function sealOrLeave(db: Db, id: string, deps: Deps): Promise<void> {
  await sealUpload(db, id, deps).catch((error: unknown) => {
    if (!isRefusal(error)) throw error
  })
}

async function unsealed(db: Db): Promise<{ id: string; isWhole: boolean; isOld: boolean }[]> {
  const { rows } = await sql<{ id: string; isWhole: boolean; isOld: boolean }>`
    select upload.id, upload.bytes = came.bytes as "isWhole",
      came.last < now() - make_interval(hours => ${ABANDONED_HOURS}) as "isOld"
    from evidence_upload as upload
    cross join lateral (
      select coalesce(sum(bytes), 0) as bytes, greatest(max(made_at), upload.made_at) as last
      from evidence_part where upload_id = upload.id) as came
    where not exists (select from evidence_file where evidence_file.id = upload.id)
      and came.last < now() - make_interval(mins => ${LEFT_MINUTES})
    order by upload.made_at limit ${SWEPT_ROWS}`.execute(db)
  return rows
}

/** Pieces that were only ever begun: nothing in them, and nobody said a word about them. */
async function forgetEmpty(db: Db): Promise<void> {
  await sql`
    delete from evidence where described_at is null
      and made_at < now() - make_interval(hours => ${ABANDONED_HOURS}) and removed_at is null
      and not exists (select from evidence_upload where evidence_id = evidence.id)
      and not exists (select from citation where evidence_id = evidence.id)
      and not exists (select from evidence_claim where evidence_id = evidence.id)
      and not exists (select from evidence_view where evidence_id = evidence.id)`.execute(db)
}

async function lookAgain(db: Db): Promise<void> {
  const rows = await db
    .selectFrom('evidence_file')
    .leftJoin('evidence_look', 'evidence_look.file_id', 'evidence_file.id')
    .leftJoin('evidence_damage', 'evidence_damage.file_id', 'evidence_file.id')
    .select('evidence_file.id')
    .where('evidence_look.file_id', 'is', null)
    .where('evidence_damage.file_id', 'is', null)
    .where('evidence_file.sealed_at', '<', sql<Date>`now() - make_interval(mins => ${LEFT_MINUTES})`)
    .limit(SWEPT_ROWS)
    .execute()
  await inTransaction(db, async (tx) => {
    for (const { id } of rows) {
      await enqueue(tx, 'evidence.look', { fileId: id }, `evidence.look:${id}`)
    }
  })
}

/** The newest first: what is past the scanner's limits is asked about again and again, and must not stand before others. */
async function scanAgain(db: Db): Promise<void> {
  const rows = await db
    .selectFrom('evidence_file')
    .leftJoin('evidence_scan', 'evidence_scan.file_id', 'evidence_file.id')
    .select('evidence_file.id')
    .where('evidence_scan.file_id', 'is', null)
    .where('evidence_file.sealed_at', '<', sql<Date>`now() - make_interval(mins => ${LEFT_MINUTES})`)
    .orderBy('evidence_file.sealed_at', 'desc')
    .limit(SWEPT_ROWS)
    .execute()
  await inTransaction(db, async (tx) => {
    for (const { id } of rows) {
      await enqueue(tx, 'evidence.scan', { fileId: id }, `evidence.scan:${id}`)
    }
  })
}
