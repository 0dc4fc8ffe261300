import { sql } from 'kysely'
import type { NoticeCard, PinnedNotice } from '#app/shapes/card.ts'
import type { ChannelKind } from '#app/shapes/case.ts'
import { EXCERPT } from '#app/shapes/notice.ts'
import { firstGraphemes } from '#app/shapes/text.ts'
import { cardWords } from '#app/text/ko/cards.ts'
import type { Db } from '#db/client.ts'

// The one place where notice rows become what people see.

export type NoticeState = 'scheduled' | 'published' | 'cancelled' | 'withdrawn'

/** A notice with its newest words and who wrote it first, as the queries of this folder select it. */
export type NoticeRow = {
  id: string
  caseId: string
  channelId: string
  channel: ChannelKind
  state: NoticeState
  version: number
  title: string
  body: string
  by: string
  writtenAt: Date
  publishAt: Date | null
  publishedAt: Date | null
  messageId: string | null
  pin: number | null
  pins: boolean
  acks: number
}

/** Notices, ready for the views; the caller says which. Membership is asked before. */
export function noticeRows(db: Db) {
  return db
    .selectFrom('notice')
    .innerJoin('channel', 'channel.id', 'notice.channel_id')
    .innerJoin('notice_version as said', (join) =>
      join.onRef('said.notice_id', '=', 'notice.id').onRef('said.version', '=', 'notice.version'),
    )
    .innerJoin('notice_version as first', (join) =>
      join.onRef('first.notice_id', '=', 'notice.id').on('first.version', '=', 1),
    )
    .innerJoin('member as writer', 'writer.id', 'first.made_by')
    .select([
      'notice.id',
      'notice.case_id as caseId',
      'notice.channel_id as channelId',
      'channel.kind as channel',
      'notice.state',
      'notice.version',
      'said.title',
      'said.body',
      'writer.nickname as by',
      'said.made_at as writtenAt',
      'notice.publish_at as publishAt',
      'notice.published_at as publishedAt',
      'notice.message_id as messageId',
      'notice.pin',
      'notice.pins',
      'notice.acks',
    ])
}

/** A published or withdrawn notice as its channel sees it. */
export function noticeCard(row: NoticeRow): NoticeCard {
  const { id, channel, title, body, by, acks } = row
  const isUp = row.state === 'published'
  return {
    kind: 'notice',
    id,
    channel,
    title: isUp ? title : cardWords.taken,
    body: isUp ? body : null,
    by,
    at: shownAt(row).toISOString(),
    editedAt: editedAt(row),
    pinned: row.pin !== null,
    acks,
  }
}

/** The same for the bar. */
export function pinnedNotice(row: NoticeRow): PinnedNotice {
  const { id, channel, title, by, acks, body } = row
  const excerpt = firstGraphemes(body, EXCERPT)
  return { id, channel, title, excerpt, isWhole: excerpt === body, by, at: shownAt(row).toISOString(), acks }
}

/** When its words last changed after people had seen them, as ISO instant; null when they never did. */
export function editedAt({ version, writtenAt, publishedAt }: NoticeRow): string | null {
  return version > 1 && publishedAt && writtenAt > publishedAt ? writtenAt.toISOString() : null
}

/** What is pinned in a channel, from the top. */
export async function pinsOf(db: Db, channelId: string): Promise<PinnedNotice[]> {
  const rows = await noticeRows(db)
    .where('notice.channel_id', '=', channelId)
    .where('notice.pin', 'is not', null)
    .orderBy(sql`notice.pin`)
    .execute()
  return rows.map(pinnedNotice)
}

function shownAt({ publishedAt, writtenAt }: NoticeRow): Date {
  return publishedAt ?? writtenAt
}
