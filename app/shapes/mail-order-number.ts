import { type Reading, read, readString, refuse, shape } from './reading.ts'

/** Longest number looked at, in UTF-16 code units. */
const NUMBER_UNITS = 60
/** First year of mail-order reports. */
const FIRST_YEAR = 1999
/** `제2024-서울강남-01234호`: year, office, running number; early ones have no year. */
const NUMBER = /^제?(?:(\d{4})-?)?([가-힣]{2,12})-?(\d{3,6})호?$/

/**
 * A mail-order report number (통신판매업 신고번호) as Zod schema: text → `2024-서울강남-01234`, `''` when left empty. It has
 * no check digit. Codes: `mail_order_number.not_text`, `.too_long`, `.unreadable`, `.no_such_year`.
 */
export const mailOrderNumber = shape((raw) => parseMailOrderNumber(raw, new Date().getUTCFullYear()))

/** The reader behind `mailOrderNumber`; `thisYear` is the last there can be one of. */
export function parseMailOrderNumber(raw: unknown, thisYear: number): Reading<string> {
  if (raw === undefined || raw === null || raw === '') return read('')
  const given = readString(raw, 'mail_order_number', NUMBER_UNITS)
  if (!given.ok) return given.code === 'mail_order_number.empty' ? read('') : given
  const match = NUMBER.exec(
    given.value
      .normalize('NFKC')
      .replace(/[\s.]/g, '')
      .replace(/[‐-―−]/g, '-'),
  )
  if (!match) return refuse('mail_order_number.unreadable')
  const [, year, office, number] = match
  if (year && (Number(year) < FIRST_YEAR || Number(year) > thisYear))
    return refuse('mail_order_number.no_such_year')
  return read([year, office, number].filter(Boolean).join('-'))
}
