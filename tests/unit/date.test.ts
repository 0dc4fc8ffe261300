import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { addDays, daysBetween, seoulDate, weekday } from '#app/shapes/civil-date.ts'
import { kstDate, parseDate } from '#app/shapes/date.ts'

const code = (raw: unknown) => z.safeParse(kstDate, raw).error?.issues[0]?.message

test.each([
  ['2024-08-17', '2024-08-17'],
  ['20240817', '2024-08-17'],
  ['2024.8.17', '2024-08-17'],
  ['2024.08.17.', '2024-08-17'],
  ['2024. 8. 17.', '2024-08-17'],
  ['2024. 8. 17. (토)', '2024-08-17'],
  ['2024-8-7', '2024-08-07'],
  ['2024/8/17', '2024-08-17'],
  ['2024년 8월 17일', '2024-08-17'],
  ['2024년8월17일(토)', '2024-08-17'],
  [' ２０２４－０８－１７ ', '2024-08-17'],
  ['2024-02-29', '2024-02-29'],
  ['2000-01-01', '2000-01-01'],
  ['2100-12-31', '2100-12-31'],
])('%s is %s', (raw, date) => expect(z.parse(kstDate, raw)).toBe(date))

test.each([
  ['오늘', '2024-03-01'],
  ['어제', '2024-02-29'],
  ['그제', '2024-02-28'],
])('%s', (word, date) => expect(parseDate(word, '2024-03-01')).toEqual({ ok: true, value: date }))

test.each([
  [undefined, 'date.empty'],
  ['', 'date.empty'],
  [20240817, 'date.not_text'],
  [new Date(0), 'date.not_text'],
  ['2024-02-30', 'date.no_such_day'],
  ['2024년 2월 30일', 'date.no_such_day'],
  ['2023-02-29', 'date.no_such_day'],
  ['2100-02-29', 'date.no_such_day'],
  ['2024-13-01', 'date.no_such_day'],
  ['2024-00-10', 'date.no_such_day'],
  ['20240800', 'date.no_such_day'],
  ['1999-12-31', 'date.out_of_range'],
  ['2101-01-01', 'date.out_of_range'],
  ['0024-08-17', 'date.out_of_range'],
  ['24-08-17', 'date.unreadable'],
  ['2024-08', 'date.unreadable'],
  ['8월 17일', 'date.unreadable'],
  ['2024-08-17T00:00:00Z', 'date.unreadable'],
  ['2024-8.17', 'date.unreadable'],
  ['내일', 'date.unreadable'],
  ['2024-08-17\0', 'date.unreadable'],
  ['2'.repeat(50_000), 'date.too_long'],
  ['2024. '.repeat(6), 'date.unreadable'],
])('%j is refused: %s', (raw, message) => expect(code(raw)).toBe(message))

describe('civil dates', () => {
  const zone = process.env.TZ
  afterEach(() => {
    process.env.TZ = zone ?? 'UTC'
  })

  test.each(['UTC', 'Asia/Seoul', 'America/Los_Angeles', 'Pacific/Kiritimati'])('do not slip in %s', (tz) => {
    process.env.TZ = tz
    expect(seoulDate(new Date('2026-11-21T14:59:59.999Z'))).toBe('2026-11-21')
    expect(seoulDate(new Date('2026-11-21T15:00:00.000Z'))).toBe('2026-11-22')
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2024-03-10', -10)).toBe('2024-02-29')
    expect(addDays('2024-12-31', 1)).toBe('2025-01-01')
    expect(daysBetween('2024-03-09', '2024-03-11')).toBe(2)
    expect(daysBetween('2024-08-31', '2024-08-17')).toBe(-14)
    expect(daysBetween('2023-08-17', '2024-08-17')).toBe(366)
    expect(weekday('2024-08-17')).toBe(6)
    expect(weekday('2026-11-22')).toBe(0)
  })

  test('only dates are counted with', () => {
    expect(() => addDays('2024-02-30x', 1)).toThrow(RangeError)
    expect(() => weekday('')).toThrow(RangeError)
  })
})
