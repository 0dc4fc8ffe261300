import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '#app/shapes/civil-date.ts'
import { workingDaysAfter } from '#server/domain/law/calendar.ts'
import { accrue, type InterestTerms, interestMethods, type RateSpan } from '#server/domain/law/interest.ts'
import { lastDayRolled } from '#server/domain/law/period.ts'
import { ratesOf } from '#server/domain/law/rates.ts'
import { seeded } from './facts.ts'
import vectors from './vectors.json'

const flat = (bp: number): RateSpan[] => [{ bp, from: null, until: null }]
const terms = (changes: Partial<InterestTerms> = {}): InterestTerms => ({
  principal: 1_000_000,
  rates: flat(1500),
  first: '2025-01-01',
  last: '2025-12-31',
  method: 'PERIOD',
  ...changes,
})

describe.each(vectors.interest)('$id', (vector) => {
  const { principal, rates, first, last } = vector

  test('comes to the won', () => {
    const period = accrue({ principal, rates, first, last, method: 'PERIOD' })
    expect(period.accrued).toBe(vector.PERIOD)
    expect(period.owed.interest).toBe(vector.PERIOD)
    if (vector.won) expect(period.segments.map(({ won }) => won)).toEqual(vector.won)
    if (vector.TOTAL_365 === undefined) return
    expect(accrue({ principal, rates, first, last, method: 'TOTAL_365' }).accrued).toBe(vector.TOTAL_365)
  })

  test('counts the days as said', () => {
    if (!vector.days) return
    const [segment] = accrue({ principal, rates, first, last, method: 'PERIOD' }).segments
    const { days, years, rem: rest, denom: denominator } = vector
    expect(segment).toMatchObject({ days, years, rest, denominator })
  })

  test('falls due when said', () => {
    if (!vector.trigger || !vector.due) return
    const isSettlement = vector.id === 'I10'
    const due = isSettlement
      ? lastDayRolled({ days: 40 }, vector.trigger)
      : workingDaysAfter(vector.trigger, 3)
    expect(due).toBe(vector.due)
    expect(addDays(due, 1)).toBe(first)
  })
})

describe('the years of a stretch', () => {
  test.each([
    ['2024-02-29', '2025-02-28', { years: 1, rest: 0, denominator: 365 }],
    ['2024-02-29', '2025-02-27', { years: 0, rest: 365, denominator: 366 }],
    ['2024-02-29', '2028-02-28', { years: 4, rest: 0 }],
    ['2024-03-01', '2025-02-28', { years: 1, rest: 0 }],
    ['2023-12-31', '2024-12-30', { years: 1, rest: 0 }],
    ['2023-03-01', '2024-02-28', { years: 0, rest: 365, denominator: 366 }],
    ['2024-01-01', '2024-12-31', { years: 1, rest: 0, denominator: 365 }],
    ['2024-01-01', '2024-06-30', { years: 0, rest: 182, denominator: 366 }],
    ['2025-06-01', '2025-06-01', { years: 0, rest: 1, denominator: 365 }],
  ])('%s to %s', (first, last, counted) => {
    expect(accrue(terms({ first, last })).segments[0]).toMatchObject(counted)
  })

  test('a whole leap year is a year, and 366 days over 365', () => {
    const year = { principal: 3_650_000, first: '2024-01-01', last: '2024-12-31' }
    expect(accrue(terms(year)).accrued).toBe(547_500)
    expect(accrue(terms({ ...year, method: 'TOTAL_365' })).accrued).toBe(549_000)
  })
})

