import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { PinMove } from '#app/shapes/notice.ts'
import { channelFor } from '#server/domain/access.ts'
import { recountCards } from '#server/domain/card.ts'
import type { Happening } from '#server/domain/happening.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { leaveCase } from '#server/domain/member.ts'
import { messagesBefore, postMessage } from '#server/domain/message.ts'
import {
  acknowledgeNotice,
  cancelNotice,
  editNotice,
  moveNotice,
  noticeDraftFrom,
  noticeFor,
  noticesIn,
  pinNotice,
  pinnedNotices,
  publishDueNotice,
  publishOverdueNotices,
  withdrawNotice,
  writeNotice,
} from '#server/domain/notice.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makePeople, type TestPerson } from '#tests/live/room.ts'
import { joined, openTestCase, type TestCase, testVault } from '#tests/people.ts'

let base: TestDatabase
let room: TestCase

beforeAll(async () => {
  base = await freshDatabase()
  room = await openTestCase(base.db, testVault())
})

const own = () => openTestCase(base.db, testVault())
const soon = (ms: number) => new Date(Date.now() + ms).toISOString()

type Words = Partial<Parameters<typeof writeNotice>[2]>

async function written(changes: Words = {}, of = room, by = of.sora): Promise<string> {
  const draft = {
    slug: of.slug,
    id: randomUUID(),
    channel: 'all' as const,
    title: '소비자원 접수 안내',
    body: '11월 30일까지 모아서 함께 내요.',
    pins: true,
    publishAt: null,
    from: null,
    ...changes,
  }
  return (await writeNotice(base.db, by.viewer, draft)).id
}

const talk = async (of: TestCase, viewer: Viewer, kind: 'all' | 'buyer' | 'seller' = 'all') =>
  (await messagesBefore(base.db, viewer, { slug: of.slug, kind, beforeSeq: null })).messages
const bar = async (of: TestCase, viewer: Viewer, kind: 'all' | 'buyer' | 'seller' = 'all') =>
  (await pinnedNotices(base.db, viewer, { slug: of.slug, kind })).map(({ id }) => id)
const seen = (of: TestCase, viewer: Viewer, noticeId: string) =>
  noticeFor(base.db, viewer, { slug: of.slug, noticeId })
const ledger = async (of: TestCase) =>
  (
    await base.db
      .selectFrom('ledger')
      .select('kind')
      .where('case_id', '=', of.caseId)
      .orderBy('seq')
      .execute()
  )
    .map(({ kind }) => kind)
    .filter((kind) => kind.startsWith('notice.'))

/** What was announced while `work` ran. */
async function told(work: () => Promise<unknown>): Promise<Happening[]> {
  const heard: Happening[] = []
  const stop = onCommitted(base.db, (happenings) => void heard.push(...happenings))
  await work()
  stop()
  return heard
}

