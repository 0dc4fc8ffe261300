import { sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import { Slug } from '#app/shapes/id.ts'
import type { Db, Tx } from '#db/client.ts'
import { memberIn } from './access.ts'
import { PUBLIC_MINIMUM } from './case.ts'
import { notFound } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// Running totals of a case. Buyers and sellers stand apart everywhere and are never added up: a seller's unpaid
// settlement and a buyer's refund may be the same won. Moved inside each claim's transaction, under the case's head
// lock; recounted by a job that must find nothing.

/** People with a live claim, live claims, and what is still owed in won. */
export type SideTotals = { claimants: number; claims: number; remaining: number }
export type CaseTotals = { at: string; members: number; buyer: SideTotals; seller: SideTotals }

/** What anybody may know: a number of fewer than five people, and all that hangs on it, is `under5`. */
export type PublicTotals = {
  at: string
  members: number | 'under5'
  buyer: SideTotals | 'under5'
  seller: SideTotals | 'under5'
}

/** The exact totals, for members. `at` is the ISO instant they were true (기준시각). */
export async function caseTotals(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<CaseTotals> {
  const member = await memberIn(db, viewer, { slug }, 'totals')
  return readTotals(db, member.slug)
}

/** The totals for the public page; needs no viewer. Refuses `shared.not_found` for an unknown case. */
export async function publicTotals(db: Db, { slug }: { slug: string }): Promise<PublicTotals> {
  return publicly(await readTotals(db, slug))
}

/** What of exact totals anybody may know. Pure. */
export function publicly({ at, members, buyer, seller }: CaseTotals): PublicTotals {
  const hide = (side: SideTotals) => (side.claimants < PUBLIC_MINIMUM ? 'under5' : side)
  return {
    at,
    members: members < PUBLIC_MINIMUM ? 'under5' : members,
    buyer: hide(buyer),
    seller: hide(seller),
  }
}

/** One side of what was read for both; zeros where nobody claimed. Pure. */
export function sideOf(rows: readonly Partial<SideRow>[], side: ClaimSide): SideTotals {
  const row = rows.find((each) => each.side === side)
  return { claimants: row?.claimants ?? 0, claims: row?.claims ?? 0, remaining: row?.remaining ?? 0 }
}
type SideRow = { [Name in keyof SideTotals | 'side']: (Name extends 'side' ? string : number) | null }

/** Moves one side's totals by these differences, in the transaction that holds the case's head lock. */
export async function moveTotals(tx: Tx, caseId: string, side: ClaimSide, by: SideTotals): Promise<void> {
  await tx
    .insertInto('case_total')
    .values({ case_id: caseId, side })
    .onConflict((conflict) => conflict.columns(['case_id', 'side']).doNothing())
    .execute()
  await tx
    .updateTable('case_total')
    .set((eb) => ({
      claimants: eb('claimants', '+', by.claimants),
      claims: eb('claims', '+', by.claims),
      remaining: eb('remaining', '+', by.remaining),
    }))
    .where('case_id', '=', caseId)
    .where('side', '=', side)
    .execute()
}

/** A counter that was not what the rows say, with what it was and what it is now. */
export type Difference = { caseId: string; of: 'members' | ClaimSide; had: number[]; has: number[] }

/**
 * Counts every case anew from its rows, puts wrong counters right and returns what was wrong: nothing, or there is a
 * bug. Each suspect case is counted a second time under its head lock, so that a claim being filed is no difference.
 */
export async function recountTotals(db: Db): Promise<Difference[]> {
  const suspects = await wrongCounters(db)
  const found: Difference[] = []
  for (const caseId of new Set(suspects.map((each) => each.caseId))) {
    found.push(...(await inTransaction(db, (tx) => repairCase(tx, caseId))))
  }
  return found
}

async function readTotals(db: Db, slug: string): Promise<CaseTotals> {
  if (!Slug.safeParse(slug).success) throw notFound()
  const rows = await db
    .selectFrom('case')
    .innerJoin('case_head', 'case_head.case_id', 'case.id')
    .leftJoin('case_total', 'case_total.case_id', 'case.id')
    .select(['case_head.members', 'case_total.side', 'claimants', 'claims', 'remaining'])
    .select(sql<Date>`now()`.as('at'))
    .where('case.slug', '=', slug)
    .execute()
  const [first] = rows
  if (!first) throw notFound()
  const [buyer, seller] = [sideOf(rows, 'buyer'), sideOf(rows, 'seller')]
  return { at: first.at.toISOString(), members: first.members, buyer, seller }
}

async function repairCase(tx: Tx, caseId: string): Promise<Difference[]> {
  await tx.selectFrom('case_head').select('case_id').where('case_id', '=', caseId).forUpdate().execute()
  const wrong = await wrongCounters(tx, caseId)
  for (const { of, had, has } of wrong) {
    const [first = 0, claims = 0, remaining = 0] = has
    if (of === 'members') {
      await tx.updateTable('case_head').set({ members: first }).where('case_id', '=', caseId).execute()
    } else {
      const [people = 0, count = 0, owed = 0] = had
      const by = { claimants: first - people, claims: claims - count, remaining: remaining - owed }
      await moveTotals(tx, caseId, of, by)
    }
  }
  return wrong
}

async function wrongCounters(db: Db, caseId: string | null = null): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with counted as (
      select claim.case_id, claim.side, count(distinct member_id)::int as claimants, count(*)::int as claims,
        sum(remaining)::bigint as remaining
      from claim join claim_version as v on v.claim_id = claim.id and v.version = claim.version
      where claim.state = 'submitted' and (${caseId}::uuid is null or claim.case_id = ${caseId}::uuid)
      group by claim.case_id, claim.side
    ), present as (
      select case_id, count(*)::int as members from member where left_at is null group by case_id
    ), pairs as (
      select head.case_id, 'members' as of, jsonb_build_array(head.members) as had,
        jsonb_build_array(coalesce(present.members, 0)) as has
      from case_head as head left join present using (case_id)
      union all
      select head.case_id, sides.side, 
        jsonb_build_array(coalesce(t.claimants, 0), coalesce(t.claims, 0), coalesce(t.remaining, 0)),
        jsonb_build_array(coalesce(c.claimants, 0), coalesce(c.claims, 0), coalesce(c.remaining, 0))
      from case_head as head cross join (values ('buyer'), ('seller')) as sides (side)
      left join case_total as t on t.case_id = head.case_id and t.side = sides.side
      left join counted as c on c.case_id = head.case_id and c.side = sides.side
    )
    select case_id as "caseId", of, had, has from pairs
    where had <> has and (${caseId}::uuid is null or case_id = ${caseId}::uuid)
    order by case_id, of`.execute(db)
  return rows
}
