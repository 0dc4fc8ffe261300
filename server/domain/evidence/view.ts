import { sql } from 'kysely'
import type { EvidenceKind, EvidenceRights, FileForm } from '#app/shapes/evidence.ts'
import type { ExhibitSeries } from '#app/shapes/exhibit.ts'
import { Id } from '#app/shapes/id.ts'
import { exhibitLabel } from '#app/text/ko/exhibit.ts'
import type { Db } from '#db/client.ts'
import { type Member, may, memberIn } from '../access.ts'
import { record } from '../ledger.ts'
import { notFound } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { type MaskView, masksIn } from './mask-rows.ts'
import { ensureMaySee } from './open.ts'
import { type PinnedIn, pinnedIn } from './pinned.ts'

/** An original as it is listed. Instants are ISO, the hash is hex; px are of the copy that is shown. */
export type EvidenceFileView = {
  id: string
  name: string
  form: FileForm
  type: string
  oddName: boolean
  bytes: number
  sha256: string
  sealedAt: string
  takenAt: string | null
  isDamaged: boolean
  /** What a virus scanner said; null when none looked at it. */
  scan: 'clean' | 'infected' | null
  /** Its exhibit number as papers write it, once it has one. */
  exhibit: string | null
  /** Null while there is no copy, and for what is no picture. */
  picture: { width: number; height: number } | null
  /** The newest masked copy; px and version of it. */
  mask: MaskView | null
  /** Other pieces of the same member that hold the very same bytes. */
  sameIn: { evidenceId: string; title: string }[]
}

/** A piece of evidence with what its owner says of it. `madeOn` is `YYYY-MM-DD`. */
export type EvidenceDetail = {
  id: string
  kind: EvidenceKind
  title: string
  madeBy: string
  madeOn: string | null
  sourceUrl: string
  rights: EvidenceRights | null
  shows: string
  madeAt: string
  isDescribed: boolean
  claims: { id: string; receiptNo: number }[]
  files: EvidenceFileView[]
  /** Files that have not wholly come. */
  coming: number
  /** Frozen filings that pin an original of it. */
  pinnedIn: PinnedIn[]
  owner: { memberId: string; nickname: string }
  isOwn: boolean
}

/**
 * One piece of evidence, for its owner and, while a reason of theirs stands, for those who run the case. Refuses
 * `shared.not_found`, `evidence.reason_needed`.
 */
export async function evidenceFor(
  db: Db,
  viewer: Viewer,
  { slug, evidenceId }: { slug: string; evidenceId: string },
): Promise<EvidenceDetail> {
  const member = await memberIn(db, viewer, { slug })
  const row = await evidenceRow(db, member, evidenceId)
  await ensureMaySee(db, member, { memberId: row.memberId, evidenceId })
  const { memberId, nickname, madeAt, describedAt, ...said } = row
  const files = await filesOf(db, evidenceId, memberId)
  return {
    ...said,
    madeAt: madeAt.toISOString(),
    isDescribed: describedAt !== null,
    claims: await claimsOf(db, evidenceId),
    files,
    coming: row.uploads - files.length,
    pinnedIn: await pinnedIn(db, evidenceId),
    owner: { memberId, nickname },
    isOwn: memberId === member.id,
  }
}

/**
 * Somebody who runs the case says why they must see a member's evidence; it is recorded, and they may look for a while.
 * Refuses `shared.not_found`.
 */
export async function viewEvidence(
  db: Db,
  viewer: Viewer,
  { slug, evidenceId, reason }: { slug: string; evidenceId: string; reason: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    if (!may(member, 'evidence.view')) throw notFound()
    await evidenceRow(tx, member, evidenceId)
    await tx
      .insertInto('evidence_view')
      .values({ evidence_id: evidenceId, member_id: member.id, reason })
      .execute()
    await record(tx, member.caseId, member.id, { kind: 'evidence.viewed', data: { evidenceId } })
  })
}

