import {
  GAP,
  isDigit,
  isOpen,
  type PlainLine,
  SPOKEN_DIGITS_LEAST,
  type Span,
  spanOf,
} from '../plain-line.ts'
import { openNumberAt, wordsBeside } from './beside.ts'

/** Account numbers have 10 to 16 digits in up to five parts. */
const ACCOUNT = new RegExp(`\\d(?:(?:${GAP})?\\d){9,15}`, 'y')
const PARTS = new RegExp(GAP, 'g')
/** Words that can only mean a bank or an account. */
const BANK =
  /계좌|은행|뱅크|예금주|입금|송금|이체|무통장|금고|저축|농협|수협|신협|카뱅|케뱅|토뱅|우체국|kb국민|ibk|kdb|sc제일|씨티|신한|nh\b|nh투자|증권/giu
/** Banks named like everyday words: believed beside a number written in parts. */
const BANK_WORD =
  /국민|우리|하나|기업|토스|카카오|케이|산업|대구|부산|경남|광주|전북|제주|제일|kb|im|sc|nh/giu

/** Account numbers: ten to sixteen digits next to a bank or a word of paying in, and no nearer word says otherwise. */
export function* bankAccounts(text: string, plain: PlainLine): Generator<Span> {
  for (let at = 0; at + 10 <= plain.line.length; at += 1) {
    if (!isDigit(plain.line[at]) || !isOpen(plain, at - 1)) continue
    ACCOUNT.lastIndex = at
    const match = ACCOUNT.exec(plain.line)
    if (!match) continue
    const to = at + match[0].length
    const span = spanOf(plain, at, to)
    if (isWhole(plain, at, to) && isAccount(text, span, match[0])) yield span
    at = to - 1
  }
}

function isWhole(plain: PlainLine, from: number, to: number): boolean {
  const aloud = plain.spoken.slice(from, to).filter(Boolean).length
  return (aloud === 0 || aloud >= SPOKEN_DIGITS_LEAST) && isOpen(plain, to) && plain.line[from - 1] !== 'a'
}

function isAccount(text: string, span: Span, written: string): boolean {
  if (isDateOrTime(written)) return false
  const { before, after } = wordsBeside(text, span)
  const parts = written.split(PARTS).length
  const named = lastAt(before, BANK)
  const guessed = parts >= 2 && parts <= 5 ? lastAt(before, BANK_WORD) : -1
  const open = openNumberAt(before)
  if (Math.max(named, guessed) >= 0) return Math.max(named, guessed) > open
  return open < 0 && (lastAt(after, BANK) >= 0 || (parts >= 2 && startsWithBank(after)))
}

/** 2024-08-16 10:00:00 and its like stand beside 입금 all day long. */
function isDateOrTime(written: string): boolean {
  return /^(?:19|20)\d\d[ .-]{0,3}(?:0?[1-9]|1[0-2])[ .-]{1,3}(?:0?[1-9]|[12]\d|3[01])\b/.test(written)
}

function startsWithBank(words: string): boolean {
  const at = words.search(BANK_WORD)
  return at >= 0 && at <= 2
}

function lastAt(words: string, pattern: RegExp): number {
  return Array.from(words.matchAll(pattern)).at(-1)?.index ?? -1
}
