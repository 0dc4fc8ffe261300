import { sql } from 'kysely'
import type { PinnedNotice } from '#app/shapes/card.ts'
import { type ChannelKind, noticeChannelsOf } from '#app/shapes/case.ts'
import { Id } from '#app/shapes/id.ts'
import { NOTICE_TEXT } from '#app/shapes/notice.ts'
import { firstGraphemes } from '#app/shapes/text.ts'
import { cardWords } from '#app/text/ko/cards.ts'
import type { Db } from '#db/client.ts'
import { channelFor, type Member, may, memberIn, memberWho } from '../access.ts'
import { shownBody } from '../message/view.ts'
import { notFound } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'
import { editedAt, type NoticeRow, type NoticeState, noticeRows, pinnedNotice } from './view.ts'

/** Notices one page of the list shows. */
const LIST_MAX = 100

/**
 * A notice in the list and on its page. Once it was taken down, members see neither title nor `body`. Instants are ISO; `at` is
 * when it went out, or will. `acked` says whether the viewer confirmed it.
 */
export type NoticeView = {
  id: string
  channel: ChannelKind
  state: NoticeState
  version: number
  title: string
  body: string | null
  by: string
  at: string
  editedAt: string | null
  /** Its place in the bar, 1 on top. */
  pin: number | null
  acks: number
  acked: boolean
}

/** Every text the notice ever had, newest first. */
export type NoticeHistory = { version: number; title: string; body: string; by: string; at: string }[]

/**
 * The notices of the channels the viewer sees, newest first; waiting and cancelled ones are for the staff only. Refuses
 * `shared.not_found`.
 */
export async function noticesIn(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<NoticeView[]> {
  const member = await memberIn(db, viewer, { slug }, 'notices')
  const rows = await visibleTo(db, member)
    .orderBy(sql`coalesce(notice.published_at, notice.publish_at)`, 'desc')
    .orderBy('notice.id')
    .limit(LIST_MAX)
    .execute()
  return rows.map((row) => noticeView(row, member))
}

/** One notice with its history. A taken-down one keeps its history for the staff. Refuses `shared.not_found`. */
export async function noticeFor(
  db: Db,
  viewer: Viewer,
  { slug, noticeId }: { slug: string; noticeId: string },
): Promise<{ notice: NoticeView; history: NoticeHistory; mayWrite: boolean }> {
  const member = await memberIn(db, viewer, { slug }, 'notices')
  if (!Id.safeParse(noticeId).success) throw notFound()
  const row = await visibleTo(db, member).where('notice.id', '=', noticeId).executeTakeFirst()
  if (!row) throw notFound()
  const notice = noticeView(row, member)
  const mayWrite = may(member, 'notice.write')
  const history = notice.body === null ? [] : await historyOf(db, noticeId)
  return { notice, history, mayWrite }
}

/** What the bar of a channel shows: what is pinned there, then what is pinned for the whole case. */
export async function pinnedNotices(
  db: Db,
  viewer: Viewer,
  { slug, kind }: { slug: string; kind: ChannelKind },
): Promise<(PinnedNotice & { acked: boolean })[]> {
  const { member } = await channelFor(db, viewer, { slug, kind })
  const rows = await visibleTo(db, member)
    .where('notice.pin', 'is not', null)
    .where('channel.kind', 'in', [kind, 'all'])
    .orderBy(sql`channel.kind = 'all'`)
    .orderBy(sql`notice.pin`)
    .execute()
  return rows.map((row) => ({ ...pinnedNotice(row), acked: row.acked }))
}

/** What a notice made from a message begins with; staff only. Refuses `shared.not_found` also for a message out of sight. */
export async function noticeDraftFrom(
  db: Db,
  viewer: Viewer,
  { slug, messageId }: { slug: string; messageId: string },
): Promise<{ channel: ChannelKind; title: string; body: string }> {
  const { caseId } = await memberWho(db, viewer, { slug }, 'notice.write')
  if (!Id.safeParse(messageId).success) throw notFound()
  const row = await db
    .selectFrom('message')
    .innerJoin('channel', 'channel.id', 'message.channel_id')
    .select(['channel.kind', shownBody('message').as('body')])
    .where('message.id', '=', messageId)
    .where('channel.case_id', '=', caseId)
    .executeTakeFirst()
  if (!row?.body) throw notFound()
  const [line = ''] = row.body.split('\n', 1)
  return { channel: row.kind, title: firstGraphemes(line, NOTICE_TEXT.title), body: row.body }
}

type VisibleRow = NoticeRow & { acked: boolean }

function visibleTo(db: Db, member: Member) {
  const kinds = noticeChannelsOf(member.side, member.role)
  return noticeRows(db)
    .select(
      sql<boolean>`exists (select 1 from notice_ack where notice_id = notice.id and member_id = ${member.id})`.as(
        'acked',
      ),
    )
    .where('notice.case_id', '=', member.caseId)
    .where('channel.kind', 'in', kinds)
    .$if(!may(member, 'notice.write'), (query) => query.where('notice.published_at', 'is not', null))
}

function noticeView(row: VisibleRow, member: Member): NoticeView {
  const { id, channel, state, version, title, body, by, pin, acks, acked } = row
  const shown = state !== 'withdrawn' || may(member, 'notice.write')
  const at = (row.publishedAt ?? row.publishAt ?? row.writtenAt).toISOString()
  return {
    id,
    channel,
    state,
    version,
    title: shown ? title : cardWords.taken,
    body: shown ? body : null,
    by,
    at,
    editedAt: editedAt(row),
    pin,
    acks,
    acked,
  }
}

async function historyOf(db: Db, noticeId: string): Promise<NoticeHistory> {
  const rows = await db
    .selectFrom('notice_version')
    .innerJoin('member', 'member.id', 'notice_version.made_by')
    .select(['version', 'title', 'body', 'member.nickname as by', 'made_at as at'])
    .where('notice_id', '=', noticeId)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }))
}
