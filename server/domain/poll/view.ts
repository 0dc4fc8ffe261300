import { sql } from 'kysely'
import type { PollCard } from '#app/shapes/card.ts'
import type { ChannelKind } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'
import type { Member } from '../access.ts'

/** A poll with its options in order, as the queries of this folder select it. */
export type PollRow = {
  id: string
  caseId: string
  channelId: string
  channel: ChannelKind
  question: string
  multiple: boolean
  anonymous: boolean
  madeBy: string
  by: string
  at: Date
  closesAt: Date | null
  closedAt: Date | null
  isClosed: boolean
  voters: number
  messageId: string
  options: { no: number; label: string; votes: number }[]
}

/** Polls, ready for `pollCard`; the caller says which. Membership is asked before. */
export function pollRows(db: Db) {
  return db
    .selectFrom('poll')
    .innerJoin('channel', 'channel.id', 'poll.channel_id')
    .innerJoin('member as maker', 'maker.id', 'poll.made_by')
    .select([
      'poll.id',
      'poll.case_id as caseId',
      'poll.channel_id as channelId',
      'channel.kind as channel',
      'poll.question',
      'poll.multiple',
      'poll.anonymous',
      'poll.made_by as madeBy',
      'maker.nickname as by',
      'poll.made_at as at',
      'poll.closes_at as closesAt',
      'poll.closed_at as closedAt',
      closedByClock.as('isClosed'),
      'poll.voters',
      'poll.message_id as messageId',
      sql<PollRow['options']>`(
        select jsonb_agg(jsonb_build_object('no', no, 'label', label, 'votes', votes) order by no)
        from poll_option where poll_id = poll.id)`.as('options'),
    ])
}

/** Whether a poll is over, by the database's clock at this very statement, whatever became of the job. */
export const closedByClock = sql<boolean>`(poll.closed_at is not null
  or coalesce(poll.closes_at <= clock_timestamp(), false))`

/** Whether this member may close that poll: its maker, or the staff. */
export function mayClose(member: Pick<Member, 'id' | 'role'>, poll: { madeBy: string }): boolean {
  return member.id === poll.madeBy || member.role !== 'member'
}

/** A poll as everybody in its channel sees it. */
export function pollCard(row: PollRow): PollCard {
  const { id, channel, question, multiple, anonymous, isClosed, by, voters, options } = row
  return {
    kind: 'poll',
    id,
    channel,
    question,
    multiple,
    anonymous,
    closesAt: row.closesAt?.toISOString() ?? null,
    isClosed,
    by,
    at: row.at.toISOString(),
    voters,
    options,
  }
}
