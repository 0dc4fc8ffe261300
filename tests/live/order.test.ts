import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeChannel, slowChannel } from '#server/domain/order.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePeople, makePerson, type TestCase, type TestPerson } from './room.ts'
import { startServer, type TestServer, until } from './server.ts'

let base: TestDatabase
let server: TestServer
let room: TestCase
let sora: TestPerson
let minji: TestPerson

beforeAll(async () => {
  base = await freshDatabase()
  server = await startServer(base.db)
  room = await makeCase(base.owner)
  sora = await makePerson(base.owner, room.id, { role: 'host' })
  minji = await makePerson(base.owner, room.id)
})
afterAll(() => server.stop())

const post = () => ({
  channelId: room.channels.all,
  clientId: randomUUID(),
  body: '저도요',
  replyTo: null,
})
const enter = { after: 0 }

test('a change of the channel reaches who is in it and who comes later; the refusal says how long to wait', async () => {
  const channelId = room.channels.all
  const inside = await server.browser(minji)
  const before = await inside.get('channel.enter', { channelId, ...enter })
  expect(before.order).toEqual({ rev: 0, slowSeconds: 0, slowLeftMs: 0, hostsOnly: false })
  await slowChannel(base.db, sora.viewer, { slug: room.slug, kind: 'all', seconds: 60, minutes: 10 })
  await until(() => inside.heard('channel.state').length === 1)
  expect(inside.heard('channel.state')[0]).toMatchObject({ channelId, rev: 1, slowSeconds: 60 })

  const later = await server.browser(minji, 'b2')
  const entered = await later.get('channel.enter', { channelId, ...enter })
  expect(entered.order).toMatchObject({ rev: 1, slowSeconds: 60, hostsOnly: false })
  expect(entered.order.slowLeftMs).toBeGreaterThan(590_000)
  expect(entered.order.slowLeftMs).toBeLessThanOrEqual(600_000)

  await inside.get('message.post', post())
  const refused = await inside.ask('message.post', post())
  expect(refused).toMatchObject({ ok: false, code: 'message.slow', retryAfterMs: expect.any(Number) })
})

test('only hosts: said, and kept for those who come back without asking the database again', async () => {
  const channelId = room.channels.seller
  const crowd = await makePeople(base.owner, room.id, 20, { side: 'seller' })
  const first = await server.browser(crowd[0] as TestPerson)
  await first.get('channel.enter', { channelId, ...enter })
  await closeChannel(base.db, sora.viewer, { slug: room.slug, kind: 'seller', hostsOnly: true })
  await until(() => first.heard('channel.state').length === 1)
  // What only the memory of the server can still know: were it read again, it would be another.
  await base.owner
    .updateTable('channel')
    .set({ hosts_only: false, order_rev: 99 })
    .where('id', '=', channelId)
    .execute()
  const browsers = await Promise.all(crowd.map((person) => server.browser(person, 'again')))
  const answers = await Promise.all(browsers.map((one) => one.get('channel.enter', { channelId, ...enter })))
  expect(answers.map(({ order }) => order.rev)).toEqual(crowd.map(() => 1))
  expect(answers.every(({ order }) => order.hostsOnly)).toBe(true)
})
