import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { EvidenceKind, EvidenceRights, FileForm } from '#app/shapes/evidence.ts'
import type { ExhibitNumber } from '#app/shapes/exhibit.ts'
import { exhibitLabel } from '#app/text/ko/exhibit.ts'
import type { Db, Tx } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { openingOf } from '../evidence/file-row.ts'
import { bytesOf } from '../evidence/parts.ts'
import { isCommon, numberPieces, seriesOf } from '../exhibit/number.ts'
import { canonicalJson } from '../ledger.ts'
import type { Vault } from '../vault.ts'
import type { FilingRow } from './row.ts'

// What of the evidence a frozen version rests on: the originals for its claims, and those of documents its claimants put
// into the case, each under its exhibit number, with what was said of it at the freeze.

/** Rows read and written at a time: twenty columns each stay under what one statement takes. */
const PAGE_ROWS = 1000

/** Pieces for the version's claims, and its claimants' pieces a document stands on. */
function piecesOf({ id }: Pick<FilingRow, 'id'>, version: number) {
  return sql`
    select evidence.id as evidence_id, ${seriesOf} as series from evidence
    where evidence.removed_at is null and evidence.member_id in (
        select claim.member_id from filing_claim as pin join claim on claim.id = pin.claim_id
        where pin.filing_id = ${id}::uuid and pin.version = ${version})
      and (${isCommon} or exists (
        select from evidence_claim as bound join filing_claim as pin on pin.claim_id = bound.claim_id
        where bound.evidence_id = evidence.id and pin.filing_id = ${id}::uuid and pin.version = ${version}))`
}

type Said = {
  name: string
  kind: EvidenceKind
  title: string
  madeBy: string
  madeOn: string | null
  sourceUrl: string
  rights: EvidenceRights | null
  shows: string
}

/**
 * Pins the originals that the claims of a version rest on, giving numbers to those that have none. Under the case's head
 * lock, after the claims were pinned. What is withdrawn from now on stays in the store for as long.
 */
export async function pinEvidence(
  tx: Tx,
  filing: FilingRow,
  { version, by }: { version: number; by: string },
): Promise<void> {
  await numberPieces(tx, { caseId: filing.caseId, by }, piecesOf(filing, version))
  const place = { filing_id: filing.id, version }
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await toPin(tx, filing, version, after)
    const last = rows.at(-1)
    if (!last) break
    const pins = rows.map(({ fileId, exhibitId, memberId, sha256, bytes, form, type, ...said }) => ({
      ...{ ...place, file_id: fileId, held_id: fileId, exhibit_id: exhibitId, member_id: memberId },
      ...{ sha256, bytes, form, type, said_sha256: saidHash(said) },
      ...{ name: said.name, kind: said.kind, title: said.title, made_by: said.madeBy, made_on: said.madeOn },
      ...{ source_url: said.sourceUrl, rights: said.rights, shows: said.shows },
    }))
    await tx.insertInto('filing_evidence').values(pins).execute()
    after = last.fileId
  }
  await sql`
    insert into filing_evidence_claim (filing_id, version, file_id, no)
    select kept.filing_id, kept.version, kept.file_id, pin.no from filing_evidence as kept
    join evidence_file as file on file.id = kept.held_id
    join evidence_claim as bound on bound.evidence_id = file.evidence_id
    join filing_claim as pin on pin.claim_id = bound.claim_id and pin.filing_id = kept.filing_id
      and pin.version = kept.version
    where kept.filing_id = ${filing.id}::uuid and kept.version = ${version}`.execute(tx)
}

type ToPin = Said & {
  fileId: string
  exhibitId: string
  memberId: string
  sha256: Buffer
  bytes: number
  form: FileForm
  type: string
}

async function toPin(tx: Tx, filing: FilingRow, version: number, after: string): Promise<ToPin[]> {
  const { rows } = await sql<ToPin>`
    select file.id as "fileId", exhibit.id as "exhibitId", evidence.member_id as "memberId", file.sha256, file.bytes,
      file.form, file.type, file.name, evidence.kind, evidence.title, made_by as "madeBy", made_on as "madeOn",
      source_url as "sourceUrl", evidence.rights, evidence.shows
    from (${piecesOf(filing, version)}) as piece join evidence on evidence.id = piece.evidence_id
    join evidence_file as file on file.evidence_id = evidence.id join exhibit on exhibit.file_id = file.id
    where file.id > ${after}::uuid order by file.id limit ${PAGE_ROWS}`.execute(tx)
  return rows
}

function saidHash(said: Said): Buffer {
  return createHash('sha256').update(canonicalJson(said)).digest()
}

/**
 * An original a frozen version pins. `label` is its number as papers write it, `claims` the running numbers of the pinned
 * claims it is for (none: common to all). Hashes are hex, `madeOn` is `YYYY-MM-DD`. Once its owner was erased the words are
 * empty and `evidenceId` is null. `isThere`: its bytes can be opened, neither erased, found changed nor infected.
 */
export type PinnedEvidence = Said & {
  fileId: string
  evidenceId: string | null
  memberId: string
  exhibit: ExhibitNumber
  label: string
  claims: number[]
  form: FileForm
  type: string
  bytes: number
  sha256: string
  saidSha256: string
  isThere: boolean
}

