import { type Reading, read, readString, refuse, shape } from './reading.ts'

/** Longest number looked at, in UTF-16 code units. */
const PHONE_UNITS = 40

/**
 * A Korean telephone number as Zod schema: text → digits only, with the leading 0. Reads 010-0000-0001,
 * +82 10 0000 0001, 02)000-0000, 1588-0000 and full-width figures; gives back the 0 a spreadsheet ate off 010.
 * Codes: `phone.empty`, `.not_text`, `.too_long`, `.unreadable`.
 */
export const phone = shape(parsePhone)

/** The reader behind `phone`. */
export function parsePhone(raw: unknown): Reading<string> {
  const given = readString(raw, 'phone', PHONE_UNITS)
  if (!given.ok) return given
  const bare = given.value.normalize('NFKC').replace(/[\s\-‐-―−.()/\u200b-\u200f\u2060\ufeff]/g, '')
  const digits = bare.replace(/^(?:\+|00)?82(?=0?[1-7])0?/, '0').replace(/^10(?=\d{8}$)/, '010')
  return KINDS.some((kind) => kind.test(digits)) ? read(digits) : refuse('phone.unreadable')
}

/** Digits as people write them: 010-0000-0001, 02-000-0000, 1588-0000. Anything else comes back as it is. */
export function formatPhone(digits: string): string {
  const kind = KINDS.find((each) => each.test(digits))
  if (!kind) return digits
  const head = kind === NATIONWIDE ? 4 : digits.startsWith('02') ? 2 : digits.startsWith('050') ? 4 : 3
  const rest = digits.slice(head)
  if (kind === NATIONWIDE) return `${digits.slice(0, head)}-${rest}`
  return `${digits.slice(0, head)}-${rest.slice(0, -4)}-${rest.slice(-4)}`
}

/** 15xx, 16xx and 18xx numbers, which have no area. */
const NATIONWIDE = /^1[568]\d{6}$/
const KINDS = [
  /^010\d{8}$/,
  /^01[16789]\d{7,8}$/,
  /^02\d{7,8}$/,
  /^0(?:3[1-3]|4[1-4]|5[1-5]|6[1-4])\d{7,8}$/,
  /^070\d{8}$/,
  /^050[2-8]\d{7,8}$/,
  /^0[68]0\d{7,8}$/,
  NATIONWIDE,
]