describe('a notice', () => {
  test('is written by the staff, stands in the bar and in the conversation, and is on record', async () => {
    const of = await own()
    const id = await written({}, of)
    expect(await bar(of, of.minji.viewer)).toEqual([id])
    expect((await talk(of, of.minji.viewer)).at(-1)).toMatchObject({
      clientId: id,
      body: '[공지] 소비자원 접수 안내',
      card: { kind: 'notice', id, title: '소비자원 접수 안내' },
      author: { nickname: '방장 소라' },
    })
    expect(await seen(of, of.minji.viewer, id)).toMatchObject({
      notice: { state: 'published', by: '방장 소라', pin: 1, acks: 0, acked: false, editedAt: null },
      mayWrite: false,
    })
    expect(await ledger(of)).toEqual(['notice.published'])
    expect(await firstBrokenEntry(base.db, of.caseId)).toBeNull()
    await expect(written({}, of, of.minji)).rejects.toThrow('shared.forbidden')
  })

  test('sent twice, also at the same time, is one', async () => {
    const of = await own()
    const id = randomUUID()
    await Promise.all([written({ id }, of), written({ id }, of)])
    await written({ id, title: '다른 제목' }, of)
    expect(await noticesIn(base.db, of.sora.viewer, { slug: of.slug })).toHaveLength(1)
    expect(await talk(of, of.minji.viewer)).toHaveLength(1)
    const other = await own()
    await expect(written({ id }, other)).rejects.toThrow('shared.not_found')
  })

  test('of one channel is for those who see that channel', async () => {
    const of = await own()
    const id = await written({ channel: 'seller' }, of)
    const whole = await written({}, of)
    expect(await bar(of, of.taeho.viewer, 'seller')).toEqual([id, whole])
    expect(await bar(of, of.taeho.viewer)).toEqual([whole])
    expect(await bar(of, of.minji.viewer, 'buyer')).toEqual([whole])
    await expect(seen(of, of.minji.viewer, id)).rejects.toThrow('shared.not_found')
    await expect(acknowledgeNotice(base.db, of.minji.viewer, { noticeId: id })).rejects.toThrow(
      'shared.not_found',
    )
    expect((await noticesIn(base.db, of.minji.viewer, { slug: of.slug })).map((each) => each.id)).toEqual([
      whole,
    ])
  })

  test('covers a card number, and leaves the number of an agency alone', async () => {
    const id = await written({ title: '카드 4111 1111 1111 1111', body: '문의 02-000-1372' })
    const { notice } = await seen(room, room.minji.viewer, id)
    expect([notice.title, notice.body]).toEqual(['카드 **** **** **** ****', '문의 02-000-1372'])
  })

  test('can begin with a message of the room, and with no other', async () => {
    const of = await own()
    const { id: channelId } = await channelFor(base.db, of.taeho.viewer, { slug: of.slug, kind: 'seller' })
    const words = {
      channelId,
      clientId: randomUUID(),
      body: '정산 내역서를 모아요\n자세한 건 아래',
      replyTo: null,
    }
    const { id: messageId } = await postMessage(base.db, of.taeho.viewer, words)
    const from = (viewer: Viewer, slug = of.slug) => noticeDraftFrom(base.db, viewer, { slug, messageId })
    expect(await from(of.sora.viewer)).toEqual({
      channel: 'seller',
      title: '정산 내역서를 모아요',
      body: '정산 내역서를 모아요\n자세한 건 아래',
    })
    await expect(from(of.taeho.viewer)).rejects.toThrow('shared.forbidden')
    await expect(from(room.sora.viewer, room.slug)).rejects.toThrow('shared.not_found')
    await expect(written({ from: messageId })).rejects.toThrow('shared.not_found')
    expect(await written({ from: messageId }, of)).toBeTruthy()
  })
})

describe('the bar', () => {
  test('holds three, the newest on top; a fourth lets the last one go', async () => {
    const of = await own()
    const [a, b, c, d] = [
      await written({}, of),
      await written({}, of),
      await written({}, of),
      await written({}, of),
    ]
    expect(await bar(of, of.minji.viewer)).toEqual([d, c, b])
    expect(await noticesIn(base.db, of.minji.viewer, { slug: of.slug })).toHaveLength(4)
    const move = (noticeId: string, to: PinMove) =>
      pinNotice(base.db, of.sora.viewer, { slug: of.slug, noticeId, to })
    await move(b, 'up')
    expect(await bar(of, of.minji.viewer)).toEqual([d, b, c])
    await move(d, 'down')
    expect(await bar(of, of.minji.viewer)).toEqual([b, d, c])
    await move(b, 'up')
    await move(c, 'down')
    expect(await bar(of, of.minji.viewer)).toEqual([b, d, c])
    await move(d, 'off')
    await move(d, 'off')
    expect(await bar(of, of.minji.viewer)).toEqual([b, c])
    await move(a, 'top')
    expect(await bar(of, of.minji.viewer)).toEqual([a, b, c])
    expect((await ledger(of)).filter((kind) => kind === 'notice.unpinned')).toHaveLength(1)
    const byMember = pinNotice(base.db, of.minji.viewer, { slug: of.slug, noticeId: a, to: 'off' })
    await expect(byMember).rejects.toThrow('shared.forbidden')
  })

  test('of one channel leaves those of others alone', async () => {
    const of = await own()
    const whole = await written({}, of)
    for (let n = 0; n < 4; n += 1) await written({ channel: 'buyer' }, of)
    expect(await bar(of, of.minji.viewer)).toEqual([whole])
    expect(await bar(of, of.minji.viewer, 'buyer')).toHaveLength(4)
  })

  test('is told to those who see it, with what it shows and no more than the beginning of a long text', async () => {
    const of = await own()
    const body = '가'.repeat(500)
    const happenings = await told(() => written({ body, channel: 'buyer' }, of))
    const pinned = happenings.find(({ kind }) => kind === 'notices.pinned')
    expect(pinned).toMatchObject({
      channel: 'buyer',
      notices: [{ isWhole: false, excerpt: '가'.repeat(120) }],
    })
    expect(happenings.map(({ kind }) => kind)).toEqual([
      'channel.changed',
      'card.changed',
      'notices.pinned',
      'case.changed',
    ])
  })
})

