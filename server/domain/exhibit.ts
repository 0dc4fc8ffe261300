import { sql } from 'kysely'
import type { EvidenceKind } from '#app/shapes/evidence.ts'
import {
  type ExhibitColumn,
  type ExhibitNumber,
  type ExhibitSeries,
  exhibitColumns,
} from '#app/shapes/exhibit.ts'
import { exhibitLabel } from '#app/text/ko/exhibit.ts'
import type { Db } from '#db/client.ts'
import { memberWho } from './access.ts'
import { lockCase } from './claim/keep.ts'
import { numberPieces, piecesInUse, seriesOf } from './exhibit/number.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// Exhibit numbers (호증): what a paper handed in calls an original (민사소송규칙 제107조). Those who run the case give them;
// a number is given once and never again, whatever becomes of the piece.

/**
 * A number as those who run the case see it. `missing` is what its owner has not said for the 증거설명서; `title` is null
 * once the piece was withdrawn or its owner erased: the number stays empty.
 */
export type ExhibitView = ExhibitNumber & {
  label: string
  evidenceId: string | null
  title: string | null
  owner: string
  missing: ExhibitColumn[]
}

/** A piece in use with originals that have no number. `series` is the one it would get. */
export type Unnumbered = {
  evidenceId: string
  title: string
  kind: EvidenceKind
  owner: string
  files: number
  series: ExhibitSeries
}

/** Pieces without a number that are listed; all of them are counted, and numbered at once. */
const LISTED = 50
/** Numbers a page. */
export const EXHIBIT_ROWS = 100

export type Exhibits = {
  rows: ExhibitView[]
  total: number
  page: number
  pages: number
  /** Numbers whose piece lacks something the 증거설명서 needs. */
  incomplete: number
  unnumbered: Unnumbered[]
  unnumberedTotal: number
}

/**
 * The numbers of a case, 갑가 before 갑나, a page at a time, and what has none yet: titles and owners, nothing inside.
 * Officers only. Refuses `shared.not_found`, `shared.forbidden`.
 */
export async function exhibitsIn(
  db: Db,
  viewer: Viewer,
  { slug, page = 1 }: { slug: string; page?: number },
): Promise<Exhibits> {
  const { caseId } = await memberWho(db, viewer, { slug }, 'exhibit.keep')
  const { total, incomplete } = await sumsOf(db, caseId)
  const pages = Math.max(1, Math.ceil(total / EXHIBIT_ROWS))
  const at = Math.min(page, pages)
  return {
    ...{ rows: await rowsOf(db, caseId, at), total, page: at, pages, incomplete },
    ...(await unnumberedOf(db, caseId)),
  }
}

/**
 * Gives a piece's originals their numbers, those that have none; a piece that has numbers stays in their series. Officers
 * only. Refuses `shared.not_found`, `shared.forbidden`, `exhibit.no_file`.
 */
export async function giveExhibit(
  db: Db,
  viewer: Viewer,
  { slug, evidenceId, series }: { slug: string; evidenceId: string; series: ExhibitSeries },
): Promise<{ given: number }> {
  return inTransaction(db, async (tx) => {
    const { id, caseId } = await memberWho(tx, viewer, { slug }, 'exhibit.keep')
    await lockCase(tx, caseId)
    const piece = await tx
      .selectFrom('evidence')
      .select('member_id as memberId')
      .select(sql<boolean>`exists (select from evidence_file where evidence_id = evidence.id)`.as('hasFile'))
      .where('id', '=', evidenceId)
      .where('case_id', '=', caseId)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (!piece) throw notFound()
    if (!piece.hasFile) throw new Refusal('conflict', 'exhibit.no_file')
    const asked = sql`select ${evidenceId}::uuid as evidence_id, ${series}::text as series`
    const given = await numberPieces(tx, { caseId, by: id, evidenceId }, asked)
    announce(tx, { kind: 'member.told', caseId, memberId: piece.memberId, what: ['evidence'] })
    return { given }
  })
}

