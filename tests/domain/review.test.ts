import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PlainAct } from '#app/shapes/claim-stage.ts'
import { claimFor } from '#server/domain/claim/read.ts'
import { amendClaim, submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { pushClaimNews } from '#server/domain/notify/claim-news.ts'
import { heardBy, markNotificationsSeen, notificationsOf } from '#server/domain/notify.ts'
import { addDevice } from '#server/domain/notify-settings.ts'
import { QUEUE_ROWS } from '#server/domain/review/queue.ts'
import {
  answerAsked,
  askClaimant,
  claimInReview,
  claimSteps,
  judgeClaim,
  reviewQueue,
  settleOwnClaim,
  viewClaim,
} from '#server/domain/review.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { startPushService, testPush } from '#tests/push.ts'
import { bareCase, buyerDraft, memberOf, sellerDraft } from './claims.ts'

/** Noon in Seoul, and eleven at night. */
const NOON = new Date('2024-08-17T03:00:00Z')
const NIGHT = new Date('2024-08-17T14:00:00Z')

const vault = testVault()
let database: TestDatabase
let room: TestCase
let claimId: string

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(database.db, vault)
  claimId = (await file(room.minji)).claimId
})

const file = ({ viewer }: Person, changes = {}) =>
  submitClaim(database.db, viewer, { slug: room.slug, draft: buyerDraft(changes) }, { vault })
const ref = () => ({ slug: room.slug, claimId })
const look = (who = room.sora) => viewClaim(database.db, who.viewer, { ...ref(), reason: '제출 전 확인' })
const seen = (who = room.sora) => claimInReview(database.db, who.viewer, ref())
const things = [
  { field: 'orderedOn', words: '주문한 날을 적어 주세요' },
  { field: '', words: '환불을 요구한 문자를 올려 주세요' },
]
const ask = (version = 1, dueOn = '2099-08-30') =>
  askClaimant(database.db, room.sora.viewer, { ...ref(), version, dueOn, things })
const judge = (act: PlainAct, words = '', version = 1) =>
  judgeClaim(database.db, room.sora.viewer, { ...ref(), version, act, words })
const answer = (step: number, answers = ['8월 10일이에요', '올렸어요']) =>
  answerAsked(database.db, room.minji.viewer, { claimId, step, answers })
const settle = (act: PlainAct, words: string) =>
  settleOwnClaim(database.db, room.minji.viewer, { claimId, act, words })
const amend = (version: number) =>
  amendClaim(
    database.db,
    room.minji.viewer,
    { claimId, version, draft: buyerDraft({ story: `고친 말 ${version}` }) },
    { vault },
  )
const stage = async () => (await claimFor(database.db, room.minji.viewer, { claimId })).stage
const steps = () => claimSteps(database.db, room.minji.viewer, { claimId })
const code = (refusal: string) => ({ code: refusal })

describe('looking at a claim', () => {
  test('needs a reason, which stands for a while and is recorded', async () => {
    await expect(seen()).rejects.toMatchObject(code('claim.reason_needed'))
    await expect(ask()).rejects.toMatchObject(code('claim.reason_needed'))
    await look()
    expect(await seen()).toMatchObject({ receiptNo: 1, stage: 'submitted', owner: { nickname: '민지' } })
    expect(JSON.stringify(await seen())).not.toMatch(/김민지|01000001234|minji@example/)
    await sql`update claim_view set at = now() - interval '31 minutes'`.execute(database.owner)
    await expect(seen()).rejects.toMatchObject(code('claim.reason_needed'))
    expect(await firstBrokenEntry(database.db, room.caseId)).toBeNull()
  })

  test('is for officers of its case; their own needs no reason', async () => {
    await expect(look(room.taeho)).rejects.toMatchObject(code('shared.not_found'))
    await expect(look(room.minji)).rejects.toMatchObject(code('shared.not_found'))
    claimId = (await file(room.sora)).claimId
    expect((await seen()).owner.isMe).toBe(true)
  })
})

