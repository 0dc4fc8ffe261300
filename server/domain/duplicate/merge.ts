import { sql } from 'kysely'
import { mergedWhy } from '#app/text/ko/duplicates.ts'
import type { Db, Tx } from '#db/client.ts'
import { withdrawStanding } from '../claim/withdraw.ts'
import { record } from '../ledger.ts'
import { tellOfClaim } from '../notify/claim-news.ts'

// A claim about to be withdrawn in favour of another. Everything here happens under the case's head lock.

/** A merge as officers and the claimant see it: receipt numbers, the reason, the day, the objection. */
export type PendingMerge = {
  id: string
  claimId: string
  receiptNo: number
  intoId: string
  intoNo: number
  why: string
  until: string
  state: 'proposed' | 'objected' | 'done' | 'dropped'
  objection: string
  by: string
}

/** The merges of a case that wait for their day, or that somebody objected to and nobody decided about since. */
export async function mergesIn(db: Db, caseId: string): Promise<PendingMerge[]> {
  const { rows } = await sql<PendingMerge>`
    select distinct on (m.claim_id) ${columns} ${from}
    where claim.case_id = ${caseId}::uuid and claim.state = 'submitted' and twin.state = 'submitted'
      and m.state in ('proposed', 'objected')
      and not exists (select from claim_apart as apart where apart.claim_id = least(m.claim_id, m.into_id)
        and apart.other_id = greatest(m.claim_id, m.into_id))
    order by m.claim_id, m.proposed_at desc`.execute(db)
  return rows
}

/** The last merge of a claim, or null. */
export async function lastMerge(db: Db, claimId: string): Promise<PendingMerge | null> {
  const { rows } = await sql<PendingMerge>`
    select ${columns} ${from} where m.claim_id = ${claimId}::uuid order by m.proposed_at desc limit 1`.execute(
    db,
  )
  return rows[0] ?? null
}

const columns = sql`m.id, m.claim_id as "claimId", claim.receipt_no as "receiptNo", m.into_id as "intoId",
  twin.receipt_no as "intoNo", m.why, m.until, m.state, m.objection, officer.nickname as by`
const from = sql`from claim_merge as m join claim on claim.id = m.claim_id join claim as twin on twin.id = m.into_id
  join member as officer on officer.id = m.proposed_by`

/** Ends an open merge in one of the ways that change no claim. */
export async function endMerge(
  tx: Tx,
  id: string,
  to: { state: 'objected' | 'dropped'; objection?: string },
): Promise<void> {
  await tx
    .updateTable('claim_merge')
    .set({ ...to, decided_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .execute()
}

/**
 * Withdraws the claim in favour of the other, with the reason and the number of the other, and hands on what one person
 * kept as evidence for both. Drops the merge when one of the two does not stand any more.
 */
export async function carryOut(tx: Tx, caseId: string, merge: PendingMerge): Promise<void> {
  const { id, claimId, intoId, why, intoNo } = merge
  const rows = await tx
    .selectFrom('claim')
    .select(['id', 'case_id as caseId', 'member_id as memberId', 'side', 'version', 'state'])
    .where('id', 'in', [claimId, intoId])
    .execute()
  const claim = rows.find((row) => row.id === claimId)
  const into = rows.find((row) => row.id === intoId)
  if (claim?.state !== 'submitted' || into?.state !== 'submitted')
    return endMerge(tx, id, { state: 'dropped' })
  await sql`
    insert into evidence_claim (evidence_id, claim_id, member_id)
    select evidence_id, ${intoId}::uuid, member_id from evidence_claim
    where claim_id = ${claimId}::uuid and member_id = ${into.memberId}::uuid
    on conflict do nothing`.execute(tx)
  await withdrawStanding(tx, claim, mergedWhy(String(intoNo), why))
  await tx
    .updateTable('claim_merge')
    .set({ state: 'done', decided_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', id)
    .execute()
  await record(tx, caseId, null, { kind: 'claim.merged', data: { claimId, intoId } })
  await tellOfClaim(tx, { caseId, claimId, memberId: claim.memberId }, 'claim_moved')
}
