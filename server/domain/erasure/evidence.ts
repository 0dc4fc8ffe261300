import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { removeUpload } from '../evidence/remove.ts'
import { inTransaction } from '../transaction.ts'
import type { Erased } from './claims.ts'

/**
 * Removes the files the member kept as evidence, also those a frozen filing pins, whose hashes and numbers stay; what bound them to claims, and why others looked at them or the member
 * at others'. The ledger keeps their hashes and that they were looked at.
 */
export async function* forgetEvidence(
  db: Db,
  { id }: Erased,
  { files }: { files: FileStore },
): AsyncGenerator<void> {
  await inTransaction(db, (tx) => sql`select erase_pins(${id}::uuid)`.execute(tx))
  const uploads = await db.selectFrom('evidence_upload').select('id').where('member_id', '=', id).execute()
  for (const upload of uploads) yield await removeUpload(db, upload.id, { files })
  await inTransaction(db, async (tx) => {
    await tx.deleteFrom('exhibit_view').where('member_id', '=', id).execute()
    await tx.deleteFrom('evidence_claim').where('member_id', '=', id).execute()
    await sql`
      delete from evidence_view using evidence
      where evidence.id = evidence_view.evidence_id and ${id}::uuid in (evidence.member_id, evidence_view.member_id)`.execute(
      tx,
    )
  })
}