describe('what is missing', () => {
  beforeEach(() => look())

  test('is asked for until a day, told to the claimant, answered in place and handed in again', async () => {
    await ask()
    expect(await stage()).toBe('deficient')
    const { notifications } = await notificationsOf(database.db, room.minji.viewer)
    expect(notifications).toMatchObject([
      { about: { kind: 'claim_asked', receiptNo: 1 }, unread: true, to: `/c/${room.slug}/claims/${claimId}` },
    ])
    expect(await heardBy(database.db, room.minji.viewer)).toEqual({ told: 1, badge: 1 })
    await answer(1)
    await answer(1)
    expect(await steps()).toMatchObject([
      {
        act: 'ask',
        dueOn: '2099-08-30',
        by: { nickname: room.sora.nickname, role: 'host' },
        things: [
          { no: 1, field: 'orderedOn', answer: '8월 10일이에요' },
          { no: 2, field: '', answer: '올렸어요' },
        ],
      },
      { act: 'answer', stage: 'submitted', by: { nickname: '민지' } },
    ])
    await markNotificationsSeen(database.db, room.minji.viewer)
    expect(await heardBy(database.db, room.minji.viewer)).toEqual({ told: 0, badge: 0 })
  })

  test('is asked for once when sent twice, and anew when something else is asked', async () => {
    await ask()
    await ask()
    expect(await steps()).toHaveLength(1)
    await ask(1, '2099-09-30')
    await expect(answer(1)).rejects.toMatchObject(code('claim.asked_anew'))
    await answer(2)
    expect(await stage()).toBe('submitted')
  })

  test('is not asked for by a day that is over, nor of a version that was changed', async () => {
    await expect(ask(1, '2024-08-30')).rejects.toMatchObject(code('claim.due_past'))
    await amend(1)
    await expect(ask(1)).rejects.toMatchObject(code('claim.changed_elsewhere'))
    await ask(2)
    expect(await stage()).toBe('deficient')
  })
})

describe('the states', () => {
  beforeEach(() => look())

  test('go on to accepted and solved, each told to the claimant, and nothing skips', async () => {
    await expect(judge('accept')).rejects.toMatchObject(code('claim.move_impossible'))
    await judge('check')
    await judge('check')
    await judge('accept')
    await judge('solve_partly', '절반을 돌려받았대요')
    await judge('solve', '모두 돌려받았대요')
    expect((await steps()).map((step) => step.stage)).toEqual(['checked', 'accepted', 'partly', 'solved'])
    await expect(ask()).rejects.toMatchObject(code('claim.move_impossible'))
    const { notifications } = await notificationsOf(database.db, room.minji.viewer)
    expect(notifications.map(({ about }) => about.kind)).toEqual(Array(4).fill('claim_moved'))
  })

  test('go back to be looked at when what was checked is changed', async () => {
    await judge('check')
    await amend(1)
    expect(await stage()).toBe('submitted')
    expect((await steps()).at(-1)).toMatchObject({ act: 'amend', version: 2 })
    await amend(2)
    expect(await steps()).toHaveLength(2)
  })

  test('are settled and opened again by the claimant, who judges nothing', async () => {
    await settle('solve', '전액 환불받았어요')
    expect(await stage()).toBe('solved')
    await settle('reopen', '환불이 취소됐어요')
    expect(await stage()).toBe('submitted')
    await expect(settle('check', '')).rejects.toMatchObject(code('claim.move_impossible'))
    expect((await notificationsOf(database.db, room.minji.viewer)).notifications).toEqual([])
  })

  test('end with withdrawing', async () => {
    await withdrawClaim(database.db, room.minji.viewer, { claimId, why: '' })
    expect(await stage()).toBe('withdrawn')
    await expect(judge('check')).rejects.toMatchObject(code('claim.withdrawn'))
    await expect(settle('solve', '받았어요')).rejects.toMatchObject(code('claim.withdrawn'))
    expect((await seen()).stage).toBe('withdrawn')
  })

  test('are pushed to a device as numbers, once, and not in quiet hours', async () => {
    const service = await startPushService()
    const push = testPush()
    const browser = service.browser()
    const id = randomBytes(32)
    const expires_at = new Date(Date.now() + 600_000)
    await database.owner
      .insertInto('session')
      .values({ id, account_id: room.minji.accountId, expires_at })
      .execute()
    const own = { slug: room.slug, sessionId: id.toString('hex'), address: browser.address }
    await addDevice(database.db, room.minji.viewer, own, { push })
    await ask()
    const give = (now: Date) => pushClaimNews(database.db, room.minji, { push, now })
    await give(NIGHT)
    expect(browser.received).toEqual([])
    await give(NOON)
    await give(NOON)
    await service.close()
    expect(browser.received.map(({ payload }) => payload)).toMatchObject([
      { body: '피해신고 1개에 답할 것이 있어요', url: `/c/${room.slug}/claims/${claimId}`, count: 1 },
    ])
  })
})

