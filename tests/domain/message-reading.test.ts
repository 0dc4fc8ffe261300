import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { deleteMessage, postMessage } from '#server/domain/message.ts'
import { markRead, unreadIn } from '#server/domain/reading.ts'
import { nobody } from '#server/domain/viewer.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'

let base: TestDatabase
let room: TestCase
let minji: TestPerson
let taeho: TestPerson

beforeAll(async () => {
  base = await freshDatabase()
  room = await makeCase(base.owner)
  minji = await makePerson(base.owner, room.id, { side: 'buyer' })
  taeho = await makePerson(base.owner, room.id, { side: 'both' })
})

const say = (who: TestPerson, channelId = room.channels.all) =>
  postMessage(base.db, who.viewer, { channelId, clientId: randomUUID(), body: '말', replyTo: null })
const unreadOf = async (who: TestPerson) =>
  Object.fromEntries((await unreadIn(base.db, who.viewer, { slug: room.slug })).map((one) => [one.kind, one]))

test('unread counts others messages after the mark, in the channels one sees', async () => {
  const first = await say(taeho)
  const second = await say(taeho)
  await say(minji)
  expect(Object.keys(await unreadOf(minji))).toEqual(['all', 'buyer'])
  expect(Object.keys(await unreadOf(taeho))).toEqual(['all', 'buyer', 'seller'])
  expect((await unreadOf(minji)).all).toMatchObject({ readSeq: null, unread: 2, head: 3 })
  await markRead(base.db, minji.viewer, { channelId: room.channels.all, seq: first.seq })
  expect((await unreadOf(minji)).all).toMatchObject({ readSeq: first.seq, unread: 1 })
  await deleteMessage(base.db, taeho.viewer, { messageId: second.id })
  expect((await unreadOf(minji)).all).toMatchObject({ unread: 0 })
})

test('a newcomer has not left unread what was said before', async () => {
  const sora = await makePerson(base.owner, room.id, { role: 'host' })
  expect((await unreadOf(sora)).all).toMatchObject({ readSeq: null, unread: 0 })
  await say(taeho)
  expect((await unreadOf(sora)).all).toMatchObject({ unread: 1 })
})

test('the mark never moves back and not beyond the newest', async () => {
  const mark = (seq: number) => markRead(base.db, minji.viewer, { channelId: room.channels.all, seq })
  expect(await mark(2)).toEqual({ seq: 2 })
  expect(await mark(1)).toEqual({ seq: 2 })
  const { seq } = await say(taeho)
  expect(await mark(1_000_000)).toEqual({ seq })
})

test('marks and counts are for members who see the channel', async () => {
  const jun = await makePerson(base.owner, (await makeCase(base.owner)).id)
  const refused = expect.objectContaining({ code: 'shared.not_found' })
  for (const viewer of [jun.viewer, nobody]) {
    await expect(markRead(base.db, viewer, { channelId: room.channels.all, seq: 1 })).rejects.toEqual(refused)
    await expect(unreadIn(base.db, viewer, { slug: room.slug })).rejects.toEqual(refused)
  }
  await expect(markRead(base.db, minji.viewer, { channelId: room.channels.seller, seq: 1 })).rejects.toEqual(
    refused,
  )
})