/** A piece that stands in the member's case. Of others' nothing leaves before they may see it. */
async function evidenceRow(db: Db, member: Member, evidenceId: string) {
  if (!Id.safeParse(evidenceId).success) throw notFound()
  const row = await db
    .selectFrom('evidence')
    .innerJoin('member', 'member.id', 'evidence.member_id')
    .select(['evidence.id', 'evidence.kind', 'evidence.title', 'made_by as madeBy', 'made_on as madeOn'])
    .select(['source_url as sourceUrl', 'evidence.rights', 'evidence.shows', 'evidence.made_at as madeAt'])
    .select(['described_at as describedAt', 'evidence.member_id as memberId', 'member.nickname'])
    .select(sql<number>`(select count(*) from evidence_upload where evidence_id = evidence.id)`.as('uploads'))
    .where('evidence.id', '=', evidenceId)
    .where('evidence.case_id', '=', member.caseId)
    .where('evidence.removed_at', 'is', null)
    .$narrowType<{ kind: EvidenceKind; rights: EvidenceRights | null }>()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

async function claimsOf(db: Db, evidenceId: string): Promise<{ id: string; receiptNo: number }[]> {
  return db
    .selectFrom('evidence_claim')
    .innerJoin('claim', 'claim.id', 'evidence_claim.claim_id')
    .select(['claim.id', 'claim.receipt_no as receiptNo'])
    .where('evidence_id', '=', evidenceId)
    .orderBy('receipt_no')
    .execute()
}

async function filesOf(db: Db, evidenceId: string, memberId: string): Promise<EvidenceFileView[]> {
  const rows = await db
    .selectFrom('evidence_file as file')
    .leftJoin('evidence_look as look', 'look.file_id', 'file.id')
    .leftJoin('evidence_damage as damage', 'damage.file_id', 'file.id')
    .leftJoin('evidence_scan as scan', 'scan.file_id', 'file.id')
    .leftJoin('exhibit', 'exhibit.file_id', 'file.id')
    .select(['file.id', 'file.name', 'file.form', 'file.type', 'file.odd_name as oddName', 'file.bytes'])
    .select(['file.sha256', 'file.sealed_at as sealedAt', 'look.taken_at as takenAt'])
    .select(['look.width', 'look.height', 'exhibit.series', 'exhibit.no', 'exhibit.sub'])
    .select('scan.outcome as scan')
    .select(sql<boolean>`damage.file_id is not null`.as('isDamaged'))
    .where('file.evidence_id', '=', evidenceId)
    .orderBy('file.sealed_at')
    .orderBy('file.id')
    .$narrowType<{ form: FileForm; series: ExhibitSeries | null; scan: EvidenceFileView['scan'] }>()
    .execute()
  const twins = await twinsOf(db, evidenceId, memberId)
  const masks = await masksIn(db, evidenceId)
  return rows.map(({ sha256, sealedAt, takenAt, width, height, series, no, sub, ...file }) => ({
    ...file,
    exhibit: series && no ? exhibitLabel({ series, no, sub }) : null,
    sha256: sha256.toString('hex'),
    sealedAt: sealedAt.toISOString(),
    takenAt: takenAt?.toISOString() ?? null,
    picture: width && height ? { width, height } : null,
    mask: masks.get(file.id) ?? null,
    sameIn: twins.flatMap(({ fileId, ...twin }) => (fileId === file.id ? [twin] : [])),
  }))
}

/** The same bytes elsewhere among the member's own; nobody else's are ever compared. */
async function twinsOf(db: Db, evidenceId: string, memberId: string) {
  return db
    .selectFrom('evidence_file as file')
    .innerJoin('evidence_file as twin', (join) =>
      join.onRef('twin.sha256', '=', 'file.sha256').onRef('twin.evidence_id', '<>', 'file.evidence_id'),
    )
    .innerJoin('evidence', 'evidence.id', 'twin.evidence_id')
    .distinct()
    .select(['file.id as fileId', 'evidence.id as evidenceId', 'evidence.title'])
    .where('file.evidence_id', '=', evidenceId)
    .where('evidence.member_id', '=', memberId)
    .where('evidence.removed_at', 'is', null)
    .execute()
}
