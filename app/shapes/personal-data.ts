import { bankAccounts } from './personal-data/bank-account.ts'
import { cardNumbers } from './personal-data/card.ts'
import { emails } from './personal-data/email.ts'
import { phones } from './personal-data/phone.ts'
import { digitsIn, isDigit, plainLine, type Span } from './plain-line.ts'
import { residentNumbers } from './resident-number.ts'

// What in a text would tell strangers who somebody is or where their money lies: found before it is sent, and covered
// before it is kept. Order, tracking, business and customer-service numbers are left alone: the room works with them.

export const personalKinds = ['resident', 'card', 'account', 'phone', 'email'] as const
export type PersonalKind = (typeof personalKinds)[number]
export type PersonalSpan = Span & { kind: PersonalKind }

/**
 * Kinds that are covered whatever the writer wishes: a resident registration number may not be processed at all
 * (개인정보 보호법 제24조의2), and a card number in a room helps nobody but thieves.
 */
export const alwaysCovered: ReadonlySet<PersonalKind> = new Set(['resident', 'card'])

/** What a covered character becomes. */
const COVER = '*'
/** The fewest digits of any number looked for: a phone of nine. */
const DIGITS_LEAST = 9
/** The fewest of them read aloud: 공일공 before figures. */
const SPOKEN_LEAST = 3

/**
 * Personal data in `text`, in order and without overlaps; where two readings overlap, the
 * stricter one wins (a check digit before a shape, a shape before a neighbouring word). Pure; bounded time on any text.
 */
export function findPersonalData(text: string): PersonalSpan[] {
  const enough = digitsIn(text, DIGITS_LEAST, SPOKEN_LEAST)
  const found: PersonalSpan[] = []
  const taken = new Uint8Array(text.length)
  const add = (kind: PersonalKind, spans: Iterable<Span>) => {
    for (const span of spans) {
      if (taken.subarray(span.start, span.end).includes(1)) continue
      taken.fill(1, span.start, span.end)
      found.push({ ...span, kind })
    }
  }
  if (enough.written || enough.spoken) {
    const lines = (enough.spoken ? [false, true] : [false]).map((spoken) => plainLine(text, spoken))
    for (const plain of lines) add('card', cardNumbers(text, plain))
    add('resident', residentNumbers(text))
    for (const plain of lines) add('phone', phones(text, plain))
    for (const plain of lines) add('account', bankAccounts(text, plain))
  }
  add('email', emails(text))
  return found.sort((a, b) => a.start - b.start)
}

/**
 * The text with its personal data covered: every digit, and every letter before the @ of an address. `keep` names kinds
 * the writer insists on; those of `alwaysCovered` are covered all the same. `kinds` are those that were covered.
 */
export function maskPersonalData(
  text: string,
  keep: ReadonlySet<PersonalKind> = new Set(),
): { text: string; kinds: PersonalKind[] } {
  const spans = findPersonalData(text).filter(({ kind }) => alwaysCovered.has(kind) || !keep.has(kind))
  let masked = ''
  let from = 0
  for (const span of spans) {
    masked += text.slice(from, span.start) + cover(text.slice(span.start, span.end), span.kind)
    from = span.end
  }
  const kinds = personalKinds.filter((kind) => spans.some((span) => span.kind === kind))
  return { text: masked + text.slice(from), kinds }
}

function cover(part: string, kind: PersonalKind): string {
  if (kind === 'email') return part.replace(/[\p{L}\p{N}]/gu, COVER)
  const { line, starts, ends } = plainLine(part, true)
  let covered = ''
  let from = 0
  for (let at = 0; at < line.length; at += 1) {
    if (!isDigit(line[at])) continue
    covered += part.slice(from, starts[at]) + COVER
    from = ends[at] ?? from
  }
  return covered + part.slice(from)
}
