import { sql } from 'kysely'
import { channelsOf, type Role, type Side } from '#app/shapes/case.ts'
import { Id } from '#app/shapes/id.ts'
import { mayVote } from '#app/shapes/labels.ts'
import type { Db, Tx } from '#db/client.ts'
import { type LaneRules, type Outcome, throughLane } from '../lane.ts'
import { notFound, Refusal } from '../refusal.ts'
import { announce } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { type PollRow, pollRows } from './view.ts'

// One vote a member, changed as often as they like until the poll closes. Votes that arrive together go through one lane: the counts move by the sum of all changes, in the same transaction as the rows they count.

/** How a poll stands after a vote: voters, and votes in the order of its options. */
export type Tally = { voters: number; counts: number[] }

type Vote = { accountId: string; choices: readonly number[] }

/**
 * Votes, or votes otherwise, or with no choices takes the vote back. Refuses `shared.not_found` (also to members who do
 * not see the channel), `case.kept_elsewhere`, `label.no_vote` (what was cast before the label came stands),
 * `poll.closed` by the database's clock, `poll.one_only`, `poll.no_such_option`.
 */
export async function vote(
  db: Db,
  viewer: Viewer,
  { pollId, choices }: { pollId: string; choices: readonly number[] },
): Promise<Tally> {
  if (!viewer.accountId || !Id.safeParse(pollId).success) throw notFound()
  return throughLane(db, voting, pollId, { accountId: viewer.accountId, choices })
}

/** The votes of one poll. A whole room may vote at once; everybody hears of it once a second. */
const voting: LaneRules<Vote, Tally> = {
  name: 'poll.vote',
  waitingMax: 20_000,
  batchMax: 5000,
  pauseMs: 1000,
  async work(tx, pollId, votes) {
    const poll = await lockPoll(tx, pollId)
    if (!poll) return votes.map(() => ({ refusal: notFound() }))
    const voters = await votersOf(
      tx,
      poll,
      votes.map(({ accountId }) => accountId),
    )
    const judged = votes.map((one) => judge(poll, voters.get(one.accountId), one.choices))
    // Of two votes of one member in a group the later one stands.
    const changes = new Map<string, { before: readonly number[]; after: readonly number[] }>()
    judged.forEach((one, at) => {
      if ('done' in one)
        changes.set(one.done.memberId, { before: one.done.before, after: votes[at]?.choices ?? [] })
    })
    const tally = await count(tx, poll, changes)
    return judged.map((one) => ('done' in one ? { done: tally } : one))
  },
}

/** The poll with its row locked, read under the lock. */
export async function lockPoll(tx: Tx, pollId: string): Promise<PollRow | undefined> {
  await tx.selectFrom('poll').select('id').where('id', '=', pollId).forNoKeyUpdate().execute()
  return pollRows(tx).where('poll.id', '=', pollId).executeTakeFirst()
}

type Voter = { accountId: string; memberId: string; side: Side; role: Role; ended: boolean; before: number[] }

async function votersOf(tx: Tx, poll: PollRow, accountIds: readonly string[]): Promise<Map<string, Voter>> {
  const rows = await tx
    .selectFrom('member')
    .leftJoin('poll_vote', (join) =>
      join.onRef('poll_vote.member_id', '=', 'member.id').on('poll_vote.poll_id', '=', poll.id),
    )
    .select(['member.account_id as accountId', 'member.id as memberId', 'member.side', 'member.role'])
    .select(sql<number[]>`coalesce(poll_vote.choices, '{}')`.as('before'))
    .select(sql<boolean>`(select kept_id is not null from "case" where id = member.case_id)`.as('ended'))
    .where('member.case_id', '=', poll.caseId)
    .where('member.account_id', '=', sql<string>`any(${accountIds}::uuid[])`)
    .where('member.left_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.accountId, row]))
}

function judge(poll: PollRow, voter: Voter | undefined, choices: readonly number[]): Outcome<Voter> {
  if (!voter || !channelsOf(voter.side, voter.role).includes(poll.channel)) return { refusal: notFound() }
  if (voter.ended) return { refusal: new Refusal('conflict', 'case.kept_elsewhere') }
  if (!mayVote(voter.side)) return { refusal: new Refusal('forbidden', 'label.no_vote') }
  if (poll.isClosed) return { refusal: new Refusal('conflict', 'poll.closed') }
  if (!poll.multiple && choices.length > 1) return { refusal: new Refusal('invalid', 'poll.one_only') }
  const known = choices.every((no) => poll.options.some((option) => option.no === no))
  if (!known || new Set(choices).size < choices.length) {
    return { refusal: new Refusal('invalid', 'poll.no_such_option') }
  }
  return { done: voter }
}

type Changes = ReadonlyMap<string, { before: readonly number[]; after: readonly number[] }>

/** Stores the changed votes, moves the counts by their sum and tells them. */
async function count(tx: Tx, poll: PollRow, all: Changes): Promise<Tally> {
  const changes = [...all].filter(([, { before, after }]) => before.join() !== after.join())
  const moved = new Map<number, number>()
  let voters = poll.voters
  for (const [, { before, after }] of changes) {
    for (const no of before) moved.set(no, (moved.get(no) ?? 0) - 1)
    for (const no of after) moved.set(no, (moved.get(no) ?? 0) + 1)
    voters += Math.sign(after.length) - Math.sign(before.length)
  }
  const counts = poll.options.map(({ no, votes }) => votes + (moved.get(no) ?? 0))
  if (changes.length === 0) return { voters, counts }
  await store(tx, poll, changes)
  await sql`
    update poll_option set votes = counted.votes
    from unnest(${poll.options.map(({ no }) => no)}::smallint[], ${counts}::integer[]) as counted (no, votes)
    where poll_id = ${poll.id} and poll_option.no = counted.no`.execute(tx)
  await tx.updateTable('poll').set({ voters }).where('id', '=', poll.id).execute()
  const { caseId, channelId } = poll
  announce(tx, { kind: 'card.counted', caseId, channelId, cardId: poll.id, counts, total: voters })
  return { voters, counts }
}

async function store(
  tx: Tx,
  poll: PollRow,
  changes: readonly (readonly [string, { after: readonly number[] }])[],
): Promise<void> {
  const taken = changes.filter(([, { after }]) => after.length === 0).map(([memberId]) => memberId)
  const given = changes.filter(([, { after }]) => after.length > 0)
  if (taken.length > 0) {
    await sql`delete from poll_vote where poll_id = ${poll.id} and member_id = any(${taken}::uuid[])`.execute(
      tx,
    )
  }
  if (given.length === 0) return
  await sql`
    insert into poll_vote (poll_id, member_id, choices)
    select ${poll.id}::uuid, member_id, string_to_array(choices, ',')::smallint[]
    from unnest(${given.map(([memberId]) => memberId)}::uuid[], ${given.map(([, { after }]) => after.join())}::text[])
      as given (member_id, choices)
    on conflict (poll_id, member_id) do update set choices = excluded.choices, at = now()`.execute(tx)
}
