import type { ChannelChanges, MessageView } from '#app/shapes/live.ts'

// What one browser knows of one channel, as pure functions. Pushed frames may come late, twice, out of order or not
// at all; `last` says up to which revision everything is known, and whoever is behind `head` asks the server.
// The messages held are always an unbroken stretch that ends at the newest one.

/** `waiting`: no line, goes out by itself later. `sent`: stored, the channel has not shown it yet. */
export type PendingState = 'sending' | 'waiting' | 'sent' | 'failed'

/** A message of this device on its way out. `code` is the refusal's when it failed. `at` is an ISO instant. */
export type Pending = {
  clientId: string
  body: string
  replyTo: MessageView['replyTo']
  at: string
  state: PendingState
  code: string | null
}

export type RoomState = {
  /** The member looking. */
  me: string
  /** Ordered by seq. */
  messages: readonly MessageView[]
  /** Every change up to this revision is known. */
  last: number
  /** The newest revision heard of. */
  head: number
  /** True while the server has messages before the first one held. */
  hasOlder: boolean
  /** Newer versions of messages before the stretch held; an older page read before them must not win. */
  outside: ReadonlyMap<string, MessageView>
  pending: readonly Pending[]
  /** The line "read up to here" stands after this seq; null when there is none. */
  divider: number | null
  /** The newest seq that stood before the reader's eyes. */
  seen: number
  /** False while the page is hidden. */
  attending: boolean
}

/** The newest page of a channel, in order of seq; `head` is never newer than the page. */
export type RoomPage = { messages: MessageView[]; head: number; hasOlder: boolean }

export type RoomEvent =
  | { kind: 'changes'; frame: Pick<ChannelChanges, 'from' | 'to' | 'changes'> }
  | { kind: 'head'; head: number }
  | { kind: 'older'; before: number; messages: MessageView[]; hasOlder: boolean }
  | { kind: 'reset'; page: RoomPage }
  | { kind: 'trim'; keep: number }
  | { kind: 'queue'; items: Pending[] }
  | { kind: 'pending'; clientId: string; state: PendingState; code?: string }
  | { kind: 'drop'; clientId: string }
  | { kind: 'seen'; seq: number }
  | { kind: 'attend'; attending: boolean }

/** The room as the server rendered it. `readSeq` is the reader's mark, 0 when there is none. */
export function openRoom(me: string, page: RoomPage, readSeq: number): RoomState {
  const unread = page.messages.some((message) => message.seq > readSeq && message.author.id !== me)
  return {
    me,
    messages: page.messages,
    last: page.head,
    head: page.head,
    hasOlder: page.hasOlder,
    outside: new Map(),
    pending: [],
    divider: unread && readSeq > 0 ? readSeq : null,
    seen: readSeq,
    attending: true,
  }
}

/** The room after an event; the same object when nothing changed. */
export function roomAfter(state: RoomState, event: RoomEvent): RoomState {
  switch (event.kind) {
    case 'changes':
      return withChanges(state, event.frame)
    case 'head':
      return event.head > state.head ? { ...state, head: event.head } : state
    case 'older':
      return withOlder(state, event)
    case 'reset':
      return withPage(state, event.page)
    case 'trim':
      return trimmed(state, event.keep)
    case 'queue':
      return withQueue(state, event.items)
    case 'pending':
      return withPendingState(state, event)
    case 'drop':
      return { ...state, pending: state.pending.filter((item) => item.clientId !== event.clientId) }
    case 'seen':
      return event.seq > state.seen ? { ...state, seen: event.seq } : state
    case 'attend':
      return event.attending === state.attending ? state : { ...state, attending: event.attending }
  }
}

/** True when something is known to be missing: ask for the changes after `last`. */
export function isBehind(state: RoomState): boolean {
  return state.head > state.last
}

/** The seq of the newest message held, 0 in an empty room. */
export function newestSeq(state: RoomState): number {
  return state.messages.at(-1)?.seq ?? 0
}

/** How many messages of others the reader has not had before the eyes. Deleted ones do not count. */
export function newBelow(state: RoomState): number {
  let count = 0
  for (let at = state.messages.length - 1; at >= 0; at -= 1) {
    const message = state.messages[at]
    if (!message || message.seq <= state.seen) break
    if (message.author.id !== state.me && message.body !== null) count += 1
  }
  return count
}

function withChanges(
  state: RoomState,
  { from, to, changes }: { from: number; to: number; changes: readonly MessageView[] },
): RoomState {
  if (to <= state.last) return state
  const head = Math.max(state.head, to)
  if (from > state.last) return head === state.head ? state : { ...state, head }
  const oldest = state.hasOlder ? (state.messages[0]?.seq ?? 0) : 0
  const outside = new Map(state.outside)
  for (const change of changes) if (change.seq < oldest) keepNewest(outside, change)
  const messages = merged(
    state.messages,
    changes.filter((change) => change.seq >= oldest),
  )
  const next = { ...state, messages, last: to, head, outside }
  return withoutStored({ ...next, divider: dividerAfter(state, next) })
}

/** Words that arrive while nobody looks get the line before them, unless an older line is still unread. */
function dividerAfter(before: RoomState, after: RoomState): number | null {
  const sawAll = before.seen >= newestSeq(before) && before.seen > 0
  return !before.attending && sawAll && newBelow(after) > 0 ? before.seen : before.divider
}

function withOlder(state: RoomState, page: { before: number; messages: MessageView[]; hasOlder: boolean }) {
  if (state.messages[0]?.seq !== page.before) return state
  const older = page.messages.map((message) => newerOf(message, state.outside.get(message.id)))
  return withoutStored({
    ...state,
    messages: merged(state.messages, older),
    hasOlder: page.hasOlder,
    outside: page.hasOlder ? state.outside : new Map(),
  })
}

/** Starts anew from a page, also one that is behind: a restored database may know less than this browser. */
function withPage(state: RoomState, page: RoomPage): RoomState {
  return withoutStored({
    ...state,
    messages: page.messages,
    last: page.head,
    head: page.head,
    hasOlder: page.hasOlder,
    outside: new Map(),
  })
}

function trimmed(state: RoomState, keep: number): RoomState {
  if (state.messages.length <= keep) return state
  return { ...state, messages: state.messages.slice(-keep), hasOlder: true }
}

function withQueue(state: RoomState, items: Pending[]): RoomState {
  const known = new Set(state.pending.map((item) => item.clientId))
  const fresh = items.filter((item) => !known.has(item.clientId))
  if (fresh.length === 0) return state
  return withoutStored({ ...state, pending: [...state.pending, ...fresh] })
}

function withPendingState(
  state: RoomState,
  event: { clientId: string; state: PendingState; code?: string },
): RoomState {
  const pending = state.pending.map((item) =>
    item.clientId === event.clientId ? { ...item, state: event.state, code: event.code ?? null } : item,
  )
  return { ...state, pending }
}

/** A pending bubble gives way to its message once that is held. */
function withoutStored(state: RoomState): RoomState {
  if (state.pending.length === 0) return state
  const stored = new Set(
    state.messages.filter((message) => message.author.id === state.me).map((message) => message.clientId),
  )
  const pending = state.pending.filter((item) => !stored.has(item.clientId))
  return pending.length === state.pending.length ? state : { ...state, pending }
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
  byId.set(change.id, newerOf(change, byId.get(change.id)))
}

function newerOf(one: MessageView, other: MessageView | undefined): MessageView {
  return other && other.rev > one.rev ? other : one
}
