import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import type { ClaimDraft } from '#app/shapes/claim.ts'
import type { ClaimDetails } from '#app/shapes/claim-details.ts'
import { noDetails } from '#app/shapes/claim-details.ts'
import type { Db } from '#db/client.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { forgetReckoning } from '#server/domain/law/added.ts'
import { actBy } from '#server/domain/law/entries.ts'
import {
  caseDatesFor,
  claimLaw,
  claimLawFields,
  deadlineCalendar,
  deadlinesIn,
  saveCaseDates,
  saveClaimLaw,
} from '#server/domain/law.ts'
import { addDevice } from '#server/domain/notify-settings.ts'
import { pushReminders, remindDeadlines } from '#server/domain/reminder.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { type PushService, startPushService, testPush } from '#tests/push.ts'
import { buyerDraft, sellerDraft } from './claims.ts'
import { caseDatesDraft, claimLawDraft } from './law-drafts.ts'

/** Ten in the morning and eleven at night of the same day in Seoul. */
const MORNING = new Date('2026-11-22T01:00:00Z')
const NIGHT = new Date('2026-11-22T14:00:00Z')
const TODAY = seoulDate(MORNING)

const vault = testVault()
let base: TestDatabase
let db: Db
let service: PushService

beforeAll(async () => {
  base = await freshDatabase()
  db = base.db
  service = await startPushService()
})
afterAll(() => service.close())

const stating = (changes: Partial<ClaimDetails>) => ({ details: { ...noDetails, ...changes } })

async function claimed(room: TestCase, person: Person, draft: ClaimDraft = buyerDraft()) {
  const { claimId: id } = await submitClaim(db, person.viewer, { slug: room.slug, draft }, { vault })
  return { id }
}

describe('one claim', () => {
  test('is reckoned from what it states', async () => {
    const room = await openTestCase(db, vault)
    const draft = buyerDraft({
      kind: 'nondelivery',
      items: [{ name: '의자', quantity: 1, amount: 1_290_000 }],
      refunded: 0,
      ...stating({ noticeOn: '2024-08-16', noTracking: true, answers: { onTheWay: 'no' } }),
    })
    const { id: claimId } = await claimed(room, room.minji, draft)
    const law = await claimLaw(db, room.minji.viewer, { claimId, slug: room.slug, today: '2024-12-31' })
    expect(law.estimate).toMatchObject({
      state: 'reckoned',
      due: '2024-08-21',
      interest: { accrued: 69_978 },
    })
    expect(law.next.id).toBe('send_defence')
    expect(law.deadlines.find(({ deadline }) => deadline.rule === 'withdraw')?.deadline.state).toBe(
      'not_begun',
    )
    expect(law.routes.find(({ route }) => route === 'withdraw')?.result).toBe('possible')
  })

  test('takes what its owner adds, once, and gives it back', async () => {
    const room = await openTestCase(db, vault)
    const { id: claimId } = await claimed(room, room.minji)
    const ref = { claimId, slug: room.slug }
    const draft = claimLawDraft({ demand: '2026-11-02', abroad: true })
    await saveClaimLaw(db, room.minji.viewer, { ...ref, draft })
    await saveClaimLaw(db, room.minji.viewer, { ...ref, draft })
    expect(await claimLawFields(db, room.minji.viewer, ref)).toEqual(draft)
    const { deadlines } = await claimLaw(db, room.minji.viewer, { ...ref, today: TODAY })
    expect(deadlines.find(({ deadline }) => deadline.rule === 'demand_sue')?.deadline.legal).toBe(
      '2027-05-04',
    )
    expect(deadlines.map(({ deadline }) => deadline.rule)).toContain('chargeback')
    expect(await entriesOfLedger(room.caseId, 'claim.dated')).toEqual([{ claimId, fields: 2 }])
    await saveClaimLaw(db, room.minji.viewer, { ...ref, draft: claimLawDraft() })
    expect(await claimLawFields(db, room.minji.viewer, ref)).toEqual(claimLawDraft())
  })

  test('is not found in another room', async () => {
    const [room, other] = [await openTestCase(db, vault), await openTestCase(db, vault)]
    const { id: claimId } = await claimed(room, room.minji)
    const ask = { claimId, slug: other.slug }
    await expect(claimLaw(db, room.minji.viewer, { ...ask, today: TODAY })).rejects.toThrow(
      'shared.not_found',
    )
    await expect(claimLawFields(db, room.minji.viewer, ask)).rejects.toThrow('shared.not_found')
    const saving = saveClaimLaw(db, room.minji.viewer, { ...ask, draft: claimLawDraft() })
    await expect(saving).rejects.toThrow('shared.not_found')
  })

  test('counts who may be counted for collective mediation', async () => {
    const room = await openTestCase(db, vault)
    const { id: claimId } = await claimed(room, room.minji)
    const hana = await claimed(room, room.hana)
    const draft = claimLawDraft({ settled: false, other_mediation: false, sued: false })
    await saveClaimLaw(db, room.minji.viewer, { claimId, draft })
    const collective = async () =>
      (await claimLaw(db, room.minji.viewer, { claimId, today: TODAY })).routes.find(
        ({ route }) => route === 'collective',
      )
    expect((await collective())?.reasons.map(({ id }) => id)).toEqual(['collective_free', 'collective_few'])
    await saveClaimLaw(db, room.hana.viewer, { claimId: hana.id, draft: claimLawDraft({ sued: true }) })
    expect((await collective())?.result).toBe('check')
  })
})

