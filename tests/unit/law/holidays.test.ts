import { expect, test } from 'vitest'
import { addDays, weekday } from '#app/shapes/civil-date.ts'
import { isWorkingDay, lastWorkingDay, rolled, workingDaysAfter } from '#server/domain/law/calendar.ts'
import { HOLIDAY_YEARS, holidays } from '#server/domain/law/holidays.ts'

const table = new Map(holidays.map(([date, kind, name]) => [date, { kind, name }]))
const [SUNDAY, SATURDAY] = [0, 6]

test('every holiday stands once, in order, in the years of the table', () => {
  const dates = holidays.map(([date]) => date)
  expect(dates).toEqual([...new Set(dates)].sort())
  const years = new Set(dates.map((date) => Number(date.slice(0, 4))))
  expect([...years]).toEqual([2024, 2025, 2026, 2027])
  expect([Math.min(...years), Math.max(...years)]).toEqual([HOLIDAY_YEARS.from, HOLIDAY_YEARS.to])
})

test('the fixed ones stand in each year since they are holidays', () => {
  for (let year = HOLIDAY_YEARS.from; year <= HOLIDAY_YEARS.to; year += 1) {
    const days = ['01-01', '03-01', '05-05', '06-06', '08-15', '10-03', '10-09', '12-25']
    const since2026 = ['05-01', '07-17']
    for (const day of days) expect(table.has(`${year}-${day}`), `${year}-${day}`).toBe(true)
    for (const day of since2026) expect(table.has(`${year}-${day}`), `${year}-${day}`).toBe(year >= 2026)
  }
})

test('the substitutes are those that article 3 of the decree makes', () => {
  const own = holidays.filter(([, kind]) => kind !== 'substitute')
  const shared = (date: string) =>
    own.some(([each, , name]) => each === date && name.includes('+')) && weekday(date) !== SUNDAY
  const never = ['1월 1일', '현충일']
  const taken = new Set(own.map(([date]) => date))
  const expected: string[] = []
  for (const [date, kind, name] of own) {
    if (kind === 'election' || kind === 'declared' || never.includes(name)) continue
    const week = weekday(date)
    const isFeast = name === '설날 연휴' || name === '추석 연휴'
    const given = shared(date) || week === SUNDAY || (week === SATURDAY && !isFeast)
    if (!given) continue
    let day = addDays(date, 1)
    while (taken.has(day) || weekday(day) === SUNDAY || weekday(day) === SATURDAY) day = addDays(day, 1)
    taken.add(day)
    expected.push(day)
  }
  expect(holidays.filter(([, kind]) => kind === 'substitute').map(([date]) => date)).toEqual(expected.sort())
})

test('days off in 2025 and 2026 are as many as were announced, with what came later', () => {
  const off = (year: number) => {
    let count = 0
    for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1))
      if (weekday(day) === SUNDAY || table.has(day)) count += 1
    return count
  }
  // 68 were announced for 2025, before 27 January and the presidential election; 70 for 2026, before 1 May and 17 July.
  expect([off(2025), off(2026)]).toEqual([68 + 2, 70 + 2])
})

test('a working day is neither Saturday, Sunday nor holiday', () => {
  expect(isWorkingDay('2026-09-23')).toBe(true)
  expect(isWorkingDay('2026-09-24')).toBe(false)
  expect(isWorkingDay('2026-11-21')).toBe(false)
  expect(isWorkingDay('2026-11-22')).toBe(false)
  expect(isWorkingDay('2025-05-01')).toBe(true)
  expect(isWorkingDay('2026-05-01')).toBe(false)
})

test('a day off is rolled on, over a whole feast', () => {
  expect(rolled('2026-09-24')).toBe('2026-09-28')
  expect(rolled('2025-10-03')).toBe('2025-10-10')
  expect(rolled('2027-02-06')).toBe('2027-02-10')
  expect(rolled('2026-11-23')).toBe('2026-11-23')
  expect(lastWorkingDay('2026-12-25')).toBe('2026-12-24')
  expect(lastWorkingDay('2025-10-09')).toBe('2025-10-02')
})

test('working days are counted from the day after', () => {
  expect(workingDaysAfter('2024-08-16', 3)).toBe('2024-08-21')
  expect(workingDaysAfter('2026-09-18', 7)).toBe('2026-10-01')
  expect(workingDaysAfter('2024-08-16', 0)).toBe('2024-08-16')
})

test('a year outside the table is said, not guessed', () => {
  expect(() => rolled('2028-01-03')).toThrow('law.beyond_holidays')
  expect(() => workingDaysAfter('2027-12-30', 3)).toThrow('law.beyond_holidays')
  expect(() => isWorkingDay('2023-12-29')).toThrow('law.beyond_holidays')
  expect(workingDaysAfter('2027-12-24', 3)).toBe('2027-12-30')
})