describe('payments', () => {
  test('go to costs, then interest, then principal, and interest runs through their day', () => {
    // 1,000,000 at 15 % for 73 days is 30,000.
    const found = accrue(
      terms({ costs: 10_000, payments: [{ on: '2025-03-14', amount: 240_000 }], last: '2025-05-26' }),
    )
    expect(found.allocations).toEqual([
      {
        on: '2025-03-14',
        amount: 240_000,
        toCosts: 10_000,
        toInterest: 30_000,
        toPrincipal: 200_000,
        surplus: 0,
      },
    ])
    expect(found.segments.map(({ first, last, principal, won }) => [first, last, principal, won])).toEqual([
      ['2025-01-01', '2025-03-14', 1_000_000, 30_000],
      ['2025-03-15', '2025-05-26', 800_000, 24_000],
    ])
    expect(found.owed).toEqual({ costs: 0, interest: 24_000, principal: 800_000, total: 824_000 })
    expect(found.accrued).toBe(54_000)
  })

  test('that do not cover the interest leave the principal whole, and no interest on interest', () => {
    const found = accrue(terms({ payments: [{ on: '2025-03-14', amount: 10_000 }], last: '2025-05-26' }))
    expect(found.owed).toEqual({ costs: 0, interest: 50_000, principal: 1_000_000, total: 1_050_000 })
  })

  test('on the first day leave one day of interest', () => {
    const found = accrue(terms({ payments: [{ on: '2025-01-01', amount: 1_000_410 }] }))
    expect(found.allocations[0]).toMatchObject({ toInterest: 410, toPrincipal: 1_000_000, surplus: 0 })
    expect([found.accrued, found.owed.total]).toEqual([410, 0])
  })

  test('before the first day bear none', () => {
    const found = accrue(terms({ costs: 5, payments: [{ on: '2024-11-01', amount: 400_005 }] }))
    expect(found.allocations[0]).toMatchObject({ toCosts: 5, toInterest: 0, toPrincipal: 400_000 })
    expect(found.segments).toHaveLength(1)
    expect(found.accrued).toBe(90_000)
  })

  test('of more than is owed end it and say by how much', () => {
    const found = accrue(
      terms({
        payments: [
          { on: '2025-03-14', amount: 1_500_000 },
          { on: '2025-04-01', amount: 7 },
        ],
      }),
    )
    expect(found.allocations.map(({ surplus }) => surplus)).toEqual([470_000, 7])
    expect(found.owed.total).toBe(0)
    expect(found.segments).toHaveLength(1)
  })

  test('of one day count in turn, whatever order they were written in', () => {
    const early = { on: '2025-03-14', amount: 30_000 }
    const late = { on: '2025-05-26', amount: 100_000 }
    const twice = accrue(terms({ payments: [late, early, { ...early, amount: 50_000 }] }))
    const once = accrue(terms({ payments: [{ ...early, amount: 80_000 }, late] }))
    expect(twice.owed).toEqual(once.owed)
    expect(twice.segments).toEqual(once.segments)
  })

  test('after the last day change nothing and are named', () => {
    const payment = { on: '2026-01-01', amount: 5 }
    const found = accrue(terms({ payments: [payment] }))
    expect([found.later, found.allocations, found.owed.total]).toEqual([[payment], [], 1_150_000])
  })

  test('on the last day count', () => {
    const found = accrue(terms({ payments: [{ on: '2025-12-31', amount: 1_150_000 }] }))
    expect(found.owed.total).toBe(0)
  })
})

describe('rates', () => {
  test('that change make segments, each rounded down', () => {
    const found = accrue(
      terms({ principal: 99_999, rates: ratesOf('SUIT'), first: '2015-09-30', last: '2019-06-01' }),
    )
    expect(found.segments.map(({ first, last, bp }) => [first, last, bp])).toEqual([
      ['2015-09-30', '2015-09-30', 2000],
      ['2015-10-01', '2019-05-31', 1500],
      ['2019-06-01', '2019-06-01', 1200],
    ])
    expect(found.accrued).toBe(54 + (found.segments[1]?.won ?? 0) + 32)
  })

  test('change several times within payments', () => {
    const rates = [
      { bp: 500, from: null, until: '2025-02-28' },
      { bp: 600, from: '2025-03-01', until: '2025-06-30' },
      { bp: 1200, from: '2025-07-01', until: null },
    ]
    const found = accrue(terms({ rates, payments: [{ on: '2025-04-10', amount: 100_000 }] }))
    expect(found.segments.map(({ first, bp }) => [first, bp])).toEqual([
      ['2025-01-01', 500],
      ['2025-03-01', 600],
      ['2025-04-11', 600],
      ['2025-07-01', 1200],
    ])
    expect(found.accrued).toBe(found.segments.reduce((sum, { won }) => sum + won, 0))
  })

  test('that are missing for a day, or two for one, are refused', () => {
    const ends = { bp: 500, from: null, until: '2025-02-28' }
    const begins = { bp: 600, from: '2025-03-02', until: null }
    expect(() => accrue(terms({ rates: [ends, begins] }))).toThrow('law.no_rate')
    expect(() => accrue(terms({ rates: [ends, { ...begins, from: '2025-02-28' }] }))).toThrow('law.no_rate')
    expect(() => accrue(terms({ rates: [] }))).toThrow('law.no_rate')
    expect(() => accrue(terms({ rates: flat(10_001) }))).toThrow('law.no_rate')
    expect(() => accrue(terms({ rates: flat(-1) }))).toThrow('law.no_rate')
    expect(() => accrue(terms({ rates: ratesOf('ECOM_REFUND'), first: '2016-09-29' }))).toThrow('law.no_rate')
    expect(accrue(terms({ rates: flat(0) })).accrued).toBe(0)
  })

  test('of the table follow one another without a gap', () => {
    for (const id of [
      'ECOM_REFUND',
      'INSTALMENT_REFUND',
      'LARGE_RETAIL',
      'CIVIL',
      'COMMERCIAL',
      'SUIT',
    ] as const) {
      const [first, ...rest] = ratesOf(id)
      let before = first
      for (const next of rest) {
        expect(next.from).toBe(addDays(before?.until ?? '', 1))
        before = next
      }
      expect(before?.until).toBeNull()
    }
  })
})