describe('the days of a case', () => {
  test('drive everybody’s deadlines, each shown once', async () => {
    const room = await openTestCase(db, vault)
    await claimed(room, room.hana)
    await claimed(room, room.hana, sellerDraft())
    const dates = caseDatesDraft({
      opening: '2026-11-02',
      filing_until: '2026-12-18',
      exam_until: '2027-01-15',
    })
    await saveCaseDates(db, room.sora.viewer, { slug: room.slug, dates })
    expect(await caseDatesFor(db, room.sora.viewer, { slug: room.slug })).toEqual(dates)
    for (const person of [room.hana, room.taeho, room.minji]) {
      const found = await deadlinesIn(db, person.viewer, { slug: room.slug })
      const filings = found.filter(({ deadline }) => deadline.rule === 'filing')
      expect(filings.map(({ claim, deadline }) => [claim, deadline.legal])).toEqual([[null, '2026-12-18']])
    }
    const days = (await deadlinesIn(db, room.hana.viewer, { slug: room.slug })).map(
      ({ deadline }) => actBy(deadline) ?? '9999',
    )
    expect(days).toEqual([...days].sort())
  })

  test('can be moved and taken back, and the ledger keeps no word of it', async () => {
    const room = await openTestCase(db, vault)
    const save = (changes: Parameters<typeof caseDatesDraft>[0]) =>
      saveCaseDates(db, room.sora.viewer, { slug: room.slug, dates: caseDatesDraft(changes) })
    await save({ filing_until: '2026-12-18' })
    await save({ filing_until: '2026-12-18' })
    await save({ filing_until: '2027-01-08', petition: '2026-11-01' })
    await save({})
    expect(await deadlinesIn(db, room.minji.viewer, { slug: room.slug })).toEqual([])
    const kept = await entriesOfLedger(room.caseId, 'case.dated')
    expect(kept.map(({ days }) => days)).toEqual([1, 2, 0])
  })

  test('are the staff’s to write', async () => {
    const room = await openTestCase(db, vault)
    const ask = { slug: room.slug, dates: caseDatesDraft({ petition: '2026-11-01' }) }
    await expect(saveCaseDates(db, room.minji.viewer, ask)).rejects.toThrow('shared.forbidden')
    await expect(caseDatesFor(db, room.minji.viewer, ask)).rejects.toThrow('shared.forbidden')
  })
})

test('who erases themselves leaves neither days nor answers nor reminders', async () => {
  const room = await openTestCase(db, vault)
  const { id: claimId } = await claimed(room, room.minji)
  await saveClaimLaw(db, room.minji.viewer, {
    claimId,
    draft: claimLawDraft({ demand: '2026-06-02', sued: true }),
  })
  await remindDeadlines(db, { now: new Date('2026-12-01T01:00:00Z') })
  const left = async () => [
    await db.selectFrom('claim_law').select('field').where('claim_id', '=', claimId).execute(),
    await db.selectFrom('law_reminder').select('rule').where('member_id', '=', room.minji.memberId).execute(),
  ]
  expect((await left()).map((rows) => rows.length)).toEqual([2, 1])
  await inTransaction(db, (tx) => forgetReckoning(tx, room.minji.memberId))
  expect(await left()).toEqual([[], []])
})

