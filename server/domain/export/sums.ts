import { sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'

/** Figures of one side's submitted claims: people, claims, items, and won. Sides are never added up. */
export type ListSums = {
  people: number
  claims: number
  items: number
  principal: number
  refunded: number
  remaining: number
}

type Of = { caseId: string; side: ClaimSide }

/** What the listed claims of a side add up to. Read it in the snapshot the rows are read in. */
export async function listSums(db: Db, of: Of): Promise<ListSums> {
  const { rows } = await sql<ListSums>`
    select count(distinct claim.member_id)::int as people, count(*)::int as claims,
      coalesce(sum((
        select count(*) from claim_item as item
        where item.claim_id = claim.id and item.version = claim.version
      )), 0)::int as items,
      coalesce(sum(v.principal), 0)::bigint as principal,
      coalesce(sum(v.refunded), 0)::bigint as refunded,
      coalesce(sum(v.remaining), 0)::bigint as remaining
    from claim join claim_version as v on v.claim_id = claim.id and v.version = claim.version
    where claim.case_id = ${of.caseId} and claim.side = ${of.side} and claim.state = 'submitted'`.execute(db)
  const [sums] = rows
  if (!sums) throw new Error('An aggregate has one row')
  return sums
}

/**
 * How many submitted claims of the side carry the same order number, by receipt number; only numbers that occur more
 * than once. Found through the blind index, so spaces, hyphens and letter case make no difference.
 */
export async function repeatedOrders(db: Db, of: Of): Promise<Map<number, number>> {
  const { rows } = await sql<{ receiptNo: number; times: number }>`
    select "receiptNo", times from (
      select claim.receipt_no as "receiptNo", count(*) over (partition by found.value)::int as times
      from claim_index as found join claim on claim.id = found.claim_id
      where found.case_id = ${of.caseId} and found.kind = 'order'
        and claim.side = ${of.side} and claim.state = 'submitted'
    ) as counted
    where times > 1`.execute(db)
  return new Map(rows.map(({ receiptNo, times }) => [receiptNo, times]))
}
