import { type ChannelKind, channelsOf } from '#app/shapes/case.ts'
import { Id } from '#app/shapes/id.ts'
import type { MessageView } from '#app/shapes/live.ts'
import type { Db } from '#db/client.ts'
import { channelFor, memberIn } from '../access.ts'
import { notFound } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'
import { messageRows, messageView } from './view.ts'

/** Messages in one page of history: three phone screens. */
export const PAGE_MESSAGES = 50
/** Messages a caller may ask for in one page at most. */
const PAGE_MAX = 200
/** Changes in one answer when catching up. */
export const CHANGES_PAGE = 200
/** One answer when catching up, about that many bytes: well below what a slow phone is allowed to owe. */
export const CHANGES_BYTES = 192 * 1024
/** What each thing that a message carries costs on the way, about, in bytes. */
const CARRIED_BYTES = { mention: 96, reaction: 32, file: 128 }

export type ChannelRef = { channelId: string } | { slug: string; kind: ChannelKind }

/**
 * A stretch of a channel in order of `seq`. `head` is never newer than the page: what changed after it comes by
 * catching up. `hasMore` tells of older messages, `hasNewer` of newer ones.
 */
export type MessagePage = {
  channelId: string
  kind: ChannelKind
  head: number
  messages: MessageView[]
  hasMore: boolean
  hasNewer: boolean
}

/** The `limit` messages before `beforeSeq` (null: the newest), oldest first. Refuses `shared.not_found`. */
export async function messagesBefore(
  db: Db,
  viewer: Viewer,
  input: ChannelRef & { beforeSeq: number | null; limit?: number },
): Promise<MessagePage> {
  const { id, kind, head } = await channelFor(db, viewer, input)
  const limit = pageSize(input.limit)
  const rows = await messageRows(db, id)
    .$if(input.beforeSeq !== null, (query) => query.where('message.seq', '<', input.beforeSeq))
    .orderBy('message.seq', 'desc')
    .limit(limit + 1)
    .execute()
  const messages = rows.slice(0, limit).reverse().map(messageView)
  const hasNewer = input.beforeSeq !== null && input.beforeSeq <= head
  return { channelId: id, kind, head, messages, hasMore: rows.length > limit, hasNewer }
}

/** The `limit` messages after `afterSeq`, oldest first. Refuses `shared.not_found`. */
export async function messagesAfter(
  db: Db,
  viewer: Viewer,
  input: ChannelRef & { afterSeq: number; limit?: number },
): Promise<MessagePage> {
  const { id, kind, head } = await channelFor(db, viewer, input)
  const limit = pageSize(input.limit)
  const rows = await messageRows(db, id)
    .where('message.seq', '>', input.afterSeq)
    .orderBy('message.seq')
    .limit(limit + 1)
    .execute()
  const messages = rows.slice(0, limit).map(messageView)
  return {
    ...{ channelId: id, kind, head, messages },
    hasMore: input.afterSeq > 0,
    hasNewer: rows.length > limit,
  }
}

/**
 * About `limit` messages around `seq`: up to half of them at or before it and the rest after, oldest first; for the
 * jump to the unread divider or to a quoted message. Refuses `shared.not_found`.
 */
export async function messagesAround(
  db: Db,
  viewer: Viewer,
  input: ChannelRef & { seq: number; limit?: number },
): Promise<MessagePage> {
  const { id, kind, head } = await channelFor(db, viewer, input)
  const half = Math.ceil(pageSize(input.limit) / 2)
  const before = await messageRows(db, id)
    .where('message.seq', '<=', input.seq)
    .orderBy('message.seq', 'desc')
    .limit(half + 1)
    .execute()
  const after = await messageRows(db, id)
    .where('message.seq', '>', input.seq)
    .orderBy('message.seq')
    .limit(half + 1)
    .execute()
  const messages = [...before.slice(0, half).reverse(), ...after.slice(0, half)].map(messageView)
  const [hasMore, hasNewer] = [before.length > half, after.length > half]
  return { channelId: id, kind, head, messages, hasMore, hasNewer }
}

/**
 * Where a message of the case stands, for the way from its link to it: its channel, its seq, and whether its words are
 * in sight. Refuses `shared.not_found`.
 */
export async function messageAt(
  db: Db,
  viewer: Viewer,
  input: { slug: string; messageId: string },
): Promise<{ kind: ChannelKind; seq: number; shown: boolean }> {
  const member = await memberIn(db, viewer, { slug: input.slug }, 'talk')
  if (!Id.safeParse(input.messageId).success) throw notFound()
  const row = await db
    .selectFrom('message')
    .innerJoin('channel', 'channel.id', 'message.channel_id')
    .select(['channel.kind', 'message.seq', 'message.gone'])
    .where('message.id', '=', input.messageId)
    .where('channel.case_id', '=', member.caseId)
    .$narrowType<{ kind: ChannelKind }>()
    .executeTakeFirst()
  if (!row || !channelsOf(member.side, member.role).includes(row.kind)) throw notFound()
  return { kind: row.kind, seq: row.seq, shown: row.gone === null }
}

/** The changes in (from, to], ordered by rev; `more` says to ask again after `to`. */
export type Changes = {
  channelId: string
  from: number
  to: number
  head: number
  changes: MessageView[]
  more: boolean
}

/**
 * What changed in the channel after rev `after`, in pages of at most `CHANGES_PAGE` changes and about `CHANGES_BYTES`
 * bytes. An `after` beyond the head (a restored database) answers `to` = head. Refuses `shared.not_found`.
 */
export async function changesAfter(
  db: Db,
  viewer: Viewer,
  input: { channelId: string; after: number },
): Promise<Changes> {
  const { id, head } = await channelFor(db, viewer, input)
  if (input.after >= head)
    return { channelId: id, from: input.after, to: head, head, changes: [], more: false }
  const rows = await messageRows(db, id)
    .where('message.rev', '>', input.after)
    .orderBy('message.rev')
    .limit(CHANGES_PAGE + 1)
    .execute()
  return pageOfChanges({ channelId: id, after: input.after, head, changes: rows.map(messageView) })
}

/**
 * Cuts a run of changes (ordered by rev, complete up to its own end or to `head`) to one page. A message stands only
 * at its newest rev, so a page that holds all there is covers everything up to `head`.
 */
export function pageOfChanges(run: {
  channelId: string
  after: number
  head: number
  changes: readonly MessageView[]
}): Changes {
  let bytes = 0
  let count = 0
  for (const view of run.changes) {
    bytes += viewBytes(view)
    if (count === CHANGES_PAGE || (count > 0 && bytes > CHANGES_BYTES)) break
    count += 1
  }
  const changes = run.changes.slice(0, count)
  const more = count < run.changes.length
  // Rows may already be newer than the head read before them; both say no more than they cover.
  const newest = changes.at(-1)?.rev ?? run.after
  const to = more ? newest : Math.max(run.head, newest)
  return { channelId: run.channelId, from: run.after, to, head: Math.max(run.head, to), changes, more }
}

/** What grows of a message on the way, about, in bytes: its words and what it carries. */
export function viewBytes({ body, mentions, reactions, files }: MessageView): number {
  const words = body === null ? 0 : Buffer.byteLength(body)
  const { mention, reaction, file } = CARRIED_BYTES
  return words + mentions.length * mention + reactions.length * reaction + files.length * file
}

function pageSize(limit: number | undefined): number {
  return Math.min(Math.max(1, limit ?? PAGE_MESSAGES), PAGE_MAX)
}
