import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { ElectionDraft } from '#app/shapes/representatives.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Act, type Member, memberIn } from '../access.ts'
import { canonicalJson, record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { destinations } from './destination.ts'
import { tellFiling } from './news.ts'
import { resultOf } from './result.ts'
import { type FilingRef, type FilingRow, filingOf, lockFiling } from './row.ts'

// Who stands for all in a filing: an officer opens a vote, those in it stand and vote, the officer closes it. A seat that
// a tie leaves empty, or a representative gives up, is filled by the next vote.

/** Candidates of one vote at once: more nobody tells apart on a phone. */
const CANDIDATES_MAX = 30

/** Members who are in a filing now. */
export const participantsOf = (filingId: string): RawBuilder<unknown> => sql`select c.member_id
  from filing_consent as c join member as m on m.id = c.member_id and m.left_at is null
  where c.filing_id = ${filingId}::uuid and c.revoked_at is null`

/** How many may stand for all before the filing's destination; `shared.not_found` where nobody may. */
export function seatsOf({ destination }: Pick<FilingRow, 'destination'>): number {
  const seats = destinations[destination].representatives
  if (seats === undefined) throw notFound()
  return seats
}

/** Those who stand for all now, in the order they were chosen in. */
export async function representativesNow(
  db: Db,
  filingId: string,
): Promise<{ id: string; memberId: string; nickname: string }[]> {
  const { rows } = await sql<{ id: string; memberId: string; nickname: string }>`
    select one.id, one.member_id as "memberId", member.nickname from filing_candidate as one
    join filing_election as e on e.id = one.election_id join member on member.id = one.member_id
    where e.filing_id = ${filingId}::uuid and one.outcome = 'chosen' and one.withdrawn_at is null
      and one.member_id in (${participantsOf(filingId)})
    order by e.closed_at, one.votes desc, one.stood_at, one.id`.execute(db)
  return rows
}

/**
 * Opens a vote for some of the free seats and tells those in the filing; officers only. The same `id` again answers the
 * first. Refuses `shared.not_found`, `shared.forbidden`, `filing.vote_open`, `filing.seats_taken`.
 */
export async function openElection(
  db: Db,
  viewer: Viewer,
  { draft, ...ref }: FilingRef & { draft: ElectionDraft },
): Promise<{ electionId: string }> {
  return inTransaction(db, async (tx) => {
    const { member, filing } = await lockSeated(tx, viewer, ref, 'filing.keep')
    const before = await tx
      .selectFrom('filing_election')
      .select('filing_id as filingId')
      .where('id', '=', draft.id)
      .executeTakeFirst()
    if (before && before.filingId !== filing.id) throw notFound()
    if (before) return { electionId: draft.id }
    if (await openOf(tx, filing.id)) throw new Refusal('conflict', 'filing.vote_open')
    await freeSeats(tx, filing.id)
    const left = seatsOf(filing) - (await representativesNow(tx, filing.id)).length
    if (draft.seats > left) {
      throw new Refusal('conflict', 'filing.seats_taken', { fields: { seats: 'filing.seats_taken' } })
    }
    const { id, seats } = draft
    const row = { id, seats, filing_id: filing.id, opened_by: member.id }
    await tx.insertInto('filing_election').values(row).execute()
    const data = { filingId: filing.id, electionId: id, seats }
    await record(tx, filing.caseId, member.id, { kind: 'filing.vote_opened', data })
    await tellFiling(tx, filing, { kind: 'vote', about: id })
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
    return { electionId: id }
  })
}

/**
 * The viewer, who is in the filing, stands in its open vote; again is fine. Refuses `shared.not_found`, `filing.not_in_it`,
 * `filing.no_vote_open`, `filing.already_representative`, `filing.too_many_candidates`.
 */
export async function standForFiling(db: Db, viewer: Viewer, ref: FilingRef): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, filing } = await lockSeated(tx, viewer, ref)
    await ensureInIt(tx, filing, member)
    const election = await openOf(tx, filing.id)
    if (!election) throw new Refusal('conflict', 'filing.no_vote_open')
    const now = await representativesNow(tx, filing.id)
    if (now.some(({ memberId }) => memberId === member.id)) {
      throw new Refusal('conflict', 'filing.already_representative')
    }
    const standing = await standingIn(tx, election.id)
    if (standing.some(({ memberId }) => memberId === member.id)) return
    if (standing.length >= CANDIDATES_MAX) throw new Refusal('conflict', 'filing.too_many_candidates')
    const { id: candidateId } = await tx
      .insertInto('filing_candidate')
      .values({ election_id: election.id, member_id: member.id })
      .returning('id')
      .executeTakeFirstOrThrow()
    const data = { filingId: filing.id, electionId: election.id, candidateId }
    await record(tx, filing.caseId, member.id, { kind: 'filing.candidate_stood', data })
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
  })
}

