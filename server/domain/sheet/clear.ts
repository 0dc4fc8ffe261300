import { sql } from 'kysely'
import type { Db, Tx } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { inTransaction } from '../transaction.ts'
import { WAIT_DAYS } from './write.ts'

// What may no longer be kept goes: the file and the waiting claims of a list that was removed or whose time is over, and
// the file alone when a resident registration number stands in it.

/** Claims taken away at once, so that nobody waits long. */
const CLEARED = 2000
/** A reading that has not moved for so long was cut off with its process, in seconds. */
const STUCK_SECONDS = 60
/** A list that nobody brings in so many hours was a try: it is removed with its file. */
const UNBROUGHT_HOURS = 24
/** So many lists are looked at in one run. */
const SWEPT = 50

/** Removes what a list may no longer leave behind; stopped half-way, the next run does the rest. */
export async function clearSheet(
  db: Db,
  { sheetId }: { sheetId: string },
  { files }: { files: FileStore },
): Promise<void> {
  const row = await db
    .selectFrom('claim_sheet')
    .select(['state', 'has_resident', 'file_key'])
    .where('id', '=', sheetId)
    .executeTakeFirst()
  const isGone = row?.state === 'removed'
  if (!row || !(isGone || (row.state === 'ready' && row.has_resident))) return
  if (row.file_key !== null) {
    await files.remove(row.file_key)
    await db.updateTable('claim_sheet').set({ file_key: null }).where('id', '=', sheetId).execute()
  }
  if (!isGone) return
  await db.deleteFrom('claim_sheet_problem').where('sheet_id', '=', sheetId).execute()
  while ((await inTransaction(db, (tx) => clearSome(tx, sheetId))) > 0);
}

/** Takes the next waiting claims of a list away, and the people who have none left. Returns how many claims. */
async function clearSome(tx: Tx, sheetId: string): Promise<number> {
  const { rows } = await sql<{ person_id: string }>`
    delete from sheet_claim where id in (
      select id from sheet_claim where sheet_id = ${sheetId}::uuid and taken_at is null limit ${CLEARED}::integer)
    returning person_id`.execute(tx)
  await forgetPeople(tx, [...new Set(rows.map(({ person_id }) => person_id))])
  return rows.length
}

/** Forgets those of some people who have nothing waiting any more. */
export async function forgetPeople(tx: Tx, people: readonly string[]): Promise<void> {
  await sql`
    delete from sheet_person where id = any(${people}::uuid[])
      and not exists (select from sheet_claim where person_id = sheet_person.id)`.execute(tx)
}

/** Reads on what was cut off, and removes what nobody brought or nobody took over in time. Returns how many lists. */
export async function sweepSheets(db: Db): Promise<number> {
  return inTransaction(db, async (tx) => {
    const stuck = await tx
      .selectFrom('claim_sheet')
      .select('id')
      .where('state', 'in', ['checking', 'bringing'])
      .where('moved_at', '<', sql<Date>`now() - make_interval(secs => ${STUCK_SECONDS})`)
      .limit(SWEPT)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { id } of stuck) {
      await tx.updateTable('claim_sheet').set({ moved_at: sql<Date>`now()` }).where('id', '=', id).execute()
      await enqueue(tx, 'sheet.read', { sheetId: id }, `sheet.read:${id}`)
    }
    const { rows: over } = await sql<{ id: string }>`
      update claim_sheet set state = 'removed', failed_why = null, ended_at = clock_timestamp()
      where id in (
        select id from claim_sheet
        where (state in ('matching', 'checked', 'failed')
            and moved_at < now() - make_interval(hours => ${UNBROUGHT_HOURS}::integer))
          or (state = 'ready' and ended_at < now() - make_interval(days => ${WAIT_DAYS}::integer))
        limit ${SWEPT}::integer for update skip locked)
      returning id`.execute(tx)
    for (const { id } of over) await enqueue(tx, 'sheet.clear', { sheetId: id }, `sheet.clear:${id}`)
    return stuck.length + over.length
  })
}
