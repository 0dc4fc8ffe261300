import type { ClaimSide } from '#app/shapes/case.ts'
import type { ClaimKind } from '#app/shapes/claim.ts'
import { Id } from '#app/shapes/id.ts'
import type { SheetField, SheetState } from '#app/shapes/sheet.ts'
import type { Db } from '#db/client.ts'
import { type Member, memberWho } from '../access.ts'
import { notFound } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'

/** A list as the staff sees it. `mine`: the viewer brought it and sees what stands in it. Instants are ISO. */
export type SheetView = {
  id: string
  mine: boolean
  by: string
  side: ClaimSide
  kind: ClaimKind
  fileName: string
  bytes: number
  sha256: string
  state: SheetState
  failedWhy: string | null
  fields: (SheetField | null)[]
  rows: number
  badRows: number
  problems: number
  claims: number
  fresh: number
  /** Claims of it that wait, and that were taken over. */
  waiting: number
  taken: number
  /** Where a reading is, in rows. */
  done: number
  hasResident: boolean
  at: string
}

export type SheetRef = { slug: string; sheetId: string }

export function sheetsOf(db: Db, member: Member) {
  return db
    .selectFrom('claim_sheet')
    .innerJoin('member as bringer', 'bringer.id', 'claim_sheet.member_id')
    .selectAll('claim_sheet')
    .select('bringer.nickname as by')
    .select((eb) => [
      eb
        .selectFrom('sheet_claim')
        .select((of) => of.fn.countAll<number>().as('count'))
        .whereRef('sheet_claim.sheet_id', '=', 'claim_sheet.id')
        .where('taken_at', 'is', null)
        .as('waiting'),
      eb
        .selectFrom('sheet_claim')
        .select((of) => of.fn.countAll<number>().as('count'))
        .whereRef('sheet_claim.sheet_id', '=', 'claim_sheet.id')
        .where('taken_at', 'is not', null)
        .as('taken'),
    ])
    .where('claim_sheet.case_id', '=', member.caseId)
}

type Row = Awaited<ReturnType<ReturnType<typeof sheetsOf>['executeTakeFirstOrThrow']>>

export function sheetView(row: Row, member: Member): SheetView {
  return {
    id: row.id,
    mine: row.member_id === member.id,
    by: row.by,
    side: row.side,
    kind: row.kind as ClaimKind,
    fileName: row.file_name,
    bytes: row.bytes,
    sha256: Buffer.from(row.sha256).toString('hex'),
    state: row.state,
    failedWhy: row.failed_why,
    fields: row.fields as (SheetField | null)[],
    rows: row.rows_all,
    badRows: row.rows_bad,
    problems: row.problems,
    claims: row.claims,
    fresh: row.fresh,
    waiting: row.waiting ?? 0,
    taken: row.taken ?? 0,
    done: row.done,
    hasResident: row.has_resident,
    at: row.made_at.toISOString(),
  }
}

/** A list of the case for its staff; `shared.not_found` for any other id. */
export async function sheetRow(db: Db, viewer: Viewer, { slug, sheetId }: SheetRef) {
  const member = await memberWho(db, viewer, { slug }, 'claim.import')
  if (!Id.safeParse(sheetId).success) throw notFound()
  const row = await sheetsOf(db, member).where('claim_sheet.id', '=', sheetId).executeTakeFirst()
  if (!row) throw notFound()
  return { member, row }
}

/** The same for whoever brought it: nobody else reads what stands in it. */
export async function ownSheet(db: Db, viewer: Viewer, ref: SheetRef) {
  const { member, row } = await sheetRow(db, viewer, ref)
  if (row.member_id !== member.id) throw notFound()
  return { member, row }
}
