import { type AppLoadContext, redirect } from '@remix-run/node'
import { type ChannelKind, channelKinds } from '#app/shapes/case.ts'
import { dateFrom, seoulDate } from '#app/shapes/civil-date.ts'
import { channelFor } from '#server/domain/access.ts'
import { caseFrame } from '#server/domain/case-frame.ts'
import { staffOf } from '#server/domain/member.ts'
import {
  changesAfter,
  type MessagePage,
  messageAt,
  messagesAfter,
  messagesAround,
  messagesBefore,
  placeOfDay,
} from '#server/domain/message.ts'
import { channelOrder, voiceIn } from '#server/domain/order.ts'
import { isRefusal, notFound } from '#server/domain/refusal.ts'
import { caseTotals } from '#server/domain/total.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { readDesk } from './desk.server.ts'
import { readOwn } from './own.server.ts'

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

/**
 * The page of messages an address asks for: `before` or `later` than a seq, `around` a seq, around a message (`m`), or
 * from a day on (`date`); otherwise, and where there is no such place, the newest. `place` is the seq asked for.
 */
export async function readPage(context: AppLoadContext, { slug, ...place }: Place, query: URLSearchParams) {
  const { db } = context
  const viewer = await context.viewer()
  const channel = { slug, kind: kindOf({ slug, ...place }) }
  const before = wholeNumber(query.get('before'))
  const later = wholeNumber(query.get('later'))
  if (before !== null) return pageOf(await messagesBefore(db, viewer, { ...channel, beforeSeq: before }))
  if (later !== null) return pageOf(await messagesAfter(db, viewer, { ...channel, afterSeq: later }))
  const seq = await placeAsked(db, viewer, channel, query)
  if (seq === null) return pageOf(await messagesBefore(db, viewer, { ...channel, beforeSeq: null }))
  return pageOf(await messagesAround(db, viewer, { ...channel, seq }), seq)
}

/** Null where the address names no place, and where what it names is not here or not yet. */
async function placeAsked(
  db: AppLoadContext['db'],
  viewer: Viewer,
  channel: { slug: string; kind: ChannelKind },
  query: URLSearchParams,
): Promise<number | null> {
  const around = wholeNumber(query.get('around'))
  if (around !== null) return around
  const date = dateFrom(query.get('date') ?? '', seoulDate(Date.now()))
  if ('date' in date) return (await placeOfDay(db, viewer, { ...channel, date: date.date })).seq
  const messageId = query.get('m') ?? query.get('reply') ?? query.get('edit')
  if (messageId === null) return null
  try {
    const { kind, seq } = await messageAt(db, viewer, { slug: channel.slug, messageId })
    return kind === channel.kind ? seq : null
  } catch (error) {
    // Without a membership there is no page either; a link to what is not here opens the channel all the same.
    if (isRefusal(error) && error.kind === 'notFound') return null
    throw error
  }
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

/** Everything the room page shows, with the page of messages its address asks for. */
export async function readRoom(context: AppLoadContext, place: Place, query: URLSearchParams) {
  const { db } = context
  const viewer = await context.viewer()
  const kind = kindOf(place)
  const frame = await caseFrame(db, viewer, { slug: place.slug })
  // A helper whose label keeps them out of the conversation begins at what is said to everybody.
  if (frame.channels.length === 0) throw redirect(`/c/${frame.slug}/notices`)
  const { channelId, place: asked, ...page } = await readPage(context, place, query)
  const totals = await caseTotals(db, viewer, { slug: place.slug })
  const order = await channelOrder(db, viewer, { slug: place.slug, kind })
  const voice = await voiceIn(db, viewer, { slug: place.slug, kind })
  const staff = await staffOf(db, viewer, { slug: place.slug })
  const channel = frame.channels.find((each) => each.kind === kind)
  const { readSeq = null, unread = 0 } = channel ?? {}
  const desk = await readDesk(context, { slug: place.slug, kind }, page.messages)
  const own = await readOwn(context, place.slug, page.messages)
  const mine = { readSeq, unread, voice, own }
  const { origin } = context
  return { frame, kind, channelId, page, asked, ...mine, totals, order, staff, origin, ...desk }
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

function pageOf({ channelId, messages, head, hasMore, hasNewer }: MessagePage, place: number | null = null) {
  return { channelId, messages, head, hasOlder: hasMore, hasNewer, place }
}
