import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addEvent } from '#server/domain/event.ts'
import { acknowledgeNotice, pinNotice, writeNotice } from '#server/domain/notice.ts'
import { closePoll, openPoll, vote } from '#server/domain/poll.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { hearing } from '#tests/domain/access-world.ts'
import { makeCase, makePeople, makePerson, type TestCase, type TestPerson } from './room.ts'
import { type Browser, startServer, type TestServer, until } from './server.ts'

// What cards show arrives as it changes: the same frame for everybody in the channel, and nobody else.

let base: TestDatabase
let server: TestServer
let room: TestCase
let host: TestPerson

beforeAll(async () => {
  base = await freshDatabase()
  server = await startServer(base.db)
  room = await makeCase(base.owner)
  host = await makePerson(base.owner, room.id, { role: 'host' })
})
afterAll(() => server.stop())

async function inside(kind: 'all' | 'buyer' | 'seller', side: 'buyer' | 'seller'): Promise<Browser> {
  const browser = await server.browser(await makePerson(base.owner, room.id, { side }))
  await browser.get('channel.enter', { channelId: room.channels[kind], after: 0 })
  return browser
}

const notice = (changes: Partial<Parameters<typeof writeNotice>[2]> = {}) =>
  writeNotice(base.db, host.viewer, {
    slug: room.slug,
    id: randomUUID(),
    channel: 'all',
    title: '접수 안내',
    body: '함께 내요.',
    pins: true,
    publishAt: null,
    from: null,
    ...changes,
  })
const poll = (changes: Partial<Parameters<typeof openPoll>[2]> = {}) =>
  openPoll(base.db, host.viewer, {
    slug: room.slug,
    id: randomUUID(),
    channel: 'all',
    question: '먼저 낼 곳은?',
    options: ['경찰', '소비자원'],
    multiple: false,
    anonymous: true,
    closesAt: null,
    ...changes,
  })

test('a notice for the whole case is pinned in every channel at once; one of a channel only there', async () => {
  const buyer = await inside('buyer', 'buyer')
  const seller = await inside('seller', 'seller')
  const { id } = await notice()
  await until(() => [buyer, seller].every((each) => each.heard('notices.pinned').length === 1))
  expect(buyer.heard('notices.pinned')).toMatchObject([
    {
      caseId: room.id,
      channel: 'all',
      notices: [{ id, title: '접수 안내', excerpt: '함께 내요.', isWhole: true }],
    },
  ])
  await notice({ channel: 'seller', title: '판매자만 보세요' })
  await until(() => seller.heard('notices.pinned').length === 2)
  await pinNotice(base.db, host.viewer, { slug: room.slug, noticeId: id, to: 'off' })
  await until(() => buyer.heard('notices.pinned').length === 2)
  expect(buyer.heard('notices.pinned').at(-1)).toMatchObject({ channel: 'all', notices: [] })
  expect(JSON.stringify(buyer.heard('notices.pinned'))).not.toContain('판매자만')
  expect(buyer.heard('card.changed')).toEqual([])
})

test('a hundred acks are a handful of numbers to those in the channel, and nothing to others', async () => {
  const one = await inside('all', 'buyer')
  const elsewhere = await inside('seller', 'seller')
  const { id: noticeId } = await notice()
  const people = await makePeople(base.owner, room.id, 100)
  await Promise.all(people.map(({ viewer }) => acknowledgeNotice(base.db, viewer, { noticeId })))
  const counts = () => one.heard('card.counted').filter(({ cardId }) => cardId === noticeId)
  await until(() => counts().at(-1)?.total === 100)
  expect(counts().length).toBeLessThanOrEqual(3)
  expect(counts().at(-1)).toEqual({ channelId: room.channels.all, cardId: noticeId, counts: [], total: 100 })
  expect(elsewhere.heard('card.counted')).toEqual([])
})

test('a poll’s votes and its end arrive; who chose what does not', async () => {
  const one = await inside('all', 'buyer')
  const elsewhere = await inside('buyer', 'buyer')
  const { id: pollId } = await poll()
  const [voter] = await makePeople(base.owner, room.id, 1, { nickname: '비밀투표자' })
  await vote(base.db, voter?.viewer ?? host.viewer, { pollId, choices: [2] })
  await closePoll(base.db, host.viewer, { slug: room.slug, pollId })
  const changes = () => one.heard('card.changed').filter(({ card }) => card.id === pollId)
  await until(() => changes().length === 2)
  expect(one.heard('card.counted').at(-1)).toMatchObject({ cardId: pollId, counts: [0, 1], total: 1 })
  expect(changes().map(({ card }) => card.kind === 'poll' && [card.isClosed, card.voters])).toEqual([
    [false, 0],
    [true, 1],
  ])
  expect(JSON.stringify([changes(), one.heard('card.counted')])).not.toMatch(
    new RegExp(`비밀투표자|${voter?.memberId}|${voter?.accountId}`),
  )
  expect(elsewhere.heard('card.changed')).toEqual([])
})

test('a schedule entry arrives with what it says', async () => {
  const one = await inside('all', 'buyer')
  const id = randomUUID()
  await addEvent(base.db, host.viewer, { slug: room.slug, id, channel: 'all', ...hearing })
  await until(() => one.heard('card.changed').some(({ card }) => card.id === id))
  await until(() => one.heard('case.changed').some(({ what }) => what.includes('events')))
  await until(() =>
    one.heard('channel.changes').some(({ changes }) => changes.some(({ card }) => card?.id === id)),
  )
})
