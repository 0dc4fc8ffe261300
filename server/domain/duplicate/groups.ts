import { sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import type { ClaimKind } from '#app/shapes/claim.ts'
import type { ClaimStage } from '#app/shapes/claim-stage.ts'
import type { Db } from '#db/client.ts'
import { memberWho } from '../access.ts'
import { stageColumn } from '../claim/stage.ts'
import type { IndexKind } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { mergesIn, type PendingMerge } from './merge.ts'

/** Groups shown at once, the largest first; what is decided makes room for more. */
const GROUPS_MAX = 100
/** Claims of one group that are shown and decided about at once. */
export const GROUP_CLAIMS_MAX = 8

/** A claim in a group: numbers and choices, nothing of what was stated. `submittedAt` is an ISO instant, won. */
export type TwinClaim = {
  id: string
  receiptNo: number
  nickname: string
  side: ClaimSide
  kind: ClaimKind
  stage: ClaimStage
  remaining: number
  submittedAt: string
}

/** Claims that have the same in common, by what; the same itself is read by nobody. `count` may be more than are shown. */
export type TwinGroup = { same: IndexKind[]; claims: TwinClaim[]; count: number }

/**
 * Claims of a case that state the same order, approval, account, phone, address or business number, as far as nobody
 * decided about them; and the merges that wait, or were objected to. One person's own claims are told by order and
 * approval number alone. Refuses `shared.not_found`, `shared.forbidden`.
 */
export async function duplicatesIn(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<{ groups: TwinGroup[]; merges: PendingMerge[] }> {
  const { caseId } = await memberWho(db, viewer, { slug }, 'claim.review')
  const found = await sameIn(db, caseId)
  const claims = await claimsOf(
    db,
    found.flatMap(({ ids }) => ids),
  )
  const groups = new Map<string, TwinGroup>()
  for (const { kind, ids, count } of found) {
    const key = ids.join()
    const group = groups.get(key) ?? { same: [], claims: ids.flatMap((id) => claims.get(id) ?? []), count }
    groups.set(key, { ...group, same: [...group.same, kind] })
  }
  return { groups: [...groups.values()], merges: await mergesIn(db, caseId) }
}

type Same = { kind: IndexKind; ids: string[]; count: number }

/**
 * By kind and value the first claim that has twins nobody decided about, and the first of those; decided twins make
 * room for the next.
 */
async function sameIn(db: Db, caseId: string): Promise<Same[]> {
  const { rows } = await sql<Same>`
    with stands as (
      select i.kind, i.value, claim.id, claim.member_id, claim.receipt_no
      from claim_index as i join claim on claim.id = i.claim_id and claim.state = 'submitted'
      where i.case_id = ${caseId}::uuid
    ), twins as (
      select one.kind, one.value, one.id as one, one.receipt_no, two.id as two, two.receipt_no as after
      from stands as one
      join stands as two on two.kind = one.kind and two.value = one.value and two.receipt_no > one.receipt_no
      where (one.kind in ('order', 'approval') or one.member_id <> two.member_id)
        and not exists (select from claim_apart
          where claim_id = least(one.id, two.id) and other_id = greatest(one.id, two.id))
        and not exists (select from claim_merge as m where m.state = 'proposed'
          and m.claim_id in (one.id, two.id) and m.into_id in (one.id, two.id))
    ), firsts as (select distinct on (kind, value) kind, value, one from twins order by kind, value, receipt_no)
    select kind, count(*)::int + 1 as count,
      array[one] || (array_agg(two order by after))[1:${sql.lit(GROUP_CLAIMS_MAX - 1)}] as ids
    from twins join firsts using (kind, value, one)
    group by kind, value, one order by count desc, min(receipt_no), kind limit ${GROUPS_MAX}`.execute(db)
  return rows
}

async function claimsOf(db: Db, ids: readonly string[]): Promise<Map<string, TwinClaim>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('claim')
    .innerJoin('member', 'member.id', 'claim.member_id')
    .innerJoin('claim_version as v', (join) =>
      join.onRef('v.claim_id', '=', 'claim.id').onRef('v.version', '=', 'claim.version'),
    )
    .select(['claim.id', 'receipt_no as receiptNo', 'member.nickname', 'claim.side', 'v.kind', stageColumn])
    .select(['v.remaining', 'submitted_at as submittedAt'])
    .where('claim.id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, { ...row, submittedAt: row.submittedAt.toISOString() }]))
}
