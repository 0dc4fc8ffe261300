import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { MessageView } from '#app/shapes/live.ts'
import type { PersonalKind } from '#app/shapes/personal-data.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import {
  changesAfter,
  deleteMessage,
  editMessage,
  messagesAround,
  messagesBefore,
  postMessage,
} from '#server/domain/message.ts'
import { inTransaction, onCommitted } from '#server/domain/transaction.ts'
import { nobody } from '#server/domain/viewer.ts'
import { freshDatabase, rolledBack, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePeople, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'
import { bare } from '#tests/messages.ts'

let base: TestDatabase
let room: TestCase
let minji: TestPerson
let taeho: TestPerson
let jun: TestPerson

beforeAll(async () => {
  base = await freshDatabase()
  room = await makeCase(base.owner)
  minji = await makePerson(base.owner, room.id, { side: 'buyer' })
  taeho = await makePerson(base.owner, room.id, { side: 'seller' })
  jun = await makePerson(base.owner, (await makeCase(base.owner)).id)
})

const say = (
  who: TestPerson,
  body: string,
  more: { channelId?: string; replyTo?: string; clientId?: string; insist?: PersonalKind[] } = {},
) =>
  postMessage(base.db, who.viewer, {
    channelId: more.channelId ?? room.channels.all,
    clientId: more.clientId ?? randomUUID(),
    body,
    replyTo: more.replyTo ?? null,
    insist: more.insist ?? [],
  })
const newest = async (channelId: string, who = minji): Promise<MessageView | undefined> =>
  (await messagesBefore(base.db, who.viewer, { channelId, beforeSeq: null, limit: 1 })).messages[0]
const code = (wanted: string) => expect.objectContaining({ name: 'Refusal', code: wanted })

describe('posting', () => {
  test('keeps the text with its author and place', async () => {
    const posted = await say(minji, '  환불을 요청했어요\r\n아직이에요  ')
    expect(await newest(room.channels.all)).toEqual({
      id: posted.id,
      clientId: expect.any(String),
      seq: posted.seq,
      rev: posted.rev,
      author: { id: minji.memberId, nickname: minji.nickname, side: 'buyer', role: 'member' },
      body: '환불을 요청했어요\n아직이에요',
      replyTo: null,
      at: posted.at,
      editedAt: null,
      ...bare,
    })
  })

  test('again with the same clientId gives the first result and stores nothing', async () => {
    const clientId = randomUUID()
    const first = await say(minji, '처음', { clientId })
    expect(await say(minji, '다시', { clientId })).toEqual(first)
    expect(await Promise.all([say(minji, '또', { clientId }), say(minji, '또', { clientId })])).toEqual([
      first,
      first,
    ])
    expect((await newest(room.channels.all))?.body).toBe('처음')
    expect(await say(taeho, '남의 표', { clientId })).not.toEqual(first)
  })

  test('is for those who see the channel; everybody else is told it is not there', async () => {
    const buyers = { channelId: room.channels.buyer }
    await expect(say(minji, '구매자끼리', buyers)).resolves.toBeTruthy()
    await expect(say(taeho, '구매자끼리', buyers)).rejects.toEqual(code('shared.not_found'))
    await expect(say(minji, '운영진', { channelId: room.channels.staff })).rejects.toEqual(
      code('shared.not_found'),
    )
    await expect(say(jun, '누구세요')).rejects.toEqual(code('shared.not_found'))
    await expect(say(minji, '어디', { channelId: randomUUID() })).rejects.toEqual(code('shared.not_found'))
    const input = { channelId: room.channels.all, clientId: randomUUID(), body: '나', replyTo: null }
    await expect(postMessage(base.db, nobody, input)).rejects.toEqual(code('shared.not_found'))
  })

  test.each([
    ['', 'message.empty'],
    [' \n\t ', 'message.empty'],
    ['\u200b\u202e', 'message.empty'],
    ['가'.repeat(2001), 'message.too_long'],
    ['👨‍👩‍👧‍👦'.repeat(800), 'message.too_long'],
    ['가\u0000나', 'text.bad_characters'],
    ['가\ud800나', 'text.bad_characters'],
  ])('refuses %j', async (body, refusal) => {
    await expect(say(minji, body)).rejects.toEqual(code(refusal))
  })

  test('covers personal data, and says so', async () => {
    expect(await say(minji, '제 번호는 010-0000-1234 예요')).toMatchObject({ masked: true })
    expect((await newest(room.channels.all))?.body).toBe('제 번호는 ***-****-**** 예요')
    expect(await say(minji, '주문번호 2024081212345678')).toMatchObject({ masked: false })
    expect((await newest(room.channels.all))?.body).toBe('주문번호 2024081212345678')
  })

  test('leaves what the writer insists on, but no registration and no card number', async () => {
    const body = '010-0000-1234, 900101-1234567, 4111-1111-1111-1111'
    const posted = await say(minji, body, { insist: ['phone', 'resident', 'card'] })
    expect(posted.masked).toBe(true)
    const covered = '010-0000-1234, ******-*******, ****-****-****-****'
    expect((await newest(room.channels.all))?.body).toBe(covered)
    await editMessage(base.db, minji.viewer, { messageId: posted.id, body: '010-0000-5678' })
    expect((await newest(room.channels.all))?.body).toBe('***-****-****')
  })

  test('bounds what it keeps of towers of marks and of direction changes', async () => {
    await say(minji, `a${'\u0301'.repeat(100_000)}`)
    expect((await newest(room.channels.all))?.body?.length).toBeLessThan(10)
    await say(minji, '안전\u202e한\u202c 글')
    expect((await newest(room.channels.all))?.body).toBe('안전한 글')
    await expect(say(minji, '가'.repeat(2000))).resolves.toBeTruthy()
  })

  test('may answer a message of the same channel, shown shortened', async () => {
    const long = await say(taeho, '나'.repeat(500))
    await say(minji, '저도요', { replyTo: long.id })
    expect((await newest(room.channels.all))?.replyTo).toEqual({
      id: long.id,
      seq: long.seq,
      nickname: taeho.nickname,
      body: '나'.repeat(80),
    })
    const elsewhere = await say(minji, '구매자 방', { channelId: room.channels.buyer })
    await expect(say(taeho, '훔쳐보기', { replyTo: elsewhere.id })).rejects.toEqual(
      code('message.reply_elsewhere'),
    )
    await expect(say(taeho, '없는 글', { replyTo: randomUUID() })).rejects.toEqual(
      code('message.reply_elsewhere'),
    )
  })

  test('in an open transaction is seen after commit, and not at all after a rollback', async () => {
    const heard: unknown[] = []
    const stop = onCommitted(base.db, (happenings) => heard.push(...happenings))
    const input = (body: string) => ({
      channelId: room.channels.all,
      clientId: randomUUID(),
      body,
      replyTo: null,
    })
    await rolledBack(base.db, (tx) => postMessage(tx, minji.viewer, input('없던 일')))
    expect(heard).toEqual([])
    await inTransaction(base.db, (tx) => postMessage(tx, minji.viewer, input('있던 일')))
    expect(heard).toEqual([
      expect.objectContaining({ kind: 'channel.changed', channelId: room.channels.all }),
    ])
    stop()
  })
})

describe('many at once', () => {
  test('share transactions, keep their order and have no holes', async () => {
    const busy = await makeCase(base.owner)
    const people = await makePeople(base.owner, busy.id, 20)
    const channelId = busy.channels.all
    const rounds = [1, 2, 3, 4, 5].flatMap((n) => people.map((who) => say(who, `${n}`, { channelId })))
    const seqs = (await Promise.all(rounds)).map(({ seq }) => seq)
    expect(seqs).toEqual(Array.from({ length: 100 }, (_, at) => at + 1))
    const { rows } = await sql<{ commits: number }>`
      select count(distinct xmin::text) as commits from message where channel_id = ${channelId}`.execute(
      base.owner,
    )
    expect(rows[0]?.commits).toBeLessThan(10)
  })

  test('one without the right is refused alone', async () => {
    const outcomes = await Promise.allSettled([
      say(minji, '하나'),
      say(jun, '둘'),
      say(minji, '셋', { replyTo: randomUUID() }),
      say(taeho, '넷'),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled'])
  })

  test('one that the database cannot take does not pull the others down', async () => {
    const outcomes = await Promise.allSettled([
      say(minji, '앞'),
      say(minji, '독', { clientId: 'not-a-uuid' }),
      say(taeho, '뒤'),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  test('more than can wait are told to come back', async () => {
    const busy = await makeCase(base.owner)
    const who = await makePerson(base.owner, busy.id)
    const channelId = busy.channels.all
    const outcomes = await Promise.allSettled(
      Array.from({ length: 2100 }, () => say(who, '밀물', { channelId })),
    )
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
    expect(refused.length).toBeGreaterThan(0)
    for (const reason of refused) expect(reason).toMatchObject({ code: 'message.busy', retryAfterMs: 2000 })
    const { head } = await messagesBefore(base.db, who.viewer, { channelId, beforeSeq: null })
    expect(head).toBe(2100 - refused.length)
  })
})

describe('changing', () => {
  test('an own message keeps its place and takes a new rev; another text is needed', async () => {
    const posted = await say(minji, '오타')
    const { rev } = await editMessage(base.db, minji.viewer, { messageId: posted.id, body: '고침' })
    expect(rev).toBe(posted.rev + 1)
    const view = await newest(room.channels.all)
    expect(view).toMatchObject({
      id: posted.id,
      seq: posted.seq,
      rev,
      body: '고침',
      editedAt: expect.any(String),
    })
    expect(await editMessage(base.db, minji.viewer, { messageId: posted.id, body: '고침' })).toEqual({ rev })
    await expect(editMessage(base.db, minji.viewer, { messageId: posted.id, body: '' })).rejects.toEqual(
      code('message.empty'),
    )
  })

  test('deleting takes the text away, is written down once, and quotes of it are empty', async () => {
    const posted = await say(minji, '지울 말')
    await say(taeho, '답', { replyTo: posted.id })
    const { rev } = await deleteMessage(base.db, minji.viewer, { messageId: posted.id })
    expect(await deleteMessage(base.db, minji.viewer, { messageId: posted.id })).toEqual({ rev })
    const page = await messagesBefore(base.db, taeho.viewer, {
      channelId: room.channels.all,
      beforeSeq: null,
    })
    expect(page.messages.find(({ id }) => id === posted.id)).toMatchObject({ body: null, rev })
    expect(page.messages.at(-1)?.replyTo).toMatchObject({ id: posted.id, body: null })
    const entries = await base.owner
      .selectFrom('ledger')
      .select(['data', 'actor'])
      .where('case_id', '=', room.id)
      .where('kind', '=', 'message.deleted')
      .execute()
    expect(entries).toEqual([{ actor: minji.memberId, data: { messageId: posted.id, seq: posted.seq } }])
    expect(await firstBrokenEntry(base.db, room.id)).toBeNull()
    await expect(
      editMessage(base.db, minji.viewer, { messageId: posted.id, body: '되살림' }),
    ).rejects.toEqual(code('shared.not_found'))
  })

  test('is for the author alone, and only while a member', async () => {
    const posted = await say(minji, '내 말')
    const messageId = posted.id
    for (const who of [taeho.viewer, jun.viewer, nobody]) {
      await expect(editMessage(base.db, who, { messageId, body: '남의 말' })).rejects.toEqual(
        code('shared.not_found'),
      )
      await expect(deleteMessage(base.db, who, { messageId })).rejects.toEqual(code('shared.not_found'))
    }
    const gone = await makePerson(base.owner, room.id)
    const left = await say(gone, '떠나기 전')
    await base.owner
      .updateTable('member')
      .set({ left_at: new Date(), left_why: 'removed' })
      .where('id', '=', gone.memberId)
      .execute()
    const own = { messageId: left.id }
    await expect(deleteMessage(base.db, gone.viewer, own)).rejects.toEqual(code('shared.not_found'))
    await expect(editMessage(base.db, gone.viewer, { ...own, body: '바꿈' })).rejects.toEqual(
      code('shared.not_found'),
    )
    await expect(say(gone, '떠난 뒤')).rejects.toEqual(code('shared.not_found'))
  })
})

describe('reading', () => {
  test('pages back from the newest, around a place, and forward by rev', async () => {
    const calm = await makeCase(base.owner)
    const who = await makePerson(base.owner, calm.id)
    const channelId = calm.channels.all
    const posted = []
    for (let n = 1; n <= 25; n += 1) posted.push(await say(who, `${n}`, { channelId }))
    const first = await messagesBefore(base.db, who.viewer, {
      slug: calm.slug,
      kind: 'all',
      beforeSeq: null,
      limit: 10,
    })
    expect(first).toMatchObject({ channelId, head: 25, hasMore: true, hasNewer: false })
    expect(first.messages.map(({ seq }) => seq)).toEqual([16, 17, 18, 19, 20, 21, 22, 23, 24, 25])
    const last = await messagesBefore(base.db, who.viewer, { channelId, beforeSeq: 6, limit: 10 })
    expect(last).toMatchObject({ hasMore: false, hasNewer: true })
    expect(last.messages.map(({ body }) => body)).toEqual(['1', '2', '3', '4', '5'])
    const around = await messagesAround(base.db, who.viewer, { channelId, seq: 12, limit: 4 })
    expect(around).toMatchObject({ hasMore: true, hasNewer: true })
    expect(around.messages.map(({ seq }) => seq)).toEqual([11, 12, 13, 14])
    const [third] = posted.slice(2)
    await editMessage(base.db, who.viewer, { messageId: third?.id ?? '', body: '셋' })
    const caughtUp = await changesAfter(base.db, who.viewer, { channelId, after: 23 })
    expect(caughtUp).toMatchObject({ from: 23, to: 26, head: 26, more: false })
    expect(caughtUp.changes.map(({ seq, rev }) => [seq, rev])).toEqual([
      [24, 24],
      [25, 25],
      [3, 26],
    ])
    expect(await changesAfter(base.db, who.viewer, { channelId, after: 99 })).toMatchObject({
      to: 26,
      changes: [],
    })
  })

  test('forward in pages covers everything once, also when the text is heavy', async () => {
    const calm = await makeCase(base.owner)
    const who = await makePerson(base.owner, calm.id)
    const channelId = calm.channels.all
    for (let n = 0; n < 3; n += 1) {
      await Promise.all(Array.from({ length: 90 }, () => say(who, '길'.repeat(1900), { channelId })))
    }
    const seqs: number[] = []
    for (let after = 0, more = true; more; ) {
      const page = await changesAfter(base.db, who.viewer, { channelId, after })
      expect(JSON.stringify(page).length).toBeLessThan(256 * 1024)
      seqs.push(...page.changes.map(({ seq }) => seq))
      after = page.to
      more = page.more
    }
    expect(seqs).toEqual(Array.from({ length: 270 }, (_, at) => at + 1))
  })

  test('is for members who see the channel', async () => {
    const channelId = room.channels.buyer
    for (const viewer of [taeho.viewer, jun.viewer, nobody]) {
      const refused = code('shared.not_found')
      await expect(messagesBefore(base.db, viewer, { channelId, beforeSeq: null })).rejects.toEqual(refused)
      await expect(messagesAround(base.db, viewer, { channelId, seq: 1 })).rejects.toEqual(refused)
      await expect(changesAfter(base.db, viewer, { channelId, after: 0 })).rejects.toEqual(refused)
    }
  })
})