describe('changing a notice', () => {
  test('keeps every version, says that it was edited, and gives its message the new title', async () => {
    const of = await own()
    const id = await written({}, of)
    const edit = (version: number, title: string) =>
      editNotice(base.db, of.sora.viewer, { slug: of.slug, noticeId: id, version, title, body: '고친 내용' })
    await edit(1, '접수 마감이 당겨졌어요')
    await expect(edit(1, '옛 화면에서 고침')).rejects.toThrow('notice.changed_elsewhere')
    await edit(1, '접수 마감이 당겨졌어요')
    const { notice, history } = await seen(of, of.minji.viewer, id)
    expect(notice).toMatchObject({
      version: 2,
      title: '접수 마감이 당겨졌어요',
      editedAt: expect.any(String),
    })
    expect(history).toMatchObject([
      { version: 2, title: '접수 마감이 당겨졌어요', by: '방장 소라' },
      { version: 1, title: '소비자원 접수 안내', body: '11월 30일까지 모아서 함께 내요.' },
    ])
    const messages = await talk(of, of.minji.viewer)
    expect(messages).toMatchObject([
      { body: '[공지] 접수 마감이 당겨졌어요', rev: 2, card: { title: '접수 마감이 당겨졌어요' } },
    ])
    expect(await ledger(of)).toEqual(['notice.published', 'notice.edited'])
  })

  test('its versions cannot be changed by the application', async () => {
    const id = await written()
    const rewrite = base.db.updateTable('notice_version').set({ body: '딴 말' }).where('notice_id', '=', id)
    await expect(rewrite.execute()).rejects.toThrow('permission denied')
  })

  test('taken down, its words are gone for members, and the staff still has them', async () => {
    const of = await own()
    const id = await written({ title: '잘못 쓴 공지' }, of)
    await withdrawNotice(base.db, of.sora.viewer, { slug: of.slug, noticeId: id })
    await withdrawNotice(base.db, of.sora.viewer, { slug: of.slug, noticeId: id })
    expect(await bar(of, of.minji.viewer)).toEqual([])
    const { notice, history } = await seen(of, of.minji.viewer, id)
    expect([notice.state, notice.title, notice.body, history]).toEqual([
      'withdrawn',
      '내린 공지예요',
      null,
      [],
    ])
    expect(JSON.stringify(await talk(of, of.minji.viewer))).not.toContain('잘못 쓴 공지')
    expect((await seen(of, of.sora.viewer, id)).history).toHaveLength(1)
    await expect(acknowledgeNotice(base.db, of.minji.viewer, { noticeId: id })).rejects.toThrow(
      'shared.not_found',
    )
    const again = { slug: of.slug, noticeId: id }
    await expect(pinNotice(base.db, of.sora.viewer, { ...again, to: 'top' })).rejects.toThrow('notice.gone')
    expect(await ledger(of)).toEqual(['notice.published', 'notice.withdrawn'])
  })
})

