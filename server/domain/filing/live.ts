import { sql } from 'kysely'
import type { DestinationName, FilingSums } from '#app/shapes/filing.ts'
import type { Db } from '#db/client.ts'
import { destinations } from './destination.ts'
import { missingOf } from './facts.ts'

/** Who is in a filing now: sums, claims that have every column needed, and people who count towards its least number. */
export type LiveSums = FilingSums & { complete: number; counted: number }

/**
 * The claims that are in a filing now, at what they state now: consents not taken back, of claims not withdrawn. `claim`,
 * its current version `v` and the consent `c`.
 */
export const inNow = sql`filing_consent as c
  join claim on claim.id = c.claim_id and claim.state = 'submitted'
  join claim_version as v on v.claim_id = claim.id and v.version = claim.version`

export async function liveSums(
  db: Db,
  { id, destination }: { id: string; destination: DestinationName },
): Promise<LiveSums> {
  const missing = missingOf(destinations[destination].required)
  const { rows } = await sql<LiveSums>`
    select count(distinct claim.member_id)::int as people, count(*)::int as claims,
      coalesce(sum(v.principal), 0)::bigint as principal, coalesce(sum(v.refunded), 0)::bigint as refunded,
      coalesce(sum(v.remaining), 0)::bigint as remaining,
      count(*) filter (where cardinality(${missing}) = 0)::int as complete,
      count(distinct claim.member_id) filter (where cardinality(c.said_yes) = 0 and v.remaining > 0)::int as counted
    from ${inNow} where c.filing_id = ${id}::uuid and c.revoked_at is null`.execute(db)
  const [sums] = rows
  if (!sums) throw new Error('An aggregate has one row')
  return sums
}
