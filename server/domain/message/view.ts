import { sql } from 'kysely'
import type { Role, Side } from '#app/shapes/case.ts'
import type {
  GoneKind,
  GoneReason,
  Mention,
  MessageCard,
  MessageFile,
  MessageView,
  Reaction,
} from '#app/shapes/live.ts'
import { quotedWords } from '#app/shapes/quote.ts'
import type { Db } from '#db/client.ts'

// The one place where message rows become what the members of the channel see.

/** What a message carries besides its words, as its row keeps it. */
export type Carried = {
  mentions: Mention[]
  reactions: Reaction[]
  files: MessageFile[]
  card: MessageCard | null
}
const NOTHING: Carried = { mentions: [], reactions: [], files: [], card: null }

/** A message with its author and what it answers, as the queries of this folder select it. */
export type MessageRow = {
  id: string
  clientId: string
  seq: number
  rev: number
  body: string | null
  gone: GoneKind | null
  goneWhy: GoneReason | null
  carried: Carried
  at: Date
  editedAt: Date | null
  authorId: string
  nickname: string
  side: Side
  role: Role
  quotedId: string | null
  quotedSeq: number | null
  quotedBody: string | null
  quotedNickname: string | null
}

/**
 * One message as every member of its channel sees it. One that is gone keeps its place and shows nothing but why, also
 * while its row still holds the words.
 */
export function messageView(row: MessageRow): MessageView {
  return {
    id: row.id,
    clientId: row.clientId,
    seq: row.seq,
    rev: row.rev,
    author: { id: row.authorId, nickname: row.nickname, side: row.side, role: row.role },
    body: row.gone === null ? row.body : null,
    gone: row.gone,
    goneWhy: row.goneWhy,
    ...(row.gone === null ? row.carried : NOTHING),
    replyTo: row.gone === null ? quoteOf(row) : null,
    at: row.at.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
  }
}

/** Messages of a channel, ready for `messageView`; the caller adds range and order. Membership is asked before. */
export function messageRows(db: Db, channelId: string) {
  return db
    .selectFrom('message')
    .innerJoin('member', 'member.id', 'message.author_id')
    .leftJoin('message as quoted', 'quoted.id', 'message.reply_to')
    .leftJoin('member as quotedAuthor', 'quotedAuthor.id', 'quoted.author_id')
    .select([
      'message.id',
      'message.client_id as clientId',
      'message.seq',
      'message.rev',
      'message.body',
      'message.gone',
      'message.gone_why as goneWhy',
      sql<Carried>`jsonb_build_object('mentions', message.mentions, 'reactions', message.reactions,
        'files', message.files, 'card', message.card)`.as('carried'),
      'message.created_at as at',
      'message.edited_at as editedAt',
      'message.author_id as authorId',
      'member.nickname',
      'member.side',
      'member.role',
      'quoted.id as quotedId',
      'quoted.seq as quotedSeq',
      shownBody('quoted').as('quotedBody'),
      'quotedAuthor.nickname as quotedNickname',
    ])
    .where('message.channel_id', '=', channelId)
}

/**
 * The words of a message row under `alias`, null while anything keeps them out of sight. Every query that lets words
 * out to others than their author goes through this or through `messageView`.
 */
export function shownBody(alias: string) {
  return sql<
    string | null
  >`case when ${sql.ref(`${alias}.gone`)} is null then ${sql.ref(`${alias}.body`)} end`
}

/** The words of a message row under `alias` while they are held, for their author alone; null for anybody else. */
export function heldBody(alias: string, memberId: string) {
  return sql<string | null>`case when ${sql.ref(`${alias}.gone`)} = 'held'
    and ${sql.ref(`${alias}.author_id`)} = ${memberId}::uuid then ${sql.ref(`${alias}.body`)} end`
}

function quoteOf(row: MessageRow): MessageView['replyTo'] {
  if (row.quotedId === null || row.quotedSeq === null || row.quotedNickname === null) return null
  const { quotedId: id, quotedSeq: seq, quotedNickname: nickname } = row
  return { id, seq, nickname, body: quotedWords(row.quotedBody) }
}
