import { daysBetween, type Instant, seoulClock, seoulDate, weekday } from '#app/shapes/civil-date.ts'

/**
 * Numbers, dates and times as Korean text. Everything is arithmetic on purpose: Node and browsers carry different
 * Intl data (Node 20 writes "PM 2:00" where Chromium writes "오후 2:00"), and a page rendered on the server must
 * not change by a single character when the browser takes over. Korea has kept UTC+9 without summer time since 1988.
 */

const MAN = 10_000
const EOK = 100_000_000
const JO = 1_000_000_000_000
const weekdays = ['일', '월', '화', '수', '목', '금', '토']

/** `1,234` with a comma every three digits; the sign is kept. */
export function grouped(count: number): string {
  const digits = String(Math.abs(Math.trunc(count))).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return count < 0 ? `-${digits}` : digits
}

/** People: `1,243명`. */
export function people(count: number): string {
  return `${grouped(count)}명`
}

/** Cases, claims, messages: `1,243건`. */
export function items(count: number): string {
  return `${grouped(count)}건`
}

/** Exact won, for lists and forms: `1,234,000원`. */
export function won(amount: number): string {
  return `${grouped(amount)}원`
}

/** Won for big figures: exact below 1억, then `12억 3,400만 원` and `1조 2,345억 원`, rounded down. */
export function wonHero(amount: number): string {
  const size = Math.abs(amount)
  if (size < EOK) return won(amount)
  const [unit, small, unitName, smallName] = size < JO ? [EOK, MAN, '억', '만'] : [JO, EOK, '조', '억']
  const rest = Math.floor((size % Number(unit)) / Number(small))
  const whole = `${grouped(Math.floor(size / Number(unit)))}${unitName}`
  return `${amount < 0 ? '-' : ''}${whole}${rest ? ` ${grouped(rest)}${smallName}` : ''} 원`
}

/** Exact won the way it is said, as an aid below a money field: `123만 4천 원`, `12억 3,400만 5,670원`. */
export function wonReading(amount: number): string {
  const size = Math.abs(Math.trunc(amount))
  if (size === 0) return '0원'
  const parts = [
    [Math.floor(size / JO), '조'],
    [Math.floor((size % JO) / EOK), '억'],
    [Math.floor((size % EOK) / MAN), '만'],
  ]
    .filter(([count]) => count)
    .map(([count, unit]) => `${grouped(Number(count))}${unit}`)
  const rest = size % MAN
  if (rest % 1000 === 0 && rest > 0) parts.push(`${rest / 1000}천`)
  const tail = rest % 1000 === 0 ? ' 원' : `${parts.length ? ' ' : ''}${grouped(rest)}원`
  return `${amount < 0 ? '-' : ''}${parts.join(' ')}${tail}`
}

/** `오후 3:04` */
export function clock(instant: Instant): string {
  const at = seoulClock(instant)
  const hour = at.getUTCHours()
  return `${hour < 12 ? '오전' : '오후'} ${hour % 12 || 12}:${String(at.getUTCMinutes()).padStart(2, '0')}`
}

/** `8월 17일 (토) 오후 3:04` */
export function moment(instant: Instant): string {
  return `${shortDay(seoulDate(instant))} ${clock(instant)}`
}

/** `2024년 8월 17일 (토) 오후 3:04` */
export function fullMoment(instant: Instant): string {
  return `${day(seoulDate(instant))} ${clock(instant)}`
}

/** A `YYYY-MM-DD` date as `2024년 8월 17일 (토)`. */
export function day(date: string): string {
  return `${date.slice(0, 4)}년 ${shortDay(date)}`
}

/** A `YYYY-MM-DD` date as `8월 17일 (토)`. */
export function shortDay(date: string): string {
  return `${monthDay(date)} (${weekdayName(date)})`
}

/** A `YYYY-MM-DD` date as the line between two days of a conversation: `2026년 11월 22일 일요일`. */
export function dayDivider(date: string): string {
  return `${date.slice(0, 4)}년 ${monthDay(date)} ${weekdayName(date)}요일`
}

/** `D-12` before the date, `D-Day` on it, `D+3` after it. */
export function dDay(date: string, today: string): string {
  const left = daysBetween(today, date)
  if (left === 0) return 'D-Day'
  return left > 0 ? `D-${grouped(left)}` : `D+${grouped(-left)}`
}

/** The same as a sentence part, for reading aloud: `12일 남음`, `오늘`, `3일 지남`. */
export function dDayWords(date: string, today: string): string {
  const left = daysBetween(today, date)
  if (left === 0) return '오늘'
  return left > 0 ? `${grouped(left)}일 남음` : `${grouped(-left)}일 지남`
}

/** How long ago: `방금`, `12분 전`, `3시간 전`, then the day. Pass the same `now` on the server and in the browser. */
export function ago(instant: Instant, now: Instant): string {
  const minutes = Math.floor((new Date(now).getTime() - new Date(instant).getTime()) / 60_000)
  if (minutes < 1) return '방금'
  if (minutes < 60) return `${minutes}분 전`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}시간 전`
  return shortDay(seoulDate(instant))
}

function monthDay(date: string): string {
  return `${Number(date.slice(5, 7))}월 ${Number(date.slice(8, 10))}일`
}

function weekdayName(date: string): string {
  return weekdays[weekday(date)] ?? ''
}
