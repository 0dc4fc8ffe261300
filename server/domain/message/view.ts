import type { Role, Side } from '#app/shapes/case.ts'
import type { MessageView } from '#app/shapes/live.ts'
import type { Db } from '#db/client.ts'

// The one place where message rows become what the members of the channel see.

/** A quoted message shows this much of its text, in graphemes: one line on a phone. */
const QUOTE_GRAPHEMES = 80
/** No grapheme of kept text is longer, in UTF-16 code units; bounds what the segmenter has to look at. */
const GRAPHEME_UNITS = 32

/** A message with its author and what it answers, as the queries of this folder select it. */
export type MessageRow = {
  id: string
  clientId: string
  seq: number
  rev: number
  body: string | null
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

/** One message as every member of its channel sees it. A deleted one keeps its place and quotes nothing. */
export function messageView(row: MessageRow): MessageView {
  return {
    id: row.id,
    clientId: row.clientId,
    seq: row.seq,
    rev: row.rev,
    author: { id: row.authorId, nickname: row.nickname, side: row.side, role: row.role },
    body: row.body,
    replyTo: row.body === null ? null : quoteOf(row),
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
      'message.created_at as at',
      'message.edited_at as editedAt',
      'message.author_id as authorId',
      'member.nickname',
      'member.side',
      'member.role',
      'quoted.id as quotedId',
      'quoted.seq as quotedSeq',
      'quoted.body as quotedBody',
      'quotedAuthor.nickname as quotedNickname',
    ])
    .where('message.channel_id', '=', channelId)
}

function quoteOf(row: MessageRow): MessageView['replyTo'] {
  if (row.quotedId === null || row.quotedSeq === null || row.quotedNickname === null) return null
  const body = row.quotedBody === null ? null : firstGraphemes(row.quotedBody)
  return { id: row.quotedId, seq: row.quotedSeq, nickname: row.quotedNickname, body }
}

function firstGraphemes(text: string): string {
  if (text.length <= QUOTE_GRAPHEMES) return text
  const head = text.slice(0, QUOTE_GRAPHEMES * GRAPHEME_UNITS)
  const segments = new Intl.Segmenter('ko', { granularity: 'grapheme' }).segment(head)[Symbol.iterator]()
  let kept = ''
  for (let count = 0; count < QUOTE_GRAPHEMES; count += 1) {
    const next = segments.next()
    if (next.done) break
    kept += next.value.segment
  }
  return kept
}
