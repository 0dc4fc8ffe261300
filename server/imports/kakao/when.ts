import type { Minute } from './entry.ts'

/** KakaoTalk appeared in 2010; a year outside is a slip of whoever edited the file. */
const YEARS = { from: 2010, to: 2099 }
const KST_MINUTES = 9 * 60
const DAY_MINUTES = 24 * 60
const MINUTE_MS = 60_000

/** A day as minutes since 1970 of its Korean midnight, or null where there is no such day (2월 30일). */
export function dayMinute(year: string, month: string, day: string): Minute {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  if (y < YEARS.from || y > YEARS.to || m < 1 || m > 12 || d < 1) return null
  const at = new Date(Date.UTC(y, m - 1, d))
  if (at.getUTCDate() !== d) return null
  return at.getTime() / MINUTE_MS - KST_MINUTES
}

/** Minutes into the day, or null. 오전 12:05 is five past midnight, 오후 12:05 five past noon; without half, 24 hours. */
export function clockMinute(half: string | undefined, hour: string, minute: string): Minute {
  const [h, m] = [Number(hour), Number(minute)]
  if (m > 59) return null
  if (half === undefined || half === '') return h > 23 ? null : h * 60 + m
  if (h < 1 || h > 12) return null
  const afternoon = half === '오후' || half.toUpperCase() === 'PM'
  return ((h % 12) + (afternoon ? 12 : 0)) * 60 + m
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** The number of an English month, long or short, as text; `0` for anything else, which is no month. */
export function monthNumber(name: string): string {
  return String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1)
}

/** The Korean midnight before a minute. */
export function midnightOf(minute: number): number {
  return minute - ((minute + KST_MINUTES) % DAY_MINUTES)
}
