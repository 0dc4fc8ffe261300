import { type Reading, read, readString, refuse, shape } from './reading.ts'

/** Longest number looked at, in UTF-16 code units. */
const NUMBER_UNITS = 40
/** Weights of the first nine digits; the ninth also adds its carried ten. */
const WEIGHTS = [1, 3, 7, 1, 3, 7, 1, 3, 5]

/**
 * A business registration number (사업자등록번호) as Zod schema: text → ten digits with a right check digit. Hyphens,
 * dots, blanks and full-width figures are forgiven.
 * Codes: `business_number.empty`, `.not_text`, `.too_long`, `.unreadable` (not ten digits), `.wrong` (check digit).
 */
export const businessNumber = shape(parseBusinessNumber)

/** The reader behind `businessNumber`. */
export function parseBusinessNumber(raw: unknown): Reading<string> {
  const given = readString(raw, 'business_number', NUMBER_UNITS)
  if (!given.ok) return given
  const digits = given.value.normalize('NFKC').replace(/[\s.\-‐-―−]/g, '')
  if (!/^\d{10}$/.test(digits)) return refuse('business_number.unreadable')
  return isBusinessNumber(digits) ? read(digits) : refuse('business_number.wrong')
}

/** Whether ten digits are a possible number. Tax offices are numbered from 101, so ten zeros are none. */
export function isBusinessNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || Number(digits.slice(0, 3)) < 101) return false
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0)
  const carried = Math.floor((5 * Number(digits[8])) / 10)
  return (10 - ((sum + carried) % 10)) % 10 === Number(digits[9])
}

/** Ten digits as `123-45-67890`. */
export function formatBusinessNumber(digits: string): string {
  return `${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`
}
