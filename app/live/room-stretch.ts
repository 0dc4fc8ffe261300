import type { MessageView } from '#app/shapes/live.ts'
import { requoted } from '#app/shapes/quote.ts'

// The part of a channel one browser holds: an unbroken stretch of messages anywhere in it. What changes elsewhere is
// kept for a while, so that a page which was read before such a change and arrives after it brings nothing old back.

/** Messages held at most, and kept when there are more: a phone draws two dozen, the rest is room to scroll. */
export const HELD_MAX = 600
export const HELD_KEPT = 400
/** Changes elsewhere kept at most: what a busy room says in ten seconds, longer than a page is on its way. */
export const ELSEWHERE_MAX = 500

/** A page of a channel, in order of seq; `head` is never newer than the page. */
export type RoomPage = { messages: MessageView[]; head: number; hasOlder: boolean; hasNewer: boolean }

export type Stretch = {
  /** Ordered by seq, without gaps. */
  messages: readonly MessageView[]
  /** True while the channel has messages before the first, or after the last one held. */
  hasOlder: boolean
  hasNewer: boolean
  /** The newest version of each message that is not held and changed after revision `since`; complete from there. */
  elsewhere: ReadonlyMap<string, MessageView>
  since: number
}

/** A page alone, with nothing known of the rest. */
export function stretchOf({ messages, head, hasOlder, hasNewer }: RoomPage): Stretch {
  return { messages, hasOlder, hasNewer, elsewhere: new Map(), since: head }
}

/** The stretch after changes that follow on from what is known. */
export function withChanged(stretch: Stretch, changes: readonly MessageView[]): Stretch {
  const inside = changes.filter(({ seq }) => covers(stretch, seq))
  const messages = requoted(merged(stretch.messages, inside), changes)
  const elsewhere = new Map(stretch.elsewhere)
  for (const change of changes) if (!covers(stretch, change.seq)) keepNewest(elsewhere, change)
  for (const view of requoted([...elsewhere.values()], changes)) elsewhere.set(view.id, view)
  return bounded({ ...stretch, messages, elsewhere })
}

/** Longer by the page before it; the same object when the page does not fit on or was read too long ago. */
export function withOlder(stretch: Stretch, before: number, page: RoomPage): Stretch {
  if (stretch.messages[0]?.seq !== before || page.head < stretch.since) return stretch
  const messages = [...page.messages, ...stretch.messages]
  return settled({ ...stretch, messages, hasOlder: page.hasOlder }, page)
}

/** Longer by the page after it; the same object when the page does not fit on or was read too long ago. */
export function withNewer(stretch: Stretch, after: number, page: RoomPage): Stretch {
  if (!stretch.hasNewer || stretch.messages.at(-1)?.seq !== after || page.head < stretch.since) return stretch
  const messages = [...stretch.messages, ...page.messages]
  return settled({ ...stretch, messages, hasNewer: page.hasNewer }, page)
}

/** Another place of the same channel; the same object when the page was read too long ago. */
export function movedTo(stretch: Stretch, page: RoomPage): Stretch {
  if (page.head < stretch.since) return stretch
  const { hasOlder, hasNewer, messages } = page
  const elsewhere = new Map(stretch.elsewhere)
  for (const message of stretch.messages) if (message.rev > stretch.since) keepNewest(elsewhere, message)
  return settled({ ...stretch, messages, hasOlder, hasNewer, elsewhere }, page)
}

/** The part around the place looked at (null: the end) when more than may be held is; else the same object. */
export function cut(stretch: Stretch, place: number | null): Stretch {
  const { messages } = stretch
  if (messages.length <= HELD_MAX) return stretch
  const found = place === null ? -1 : messages.findIndex(({ seq }) => seq >= place)
  const middle = found < 0 ? messages.length : found
  const from = Math.max(0, Math.min(middle - HELD_KEPT / 2, messages.length - HELD_KEPT))
  const kept = messages.slice(from, from + HELD_KEPT)
  const elsewhere = new Map(stretch.elsewhere)
  for (const message of [...messages.slice(0, from), ...messages.slice(from + HELD_KEPT)]) {
    if (message.rev > stretch.since) keepNewest(elsewhere, message)
  }
  const hasOlder = stretch.hasOlder || from > 0
  const hasNewer = stretch.hasNewer || from + HELD_KEPT < messages.length
  return bounded({ ...stretch, messages: kept, hasOlder, hasNewer, elsewhere })
}

function covers({ messages, hasOlder, hasNewer }: Stretch, seq: number): boolean {
  const oldest = messages[0]?.seq ?? 0
  const newest = messages.at(-1)?.seq ?? 0
  return (!hasOlder || seq >= oldest) && (!hasNewer || seq <= newest)
}

/** Takes in what was kept for the places that are held now, and what changed since the page was read. */
function settled(stretch: Stretch, page: RoomPage): Stretch {
  const elsewhere = new Map(stretch.elsewhere)
  const known: MessageView[] = []
  for (const [id, view] of stretch.elsewhere) {
    if (!covers(stretch, view.seq)) continue
    known.push(view)
    elsewhere.delete(id)
  }
  const messages = merged(stretch.messages, known)
  const later = [...messages, ...elsewhere.values()].filter(({ rev }) => rev > page.head)
  return bounded({ ...stretch, messages: requoted(messages, later), elsewhere })
}

/** Forgets the oldest changes elsewhere beyond the bound, and from then on pages older than those. */
function bounded(stretch: Stretch): Stretch {
  if (stretch.elsewhere.size <= ELSEWHERE_MAX) return stretch
  const byRev = [...stretch.elsewhere].sort(([, one], [, other]) => one.rev - other.rev)
  const gone = byRev.slice(0, byRev.length - ELSEWHERE_MAX / 2)
  const since = Math.max(stretch.since, gone.at(-1)?.[1].rev ?? 0)
  return { ...stretch, since, elsewhere: new Map(byRev.slice(gone.length)) }
}

/** Both lists as one, by seq; of two versions of a message the newer stays. */
function merged(held: readonly MessageView[], changes: readonly MessageView[]): readonly MessageView[] {
  if (changes.length === 0) return held
  const newest = held.at(-1)?.seq ?? 0
  if (changes.every((change, at) => change.seq > (changes[at - 1]?.seq ?? newest)))
    return [...held, ...changes]
  const byId = new Map(held.map((message) => [message.id, message]))
  for (const change of changes) keepNewest(byId, change)
  return [...byId.values()].sort((a, b) => a.seq - b.seq)
}

function keepNewest(byId: Map<string, MessageView>, change: MessageView): void {
  const known = byId.get(change.id)
  if (!known || known.rev <= change.rev) byId.set(change.id, change)
}
