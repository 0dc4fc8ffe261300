import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Reason } from '#app/shapes/order.ts'
import type { Happening } from '#server/domain/happening.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { changesAfter, deleteMessage, messagesBefore, postMessage } from '#server/domain/message.ts'
import {
  askForReview,
  hideMessage,
  keepMessage,
  moderationLog,
  orderQueue,
  ownReviews,
  refuseAppeal,
  showMessage,
} from '#server/domain/moderation.ts'
import { wordsHash } from '#server/domain/order/words-hash.ts'
import { reportMessage } from '#server/domain/report.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'

let base: TestDatabase
let room: TestCase
let sora: TestPerson
let bora: TestPerson
let minji: TestPerson
let taeho: TestPerson

const MINUTE = 60_000
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE)

beforeEach(async () => {
  base ??= await freshDatabase()
  room = await makeCase(base.owner)
  sora = await makePerson(base.owner, room.id, { role: 'host', nickname: `소라 ${room.slug}` })
  bora = await makePerson(base.owner, room.id, { role: 'cohost', nickname: `보라 ${room.slug}` })
  minji = await makePerson(base.owner, room.id, { joinedAt: ago(600) })
  taeho = await makePerson(base.owner, room.id, { side: 'seller', joinedAt: ago(600) })
})

const WORDS = '아무도 다시 읽지 못할 카나리아 문장'
const say = async (who: TestPerson, body = WORDS, more: { channelId?: string; replyTo?: string } = {}) => {
  const { channelId = room.channels.all, replyTo = null } = more
  const draft = { channelId, clientId: randomUUID(), body, replyTo }
  return (await postMessage(base.db, who.viewer, draft)).id
}
const hide = (who: TestPerson, messageId: string, why: Reason = 'fraud') =>
  hideMessage(base.db, who.viewer, { messageId, why })
const show = (who: TestPerson, messageId: string) => showMessage(base.db, who.viewer, { messageId })
const report = (who: TestPerson, messageId: string, why: Reason = 'fraud') =>
  reportMessage(base.db, who.viewer, { messageId, why })
const queue = async () => (await orderQueue(base.db, sora.viewer, { slug: room.slug })).items
const own = (who: TestPerson) => ownReviews(base.db, who.viewer, { slug: room.slug })
const log = async (who = minji) => (await moderationLog(base.db, who.viewer, { slug: room.slug })).entries
const page = async (who = minji) =>
  messagesBefore(base.db, who.viewer, { channelId: room.channels.all, beforeSeq: null })
const seen = async (id: string) => (await page()).messages.find((message) => message.id === id)
const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code })
const heardDuring = async (work: () => Promise<unknown>): Promise<Happening[]> => {
  const heard: Happening[] = []
  const stop = onCommitted(base.db, (happenings) => heard.push(...happenings))
  await work()
  stop()
  return heard
}

