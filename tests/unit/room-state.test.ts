import { describe, expect, it } from 'vitest'
import {
  isBehind,
  newBelow,
  newestSeq,
  openRoom,
  type Pending,
  type RoomEvent,
  type RoomPage,
  type RoomState,
  roomAfter,
} from '#app/live/room-state.ts'
import { ELSEWHERE_MAX, HELD_MAX } from '#app/live/room-stretch.ts'
import type { ChannelChanges, MessageView } from '#app/shapes/live.ts'
import { bare } from '#tests/messages.ts'

const minji = '00000000-0000-4000-8000-00000000000a'
const taeho = '00000000-0000-4000-8000-00000000000b'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`

function message(seq: number, more: Partial<MessageView> = {}): MessageView {
  return {
    id: id(seq),
    clientId: id(10_000 + seq),
    seq,
    rev: seq,
    author: { id: taeho, nickname: '태호', side: 'seller', role: 'member' },
    body: `글 ${seq}`,
    replyTo: null,
    at: '2026-01-05T03:00:00.000Z',
    editedAt: null,
    ...bare,
    ...more,
  }
}

function pending(number: number, more: Partial<Pending> = {}): Pending {
  return {
    clientId: id(10_000 + number),
    body: `글 ${number}`,
    replyTo: null,
    mentions: [],
    files: [],
    at: '2026-01-05T03:00:00.000Z',
    state: 'sending',
    code: null,
    ...more,
  }
}

const room = (messages: MessageView[], more: Partial<RoomPage & { read: number; unread: number }> = {}) =>
  openRoom(minji, page(messages, more), more.read ?? 0, more.unread ?? 0)

const page = (messages: MessageView[], more: Partial<RoomPage> = {}): RoomPage => ({
  messages,
  head: more.head ?? messages.at(-1)?.rev ?? 0,
  hasOlder: more.hasOlder ?? false,
  hasNewer: more.hasNewer ?? false,
})

/** Messages from one seq to another. */
const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => message(from + at))

const frame = (from: number, to: number, changes: MessageView[]): RoomEvent => ({
  kind: 'changes',
  frame: { from, to, changes },
})

const later = (state: RoomState, ...events: RoomEvent[]) => events.reduce(roomAfter, state)
const seqs = (state: RoomState) => state.messages.map((one) => one.seq)

describe('frames of changes', () => {
  it('follow on from what is known', () => {
    const state = later(room([message(1)]), frame(1, 3, [message(2), message(3)]))
    expect(seqs(state)).toEqual([1, 2, 3])
    expect(state.last).toBe(3)
    expect(isBehind(state)).toBe(false)
  })

  it('may overlap with what is known', () => {
    const state = later(room([message(1), message(2)]), frame(0, 3, [message(1), message(2), message(3)]))
    expect(seqs(state)).toEqual([1, 2, 3])
  })

  it('are ignored when old, keeping the very same state', () => {
    const before = room([message(1), message(2)])
    expect(later(before, frame(0, 2, [message(1), message(2)]))).toBe(before)
  })

  it('that skip something are not applied but leave the room behind', () => {
    const state = later(room([message(1)]), frame(4, 5, [message(5)]))
    expect(seqs(state)).toEqual([1])
    expect(isBehind(state)).toBe(true)
    const healed = later(state, frame(1, 5, [message(2), message(3), message(4), message(5)]))
    expect(seqs(healed)).toEqual([1, 2, 3, 4, 5])
    expect(isBehind(healed)).toBe(false)
  })

  it('replace a message by its newer version only', () => {
    const edited = message(1, { rev: 3, body: '고친 글' })
    const state = later(room([message(1), message(2)]), frame(2, 3, [edited]))
    expect(state.messages[0]?.body).toBe('고친 글')
    const gone = later(state, frame(3, 4, [message(1, { rev: 4, body: null })]))
    expect(gone.messages[0]?.body).toBeNull()
    expect(seqs(gone)).toEqual([1, 2])
  })

  it('put a message that came late by its edit in its place', () => {
    const state = later(room([message(1)]), frame(1, 4, [message(3), message(2, { rev: 4 })]))
    expect(seqs(state)).toEqual([1, 2, 3])
  })
})

describe('a head beat', () => {
  it('tells of a lost last frame', () => {
    expect(isBehind(later(room([message(1)]), { kind: 'head', head: 2 }))).toBe(true)
    expect(isBehind(later(room([message(1)]), { kind: 'head', head: 1 }))).toBe(false)
  })
})

describe('pages of history', () => {
  it('go before what is held and leave the revision alone', () => {
    const older = page([message(3), message(4)], { head: 5, hasOlder: true, hasNewer: true })
    const state = later(room([message(5)], { hasOlder: true }), { kind: 'older', before: 5, page: older })
    expect(seqs(state)).toEqual([3, 4, 5])
    expect([state.last, state.hasOlder, state.hasNewer]).toEqual([5, true, false])
  })

  it('go after what is held, until the end is reached', () => {
    const start = room([message(3)], { head: 9, hasOlder: true, hasNewer: true })
    const next = page([message(4), message(5)], { head: 9, hasOlder: true, hasNewer: true })
    const state = later(start, { kind: 'newer', after: 3, page: next })
    expect([seqs(state), state.hasNewer]).toEqual([[3, 4, 5], true])
    const last = later(state, { kind: 'newer', after: 5, page: page(run(6, 9)) })
    expect([seqs(last), last.hasNewer]).toEqual([[3, 4, 5, 6, 7, 8, 9], false])
  })

  it('asked for from another place are ignored', () => {
    const before = room([message(5)], { head: 7, hasOlder: true, hasNewer: true })
    expect(later(before, { kind: 'older', before: 4, page: page([message(3)], { head: 7 }) })).toBe(before)
    expect(later(before, { kind: 'newer', after: 4, page: page([message(5)], { head: 7 }) })).toBe(before)
  })

  it('do not bring back words edited or deleted meanwhile', () => {
    const state = later(
      room([message(5)], { hasOlder: true }),
      frame(5, 6, [message(3, { rev: 6, body: null })]),
    )
    expect(seqs(state)).toEqual([5])
    const older = page([message(3), message(4)], { head: 5 })
    const more = later(state, { kind: 'older', before: 5, page: older })
    expect(more.messages.map((one) => one.body)).toEqual([null, '글 4', '글 5'])
  })

  it('that reach the end bring what was posted after they were read', () => {
    const reading = room([message(1)], { head: 3, hasNewer: true })
    const told = later(reading, frame(3, 4, [message(4)]))
    expect([seqs(told), told.hasNewer]).toEqual([[1], true])
    const end = later(told, { kind: 'newer', after: 1, page: page([message(2), message(3)]) })
    expect([seqs(end), end.hasNewer]).toEqual([[1, 2, 3, 4], false])
  })

  it('of another place take the place of what is held, and its later edits stay known', () => {
    const edited = message(5, { rev: 6, body: '고친 글' })
    const state = later(room(run(4, 5), { hasOlder: true }), frame(5, 6, [edited]))
    const there = later(state, {
      kind: 'jump',
      page: page([message(1), message(2)], { head: 5, hasNewer: true }),
    })
    expect([seqs(there), there.last]).toEqual([[1, 2], 6])
    const back = later(there, { kind: 'newer', after: 2, page: page(run(3, 5)) })
    expect(back.messages.map((one) => one.body)).toEqual(['글 1', '글 2', '글 3', '글 4', '고친 글'])
  })

  it('that are older than what is remembered of the rest are ignored, not trusted', () => {
    const reading = room([message(1)], { head: 1, hasNewer: true })
    const [from, to] = [1, 1 + ELSEWHERE_MAX + 1]
    const busy = later(reading, frame(from, to, run(from + 1, to)))
    expect(busy.elsewhere.size).toBeLessThanOrEqual(ELSEWHERE_MAX)
    const stale: RoomEvent = {
      kind: 'newer',
      after: 1,
      page: page([message(2)], { head: 2, hasNewer: true }),
    }
    expect(later(busy, stale)).toBe(busy)
    const fresh: RoomEvent = { kind: 'newer', after: 1, page: page(run(2, to)) }
    expect(newestSeq(later(busy, fresh))).toBe(to)
  })
})

describe('what is held', () => {
  it('stays bounded: the start goes while the reader is at the end', () => {
    const state = later(room(run(1, 2)), frame(2, 2_000, run(3, 2_000)), { kind: 'cut' })
    expect(state.messages.length).toBeLessThanOrEqual(HELD_MAX)
    expect([newestSeq(state), state.hasOlder, state.hasNewer]).toEqual([2_000, true, false])
  })

  it('stays bounded: the end goes while the reader is further up, and is counted', () => {
    const reading = later(room(run(1, 300), { read: 300 }), { kind: 'look', place: 20 })
    const busy = later(reading, frame(300, 900, run(301, 900)), { kind: 'cut' })
    expect(busy.messages.length).toBeLessThanOrEqual(HELD_MAX)
    expect([busy.messages[0]?.seq, busy.hasOlder, busy.hasNewer]).toEqual([1, false, true])
    expect(newBelow(busy)).toBe(600)
    const next = later(busy, frame(900, 902, run(901, 902)))
    expect(newBelow(next)).toBe(602)
    const end = later(next, { kind: 'jump', page: page(run(850, 902), { hasOlder: true }) })
    expect([newBelow(end), end.hasNewer]).toEqual([53, false])
  })
})

describe('what was let go', () => {
  it('keeps its later version against a page read before', () => {
    const gone = message(290, { rev: 301, body: null })
    const state = later(room(run(1, 300)), frame(300, 301, [gone]), frame(301, 700, run(302, 700)), {
      kind: 'cut',
    })
    const before = state.messages[0]?.seq ?? 0
    expect(before).toBe(300)
    const stale = page(run(250, 299), { head: 300, hasOlder: true, hasNewer: true })
    const back = later(state, { kind: 'look', place: before }, { kind: 'older', before, page: stale })
    expect(back.messages.find(({ seq }) => seq === 290)).toEqual(gone)
  })
})

describe('pending messages', () => {
  it('become the real one in place, whichever comes first', () => {
    const own = message(2, { author: { id: minji, nickname: '민지', side: 'buyer', role: 'member' } })
    const queued = later(room([message(1)]), { kind: 'queue', items: [pending(2), pending(3)] })
    const acked = later(queued, { kind: 'pending', clientId: own.clientId, state: 'sent' })
    expect(acked.pending.map((item) => item.state)).toEqual(['sent', 'sending'])
    const shown = later(acked, frame(1, 2, [own]))
    expect(shown.pending.map((item) => item.clientId)).toEqual([id(10_003)])
    const pushedFirst = later(queued, frame(1, 2, [own]), {
      kind: 'pending',
      clientId: own.clientId,
      state: 'sent',
    })
    expect(pushedFirst.pending).toEqual(shown.pending)
  })

  it('give way to the stored one also while the reader is far above', () => {
    const own = message(9, { author: { id: minji, nickname: '민지', side: 'buyer', role: 'member' } })
    const reading = room([message(1)], { head: 8, hasNewer: true })
    const state = later(reading, { kind: 'queue', items: [pending(9)] }, frame(8, 9, [own]))
    expect([state.pending, seqs(state)]).toEqual([[], [1]])
  })

  it('that are stored are not kept when everything starts anew far ahead', () => {
    const { clientId } = pending(2)
    const sent = later(
      room([message(1)]),
      { kind: 'queue', items: [pending(2), pending(3)] },
      { kind: 'pending', clientId, state: 'sent' },
      { kind: 'reset', page: page(run(5_000, 5_001), { hasOlder: true }) },
    )
    expect(sent.pending.map((item) => item.clientId)).toEqual([id(10_003)])
    expect([sent.last, isBehind(sent)]).toEqual([5_001, false])
  })

  it('of another member with the same id stay', () => {
    const state = later(room([message(1)]), { kind: 'queue', items: [pending(2)] }, frame(1, 2, [message(2)]))
    expect(state.pending).toHaveLength(1)
  })

  it('fail with a reason, go again, or are dropped', () => {
    const { clientId } = pending(2)
    const failed = later(
      room([message(1)]),
      { kind: 'queue', items: [pending(2)] },
      { kind: 'pending', clientId, state: 'failed', code: 'message.resident_number' },
    )
    expect(failed.pending[0]).toMatchObject({ state: 'failed', code: 'message.resident_number' })
    const again = later(failed, { kind: 'pending', clientId, state: 'sending' })
    expect(again.pending[0]).toMatchObject({ state: 'sending', code: null })
    expect(later(again, { kind: 'drop', clientId }).pending).toEqual([])
  })

  it('already stored before a reload are not shown twice', () => {
    const own = message(1, { author: { id: minji, nickname: '민지', side: 'buyer', role: 'member' } })
    expect(later(room([own]), { kind: 'queue', items: [pending(1)] }).pending).toEqual([])
  })
})

describe('what is unread', () => {
  it('starts with the line after the mark and counts others only', () => {
    const own = message(4, { author: { id: minji, nickname: '민지', side: 'buyer', role: 'member' } })
    const state = room([message(1), message(2), message(3), own, message(5, { body: null })], { read: 1 })
    expect(state.divider).toBe(1)
    expect(newBelow(state)).toBe(2)
    const read = later(state, { kind: 'seen', seq: newestSeq(state) })
    expect(newBelow(read)).toBe(0)
    expect(read.divider).toBe(1)
  })

  it('has no line for a newcomer or when all is read', () => {
    expect(room([message(1)]).divider).toBeNull()
    expect(room([message(1)], { read: 1 }).divider).toBeNull()
  })

  it('gets a line when words arrive while nobody looks', () => {
    const state = later(room([message(1)], { read: 1 }), { kind: 'attend', attending: false })
    const next = later(state, frame(1, 2, [message(2)]), frame(2, 3, [message(3)]))
    expect(next.divider).toBe(1)
  })

  it('counts what the server knew beyond the page, less what is held', () => {
    const state = room(run(1, 3), { head: 99, hasNewer: true, read: 1, unread: 40 })
    expect([state.divider, newBelow(state)]).toEqual([1, 40])
    const next = later(state, {
      kind: 'newer',
      after: 3,
      page: page(run(4, 5), { head: 99, hasNewer: true }),
    })
    expect(newBelow(next)).toBe(40)
    expect(newBelow(later(next, { kind: 'seen', seq: 5 }))).toBe(36)
  })

  it('follows what another device read: the count at once, the line only while nobody looks', () => {
    const read: RoomEvent = { kind: 'read', seq: 3, unread: 1 }
    const state = room(run(1, 4), { read: 1 })
    expect([later(state, read).divider, newBelow(later(state, read))]).toEqual([1, 1])
    const away = later(state, { kind: 'attend', attending: false }, read)
    expect([away.divider, newBelow(away)]).toEqual([3, 1])
    expect(later(away, { kind: 'read', seq: 4, unread: 0 }).divider).toBeNull()
    expect(later(away, { kind: 'read', seq: 2, unread: 2 })).toBe(away)
  })

  it('follows what another device read beyond what is held', () => {
    const state = room(run(1, 3), { head: 99, hasNewer: true, read: 1, unread: 40 })
    expect(newBelow(later(state, { kind: 'read', seq: 60, unread: 7 }))).toBe(7)
  })
})

describe('any order, repetition and loss of frames and pages', () => {
  // Every sixteenth in a room so busy that what is held and remembered runs over its bounds.
  for (let seed = 1; seed <= 80; seed += 1) {
    it(`ends as the fresh list (seed ${seed})`, () => {
      const { state, fresh } = stormyRun(seed, seed % 16 === 0 ? 60 : 1)
      expect(state.messages.length).toBeLessThanOrEqual(HELD_MAX)
      const [oldest, newest] = [state.messages[0]?.seq ?? 0, newestSeq(state)]
      expect(state.messages).toEqual(fresh.filter(({ seq }) => seq >= oldest && seq <= newest))
      expect(state.hasOlder).toBe(fresh.some(({ seq }) => seq < oldest))
      expect(state.hasNewer).toBe(fresh.some(({ seq }) => seq > newest))
      expect(readThrough(state, fresh)).toEqual(fresh)
    })
  }
})

/** A server with one channel, enough of it to answer what a browser asks. */
function channelServer(random: () => number, bustle: number) {
  const now = new Map<string, MessageView>()
  const ids: string[] = []
  let head = 0
  const post = () => {
    ids.push(id(head))
    now.set(id(head), message(head))
  }
  const list = () => [...now.values()].sort((a, b) => a.seq - b.seq)
  const changesAfter = (rev: number, limit = Number.POSITIVE_INFINITY) => {
    const changes = list()
      .filter((one) => one.rev > rev)
      .sort((a, b) => a.rev - b.rev)
    const some = changes.slice(0, limit)
    return { from: rev, to: some.length < changes.length ? (some.at(-1)?.rev ?? rev) : head, changes: some }
  }
  const change = () => {
    head += 1
    const chosen = now.get(ids[Math.floor(random() * ids.length)] ?? '')
    if (!chosen || random() < 0.6) post()
    else if (chosen.body !== null && random() < 0.3) now.set(chosen.id, { ...chosen, rev: head, body: null })
    else if (chosen.body !== null) now.set(chosen.id, { ...chosen, rev: head, body: `고친 글 ${head}` })
    else post()
  }
  const commit = (): Pick<ChannelChanges, 'from' | 'to' | 'changes'> => {
    const from = head
    for (let left = bustle * (1 + Math.floor(random() * 3)); left > 0; left -= 1) change()
    return { ...changesAfter(from), from, to: head }
  }
  return { commit, list, changesAfter, head: () => head, pageFrom: pagesOf(list, () => head) }
}

/** Pages of a list as the server cuts them: before a seq, after one, or around one. */
function pagesOf(list: () => MessageView[], head: () => number) {
  return (side: 'before' | 'after' | 'around', seq: number, size: number): RoomPage => {
    const all = list()
    const older = all.filter((one) => (side === 'before' ? one.seq < seq : one.seq <= seq))
    const newer = all.filter((one) => (side === 'before' ? one.seq >= seq : one.seq > seq))
    const kept = { before: side === 'after' ? 0 : size, after: side === 'before' ? 0 : size }
    return {
      messages: [...(kept.before ? older.slice(-kept.before) : []), ...newer.slice(0, kept.after)],
      head: head(),
      hasOlder: older.length > kept.before,
      hasNewer: newer.length > kept.after,
    }
  }
}

function stormyRun(seed: number, bustle: number) {
  const random = seededRandom(seed)
  const server = channelServer(random, bustle)
  for (let count = 0; count < 10; count += 1) server.commit()
  let state = openRoom(minji, server.pageFrom('before', Number.POSITIVE_INFINITY, 5), 0)
  const inFlight: RoomEvent[] = []
  for (let step = 0; step < 160; step += 1) {
    const sent: RoomEvent = { kind: 'changes', frame: server.commit() }
    if (random() < 0.8) inFlight.push(sent)
    if (random() < 0.2) inFlight.push(sent)
    if (random() < 0.1) inFlight.push({ kind: 'head', head: server.head() })
    if (random() < 0.3) inFlight.push(pageAsked(state, server, random, bustle))
    if (isBehind(state) && random() < 0.3) {
      inFlight.push({ kind: 'changes', frame: server.changesAfter(state.last, 7 * bustle) })
    }
    while (inFlight.length > 0 && random() < 0.6) {
      const [event] = inFlight.splice(Math.floor(random() * inFlight.length), 1)
      if (event) state = later(state, event, { kind: 'cut' })
    }
  }
  state = later(state, ...inFlight, { kind: 'head', head: server.head() }, { kind: 'cut' })
  while (isBehind(state)) {
    state = roomAfter(state, { kind: 'changes', frame: server.changesAfter(state.last, 7 * bustle) })
  }
  state = later(state, { kind: 'cut' })
  return { state, fresh: server.list() }
}

/** What a reader on the move asks for: the page before, after or somewhere else. */
function pageAsked(
  state: RoomState,
  server: ReturnType<typeof channelServer>,
  random: () => number,
  bustle: number,
): RoomEvent {
  const size = 4 * Math.min(bustle, 40)
  const [before, after] = [state.messages[0]?.seq ?? 0, newestSeq(state)]
  const dice = random()
  if (dice < 0.35) return { kind: 'older', before, page: server.pageFrom('before', before, size) }
  if (dice < 0.7) return { kind: 'newer', after, page: server.pageFrom('after', after, size) }
  if (dice < 0.75) return { kind: 'look', place: before }
  const anywhere = Math.floor(random() * server.head())
  return { kind: 'jump', page: server.pageFrom('around', anywhere, size) }
}

/** All that comes before the reader's eyes on the way to the start and from there to the end. */
function readThrough(state: RoomState, fresh: MessageView[]): MessageView[] {
  const pageFrom = pagesOf(
    () => fresh,
    () => state.head,
  )
  let now = state
  while (now.hasOlder) {
    const before = now.messages[0]?.seq ?? 0
    const older: RoomEvent = { kind: 'older', before, page: pageFrom('before', before, 50) }
    now = later(now, { kind: 'look', place: before }, older, { kind: 'cut' })
  }
  const read = new Map(now.messages.map((one) => [one.id, one]))
  while (now.hasNewer) {
    const after = newestSeq(now)
    const newer: RoomEvent = { kind: 'newer', after, page: pageFrom('after', after, 50) }
    now = later(now, { kind: 'look', place: after }, newer, { kind: 'cut' })
    for (const one of now.messages) read.set(one.id, one)
  }
  return [...read.values()].sort((one, other) => one.seq - other.seq)
}

function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