test('a calendar has one’s own deadlines with a day, and not what the others owe', async () => {
  const room = await openTestCase(db, vault)
  const draft = buyerDraft({
    kind: 'defect',
    ...stating({ deliveredOn: '2026-09-17', noticeOn: '2026-09-18' }),
  })
  const { id } = await claimed(room, room.minji, draft)
  const entries = await deadlineCalendar(db, room.minji.viewer, { slug: room.slug })
  expect(entries.map(({ uid, startsOn }) => [uid, startsOn])).toEqual([
    [`${id}-withdraw`, '2026-09-28'],
    [`${id}-instalment_withdraw`, '2026-09-28'],
    [`${id}-differs`, '2026-12-17'],
  ])
  expect(entries[0]?.title).toContain('청약철회')
})

describe('reminders', () => {
  async function withDevice(room: TestCase, person: Person) {
    const browser = service.browser()
    const id = randomBytes(32)
    const session = { id, account_id: person.accountId, expires_at: new Date(Date.now() + 600_000) }
    await base.owner.insertInto('session').values(session).execute()
    const own = { slug: room.slug, sessionId: id.toString('hex'), address: browser.address }
    await addDevice(db, person.viewer, own, { push: testPush() })
    return browser
  }
  const given = async (person: Person) => {
    const rows = await db
      .selectFrom('law_reminder')
      .select(['rule', 'due_on', 'days_left', 'pushed_at'])
      .where('member_id', '=', person.memberId)
      .orderBy('days_left', 'desc')
      .execute()
    return rows.map((row) => [row.rule, row.due_on, row.days_left, row.pushed_at !== null])
  }
  const at = (days: number) => new Date(MORNING.getTime() + days * 86_400_000)

  async function filingIn(days: number) {
    const room = await openTestCase(db, vault)
    await claimed(room, room.minji, buyerDraft({ paymentMethod: 'transfer', installmentMonths: null }))
    const on = addDays(TODAY, days)
    await saveCaseDates(db, room.sora.viewer, {
      slug: room.slug,
      dates: caseDatesDraft({ review_meeting: on }),
    })
    return { room, on }
  }

  test('come seven, three and one days before, once each however often it runs', async () => {
    const { room, on } = await filingIn(8)
    for (let day = 0; day <= 9; day += 1) {
      await remindDeadlines(db, { now: at(day) })
      await remindDeadlines(db, { now: at(day) })
    }
    const left = [7, 3, 1].map((days) => ['review_meeting', on, days, false])
    expect(await given(room.minji)).toEqual(left)
    expect(await given(room.taeho)).toEqual([])
  })

  test('that were missed are made up for by the nearest, and not after the day', async () => {
    const { room, on } = await filingIn(2)
    await remindDeadlines(db, { now: MORNING })
    expect(await given(room.minji)).toEqual([['review_meeting', on, 3, false]])
    const late = await filingIn(0)
    await remindDeadlines(db, { now: MORNING })
    expect(await given(late.room.minji)).toEqual([])
  })

  test('of a day that was moved come anew', async () => {
    const { room } = await filingIn(7)
    await remindDeadlines(db, { now: MORNING })
    const moved = caseDatesDraft({ review_meeting: addDays(TODAY, 3) })
    await saveCaseDates(db, room.sora.viewer, { slug: room.slug, dates: moved })
    await remindDeadlines(db, { now: MORNING })
    expect((await given(room.minji)).map(([, on, days]) => [on, days])).toEqual([
      [addDays(TODAY, 7), 7],
      [addDays(TODAY, 3), 3],
    ])
  })

  test('are pushed once, outside quiet hours, with a number and no word of what', async () => {
    const { room } = await filingIn(3)
    const browser = await withDevice(room, room.minji)
    const push = testPush()
    await remindDeadlines(db, { now: MORNING })
    await pushReminders(db, { memberId: room.minji.memberId }, { push, now: NIGHT })
    expect(browser.received).toEqual([])
    await pushReminders(db, { memberId: room.minji.memberId }, { push, now: MORNING })
    await pushReminders(db, { memberId: room.minji.memberId }, { push, now: MORNING })
    expect(browser.received.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ body: '3일 남은 기한이 있어요', url: `/c/${room.slug}/deadlines`, count: 1 }),
    ])
    expect((await given(room.minji)).map(([, , , pushed]) => pushed)).toEqual([true])
  })
})

async function entriesOfLedger(caseId: string, kind: string) {
  const rows = await db
    .selectFrom('ledger')
    .select('data')
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .orderBy('seq')
    .execute()
  return rows.map(({ data }) => data as Record<string, unknown>)
}
