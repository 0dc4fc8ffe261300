import { sql } from 'kysely'
import type { Tx } from '#db/client.ts'
import { lockCase } from '../claim/keep.ts'
import { announceClaims, withdrawStanding } from '../claim/withdraw.ts'
import { forgetReckoning } from '../law/added.ts'

/** A member whose erasure is under way. */
export type Erased = { id: string; caseId: string }

/**
 * Withdraws the member's claims and takes the words out of every version: receipt numbers, amounts and dates stay, with
 * the hashes the ledger holds. What was added beside them for the reckoning of deadlines goes, and so do the words of
 * their review: what was done, when and by whom stays.
 */
export async function forgetClaims(tx: Tx, { id: memberId, caseId }: Erased): Promise<void> {
  await lockCase(tx, caseId)
  const claims = await tx
    .selectFrom('claim')
    .select(['id', 'case_id as caseId', 'member_id as memberId', 'side', 'version', 'state'])
    .where('member_id', '=', memberId)
    .orderBy('receipt_no')
    .execute()
  await tx.deleteFrom('claim_unsent').where('member_id', '=', memberId).execute()
  if (claims.length === 0) return
  for (const claim of claims) {
    if (claim.state === 'submitted') await withdrawStanding(tx, claim, '', 'numbers')
  }
  await forgetSettlements(tx, memberId)
  await sql`select erase_statements(${memberId}::uuid)`.execute(tx)
  await forgetReview(tx, memberId)
  await forgetReckoning(tx, memberId)
  announceClaims(tx, caseId)
}

/** Lines of a settlement name orders and goods; what they came to stays in the versions. */
async function forgetSettlements(tx: Tx, memberId: string): Promise<void> {
  const own = sql`(select id from claim where member_id = ${memberId}::uuid)`
  await sql`delete from settlement_sheet where claim_id in ${own}`.execute(tx)
  await sql`delete from settlement_line where claim_id in ${own}`.execute(tx)
}

async function forgetReview(tx: Tx, memberId: string): Promise<void> {
  const own = sql`(select id from claim where member_id = ${memberId}::uuid)`
  await sql`update claim_step set words = '' where claim_id in ${own}`.execute(tx)
  await sql`update claim_deficiency set words = '', answer = '' where claim_id in ${own}`.execute(tx)
  await sql`update claim_merge set why = '', objection = '' where claim_id in ${own}`.execute(tx)
  await sql`delete from claim_view where claim_id in ${own}`.execute(tx)
}
