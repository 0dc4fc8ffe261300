import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import {
  changesAfter,
  deleteMessage,
  editMessage,
  messagesBefore,
  postMessage,
} from '#server/domain/message.ts'
import { NEW_FOR, SAME_LINK } from '#server/domain/order/hold.ts'
import { wordsHash } from '#server/domain/order/words-hash.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePeople, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'

let base: TestDatabase
let room: TestCase
let sora: TestPerson
let minji: TestPerson
let fresh: TestPerson

beforeEach(async () => {
  base ??= await freshDatabase()
  room = await makeCase(base.owner)
  sora = await makePerson(base.owner, room.id, { role: 'host' })
  minji = await newcomer(HOUR)
  fresh = await newcomer(60_000)
})

const HOUR = 3_600_000
const ago = (ms: number) => new Date(Date.now() - ms)
const newcomer = (agoMs: number) => makePerson(base.owner, room.id, { joinedAt: ago(agoMs) })
const say = (who: TestPerson, body: string, clientId: string = randomUUID()) =>
  postMessage(base.db, who.viewer, { channelId: room.channels.all, clientId, body, replyTo: null })
const seen = async (id: string) => {
  const channelId = room.channels.all
  const page = await messagesBefore(base.db, minji.viewer, { channelId, beforeSeq: null, limit: 200 })
  return page.messages.find((message) => message.id === id)
}
const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code })

