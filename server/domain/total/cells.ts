import { type Expression, sql } from 'kysely'
import { type ClaimSide, claimSides } from '#app/shapes/case.ts'
import { Slug } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from '../access.ts'
import { PUBLIC_MINIMUM } from '../case.ts'
import { countableIn } from '../law/added.ts'
import { COLLECTIVE_MIN } from '../law/reasons-body.ts'
import { inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'

// What the claims of a case are, by kind, way of payment, card company, respondent, day and stage. The database keeps
// these cells with every change of a claim (0035_import.sql); here they are read, and held against a recount.

/** What cells are of. */
export const cellGroups = ['kind', 'method', 'issuer', 'respondent', 'day', 'stage'] as const
export type CellGroup = (typeof cellGroups)[number]

/** One cell: people, their claims and what is still owed, in won. `value` is an id only for respondents. */
export type Cell = { value: string; label: string; people: number; claims: number; remaining: number }
export type SideCells = Record<CellGroup, Cell[]>
export type CaseCells = {
  at: string
  buyer: SideCells
  seller: SideCells
  /** Buyers who may count for a collective mediation (소비자기본법 제68조, 시행령 제56조), and how many it needs. */
  collective: { people: number; needed: number }
}

/** The cells of a case for its members, exact; days in order, all else the most claims first. `at` is an ISO instant. */
export async function caseCells(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<CaseCells> {
  const { caseId } = await memberIn(db, viewer, { slug }, 'totals')
  const cells = await cellsOf(db, sql`${caseId}::uuid`)
  const at = new Date().toISOString()
  const collective = { people: await countableIn(db, caseId), needed: COLLECTIVE_MIN }
  return { at, buyer: cells.buyer, seller: cells.seller, collective }
}

export type PublicCaseCells = Record<ClaimSide, Record<'kind' | 'method', PublicCells>>
/** A group for everybody: the cells that may be shown, and whether some may not. */
export type PublicCells = { cells: Cell[]; hides: boolean }

/**
 * What anybody may know of how claims divide: by kind and by way of payment, which name nobody. A cell of fewer than five
 * people is hidden; and with it the smallest of the others, so that what the sums leave over is never fewer than five. Of an unknown case there are none.
 */
export async function publicCells(db: Db, { slug }: { slug: string }): Promise<PublicCaseCells> {
  const known = Slug.safeParse(slug).success ? slug : ''
  const { buyer, seller } = await cellsOf(db, sql`(select id from "case" where slug = ${known})`)
  const shown = (side: SideCells) => ({ kind: shownOf(side.kind), method: shownOf(side.method) })
  return { buyer: shown(buyer), seller: shown(seller) }
}

/** The rule alone, for any group of cells of one side. */
export function shownOf(cells: readonly Cell[]): PublicCells {
  const enough = cells.filter(({ people }) => people >= PUBLIC_MINIMUM)
  if (enough.length === cells.length) return { cells: enough, hides: false }
  const least = Math.min(...enough.map(({ people }) => people))
  const beside = enough.findLastIndex(({ people }) => people === least)
  return { cells: enough.filter((_, at) => at !== beside), hides: true }
}

async function cellsOf(db: Db, caseId: Expression<unknown>): Promise<Record<ClaimSide, SideCells>> {
  const { rows } = await sql<Omit<Cell, 'label'> & { side: ClaimSide; of: CellGroup; name: string | null }>`
    select side, split_part(cell, ':', 1) as of, substr(cell, strpos(cell, ':') + 1) as value,
      people, claims, remaining, respondent.name
    from case_cell left join respondent on case_cell.cell = 'respondent:' || respondent.id
    where case_cell.case_id = ${caseId} and claims > 0
    order by claims desc, cell`.execute(db)
  const of = (side: ClaimSide, group: CellGroup): Cell[] => {
    const own = rows.filter((row) => row.side === side && row.of === group)
    const cells = own.map(({ value, name, people, claims, remaining }) => ({
      ...{ value, people, claims, remaining },
      label: name ?? value,
    }))
    return group === 'day' ? cells.sort((one, other) => (one.value < other.value ? -1 : 1)) : cells
  }
  const groups = (side: ClaimSide) =>
    Object.fromEntries(cellGroups.map((group) => [group, of(side, group)])) as SideCells
  return Object.fromEntries(claimSides.map((side) => [side, groups(side)])) as Record<ClaimSide, SideCells>
}

/**
 * Counts the cells of every case anew, puts wrong ones right and returns the cases that had any: none, or there is a bug.
 * A suspect is looked at again under its head lock, so that a claim being filed is no difference.
 */
export async function recountCells(db: Db): Promise<string[]> {
  const wrong: string[] = []
  for (const caseId of await wrongCells(db)) {
    const isWrong = await inTransaction(db, async (tx) => {
      await tx.selectFrom('case_head').select('case_id').where('case_id', '=', caseId).forUpdate().execute()
      if ((await wrongCells(tx, caseId)).length === 0) return false
      await sql`select recount_cells(${caseId}::uuid)`.execute(tx)
      return true
    })
    if (isWrong) wrong.push(caseId)
  }
  return wrong
}

async function wrongCells(db: Db, caseId: string | null = null): Promise<string[]> {
  const { rows } = await sql<{ caseId: string }>`
    with counted as (
      select case_id, side, cell, count(distinct member_id)::integer as people, count(*)::integer as claims,
        sum(remaining)::bigint as remaining
      from claim_to_count, unnest(array_remove(cells, null)) as cell
      where ${caseId}::uuid is null or case_id = ${caseId}::uuid
      group by case_id, side, cell
    ), kept as (
      select case_id, side, cell, people, claims, remaining from case_cell
      where ${caseId}::uuid is null or case_id = ${caseId}::uuid
    ), differing as (
      (select * from counted except select * from kept) union all (select * from kept except select * from counted)
    )
    select distinct case_id as "caseId" from differing order by case_id`.execute(db)
  return rows.map((row) => row.caseId)
}
