import { sql } from 'kysely'
import type { PollCard } from '#app/shapes/card.ts'
import { channelsOf } from '#app/shapes/case.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import { type Member, memberIn } from '../access.ts'
import { notFound } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'
import { mayClose, type PollRow, pollCard, pollRows } from './view.ts'

/** Polls one page of the list shows. */
const LIST_MAX = 100
/** People a page of those who chose one option. */
const VOTERS_PAGE = 100
/** Votes read at a time for the file. */
const FILE_PAGE = 1000

/** The polls of the channels the viewer sees: open ones first, then by age. Refuses `shared.not_found`. */
export async function pollsIn(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<PollCard[]> {
  const member = await memberIn(db, viewer, { slug }, 'talk')
  const rows = await visibleTo(db, member)
    .orderBy('isClosed')
    .orderBy('poll.made_at', 'desc')
    .orderBy('poll.id')
    .limit(LIST_MAX)
    .execute()
  return rows.map(pollCard)
}

type PollRef = { slug: string; pollId: string }

/** One poll with what the viewer chose. Refuses `shared.not_found`. */
export async function pollFor(
  db: Db,
  viewer: Viewer,
  ref: PollRef,
): Promise<{ poll: PollCard; choices: number[]; mayClose: boolean }> {
  const { member, row } = await visiblePoll(db, viewer, ref)
  const own = await db
    .selectFrom('poll_vote')
    .select('choices')
    .where('poll_id', '=', row.id)
    .where('member_id', '=', member.id)
    .executeTakeFirst()
  return {
    poll: pollCard(row),
    choices: own?.choices ?? [],
    mayClose: !row.isClosed && mayClose(member, row),
  }
}

/**
 * Who chose an option of an open poll, 100 a page from `after` (a member id). An anonymous poll tells nobody:
 * `shared.not_found`.
 */
export async function pollVoters(
  db: Db,
  viewer: Viewer,
  { no, after = null, ...ref }: PollRef & { no: number; after?: string | null },
): Promise<{ voters: { id: string; nickname: string }[]; next: string | null }> {
  const { row } = await visiblePoll(db, viewer, ref)
  if (row.anonymous) throw notFound()
  const rows = await db
    .selectFrom('poll_vote')
    .innerJoin('member', 'member.id', 'poll_vote.member_id')
    .select(['member.id', 'member.nickname'])
    .where('poll_vote.poll_id', '=', row.id)
    .where(sql<boolean>`${no} = any(poll_vote.choices)`)
    .$if(after !== null, (query) => query.where('member.id', '>', after))
    .orderBy('member.id')
    .limit(VOTERS_PAGE + 1)
    .execute()
  const voters = rows.slice(0, VOTERS_PAGE)
  return { voters, next: rows.length > VOTERS_PAGE ? (voters.at(-1)?.id ?? null) : null }
}

/** A row of the result's file: an option and its votes, or in an open poll an option and one who chose it. */
export type ResultRow = {
  no: number
  label: string
  votes: number
  nickname: string | null
  at: string | null
}

export type PollResult = { poll: PollCard; rows: AsyncIterable<ResultRow> | Iterable<ResultRow> }

/**
 * The result, ready for a file. `votes`: one row an option. `people`: one row a choice, in open polls only
 * (`shared.not_found` of an anonymous one). Refuses `shared.not_found`.
 */
export async function pollResult(
  db: Db,
  viewer: Viewer,
  { what, ...ref }: PollRef & { what: 'votes' | 'people' },
): Promise<PollResult> {
  const { row } = await visiblePoll(db, viewer, ref)
  if (what === 'people' && row.anonymous) throw notFound()
  const rows =
    what === 'people'
      ? choicesOf(db, row)
      : row.options.map((option) => ({ ...option, nickname: null, at: null }))
  return { poll: pollCard(row), rows }
}

async function* choicesOf(db: Db, poll: PollRow): AsyncGenerator<ResultRow> {
  for (let after: string | null = null; ; ) {
    const votes: { id: string; nickname: string; choices: number[] | null; at: Date }[] = await db
      .selectFrom('poll_vote')
      .innerJoin('member', 'member.id', 'poll_vote.member_id')
      .select(['member.id', 'member.nickname', 'poll_vote.choices', 'poll_vote.at'])
      .where('poll_vote.poll_id', '=', poll.id)
      .$if(after !== null, (query) => query.where('member.id', '>', after))
      .orderBy('member.id')
      .limit(FILE_PAGE)
      .execute()
    for (const { nickname, choices, at } of votes) {
      for (const option of poll.options) {
        if (choices?.includes(option.no)) yield { ...option, nickname, at: at.toISOString() }
      }
    }
    after = votes.at(-1)?.id ?? null
    if (votes.length < FILE_PAGE) return
  }
}

async function visiblePoll(
  db: Db,
  viewer: Viewer,
  { slug, pollId }: PollRef,
): Promise<{ member: Member; row: PollRow }> {
  const member = await memberIn(db, viewer, { slug }, 'talk')
  if (!Id.safeParse(pollId).success) throw notFound()
  const row = await visibleTo(db, member).where('poll.id', '=', pollId).executeTakeFirst()
  if (!row) throw notFound()
  return { member, row }
}

function visibleTo(db: Db, member: Member) {
  return pollRows(db)
    .where('poll.case_id', '=', member.caseId)
    .where('channel.kind', 'in', channelsOf(member.side, member.role))
}
