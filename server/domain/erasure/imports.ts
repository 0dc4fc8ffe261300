import { sql } from 'kysely'
import type { Tx } from '#db/client.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { record } from '../ledger.ts'
import type { Erased } from './claims.ts'

/**
 * Removes the lists the member brought, with all in them that nobody took over; withdraws the KakaoTalk files they brought, forgets what they were called, and who in any file the member said
 * they were. Lines that other files hold too stay, said by a number.
 */
export async function forgetImports(tx: Tx, { id, caseId }: Erased): Promise<void> {
  const withdrawn = await tx
    .updateTable('kakao_import')
    .set({ state: 'withdrawn', failed_why: null, ended_at: sql<Date>`clock_timestamp()` })
    .where('member_id', '=', id)
    .where('state', '<>', 'withdrawn')
    .returning('id')
    .execute()
  for (const { id: importId } of withdrawn) {
    await enqueue(tx, 'kakao.clear', { importId }, `kakao.clear:${importId}`)
    await record(tx, caseId, id, { kind: 'kakao.withdrawn', data: { importId } })
  }
  await forgetSheets(tx, { id, caseId })
  await tx
    .updateTable('kakao_import')
    .set({ file_name: '', room_name: '', own_name_id: null })
    .where('member_id', '=', id)
    .execute()
  await tx.deleteFrom('kakao_name_claim').where('member_id', '=', id).execute()
  await tx.updateTable('kakao_name').set({ member_id: null }).where('member_id', '=', id).execute()
  await sql`
    update kakao_room set name = '' where name <> '' and (owner_id = ${id}::uuid or (
      exists (select from kakao_import as own where own.room_id = kakao_room.id and own.member_id = ${id}::uuid)
      and not exists (
        select from kakao_import as other where other.room_id = kakao_room.id
          and other.state not in ('withdrawn', 'failed'))))`.execute(tx)
}

async function forgetSheets(tx: Tx, { id, caseId }: Erased): Promise<void> {
  const removed = await tx
    .updateTable('claim_sheet')
    .set({ state: 'removed', failed_why: null, ended_at: sql<Date>`clock_timestamp()` })
    .where('member_id', '=', id)
    .where('state', '<>', 'removed')
    .returning((eb) => [
      'id',
      eb
        .selectFrom('sheet_claim')
        .select((of) => of.fn.countAll<number>().as('count'))
        .whereRef('sheet_id', '=', 'claim_sheet.id')
        .where('taken_at', 'is', null)
        .as('waiting'),
    ])
    .execute()
  for (const { id: sheetId, waiting } of removed) {
    await enqueue(tx, 'sheet.clear', { sheetId }, `sheet.clear:${sheetId}`)
    await record(tx, caseId, id, { kind: 'sheet.removed', data: { sheetId, waiting: waiting ?? 0 } })
  }
  await tx.updateTable('claim_sheet').set({ file_name: '' }).where('member_id', '=', id).execute()
}
