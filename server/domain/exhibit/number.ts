import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { ExhibitNumber } from '#app/shapes/exhibit.ts'
import { exhibitLabel } from '#app/text/ko/exhibit.ts'
import type { Tx } from '#db/client.ts'
import { canonicalJson, record } from '../ledger.ts'

/** Pieces that are to have numbers: a query of (evidence_id uuid, series text). */
export type Pieces = RawBuilder<unknown>

/** A piece is common to all when a document of the case stands on it, and else its claimant's. Over `evidence`. */
export const isCommon = sql<boolean>`exists (
  select from document join document_witness as w on w.document_id = document.id and w.member_id = document.made_by
  where document.removed_at is null and w.evidence_id = evidence.id)`
export const seriesOf = sql`case when ${isCommon} then 'common' else 'claimant' end`

/** Every piece of a case that a standing claim rests on, or a document. */
export function piecesInUse(caseId: string): Pieces {
  return sql`
    select evidence.id as evidence_id, ${seriesOf} as series from evidence
    where evidence.case_id = ${caseId}::uuid and (${isCommon} or exists (
      select from evidence_claim as bound join claim on claim.id = bound.claim_id and claim.state = 'submitted'
      where bound.evidence_id = evidence.id))`
}

type Given = ExhibitNumber & { fileId: string }

/**
 * Gives each original of the pieces that has none its number, in a stable order: claimants by receipt number, pieces by when
 * they were kept. A piece stays in the series of its first number. Called under the case's head lock, which orders it;
 * records what was given and returns how many.
 */
export async function numberPieces(
  tx: Tx,
  { caseId, by, evidenceId = null }: { caseId: string; by: string; evidenceId?: string | null },
  pieces: Pieces,
): Promise<number> {
  const lacking = lackingOf(caseId, pieces)
  await nameClaimants(tx, caseId, lacking)
  const given = [
    ...(await numberCommon(tx, { caseId, by }, lacking)),
    ...(await numberOwn(tx, { caseId, by }, lacking)),
  ]
  if (given.length === 0) return 0
  const numbers = given.map(({ fileId, ...number }) => [fileId, exhibitLabel(number)]).sort()
  const sha256 = createHash('sha256').update(canonicalJson(numbers)).digest('hex')
  await record(tx, caseId, by, { kind: 'exhibit.given', data: { evidenceId, files: given.length, sha256 } })
  return given.length
}

/** The originals without a number; `before` is the number their piece has had since its first. */
function lackingOf(caseId: string, pieces: Pieces) {
  return sql`
    select file.id as file_id, file.sealed_at, evidence.id as evidence_id, evidence.member_id, evidence.made_at,
      coalesce(first.series, piece.series) as series, first.no as before
    from (${pieces}) as piece
    join evidence on evidence.id = piece.evidence_id and evidence.case_id = ${caseId}::uuid
      and evidence.removed_at is null
    join evidence_file as file on file.evidence_id = evidence.id
    left join lateral (select series, no from exhibit where exhibit.evidence_id = evidence.id
      order by given_at, id limit 1) as first on true
    where not exists (select from exhibit where exhibit.file_id = file.id)`
}

async function nameClaimants(tx: Tx, caseId: string, lacking: RawBuilder<unknown>): Promise<void> {
  await sql`
    insert into exhibit_claimant (member_id, case_id, no)
    select member_id, ${caseId}::uuid,
      (select coalesce(max(no), 0) from exhibit_claimant where case_id = ${caseId}::uuid)
        + row_number() over (order by receipt_no nulls last, member_id)
    from (
      select lacking.member_id, min(claim.receipt_no) as receipt_no from (${lacking}) as lacking
      left join claim on claim.member_id = lacking.member_id
      where lacking.series = 'claimant' group by lacking.member_id) as claimant
    where not exists (select from exhibit_claimant as had where had.member_id = claimant.member_id)`.execute(
    tx,
  )
}

async function numberOwn(
  tx: Tx,
  { caseId, by }: { caseId: string; by: string },
  lacking: RawBuilder<unknown>,
): Promise<Given[]> {
  const { rows } = await sql<Given>`
    insert into exhibit (case_id, member_id, series, no, sub, evidence_id, file_id, given_by)
    select ${caseId}::uuid, lacking.member_id, 'claimant', claimant.no,
      coalesce((select max(sub) from exhibit where exhibit.member_id = lacking.member_id and series = 'claimant'), 0)
        + row_number() over (partition by lacking.member_id order by made_at, evidence_id, sealed_at, file_id),
      evidence_id, file_id, ${by}::uuid
    from (${lacking}) as lacking join exhibit_claimant as claimant on claimant.member_id = lacking.member_id
    where lacking.series = 'claimant'
    returning file_id as "fileId", series, no, sub`.execute(tx)
  return rows
}

/** A piece's first number says whether its files are told apart; one that comes later is told apart anyway. */
async function numberCommon(
  tx: Tx,
  { caseId, by }: { caseId: string; by: string },
  lacking: RawBuilder<unknown>,
): Promise<Given[]> {
  const { rows } = await sql<Given>`
    with counted as (
      select lacking.*, count(*) over (partition by evidence_id) as files,
        row_number() over (partition by evidence_id order by sealed_at, file_id) as at,
        dense_rank() over (partition by before is null order by made_at, evidence_id) as place
      from (${lacking}) as lacking where series = 'common')
    insert into exhibit (case_id, member_id, series, no, sub, evidence_id, file_id, given_by)
    select ${caseId}::uuid, member_id, 'common', coalesce(before, place + (
        select coalesce(max(no), 0) from exhibit where case_id = ${caseId}::uuid and series = 'common')),
      case when before is not null then at + (select max(coalesce(sub, 1)) from exhibit
          where case_id = ${caseId}::uuid and series = 'common' and no = counted.before)
        when files > 1 then at end,
      evidence_id, file_id, ${by}::uuid
    from counted
    returning file_id as "fileId", series, no, sub`.execute(tx)
  return rows
}
