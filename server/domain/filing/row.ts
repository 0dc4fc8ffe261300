import { sql } from 'kysely'
import type { ClaimSide } from '#app/shapes/case.ts'
import type { DestinationName } from '#app/shapes/filing.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Act, type Member, memberIn, memberWho } from '../access.ts'
import { lockCase } from '../claim/keep.ts'
import { notFound } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'
import { seenFilings } from './grant.ts'

/** A filing's row. Never leaves the domain. */
export type FilingRow = {
  id: string
  caseId: string
  destination: DestinationName
  side: ClaimSide
  title: string
  recipient: string
  words: string
  by: string
  openedAt: Date
  closesAt: Date
  state: 'open' | 'frozen'
  version: number
  /** The filing whose claims it carries on. */
  afterId: string | null
  /** Its end has passed, by the database's clock. */
  isPast: boolean
}

/** A filing by its id and the room it must be of. */
export type FilingRef = { slug: string; filingId: string }

export function filingRows(db: Db) {
  return db
    .selectFrom('filing')
    .innerJoin('member as opener', 'opener.id', 'filing.opened_by')
    .select(['filing.id', 'filing.case_id as caseId', 'filing.destination', 'filing.side', 'filing.title'])
    .select(['filing.recipient', 'filing.words', 'opener.nickname as by', 'filing.opened_at as openedAt'])
    .select(['filing.closes_at as closesAt', 'filing.state', 'filing.version', 'filing.after_id as afterId'])
    .select(sql<boolean>`filing.closes_at <= clock_timestamp()`.as('isPast'))
}

/** A filing of the member's case, to helpers with a label one they were granted; or `shared.not_found`. */
export async function filingOf(db: Db, member: Member, filingId: string): Promise<FilingRow> {
  if (!Id.safeParse(filingId).success) throw notFound()
  const row = await filingRows(db)
    .where('filing.id', '=', filingId)
    .where('filing.case_id', '=', member.caseId)
    .where(seenFilings(member))
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/**
 * The member and the filing, with the case's head locked: nobody joins, leaves, amends, withdraws or freezes meanwhile.
 * Refuses `shared.not_found`, and `shared.forbidden` to whoever may not do the act.
 */
export async function lockFiling(
  tx: Tx,
  viewer: Viewer,
  { slug, filingId }: FilingRef,
  act?: Act,
): Promise<{ member: Member; filing: FilingRow }> {
  const member = act ? await memberWho(tx, viewer, { slug }, act) : await memberIn(tx, viewer, { slug })
  await filingOf(tx, member, filingId)
  await lockCase(tx, member.caseId)
  return { member, filing: await filingOf(tx, member, filingId) }
}