describe('what cannot be reckoned is refused', () => {
  test.each([
    [{ first: '2025-01-03', last: '2025-01-01' }, 'law.starts_after_end'],
    [{ first: '2025-02-29' }, 'law.no_such_day'],
    [{ last: '2025-13-01' }, 'law.no_such_day'],
    [{ principal: -1 }, 'law.not_won'],
    [{ principal: 0.5 }, 'law.not_won'],
    [{ principal: 1e16 }, 'law.not_won'],
    [{ costs: -1 }, 'law.not_won'],
    [{ payments: [{ on: '2025-01-01', amount: -5 }] }, 'law.not_won'],
    [{ payments: [{ on: 'x', amount: 5 }] }, 'law.no_such_day'],
  ])('%j: %s', (changes, code) => expect(() => accrue(terms(changes))).toThrow(code))

  test('but a stretch of no day is nothing', () => {
    const found = accrue(terms({ first: '2025-01-02', last: '2025-01-01' }))
    expect([found.accrued, found.segments, found.owed.total]).toEqual([0, [], 1_000_000])
  })

  test('and nothing owed bears nothing', () => {
    expect(accrue(terms({ principal: 0, rates: [] })).accrued).toBe(0)
  })
})

describe('amounts stay exact', () => {
  test('at a trillion won over a hundred years', () => {
    const big = terms({
      principal: 1_000_000_000_000,
      first: '1963-01-01',
      last: '2062-12-31',
      rates: flat(600),
    })
    expect(accrue(big).accrued).toBe(6_000_000_000_000)
    expect(accrue(terms({ principal: 999_999_999_999, last: '2025-01-01' })).accrued).toBe(410_958_904)
  })
})

describe('whatever the days and amounts', () => {
  const random = seeded(479)
  const under = (limit: number) => Math.floor(random() * limit)
  const cases = Array.from({ length: 300 }, () => {
    const first = addDays('2019-06-01', under(3000))
    return {
      principal: under(1_000_000_000_000),
      bp: under(2001),
      first,
      last: addDays(first, under(2500)),
      method: interestMethods[under(2)] ?? 'PERIOD',
      payments: Array.from({ length: under(5) }, () => ({
        on: addDays(first, under(2600) - 50),
        amount: under(400_000_000_000),
      })),
    }
  })

  test('segments add up, follow one another, and every won is accounted for', () => {
    const wrong = cases.filter(({ bp, ...given }) => {
      const { accrued, allocations, segments, owed } = accrue({ ...given, rates: flat(bp), costs: 1000 })
      const paid = allocations.reduce((sum, { amount, surplus }) => sum + amount - surplus, 0)
      const isWhole = allocations.every(
        (each) => each.toCosts + each.toInterest + each.toPrincipal + each.surplus === each.amount,
      )
      const follows = segments.every(
        ({ first, last, days }, at) =>
          first === (at === 0 ? given.first : addDays(segments[at - 1]?.last ?? '', 1)) &&
          days === daysBetween(first, last) + 1,
      )
      const sum = segments.reduce((won, segment) => won + segment.won, 0)
      return !isWhole || !follows || sum !== accrued || paid + owed.total !== 1000 + given.principal + accrued
    })
    expect(wrong).toEqual([])
  })

  test('a day, a won or a basis point more is never less', () => {
    const wrong = cases.filter(({ bp, payments: _, ...given }) => {
      const of = (changes: Partial<InterestTerms>) =>
        accrue({ ...given, rates: flat(bp), ...changes }).accrued
      const less = [
        { last: addDays(given.last, 1) },
        { principal: given.principal + 1 },
        { rates: flat(bp + 1) },
      ]
      return less.some((changes) => of(changes) < of({}))
    })
    expect(wrong).toEqual([])
  })

  test('a cut anywhere loses less than a won by days, and by years at an anniversary', () => {
    for (const { bp, payments: _, ...given } of cases) {
      const whole = accrue({ ...given, rates: flat(bp) })
      const [segment] = whole.segments
      if (!segment) continue
      const cut =
        given.method === 'TOTAL_365'
          ? addDays(given.first, under(segment.days))
          : addDays(given.last, -segment.rest)
      if (cut < given.first) continue
      const parts = accrue({
        ...given,
        rates: [
          { bp, from: null, until: cut },
          { bp, from: addDays(cut, 1), until: null },
        ],
      })
      const lost = whole.accrued - parts.accrued
      // The rest of a stretch that began on 29 February begins on 1 March when cut: its year may be a day longer.
      if (given.method === 'PERIOD' && given.first.endsWith('02-29')) continue
      expect([0, 1], JSON.stringify({ given, cut })).toContain(lost)
    }
  })

  test('both ways of counting agree where no year begun has a 29 February', () => {
    const first = '2025-03-01'
    for (const { principal, bp } of cases) {
      const last = addDays(first, under(730))
      const of = (method: InterestTerms['method']) =>
        accrue({ principal, rates: flat(bp), first, last, method }).accrued
      expect(of('PERIOD')).toBe(of('TOTAL_365'))
    }
  })
})
