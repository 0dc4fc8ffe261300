import { sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { DestinationName } from '#app/shapes/filing.ts'
import type { Db } from '#db/client.ts'
import type { Member } from '../access.ts'
import type { ClaimView } from '../claim/read.ts'
import { assess } from '../filing/destination.ts'

/** A filing before one member. `joined`: their claims in it; `state` is `frozen` once it may not be left any more. */
export type DeskFiling = {
  id: string
  title: string
  destination: DestinationName
  side: ClaimSide
  recipient: string
  state: 'open' | 'frozen'
  isPast: boolean
  closesAt: Date
  joined: number
}

/** Filings that still take claims, and those the member is in; the one that closes soonest first. */
export async function deskFilings(db: Db, member: Pick<Member, 'id' | 'caseId'>): Promise<DeskFiling[]> {
  const { rows } = await sql<DeskFiling>`
    select id, title, destination, side, recipient, state, closes_at <= clock_timestamp() as "isPast", closes_at as "closesAt",
      joined::int
    from filing cross join lateral (select count(*) as joined from filing_consent
      where filing_id = filing.id and member_id = ${member.id}::uuid and revoked_at is null) as own
    where case_id = ${member.caseId}::uuid and (joined > 0 or (state = 'open' and closes_at > clock_timestamp()))
    order by closes_at, id`.execute(db)
  return rows
}

/** Whether one of the claims could go into an open filing, as far as its rule can tell. */
export function mayJoin(filing: DeskFiling, claims: readonly ClaimView[]) {
  const { side, state, isPast, destination, recipient } = filing
  if (state !== 'open' || isPast) return false
  const today = seoulDate(new Date())
  return claims.some((claim) => {
    const { kind, principal, remaining, paidOn, paymentMethod, cardIssuer, installmentMonths } =
      claim.statement
    const paid = { paidOn, payment: paymentMethod, cardIssuer, installments: installmentMonths }
    const facts = { side: claim.side, kind, principal, remaining, ...paid, recipient, today }
    return claim.side === side && assess(destination, facts).fit !== 'no'
  })
}
