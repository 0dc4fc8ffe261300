import { sql } from 'kysely'
import type { Db, Tx } from '#db/client.ts'
import { notFound } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import { blindIndex, type CaseKey, codeHash, seal } from '../vault.ts'
import type { Grouped, GroupProblem } from './group.ts'

// How what a list says is kept: claims as sealed blobs under keyed digests, so that the same claim is the same row.

/** Days claims wait for their owners: longer than any agency's intake so far, short enough for what nobody consented to. */
export const WAIT_DAYS = 60

/** What has been read so far, as it stands in the list's own row. */
export type Tally = {
  rows_all: number
  rows_bad: number
  problems: number
  claims: number
  fresh: number
  done: number
  has_resident: boolean
}

type WaitingRow = { id: string; person: string; code: string; row_from: number; sealed: string }

/** The rows of claims, each known by a keyed digest of all it says, and of its owner by one of their phone. */
export function waitingRows(key: CaseKey, claims: readonly Grouped[]): WaitingRow[] {
  return claims.map(({ from, draft }) => {
    const id = asId(blindIndex(key, 'sheet', `claim|${JSON.stringify(draft)}`))
    const person = personId(key, draft.identity.phone)
    return {
      id,
      person,
      code: `\\x${codeHash(linkCode(key, person)).toString('hex')}`,
      row_from: from,
      sealed: `\\x${seal(key, waitingPlace(id), draft).toString('hex')}`,
    }
  })
}

/** Where a waiting claim is sealed; the blob opens nowhere else. */
export function waitingPlace(id: string): string {
  return `sheet_claim|${id}|1`
}

function personId(key: CaseKey, phone: string): string {
  return asId(blindIndex(key, 'sheet', `person|${phone}`))
}

/** The code of somebody's link: 128 bits that only the case's key gives, as 22 base64url characters. */
export function linkCode(key: CaseKey, person: string): string {
  return blindIndex(key, 'sheet', `link|${person}`).toString('base64url')
}

/** A digest as a UUID of the version for ids made in one's own way (RFC 9562 §5.8). */
function asId(digest: Buffer): string {
  const bytes = Buffer.from(digest)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * Writes one batch and what is counted with it, together. Claims that wait already become the later list's, and those taken over stay as they are.
 * Gives how many were new; refuses `shared.not_found` when the list is no longer being read (removed meanwhile).
 */
export async function writeClaims(
  db: Db,
  { sheetId, caseId }: { sheetId: string; caseId: string },
  rows: readonly WaitingRow[],
  tally: Tally,
): Promise<number> {
  const given = JSON.stringify(rows)
  return inTransaction(db, async (tx) => {
    const { rows: counted } = await sql<{ fresh: number }>`
      with given as materialized (
        select * from json_to_recordset(${given}::text::json) as row (
          id uuid, person uuid, code bytea, row_from integer, sealed bytea)
      ), person as (
        insert into sheet_person (id, case_id, code_hash, expires_at)
        select distinct on (person) person, ${caseId}::uuid, code,
          now() + make_interval(days => ${WAIT_DAYS}::integer)
        from given order by person
        on conflict (id) do update set expires_at = greatest(sheet_person.expires_at, excluded.expires_at)
      ), claim as (
        insert into sheet_claim (id, case_id, sheet_id, person_id, row_from, sealed)
        select distinct on (id) id, ${caseId}::uuid, ${sheetId}::uuid, person, row_from, sealed
        from given order by id, row_from
        on conflict (id) do update set sheet_id = excluded.sheet_id, row_from = excluded.row_from
          where sheet_claim.taken_at is null
        returning xmax = 0 as is_new
      )
      select count(*) filter (where is_new)::integer as fresh from claim`.execute(tx)
    const fresh = counted[0]?.fresh ?? 0
    await noteRead(tx, sheetId, 'bringing', { ...tally, fresh: tally.fresh + fresh })
    return fresh
  })
}

/** Keeps problems; the same one of a row read again is one. */
export async function writeProblems(
  db: Db,
  sheetId: string,
  problems: readonly GroupProblem[],
): Promise<void> {
  if (problems.length === 0) return
  await sql`
    insert into claim_sheet_problem (sheet_id, row_no, col, code, is_mild)
    select ${sheetId}::uuid, row, col, code, "isMild"
    from json_to_recordset(${JSON.stringify(problems)}::text::json)
      as row (row integer, col smallint, code text, "isMild" boolean)
    on conflict do nothing`.execute(db)
}

/** Notes how far a list is read. Refuses `shared.not_found` when it is no longer being read so. */
export async function noteRead(
  tx: Tx,
  sheetId: string,
  state: 'checking' | 'bringing',
  tally: Tally,
): Promise<void> {
  const noted = await tx
    .updateTable('claim_sheet')
    .set({ ...tally, moved_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', sheetId)
    .where('state', '=', state)
    .executeTakeFirst()
  if (noted.numUpdatedRows === 0n) throw notFound()
}
