import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import { notFound } from '../refusal.ts'
import { codeHash } from '../vault.ts'

/** Whoever a link was made for; unknown and expired ones get the same answer. */
export async function personBehind(db: Db, code: string, lock = false) {
  const row = await db
    .selectFrom('sheet_person')
    .innerJoin('case', 'case.id', 'sheet_person.case_id')
    .select(['sheet_person.id', 'case.id as caseId', 'case.slug', 'case.admits'])
    .where('code_hash', '=', codeHash(code))
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .$if(lock, (query) => query.forUpdate('sheet_person'))
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}
