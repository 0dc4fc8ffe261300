import type { ClaimSide } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'
import { type Member, may } from '../access.ts'
import { Refusal } from '../refusal.ts'
import { type Statement, statementsOf } from './statement.ts'

/** A claim as it stands in the collective list: with the nickname, without who the person is. Instants are ISO. */
export type ListedClaim = {
  receiptNo: number
  nickname: string
  side: ClaimSide
  submittedAt: string
  changedAt: string
  statement: Statement
}

/** What the list holds: one side or both, with or without withdrawn claims. */
export type ListFilter = { side?: ClaimSide | null; withdrawn?: boolean }

/** Claims a page: large enough to be quick, small enough for bounded memory at fifty items each. */
const PAGE_CLAIMS = 500

/**
 * The current versions of a case's claims in receipt order, read page by page from one snapshot, so that the list is
 * of one moment however long it takes. Refuses `shared.forbidden` to a member who may not export. Given a transaction
 * it reads within that one; give it a repeatable-read one to read totals and list of the same moment.
 */
export async function* listClaims(
  db: Db,
  member: Member,
  filter: ListFilter = {},
): AsyncGenerator<ListedClaim, void, void> {
  if (!may(member, 'export.request')) throw new Refusal('forbidden', 'shared.forbidden')
  if (db.isTransaction) return yield* pages(db, member.caseId, filter)
  const snapshot = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute()
  try {
    yield* pages(snapshot, member.caseId, filter)
  } finally {
    await snapshot.rollback().execute()
  }
}

async function* pages(db: Db, caseId: string, { side, withdrawn }: ListFilter) {
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('claim')
      .innerJoin('member', 'member.id', 'claim.member_id')
      .select(['claim.id', 'claim.receipt_no', 'member.nickname', 'claim.side'])
      .select(['claim.submitted_at', 'claim.changed_at'])
      .where('claim.case_id', '=', caseId)
      .where('claim.receipt_no', '>', after)
      .$if(Boolean(side), (query) => query.where('claim.side', '=', side ?? 'buyer'))
      .$if(!withdrawn, (query) => query.where('claim.state', '=', 'submitted'))
      .orderBy('claim.receipt_no')
      .limit(PAGE_CLAIMS)
      .execute()
    const statements = await statementsOf(
      db,
      rows.map((row) => row.id),
      'current',
    )
    for (const row of rows) {
      const statement = statements.get(row.id)?.[0]
      if (statement) yield listed(row, statement)
    }
    const last = rows.at(-1)
    if (!last || rows.length < PAGE_CLAIMS) return
    after = last.receipt_no
  }
}

type ListRow = {
  receipt_no: number
  nickname: string
  side: ClaimSide
  submitted_at: Date
  changed_at: Date
}

function listed(row: ListRow, statement: Statement): ListedClaim {
  return {
    receiptNo: row.receipt_no,
    nickname: row.nickname,
    side: row.side,
    submittedAt: row.submitted_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    statement,
  }
}