describe('P1 the first minutes of a member', () => {
  test.each([
    ['a link', '여기 좋아요 https://evil.example/refund'],
    ['a link that is none yet', '환불접수[.]com 에서 하세요'],
    ['a form', '이름이랑 주문번호 적어 주세요 forms.gle/abcd'],
    ['an account to pay into', '국민은행 123456-01-234567 로 5만원 입금해 주세요'],
    ['somebody who gets the money back', '환불 대행해 드립니다'],
    ['an app to be installed', '애니데스크 설치하시면 환불 처리해 드릴게요'],
  ])('%s waits for a look, and nobody reads it meanwhile', async (_, body) => {
    const heard: unknown[] = []
    const stop = onCommitted(base.db, (happenings) => heard.push(...happenings))
    const posted = await say(fresh, body)
    stop()
    expect(posted.gone).toBe('held')
    expect(await seen(posted.id)).toMatchObject({ body: null, gone: 'held', goneWhy: 'new_member' })
    expect(JSON.stringify(heard)).not.toContain(body.slice(0, 6))
    const caught = await changesAfter(base.db, minji.viewer, { channelId: room.channels.all, after: 0 })
    expect(JSON.stringify(caught)).not.toContain(body.slice(0, 6))
    expect(await say(minji, body)).toMatchObject({ gone: null })
  })

  test.each([
    ['what victims say', '카드사 수수료 환불은 언제 되나요'],
    ['a public body', '신청은 https://www.kca.go.kr 에서 해요'],
  ])('%s is read at once', async (_, body) => {
    expect(await say(fresh, body)).toMatchObject({ gone: null })
  })

  test('end after ten minutes, and do not hold staff', async () => {
    const link = 'https://evil.example/refund'
    expect(await say(await newcomer(NEW_FOR - 5_000), link)).toMatchObject({ gone: 'held' })
    expect(await say(await newcomer(NEW_FOR + 5_000), link)).toMatchObject({ gone: null })
    await base.owner
      .updateTable('member')
      .set({ joined_at: new Date() })
      .where('id', '=', sora.memberId)
      .execute()
    expect(await say(sora, link)).toMatchObject({ gone: null })
  })

  test('let no link in by an edit, and nothing be changed while it waits', async () => {
    const plain = await say(fresh, '안녕하세요')
    const edit = (messageId: string, body: string) => editMessage(base.db, fresh.viewer, { messageId, body })
    await expect(edit(plain.id, 'https://evil.example/refund')).rejects.toEqual(refusal('message.edit_waits'))
    await expect(edit(plain.id, '반가워요')).resolves.toBeTruthy()
    const held = await say(fresh, 'https://evil.example/refund')
    await expect(edit(held.id, '반가워요')).rejects.toEqual(refusal('message.in_review'))
    await expect(deleteMessage(base.db, fresh.viewer, { messageId: held.id })).rejects.toEqual(
      refusal('message.in_review'),
    )
    await expect(deleteMessage(base.db, fresh.viewer, { messageId: plain.id })).resolves.toBeTruthy()
  })

  test('answer a retry as held, too', async () => {
    const clientId = randomUUID()
    const first = await say(fresh, 'https://evil.example/refund', clientId)
    expect(await say(fresh, 'https://evil.example/refund', clientId)).toEqual(first)
  })

  test('stand in the ledger by the hash of the words, which needs its salt', async () => {
    const { id } = await say(fresh, 'https://evil.example/refund')
    const row = await base.owner
      .selectFrom('message')
      .select(['body', 'gone_salt'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const entry = await base.owner
      .selectFrom('ledger')
      .select(['kind', 'actor', 'data'])
      .where('case_id', '=', room.id)
      .executeTakeFirstOrThrow()
    const sha256 = wordsHash(row.gone_salt ?? Buffer.alloc(0), 'https://evil.example/refund')
    expect(entry).toEqual({
      kind: 'message.held',
      actor: null,
      data: { messageId: id, sha256, why: 'new_member' },
    })
    expect(sha256).not.toBe(wordsHash(Buffer.alloc(16), 'https://evil.example/refund'))
    expect(await firstBrokenEntry(base.db, room.id)).toBeNull()
  })
})

describe('P3 one address from many accounts', () => {
  const link = 'https://www.refund.example.com/form'
  const spellings = [
    'refund.example.com/form',
    'HTTPS://refund.example.com/form/',
    link,
    'ｒｅｆｕｎｄ．ｅｘａｍｐｌｅ．ｃｏｍ/form',
    'hxxp://refund.example[.]com/form',
  ]

  test('within a minute waits, all of it', async () => {
    const crowd = await makePeople(base.owner, room.id, SAME_LINK.accounts, { joinedAt: ago(HOUR) })
    const posts = []
    for (const [at, person] of crowd.entries()) posts.push(await say(person, `저도 했어요 ${spellings[at]}`))
    expect(posts.map(({ gone }) => gone)).toEqual([null, null, null, null, 'held'])
    const views = await Promise.all(posts.map(({ id }) => seen(id)))
    expect(views.map((view) => [view?.gone, view?.goneWhy, view?.body])).toEqual(
      posts.map(() => ['held', 'spam', null]),
    )
    const logged = await base.owner
      .selectFrom('moderation')
      .select('kind')
      .where('case_id', '=', room.id)
      .execute()
    expect(logged).toEqual(posts.map(() => ({ kind: 'message.held' })))
    expect(await firstBrokenEntry(base.db, room.id)).toBeNull()
  })

  test('in one batch waits as well', async () => {
    const crowd = await makePeople(base.owner, room.id, SAME_LINK.accounts, { joinedAt: ago(HOUR) })
    const posts = await Promise.all(crowd.map((person) => say(person, link)))
    const views = await Promise.all(posts.map(({ id }) => seen(id)))
    expect(views.map((view) => view?.gone)).toEqual(posts.map(() => 'held'))
  })

  test('is another matter when it is one person, another address, a slower crowd, or staff', async () => {
    const crowd = await makePeople(base.owner, room.id, SAME_LINK.accounts, { joinedAt: ago(HOUR) })
    for (const _ of crowd) expect(await say(minji, link)).toMatchObject({ gone: null })
    for (const [at, person] of crowd.entries())
      expect(await say(person, `${link}/${at}`)).toMatchObject({ gone: null })
    const slow = `${link}/slow`
    for (const person of crowd.slice(1)) await say(person, slow)
    await base.owner
      .updateTable('message_link')
      .set({ at: new Date(Date.now() - SAME_LINK.within - 1_000) })
      .execute()
    expect(await say(crowd[0] as TestPerson, slow)).toMatchObject({ gone: null })
    const staff = await makePeople(base.owner, room.id, SAME_LINK.accounts, { role: 'cohost' })
    for (const person of staff) expect(await say(person, `${link}/staff`)).toMatchObject({ gone: null })
  })
})
