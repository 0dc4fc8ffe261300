import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { MessageView } from '#app/shapes/live.ts'
import { peopleToMention } from '#server/domain/mention.ts'
import { deleteMessage, editMessage, messagesBefore, postMessage } from '#server/domain/message.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'

let base: TestDatabase
let room: TestCase
let minji: TestPerson
let mother: TestPerson
let taeho: TestPerson
let sora: TestPerson
let cohost: TestPerson

beforeAll(async () => {
  base = await freshDatabase()
  room = await makeCase(base.owner)
  minji = await makePerson(base.owner, room.id, { nickname: '민지', side: 'buyer' })
  mother = await makePerson(base.owner, room.id, { nickname: '민지 엄마', side: 'buyer' })
  taeho = await makePerson(base.owner, room.id, { nickname: '태호', side: 'seller' })
  sora = await makePerson(base.owner, room.id, { nickname: '소라', role: 'host' })
  cohost = await makePerson(base.owner, room.id, { nickname: '보라', role: 'cohost' })
})

const say = (who: TestPerson, body: string, more: { channelId?: string; mentions?: string[] } = {}) =>
  postMessage(base.db, who.viewer, {
    channelId: room.channels.all,
    clientId: randomUUID(),
    body,
    replyTo: null,
    ...more,
  })
const view = async (id: string, channelId = room.channels.all): Promise<MessageView | undefined> => {
  const page = await messagesBefore(base.db, sora.viewer, { channelId, beforeSeq: null })
  return page.messages.find((message) => message.id === id)
}
const named = async (
  who: TestPerson,
  body: string,
  more: { channelId?: string; mentions?: string[] } = {},
) => {
  const { id } = await say(who, body, more)
  return (await view(id, more.channelId))?.mentions
}

describe('a message names', () => {
  test('whoever stands behind an @, typed by hand, with a particle or without', async () => {
    expect(await named(taeho, '@민지님께서 쓰신 글이요 @소라')).toEqual([
      { id: minji.memberId, name: '민지' },
      { id: sora.memberId, name: '소라' },
    ])
  })

  test('a name in other letters than its owner wrote it', async () => {
    const kim = await makePerson(base.owner, room.id, { nickname: 'Kim Minji' })
    expect(await named(taeho, '@kim minji 님')).toEqual([{ id: kim.memberId, name: 'kim minji' }])
  })

  test('the longest name there, and nobody when the word goes on', async () => {
    expect(await named(taeho, '@민지 엄마, 안녕하세요')).toEqual([{ id: mother.memberId, name: '민지 엄마' }])
    expect(await named(taeho, '@민지네 @태호산업 taeho@태호')).toEqual([])
  })

  test('nobody twice, not its author, and ten people at most', async () => {
    expect(await named(minji, '@민지 @태호 @태호님')).toEqual([{ id: taeho.memberId, name: '태호' }])
    const crowd = []
    for (let at = 0; at < 12; at += 1) {
      crowd.push(await makePerson(base.owner, room.id, { nickname: `손님${at}번` }))
    }
    const all = await named(taeho, crowd.map(({ nickname }) => `@${nickname}`).join(' '))
    expect(all?.map(({ id }) => id)).toEqual(crowd.slice(0, 10).map(({ memberId }) => memberId))
  })

  test('the picked one whose name the words hold, also before letters; no other', async () => {
    expect(await named(taeho, '@민지네 글이에요', { mentions: [minji.memberId] })).toEqual([
      { id: minji.memberId, name: '민지' },
    ])
    expect(await named(taeho, '이름이 없는 글', { mentions: [minji.memberId] })).toEqual([])
    expect(await named(taeho, '@소라', { mentions: [minji.memberId, randomUUID()] })).toEqual([
      { id: sora.memberId, name: '소라' },
    ])
  })

  test('all who run the case by one word', async () => {
    const both = [sora.memberId, cohost.memberId]
    for (const word of ['방장', '운영진']) {
      const mentions = await named(taeho, `@${word}님, 확인해 주세요`)
      expect(mentions?.map(({ id }) => id).sort()).toEqual([...both].sort())
      expect(new Set(mentions?.map(({ name }) => name))).toEqual(new Set([word]))
    }
    expect(await named(sora, '@방장')).toEqual([{ id: cohost.memberId, name: '방장' }])
  })

  test('only those who are present and may read the channel', async () => {
    const channelId = room.channels.buyer
    expect(await named(minji, '@태호 @민지 엄마', { channelId })).toEqual([
      { id: mother.memberId, name: '민지 엄마' },
    ])
    const gone = await makePerson(base.owner, room.id, { nickname: '떠난사람' })
    await base.owner
      .updateTable('member')
      .set({ left_at: new Date(), left_why: 'left' })
      .where('id', '=', gone.memberId)
      .execute()
    const elsewhere = await makePerson(base.owner, (await makeCase(base.owner)).id, { nickname: '옆방사람' })
    expect(await named(minji, '@떠난사람 @옆방사람', { mentions: [elsewhere.memberId] })).toEqual([])
  })

  test('each its own people when many are stored together', async () => {
    const [one, two, three] = await Promise.all([
      say(taeho, '@민지'),
      say(minji, '@태호'),
      say(sora, '아무도'),
    ])
    const views = await Promise.all([one, two, three].map(({ id }) => view(id)))
    expect(views.map((each) => each?.mentions.map(({ name }) => name))).toEqual([['민지'], ['태호'], []])
  })
})

test('an edit names anew, a deletion names nobody', async () => {
  const { id } = await say(taeho, '@민지')
  await editMessage(base.db, taeho.viewer, { messageId: id, body: '@소라 님' })
  expect((await view(id))?.mentions).toEqual([{ id: sora.memberId, name: '소라' }])
  await editMessage(base.db, taeho.viewer, { messageId: id, body: '@민지네', mentions: [minji.memberId] })
  expect((await view(id))?.mentions).toEqual([{ id: minji.memberId, name: '민지' }])
  await deleteMessage(base.db, taeho.viewer, { messageId: id })
  const row = base.owner.selectFrom('message').select('mentions').where('id', '=', id)
  expect(await row.executeTakeFirstOrThrow()).toEqual({ mentions: [] })
})

describe('names offered while one is typed', () => {
  const offered = async (typed: string, who = taeho, kind: 'all' | 'buyer' = 'all') =>
    (await peopleToMention(base.db, who.viewer, { slug: room.slug, kind, typed })).map(
      (each) => each.nickname,
    )

  test('are of those who wrote there or run the case, not of who only reads, nor the own one', async () => {
    await makePerson(base.owner, room.id, { nickname: '민들레' })
    await say(minji, '민지가 썼어요')
    await say(mother, '엄마도 썼어요')
    expect(await offered('민')).toEqual(['민지', '민지 엄마'])
    expect(await offered('민', minji)).toEqual(['민지 엄마'])
    expect(await offered('보')).toEqual(['보라'])
    expect(await offered('')).toEqual([])
  })

  test('are of the channel, however far the typing is, eight at most', async () => {
    await say(taeho, '태호예요')
    expect(await offered('ㅌ', minji)).toEqual(['태호'])
    expect(await offered('ㅌ', minji, 'buyer')).toEqual([])
    expect(await offered('탷', minji)).toEqual(['태호'])
    expect(await offered('%', minji)).toEqual([])
    for (let at = 0; at < 10; at += 1) {
      await say(await makePerson(base.owner, room.id, { nickname: `도토리${at}` }), '안녕하세요')
    }
    expect(await offered('도')).toHaveLength(8)
  })
})
