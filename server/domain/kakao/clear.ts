import { sql } from 'kysely'
import type { Db, Tx } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { inTransaction } from '../transaction.ts'

// What may no longer be kept goes: the file and the lines of an import that was withdrawn or failed, and the file alone
// when a resident registration number stands in it.

/** Lines taken away at once, so that nobody waits long for the room. */
const CLEARED_ROWS = 2000
/** An import that has not moved for so long was cut off with its process. In seconds. */
const STUCK_SECONDS = 60
/** So many are asked for again at once. */
const REVIVED_MOST = 50

/**
 * Removes what an import may no longer leave behind; stopped half-way, the next run does the rest. What other files hold
 * too stays, cited by them.
 */
export async function clearKakao(
  db: Db,
  { importId }: { importId: string },
  deps: { files: FileStore },
): Promise<void> {
  for await (const _ of clearingOf(db, importId, deps));
}

/** `clearKakao`, stopping after every piece. */
export async function* clearingOf(
  db: Db,
  importId: string,
  { files }: { files: FileStore },
): AsyncGenerator<void> {
  const row = await db
    .selectFrom('kakao_import')
    .select(['state', 'has_resident', 'file_key', 'room_id'])
    .where('id', '=', importId)
    .executeTakeFirst()
  const isGone = row?.state === 'withdrawn' || row?.state === 'failed'
  if (!row || !(isGone || (row.state === 'ready' && row.has_resident))) return
  if (row.file_key !== null) {
    await files.remove(row.file_key)
    await db.updateTable('kakao_import').set({ file_key: null }).where('id', '=', importId).execute()
  }
  if (!isGone) return
  await db.deleteFrom('kakao_skipped').where('import_id', '=', importId).execute()
  if (row.room_id !== null) yield* clearRows(db, importId, row.room_id)
}

/** Imports that were cut off with their process are read on. Returns how many. */
export async function reviveKakao(db: Db): Promise<number> {
  return inTransaction(db, async (tx) => {
    const stuck = await tx
      .selectFrom('kakao_import')
      .select('id')
      .where('state', 'in', ['waiting', 'reading'])
      .where('moved_at', '<', sql<Date>`now() - make_interval(secs => ${STUCK_SECONDS})`)
      .limit(REVIVED_MOST)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { id } of stuck) {
      await tx.updateTable('kakao_import').set({ moved_at: sql<Date>`now()` }).where('id', '=', id).execute()
      await enqueue(tx, 'kakao.read', { importId: id }, `kakao.read:${id}`)
    }
    return stuck.length
  })
}

async function* clearRows(db: Db, importId: string, roomId: string): AsyncGenerator<void> {
  let after: Place | null = { minute: -1, digest: Buffer.alloc(0) }
  while (after !== null) {
    const from: Place = after
    after = await inTransaction(db, (tx) => clearSome(tx, importId, roomId, from))
    if (after !== null) yield
  }
  await inTransaction(db, (tx) => forgetNames(tx, roomId))
}

type Place = { minute: number; digest: Uint8Array }

/** Takes the next citations away, and the messages that nothing cites any more. Null when there were no more. */
async function clearSome(tx: Tx, importId: string, roomId: string, after: Place): Promise<Place | null> {
  await lockRoom(tx, roomId)
  const { rows } = await sql<Place>`
    with batch as materialized (
      select minute, digest from kakao_citation
      where room_id = ${roomId} and import_id = ${importId}
        and (minute, digest) > (${after.minute}, ${after.digest})
      order by minute, digest limit ${CLEARED_ROWS}
    ), citation as (
      delete from kakao_citation as c using batch
      where c.room_id = ${roomId} and c.minute = batch.minute and c.digest = batch.digest
        and c.import_id = ${importId}
    ), message as (
      delete from kakao_message as m using batch
      where m.room_id = ${roomId} and m.minute = batch.minute and m.digest = batch.digest
        and not exists (
          select from kakao_citation as other
          where other.room_id = ${roomId} and other.minute = m.minute and other.digest = m.digest
            and other.import_id <> ${importId})
    )
    select minute, digest from batch order by minute desc, digest desc limit 1`.execute(tx)
  return rows[0] ?? null
}

/** Names that no message of the room has any more, and with them who said that they were theirs. */
async function forgetNames(tx: Tx, roomId: string): Promise<void> {
  await lockRoom(tx, roomId)
  await sql`
    delete from kakao_room_name as known
    where room_id = ${roomId} and not exists (
      select from kakao_message where room_id = ${roomId} and name_id = known.name_id)`.execute(tx)
}

/** Readings and clearings of one room wait for each other. */
async function lockRoom(tx: Tx, roomId: string): Promise<void> {
  await tx.selectFrom('kakao_room').select('id').where('id', '=', roomId).forNoKeyUpdate().execute()
}