/**
 * Gives every original that a standing claim or a document rests on its number, those that have none. Again is fine.
 * Officers only. Refuses `shared.not_found`, `shared.forbidden`.
 */
export async function giveAllExhibits(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<{ given: number }> {
  return inTransaction(db, async (tx) => {
    const { id, caseId } = await memberWho(tx, viewer, { slug }, 'exhibit.keep')
    await lockCase(tx, caseId)
    return { given: await numberPieces(tx, { caseId, by: id }, piecesInUse(caseId)) }
  })
}

/** A piece that stands, over `exhibit` and `evidence`; and what it lacks for the 증거설명서. */
const stands = sql<boolean>`(evidence.id is not null and evidence.removed_at is null)`
const lacks = {
  madeOn: sql<boolean>`evidence.made_on is null`,
  madeBy: sql<boolean>`evidence.made_by = ''`,
  shows: sql<boolean>`evidence.shows = ''`,
} satisfies Record<ExhibitColumn, unknown>

async function sumsOf(db: Db, caseId: string): Promise<{ total: number; incomplete: number }> {
  const anything = sql.join(Object.values(lacks), sql` or `)
  return db
    .selectFrom('exhibit')
    .leftJoin('evidence', 'evidence.id', 'exhibit.evidence_id')
    .select([
      sql<number>`count(*)::int`.as('total'),
      sql<number>`(count(*) filter (where ${stands} and (${anything})))::int`.as('incomplete'),
    ])
    .where('exhibit.case_id', '=', caseId)
    .executeTakeFirstOrThrow()
}

async function rowsOf(db: Db, caseId: string, page: number): Promise<ExhibitView[]> {
  const rows = await db
    .selectFrom('exhibit')
    .innerJoin('member', 'member.id', 'exhibit.member_id')
    .leftJoin('evidence', 'evidence.id', 'exhibit.evidence_id')
    .select(['exhibit.series', 'exhibit.no', 'exhibit.sub', 'member.nickname as owner'])
    .select(['evidence.id as evidenceId', 'evidence.title'])
    .select(stands.as('stands'))
    .select([lacks.madeOn.as('madeOn'), lacks.madeBy.as('madeBy'), lacks.shows.as('shows')])
    .where('exhibit.case_id', '=', caseId)
    .orderBy(sql`exhibit.series = 'claimant'`)
    .orderBy('exhibit.no')
    .orderBy(sql`coalesce(exhibit.sub, 0)`)
    .offset((page - 1) * EXHIBIT_ROWS)
    .limit(EXHIBIT_ROWS)
    .$narrowType<{ series: ExhibitSeries }>()
    .execute()
  return rows.map(({ series, no, sub, owner, evidenceId, title, stands, ...lacking }) => ({
    ...{ series, no, sub, owner, label: exhibitLabel({ series, no, sub }) },
    evidenceId: stands ? evidenceId : null,
    title: stands ? title : null,
    missing: stands ? exhibitColumns.filter((column) => lacking[column]) : [],
  }))
}

async function unnumberedOf(
  db: Db,
  caseId: string,
): Promise<Pick<Exhibits, 'unnumbered' | 'unnumberedTotal'>> {
  const { rows } = await sql<Unnumbered & { all: number }>`
    select evidence.id as "evidenceId", evidence.title, evidence.kind, member.nickname as owner,
      count(*)::int as files, ${seriesOf} as series, (count(*) over ())::int as all
    from (${piecesInUse(caseId)}) as piece join evidence on evidence.id = piece.evidence_id
    join member on member.id = evidence.member_id
    join evidence_file as file on file.evidence_id = evidence.id
    where evidence.removed_at is null and not exists (select from exhibit where exhibit.file_id = file.id)
    group by evidence.id, member.nickname
    order by evidence.made_at, evidence.id limit ${LISTED}`.execute(db)
  return {
    unnumbered: rows.map(({ all, ...row }) => row),
    unnumberedTotal: rows[0]?.all ?? 0,
  }
}
