import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { changesAfter, deleteMessage, messagesBefore, postMessage } from '#server/domain/message.ts'
import { myReactions, reactTo } from '#server/domain/reaction.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import { nobody } from '#server/domain/viewer.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePeople, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'

let base: TestDatabase
let room: TestCase
let minji: TestPerson
let taeho: TestPerson

beforeAll(async () => {
  base = await freshDatabase()
  room = await makeCase(base.owner)
  minji = await makePerson(base.owner, room.id, { side: 'buyer' })
  taeho = await makePerson(base.owner, room.id, { side: 'seller' })
})

const say = async (body = '공지예요', where = room, channelId = where.channels.all, who = minji) =>
  (await postMessage(base.db, who.viewer, { channelId, clientId: randomUUID(), body, replyTo: null })).id
const shown = async (messageId: string, where = room, who = minji) => {
  const page = await messagesBefore(base.db, who.viewer, { channelId: where.channels.all, beforeSeq: null })
  return page.messages.find(({ id }) => id === messageId)
}
const react = (
  who: TestPerson,
  messageId: string,
  emoji: '👍' | '🙏',
  { on = true, channelId = room.channels.all } = {},
) => reactTo(base.db, who.viewer, { channelId, messageId, emoji, on })
const notFound = expect.objectContaining({ name: 'Refusal', code: 'shared.not_found' })

describe('a reaction', () => {
  test('is counted once a person, kept to its own place, and taken back', async () => {
    const id = await say()
    await react(minji, id, '👍')
    await react(taeho, id, '👍')
    const { rev } = await react(taeho, id, '🙏')
    expect(await shown(id)).toMatchObject({
      rev,
      editedAt: null,
      reactions: [
        { emoji: '👍', count: 2 },
        { emoji: '🙏', count: 1 },
      ],
    })
    expect(await myReactions(base.db, taeho.viewer, { slug: room.slug, messageIds: [id] })).toEqual({
      [id]: ['👍', '🙏'],
    })
    await react(minji, id, '👍', { on: false })
    await react(taeho, id, '👍', { on: false })
    expect((await shown(id))?.reactions).toEqual([{ emoji: '🙏', count: 1 }])
    expect(await myReactions(base.db, minji.viewer, { slug: room.slug, messageIds: [id] })).toEqual({})
  })

  test('given or taken again changes nothing and makes no rev', async () => {
    const id = await say()
    expect(await react(minji, id, '👍', { on: false })).toEqual({ rev: (await shown(id))?.rev })
    const first = await react(minji, id, '👍')
    expect(await react(minji, id, '👍')).toEqual(first)
    expect((await shown(id))?.reactions).toEqual([{ emoji: '👍', count: 1 }])
  })

  test('is for those who see the message, while its words are in sight', async () => {
    const id = await say()
    const elsewhere = await makePerson(base.owner, (await makeCase(base.owner)).id)
    await expect(react(elsewhere, id, '👍')).rejects.toEqual(notFound)
    await expect(
      reactTo(base.db, nobody, { channelId: room.channels.all, messageId: id, emoji: '👍', on: true }),
    ).rejects.toEqual(notFound)
    await expect(react(minji, randomUUID(), '👍')).rejects.toEqual(notFound)
    const buyers = await say('구매자끼리', room, room.channels.buyer)
    const { buyer: channelId } = room.channels
    await expect(react(taeho, buyers, '👍', { channelId })).rejects.toEqual(notFound)
    await expect(react(minji, buyers, '👍')).rejects.toEqual(notFound)
    await expect(react(minji, buyers, '👍', { channelId })).resolves.toBeTruthy()
    const own = { slug: room.slug, messageIds: [buyers] }
    expect(await myReactions(base.db, minji.viewer, own)).toEqual({ [buyers]: ['👍'] })
    await base.owner.updateTable('member').set({ side: 'seller' }).where('id', '=', minji.memberId).execute()
    expect(await myReactions(base.db, minji.viewer, own)).toEqual({})
    await base.owner.updateTable('member').set({ side: 'buyer' }).where('id', '=', minji.memberId).execute()
    await react(minji, id, '👍')
    await deleteMessage(base.db, minji.viewer, { messageId: id })
    await expect(react(taeho, id, '👍')).rejects.toEqual(notFound)
    expect((await shown(id))?.reactions).toEqual([])
  })
})

describe('a full room answering at once', () => {
  test('shares commits, each message changes once in a commit, and all of them are counted', async () => {
    const busy = await makeCase(base.owner)
    const people = await makePeople(base.owner, busy.id, 60)
    const [first] = people as [TestPerson, ...TestPerson[]]
    const ids = [
      await say('하나', busy, busy.channels.all, first),
      await say('둘', busy, busy.channels.all, first),
    ]
    const pushes: { from: number; to: number; changes: { id: string }[] }[] = []
    const stop = onCommitted(base.db, (happenings) => {
      for (const each of happenings) if (each.kind === 'channel.changed') pushes.push(each)
    })
    await Promise.all(
      people.flatMap((who) => ids.map((id) => react(who, id, '👍', { channelId: busy.channels.all }))),
    )
    stop()
    expect(pushes.length).toBeLessThanOrEqual(2)
    for (const { from, to, changes } of pushes) {
      expect(changes.length).toBe(to - from)
      expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length)
    }
    const page = await messagesBefore(base.db, first.viewer, {
      channelId: busy.channels.all,
      beforeSeq: null,
    })
    expect(page.messages.map(({ reactions }) => reactions)).toEqual(
      ids.map(() => [{ emoji: '👍', count: 60 }]),
    )
    const caughtUp = await changesAfter(base.db, first.viewer, { channelId: busy.channels.all, after: 2 })
    expect(caughtUp.changes.map(({ id }) => id).sort()).toEqual([...ids].sort())
    const { rows } = await sql<{ commits: number }>`
      select count(distinct xmin::text) as commits from message_reaction
      where message_id = any(${ids}::uuid[])`.execute(base.owner)
    expect(rows[0]?.commits).toBeLessThanOrEqual(2)
  })

  test('is counted as the last word of each, and one without the right is refused alone', async () => {
    const busy = await makeCase(base.owner)
    const people = await makePeople(base.owner, busy.id, 3)
    const [one, two, three] = people as [TestPerson, TestPerson, TestPerson]
    const channelId = busy.channels.all
    const id = await say('공지', busy, channelId, one)
    const outcomes = await Promise.allSettled([
      react(one, id, '👍', { channelId }),
      react(one, id, '👍', { channelId, on: false }),
      react(two, id, '👍', { channelId, on: false }),
      react(two, id, '👍', { channelId }),
      react(minji, id, '👍', { channelId }),
      react(three, id, '🙏', { channelId }),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
    ])
    expect((await shown(id, busy, one))?.reactions).toEqual([
      { emoji: '👍', count: 1 },
      { emoji: '🙏', count: 1 },
    ])
  })
})