type PinnedRow = Omit<PinnedEvidence, 'exhibit' | 'label' | 'sha256' | 'saidSha256'> &
  ExhibitNumber & { sha256: Buffer; saidSha256: Buffer }

/** What a frozen version pins of the evidence, by number: 갑가 first, then claimant by claimant. Page by page. */
export async function* pinnedEvidence(
  db: Db,
  filingId: string,
  version: number,
): AsyncGenerator<PinnedEvidence> {
  for (let after: ExhibitNumber = { series: 'common', no: 0, sub: 0 }; ; ) {
    const rows = await pinnedPage(db, { filingId, version, after })
    for (const { series, no, sub, sha256, saidSha256, ...row } of rows) {
      const exhibit = { series, no, sub }
      const hashes = { sha256: sha256.toString('hex'), saidSha256: saidSha256.toString('hex') }
      yield { ...row, exhibit, label: exhibitLabel(exhibit), ...hashes }
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE_ROWS) return
    after = last
  }
}

async function pinnedPage(
  db: Db,
  { filingId, version, after }: { filingId: string; version: number; after: ExhibitNumber },
): Promise<PinnedRow[]> {
  const place = sql`(exhibit.series = 'claimant', exhibit.no, coalesce(exhibit.sub, 0))`
  const { rows } = await sql<PinnedRow>`
    select pin.file_id as "fileId", file.evidence_id as "evidenceId", pin.member_id as "memberId", exhibit.series,
      exhibit.no, exhibit.sub, pin.form, pin.type, pin.bytes, pin.sha256, pin.said_sha256 as "saidSha256", pin.name,
      pin.kind, pin.title, pin.made_by as "madeBy", pin.made_on as "madeOn", pin.source_url as "sourceUrl",
      pin.rights, pin.shows, file.id is not null and damage.file_id is null
        and scan.outcome is distinct from 'infected' as "isThere",
      array(select no from filing_evidence_claim as bound where bound.filing_id = pin.filing_id
        and bound.version = pin.version and bound.file_id = pin.file_id order by no) as claims
    from filing_evidence as pin join exhibit on exhibit.id = pin.exhibit_id
    left join evidence_file as file on file.id = pin.held_id
    left join evidence_damage as damage on damage.file_id = pin.held_id
    left join evidence_scan as scan on scan.file_id = pin.held_id
    where pin.filing_id = ${filingId}::uuid and pin.version = ${version}
      and ${place} > (${after.series === 'claimant'}, ${after.no}, ${after.sub ?? 0})
    order by exhibit.series = 'claimant', exhibit.no, coalesce(exhibit.sub, 0) limit ${PAGE_ROWS}`.execute(db)
  return rows
}

/**
 * The numbers of the pinned originals kept for each claim, by the claim's running number, each in the order of the numbers;
 * of the claims `after` a number, up to and with `to`. What is common to all stands at no claim but one it was kept for.
 */
export async function exhibitsOfClaims(
  db: Db,
  { filingId, version }: { filingId: string; version: number },
  { after, to }: { after: number; to: number },
): Promise<Map<number, ExhibitNumber[]>> {
  const { rows } = await sql<ExhibitNumber & { claim: number }>`
    select bound.no as claim, exhibit.series, exhibit.no, exhibit.sub
    from filing_evidence_claim as bound
    join filing_evidence as pin on pin.filing_id = bound.filing_id and pin.version = bound.version
      and pin.file_id = bound.file_id
    join exhibit on exhibit.id = pin.exhibit_id
    where bound.filing_id = ${filingId}::uuid and bound.version = ${version}
      and bound.no > ${after} and bound.no <= ${to}
    order by bound.no, exhibit.series = 'claimant', exhibit.no, coalesce(exhibit.sub, 0)`.execute(db)
  const byClaim = new Map<number, ExhibitNumber[]>()
  for (const { claim, ...exhibit } of rows) {
    byClaim.set(claim, [...(byClaim.get(claim) ?? []), exhibit])
  }
  return byClaim
}

/**
 * The bytes of a pinned original, withdrawn or not. The stream fails with `FileDamaged` where one was changed. Null once it
 * was erased, or when it is infected. Whoever asks is to be looked at, and the handing out to be recorded, by the caller.
 */
export async function pinnedBytes(
  db: Db,
  fileId: string,
  deps: { vault: Vault; files: FileStore },
): Promise<AsyncGenerator<Uint8Array> | null> {
  const row = await db
    .selectFrom('filing_evidence as pin')
    .innerJoin('evidence_upload as upload', 'upload.id', 'pin.held_id')
    .select(['upload.id', 'upload.case_id as caseId', 'upload.secret as sealed'])
    .leftJoin('evidence_scan as scan', 'scan.file_id', 'pin.held_id')
    .where('pin.held_id', '=', fileId)
    .where((eb) => eb.or([eb('scan.outcome', 'is', null), eb('scan.outcome', '<>', 'infected')]))
    .limit(1)
    .executeTakeFirst()
  return row ? bytesOf(await openingOf(db, row, deps)) : null
}
