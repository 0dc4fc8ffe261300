import {
  digitsIn,
  GAP,
  isDigit,
  isOpen,
  type PlainLine,
  plainLine,
  SPOKEN_DIGITS_LEAST,
  type Span,
  spanOf,
} from './plain-line.ts'

/**
 * Finds Korean resident and foreigner registration numbers, so that no text holding one is ever kept
 * (개인정보 보호법 제24조의2). Pure, and linear in the length of the text.
 *
 * Shape: YYMMDD and seven digits, of which the first tells century and sex (1–8). Numbers issued since October 2020
 * end in random digits, so the old check digit proves nothing there: a number written in two parts is found without
 * it. Thirteen digits in one piece are common in orders and parcels; those need a word such as 주민번호 beside
 * them, or a right check digit and the birth date of somebody between 7 and 99. That window keeps order numbers
 * out: one that starts with a recent YYMMDD reads as an infant or a centenarian.
 */

export type ResidentNumberHints = {
  /** KST date `YYYY-MM-DD` that ages are counted to. Default: today by the clock. */
  today?: string
  /** True in order and tracking number fields, where a recent date and a serial are not a person. */
  serial?: boolean
}

/** The first registration number in `text`, or null. Masked ones (900101-1******) are not numbers any more. */
export function findResidentNumber(text: string, hints: ResidentNumberHints = {}): Span | null {
  for (const span of residentNumbers(text, hints)) return span
  return null
}

/** Every registration number in `text`: the written ones in order, then those with digits read aloud. */
export function* residentNumbers(text: string, hints: ResidentNumberHints = {}): Generator<Span> {
  const enough = digitsIn(text, 13)
  if (!enough.written && !enough.spoken) return
  const today = hints.today ?? new Date(Date.now() + KST_MS).toISOString().slice(0, 10)
  const ground = { text, today: Number(today.replaceAll('-', '')), serial: hints.serial ?? false }
  if (enough.written) yield* numbersIn(plainLine(text, false), ground)
  if (enough.spoken) yield* numbersIn(plainLine(text, true), ground)
}

const KST_MS = 9 * 3_600_000
/** Ages in years at which a number without other signs is believed to be a person's. */
const BELIEVED_AGES = { from: 7, below: 100 }
/** How far from a number the word that names it may stand, in UTF-16 units. */
const LABEL_UNITS = { before: 30, after: 20 }

type Ground = { text: string; today: number; serial: boolean }

const FRONT = `\\d{8}|\\d{6}|\\d\\d${GAP}\\d\\d${GAP}\\d\\d|\\d(?:${GAP}\\d){5}`
const BACK = `\\d(?:(?:${GAP})?\\d){6}`
const PATTERN = new RegExp(`(?<bare>\\d{13})|(?<front>${FRONT})(?<gap>[ .\\n-]{1,4})(?<back>${BACK})`, 'y')

function* numbersIn(plain: PlainLine, ground: Ground): Generator<Span> {
  for (let at = 0; at + 13 <= plain.line.length; at++) {
    if (!isDigit(plain.line[at]) || !isOpen(plain, at - 1)) continue
    PATTERN.lastIndex = at
    const match = PATTERN.exec(plain.line)
    if (match && isWhole(plain, at, at + match[0].length) && isPerson(plain, match, ground)) {
      yield spanOf(plain, at, at + match[0].length)
      at += match[0].length - 1
    }
  }
}

/** False where more digits follow on either side. Digits read aloud have no such edge: 칠 may be followed by 이에요. */
function isWhole(plain: PlainLine, from: number, to: number): boolean {
  const { spoken } = plain
  if (spoken.length > 0 && spoken.slice(from, to).filter(Boolean).length < SPOKEN_DIGITS_LEAST) return false
  return isOpen(plain, from - 1) && isOpen(plain, to)
}

function isPerson(plain: PlainLine, match: RegExpExecArray, ground: Ground): boolean {
  const { bare, front, gap = '', back } = match.groups ?? {}
  if (gap.includes('\n') && !gap.includes('-')) return false
  const digits = match[0].replace(/\D/g, '')
  const birth = birthOf(digits)
  if (birth === null || birth > ground.today) return false
  const age = Math.floor((ground.today - birth) / 10_000)
  const believed = age >= BELIEVED_AGES.from && age < BELIEVED_AGES.below
  const label = labelOf(ground.text, spanOf(plain, match.index, match.index + match[0].length))
  if (label === 'company' || (bare && hasLetterBeside(plain.line, match.index))) return false
  if (label === 'resident') return true
  if (bare) return believed && label === null && hasCheckDigit(digits)
  const usual = front?.length === 6 && back?.length === 7 && gap.includes('-')
  if (usual) return believed || (label === null && !ground.serial)
  return believed && (label === null || hasCheckDigit(digits))
}

/** Birth date as the number YYYYMMDD, or null where the digits (13, or 15 with a four-digit year) tell no real day. */
function birthOf(digits: string): number | null {
  const sex = Number(digits.at(-7))
  if (sex < 1 || sex > 8) return null
  const century = [1, 2, 5, 6].includes(sex) ? '19' : '20'
  if (digits.length === 15 && !digits.startsWith(century)) return null
  const date = century + digits.slice(-13, -7)
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(4, 6)), Number(date.slice(6))]
  const real = month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
  return real ? Number(date) : null
}

/** The check digit of numbers issued before October 2020, for Koreans (11 − r) and foreigners (13 − r) alike. */
function hasCheckDigit(digits: string): boolean {
  const last13 = digits.slice(-13)
  const sum = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5].reduce(
    (n, weight, at) => n + weight * Number(last13[at]),
    0,
  )
  const check = Number(last13[12])
  return (11 - (sum % 11)) % 10 === check || (13 - (sum % 11)) % 10 === check
}

type Label = 'resident' | 'company' | 'other' | null

const LABELS: [Exclude<Label, null>, string][] = [
  ['company', '법인\\s?(?:등록)?\\s?번호|법인'],
  [
    'other',
    '사업자\\s?등록\\s?번호|사업자|주문|송장|배송|택배|접수|예약|결제|승인|거래|영수증|상품|모델|바코드',
  ],
  ['other', '문의|전화|연락처|계좌|order|tracking|invoice|parcel'],
  ['resident', '주민(?!센터|세|회)|민증|민번|외국인|거소|등록\\s?번호|생년|rrn|resident'],
]
const LABEL = new RegExp(LABELS.map(([, words]) => `(${words})`).join('|'), 'gi')

/** What the words beside a number say it is: the nearest one before it, else a resident word right after it. */
function labelOf(text: string, span: Span): Label {
  const before = text.slice(Math.max(0, span.start - LABEL_UNITS.before), span.start)
  const nearest = Array.from(before.matchAll(LABEL)).at(-1)
  if (nearest) return LABELS[nearest.slice(1).findIndex((word) => word !== undefined)]?.[0] ?? null
  const after = text.slice(span.end, span.end + LABEL_UNITS.after)
  return /주민\s?(?:등록)?\s?번호|외국인\s?등록/.test(after) ? 'resident' : null
}

function hasLetterBeside(line: string, at: number): boolean {
  return line[at - 1] === 'a' || line[at + 13] === 'a'
}
