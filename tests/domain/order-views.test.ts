import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { caseFrame } from '#server/domain/case-frame.ts'
import { memberFor, muteMember, staffOf, unmuteMember } from '#server/domain/member.ts'
import { postMessage } from '#server/domain/message.ts'
import {
  askForReview,
  hideMessage,
  keepMessage,
  lookAt,
  moderationLog,
  orderQueue,
  refuseAppeal,
} from '#server/domain/moderation.ts'
import { slowChannel, voiceIn } from '#server/domain/order.ts'
import { reportMessage } from '#server/domain/report.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'

// What people are shown of the order of a room, and before they act on it.

let base: TestDatabase
let room: TestCase
let sora: TestPerson
let minji: TestPerson
let taeho: TestPerson

beforeEach(async () => {
  base ??= await freshDatabase()
  const joinedAt = new Date(Date.now() - 3_600_000)
  room = await makeCase(base.owner)
  sora = await makePerson(base.owner, room.id, { role: 'host', nickname: `소라 ${room.slug}` })
  minji = await makePerson(base.owner, room.id, { joinedAt })
  taeho = await makePerson(base.owner, room.id, { side: 'seller', joinedAt })
})

const say = async (who: TestPerson, channelId = room.channels.all) => {
  const draft = { channelId, clientId: randomUUID(), body: '살펴볼 글', replyTo: null }
  return (await postMessage(base.db, who.viewer, draft)).id
}
const look = (who: TestPerson, messageId: string) =>
  lookAt(base.db, who.viewer, { slug: room.slug, messageId })
const waiting = async (who: TestPerson) => (await caseFrame(base.db, who.viewer, { slug: room.slug })).waiting
const voice = () => voiceIn(base.db, minji.viewer, { slug: room.slug, kind: 'all' })
const notFound = expect.objectContaining({ code: 'shared.not_found' })

test('hidden words are for their author and the staff, and for nobody else', async () => {
  const id = await say(minji)
  expect(await look(taeho, id)).toMatchObject({ body: '살펴볼 글', isMine: false, mayKeep: false })
  await hideMessage(base.db, sora.viewer, { messageId: id, why: 'abuse' })
  expect(await look(taeho, id)).toMatchObject({ body: null, gone: 'hidden', goneWhy: 'abuse' })
  expect(await look(minji, id)).toMatchObject({
    body: '살펴볼 글',
    isMine: true,
    mayKeep: false,
    appeal: null,
  })
  expect(await look(sora, id)).toMatchObject({ body: '살펴볼 글', isMine: false, mayKeep: true })
  await askForReview(base.db, minji.viewer, { messageId: id })
  expect(await look(sora, id)).toMatchObject({ appeal: 'open' })
  await refuseAppeal(base.db, sora.viewer, { messageId: id })
  expect(await look(minji, id)).toMatchObject({ appeal: 'kept' })
})

test('a message of another channel or another case is not found', async () => {
  const sellers = await say(taeho, room.channels.seller)
  await expect(look(minji, sellers)).rejects.toEqual(notFound)
  expect(await look(taeho, sellers)).toMatchObject({ channel: 'seller' })
  const other = await makeCase(base.owner)
  await expect(lookAt(base.db, taeho.viewer, { slug: other.slug, messageId: sellers })).rejects.toEqual(
    notFound,
  )
  await expect(look(taeho, 'no id')).rejects.toEqual(notFound)
})

test('a remark goes to the queue without a name, and what waits is counted for the staff alone', async () => {
  const id = await say(taeho)
  expect(await waiting(sora)).toBe(0)
  await reportMessage(base.db, minji.viewer, { messageId: id, why: 'spam', words: '어제도 그랬어요' })
  const { items } = await orderQueue(base.db, sora.viewer, { slug: room.slug })
  expect(items).toMatchObject([{ messageId: id, reports: { spam: 1 }, remarks: ['어제도 그랬어요'] }])
  expect(JSON.stringify(items)).not.toContain(minji.memberId)
  expect(await waiting(sora)).toBe(1)
  expect(await waiting(minji)).toBe(0)
  expect(await look(minji, id)).toMatchObject({ hasReported: true })
  const { data } = await base.owner
    .selectFrom('ledger')
    .select('data')
    .where('case_id', '=', room.id)
    .where('kind', '=', 'report.made')
    .executeTakeFirstOrThrow()
  expect(data).toEqual({ messageId: id, why: 'spam' })
  // Once decided, nobody needs the remark.
  await keepMessage(base.db, sora.viewer, { messageId: id })
  const kept = await base.owner
    .selectFrom('report')
    .select(['words', 'outcome'])
    .where('message_id', '=', id)
    .executeTakeFirstOrThrow()
  expect(kept).toEqual({ words: '', outcome: 'kept' })
})

test('the one who is silent learns until when and why, and that it is over', async () => {
  expect(await voice()).toEqual({ mutedUntil: null, mutedWhy: null, turnInMs: 0 })
  const whom = { slug: room.slug, memberId: minji.memberId }
  await muteMember(base.db, sora.viewer, { ...whom, minutes: 10, why: 'spam' })
  expect(await voice()).toMatchObject({ mutedUntil: expect.any(String), mutedWhy: 'spam' })
  expect(await memberFor(base.db, sora.viewer, whom)).toMatchObject({
    mutedUntil: (await voice()).mutedUntil,
    mutedWhy: 'spam',
    leftWhy: null,
    hasPassword: false,
  })
  await unmuteMember(base.db, sora.viewer, whom)
  expect(await voice()).toMatchObject({ mutedUntil: null, mutedWhy: null })
})

test('who has just written in a slow channel learns when their turn comes', async () => {
  await slowChannel(base.db, sora.viewer, { slug: room.slug, kind: 'all', seconds: 60, minutes: 10 })
  expect((await voice()).turnInMs).toBe(0)
  await say(minji)
  const { turnInMs } = await voice()
  expect(turnInMs).toBeGreaterThan(30_000)
  expect(turnInMs).toBeLessThanOrEqual(60_000)
  await say(sora)
  const staff = await voiceIn(base.db, sora.viewer, { slug: room.slug, kind: 'all' })
  expect(staff.turnInMs).toBe(0)
})

test('the log shows one kind at a time', async () => {
  await hideMessage(base.db, sora.viewer, { messageId: await say(minji), why: 'abuse' })
  await muteMember(base.db, sora.viewer, {
    slug: room.slug,
    memberId: minji.memberId,
    minutes: 10,
    why: 'spam',
  })
  await slowChannel(base.db, sora.viewer, { slug: room.slug, kind: 'all', seconds: 10, minutes: 10 })
  const kinds = async (of: 'messages' | 'people' | 'channels' | null) =>
    (await moderationLog(base.db, taeho.viewer, { slug: room.slug, of })).entries.map(({ kind }) => kind)
  expect(await kinds('messages')).toEqual(['message.hidden'])
  expect(await kinds('people')).toEqual(['member.muted'])
  expect(await kinds('channels')).toEqual(['channel.slowed'])
  expect(await kinds(null)).toEqual(['channel.slowed', 'member.muted', 'message.hidden'])
})

test('everybody inside learns who holds an office', async () => {
  const bora = await makePerson(base.owner, room.id, { role: 'cohost', nickname: `보라 ${room.slug}` })
  const staff = await staffOf(base.db, taeho.viewer, { slug: room.slug })
  expect(new Map(staff.map(({ id, role }) => [id, role]))).toEqual(
    new Map([
      [sora.memberId, 'host'],
      [bora.memberId, 'cohost'],
    ]),
  )
})
