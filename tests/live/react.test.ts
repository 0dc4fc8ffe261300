import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { follow } from './follow.ts'
import { makeCase, makePeople, makePerson, type TestCase, type TestPerson } from './room.ts'
import { startServer, type TestServer, until } from './server.ts'

let base: TestDatabase
let server: TestServer
let room: TestCase
let minji: TestPerson

beforeAll(async () => {
  base = await freshDatabase()
  server = await startServer(base.db)
  room = await makeCase(base.owner)
  minji = await makePerson(base.owner, room.id)
})
afterAll(() => server.stop())

test('thirty answers to one message arrive as a push or two, each browser counting the same', async () => {
  const channelId = room.channels.all
  const people = await makePeople(base.owner, room.id, 30)
  const writer = await server.browser(minji)
  const one = follow(writer, channelId)
  await one.enter()
  const browsers = await Promise.all(people.map((person) => server.browser(person)))
  const words = { channelId, clientId: randomUUID(), body: '모두 받으셨나요', replyTo: null }
  const { id: messageId } = await writer.get('message.post', words)
  const revs = await Promise.all(
    browsers.map(async (browser) => {
      const wish = { channelId, messageId, emoji: '✅' as const, on: true }
      return (await browser.get('message.react', wish)).rev
    }),
  )
  expect(new Set(revs).size).toBeLessThanOrEqual(2)
  await until(() => one.last() === Math.max(...revs))
  expect(one.held()).toMatchObject([{ id: messageId, reactions: [{ emoji: '✅', count: 30 }] }])
  expect(one.asks.gaps).toBe(0)
})

test('what is no reaction of ours, or to a message elsewhere, is refused', async () => {
  const browser = await server.browser(minji)
  const channelId = room.channels.all
  const wish = { channelId, messageId: randomUUID(), on: true }
  for (const emoji of ['🔥', '<b>', '', '👍👍']) {
    expect(await browser.ask('message.react', { ...wish, emoji } as never)).toMatchObject({
      ok: false,
      code: 'live.bad_shape',
    })
  }
  expect(await browser.ask('message.react', { ...wish, emoji: '👍' })).toMatchObject({
    ok: false,
    code: 'shared.not_found',
  })
})