describe('a planned notice', () => {
  const past = (noticeId: string) =>
    sql`update notice set publish_at = now() - interval '1 second' where id = ${noticeId}`.execute(base.owner)

  test('is nothing to members before its time, and goes out once however often it is tried', async () => {
    const of = await own()
    const id = await written({ publishAt: soon(3_600_000) }, of)
    expect(await noticesIn(base.db, of.minji.viewer, { slug: of.slug })).toEqual([])
    await expect(seen(of, of.minji.viewer, id)).rejects.toThrow('shared.not_found')
    await publishDueNotice(base.db, { noticeId: id })
    expect(await talk(of, of.minji.viewer)).toEqual([])
    await past(id)
    await Promise.all([1, 2, 3].map(() => publishDueNotice(base.db, { noticeId: id })))
    await publishOverdueNotices(base.db)
    expect(await talk(of, of.minji.viewer)).toHaveLength(1)
    expect(await bar(of, of.minji.viewer)).toEqual([id])
    expect(await ledger(of)).toEqual(['notice.scheduled', 'notice.published'])
  })

  test('asks for its job at its time, and moved for the new time only', async () => {
    const of = await own()
    const [first, second] = [soon(3_600_000), soon(7_200_000)]
    const id = await written({ publishAt: first }, of)
    const jobs = async () => {
      const { rows } = await sql<{ at: Date }>`
        select run_at as at from graphile_worker.jobs where key = ${`notice.publish:${id}`}`.execute(
        base.owner,
      )
      return rows.map(({ at }) => at.toISOString())
    }
    expect(await jobs()).toEqual([first])
    await moveNotice(base.db, of.sora.viewer, { slug: of.slug, noticeId: id, publishAt: second })
    expect(await jobs()).toEqual([second])
  })

  test('cancelled it does not go out; moved again it does; published now it is out', async () => {
    const of = await own()
    const id = await written({ publishAt: soon(3_600_000) }, of)
    const change = { slug: of.slug, noticeId: id }
    await cancelNotice(base.db, of.sora.viewer, change)
    await past(id)
    await publishDueNotice(base.db, { noticeId: id })
    expect(await talk(of, of.minji.viewer)).toEqual([])
    await moveNotice(base.db, of.sora.viewer, { ...change, publishAt: soon(60_000) })
    await moveNotice(base.db, of.sora.viewer, { ...change, publishAt: null })
    expect(await talk(of, of.minji.viewer)).toHaveLength(1)
    await expect(cancelNotice(base.db, of.sora.viewer, change)).rejects.toThrow('notice.out_already')
    const late = moveNotice(base.db, of.sora.viewer, { ...change, publishAt: soon(60_000) })
    await expect(late).rejects.toThrow('notice.out_already')
  })

  test('of somebody who is no staff any more does not go out in their name', async () => {
    const of = await own()
    const id = await written({ publishAt: soon(3_600_000) }, of)
    await leaveCase(base.db, of.sora.viewer, { slug: of.slug })
    await past(id)
    await publishDueNotice(base.db, { noticeId: id })
    const row = await base.db.selectFrom('notice').select('state').where('id', '=', id).executeTakeFirst()
    expect(row?.state).toBe('cancelled')
    expect(await talk(of, of.minji.viewer)).toEqual([])
  })

  test.each([
    ['in the past', -1000, 'notice.time_past'],
    ['in two years', 2 * 366 * 86_400_000, 'notice.time_far'],
  ])('%s is refused at its field', async (_, ms, code) => {
    await expect(written({ publishAt: soon(ms) })).rejects.toMatchObject({
      code,
      fields: { publishOn: code },
    })
  })
})

describe('"확인했어요"', () => {
  test('counts each member once, whatever they press', async () => {
    const of = await own()
    const noticeId = await written({}, of)
    const ack = (viewer: Viewer) => acknowledgeNotice(base.db, viewer, { noticeId })
    expect(await ack(of.minji.viewer)).toEqual({ acks: 1 })
    await Promise.all([ack(of.minji.viewer), ack(of.taeho.viewer), ack(of.taeho.viewer)])
    const { notice } = await seen(of, of.minji.viewer, noticeId)
    expect([notice.acks, notice.acked]).toEqual([2, true])
    await expect(ack(of.jun)).rejects.toThrow('shared.not_found')
    await expect(acknowledgeNotice(base.db, of.minji.viewer, { noticeId: randomUUID() })).rejects.toThrow(
      'shared.not_found',
    )
    expect(await recountCards(base.db)).toEqual([])
  })

  test('of ten thousand at once is told in a handful of numbers, and the count is right', async () => {
    const of = await own()
    const noticeId = await written({}, of)
    const people: TestPerson[] = []
    for (let n = 0; n < 10; n += 1) people.push(...(await makePeople(base.owner, of.caseId, 1000)))
    const happenings = await told(() =>
      Promise.all(people.map(({ viewer }) => acknowledgeNotice(base.db, viewer, { noticeId }))),
    )
    const counts = happenings.filter((each) => each.kind === 'card.counted')
    expect(counts.length).toBeLessThanOrEqual(4)
    expect(counts.at(-1)).toMatchObject({ cardId: noticeId, total: 10_000 })
    expect(await recountCards(base.db)).toEqual([])
  })

  test('a wrong count is found and put right', async () => {
    const of = await own()
    const noticeId = await written({}, of)
    await acknowledgeNotice(base.db, of.minji.viewer, { noticeId })
    await sql`update notice set acks = 7 where id = ${noticeId}`.execute(base.owner)
    expect(await recountCards(base.db)).toEqual([{ of: 'acks', id: noticeId, no: 0, had: 7, has: 1 }])
    expect((await seen(of, of.minji.viewer, noticeId)).notice.acks).toBe(1)
  })

  test('one who left may not confirm, and what they confirmed stays', async () => {
    const of = await own()
    const noticeId = await written({}, of)
    const late = await joined(base.db, of.code, '곧 나갈 사람', 'buyer')
    await acknowledgeNotice(base.db, late.viewer, { noticeId })
    await leaveCase(base.db, late.viewer, { slug: of.slug })
    await expect(acknowledgeNotice(base.db, late.viewer, { noticeId })).rejects.toThrow('shared.not_found')
    expect((await seen(of, of.minji.viewer, noticeId)).notice.acks).toBe(1)
  })
})
