import { sql } from 'kysely'
import type { Tx } from '#db/client.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { record } from '../ledger.ts'
import type { Erased } from './claims.ts'

/**
 * Withdraws the KakaoTalk files the member brought, forgets what they were called, and who in any file the member said
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