describe('hiding', () => {
  test('takes the words from every view and answer, and keeps them in the row with their hash', async () => {
    const before = await page()
    const id = await say(minji)
    const answer = await say(taeho, '저도요', { replyTo: id })
    const heard = await heardDuring(() => hide(sora, id))
    expect(await seen(id)).toMatchObject({ body: null, gone: 'hidden', goneWhy: 'fraud' })
    expect((await seen(answer))?.replyTo).toMatchObject({ id, body: null })
    const caught = await changesAfter(base.db, minji.viewer, {
      channelId: room.channels.all,
      after: before.head,
    })
    expect(JSON.stringify([await page(), caught, heard])).not.toContain('카나리아')
    expect(heard).toContainEqual(
      expect.objectContaining({ kind: 'member.told', memberId: minji.memberId, what: ['order'] }),
    )
    const row = await base.owner
      .selectFrom('message')
      .select(['body', 'gone_salt'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.body).toBe(WORDS)
    const { data } = await base.owner
      .selectFrom('ledger')
      .select('data')
      .where('case_id', '=', room.id)
      .where('kind', '=', 'message.hidden')
      .executeTakeFirstOrThrow()
    const sha256 = wordsHash(row.gone_salt ?? Buffer.alloc(0), WORDS)
    expect(data).toEqual({ messageId: id, sha256, why: 'fraud' })
    expect(await firstBrokenEntry(base.db, room.id)).toBeNull()
  })

  test('is undone with the words, and done again', async () => {
    const id = await say(minji)
    await hide(sora, id)
    await hide(sora, id)
    await show(bora, id)
    await show(bora, id)
    expect(await seen(id)).toMatchObject({ body: WORDS, gone: null, goneWhy: null })
    await hide(bora, id, 'abuse')
    expect(await seen(id)).toMatchObject({ gone: 'hidden', goneWhy: 'abuse' })
    expect((await log()).map(({ kind, actor, why }) => [kind, actor?.nickname, why])).toEqual([
      ['message.hidden', bora.nickname, 'abuse'],
      ['message.shown', bora.nickname, null],
      ['message.hidden', sora.nickname, 'fraud'],
    ])
  })

  test('is for staff, and of those below', async () => {
    const [minjis, boras, soras] = [await say(minji), await say(bora), await say(sora)]
    await expect(hide(taeho, minjis)).rejects.toEqual(refusal('shared.forbidden'))
    await expect(hide(bora, soras)).rejects.toEqual(refusal('message.not_hideable'))
    await expect(hide(bora, boras)).rejects.toEqual(refusal('message.not_hideable'))
    await expect(hide(sora, soras)).rejects.toEqual(refusal('message.not_hideable'))
    await expect(hide(sora, boras)).resolves.toBeUndefined()
    await expect(hide(bora, minjis)).resolves.toBeUndefined()
    await expect(hide(sora, randomUUID())).rejects.toEqual(refusal('shared.not_found'))
  })

  test('has nothing to hide or show of what its author deleted', async () => {
    const id = await say(minji)
    await deleteMessage(base.db, minji.viewer, { messageId: id })
    await expect(hide(sora, id)).rejects.toEqual(refusal('shared.not_found'))
    await expect(show(sora, id)).rejects.toEqual(refusal('shared.not_found'))
  })

  test('says no more to the members of another channel than that there is nothing', async () => {
    const id = await say(taeho, '판매자끼리', { channelId: room.channels.seller })
    await expect(report(minji, id)).rejects.toEqual(refusal('shared.not_found'))
    await hide(sora, id)
    expect(await log(minji)).toEqual([])
    expect(await log(taeho)).toMatchObject([{ kind: 'message.hidden', channel: 'seller' }])
  })
})

describe('what waits for a look', () => {
  test('comes with its words and the author, longest first, and leaves by either answer', async () => {
    const fresh = await makePerson(base.owner, room.id)
    const held = await say(fresh, 'https://evil.example/refund')
    const other = await say(fresh, 'https://evil.example/other')
    expect(await queue()).toMatchObject([
      {
        messageId: held,
        gone: 'held',
        goneWhy: 'new_member',
        body: 'https://evil.example/refund',
        channel: 'all',
        author: { id: fresh.memberId, nickname: fresh.nickname, wasNew: true, isPresent: true },
        reports: {},
        isAppealed: false,
      },
      { messageId: other },
    ])
    await show(sora, held)
    await hide(sora, other)
    expect(await queue()).toEqual([])
    expect(await seen(held)).toMatchObject({ gone: null, body: 'https://evil.example/refund' })
    expect((await log()).map(({ kind }) => kind)).toEqual([
      'message.hidden',
      'message.released',
      'message.held',
      'message.held',
    ])
  })
})

describe('reports', () => {
  test('reach the queue with their reasons, and their outcome reaches who reported', async () => {
    const [kept, hidden] = [await say(minji, '남을 글'), await say(minji)]
    await report(taeho, kept, 'false')
    await report(taeho, kept, 'spam')
    await report(taeho, hidden, 'abuse')
    expect((await queue()).map(({ messageId, reports }) => [messageId, reports])).toEqual([
      [kept, { false: 1 }],
      [hidden, { abuse: 1 }],
    ])
    expect((await own(taeho)).reports.map(({ outcome }) => outcome)).toEqual([null, null])
    const heard = await heardDuring(async () => {
      await keepMessage(base.db, sora.viewer, { messageId: kept })
      await keepMessage(base.db, sora.viewer, { messageId: kept })
      await hide(sora, hidden, 'abuse')
    })
    expect(heard.filter((one) => one.kind === 'member.told' && one.memberId === taeho.memberId)).toHaveLength(
      2,
    )
    expect(await queue()).toEqual([])
    expect((await own(taeho)).reports).toMatchObject([
      { messageId: hidden, why: 'abuse', outcome: 'hidden', author: minji.nickname },
      { messageId: kept, why: 'false', outcome: 'kept' },
    ])
    expect((await own(minji)).reports).toEqual([])
    expect((await log()).map(({ kind }) => kind)).toEqual(['message.hidden', 'report.dismissed'])
  })

  test('are not made of own words, nor of what is gone', async () => {
    const id = await say(minji)
    await expect(report(minji, id)).rejects.toEqual(refusal('report.own'))
    await hide(sora, id)
    await expect(report(taeho, id)).rejects.toEqual(refusal('report.gone_already'))
  })

  const crowd = (minutes: readonly number[]) =>
    Promise.all(minutes.map((each) => makePerson(base.owner, room.id, { joinedAt: ago(each) })))

  test('of three independent members hide until somebody has looked', async () => {
    const id = await say(minji)
    for (const [at, person] of (await crowd([600, 500, 400])).entries()) {
      expect((await seen(id))?.gone, `after ${at}`).toBeNull()
      await report(person, id)
    }
    expect(await seen(id)).toMatchObject({ gone: 'hidden', goneWhy: 'reports', body: null })
    expect(await queue()).toMatchObject([{ messageId: id, reports: { fraud: 3 }, gone: 'hidden' }])
    expect(await log()).toMatchObject([{ kind: 'message.hidden', actor: null, why: 'reports' }])
    await show(sora, id)
    for (const person of await crowd([300, 200, 100])) await report(person, id)
    expect((await seen(id))?.gone, 'looked at once, it stands').toBeNull()
  })

  test('of those who just came, came together, or were wrong before count for less', async () => {
    const id = await say(minji)
    for (const person of await crowd([9, 5, 1, 500, 500, 505])) await report(person, id)
    expect((await seen(id))?.gone).toBeNull()
    const wrong = await makePerson(base.owner, room.id, { joinedAt: ago(300) })
    for (let at = 0; at < 3; at += 1) {
      const fine = await say(taeho, `아무 문제 없는 글 ${at}`)
      await report(wrong, fine)
      await keepMessage(base.db, sora.viewer, { messageId: fine })
    }
    await report(wrong, id)
    for (const person of await crowd([200])) await report(person, id)
    expect((await seen(id))?.gone, 'two of eight').toBeNull()
    for (const person of await crowd([100])) await report(person, id)
    expect((await seen(id))?.gone).toBe('hidden')
  })

  test('P4 of fifty accounts hide no word of a host or co-host, and of accounts made in a row nobody’s', async () => {
    const [soras, boras, minjis] = [await say(sora), await say(bora), await say(minji)]
    const long = await crowd(Array.from({ length: 50 }, (_, at) => 1000 + at * 11))
    for (const person of long) for (const id of [soras, boras]) await report(person, id)
    const puppets = await crowd(Array.from({ length: 50 }, (_, at) => 30 + at / 6))
    for (const person of puppets) await report(person, minjis)
    const gone = await Promise.all([soras, boras, minjis].map(async (id) => (await seen(id))?.gone))
    expect(gone).toEqual([null, null, null])
    expect((await queue()).map(({ reports }) => reports.fraud)).toEqual([50, 50, 50])
  }, 60_000)
})

describe('an appeal', () => {
  test('shows the author their own words and is made once', async () => {
    const id = await say(minji)
    await expect(askForReview(base.db, minji.viewer, { messageId: id })).rejects.toEqual(
      refusal('appeal.nothing_hidden'),
    )
    await hide(sora, id)
    expect((await own(minji)).hidden).toMatchObject([
      { messageId: id, body: WORDS, gone: 'hidden', why: 'fraud', appeal: null },
    ])
    expect((await own(taeho)).hidden).toEqual([])
    await askForReview(base.db, minji.viewer, { messageId: id })
    await expect(askForReview(base.db, minji.viewer, { messageId: id })).rejects.toEqual(
      refusal('appeal.made_already'),
    )
    await expect(askForReview(base.db, taeho.viewer, { messageId: id })).rejects.toEqual(
      refusal('shared.not_found'),
    )
    expect((await own(minji)).hidden[0]?.appeal).toBe('open')
    expect(await queue()).toMatchObject([{ messageId: id, isAppealed: true, body: WORDS }])
    await refuseAppeal(base.db, bora.viewer, { messageId: id })
    await refuseAppeal(base.db, bora.viewer, { messageId: id })
    expect((await own(minji)).hidden[0]?.appeal).toBe('kept')
    expect(await queue()).toEqual([])
    expect((await log()).map(({ kind }) => kind)).toEqual(['appeal.refused', 'message.hidden'])
  })

  test('that is granted brings the words back', async () => {
    const id = await say(minji)
    await hide(sora, id)
    await askForReview(base.db, minji.viewer, { messageId: id })
    await show(bora, id)
    expect(await seen(id)).toMatchObject({ body: WORDS })
    expect((await own(minji)).hidden).toEqual([])
    expect(await queue()).toEqual([])
  })
})

describe('the log', () => {
  test('is read by members a page at a time, and holds no words', async () => {
    for (let at = 0; at < 30; at += 1) {
      const id = await say(minji)
      await hide(sora, id)
      await show(sora, id)
    }
    const first = await moderationLog(base.db, taeho.viewer, { slug: room.slug })
    const second = await moderationLog(base.db, taeho.viewer, { slug: room.slug, before: first.next })
    expect([first.entries.length, second.entries.length, second.next]).toEqual([50, 10, null])
    const seqs = [...first.entries, ...second.entries].map(({ seq }) => seq)
    expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => b - a))
    expect(first.entries[0]).toMatchObject({
      actor: { nickname: sora.nickname, role: 'host' },
      onWhom: minji.nickname,
      channel: 'all',
    })
    expect(JSON.stringify([first, second])).not.toContain('카나리아')
  })
})
