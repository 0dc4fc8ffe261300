import type { Db } from '#db/client.ts'
import { record } from '../ledger.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { FileRow } from './file-row.ts'

/** Notes that an original is no longer what was sealed: it is served no more. Again is fine. */
export async function markDamaged(
  db: Db,
  { id, evidenceId, caseId, memberId }: Pick<FileRow, 'id' | 'evidenceId' | 'caseId' | 'memberId'>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const added = await tx
      .insertInto('evidence_damage')
      .values({ file_id: id })
      .onConflict((conflict) => conflict.column('file_id').doNothing())
      .executeTakeFirst()
    if (added.numInsertedOrUpdatedRows !== 1n) return
    await record(tx, caseId, null, { kind: 'evidence.damaged', data: { evidenceId, fileId: id } })
    announce(tx, { kind: 'member.told', caseId, memberId, what: ['evidence'] })
  })
}
