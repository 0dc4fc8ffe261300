import type { ChannelChanges, Mention, MessageFile, MessageView } from '#app/shapes/live.ts'
import {
  cut,
  movedTo,
  type RoomPage,
  type Stretch,
  stretchOf,
  withChanged,
  withNewer,
  withOlder,
} from './room-stretch.ts'

export type { RoomPage } from './room-stretch.ts'

// What one browser knows of one channel, as pure functions. Pushed frames may come late, twice, out of order or not
// at all; `last` says up to which revision everything is known, and whoever is behind `head` asks the server.
// The messages held are an unbroken stretch of the channel, wherever the reader is, and never more than some hundreds.

/** `waiting`: no line, goes out by itself later. `sent`: stored, the channel has not shown it yet. */
export type PendingState = 'sending' | 'waiting' | 'sent' | 'failed'

/** A message of this device on its way out. `code` is the refusal's when it failed. `at` is an ISO instant. */
export type Pending = {
  clientId: string
  body: string
  replyTo: MessageView['replyTo']
  mentions: Mention[]
  files: MessageFile[]
  at: string
  state: PendingState
  code: string | null
}

export type RoomState = Stretch & {
  /** The member looking. */
  me: string
  /** Every change up to this revision is known. */
  last: number
  /** The newest revision heard of. */
  head: number
  pending: readonly Pending[]
  /** The line "read up to here" stands after this seq; null when there is none. */
  divider: number | null
  /** The newest seq that stood before the reader's eyes. */
  seen: number
  /** Messages of others after `seen` and after the stretch held, as far as heard of. */
  beyond: number
  /** The seq of the message looked at; null at the end. What lies far from it is let go first. */
  place: number | null
  /** False while the page is hidden. */
  attending: boolean
}

export type RoomEvent =
  | { kind: 'changes'; frame: Pick<ChannelChanges, 'from' | 'to' | 'changes'> }
  | { kind: 'head'; head: number }
  /** The page before the first message held, and the one after the last. */
  | { kind: 'older'; before: number; page: RoomPage }
  | { kind: 'newer'; after: number; page: RoomPage }
  /** Another place of the channel. */
  | { kind: 'jump'; page: RoomPage }
  /** Everything anew from a page, also one that is behind: a restored database may know less than this browser. */
  | { kind: 'reset'; page: RoomPage }
  | { kind: 'queue'; items: Pending[] }
  | { kind: 'pending'; clientId: string; state: PendingState; code?: string }
  | { kind: 'drop'; clientId: string }
  | { kind: 'look'; place: number | null }
  /** Lets go of what is more than may be held. */
  | { kind: 'cut' }
  | { kind: 'seen'; seq: number }
  /** Another device of the reader read up to `seq`, which leaves `unread` messages of others. */
  | { kind: 'read'; seq: number; unread: number }
  | { kind: 'attend'; attending: boolean }

/**
 * The room as the server rendered it. `readSeq` is the reader's mark, 0 when there is none; `unread` counts the messages
 * of others after it.
 */
