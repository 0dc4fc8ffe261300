import { describe, expect, test } from 'vitest'
import type { MessageView } from '#app/shapes/live.ts'
import { type DeviceLog, type Stored, type StoredChannel, violations } from '#tests/chaos/invariants.ts'
import { bare } from '#tests/messages.ts'

// The judge of every fault test must itself be able to find each kind of guilt.

const channelId = 'channel'

function view(seq: number, more: Partial<MessageView> = {}): MessageView {
  return {
    ...bare,
    ...{ id: `m${seq}`, clientId: `c${seq}`, seq, rev: seq, body: `말 ${seq}` },
    author: { id: 'minji', nickname: '민지', side: 'buyer', role: 'member' },
    ...{ replyTo: null, at: '2024-08-16T00:00:00.000Z', editedAt: null },
    ...more,
  }
}

const views = [view(1), view(2), view(3)]

function channel(of: readonly MessageView[] = views, more: Partial<StoredChannel> = {}): StoredChannel {
  const rows = of.map(({ id, clientId, seq, rev, author }) => ({
    id,
    clientId,
    seq,
    rev,
    authorId: author.id,
  }))
  return { channelId, head: Math.max(0, ...of.map(({ rev }) => rev)), rows, views: of, ...more }
}

function stored(one: StoredChannel = channel(), more: Partial<Stored> = {}): Stored {
  return { channels: [one], miscounted: [], brokenLedgers: [], badFiles: [], ...more }
}

function device(more: Partial<DeviceLog> = {}): DeviceLog {
  return {
    ...{ name: '민지', channelId, sent: new Set(['c1', 'c2', 'c3']), refused: new Map() },
    acks: views.map(({ id, clientId, seq }) => ({ id, clientId, seq })),
    ...{ view: views, last: 3 },
    ...more,
  }
}

describe('nothing is found', () => {
  test('where all is as it was promised', () => {
    expect(violations([device()], stored())).toEqual([])
  })

  test('where a message was stored although its answer was lost', () => {
    expect(violations([device({ acks: [] })], stored())).toEqual([])
  })

  test('where a message was sent, never answered and never stored', () => {
    const sent = new Set(['c1', 'c2', 'c3', 'c4'])
    expect(violations([device({ sent })], stored())).toEqual([])
  })

  test('where a message was changed later', () => {
    const changed = [view(1), view(2, { rev: 4, body: null, gone: 'deleted' }), view(3)]
    expect(violations([device({ view: changed, last: 4 })], stored(channel(changed)))).toEqual([])
  })

  test('where a message was answered twice alike', () => {
    const twice = [...device().acks, ...device().acks]
    expect(violations([device({ acks: twice })], stored())).toEqual([])
  })
})

describe('what a device wrote down is held against the rows', () => {
  const two = [view(1), view(2)]
  const knowsTwo = { view: two, last: 2 }

  test('an answered message that is lost', () => {
    const broken = violations([device(knowsTwo)], stored(channel(two)))
    expect(broken).toEqual(['민지: answered message c3 (seq 3) is lost'])
  })

  test('an answered message that stands elsewhere', () => {
    const acks = [{ clientId: 'c1', id: 'm1', seq: 2 }]
    expect(violations([device({ acks })], stored())).toEqual([
      '민지: message c1 was answered at seq 2 and stands at 1',
    ])
  })

  test('a second answer that differs from the first', () => {
    const acks = [...device().acks, { clientId: 'c1', id: 'other', seq: 1 }]
    expect(violations([device({ acks })], stored())).toHaveLength(1)
  })

  test('a message stored twice, answered or not', () => {
    const twice = [view(1), view(2), view(3, { clientId: 'c2' })]
    const log = device({ acks: [], view: twice })
    expect(violations([log], stored(channel(twice)))).toEqual(['stored 2 times: author and message minji c2'])
  })

  test('a message that was refused and stored', () => {
    const refused = new Map([['c2', 'message.too_long']])
    expect(violations([device({ acks: [], refused })], stored())).toEqual([
      '민지: message c2 was refused (message.too_long) and stored',
    ])
  })

  test('a message nobody sent', () => {
    expect(violations([device({ sent: new Set(['c1', 'c2']) })], stored())).toEqual([
      'stored but never sent: c3',
    ])
  })

  test('a device whose channel was not looked at', () => {
    expect(violations([device({ channelId: 'other' })], stored())).toContain(
      '민지: its channel was not looked at',
    )
  })
})

describe('places and revisions', () => {
  test.each<[string, StoredChannel]>([
    ['a hole', channel([view(1), view(3)])],
    ['a head beyond the last', channel(views, { head: 4 })],
    ['a head before the last', channel(views, { head: 2 })],
    ['two at one place', channel([view(1), view(2), view(2, { id: 'm3', clientId: 'c3', rev: 3 })])],
    ['two at one revision', channel([view(1), view(2, { rev: 3 }), view(3)])],
    ['a revision older than its message', channel([view(1), view(2, { rev: 1 }), view(3, { rev: 2 })])],
  ])('%s is found', (_, one) => {
    expect(violations([], stored(one)).some((each) => each.startsWith('channel'))).toBe(true)
  })
})

describe('what a device shows is held against a fresh load', () => {
  test.each<[string, Partial<DeviceLog>, string]>([
    ['a gap', { view: [view(1), view(3)] }, '민지: shows seq 3 where 2 stands'],
    ['a missing end', { view: [view(1), view(2)] }, '민지: does not show seq 3 and what follows'],
    ['one twice', { view: [view(1), view(2), view(2), view(3)] }, '민지: shows seq 2 where 3 stands'],
    ['one too many', { view: [...views, view(4)] }, '민지: shows seq 4 beyond the end'],
    ['another order', { view: [view(2), view(1), view(3)] }, '민지: shows seq 2 where 1 stands'],
    [
      'other words',
      { view: [view(1), view(2, { body: '다른 말' }), view(3)] },
      '민지: shows seq 2 otherwise than it is stored',
    ],
    [
      'words that are gone',
      { view: [view(1, { gone: 'hidden' }), view(2), view(3)] },
      '민지: shows seq 1 otherwise than it is stored',
    ],
    ['a device that is behind', { last: 2 }, '민지: knows everything up to 2, the head is 3'],
  ])('%s is found', (_, log, sentence) => {
    expect(violations([device(log)], stored())).toEqual([sentence])
  })
})

test.each<[string, Partial<Stored>]>([
  ['counter: members', { miscounted: ['members'] }],
  ['ledger: case 1 at entry 2', { brokenLedgers: ['case 1 at entry 2'] }],
  ['file: key: gone', { badFiles: ['key: gone'] }],
])('%s is passed on', (sentence, more) => {
  expect(violations([device()], stored(channel(), more))).toEqual([sentence])
})
