import { sql } from 'kysely'
import type { WarningSign } from '#app/shapes/fact.ts'
import { Slug } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'

// Warning signs (조짐) over all cases: entries of a timeline of that kind which the staff judged and published. They are
// counted as they stand in our own cases; that something happened before a shop closed says nothing of why.

/** Signs shown of one case, and of all. */
const OF_CASE_MAX = 8
const NEWEST_MAX = 30

/** A sign as anybody may see it. `happenedAt` is an ISO instant; `url` is its first public source, '' without one. */
export type SeenSign = {
  factId: string
  sign: WarningSign
  happenedAt: string
  dayOnly: boolean
  body: string
  url: string
}
/** One kind of sign: cases that have it, those that closed after it, and the days in the middle of theirs. */
export type CountedSign = { sign: WarningSign; cases: number; closed: number; days: number | null }
export type PublicSigns = {
  counted: CountedSign[]
  /** Cases whose shop closed or went to court, and those of them with a sign before. */
  closed: number
  foreseen: number
  newest: (SeenSign & { slug: string; shopName: string })[]
}

/** The signs of one case, the first first. Public; of an unknown case there are none. */
export async function signsOf(db: Db, { slug }: { slug: string }): Promise<SeenSign[]> {
  if (!Slug.safeParse(slug).success) return []
  const rows = await signRows(db)
    .where('fact.case_id', '=', db.selectFrom('case').select('case.id').where('case.slug', '=', slug))
    .orderBy('happened_at')
    .orderBy('fact.id')
    .limit(OF_CASE_MAX)
    .execute()
  return rows.map(seen)
}

/** What is known of signs over all cases. Public: names of shops, dates and addresses alone. */
export async function publicSigns(db: Db): Promise<PublicSigns> {
  const newest = await signRows(db)
    .innerJoin('case', 'case.id', 'fact.case_id')
    .select(['case.slug', 'case.shop_name as shopName'])
    .orderBy('happened_at', 'desc')
    .orderBy('fact.id', 'desc')
    .limit(NEWEST_MAX)
    .execute()
  const { rows } = await sql<CountedSign & { all: number; foreseen: number }>`
    with signs as (
      select case_id, sign, min((happened_at at time zone 'Asia/Seoul')::date) as first_on from fact
      where kind = 'sign' and is_public and removed_at is null group by case_id, sign
    ), ends as (
      select case_id, min(since) as since from case_state
      where state in ('closing', 'rehabilitation', 'bankruptcy') and removed_at is null group by case_id
    ), pairs as (
      select sign, case_id, since, since - first_on as days from signs left join ends using (case_id)
    )
    select sign, count(*)::int as cases, (count(*) filter (where days >= 0))::int as closed,
      percentile_disc(0.5) within group (order by days) filter (where days >= 0) as days,
      (select count(*)::int from ends) as "all",
      (select count(distinct case_id)::int from pairs where days >= 0) as foreseen
    from pairs group by sign order by closed desc, cases desc, sign`.execute(db)
  return {
    counted: rows.map(({ sign, cases, closed, days }) => ({ sign, cases, closed, days })),
    ...{ closed: rows[0]?.all ?? 0, foreseen: rows[0]?.foreseen ?? 0 },
    newest: newest.map(({ slug, shopName, ...row }) => ({ ...seen(row), slug, shopName })),
  }
}

function signRows(db: Db) {
  return db
    .selectFrom('fact')
    .select(['fact.id as factId', 'fact.happened_at as happenedAt', 'fact.day_only as dayOnly', 'fact.body'])
    .select((eb) => [
      eb.ref('fact.sign').$notNull().as('sign'),
      // Of a page somebody saw, the address may tell who saw it; a public address was given to be read.
      eb
        .selectFrom('fact_source')
        .select('fact_source.url')
        .whereRef('fact_source.fact_id', '=', 'fact.id')
        .where('fact_source.kind', '=', 'url')
        .where('fact_source.removed_at', 'is', null)
        .orderBy('fact_source.added_at')
        .limit(1)
        .as('url'),
    ])
    .where('fact.kind', '=', 'sign')
    .where('fact.is_public', '=', true)
    .where('fact.removed_at', 'is', null)
}

type SignRow = Omit<SeenSign, 'happenedAt' | 'url'> & { happenedAt: Date; url: string | null }

function seen({ happenedAt, url, ...row }: SignRow): SeenSign {
  return { ...row, happenedAt: happenedAt.toISOString(), url: url ?? '' }
}
