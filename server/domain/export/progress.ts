import type { Tx } from '#db/client.ts'
import { announce } from '../transaction.ts'

/** Says, after commit, how far a list has come; only its asker hears it. */
export async function announceExport(tx: Tx, exportId: string): Promise<void> {
  const row = await tx
    .selectFrom('export')
    .select(['case_id', 'requested_by', 'state', 'rows_done', 'rows_total'])
    .where('id', '=', exportId)
    .executeTakeFirstOrThrow()
  announce(tx, {
    kind: 'export.progress',
    caseId: row.case_id,
    exportId,
    memberId: row.requested_by,
    state: row.state,
    rowsDone: row.rows_done,
    rowsTotal: row.rows_total,
  })
}
