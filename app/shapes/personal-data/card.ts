import { GAP, isDigit, isOpen, type PlainLine, type Span, spanOf } from '../plain-line.ts'
import { openNumberAt, wordsBeside } from './beside.ts'

/** Four fours (15 digits: 4-6-5), in groups or in one piece; the first digit tells the network, 9 is domestic. */
const CARD = new RegExp(
  `(?<grouped>[3-69]\\d{3}${GAP}\\d{4}${GAP}\\d{4}${GAP}\\d{4}|3[47]\\d\\d${GAP}\\d{6}${GAP}\\d{5})|` +
    `(?<apart>[3-69](?:${GAP}\\d){15})|(?<bare>[3-69]\\d{15}|3[47]\\d{13})`,
  'y',
)

/** Card numbers: the check digit of ISO/IEC 7812-1 (Luhn) holds and no word beside them names something else. */
export function* cardNumbers(text: string, plain: PlainLine): Generator<Span> {
  for (let at = 0; at + 15 <= plain.line.length; at += 1) {
    if (!isDigit(plain.line[at]) || !isOpen(plain, at - 1)) continue
    CARD.lastIndex = at
    const match = CARD.exec(plain.line)
    if (!match || !isOpen(plain, at + match[0].length) || !hasLuhnDigit(match[0])) continue
    const span = spanOf(plain, at, at + match[0].length)
    if (match.groups?.bare && openNumberAt(wordsBeside(text, span).before) >= 0) continue
    yield span
    at += match[0].length - 1
  }
}

function hasLuhnDigit(written: string): boolean {
  const digits = written.replace(/\D/g, '')
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - at))
    sum += at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}
