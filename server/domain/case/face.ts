import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { Slug } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import { type PublicCase, publiclyCounted } from '../case.ts'
import { type CaseStanding, standingOf, statesOf } from '../case-state.ts'
import { type PublicOtherRoom, roomRows, withHost } from '../other-room.ts'
import { notFound } from '../refusal.ts'
import { type PublicTotals, publicly, sideOf } from '../total.ts'
import type { Viewer } from '../viewer.ts'
import { factsOf } from './views.ts'

/** The public face of a case: facts, sums, how it stands, where else people meet, and whether the viewer is in it. */
export type CaseFace = Pick<CaseStanding, 'shop' | 'investigation'> & {
  facts: PublicCase
  totals: PublicTotals
  rooms: PublicOtherRoom[]
  isMember: boolean
}

/**
 * What the public page opens with, in one statement: a crowd comes to this page at once. Public: anybody may see it.
 * Refuses `shared.not_found`.
 */
export async function caseFace(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<CaseFace> {
  const row = Slug.safeParse(slug).success ? await faceRow(db, viewer, slug) : undefined
  if (!row) throw notFound()
  const { members, totals, states, rooms, isMember, at, ...theCase } = row
  const { shop, investigation } = standingOf(states)
  const [buyer, seller] = [sideOf(totals, 'buyer'), sideOf(totals, 'seller')]
  return {
    facts: { ...factsOf(theCase), members: publiclyCounted(members) },
    totals: publicly({ at: at.toISOString(), members, buyer, seller }),
    ...{ shop, investigation, isMember, rooms: rooms.map(withHost) },
  }
}

function faceRow(db: Db, { accountId }: Viewer, slug: string) {
  return db
    .selectFrom('case')
    .innerJoin('case_head', 'case_head.case_id', 'case.id')
    .selectAll('case')
    .select(['case_head.members', sql<Date>`now()`.as('at')])
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('case_total')
          .select(['side', 'claimants', 'claims', 'remaining'])
          .whereRef('case_total.case_id', '=', 'case.id'),
      ).as('totals'),
      jsonArrayFrom(statesOf(db, eb.ref('case.id'))).as('states'),
      jsonArrayFrom(roomRows(db, eb.ref('case.id')).where('is_public', '=', true)).as('rooms'),
      eb
        .exists(
          eb
            .selectFrom('member')
            .select('member.id')
            .whereRef('member.case_id', '=', 'case.id')
            .where('member.account_id', '=', accountId)
            .where('member.left_at', 'is', null),
        )
        .$castTo<boolean>()
        .as('isMember'),
    ])
    .where('slug', '=', slug)
    .executeTakeFirst()
}
