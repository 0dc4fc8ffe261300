import { sql } from 'kysely'
import type { ChannelKind, Role } from '#app/shapes/case.ts'
import type { GoneKind, GoneReason, MessageFile } from '#app/shapes/live.ts'
import type { Reason } from '#app/shapes/order.ts'
import type { Db } from '#db/client.ts'
import { memberWho } from '../access.ts'
import { NEW_FOR } from '../order/hold.ts'
import type { Viewer } from '../viewer.ts'

/** As many as a page of the queue shows; the oldest come first, so what follows moves up. */
const QUEUE_PAGE = 50

/** Of the remarks on one message, so many of the earliest are shown. */
const REMARKS_MOST = 10

/**
 * A message that somebody of the staff should look at, with its words. `reports` counts the open ones by reason,
 * `remarks` is what was said with them; `isAppealed`: its author asked to look again; `waitsSince` is an ISO instant.
 */
export type QueueItem = {
  messageId: string
  channel: ChannelKind
  seq: number
  at: string
  author: { id: string; nickname: string; role: Role; wasNew: boolean; isPresent: boolean }
  body: string
  files: MessageFile[]
  gone: GoneKind | null
  goneWhy: GoneReason | null
  reports: Partial<Record<Reason, number>>
  remarks: string[]
  isAppealed: boolean
  waitsSince: string
}

/**
 * What waits for the staff of a case, longest first: held messages, open reports, requests to look again. `more` tells
 * that the page does not hold all. Refuses `shared.not_found`, `shared.forbidden`.
 */
export async function orderQueue(
  db: Db,
  viewer: Viewer,
  ref: { slug: string },
): Promise<{ items: QueueItem[]; more: boolean }> {
  const { caseId } = await memberWho(db, viewer, ref, 'order.keep')
  const { rows } = await sql<Row>`
    with waiting as (${waitingIn(caseId)}), first as (
      select message_id, min(since) as since from waiting group by message_id
      order by min(since), message_id limit ${QUEUE_PAGE + 1}
    )
    select first.message_id as "messageId", first.since, channel.kind as channel, message.seq, message.body,
      message.files, message.gone, message.gone_why as "goneWhy", message.created_at as at,
      member.id as "authorId", member.nickname, member.role, member.joined_at as "joinedAt",
      member.left_at is null as "isPresent",
      exists (select from appeal where appeal.message_id = message.id and closed_at is null) as "isAppealed",
      (select coalesce(jsonb_object_agg(why, count), '{}') from (
        select why, count(*) from report
        where report.message_id = message.id and closed_at is null group by why) as by_reason) as reports,
      array(select words from report where report.message_id = message.id and closed_at is null and words <> ''
        order by at limit ${REMARKS_MOST}) as remarks
    from first
    join message on message.id = first.message_id
    join channel on channel.id = message.channel_id
    join member on member.id = message.author_id
    where message.body is not null
    order by first.since, first.message_id`.execute(db)
  return { items: rows.slice(0, QUEUE_PAGE).map(itemOf), more: rows.length > QUEUE_PAGE }
}

/** Counted no further: from here on it is "many". */
export const WAITING_MOST = 99

/** How many messages wait for the staff of a case, up to one more than `WAITING_MOST`. */
export async function countWaiting(db: Db, caseId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with waiting as (${waitingIn(caseId)})
    select count(*)::integer as count from (
      select distinct message_id from waiting limit ${WAITING_MOST + 1}) as first`.execute(db)
  return rows[0]?.count ?? 0
}

/** Every reason for a message to wait, and since when. */
function waitingIn(caseId: string) {
  return sql`
    select message.id as message_id, message.gone_at as since from message
    join channel on channel.id = message.channel_id
    where channel.case_id = ${caseId} and message.gone = 'held'
    union all select message_id, at from report where case_id = ${caseId} and closed_at is null
    union all select message_id, at from appeal where case_id = ${caseId} and closed_at is null`
}

type Row = Omit<QueueItem, 'author' | 'at' | 'waitsSince'> & {
  since: Date
  at: Date
  authorId: string
  nickname: string
  role: Role
  joinedAt: Date
  isPresent: boolean
}

function itemOf({ since, at, authorId, nickname, role, joinedAt, isPresent, ...row }: Row): QueueItem {
  const wasNew = at.getTime() - joinedAt.getTime() < NEW_FOR
  return {
    ...row,
    author: { id: authorId, nickname, role, wasNew, isPresent },
    at: at.toISOString(),
    waitsSince: since.toISOString(),
  }
}
