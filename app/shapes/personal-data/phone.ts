import { GAP, isDigit, isOpen, type PlainLine, type Span, spanOf } from '../plain-line.ts'
import { openNumberAt, wordsBeside } from './beside.ts'

const G = `(?:${GAP})?`
const COUNTRY = `(?:8${G}2${G}(?:0${G})?|0${G})`
const REST = (digits: string) => `(?:${G}\\d){${digits}}`
/** Mobile 010/011/016–019, personal 050x and internet 070, then the area codes (전기통신번호관리세칙 별표 1). */
const PHONE = new RegExp(
  `${COUNTRY}(?:(?<mobile>1${G}[016789]${REST('7,8')})|(?<safe>5${G}0${G}\\d${REST('7,8')}|7${G}0${REST('8')})|` +
    `(?<area>2${REST('7,8')}|[3-6]${G}[1-5]${REST('7,8')}))`,
  'y',
)
/** 공일공 before figures; fewer digits read aloud are chance. */
const SPOKEN_PREFIX = 3
/** Numbers of a business are there to be called. */
const BUSINESS =
  /고객|센터|대표|매장|본사|회사|업체|상담|콜센터|사무실|지점|경찰|소비자|법원|시청|구청|팩스|fax|cs/iu

/** Telephone numbers of people. Those of businesses and offices, and representative numbers (1588-…), stay. */
export function* phones(text: string, plain: PlainLine): Generator<Span> {
  for (let at = 0; at < plain.line.length; at += 1) {
    const sign = plain.line[at]
    if ((sign !== '0' && sign !== '8') || !isOpen(plain, at - 1)) continue
    PHONE.lastIndex = at
    const match = PHONE.exec(plain.line)
    const to = match && wholeEnd(plain, at, at + match[0].length)
    if (!match || !to || continues(plain, at, to)) continue
    const span = spanOf(plain, at, to)
    if (isPersonal(text, span, match)) yield span
    at = to - 1
  }
}

/** The end of the number, or null where digits go on: then it is part of something longer. */
function wholeEnd({ line, spoken }: PlainLine, from: number, to: number): number | null {
  const aloud = spoken.slice(from, to).filter(Boolean).length
  if (aloud > 0 && aloud < SPOKEN_PREFIX) return null
  return isDigit(line[to]) && !spoken[to] ? null : to
}

/** True inside a longer number of parts: 2024-010-1234-5678 is an order. */
function continues({ line, spoken }: PlainLine, from: number, to: number): boolean {
  const before = line[from - 1] === '-' && isDigit(line[from - 2]) && !spoken[from - 2]
  const after = line[to] === '-' && isDigit(line[to + 1]) && !spoken[to + 1]
  return before || after || line[from - 1] === 'a'
}

function isPersonal(text: string, span: Span, { groups }: RegExpExecArray): boolean {
  const { before, after } = wordsBeside(text, span)
  const grouped = /[^\p{L}\p{N}]/u.test(text.slice(span.start, span.end))
  if (openNumberAt(before) >= 0 && !(groups?.mobile && grouped)) return false
  if (groups?.mobile) return true
  return !BUSINESS.test(before) && !BUSINESS.test(after) && (grouped || groups?.safe !== undefined)
}
