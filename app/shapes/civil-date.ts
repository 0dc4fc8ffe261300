/**
 * Civil dates of Korea as `YYYY-MM-DD` strings, which sort and compare as text. Nothing here looks at the time zone
 * of the machine: arithmetic goes through UTC midnights only, and Korea has kept UTC+9 without summer time since 1988.
 */

/** Years a date may lie in: before the first a shop's order is a slip, after the last a plan is. */
export const YEARS = { from: 2000, to: 2100 }
const KST_MS = 9 * 3_600_000
const DAY_MS = 86_400_000

/** Anything that names an instant: an ISO string, epoch milliseconds or a Date. */
export type Instant = string | number | Date

/** The wall clock in Seoul at an instant, as a Date whose UTC fields are to be read. */
export function seoulClock(instant: Instant): Date {
  return new Date(new Date(instant).getTime() + KST_MS)
}

/** The date in Seoul at an instant. */
export function seoulDate(instant: Instant): string {
  return seoulClock(instant).toISOString().slice(0, 10)
}

/** The time of day in Seoul at an instant, `HH:MM`. */
export function seoulTime(instant: Instant): string {
  return seoulClock(instant).toISOString().slice(11, 16)
}

/** The date `days` after (or, negative, before) a date. */
export function addDays(date: string, days: number): string {
  return new Date(midnight(date) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Days from one date to another: 0 on the same day, negative when `to` lies before `from`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((midnight(to) - midnight(from)) / DAY_MS)
}

/** Day of the week, 0 Sunday to 6 Saturday. */
export function weekday(date: string): number {
  return new Date(midnight(date)).getUTCDay()
}

/** Why a text is no date. */
export type NoDate = 'unreadable' | 'no_such_day' | 'out_of_range'

/**
 * A typed date. Reads 2024-08-17, 20240817, 240817, 2024.8.17, "2024. 8. 17.", 2024/8/17, 2024년 8월 17일 (with or
 * without a weekday in brackets), and 오늘, 어제, 그제 counted from `today`.
 */
export function dateFrom(text: string, today: string): { date: string } | { no: NoDate } {
  const line = text.normalize('NFKC').trim()
  const ago = DAYS_AGO.get(line)
  if (ago !== undefined) return { date: addDays(today, -ago) }
  const match = FORMS.map((form) => form.exec(line)).find((found) => found !== null)
  if (!match) return { no: 'unreadable' }
  const [, written = '', month = '', day = ''] = match
  const year = written.length === 2 ? 2000 + Number(written) : Number(written)
  if (!isRealDay(year, Number(month), Number(day))) return { no: 'no_such_day' }
  if (year < YEARS.from || year > YEARS.to) return { no: 'out_of_range' }
  return { date: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` }
}

const DAYS_AGO = new Map([
  ['오늘', 0],
  ['어제', 1],
  ['그제', 2],
  ['그저께', 2],
])

const FORMS = [
  /^(\d{4}|\d{2})(\d{2})(\d{2})$/,
  /^(\d{4}) ?[-–/] ?(\d{1,2}) ?[-–/] ?(\d{1,2})(?: ?\([일월화수목금토]\))?$/,
  /^(\d{4}) ?\. ?(\d{1,2}) ?\. ?(\d{1,2})(?: ?\.)?(?: ?\([일월화수목금토]\))?$/,
  /^(\d{4}) ?년 ?(\d{1,2}) ?월 ?(\d{1,2}) ?일(?: ?\([일월화수목금토]\))?$/,
]

function isRealDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** UTC midnight of a date in ms. Throws RangeError on anything but a real `YYYY-MM-DD`. */
function midnight(date: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(ms)) throw new RangeError('not a date of the form YYYY-MM-DD')
  return ms
}
