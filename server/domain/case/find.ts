import { type RawBuilder, sql } from 'kysely'
import { parseBusinessNumber } from '#app/shapes/business-number.ts'
import type { Trouble } from '#app/shapes/case.ts'
import type { CaseWish } from '#app/shapes/find-case.ts'
import { searchFold } from '#app/shapes/search-fold.ts'
import type { Db } from '#db/client.ts'
import { notFound } from '../refusal.ts'
import { literally } from './like.ts'
import { shopKey, typedJamo } from './shop-name.ts'

/** Cases a page. */
export const CASES_PAGE = 20

/** A case in the list. `members` exact: whoever shows it hides small numbers. */
export type FoundCase = {
  slug: string
  shopName: string
  operatorName: string
  troubles: Trouble[]
  members: number
  openedAt: Date
}

const SIZE = sql`case when case_head.members < 5 then 0 else case_head.members end`

/**
 * A page of the cases that are asked for, and the slug to go on from. The name of the shop counts by its letters and
 * initials (ㅇㄹㅊ), the operator's by a part of it, a business number whole. Refuses `shared.not_found` when the page
 * before ended with a case that is gone.
 */
export async function pageOfCases(
  db: Db,
  { q, kind, sort, after }: CaseWish,
): Promise<{ cases: FoundCase[]; next: string | null }> {
  // In the columns of the index that has this order.
  const place = sort === 'large' ? sql`${SIZE}, case_head.case_id` : sql`"case".created_at, "case".id`
  const order =
    sort === 'large' ? sql`${SIZE} desc, case_head.case_id desc` : sql`created_at desc, "case".id desc`
  const asked = q === '' ? sql`true` : matching(q)
  const below = after === null ? sql`true` : sql`(${place}) < ${await placeOf(db, after, place)}`
  const { rows } = await sql<FoundCase>`
    select slug, shop_name as "shopName", operator_name as "operatorName", troubles, members,
      created_at as "openedAt"
    from "case" join case_head on case_head.case_id = "case".id
    where kept_id is null and ${asked} and ${kind === null ? sql`true` : sql`troubles @> array[${kind}]`} and ${below}
    order by ${order}
    limit ${CASES_PAGE + 1}`.execute(db)
  const cases = rows.slice(0, CASES_PAGE)
  return { cases, next: rows.length > CASES_PAGE ? (cases.at(-1)?.slug ?? null) : null }
}

function matching(asked: string): RawBuilder<unknown> {
  const number = parseBusinessNumber(asked)
  if (number.ok) return sql`business_number = ${number.value}`
  const operator = `%${literally(searchFold(asked))}%`
  if (shopKey(asked) === '') return sql`false`
  return sql`(shop_jamo like ${`%${typedJamo(asked)}%`} or operator_folded like ${operator})`
}

async function placeOf(db: Db, slug: string, place: RawBuilder<unknown>): Promise<RawBuilder<unknown>> {
  const found = await db.selectFrom('case').select('id').where('slug', '=', slug).executeTakeFirst()
  if (!found) throw notFound()
  return sql`(select ${place} from "case" join case_head on case_head.case_id = "case".id
    where "case".id = ${found.id}::uuid)`
}
