import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { inTransaction } from '../transaction.ts'

type Deps = { files: FileStore }

/**
 * Takes a file of the locker away, whole or not, with everything made of it. The bytes go before their rows: stopped
 * half-way, the next try finds the rows and does the rest.
 */
export async function removeUpload(db: Db, uploadId: string, { files }: Deps): Promise<void> {
  const { rows } = await sql<{ key: string }>`
    select file_key as key from evidence_part where upload_id = ${uploadId}
    union all select unnest(array[shown_key, thumb_key]) from evidence_look
      where file_id = ${uploadId} and thumb_key is not null
    union all select unnest(array[shown_key, thumb_key]) from evidence_mask
      where derived_from = ${uploadId}`.execute(db)
  for (const { key } of rows) await files.remove(key)
  await inTransaction(db, async (tx) => {
    await tx.deleteFrom('evidence_look').where('file_id', '=', uploadId).execute()
    await tx.deleteFrom('evidence_scan').where('file_id', '=', uploadId).execute()
    await tx.deleteFrom('evidence_damage').where('file_id', '=', uploadId).execute()
    await tx.deleteFrom('evidence_file').where('id', '=', uploadId).execute()
    await tx.deleteFrom('evidence_part').where('upload_id', '=', uploadId).execute()
    await tx.deleteFrom('evidence_upload').where('id', '=', uploadId).execute()
  })
}

/**
 * Takes the files of a withdrawn piece of evidence away; nothing happens to one that stands, nor to a file a frozen filing
 * pins: what was handed in on the strength of it must stay.
 */
export async function clearEvidence(
  db: Db,
  { evidenceId }: { evidenceId: string },
  deps: Deps,
): Promise<void> {
  const uploads = await db
    .selectFrom('evidence_upload')
    .innerJoin('evidence', 'evidence.id', 'evidence_upload.evidence_id')
    .select('evidence_upload.id')
    .where('evidence.id', '=', evidenceId)
    .where('evidence.removed_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('filing_evidence').whereRef('held_id', '=', 'evidence_upload.id'))),
    )
    .execute()
  for (const { id } of uploads) await removeUpload(db, id, deps)
}
