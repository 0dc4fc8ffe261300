import { sql } from 'kysely'
import type { FilingView } from '#app/shapes/filing.ts'
import type { AssentView, CandidateView, ElectionResult, ElectionView } from '#app/shapes/representatives.ts'
import type { Db } from '#db/client.ts'
import { type Member, may, memberIn } from '../access.ts'
import type { Viewer } from '../viewer.ts'
import { isInIt, openOf, participantsOf, representativesNow, seatsOf, standingIn } from './election.ts'
import { type FilingRef, type FilingRow, filingOf } from './row.ts'

/** Answers an officer reads under one ask, the newest. */
const ANSWERS_SHOWN = 500

/** Who stands for all in a filing, the vote that is open, those that are over, and what everybody was asked. */
export type RepresentativesPage = {
  filing: Pick<FilingView, 'id' | 'destination' | 'title' | 'recipient'>
  representatives: CandidateView[]
  /** Free seats. */
  left: number
  election: ElectionView | null
  results: ElectionResult[]
  asks: AssentView[]
  /** People in the filing. */
  people: number
  /** The viewer is in it. */
  isIn: boolean
  mayKeep: boolean
}

/** Refuses `shared.not_found`, also for a filing whose destination has no representatives. */
export async function representativesOf(
  db: Db,
  viewer: Viewer,
  { slug, filingId }: FilingRef,
): Promise<RepresentativesPage> {
  const member = await memberIn(db, viewer, { slug })
  const row = await filingOf(db, member, filingId)
  const seats = seatsOf(row)
  const now = await representativesNow(db, row.id)
  const { id, destination, title, recipient } = row
  return {
    filing: { id, destination, title, recipient },
    representatives: now.map((one) => candidateView(one, member)),
    left: Math.max(0, seats - now.length),
    election: await electionOf(db, member, row.id),
    results: await resultsOf(db, row.id),
    asks: await asksOf(db, member, row),
    people: await countPeople(db, row.id),
    isIn: await isInIt(db, row.id, member.id),
    mayKeep: may(member, 'filing.keep'),
  }
}

function candidateView(
  { id, memberId, nickname }: { id: string; memberId: string; nickname: string },
  member: Member,
): CandidateView {
  return { id, nickname, mine: memberId === member.id }
}

async function electionOf(db: Db, member: Member, filingId: string): Promise<ElectionView | null> {
  const open = await openOf(db, filingId)
  if (!open) return null
  const standing = await standingIn(db, open.id)
  const { rows } = await sql<{ voters: number; picked: string | null }>`
    select count(*)::int as voters,
      max(candidate_id::text) filter (where member_id = ${member.id}::uuid) as picked
    from filing_ballot where election_id = ${open.id}::uuid
      and member_id in (${participantsOf(filingId)})
      and candidate_id = any (${standing.map(({ id }) => id)}::uuid[])`.execute(db)
  const { voters = 0, picked = null } = rows[0] ?? {}
  return { ...open, voters, picked, candidates: standing.map((one) => candidateView(one, member)) }
}

async function resultsOf(db: Db, filingId: string): Promise<ElectionResult[]> {
  const { rows } = await sql<Omit<ElectionResult, 'closedAt'> & { closedAt: Date }>`
    select e.id, e.seats, e.voters, e.closed_at as "closedAt", coalesce((
      select jsonb_agg(jsonb_build_object('id', one.id, 'nickname', member.nickname, 'votes', one.votes,
        'outcome', one.outcome) order by one.votes desc, one.stood_at, one.id)
      from filing_candidate as one join member on member.id = one.member_id
      where one.election_id = e.id and one.outcome is not null), '[]') as candidates
    from filing_election as e where e.filing_id = ${filingId}::uuid and e.closed_at is not null
    order by e.closed_at desc`.execute(db)
  return rows.map((row) => ({ ...row, closedAt: row.closedAt.toISOString() }))
}

type AskRow = Omit<AssentView, 'text' | 'sha256'> & { title: string; body: string; sha256: Buffer }

/** The newest asks first, each with the newest answer of everybody still in the filing. */
async function asksOf(db: Db, member: Member, filing: FilingRow): Promise<AssentView[]> {
  const shown = may(member, 'filing.keep') ? ANSWERS_SHOWN : 0
  const at = sql`to_char(newest.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  const { rows } = await sql<AskRow>`
    with newest as (select distinct on (a.ask_id, a.member_id) a.* from filing_assent as a
      join filing_assent_ask as ask on ask.id = a.ask_id and ask.filing_id = ${filing.id}::uuid
      where a.member_id in (${participantsOf(filing.id)}) order by a.ask_id, a.member_id, a.at desc)
    select ask.id, ask.act, ask.title, ask.body, ask.text_version as "textVersion", ask.text_sha256 as sha256,
      ask.due_on as "dueOn", ask.due_on < (clock_timestamp() at time zone 'Asia/Seoul')::date as "isOver",
      (select count(*)::int from newest where newest.ask_id = ask.id and agrees) as yes,
      (select count(*)::int from newest where newest.ask_id = ask.id and not agrees) as no,
      (select jsonb_build_object('agrees', newest.agrees, 'at', ${at}) from newest
        where newest.ask_id = ask.id and newest.member_id = ${member.id}::uuid) as mine,
      coalesce((select jsonb_agg(jsonb_build_object('id', one.id, 'nickname', one.nickname, 'agrees', one.agrees,
          'at', one.at) order by one.at desc) from (
        select newest.id, member.nickname, newest.agrees, ${at} as at from newest
        join member on member.id = newest.member_id where newest.ask_id = ask.id
        order by newest.at desc limit ${shown}) as one), '[]') as answers
    from filing_assent_ask as ask where ask.filing_id = ${filing.id}::uuid
    order by ask.asked_at desc`.execute(db)
  return rows.map(({ title, body, sha256, ...row }) => ({
    ...row,
    text: { title, body },
    sha256: sha256.toString('hex'),
  }))
}

async function countPeople(db: Db, filingId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct member_id)::int as count from (${participantsOf(filingId)}) as p`.execute(db)
  return rows[0]?.count ?? 0
}