export function openRoom(me: string, page: RoomPage, readSeq: number, unread = 0): RoomState {
  const held = unreadIn(page.messages, me, readSeq)
  return {
    ...stretchOf(page),
    me,
    last: page.head,
    head: page.head,
    pending: [],
    divider: held + unread > 0 && readSeq > 0 ? readSeq : null,
    seen: readSeq,
    beyond: page.hasNewer ? Math.max(0, unread - held) : 0,
    place: page.hasNewer ? (page.messages.at(-1)?.seq ?? null) : null,
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
      return held(state, withOlder(state, event.before, event.page))
    case 'newer':
      return held(state, withNewer(state, event.after, event.page))
    case 'jump':
      return held(state, movedTo(state, event.page))
    case 'reset':
      return withoutSent({
        ...held(state, stretchOf(event.page)),
        last: event.page.head,
        head: event.page.head,
      })
    case 'queue':
      return withQueue(state, event.items)
    case 'pending':
      return withPendingState(state, event)
    case 'drop':
      return { ...state, pending: state.pending.filter((item) => item.clientId !== event.clientId) }
    case 'look':
      return event.place === state.place ? state : { ...state, place: event.place }
    case 'cut':
      return held(state, cut(state, state.place))
    case 'seen':
      return event.seq > state.seen ? { ...state, seen: event.seq } : state
    case 'read':
      return withRead(state, event)
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

/** How many messages of others the reader has not had before the eyes. Those that are gone do not count. */
export function newBelow(state: RoomState): number {
  return unreadIn(state.messages, state.me, state.seen) + state.beyond
}

function unreadIn(messages: readonly MessageView[], me: string, seen: number): number {
  let count = 0
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const message = messages[at]
    if (!message || message.seq <= seen) break
    if (isUnread(message, me)) count += 1
  }
  return count
}

function isUnread({ author, body }: MessageView, me: string): boolean {
  return author.id !== me && body !== null
}

/** The room with another stretch. What is unread stays as many, wherever it is. */
function held(state: RoomState, stretch: Stretch): RoomState {
  if (stretch === state) return state
  const { messages, hasOlder, hasNewer, elsewhere, since } = stretch
  const beyond = hasNewer ? Math.max(0, newBelow(state) - unreadIn(messages, state.me, state.seen)) : 0
  return withoutStored({ ...state, messages, hasOlder, hasNewer, elsewhere, since, beyond }, messages)
}

function withChanges(
  state: RoomState,
  { from, to, changes }: { from: number; to: number; changes: readonly MessageView[] },
): RoomState {
  if (to <= state.last) return state
  const head = Math.max(state.head, to)
  if (from > state.last) return head === state.head ? state : { ...state, head }
  const changed = { ...state, ...withChanged(state, changes), last: to, head }
  // What was posted since and is not held lies beyond.
  const newest = newestSeq(changed)
  const arrived = changes.filter(({ seq }) => seq > state.last && seq > newest)
  const next = { ...changed, beyond: state.beyond + arrived.filter((one) => isUnread(one, state.me)).length }
  return withoutStored({ ...next, divider: dividerAfter(state, next) }, changes)
}

/** Words that arrive while nobody looks get the line before them, unless an older line is still unread. */
function dividerAfter(before: RoomState, after: RoomState): number | null {
  const sawAll = !before.hasNewer && before.seen >= newestSeq(before) && before.seen > 0
  return !before.attending && sawAll && newBelow(after) > 0 ? before.seen : before.divider
}

/** What was read elsewhere is read here too; the line moves only while nobody looks at it. */
function withRead(state: RoomState, { seq, unread }: { seq: number; unread: number }): RoomState {
  if (seq < state.seen) return state
  const beyond = state.hasNewer ? Math.max(0, unread - unreadIn(state.messages, state.me, seq)) : 0
  if (seq === state.seen && beyond === state.beyond) return state
  const passed = !state.attending && state.divider !== null && seq > state.divider
  const divider = passed ? (unread > 0 ? seq : null) : state.divider
  return { ...state, seen: seq, beyond, divider }
}

/** Without those the server has: they are in the channel, if not in the stretch held. */
function withoutSent(state: RoomState): RoomState {
  return { ...state, pending: state.pending.filter((item) => item.state !== 'sent') }
}

function withQueue(state: RoomState, items: Pending[]): RoomState {
  const known = new Set(state.pending.map((item) => item.clientId))
  const fresh = items.filter((item) => !known.has(item.clientId))
  if (fresh.length === 0) return state
  return withoutStored({ ...state, pending: [...state.pending, ...fresh] }, state.messages)
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

/** A pending bubble gives way to its message. */
function withoutStored(state: RoomState, among: readonly MessageView[]): RoomState {
  if (state.pending.length === 0) return state
  const own = among.filter((message) => message.author.id === state.me)
  const stored = new Set(own.map((message) => message.clientId))
  const pending = state.pending.filter((item) => !stored.has(item.clientId))
  return pending.length === state.pending.length ? state : { ...state, pending }
}
