import * as z from 'zod/mini'
import { Id, Rev } from '#app/shapes/id.ts'
import { asks, Emoji, HeldWords, MessageView } from '#app/shapes/live.ts'
import type { Outgoing, SendOutcome, Written } from './outbox.ts'
import { timeoutSignal } from './timeout.ts'

// The same questions over HTTP, for history, for edits, and for networks that let no WebSocket through.

/** How long an answer may take, ms. */
const TIMEOUT_MS = 15_000

/** A stretch of history: messages by seq, whether there are others before and after, and the seq asked for. */
export const HistoryPage = z.object({
  messages: z.array(MessageView),
  head: Rev,
  hasOlder: z.boolean(),
  hasNewer: z.boolean(),
  place: z.nullable(Rev),
})
export type HistoryPage = z.infer<typeof HistoryPage>

export const RoomChanges = asks['channel.enter'].out
export type RoomChanges = z.infer<typeof RoomChanges>

const WriteAnswer = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.string(), retryAfterMs: z.nullable(z.number()) }),
])
/** What the messages address answers to a write. */
export type WriteAnswer = z.infer<typeof WriteAnswer>

/** The address of a channel's messages, below the room's own. */
export function messagesAddress(slug: string, channel: string): string {
  return `/c/${slug}/room/${channel}/messages`
}

/** Where in a channel: a page's neighbours, or a place by seq, message or day (`YYYY-MM-DD`). Null: the newest. */
export type HistoryPlace =
  | { before: number }
  | { later: number }
  | { around: number }
  | { m: string }
  | { date: string }
  | null

/** The page of messages at a place, or null without an answer. */
export function fetchHistory(address: string, place: HistoryPlace): Promise<HistoryPage | null> {
  const [asked] = Object.entries(place ?? {})
  return fetchAs(HistoryPage, asked ? `${address}?${asked[0]}=${encodeURIComponent(asked[1])}` : address)
}

/** What changed after revision `after`, or null without an answer. */
export function fetchChanges(address: string, after: number): Promise<RoomChanges | null> {
  return fetchAs(RoomChanges, `${address}?after=${after}`)
}

/** Posts a message. A retry with the same clientId is stored once. */
export function postMessage(item: Outgoing): Promise<SendOutcome> {
  return write(item.address, {
    intent: 'post',
    clientId: item.clientId,
    body: item.body,
    replyTo: item.replyTo?.id ?? '',
    ...idsOf(item),
    files: item.files.map(({ id }) => id).join(' '),
  })
}

export function editMessage(
  address: string,
  messageId: string,
  words: Pick<Written, 'body' | 'mentions' | 'insist'>,
): Promise<SendOutcome> {
  return write(address, { intent: 'edit', messageId, body: words.body, ...idsOf(words) })
}

/** Lists as a form's fields. */
function idsOf({ mentions, insist }: Pick<Written, 'mentions' | 'insist'>) {
  return { mentions: mentions.map(({ id }) => id).join(' '), insist: insist.join(',') }
}

export function deleteMessage(address: string, messageId: string): Promise<SendOutcome> {
  return write(address, { intent: 'delete', messageId })
}

/** Gives a reaction or takes it back. The same wish again changes nothing. */
export function react(
  address: string,
  { messageId, emoji, on }: { messageId: string; emoji: Emoji; on: boolean },
): Promise<SendOutcome> {
  return write(address, { intent: 'react', messageId, emoji, on: String(on) })
}

const OwnReactions = z.record(Id, z.array(Emoji))

/** The reader's own reactions to these messages of a room, by message id; null without an answer. */
export function fetchOwnReactions(room: string, messageIds: readonly string[]) {
  return fetchAs(OwnReactions, `${room}/reactions?of=${messageIds.join('+')}`)
}

const OwnHeld = z.record(Id, HeldWords)

/** What the reader wrote in these messages and what waits for a look, by message id; null without an answer. */
export function fetchOwnHeld(room: string, messageIds: readonly string[]) {
  return fetchAs(OwnHeld, `${room}/held?of=${messageIds.join('+')}`)
}

/** The answer in its shape, or null without one. */
export async function fetchAs<S extends z.ZodMiniType>(
  shape: S,
  address: string,
): Promise<z.output<S> | null> {
  const body = await fetchJson(address)
  const read = shape.safeParse(body)
  return read.success ? read.data : null
}

/** Posts a form whose answer is a `WriteAnswer`. */
export async function write(address: string, fields: Record<string, string>): Promise<SendOutcome> {
  const body = await fetchJson(address, { method: 'POST', body: new URLSearchParams(fields) })
  const read = WriteAnswer.safeParse(body)
  if (!read.success) return { kind: 'down' }
  if (read.data.ok) return { kind: 'sent' }
  const { code, retryAfterMs } = read.data
  return retryAfterMs === null ? { kind: 'refused', code } : { kind: 'later', afterMs: retryAfterMs }
}

/** The answer's JSON, or null: no network, too slow, or a page of somebody in between. */
async function fetchJson(address: string, init: RequestInit = {}): Promise<unknown> {
  try {
    const signal = timeoutSignal(TIMEOUT_MS)
    const answer = await fetch(address, { ...init, signal, headers: { Accept: 'application/json' } })
    return await answer.json()
  } catch {
    return null
  }
}
