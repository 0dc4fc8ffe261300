import { sql } from 'kysely'
import { labelOf, sees } from '#app/shapes/labels.ts'
import type { Db } from '#db/client.ts'
import { type Member, memberWho } from '../access.ts'
import { record } from '../ledger.ts'
import { lockPresent } from '../member/find.ts'
import { notFound, Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'

// Which filings a helper with a label sees: none until an officer grants them one by one. Members see all.

/**
 * Says which filings a lawyer or somebody of an agency sees, in place of what was granted before; officers only. Refuses
 * `shared.forbidden`, `shared.not_found` also for a filing of another case, `label.needed_to_see`.
 */
export async function grantFilings(
  db: Db,
  viewer: Viewer,
  { slug, memberId, filingIds }: { slug: string; memberId: string; filingIds: readonly string[] },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const by = await memberWho(tx, viewer, { slug }, 'filing.keep')
    const { side } = await lockPresent(tx, by.caseId, memberId)
    if (!labelOf(side) || !sees(side, 'filings')) throw new Refusal('conflict', 'label.needed_to_see')
    const rows = await tx
      .selectFrom('filing')
      .leftJoin('filing_grant as g', (join) =>
        join.onRef('g.filing_id', '=', 'filing.id').on('g.member_id', '=', memberId),
      )
      .select(['filing.id', 'g.member_id as granted'])
      .where('filing.case_id', '=', by.caseId)
      .execute()
    const wanted = new Set(filingIds)
    if ([...wanted].some((id) => !rows.some((row) => row.id === id))) throw notFound()
    for (const { id: filingId, granted } of rows) {
      if (wanted.has(filingId) === (granted !== null)) continue
      if (granted) {
        await tx
          .deleteFrom('filing_grant')
          .where('filing_id', '=', filingId)
          .where('member_id', '=', memberId)
          .execute()
      } else {
        const row = { filing_id: filingId, member_id: memberId, granted_by: by.id }
        await tx.insertInto('filing_grant').values(row).execute()
      }
      const kind = granted ? 'filing.ungranted' : 'filing.granted'
      await record(tx, by.caseId, by.id, { kind, data: { filingId, memberId } })
    }
  })
}

/** A filing of the case and whether that helper sees it. */
export type GrantChoice = { id: string; title: string; granted: boolean }

/** What an officer may grant to somebody; officers only. Refuses `shared.forbidden`, `shared.not_found`. */
export async function grantChoices(
  db: Db,
  viewer: Viewer,
  { slug, memberId }: { slug: string; memberId: string },
): Promise<GrantChoice[]> {
  const by = await memberWho(db, viewer, { slug }, 'filing.keep')
  const rows = await db
    .selectFrom('filing')
    .leftJoin('filing_grant as g', (join) =>
      join.onRef('g.filing_id', '=', 'filing.id').on('g.member_id', '=', memberId),
    )
    .select(['filing.id', 'filing.title', 'g.member_id as granted'])
    .where('filing.case_id', '=', by.caseId)
    .orderBy('filing.opened_at', 'desc')
    .orderBy('filing.id')
    .execute()
  return rows.map(({ granted, ...row }) => ({ ...row, granted: granted !== null }))
}

/** For a query of `filing`: what this member sees of them. */
export function seenFilings(member: Member) {
  if (!labelOf(member.side)) return sql<boolean>`true`
  return sql<boolean>`exists (select from filing_grant as g
    where g.filing_id = filing.id and g.member_id = ${member.id}::uuid)`
}
