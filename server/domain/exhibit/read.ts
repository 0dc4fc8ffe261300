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
import type { Member } from '../access.ts'
import { VIEW_MINUTES } from '../evidence/open.ts'
import { piecesInUse, seriesOf } from './number.ts'

/** What an owner said of a piece, as the 증거설명서 has it; `madeOn` is `YYYY-MM-DD`. */
export type SaidOfExhibit = { madeOn: string | null; madeBy: string; shows: string }

/**
 * A number as those who run the case see it. `missing` is what its owner has not said for the 증거설명서, `said` what they
 * said, null until a reason is on record. `title` is null once the piece was withdrawn or its owner erased: the number
 * stays empty.
 */
export type ExhibitView = ExhibitNumber & {
  label: string
  evidenceId: string | null
  title: string | null
  owner: string
  isOwn: boolean
  missing: ExhibitColumn[]
  said: SaidOfExhibit | null
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
const EXHIBIT_ROWS = 100

export type ExhibitPage = {
  rows: ExhibitView[]
  total: number
  page: number
  pages: number
  /** Numbers whose piece lacks something the 증거설명서 needs. */
  incomplete: number
}

/** A piece that stands, over `exhibit` and `evidence`; and what it lacks for the 증거설명서. */
const stands = sql<boolean>`(evidence.id is not null and evidence.removed_at is null)`
const lacks = {
  madeOn: sql<boolean>`evidence.made_on is null`,
  madeBy: sql<boolean>`evidence.made_by = ''`,
  shows: sql<boolean>`evidence.shows = ''`,
} satisfies Record<ExhibitColumn, unknown>

/** The numbers of a case in their order, a page at a time. */
export async function exhibitPage(
  db: Db,
  member: Pick<Member, 'id' | 'caseId'>,
  { page, isOpen }: { page: number; isOpen: boolean },
): Promise<ExhibitPage> {
  const { total, incomplete } = await sumsOf(db, member.caseId)
  const pages = Math.max(1, Math.ceil(total / EXHIBIT_ROWS))
  const at = Math.min(page, pages)
  const rows = await rowsOf(db, member.caseId, at)
  return {
    ...{ total, page: at, pages, incomplete },
    rows: rows.map(({ ownerId, madeOn, madeBy, shows, stands, evidenceId, title, lacking, ...row }) => ({
      ...{ ...row, label: exhibitLabel(row), isOwn: ownerId === member.id },
      evidenceId: stands ? evidenceId : null,
      title: stands ? title : null,
      missing: stands ? exhibitColumns.filter((column) => lacking.includes(column)) : [],
      said: stands && isOpen ? { madeOn, madeBy: madeBy ?? '', shows: shows ?? '' } : null,
    })),
  }
}

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

function rowsOf(db: Db, caseId: string, page: number) {
  const lacking = exhibitColumns.map((column) => sql`case when ${lacks[column]} then ${column}::text end`)
  return db
    .selectFrom('exhibit')
    .innerJoin('member', 'member.id', 'exhibit.member_id')
    .leftJoin('evidence', 'evidence.id', 'exhibit.evidence_id')
    .select(['exhibit.series', 'exhibit.no', 'exhibit.sub', 'member.nickname as owner'])
    .select(['evidence.id as evidenceId', 'evidence.title', 'evidence.made_on as madeOn'])
    .select(['evidence.made_by as madeBy', 'evidence.shows', 'exhibit.member_id as ownerId'])
    .select([stands.as('stands'), sql<string[]>`array[${sql.join(lacking)}]`.as('lacking')])
    .where('exhibit.case_id', '=', caseId)
    .orderBy(sql`exhibit.series = 'claimant'`)
    .orderBy('exhibit.no')
    .orderBy(sql`coalesce(exhibit.sub, 0)`)
    .offset((page - 1) * EXHIBIT_ROWS)
    .limit(EXHIBIT_ROWS)
    .$narrowType<{ series: ExhibitSeries }>()
    .execute()
}

/** Pieces in use that have originals without a number: the first of them, and how many there are. */
export async function unnumberedOf(
  db: Db,
  caseId: string,
): Promise<{ unnumbered: Unnumbered[]; unnumberedTotal: number }> {
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

/** Whether the member said lately why they look at what owners said of their evidence. */
export async function isOpenTo(db: Db, memberId: string): Promise<boolean> {
  const view = await db
    .selectFrom('exhibit_view')
    .select('id')
    .where('member_id', '=', memberId)
    .where('at', '>', sql<Date>`now() - make_interval(mins => ${VIEW_MINUTES})`)
    .limit(1)
    .executeTakeFirst()
  return view !== undefined
}

/** A frozen version the 증거설명서 can be of. */
export type FrozenChoice = { filingId: string; title: string; version: number; files: number }

/** Each filing's newest frozen version that pins evidence, the newest first. */
export async function frozenChoices(db: Db, caseId: string): Promise<FrozenChoice[]> {
  const { rows } = await sql<FrozenChoice>`
    select filing.id as "filingId", filing.title, filing.version, pins.files
    from filing join filing_version as frozen on frozen.filing_id = filing.id and frozen.version = filing.version
    cross join lateral (select count(*)::int as files from filing_evidence as pin
      where pin.filing_id = filing.id and pin.version = filing.version) as pins
    where filing.case_id = ${caseId}::uuid and pins.files > 0
    order by frozen.frozen_at desc, filing.id`.execute(db)
  return rows
}
