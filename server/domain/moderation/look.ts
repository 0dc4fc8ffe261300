import type { ChannelKind, Role } from '#app/shapes/case.ts'
import { Id } from '#app/shapes/id.ts'
import type { GoneKind, GoneReason, MessageFile } from '#app/shapes/live.ts'
import type { Db } from '#db/client.ts'
import { channelFor, type Member, may } from '../access.ts'
import { notFound } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'

/**
 * One message by itself, for deciding about it. `body` is null for those who may not read it now: hidden and held words
 * are for their author and the staff. `mayKeep`: the viewer may hide it and show it again. `appeal`: null unless its
 * author asked to look again. `at` is an ISO instant.
 */
export type MessageLook = {
  id: string
  channel: ChannelKind
  seq: number
  at: string
  author: { id: string; nickname: string; role: Role; isPresent: boolean }
  body: string | null
  files: MessageFile[]
  gone: GoneKind | null
  goneWhy: GoneReason | null
  isMine: boolean
  mayKeep: boolean
  hasReported: boolean
  appeal: 'open' | 'kept' | 'shown' | null
}

/** A message in a channel the viewer may read. Refuses `shared.not_found`. */
export async function lookAt(
  db: Db,
  viewer: Viewer,
  { slug, messageId }: { slug: string; messageId: string },
): Promise<MessageLook> {
  if (!Id.safeParse(messageId).success) throw notFound()
  const row = await messageRow(db, messageId)
  if (!row) throw notFound()
  const { member } = await channelFor(db, viewer, { channelId: row.channelId })
  if (member.slug !== slug) throw notFound()
  const isMine = row.authorId === member.id
  const isKeeper = may(member, 'order.keep')
  const readable = row.gone === null || isMine || isKeeper
  return {
    id: messageId,
    channel: row.channel,
    seq: row.seq,
    at: row.at.toISOString(),
    author: { id: row.authorId, nickname: row.nickname, role: row.role, isPresent: row.leftAt === null },
    body: readable ? row.body : null,
    files: readable && row.body !== null ? row.files : [],
    gone: row.gone,
    goneWhy: row.goneWhy,
    isMine,
    mayKeep: isKeeper && row.body !== null,
    ...(await asked(db, member, messageId)),
  }
}

function messageRow(db: Db, messageId: string) {
  return db
    .selectFrom('message')
    .innerJoin('channel', 'channel.id', 'message.channel_id')
    .innerJoin('member', 'member.id', 'message.author_id')
    .select([
      'message.channel_id as channelId',
      'channel.kind as channel',
      'message.seq',
      'message.created_at as at',
      'message.body',
      'message.files',
      'message.gone',
      'message.gone_why as goneWhy',
      'member.id as authorId',
      'member.nickname',
      'member.role',
      'member.left_at as leftAt',
    ])
    .where('message.id', '=', messageId)
    .$narrowType<{ files: MessageFile[] }>()
    .executeTakeFirst()
}

/** What the viewer has reported and asked about it before. */
async function asked(db: Db, member: Member, messageId: string) {
  const report = await db
    .selectFrom('report')
    .select('at')
    .where('message_id', '=', messageId)
    .where('member_id', '=', member.id)
    .executeTakeFirst()
  const appeal = await db
    .selectFrom('appeal')
    .select('outcome')
    .where('message_id', '=', messageId)
    .executeTakeFirst()
  return { hasReported: report !== undefined, appeal: appeal ? (appeal.outcome ?? ('open' as const)) : null }
}
