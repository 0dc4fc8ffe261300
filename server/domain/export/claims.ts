import type { ClaimSide } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'
import { type Statement, statementsOf } from '../claim/statement.ts'

// What a list is written from: submitted claims at their current version, without who the person is. Names, phones
// and addresses lie sealed in a table that is not read here.

/** A claim as it stands in the list: with the nickname. `submittedAt` is an ISO instant. */
export type ListedClaim = {
  receiptNo: number
  nickname: string
  side: ClaimSide
  submittedAt: string
  statement: Statement
}

/** Claims a page: large enough to be quick, small enough for bounded memory at fifty items each. */
const PAGE_CLAIMS = 500

/** The submitted claims of one side in receipt order, page by page. Read them inside one snapshot. */
export async function* listedClaims(
  snapshot: Db,
  { caseId, side }: { caseId: string; side: ClaimSide },
): AsyncGenerator<ListedClaim> {
  for (let after = 0; ; ) {
    const rows = await snapshot
      .selectFrom('claim')
      .innerJoin('member', 'member.id', 'claim.member_id')
      .select([
        'claim.id',
        'claim.receipt_no as receiptNo',
        'claim.side',
        'claim.submitted_at as submittedAt',
      ])
      .select('member.nickname')
      .where('claim.case_id', '=', caseId)
      .where('claim.side', '=', side)
      .where('claim.state', '=', 'submitted')
      .where('claim.receipt_no', '>', after)
      .orderBy('claim.receipt_no')
      .limit(PAGE_CLAIMS)
      .execute()
    const ids = rows.map((row) => row.id)
    const statements = await statementsOf(snapshot, ids, 'current')
    for (const { id, receiptNo, nickname, side, submittedAt } of rows) {
      const statement = statements.get(id)?.[0]
      if (!statement) throw new Error('A claim points at a version that is not there')
      yield { receiptNo, nickname, side, submittedAt: submittedAt.toISOString(), statement }
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE_CLAIMS) return
    after = last.receiptNo
  }
}
