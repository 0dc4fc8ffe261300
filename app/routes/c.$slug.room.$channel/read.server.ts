import type { AppLoadContext } from '@remix-run/node'
import { type ChannelKind, channelKinds } from '#app/shapes/case.ts'
import { channelFor } from '#server/domain/access.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import {
  changesAfter,
  type MessagePage,
  messageAt,
  messagesAround,
  messagesBefore,
} from '#server/domain/message.ts'
import { channelOrder } from '#server/domain/order.ts'
import { isRefusal, notFound } from '#server/domain/refusal.ts'
import { caseTotals } from '#server/domain/total.ts'

/** A channel as the address names it. */
export type Place = { slug: string; channel: string }

/** The channel's kind, or `shared.not_found`. */
export function kindOf({ channel }: Place): ChannelKind {
  const kind = channelKinds.find((known) => known === channel)
  if (!kind) throw notFound()
  return kind
}

/** A whole number from an address; null when it is none. */
export function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}

/** A page of history: the newest, or the one before a seq. */
export async function readHistory(context: AppLoadContext, place: Place, before: string | null) {
  const viewer = await context.viewer()
  const input = { slug: place.slug, kind: kindOf(place), beforeSeq: wholeNumber(before) }
  return pageOf(await messagesBefore(context.db, viewer, input))
}

/** What changed after a revision. */
export async function readChanges(context: AppLoadContext, place: Place, after: string | null) {
  const viewer = await context.viewer()
  const channel = await channelFor(context.db, viewer, { slug: place.slug, kind: kindOf(place) })
  const order = await channelOrder(context.db, viewer, { channelId: channel.id })
  const page = await changesAfter(context.db, viewer, {
    channelId: channel.id,
    after: wholeNumber(after) ?? 0,
  })
  return { ...page, order }
}

/** Everything the room page shows. `around` and `before` open a page of the past. */
export async function readRoom(context: AppLoadContext, place: Place, query: URLSearchParams) {
  const { db } = context
  const viewer = await context.viewer()
  const kind = kindOf(place)
  const { slug } = place
  const around = wholeNumber(query.get('around'))
  const before = wholeNumber(query.get('before'))
  const frame = await caseFrame(db, viewer, { slug })
  const page = await (around !== null
    ? messagesAround(db, viewer, { slug, kind, seq: around })
    : messagesBefore(db, viewer, { slug, kind, beforeSeq: before }))
  const totals = await caseTotals(db, viewer, { slug })
  const order = await channelOrder(db, viewer, { slug, kind })
  const readSeq = frame.channels.find((channel) => channel.kind === kind)?.readSeq ?? 0
  return {
    frame,
    kind,
    channelId: page.channelId,
    page: pageOf(page),
    live: !page.hasNewer,
    readSeq,
    totals,
    order,
  }
}

/**
 * The address of a message that a link names (`?m=`) when this page does not hold it: in its own channel, with what was
 * said around it. Null when it is at hand, or when the link names nothing of ours.
 */
export async function wayToMessage(
  context: AppLoadContext,
  { slug }: Place,
  messageId: string | null,
  held: readonly { id: string }[],
): Promise<string | null> {
  if (messageId === null || held.some(({ id }) => id === messageId)) return null
  try {
    const { kind, seq } = await messageAt(context.db, await context.viewer(), { slug, messageId })
    return `/c/${slug}/room/${kind}?around=${seq}&m=${messageId}#m-${messageId}`
  } catch (error) {
    if (isRefusal(error)) return null
    throw error
  }
}

function pageOf({ messages, head, hasMore }: MessagePage) {
  return { messages, head, hasOlder: hasMore }
}
