import { dateFrom, seoulDate } from './civil-date.ts'
import { type Reading, read, readString, refuse, shape } from './reading.ts'

/** Longest date looked at, in UTF-16 code units. */
const DATE_UNITS = 40

/**
 * A date as Zod schema: text → `YYYY-MM-DD`, read as `dateFrom` reads.
 * Codes: `date.empty`, `.not_text`, `.too_long`, `.unreadable`, `.no_such_day`, `.out_of_range`.
 */
export const kstDate = shape((raw) => parseDate(raw, seoulDate(Date.now())))

/** The reader behind `kstDate`; `today` is what 오늘 means. */
export function parseDate(raw: unknown, today: string): Reading<string> {
  const given = readString(raw, 'date', DATE_UNITS)
  if (!given.ok) return given
  const found = dateFrom(given.value, today)
  return 'date' in found ? read(found.date) : refuse(`date.${found.no}`)
}
