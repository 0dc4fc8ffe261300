import { describe, expect, test } from 'vitest'
import { addDays } from '#app/shapes/civil-date.ts'
import type { Anchor } from '#app/shapes/law.ts'
import { isWorkingDay } from '#server/domain/law/calendar.ts'
import type { ClaimFacts } from '#server/domain/law/claim-facts.ts'
import { type Deadline, deadlineOf, deadlinesOf } from '#server/domain/law/deadline.ts'
import { afterHours, daysBefore, lastDayOf, lastDayRolled } from '#server/domain/law/period.ts'
import { type RuleId, ruleIds } from '#server/domain/law/rule.ts'
import { deadlineRules, ruleOf } from '#server/domain/law/rules.ts'
import { buyerFacts, seeded, sellerFacts } from './facts.ts'
import vectors from './vectors.json'

const all: ClaimFacts['answers'] = { abroad: true, paypal: true, aliexpress: true, large_retailer: true }
const read = (rule: RuleId, dates: ClaimFacts['dates'], changes: Partial<ClaimFacts> = {}) =>
  deadlineOf(ruleOf(rule), buyerFacts({ dates, answers: all, ...changes }))
const given = (id: string) => {
  const vector = vectors.deadlines.find((each) => each.id === id)
  const [first = '', second = ''] = vector?.given.match(/\d{4}-\d{2}-\d{2}(?:T[\d:+]+)?/g) ?? []
  return { first, second, end: vector?.end }
}

describe('what was reckoned by hand', () => {
  test.each<[string, RuleId, Anchor]>([
    ['D01', 'withdraw', 'supply'],
    ['D04', 'collective_accept', 'collective_decided'],
    ['D06', 'collective_answer', 'collective_until'],
    ['D07', 'order_objection', 'order_served'],
    ['D08', 'late_filing', 'hindrance_ended'],
    ['D09', 'exam_suit', 'exam_until'],
    ['D15', 'paypal', 'payment'],
    ['D16', 'chargeback', 'payment'],
    ['D17', 'aliexpress', 'completion'],
    ['D21', 'defence_reply', 'defence_arrived'],
  ])('%s', (id, rule, anchor) => {
    const { first, end } = given(id)
    expect(read(rule, { [anchor]: first })?.legal).toBe(end)
  })

  test('D02: of two periods the one that ends earlier', () => {
    const { first, second, end } = given('D02')
    const found = read('differs', { supply: first, knowledge: second })
    expect(found).toMatchObject({ state: 'dated', legal: end })
    expect(found?.readings.map((reading) => reading.end)).toEqual(['2026-09-10', '2026-09-28'])
  })

  test('D11: the price of goods ends after three years, on the safe side of five', () => {
    const { first, end } = given('D11')
    const found = read('settlement_limit', { due: first }, { side: 'seller' })
    expect(found).toMatchObject({ state: 'beyond', legal: null, safe: end })
    expect(found?.readings.map(({ unrolled }) => unrolled)).toEqual(['2029-05-02', '2027-05-02'])
  })

  test('D13, D18, D19, D20: periods no claim has', () => {
    expect(lastDayRolled({ months: 1 }, given('D13').first)).toBe(given('D13').end)
    expect(afterHours(given('D18').first, 72)).toBe(given('D18').end)
    expect(lastDayOf({ days: 30 }, given('D19').first)).toBe(given('D19').end)
    const { first, last } = daysBefore(given('D20').first, 20)
    expect(`${first} ~ ${last}`).toBe(given('D20').end)
  })
})

describe('안전 기한', () => {
  test('of a silence that counts is the last working day before any roll-over', () => {
    expect(read('collective_accept', { collective_decided: '2026-12-10' })).toMatchObject({
      legal: '2026-12-28',
      safe: '2026-12-24',
      readings: [{ unrolled: '2026-12-25' }],
    })
    expect(read('collective_accept', { collective_decided: '2026-11-02' })).toMatchObject({
      legal: '2026-11-17',
      safe: '2026-11-17',
    })
  })

  test('of a card network is a week earlier, and neither moves for a holiday', () => {
    expect(read('chargeback', { payment: '2026-07-20' })).toMatchObject({
      legal: '2026-11-17',
      safe: '2026-11-10',
    })
    expect(read('chargeback', { payment: '2026-05-27' })?.legal).toBe('2026-09-24')
  })

  test('of a rule read in two ways is the earlier, with both shown', () => {
    const found = read('aliexpress', { completion: '2026-11-01', delivery_due: '2026-10-20' })
    expect(found).toMatchObject({ state: 'dated', legal: '2026-11-16', safe: '2026-11-04', missing: [] })
    expect(found?.readings.map(({ anchor, end }) => [anchor, end])).toEqual([
      ['completion', '2026-11-16'],
      ['delivery_due', '2026-11-04'],
    ])
    expect(read('aliexpress', { completion: '2026-11-01' })?.missing).toEqual(['delivery_due'])
  })

  test('is never after 법정 기한, which is a working day where the law moves it', () => {
    const random = seeded(161)
    const wrong: unknown[] = []
    for (let run = 0; run < 60; run += 1) {
      const day = addDays('2024-02-01', Math.floor(random() * 900))
      const dates = Object.fromEntries(
        deadlineRules.flatMap(({ readings }) => readings.map(({ anchor }) => [anchor, day])),
      )
      for (const rule of deadlineRules) {
        const { legal = null, safe = null } = read(rule.id, dates) ?? {}
        if (legal && safe && safe > legal) wrong.push([rule.id, day])
        if (legal && rule.rolls && !isWorkingDay(legal)) wrong.push([rule.id, day])
      }
    }
    expect(wrong).toEqual([])
  })
})