/**
 * The viewer steps back as a candidate, or from the place they were chosen for; who does neither stays so. Votes for them
 * count no more. Refuses `shared.not_found`.
 */
export async function withdrawCandidacy(db: Db, viewer: Viewer, ref: FilingRef): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, filing } = await lockSeated(tx, viewer, ref)
    const { rows } = await sql<{ id: string; electionId: string }>`
      update filing_candidate as one set withdrawn_at = clock_timestamp() from filing_election as e
      where e.id = one.election_id and e.filing_id = ${filing.id}::uuid and one.member_id = ${member.id}::uuid
        and one.withdrawn_at is null and (e.closed_at is null or one.outcome = 'chosen')
      returning one.id, e.id as "electionId"`.execute(tx)
    for (const { id: candidateId, electionId } of rows) {
      const data = { filingId: filing.id, electionId, candidateId }
      await record(tx, filing.caseId, member.id, { kind: 'filing.candidate_withdrew', data })
    }
    if (rows.length > 0) announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
  })
}

/**
 * The viewer's one vote in the open election of a filing they are in; another replaces it until the close. The ledger has
 * none of it. Refuses `shared.not_found`, `filing.not_in_it`, `filing.no_vote_open`, `filing.candidate_gone`.
 */
export async function voteForRepresentative(
  db: Db,
  viewer: Viewer,
  { slug, filingId, candidateId }: FilingRef & { candidateId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const filing = await filingOf(tx, member, filingId)
    seatsOf(filing)
    await ensureInIt(tx, filing, member)
    // Many vote at once, so not under the case's lock: the close waits for this row, and a vote after it finds none open.
    const election = await tx
      .selectFrom('filing_election')
      .select('id')
      .where('filing_id', '=', filing.id)
      .where('closed_at', 'is', null)
      .forShare()
      .executeTakeFirst()
    if (!election) throw new Refusal('conflict', 'filing.no_vote_open')
    const standing = await standingIn(tx, election.id)
    if (!standing.some(({ id }) => id === candidateId)) throw new Refusal('conflict', 'filing.candidate_gone')
    await tx
      .insertInto('filing_ballot')
      .values({ election_id: election.id, member_id: member.id, candidate_id: candidateId })
      .onConflict((same) =>
        same
          .columns(['election_id', 'member_id'])
          .doUpdateSet({ candidate_id: candidateId, at: sql<Date>`clock_timestamp()` }),
      )
      .execute()
  })
}

/**
 * Closes a vote and writes its result down; officers only, again is fine. Only votes of those still in the filing, for
 * those still standing, count. Refuses `shared.not_found`, `shared.forbidden`.
 */
