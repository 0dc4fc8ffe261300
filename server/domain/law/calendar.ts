import { addDays, weekday } from '#app/shapes/civil-date.ts'
import { Refusal } from '../refusal.ts'
import { HOLIDAY_YEARS, holidays } from './holidays.ts'

// Days of the Korean calendar as the law counts them. Dates are civil dates of Seoul, `YYYY-MM-DD`.

const names = new Map(holidays.map(([date, , name]) => [date, name]))
const SUNDAY = 0
const SATURDAY = 6
/** Years that can be counted in; beyond them lies a slip. */
const YEARS = { from: 1900, to: 2199 }

/** Refuses `law.no_such_day` for anything but a day that exists. */
export function ensureDay(date: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  const [year, month, day] = (match?.slice(1) ?? []).map(Number)
  if (!year || !month || !day || year < YEARS.from || year > YEARS.to || month > 12)
    throw new Refusal('invalid', 'law.no_such_day')
  if (day > daysInMonth(year, month)) throw new Refusal('invalid', 'law.no_such_day')
  return date
}

/** Whether the public holidays of that day's year are known. */
export function isInTable(date: string): boolean {
  const year = Number(date.slice(0, 4))
  return year >= HOLIDAY_YEARS.from && year <= HOLIDAY_YEARS.to
}

/** The name of the public holiday on that day, or null. Sundays without another holiday have none. */
export function holidayName(date: string): string | null {
  return names.get(date) ?? null
}

/** Neither Saturday nor public holiday. Refuses `law.beyond_holidays` for a weekday of a year outside the table. */
export function isWorkingDay(date: string): boolean {
  const day = weekday(date)
  if (day === SUNDAY || day === SATURDAY) return false
  if (!isInTable(date)) throw new Refusal('invalid', 'law.beyond_holidays')
  return !names.has(date)
}

/** That day, or when it is off the next that is not (민법 제161조). Refuses `law.beyond_holidays`. */
export function rolled(date: string): string {
  let day = date
  while (!isWorkingDay(day)) day = addDays(day, 1)
  return day
}

/** That day, or when it is off the last one before it that is not. Refuses `law.beyond_holidays`. */
export function lastWorkingDay(date: string): string {
  let day = date
  while (!isWorkingDay(day)) day = addDays(day, -1)
  return day
}

/** The `count`-th working day after a day, which itself is not counted. Refuses `law.beyond_holidays`. */
export function workingDaysAfter(date: string, count: number): string {
  let day = date
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(day)) left -= 1
  }
  return day
}

/** The day with the same number `months` later, or null where that month has no such day. */
export function sameDayIn(date: string, months: number): string | null {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const count = year * 12 + (month - 1) + months
  const [toYear, toMonth] = [Math.floor(count / 12), (count % 12) + 1]
  return day > daysInMonth(toYear, toMonth) ? null : dateOf(toYear, toMonth, day)
}

/** The last day of the month that lies `months` after a day's. */
export function monthEndIn(date: string, months: number): string {
  const [year = 0, month = 0] = date.split('-').map(Number)
  const count = year * 12 + (month - 1) + months
  const [toYear, toMonth] = [Math.floor(count / 12), (count % 12) + 1]
  return dateOf(toYear, toMonth, daysInMonth(toYear, toMonth))
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function dateOf(year: number, month: number, day: number): string {
  const two = (count: number) => String(count).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}