describe('a day that is not known', () => {
  test('is named, not guessed', () => {
    expect(read('withdraw', {})).toMatchObject({
      state: 'missing',
      legal: null,
      safe: null,
      missing: ['supply'],
    })
  })

  test('of two leaves an outer limit', () => {
    const found = read('differs', { supply: '2026-06-10' })
    expect(found).toMatchObject({ state: 'at_latest', legal: '2026-09-10', missing: ['knowledge'] })
  })

  test('is not needed where the period has not begun', () => {
    const found = read('withdraw', {}, { supplied: false })
    expect(found).toMatchObject({ state: 'not_begun', legal: null, missing: [] })
  })
})

describe('years whose holidays are not known', () => {
  test('leave the day by the calendar, and say so', () => {
    const found = read('tort_limit', { harm_known: '2026-11-22' })
    expect(found).toMatchObject({ state: 'beyond', legal: null, safe: '2029-11-22' })
  })

  test('leave working days uncounted', () => {
    const found = read('refund_withdrawn', { withdrawal: '2027-12-30' })
    expect(found).toMatchObject({ state: 'beyond', legal: null, safe: null, readings: [] })
    expect(read('refund_withdrawn', { withdrawal: '2027-12-24' })?.legal).toBe('2027-12-30')
    expect(read('refund_withdrawn', { withdrawal: '2023-12-28' })?.state).toBe('beyond')
  })
})

test('a rule says nothing of days before it held', () => {
  expect(read('relief_end', { relief_filed: '2026-09-10' })).toBeNull()
  expect(read('relief_end', { relief_filed: '2026-09-11' })?.legal).toBe('2026-10-12')
  expect(
    deadlinesOf(sellerFacts({ dates: { due: '2026-08-16', receipt: '2021-10-20' }, answers: all })).map(
      ({ rule }) => rule,
    ),
  ).not.toContain('large_retail_purchase')
})

describe('who is concerned', () => {
  const named = (found: Deadline[]) => found.map(({ rule }) => rule)

  test('buyers by card abroad hear of the networks, others do not', () => {
    const facts = buyerFacts({ method: 'card_once', instalments: null, answers: { abroad: true } })
    expect(named(deadlinesOf(facts))).toContain('chargeback')
    expect(named(deadlinesOf({ ...facts, answers: {} }))).not.toContain('chargeback')
    expect(named(deadlinesOf({ ...facts, method: 'transfer' }))).not.toContain('chargeback')
  })

  test('sellers hear of settlements and nothing of consumers', () => {
    const found = named(
      deadlinesOf(
        sellerFacts({ answers: all, dates: { due: '2026-08-16', collective_until: '2026-12-01' } }),
      ),
    )
    expect(found).toEqual([
      'large_retail_commission',
      'large_retail_purchase',
      'demand_sue',
      'tort_limit',
      'settlement_limit',
    ])
  })

  test('everybody hears of the court’s days once they are set', () => {
    const dates = { filing_until: '2024-10-24', exam_until: '2024-11-14', review_meeting: '2024-12-27' }
    for (const facts of [buyerFacts({ dates }), sellerFacts({ dates })]) {
      const found = deadlinesOf(facts)
      expect(found.find(({ rule }) => rule === 'filing')).toMatchObject({
        legal: '2024-10-24',
        safe: '2024-10-24',
      })
      expect(found.find(({ rule }) => rule === 'exam_suit')?.legal).toBe('2024-12-16')
      expect(found.find(({ rule }) => rule === 'review_meeting')?.legal).toBe('2024-12-27')
    }
    expect(named(deadlinesOf(buyerFacts()))).not.toContain('filing')
  })
})

describe('the data', () => {
  test('holds each rule once', () => {
    expect(deadlineRules.map(({ id }) => id).sort()).toEqual([...ruleIds].sort())
  })

  test.each(deadlineRules.map((rule) => [rule.id, rule] as const))('%s is whole', (_, rule) => {
    expect(rule.readings.length).toBeGreaterThan(0)
    if (rule.several === 'either') expect(rule.readings.length).toBeGreaterThan(1)
    // What a contract sets is not moved by the law.
    if (rule.basis[0].endsWith('Terms')) expect(rule.rolls).toBe(false)
  })
})
