import { randomUUID } from 'node:crypto'
import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Db } from '#db/client.ts'
import { postMessage } from '#server/domain/message.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { follow } from './follow.ts'
import { makeCase, makePeople } from './room.ts'
import { startServer, type TestServer, until } from './server.ts'

let base: TestDatabase
let server: TestServer
/** The handle the server works with, and therefore hears. */
let counted: Db
let queries = 0

const counting: KyselyPlugin = {
  transformQuery({ node }) {
    queries += 1
    return node
  },
  transformResult: async ({ result }) => result,
}

beforeAll(async () => {
  base = await freshDatabase()
  counted = base.db.withPlugin(counting)
  server = await startServer(counted)
})
afterAll(() => server.stop())

test('when all browsers come back at once they catch up from memory, without a query each', async () => {
  const crowd = 100
  const calm = await makeCase(base.owner)
  const channelId = calm.channels.all
  const people = await makePeople(base.owner, calm.id, crowd)
  const browsers = await Promise.all(people.map((person) => server.browser(person)))
  const rooms = browsers.map((browser) => follow(browser, channelId))
  for (const room of rooms) await room.enter()
  const [sora] = people
  const [browser] = browsers
  if (!sora || !browser) throw new Error('nobody')
  const post = () =>
    browser.get('message.post', { channelId, clientId: randomUUID(), body: '돌아오세요', replyTo: null })
  await post()
  await until(() => rooms.every((room) => room.last() === 1))
  for (const one of browsers.slice(1)) one.socket.io.reconnection(false)
  for (const one of browsers.slice(1)) one.socket.io.engine.close()
  await until(() => server.live.count() === 1)
  for (let n = 0; n < 100; n += 20) await Promise.all(Array.from({ length: 20 }, post))
  queries = 0
  for (const one of browsers.slice(1)) one.socket.connect()
  await until(() => rooms.every((room) => room.last() === 101))
  expect(queries).toBeLessThanOrEqual(crowd * 0.05)
  for (const room of rooms) expect(room.held()).toHaveLength(101)
})

test('a channel nobody was in reads once for all who come at the same time', async () => {
  const crowd = 60
  const calm = await makeCase(base.owner)
  const channelId = calm.channels.all
  const people = await makePeople(base.owner, calm.id, crowd)
  for (const who of people.slice(0, 20)) {
    await postMessage(base.db, who.viewer, { channelId, clientId: randomUUID(), body: '먼저', replyTo: null })
  }
  const browsers = await Promise.all(people.map((person) => server.browser(person)))
  const rooms = browsers.map((browser, at) => follow(browser, channelId, at % 20))
  queries = 0
  await Promise.all(rooms.map((room) => room.enter()))
  expect(rooms.map((room) => room.last())).toEqual(rooms.map(() => 20))
  // Memberships are asked for many at once, and what there is to read a handful of times.
  expect(queries).toBeLessThan(crowd / 2 + 12)
})

test('long messages that memory cannot hold are read once a page, not all of them again for each', async () => {
  const [long, messages] = ['길'.repeat(1990), 420]
  const calm = await makeCase(base.owner)
  const channelId = calm.channels.all
  const [early, late] = await makePeople(base.owner, calm.id, 2)
  if (!early || !late) throw new Error('nobody')
  const reader = follow(await server.browser(early), channelId)
  await reader.enter()
  for (let n = 0; n < messages; n += 20) {
    const drafts = Array.from({ length: 20 }, () => ({
      channelId,
      clientId: randomUUID(),
      body: long,
      replyTo: null,
    }))
    await Promise.all(drafts.map((draft) => postMessage(counted, early.viewer, draft)))
  }
  await until(() => reader.last() === messages)
  const room = follow(await server.browser(late), channelId)
  queries = 0
  await room.enter()
  await until(() => room.last() === messages)
  const fromMemory = 10
  expect(room.asks.entries).toBeGreaterThan(fromMemory)
  // A page from the database takes two questions, who asks and what changed.
  expect(queries).toBeLessThan(2 * room.asks.entries)
})
