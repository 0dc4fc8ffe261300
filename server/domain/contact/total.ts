import { sql } from 'kysely'
import { Slug } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from '../access.ts'
import { PUBLIC_MINIMUM } from '../case.ts'
import { notFound } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'

/** How many people tried how often to reach the company, and how often it answered. `people` tried at least once. */
export type ContactTotals = { people: number; tries: number; answered: number; answeredPeople: number }

/** What anybody may know: nothing of fewer than five people, and no number of answers that fewer than five were given. */
export type PublicContactTotals = 'under5' | { people: number; tries: number; answered: number | 'under5' }

/** The exact sums of a case, for members. Refuses `shared.not_found`. */
export async function contactTotals(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<ContactTotals> {
  const member = await memberIn(db, viewer, { slug })
  return count(db, member.slug)
}

/** The sums for the public page; needs no viewer. No answer at all is said, as it is about nobody. Refuses `shared.not_found`. */
export async function publicContactTotals(db: Db, { slug }: { slug: string }): Promise<PublicContactTotals> {
  const { people, tries, answered, answeredPeople } = await count(db, slug)
  if (people < PUBLIC_MINIMUM) return 'under5'
  const hidden = answeredPeople > 0 && answeredPeople < PUBLIC_MINIMUM
  return { people, tries, answered: hidden ? 'under5' : answered }
}

async function count(db: Db, slug: string): Promise<ContactTotals> {
  if (!Slug.safeParse(slug).success) throw notFound()
  const row = await db
    .selectFrom('case')
    .leftJoin('contact', (join) =>
      join.onRef('contact.case_id', '=', 'case.id').on('contact.removed_at', 'is', null),
    )
    .leftJoin('contact_version as v', (join) =>
      join
        .onRef('v.contact_id', '=', 'contact.id')
        .onRef('v.version', '=', 'contact.version')
        .on('v.direction', '=', 'out'),
    )
    .select([
      sql<number>`(count(distinct contact.member_id) filter (where v.version is not null))::int`.as('people'),
      sql<number>`count(v.version)::int`.as('tries'),
      sql<number>`(count(*) filter (where v.outcome = 'answered'))::int`.as('answered'),
      sql<number>`(count(distinct contact.member_id) filter (where v.outcome = 'answered'))::int`.as(
        'answeredPeople',
      ),
    ])
    .where('case.slug', '=', slug)
    .groupBy('case.id')
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}
