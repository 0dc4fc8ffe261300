import { expect, test } from 'vitest'
import { estimateOf } from '#server/domain/law/estimate.ts'
import { buyerFacts, sellerFacts } from './facts.ts'

const TODAY = '2024-12-31'

test('a refund bears 15 % from the day after the third working day', () => {
  const facts = buyerFacts({ supplied: false, dates: { withdrawal: '2024-08-16' } })
  const found = estimateOf(facts, { today: TODAY })
  expect(found).toMatchObject({
    state: 'reckoned',
    due: '2024-08-21',
    from: { anchor: 'withdrawal', on: '2024-08-16' },
    cutOff: { on: TODAY, why: 'today' },
    rateId: 'ECOM_REFUND',
    interest: { accrued: 69_978, method: 'PERIOD' },
  })
})

test('of goods that came it runs from their return', () => {
  const dates = { withdrawal: '2024-08-01', returned: '2024-08-16' }
  expect(estimateOf(buyerFacts({ dates }), { today: TODAY })).toMatchObject({ due: '2024-08-21' })
  expect(
    estimateOf(buyerFacts({ supplied: true, dates: { withdrawal: '2024-08-01' } }), { today: TODAY }),
  ).toEqual({
    state: 'missing',
    missing: ['returned'],
    rateId: 'ECOM_REFUND',
  })
})

test('it is cut the day before proceedings were opened, or where one wants', () => {
  const dates = { withdrawal: '2024-08-16' }
  const upTo = (more: object, until?: string) =>
    estimateOf(buyerFacts({ dates: { ...dates, ...more } }), { today: TODAY, ...(until ? { until } : {}) })
  expect(upTo({ opening: '2024-09-10' })).toMatchObject({
    cutOff: { on: '2024-09-09', why: 'before_opening' },
  })
  expect(upTo({ opening: '2024-09-10', bankruptcy: '2025-11-10' })).toMatchObject({
    cutOff: { on: '2024-09-09' },
  })
  expect(upTo({ bankruptcy: '2025-11-10' })).toMatchObject({
    cutOff: { on: '2025-11-09', why: 'before_bankruptcy' },
  })
  expect(upTo({ opening: '2024-09-10' }, '2024-10-01')).toMatchObject({
    cutOff: { on: '2024-10-01', why: 'chosen' },
  })
})

test('nothing runs before the money is due', () => {
  const facts = buyerFacts({ supplied: false, dates: { withdrawal: '2024-08-16' } })
  expect(estimateOf(facts, { today: '2024-08-21' })).toMatchObject({ state: 'not_late', due: '2024-08-21' })
  expect(estimateOf(facts, { today: '2024-08-22' })).toMatchObject({ interest: { accrued: 530 } })
})

test('what is not known is asked for, and a year outside the table is said', () => {
  expect(estimateOf(buyerFacts(), { today: TODAY })).toMatchObject({
    state: 'missing',
    missing: ['withdrawal'],
  })
  const early = buyerFacts({ dates: { withdrawal: '2023-08-16' } })
  expect(estimateOf(early, { today: TODAY }).state).toBe('beyond')
})

test('a settlement bears 6 % from the day agreed', () => {
  const facts = sellerFacts({ remaining: 3_650_000, dates: { due: '2024-02-28' } })
  expect(estimateOf(facts, { today: '2025-03-31' })).toMatchObject({
    rateId: 'COMMERCIAL',
    interest: { accrued: 237_600 },
  })
  expect(estimateOf(facts, { today: '2025-03-31', method: 'TOTAL_365' })).toMatchObject({
    interest: { accrued: 238_200 },
  })
})

test('a large retailer owes 15.5 % after forty days, and only when it is one', () => {
  const dates = { due: '2025-04-30', closing: '2025-03-31' }
  const facts = sellerFacts({ remaining: 48_500_000, dates, answers: { large_retailer: true } })
  expect(estimateOf(facts, { today: '2025-12-31' })).toMatchObject({
    due: '2025-05-12',
    rateId: 'LARGE_RETAIL',
    interest: { accrued: 4_798_842 },
  })
  expect(estimateOf({ ...facts, answers: {} }, { today: '2025-12-31' })).toMatchObject({
    rateId: 'COMMERCIAL',
  })
})

test('what came back on a day goes to the interest first, what came back sometime is off from the start', () => {
  const dates = { withdrawal: '2024-12-27' }
  const facts = buyerFacts({ remaining: 760_000, refunds: [{ on: '2025-03-14', amount: 240_000 }], dates })
  expect(estimateOf(facts, { today: '2025-05-26' })).toMatchObject({
    due: '2025-01-02',
    interest: { allocations: [{ toInterest: 29_178, toPrincipal: 210_822 }], owed: { principal: 789_178 } },
  })
  expect(estimateOf({ ...facts, refunds: [] }, { today: '2025-05-26' })).toMatchObject({
    interest: { owed: { principal: 760_000 } },
  })
})
