import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '#app/shapes/civil-date.ts'
import { afterHours, daysBefore, lastDayOf, lastDayRolled } from '#server/domain/law/period.ts'
import { seeded } from './facts.ts'

describe('months and years go by the calendar', () => {
  test.each([
    // The day after the event begins it, so an end of February gives a whole month.
    ['2027-02-28', 1, '2027-03-31'],
    ['2026-11-30', 1, '2026-12-31'],
    ['2024-11-14', 1, '2024-12-14'],
    // There is no 31 February: the period ends with the month (민법 제160조 제3항).
    ['2025-01-30', 1, '2025-02-28'],
    ['2024-01-30', 1, '2024-02-29'],
    ['2025-01-31', 1, '2025-02-28'],
    ['2026-03-30', 1, '2026-04-30'],
    ['2026-03-31', 1, '2026-04-30'],
    ['2026-05-30', 1, '2026-06-30'],
    ['2025-08-30', 6, '2026-02-28'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2024-02-28', 12, '2025-02-28'],
    ['2026-06-10', 3, '2026-09-10'],
  ])('%s and %i months: %s', (from, months, end) => expect(lastDayOf({ months }, from)).toBe(end))

  test.each([
    ['2024-02-28', 1, '2025-02-28'],
    ['2024-02-29', 1, '2025-02-28'],
    ['2023-02-28', 1, '2024-02-29'],
    ['2024-05-02', 3, '2027-05-02'],
    ['2024-12-31', 5, '2029-12-31'],
  ])('%s and %i years: %s', (from, years, end) => expect(lastDayOf({ years }, from)).toBe(end))
})

test('the first day is not counted, unless the period begins with it', () => {
  expect(lastDayOf({ days: 7 }, '2026-09-17')).toBe('2026-09-24')
  expect(lastDayOf({ days: 7 }, '2026-09-17', { fromMidnight: true })).toBe('2026-09-23')
  expect(lastDayOf({ days: 1 }, '2026-09-17', { fromMidnight: true })).toBe('2026-09-17')
  expect(lastDayOf({ months: 1 }, '2026-12-01', { fromMidnight: true })).toBe('2026-12-31')
  expect(lastDayOf({ weeks: 2 }, '2026-09-10')).toBe('2026-09-24')
  expect(lastDayOf({ workingDays: 1 }, '2026-11-20')).toBe('2026-11-23')
  expect(lastDayOf({ workingDays: 1 }, '2026-11-20', { fromMidnight: true })).toBe('2026-11-20')
})

test('a last day that is off moves on', () => {
  expect(lastDayRolled({ days: 7 }, '2026-09-17')).toBe('2026-09-28')
  expect(lastDayRolled({ months: 1 }, '2024-11-14')).toBe('2024-12-16')
  expect(lastDayRolled({ years: 3 }, '2024-05-02')).toBe('2027-05-04')
})

test('hours run at once, through nights and holidays', () => {
  expect(afterHours('2026-09-25T22:10+09:00', 72)).toBe('2026-09-28T22:10+09:00')
  expect(afterHours('2026-12-31T15:30:00.000Z', 24)).toBe('2027-01-02T00:30+09:00')
})

test('days before a day do not count it', () => {
  expect(daysBefore('2024-07-29', 20)).toEqual({ first: '2024-07-09', last: '2024-07-28' })
  expect(daysBefore('2024-03-01', 1)).toEqual({ first: '2024-02-29', last: '2024-02-29' })
})

test.each([0, -1, 1.5, Number.NaN])('%d is no length', (days) => {
  expect(() => lastDayOf({ days }, '2026-09-17')).toThrow('law.not_a_period')
  expect(() => afterHours('2026-09-17T00:00+09:00', days)).toThrow('law.not_a_period')
  expect(() => daysBefore('2026-09-17', days)).toThrow('law.not_a_period')
})

test.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026-00-10', '26-1-1', '', '2026-11-31', '0001-01-01'])(
  '%j is no day',
  (day) => expect(() => lastDayOf({ days: 7 }, day)).toThrow('law.no_such_day'),
)

test('later days never end earlier, and units agree with one another', () => {
  const random = seeded(20261122)
  const wrong: unknown[] = []
  for (let run = 0; run < 200; run += 1) {
    const from = addDays('2024-01-01', Math.floor(random() * 1000))
    const count = 1 + Math.floor(random() * 18)
    for (const period of [{ days: count }, { weeks: count }, { months: count }, { years: count }]) {
      if (lastDayOf(period, addDays(from, 1)) < lastDayOf(period, from)) wrong.push([from, period])
    }
    const days = daysBetween(from, lastDayOf({ months: count }, from))
    if (days < Math.floor(count * 29.5) - 1 || days > count * 31) wrong.push([from, count, days])
    const [years, months] = [lastDayOf({ years: count }, from), lastDayOf({ months: count * 12 }, from)]
    const [weeks, sevens] = [lastDayOf({ weeks: count }, from), lastDayOf({ days: count * 7 }, from)]
    if (years !== months || weeks !== sevens) wrong.push([from, count])
  }
  expect(wrong).toEqual([])
})