export async function closeVote(
  db: Db,
  viewer: Viewer,
  { electionId, ...ref }: FilingRef & { electionId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, filing } = await lockSeated(tx, viewer, ref, 'filing.keep')
    const election = await tx
      .selectFrom('filing_election')
      .select(['id', 'seats', 'closed_at as closedAt'])
      .where('filing_id', '=', filing.id)
      .where(sql<boolean>`id::text = ${electionId}`)
      .forUpdate()
      .executeTakeFirst()
    if (!election) throw notFound()
    if (election.closedAt) return
    const { candidates, voters } = await counted(tx, filing.id, election.id)
    const result = resultOf(candidates, election.seats)
    const sha256 = createHash('sha256').update(canonicalJson(result)).digest()
    for (const { id, votes, outcome } of result) {
      await tx.updateTable('filing_candidate').set({ votes, outcome }).where('id', '=', id).execute()
    }
    await tx
      .updateTable('filing_election')
      .set({ closed_by: member.id, closed_at: sql<Date>`clock_timestamp()`, voters, sha256 })
      .where('id', '=', election.id)
      .execute()
    const chosen = result.filter(({ outcome }) => outcome === 'chosen').length
    const data = { filingId: filing.id, electionId, voters, chosen, sha256: sha256.toString('hex') }
    await record(tx, filing.caseId, member.id, { kind: 'filing.vote_closed', data })
    announce(tx, { kind: 'case.changed', caseId: filing.caseId, what: ['filings'] })
  })
}

/** Who was chosen and is in the filing no more has given their seat up: who comes back does not find it again. */
async function freeSeats(tx: Tx, filingId: string): Promise<void> {
  await sql`
    update filing_candidate as one set withdrawn_at = clock_timestamp() from filing_election as e
    where e.id = one.election_id and e.filing_id = ${filingId}::uuid and one.outcome = 'chosen'
      and one.withdrawn_at is null and one.member_id not in (${participantsOf(filingId)})`.execute(tx)
}

/** As `lockFiling`, of a filing whose destination has representatives. */
export async function lockSeated(
  tx: Tx,
  viewer: Viewer,
  ref: FilingRef,
  act?: Act,
): Promise<{ member: Member; filing: FilingRow }> {
  const locked = await lockFiling(tx, viewer, ref, act)
  seatsOf(locked.filing)
  return locked
}

/** Refuses `filing.not_in_it`. */
export async function ensureInIt(tx: Tx, filing: FilingRow, member: Member): Promise<void> {
  if (!(await isInIt(tx, filing.id, member.id))) throw new Refusal('forbidden', 'filing.not_in_it')
}

export async function isInIt(db: Db, filingId: string, memberId: string): Promise<boolean> {
  const { rows } = await sql<{ isIn: boolean }>`
    select ${memberId}::uuid in (${participantsOf(filingId)}) as "isIn"`.execute(db)
  return rows[0]?.isIn ?? false
}

export async function openOf(db: Db, filingId: string): Promise<{ id: string; seats: number } | undefined> {
  return db
    .selectFrom('filing_election')
    .select(['id', 'seats'])
    .where('filing_id', '=', filingId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
}

/** Who stands in a vote and is in its filing, first come first. */
export async function standingIn(
  db: Db,
  electionId: string,
): Promise<{ id: string; memberId: string; nickname: string }[]> {
  const { rows } = await sql<{ id: string; memberId: string; nickname: string }>`
    select one.id, one.member_id as "memberId", member.nickname from filing_candidate as one
    join member on member.id = one.member_id and member.left_at is null
    join filing_election as e on e.id = one.election_id
    where one.election_id = ${electionId}::uuid and one.withdrawn_at is null and exists (
      select from filing_consent as c where c.filing_id = e.filing_id and c.member_id = one.member_id
        and c.revoked_at is null)
    order by one.stood_at, one.id`.execute(db)
  return rows
}

async function counted(
  tx: Tx,
  filingId: string,
  electionId: string,
): Promise<{ candidates: { id: string; votes: number }[]; voters: number }> {
  const standing = await standingIn(tx, electionId)
  const { rows } = await sql<{ id: string; votes: number }>`
    select candidate_id as id, count(*)::int as votes from filing_ballot
    where election_id = ${electionId}::uuid and member_id in (${participantsOf(filingId)})
    group by candidate_id`.execute(tx)
  const votes = new Map(rows.map((row) => [row.id, row.votes]))
  const candidates = standing.map(({ id }) => ({ id, votes: votes.get(id) ?? 0 }))
  return { candidates, voters: candidates.reduce((sum, each) => sum + each.votes, 0) }
}
