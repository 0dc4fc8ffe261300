import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { OwnPinned } from '#app/live/card-door.ts'
import { type CardDoor, createCardStore } from '#app/live/card-store.ts'
import { withPins } from '#app/live/use-cards.ts'
import { type CardRef, cardRefs, type NoticeCard, type OwnCard, type PollCard } from '#app/shapes/card.ts'

const ids = ['a', 'b', 'c'].map((letter) => `5d1c28ad-2f0c-4b1f-8d4e-0c51a9a4c00${letter}`) as [
  string,
  string,
  string,
]
const [first, second, third] = ids

const notice = (changes: Partial<NoticeCard> = {}): NoticeCard => ({
  kind: 'notice',
  id: first,
  channel: 'all',
  title: '안내',
  body: '내용',
  by: '소라',
  at: '2026-11-22T00:00:00.000Z',
  editedAt: null,
  pinned: true,
  acks: 0,
  ...changes,
})
const poll = (changes: Partial<PollCard> = {}): PollCard => ({
  kind: 'poll',
  id: second,
  channel: 'all',
  question: '어디에?',
  multiple: false,
  anonymous: true,
  closesAt: null,
  isClosed: false,
  by: '민지',
  at: '2026-11-22T00:00:00.000Z',
  voters: 0,
  options: [
    { no: 1, label: '경찰', votes: 0 },
    { no: 2, label: '소비자원', votes: 0 },
  ],
  ...changes,
})

/** A door that keeps what it was asked and answers with what it was given. */
function doorWith(stored: readonly OwnCard[], refusal: string | null = null) {
  const asked: CardRef[][] = []
  const door: CardDoor = {
    async load(refs) {
      asked.push([...refs])
      return stored.filter(({ card }) => refs.some(({ id }) => id === card.id))
    },
    ack: async () => (refusal ? { code: refusal } : { acks: 7 }),
    vote: async (_, choices) => (refusal ? { code: refusal } : { voters: 3, counts: [1, choices.length] }),
  }
  return { door, asked }
}
const own = (card: OwnCard['card'], more: Partial<OwnCard> = {}): OwnCard => ({
  card,
  acked: false,
  choices: [],
  ...more,
})

describe('cards of a page', () => {
  test('that are not known are asked for once, those of a screen together', async () => {
    const { door, asked } = doorWith([own(notice()), own(poll())])
    const store = createCardStore(door, [])
    let drawn = 0
    store.subscribe(() => {
      drawn += 1
    })
    store.want({ kind: 'notice', id: first })
    store.want({ kind: 'poll', id: second })
    store.want({ kind: 'notice', id: first })
    store.want({ kind: 'poll', id: third })
    await sleep(80)
    expect(asked).toEqual([
      [
        { kind: 'notice', id: first },
        { kind: 'poll', id: second },
        { kind: 'poll', id: third },
      ],
    ])
    expect([store.get(first)?.card.kind, store.get(second)?.card.kind, store.get(third)]).toEqual([
      'notice',
      'poll',
      undefined,
    ])
    expect(drawn).toBe(2)
    store.want({ kind: 'notice', id: first })
    await sleep(80)
    expect(asked).toHaveLength(1)
  })

  test('take what is pushed and keep what is the viewer’s own', () => {
    const store = createCardStore(doorWith([]).door, [
      own(notice(), { acked: true }),
      own(poll(), { choices: [2] }),
    ])
    store.changed(notice({ title: '고친 안내', acks: 5 }))
    store.counted({ cardId: second, counts: [4, 6], total: 9 })
    store.counted({ cardId: third, counts: [1], total: 1 })
    expect(store.get(first)).toMatchObject({ acked: true, card: { title: '고친 안내', acks: 5 } })
    expect(store.get(second)).toMatchObject({
      choices: [2],
      card: { voters: 9, options: [{ votes: 4 }, { votes: 6 }] },
    })
    expect(store.get(third)).toBeUndefined()
  })

  test('that nobody acted on yet need not be asked for; others do', () => {
    const store = createCardStore(doorWith([]).door, [])
    store.changed(notice())
    store.changed(poll({ voters: 3 }))
    expect(store.get(first)).toMatchObject({ acked: false })
    expect(store.get(second)).toBeUndefined()
  })

  test('show an act at once when it went through, and nothing when it was refused', async () => {
    const done = createCardStore(doorWith([]).door, [own(notice()), own(poll())])
    expect([await done.ack(first), await done.vote(second, [2])]).toEqual([null, null])
    expect(done.get(first)).toMatchObject({ acked: true, card: { acks: 7 } })
    expect(done.get(second)).toMatchObject({ choices: [2], card: { voters: 3 } })
    const refused = createCardStore(doorWith([], 'poll.closed').door, [own(poll())])
    expect(await refused.vote(second, [1])).toBe('poll.closed')
    expect(refused.get(second)).toEqual(own(poll()))
  })

  test('are asked for again when something may have been missed', async () => {
    const { door, asked } = doorWith([own(notice({ acks: 9 }))])
    const store = createCardStore(door, [own(notice())])
    store.refresh()
    await sleep(20)
    expect(asked).toEqual([[{ kind: 'notice', id: first }]])
    expect(store.get(first)).toMatchObject({ card: { acks: 9 } })
  })
})

describe('the bar', () => {
  const pin = (id: string, channel: 'all' | 'buyer', acked = false): OwnPinned => ({
    ...{ id, channel, title: id, excerpt: '', isWhole: true, by: '소라', at: '2026-11-22T00:00:00.000Z' },
    ...{ acks: 0, acked },
  })
  const shown = (pins: readonly OwnPinned[]) => pins.map(({ id, acked }) => [id, acked])

  test('takes what is pinned in its channel, above what is pinned for all, and remembers what was confirmed', () => {
    const before = [pin(first, 'buyer', true), pin(second, 'all', true)]
    expect(shown(withPins(before, 'buyer', [pin(third, 'buyer'), pin(first, 'buyer')]))).toEqual([
      [third, false],
      [first, true],
      [second, true],
    ])
    expect(shown(withPins(before, 'all', []))).toEqual([[first, true]])
    expect(shown(withPins([], 'all', [pin(second, 'all')]))).toEqual([[second, false]])
  })
})

test.each([
  [`notice.${first},poll.${second}`, 2],
  [`notice.${first}`, 1],
  ['', 0],
  [null, 0],
  [`file.${first}`, 0],
  ['notice.1', 0],
  [`notice.${first.toUpperCase()}`, 0],
  [Array.from({ length: 80 }, () => `notice.${first}`).join(','), 50],
])('%j names that many cards', (written, count) => {
  expect(cardRefs(written)).toHaveLength(count)
})
