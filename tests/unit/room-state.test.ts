import { describe, expect, it } from 'vitest'
import {
  isBehind,
  newBelow,
  newestSeq,
  openRoom,
  type Pending,
  type RoomEvent,
  type RoomState,
  roomAfter,
} from '#app/live/room-state.ts'
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
    at: '2026-01-05T03:00:00.000Z',
    state: 'sending',
    code: null,
    ...more,
  }
}

const room = (
  messages: MessageView[],
  more: Partial<{ head: number; hasOlder: boolean; read: number }> = {},
) =>
  openRoom(
    minji,
    { messages, head: more.head ?? messages.at(-1)?.rev ?? 0, hasOlder: more.hasOlder ?? false },
    more.read ?? 0,
  )

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

describe('older pages', () => {
  it('go before what is held and leave the revision alone', () => {
    const state = later(room([message(5)], { hasOlder: true }), {
      kind: 'older',
      before: 5,
      messages: [message(3), message(4)],
      hasOlder: true,
    })
    expect(seqs(state)).toEqual([3, 4, 5])
    expect(state.last).toBe(5)
  })

  it('asked for from another place are ignored', () => {
    const before = room([message(5)], { hasOlder: true })
    expect(later(before, { kind: 'older', before: 4, messages: [message(3)], hasOlder: false })).toBe(before)
  })

  it('do not bring back words edited or deleted meanwhile', () => {
    const state = later(
      room([message(5)], { hasOlder: true }),
      frame(5, 6, [message(3, { rev: 6, body: null })]),
    )
    expect(seqs(state)).toEqual([5])
    const more = later(state, {
      kind: 'older',
      before: 5,
      messages: [message(3), message(4)],
      hasOlder: false,
    })
    expect(more.messages.map((one) => one.body)).toEqual([null, '글 4', '글 5'])
  })

  it('come back after the start was let go', () => {
    const state = later(room([message(1), message(2), message(3)]), { kind: 'trim', keep: 2 })
    expect(seqs(state)).toEqual([2, 3])
    expect(state.hasOlder).toBe(true)
    const back = later(state, { kind: 'older', before: 2, messages: [message(1)], hasOlder: false })
    expect(seqs(back)).toEqual([1, 2, 3])
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
})

describe('any order, repetition and loss of frames', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    it(`ends as the fresh list (seed ${seed})`, () => {
      const { state, fresh } = stormyRun(seed)
      expect(state.messages).toEqual(fresh.filter((one) => one.seq >= (state.messages[0]?.seq ?? 0)))
      expect(state.messages.at(-1)).toEqual(fresh.at(-1))
      expect(readToTheStart(state, fresh).messages).toEqual(fresh)
    })
  }
})

/** A server with one channel, enough of it to answer what a browser asks. */
function channelServer(random: () => number) {
  const now = new Map<string, MessageView>()
  let head = 0
  const list = () => [...now.values()].sort((a, b) => a.seq - b.seq)
  const changesAfter = (rev: number, limit = Number.POSITIVE_INFINITY) => {
    const changes = list()
      .filter((one) => one.rev > rev)
      .sort((a, b) => a.rev - b.rev)
    const page = changes.slice(0, limit)
    return { from: rev, to: page.length < changes.length ? (page.at(-1)?.rev ?? rev) : head, changes: page }
  }
  const change = () => {
    head += 1
    const known = list()
    const chosen = known[Math.floor(random() * known.length)]
    if (!chosen || random() < 0.6) now.set(id(head), message(head))
    else if (chosen.body !== null && random() < 0.3) now.set(chosen.id, { ...chosen, rev: head, body: null })
    else if (chosen.body !== null) now.set(chosen.id, { ...chosen, rev: head, body: `고친 글 ${head}` })
    else now.set(id(head), message(head))
  }
  const commit = (): Pick<ChannelChanges, 'from' | 'to' | 'changes'> => {
    const from = head
    for (let left = 1 + Math.floor(random() * 3); left > 0; left -= 1) change()
    return { ...changesAfter(from), from, to: head }
  }
  const before = (seq: number, size: number) => {
    const older = list().filter((one) => one.seq < seq)
    return { messages: older.slice(-size), hasOlder: older.length > size }
  }
  return { commit, list, changesAfter, before, head: () => head }
}

function stormyRun(seed: number) {
  const random = seededRandom(seed)
  const server = channelServer(random)
  for (let count = 0; count < 10; count += 1) server.commit()
  const first = server.before(Number.POSITIVE_INFINITY, 5)
  let state = openRoom(minji, { ...first, head: server.head() }, 0)
  const inFlight: RoomEvent[] = []
  for (let step = 0; step < 120; step += 1) {
    const sent: RoomEvent = { kind: 'changes', frame: server.commit() }
    if (random() < 0.8) inFlight.push(sent)
    if (random() < 0.2) inFlight.push(sent)
    if (random() < 0.1) inFlight.push({ kind: 'head', head: server.head() })
    const oldest = state.messages[0]?.seq ?? 0
    if (random() < 0.1) inFlight.push({ kind: 'older', before: oldest, ...server.before(oldest, 4) })
    if (random() < 0.05) inFlight.push({ kind: 'trim', keep: 6 })
    if (isBehind(state) && random() < 0.3) {
      inFlight.push({ kind: 'changes', frame: server.changesAfter(state.last, 7) })
    }
    while (inFlight.length > 0 && random() < 0.6) {
      const [event] = inFlight.splice(Math.floor(random() * inFlight.length), 1)
      if (event) state = roomAfter(state, event)
    }
  }
  state = later(state, ...inFlight, { kind: 'head', head: server.head() })
  while (isBehind(state)) {
    state = roomAfter(state, { kind: 'changes', frame: server.changesAfter(state.last, 7) })
  }
  return { state, fresh: server.list() }
}

function readToTheStart(state: RoomState, fresh: MessageView[]): RoomState {
  let now = state
  while (now.hasOlder) {
    const before = now.messages[0]?.seq ?? 0
    const older = fresh.filter((one) => one.seq < before)
    now = roomAfter(now, { kind: 'older', before, messages: older.slice(-3), hasOlder: older.length > 3 })
  }
  return now
}

function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