describe('the queue', () => {
  const queue = async (wish = {}, who = room.sora) =>
    (await reviewQueue(database.db, who.viewer, { slug: room.slug, wish })).rows.map(
      ({ receiptNo }) => receiptNo,
    )

  test('lists claims in the order in which they came, by what is asked for', async () => {
    await submitClaim(database.db, room.taeho.viewer, { slug: room.slug, draft: sellerDraft() }, { vault })
    await file(room.hana, { orderNumber: 'ZX-77', kind: 'silent' })
    await look()
    await ask()
    expect(await queue()).toEqual([1, 2, 3])
    expect(await queue({ side: 'seller' })).toEqual([2])
    expect(await queue({ kind: 'silent' })).toEqual([3])
    expect(await queue({ stage: 'deficient' })).toEqual([1])
    expect(await queue({ stage: 'submitted' })).toEqual([2, 3])
    expect(await queue({ q: '하나' })).toEqual([3])
    expect(await queue({ q: 'x-7' })).toEqual([3])
    expect(await queue({ q: '2' })).toContain(2)
    expect(await queue({ q: '%' })).toEqual([])
    expect(await queue({ whole: 'no' })).toEqual([1, 2, 3])
    await sql`update claim set missing = 0 where receipt_no = 3 and case_id = ${room.caseId}`.execute(
      database.db,
    )
    expect(await queue({ whole: 'yes' })).toEqual([3])
    const { counts, rows } = await reviewQueue(database.db, room.sora.viewer, { slug: room.slug, wish: {} })
    expect(counts).toEqual({ submitted: 2, deficient: 1 })
    expect(rows[0]).toMatchObject({ dueOn: '2099-08-30', remaining: 100_000, nickname: '민지' })
    await expect(queue({}, room.minji)).rejects.toMatchObject(code('shared.forbidden'))
  })

  test('puts the very receipt number first, and shows every claim once', async () => {
    const { slug, caseId } = await bareCase(database.db, vault)
    const officer = await memberOf(database.db, caseId, 'buyer')
    await database.db.updateTable('member').set({ role: 'host' }).where('id', '=', officer.memberId).execute()
    for (let count = 1; count <= QUEUE_ROWS + 5; count += 1) {
      const draft = buyerDraft({ orderNumber: `${count}-0053` })
      await submitClaim(database.db, officer, { slug, draft }, { vault })
    }
    const first = await reviewQueue(database.db, officer, { slug, wish: { q: '53' } })
    const rest = await reviewQueue(database.db, officer, { slug, wish: { q: '53', after: first.next ?? 0 } })
    const numbers = [...first.rows, ...rest.rows].map(({ receiptNo }) => receiptNo)
    expect(numbers.slice(0, 3)).toEqual([53, 1, 2])
    expect(new Set(numbers).size).toBe(QUEUE_ROWS + 5)
    expect(numbers).toHaveLength(QUEUE_ROWS + 5)
  })

  test('goes on from the last number, page by page, without a gap', async () => {
    const { slug, caseId } = await bareCase(database.db, vault)
    const officer = await memberOf(database.db, caseId, 'buyer')
    await database.db.updateTable('member').set({ role: 'host' }).where('id', '=', officer.memberId).execute()
    for (let count = 0; count < QUEUE_ROWS + 5; count += 1) {
      await submitClaim(database.db, officer, { slug, draft: buyerDraft() }, { vault })
    }
    const first = await reviewQueue(database.db, officer, { slug, wish: {} })
    const rest = await reviewQueue(database.db, officer, { slug, wish: { after: first.next ?? 0 } })
    expect([...first.rows, ...rest.rows].map(({ receiptNo }) => receiptNo)).toEqual(
      Array.from({ length: QUEUE_ROWS + 5 }, (_, at) => at + 1),
    )
    expect([first.next, rest.next]).toEqual([QUEUE_ROWS, null])
  })
})
