import { addDays } from '#app/shapes/civil-date.ts'
import { Refusal } from '../refusal.ts'
import { ensureDay, monthEndIn, rolled, sameDayIn, workingDaysAfter } from './calendar.ts'

// Periods as 민법 제156–161조 count them.

/** How long. Weeks are seven days each (민법 제160조 제1항), working days are neither Saturdays nor public holidays. */
export type Period =
  | { days: number }
  | { weeks: number }
  | { months: number }
  | { years: number }
  | { workingDays: number }

/** `fromMidnight`: the first day counts, because the period begins at 0:00 of it (민법 제157조 단서). */
export type Counting = { fromMidnight?: boolean }

/**
 * The last day of a period after a day, before any roll-over. The first day is not counted (제157조) unless `fromMidnight`;
 * months and years go by the calendar and end the day before the one of the same number, or where there is none with
 * the month (제160조). Working days skip what is off, so their last day never is. Refuses `law.no_such_day`,
 * `law.not_a_period` for anything but a whole number from 1 on, `law.beyond_holidays` for working days.
 */
export function lastDayOf(period: Period, from: string, { fromMidnight = false }: Counting = {}): string {
  const [unit, count] = Object.entries(period)[0] as [keyof AllPeriods, number]
  if (!Number.isSafeInteger(count) || count < 1) throw new Refusal('invalid', 'law.not_a_period')
  const first = fromMidnight ? ensureDay(from) : addDays(ensureDay(from), 1)
  const ends: Record<keyof AllPeriods, () => string> = {
    days: () => addDays(first, count - 1),
    weeks: () => addDays(first, count * 7 - 1),
    months: () => dayBeforeSame(first, count),
    years: () => dayBeforeSame(first, count * 12),
    workingDays: () => workingDaysAfter(addDays(first, -1), count),
  }
  return ends[unit]()
}

type AllPeriods = { days: 0; weeks: 0; months: 0; years: 0; workingDays: 0 }

/** `lastDayOf` rolled over what is off (제161조). Refuses `law.beyond_holidays` besides. */
export function lastDayRolled(period: Period, from: string, counting: Counting = {}): string {
  return rolled(lastDayOf(period, from, counting))
}

/** The days before a day that lie within `count` days of it, the day itself not counted, both ends included. */
export function daysBefore(date: string, count: number): { first: string; last: string } {
  ensureDay(date)
  if (!Number.isSafeInteger(count) || count < 1) throw new Refusal('invalid', 'law.not_a_period')
  return { first: addDays(date, -count), last: addDays(date, -1) }
}

const HOUR_MS = 3_600_000
const KST_MS = 9 * HOUR_MS

/**
 * The end of a period of hours, as `YYYY-MM-DDTHH:MM+09:00`: it runs at once and rolls over nothing (제156조).
 * `from` is any ISO instant. Refuses `law.no_such_day`, `law.not_a_period`.
 */
export function afterHours(from: string, hours: number): string {
  const at = Date.parse(from)
  if (Number.isNaN(at)) throw new Refusal('invalid', 'law.no_such_day')
  if (!Number.isSafeInteger(hours) || hours < 1) throw new Refusal('invalid', 'law.not_a_period')
  return `${new Date(at + hours * HOUR_MS + KST_MS).toISOString().slice(0, 16)}+09:00`
}

function dayBeforeSame(first: string, months: number): string {
  const same = sameDayIn(first, months)
  return same === null ? monthEndIn(first, months) : addDays(same, -1)
}
