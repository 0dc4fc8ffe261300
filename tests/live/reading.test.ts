import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { markRead, unreadIn } from '#server/domain/reading.ts'
import { announce, inTransaction } from '#server/domain/transaction.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePeople, makePerson, type TestCase, type TestPerson } from './room.ts'
import { type Browser, startServer, type TestServer, until } from './server.ts'

let base: TestDatabase
let server: TestServer
let room: TestCase
let taeho: TestPerson

beforeAll(async () => {
  base = await freshDatabase()
  server = await startServer(base.db)
  room = await makeCase(base.owner)
  taeho = await makePerson(base.owner, room.id, { side: 'both' })
})
afterAll(() => server.stop())

const enter = (browser: Browser, channelId: string) => browser.get('channel.enter', { channelId, after: 0 })
const say = async (browser: Browser, channelId: string) =>
  (await browser.get('message.post', { channelId, clientId: randomUUID(), body: '말', replyTo: null })).seq

async function inChannel(person: TestPerson, channelId: string, device = 'a1'): Promise<Browser> {
  const browser = await server.browser(person, device)
  await enter(browser, channelId)
  return browser
}

test('what one device read, the others of the same person hear, wherever in the room they are', async () => {
  const minji = await makePerson(base.owner, room.id)
  const { all, buyer } = room.channels
  const writer = await inChannel(taeho, all)
  const phone = await inChannel(minji, all, 'phone')
  const desk = await inChannel(minji, buyer, 'desk')
  const seq = await say(writer, all)
  expect(await phone.get('channel.read', { channelId: all, seq })).toEqual({ seq })
  await until(() => desk.heard('channel.read').length > 0)
  expect(desk.heard('channel.read')).toEqual([{ channelId: all, seq }])
  // Read already: nothing is told, and nothing comes back.
  expect(await desk.get('channel.read', { channelId: all, seq })).toEqual({ seq })
  expect(await desk.get('channel.read', { channelId: all, seq: 1 })).toEqual({ seq })
  const later = await say(writer, all)
  expect(await desk.get('channel.read', { channelId: all, seq: later })).toEqual({ seq: later })
  await until(() => phone.heard('channel.read').length > 0)
  expect(phone.heard('channel.read')).toEqual([{ channelId: all, seq: later }])
  expect(desk.heard('channel.read')).toHaveLength(1)
  expect(writer.heard('channel.read')).toEqual([])
})

test('who sits in one channel hears how many messages came in the others they read, and only in those', async () => {
  const minji = await makePerson(base.owner, room.id)
  const { all, buyer, seller } = room.channels
  const writer = await inChannel(taeho, all)
  for (const channelId of [buyer, seller]) await enter(writer, channelId)
  const reader = await inChannel(minji, all)
  for (let count = 0; count < 3; count += 1) await say(writer, seller)
  const seqs = [await say(writer, buyer), await say(writer, buyer), await say(writer, buyer)]
  const heard = () => reader.heard('channel.posted')
  await until(() => heard().reduce((sum, { count }) => sum + count, 0) === 3)
  expect(heard().at(-1)).toMatchObject({ channelId: buyer, to: seqs.at(-1) })
  await say(writer, all)
  await until(() => reader.heard('channel.changes').length > 0)
  expect(new Set(heard().map(({ channelId }) => channelId))).toEqual(new Set([buyer]))
})

test('who was removed hears of neither', async () => {
  const minji = await makePerson(base.owner, room.id)
  const { all, buyer } = room.channels
  const writer = await inChannel(taeho, all)
  const desk = await inChannel(minji, buyer)
  const bystander = await inChannel(taeho, buyer, 'desk')
  const { memberId, accountId } = minji
  await inTransaction(base.db, async (tx) => {
    const left = { left_at: new Date(), left_why: 'removed' as const }
    await tx.updateTable('member').set(left).where('id', '=', memberId).execute()
    announce(tx, { kind: 'member.left', caseId: room.id, memberId, accountId })
  })
  const seq = await say(writer, all)
  await until(() => bystander.heard('channel.posted').length > 0)
  await expect(markRead(base.db, minji.viewer, { channelId: all, seq })).rejects.toMatchObject({
    code: 'shared.not_found',
  })
  expect(desk.heard('channel.posted')).toEqual([])
  expect(desk.heard('farewell')).toMatchObject([{ why: 'member' }])
})

test('two hundred readers of one message are a few commits, and each mark stands', async () => {
  const people = await makePeople(base.owner, room.id, 200)
  const { all } = room.channels
  const writer = await inChannel(taeho, all)
  const readers = await Promise.all(people.map((person) => inChannel(person, all)))
  const seq = await say(writer, all)
  await Promise.all(readers.map((reader) => reader.get('channel.read', { channelId: all, seq })))
  const { rows } = await sql<{ marks: number; commits: number }>`
    select count(*) as marks, count(distinct xmin::text) as commits
    from read_mark where channel_id = ${all} and seq = ${seq}`.execute(base.owner)
  expect(rows[0]?.marks).toBe(200)
  expect(rows[0]?.commits).toBeLessThanOrEqual(3)
  for (const { viewer } of [people[0], people.at(-1)] as TestPerson[]) {
    const [first] = await unreadIn(base.db, viewer, { slug: room.slug })
    expect(first).toMatchObject({ kind: 'all', readSeq: seq, unread: 0 })
  }
})
