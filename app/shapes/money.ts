import { type Reading, read, readString, refuse, shape } from './reading.ts'

/**
 * Ten trillion won, exclusive: a thousand times the largest e-commerce failure so far (티몬·위메프, about 1.3조), so anything
 * above is a slip of the finger; and a million such amounts still add up inside a safe integer of 9.007 × 10^15.
 */
export const WON_LIMIT = 10_000_000_000_000

/** Longest amount looked at, in UTF-16 code units: "9조 9,999억 9,999만 9,999원" with room for blanks. */
const AMOUNT_UNITS = 60

/**
 * An amount as Zod schema: number or text → whole won, 0 ≤ won < `WON_LIMIT`. Reads 129000, "129,000원", "₩ 1 000",
 * full-width figures, "12만 3천원", "1.5만", "만원", "129,000.00".
 * Codes: `money.empty`, `.not_text`, `.too_long`, `.unreadable`, `.negative`, `.fraction`, `.too_large`.
 */
export const won = shape(parseWon)

/** The reader behind `won`. */
export function parseWon(raw: unknown): Reading<number> {
  if (typeof raw === 'number') return wholeWon(raw)
  const given = readString(raw, 'money', AMOUNT_UNITS)
  if (!given.ok) return given
  const line = given.value
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .trim()
  if (/^(?:₩|\\)?\s*[-−–△▲(]\s*₩?\s*\d/.test(line)) return refuse('money.negative')
  const amount = line
    .replace(/^(?:금\s*)?[₩\\]?\s*/, '')
    .replace(/\s*원(?:정|\s*\(?)?$/, '')
    .replace(/(\d)\.0{1,2}$/, '$1')
  if (DECIMALS.test(amount)) return refuse('money.fraction')
  if (GROUPED.test(amount)) return wholeWon(Number(amount.replace(/[\s,]/g, '')))
  return readUnits(amount)
}

function wholeWon(amount: number): Reading<number> {
  if (Number.isNaN(amount)) return refuse('money.unreadable')
  if (amount < 0) return refuse('money.negative')
  if (amount >= WON_LIMIT) return refuse('money.too_large')
  return Number.isInteger(amount) ? read(amount === 0 ? 0 : amount) : refuse('money.fraction')
}

/** Digits alone, or in groups of three by comma or blank. "1,5" could mean two things, so it means nothing. */
const GROUPED = /^(?:\d{1,20}|\d{1,3}(?:[, ]\s?\d{3}){1,6})$/
const DECIMALS = /^[\d, ]{1,30}\.\d{1,10}$/

/** "1억 2,000만 3천": parts by 조, 억, 만 and the rest, each what `sectionOf` reads. */
const UNITS = /^(?:([\d,. 천백십]*)조)?(?:([\d,. 천백십]*)억)?(?:([\d,. 천백십]*)만)?([\d, 천백십]*)$/
const WORTH = [1_000_000_000_000, 100_000_000, 10_000, 1]

function readUnits(amount: string): Reading<number> {
  const match = UNITS.exec(amount)
  const parts = match?.slice(1) ?? []
  const used = parts.flatMap((part, at) =>
    part === undefined || (at === 3 && part.trim() === '') ? [] : [at],
  )
  const [first, last] = [used[0], used.at(-1)]
  if (first === undefined || last === undefined) return refuse('money.unreadable')
  // "12만 5" is 125,000 to the one who says it and 120,005 to a machine; "1억 2000" likewise. Neither is guessed.
  const before = used.at(-2)
  if (last === 3 && before !== undefined && isBareTail(parts[3] ?? '', before))
    return refuse('money.unreadable')
  let sum = 0
  for (const at of used) {
    const won = sectionOf(parts[at] ?? '', WORTH[at] ?? 1, used.length === 1)
    if (won === null || (at !== first && won >= 10_000 * (WORTH[at] ?? 1))) return refuse('money.unreadable')
    sum += won
  }
  return wholeWon(sum)
}

function isBareTail(part: string, before: number): boolean {
  const tail = part.trim()
  return /^[\d,]+$/.test(tail) && (before < 2 || tail.length < 2)
}

/** One part in won: "3천5백", "2,000", "" (one of its unit) or, standing alone, "1.5". Null when it is none of these. */
function sectionOf(part: string, worth: number, alone: boolean): number | null {
  const text = part.trim()
  if (text === '') return worth
  if (GROUPED.test(text)) return Number(text.replace(/[\s,]/g, '')) * worth
  const decimal = alone ? /^(\d{1,8})\.(\d{1,8})$/.exec(text) : null
  if (decimal) {
    // Through whole numbers: 1.15 × 10,000 is not 11,500 in floating point.
    const digits = decimal[2] ?? ''
    return (Number(`${decimal[1]}${digits}`) * worth) / 10 ** digits.length
  }
  const small = /^(?:(\d?) ?천)? ?(?:(\d?) ?백)? ?(?:(\d?) ?십)? ?(\d{2,3})?$/.exec(text)
  if (!small) return null
  const [thousands, hundreds, tens, rest] = small.slice(1)
  const count = (digit: string | undefined, unit: number) =>
    digit === undefined ? 0 : Number(digit || 1) * unit
  const higher = count(thousands, 1000) + count(hundreds, 100) + count(tens, 10)
  const lowest = tens !== undefined ? 10 : hundreds !== undefined ? 100 : 1000
  return Number(rest ?? 0) < lowest ? (higher + Number(rest ?? 0)) * worth : null
}
