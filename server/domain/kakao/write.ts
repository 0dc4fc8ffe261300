import { sql } from 'kysely'
import type { Db, Tx } from '#db/client.ts'
import { notFound } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Rows, SkippedRow, TalkRow } from './rows.ts'

/** What has been read so far, as it stands in the import's own row. `fresh`: messages that no other file had. */
export type Tally = {
  bytes_done: number
  lines_done: number
  lines: number
  lines_message: number
  lines_system: number
  lines_skipped: number
  messages: number
  fresh: number
  media: number
  undated: number
  shortened: number
  covered: number
  has_resident: boolean
  first_minute: number | null
  last_minute: number | null
}

/**
 * Writes one batch and what is counted with it, together. Batches of one room wait for each other, so that two files
 * with the same messages never block one another. Messages that are there already are only cited. Gives how many were
 * new; refuses `shared.not_found` when the import is no longer being read (withdrawn meanwhile).
 */
export async function writeBatch(
  db: Db,
  { importId, roomId }: { importId: string; roomId: string },
  { talk, skipped, nameIds }: Pick<Rows, 'talk' | 'skipped' | 'nameIds'>,
  tally: Tally,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    await tx.selectFrom('kakao_room').select('id').where('id', '=', roomId).forNoKeyUpdate().execute()
    await sql`
      insert into kakao_room_name (room_id, name_id)
      select ${roomId}, id from unnest(${[...nameIds]}::integer[]) as id
      on conflict do nothing`.execute(tx)
    const fresh = await writeTalk(tx, { importId, roomId }, talk)
    await writeSkipped(tx, importId, skipped)
    await note(tx, importId, { ...tally, fresh: tally.fresh + fresh })
    return fresh
  })
}

async function writeTalk(tx: Tx, to: { importId: string; roomId: string }, talk: TalkRow[]): Promise<number> {
  await alignPlaces(tx, to, talk)
  const given = JSON.stringify(talk)
  const { rows } = await sql<{ fresh: number }>`
    with given as materialized (
      select * from json_to_recordset(${given}::text::json) as row (
        minute integer, digest bytea, place integer, name_id integer, kind text, body text,
        line_from integer, line_to integer)
    ), message as (
      insert into kakao_message (room_id, minute, digest, place, name_id, kind, body)
      select ${to.roomId}, minute, digest, place, name_id, kind, body from given
      on conflict do nothing returning 1
    ), citation as (
      insert into kakao_citation (room_id, minute, digest, import_id, line_from, line_to)
      select ${to.roomId}, minute, digest, ${to.importId}, line_from, line_to from given
      on conflict do nothing
    )
    select count(*)::integer as fresh from message`.execute(tx)
  return rows[0]?.fresh ?? 0
}

/**
 * A file may begin in the middle of a minute, so its count of that minute's messages begins too late. Where a message in
 * both tells by how much, the later count is moved, be it this file's or that of what is there already.
 */
async function alignPlaces(tx: Tx, to: { importId: string; roomId: string }, talk: TalkRow[]): Promise<void> {
  const beginnings = await beginningsIn(tx, to, talk)
  const asked = talk.filter(({ minute }) => beginnings.has(minute))
  if (asked.length === 0) return
  const given = JSON.stringify(asked.map(({ minute, digest, place }) => ({ minute, digest, place })))
  const { rows: shifts } = await sql<{ minute: number; by: number }>`
    select given.minute, max(given.place - m.place) as by
    from json_to_recordset(${given}::text::json) as given (minute integer, digest bytea, place integer)
    join kakao_message as m on m.room_id = ${to.roomId} and m.minute = given.minute and m.digest = given.digest
    group by given.minute having max(given.place - m.place) <> 0`.execute(tx)
  for (const { minute, by } of shifts) {
    if (by < 0) for (const row of talk) row.place -= row.minute === minute ? by : 0
    else await movePlaces(tx, to.roomId, minute, by)
  }
}

/** The minutes with which this and the other files of the room begin. */
async function beginningsIn(
  tx: Tx,
  { importId, roomId }: { importId: string; roomId: string },
  talk: TalkRow[],
): Promise<Set<number>> {
  const rows = await tx
    .selectFrom('kakao_import')
    .select(['id', 'first_minute'])
    .where('room_id', '=', roomId)
    .where('first_minute', 'is not', null)
    .execute()
  const minutes = new Set(rows.map(({ first_minute }) => first_minute ?? 0))
  if (!rows.some(({ id }) => id === importId)) minutes.add(talk.find(({ minute }) => minute > 0)?.minute ?? 0)
  minutes.delete(0)
  return minutes
}

async function movePlaces(tx: Tx, roomId: string, minute: number, by: number): Promise<void> {
  await tx
    .updateTable('kakao_message')
    .set((eb) => ({ place: eb('place', '+', by) }))
    .where('room_id', '=', roomId)
    .where('minute', '=', minute)
    .execute()
}

async function writeSkipped(tx: Tx, importId: string, skipped: SkippedRow[]): Promise<void> {
  if (skipped.length === 0) return
  await sql`
    insert into kakao_skipped (import_id, line_from, line_to, reason, body)
    select ${importId}, line_from, line_to, reason, body
    from json_to_recordset(${JSON.stringify(skipped)}::text::json)
      as row (line_from integer, line_to integer, reason text, body text)
    on conflict do nothing`.execute(tx)
}

async function note(tx: Tx, importId: string, tally: Tally): Promise<void> {
  const noted = await tx
    .updateTable('kakao_import')
    .set({ ...tally, moved_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', importId)
    .where('state', '=', 'reading')
    .executeTakeFirst()
  if (noted.numUpdatedRows === 0n) throw notFound()
}
