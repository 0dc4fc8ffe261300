import { sql } from 'kysely'
import type { ExhibitFormat, ExhibitSeries } from '#app/shapes/exhibit.ts'
import { exhibitList } from '#app/text/ko/exhibit.ts'
import type { Db } from '#db/client.ts'
import { memberWho } from './access.ts'
import { lockCase } from './claim/keep.ts'
import { exhibitLines, pinnedLines } from './exhibit/list.ts'
import { numberPieces, piecesInUse } from './exhibit/number.ts'
import { exhibitFile } from './exhibit/paper.ts'
import {
  type ExhibitPage,
  exhibitPage,
  type FrozenChoice,
  frozenChoices,
  isOpenTo,
  type Unnumbered,
  unnumberedOf,
} from './exhibit/read.ts'
import { NOT_IN_NAMES } from './export/view.ts'
import { filingOf } from './filing/row.ts'
import { stateOf } from './handle.ts'
import { record } from './ledger.ts'
import { type Turns, takeTurn } from './picture/turns.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export type { ExhibitPage, ExhibitView, FrozenChoice, Unnumbered } from './exhibit/read.ts'

// Exhibit numbers (호증): what a paper handed in calls an original (민사소송규칙 제107조), and the list of them
// (증거설명서). Those who run the case give numbers; a number is given once and never again, whatever becomes of the piece.

export type Exhibits = ExhibitPage & {
  unnumbered: Unnumbered[]
  unnumberedTotal: number
  /** What the list can be of besides all numbers. */
  frozen: FrozenChoice[]
  /** A reason of the viewer's stands: what owners said is shown. */
  isOpen: boolean
}

/**
 * The numbers of a case, 갑가 before 갑나, a page at a time, and what has none yet: titles and owners, and what owners said
 * while a reason of the viewer's stands. Officers only. Refuses `shared.not_found`, `shared.forbidden`.
 */
export async function exhibitsIn(
  db: Db,
  viewer: Viewer,
  { slug, page = 1 }: { slug: string; page?: number },
): Promise<Exhibits> {
  const member = await memberWho(db, viewer, { slug }, 'exhibit.keep')
  const isOpen = await isOpenTo(db, member.id)
  return {
    ...(await exhibitPage(db, member, { page, isOpen })),
    ...(await unnumberedOf(db, member.caseId)),
    frozen: await frozenChoices(db, member.caseId),
    isOpen,
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

/**
 * Somebody who runs the case says why they look at what owners said of their evidence; it is recorded, and they may look
 * and take the list along for a while. Refuses `shared.not_found`, `shared.forbidden`.
 */
export async function viewExhibits(
  db: Db,
  viewer: Viewer,
  { slug, reason }: { slug: string; reason: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { id, caseId } = await memberWho(tx, viewer, { slug }, 'exhibit.keep')
    const { id: viewId } = await tx
      .insertInto('exhibit_view')
      .values({ case_id: caseId, member_id: id, reason })
      .returning('id')
      .executeTakeFirstOrThrow()
    await record(tx, caseId, id, { kind: 'exhibit.viewed', data: { viewId } })
  })
}

/** Numbers one PDF may hold: some hundred sheets, set in seconds; longer ones are for a sheet program. */
const PDF_LINES = 3000

/** Which list: of a frozen version, or of all numbers as they stand. */
export type ExhibitListWanted = {
  slug: string
  format: ExhibitFormat
  filing: { filingId: string; version: number } | null
}
export type ExhibitListFile = { bytes: Uint8Array; name: string; type: string }

/**
 * The 증거설명서 as a file, while a reason of the viewer's stands; that it was taken along is recorded. Officers only.
 * Refuses `shared.not_found`, `shared.forbidden`, `evidence.reason_needed`, `exhibit.list_too_long` (a PDF of more than
 * `PDF_LINES`).
 */
export async function exhibitListFile(
  db: Db,
  viewer: Viewer,
  { slug, format, filing }: ExhibitListWanted,
): Promise<ExhibitListFile> {
  const member = await memberWho(db, viewer, { slug }, 'exhibit.keep')
  if (!(await isOpenTo(db, member.id))) throw new Refusal('forbidden', 'evidence.reason_needed')
  const { caseId } = member
  const pinned = filing && { ...(await filingOf(db, member, filing.filingId)), asked: filing.version }
  if (pinned && pinned.asked > pinned.version) throw notFound()
  const { shopName } = await db
    .selectFrom('case')
    .select('shop_name as shopName')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  const at = new Date().toISOString()
  const of = pinned ? exhibitList.filing(pinned.title, pinned.asked) : exhibitList.all
  const lines = await gathered(filing ? pinnedLines(db, filing) : exhibitLines(db, caseId))
  if (format === 'pdf' && lines.length > PDF_LINES) throw new Refusal('invalid', 'exhibit.list_too_long')
  const head = { shopName, of, at, count: lines.length }
  const bytes = await takeTurn(turnsOf(db), async () =>
    Buffer.concat(await gathered(exhibitFile(format, head, lines))),
  )
  await inTransaction(db, (tx) =>
    record(tx, caseId, member.id, { kind: 'exhibit.listed', data: { rows: lines.length } }),
  )
  const shop = shopName.replace(NOT_IN_NAMES, '')
  return { bytes, name: exhibitList.fileName(shop, format, at), type: types[format] }
}

const types = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const satisfies Record<ExhibitFormat, string>

/** Two lists are set at a time, as with letters. */
function turnsOf(db: Db): Turns {
  return stateOf(db, 'exhibit.turns', () => ({ running: 0, waiting: [] }))
}

async function gathered<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const row of rows) all.push(row)
  return all
}
