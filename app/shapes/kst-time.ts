import { dateFrom, seoulDate } from './civil-date.ts'
import { type Reading, read, readString, refuse, shape } from './reading.ts'

// A date and a time of day in Korea, as two fields of a form.

/** Longest time looked at, in UTF-16 code units. */
const TIME_UNITS = 20
const KST = '+09:00'

/**
 * A time of day as Zod schema: text → `HH:MM`. Reads 14:30, 9:05, 1430, 14시 30분, 14시, 오후 2:30, 오전 9시.
 * Codes: `time.empty`, `.not_text`, `.too_long`, `.unreadable`.
 */
export const kstTimeOfDay = shape(readTime)

/** The reader behind `kstTimeOfDay`. */
export function readTime(raw: unknown): Reading<string> {
  const given = readString(raw, 'time', TIME_UNITS)
  if (!given.ok) return given
  const match = TIME.exec(given.value.normalize('NFKC').trim())
  if (!match) return refuse('time.unreadable')
  const [, half, ...figures] = match
  const [hour = 0, minute = 0] = figures.filter((figure) => figure !== undefined).map(Number)
  if (minute > 59 || hour > 23 || (half && (hour < 1 || hour > 12))) return refuse('time.unreadable')
  const full = half ? (hour % 12) + (half === '오후' ? 12 : 0) : hour
  return read(`${String(full).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
}

const TIME = /^(오전|오후)? ?(?:(\d{2})(\d{2})|(\d{1,2}) ?: ?(\d{2})|(\d{1,2}) ?시(?: ?(\d{1,2}) ?분)?)$/

/** An instant (ISO), none, or which of the two fields could not be read. */
export type Moment = { instant: string | null } | { field: 'date' | 'time'; code: string }

/**
 * The instant a date field and a time field name together, as ISO, or null when both are empty. A date alone means
 * `alone` (`HH:MM`). Codes are those of the fields, and `time.date_needed` for a time without a date.
 */
export function readMoment(date: unknown, time: unknown, { alone }: { alone: string }): Moment {
  const [noDate, noTime] = [isBlank(date), isBlank(time)]
  if (noDate && noTime) return { instant: null }
  if (noDate) return { field: 'date', code: 'time.date_needed' }
  const day = typeof date === 'string' ? dateFrom(date, seoulDate(Date.now())) : { no: 'unreadable' as const }
  if ('no' in day) return { field: 'date', code: `date.${day.no}` }
  const clock = noTime ? read(alone) : readTime(time)
  if (!clock.ok) return { field: 'time', code: clock.code }
  return { instant: instantOf(day.date, clock.value) }
}

/** The issue of a moment that could not be read, at the field of that name. */
export function momentIssue(
  { field, code }: Extract<Moment, { code: string }>,
  names: Record<'date' | 'time', string>,
) {
  return { code: 'custom' as const, message: code, path: [names[field]], input: undefined }
}

/** The ISO instant of a date (`YYYY-MM-DD`) and time of day (`HH:MM`) in Korea. */
export function instantOf(date: string, time: string): string {
  return new Date(`${date}T${time}:00${KST}`).toISOString()
}

/** True for a field left empty. */
export function isBlank(raw: unknown): boolean {
  return raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '')
}
