import { sql } from 'kysely'
import type { CaseAnchor, ClaimAnchor, LawQuestion } from '#app/shapes/law.ts'
import type { Db, Tx } from '#db/client.ts'

// What stands beside claims for the reckoning: their owners' days and answers, and the days of the case.

/** A row of `claim_law` as it is written: a day or an answer. */
export type ClaimLawRow = { claim_id: string; field: string; on_date: string | null; answer: boolean | null }

/** What an owner added to one claim. */
export type AddedToClaim = {
  dates: Partial<Record<ClaimAnchor, string>>
  answers: Partial<Record<LawQuestion, boolean>>
}

/** What was added to each of these claims; those without anything are not in it. */
export async function addedTo(db: Db, claimIds: readonly string[]): Promise<Map<string, AddedToClaim>> {
  const found = new Map<string, AddedToClaim>()
  if (claimIds.length === 0) return found
  const rows = await db.selectFrom('claim_law').selectAll().where('claim_id', 'in', claimIds).execute()
  for (const { claim_id, field, on_date, answer } of rows) {
    const own = found.get(claim_id) ?? { dates: {}, answers: {} }
    if (on_date !== null) own.dates[field as ClaimAnchor] = on_date
    if (answer !== null) own.answers[field as LawQuestion] = answer
    found.set(claim_id, own)
  }
  return found
}

/** The days a court or an agency set for a case. */
export async function caseDates(
  db: Db,
  caseId: string,
): Promise<{ dates: Partial<Record<CaseAnchor, string>> }> {
  const rows = await db
    .selectFrom('case_date')
    .select(['anchor', 'on_date'])
    .where('case_id', '=', caseId)
    .execute()
  return { dates: Object.fromEntries(rows.map(({ anchor, on_date }) => [anchor, on_date])) }
}

/** Removes what a member added to their claims, and what they were reminded of. */
export async function forgetReckoning(tx: Tx, memberId: string): Promise<void> {
  await tx.deleteFrom('law_reminder').where('member_id', '=', memberId).execute()
  await tx
    .deleteFrom('claim_law')
    .where('claim_id', 'in', (eb) => eb.selectFrom('claim').select('id').where('member_id', '=', memberId))
    .execute()
}

/**
 * Buyers with a standing claim that is not solved who did not say that they settled, went to another mediator or sued (소비자기본법 시행령
 * 제56조). Those who said nothing are counted, so it is the most there can be.
 */
export async function countableIn(db: Db, caseId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct claim.member_id) as count from claim
    where claim.case_id = ${caseId}::uuid and claim.side = 'buyer' and claim.state <> 'withdrawn'
      and claim.stage <> 'solved' and not exists (
        select from claim own join claim_law on claim_law.claim_id = own.id
        where own.member_id = claim.member_id and own.side = 'buyer' and own.state <> 'withdrawn'
          and claim_law.answer and claim_law.field in ('settled', 'other_mediation', 'sued'))`.execute(db)
  return rows[0]?.count ?? 0
}
