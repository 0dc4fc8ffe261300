import { parseWon } from '#app/shapes/money.ts'
import { grouped } from '#app/text/format.ts'

/** Fifteen digits: above every amount a claim may carry, below the safe-integer limit. */
const MAX_DIGITS = 15

/** What a money field shows after a key press, and where its caret belongs. */
export interface MoneyText {
  text: string
  caret: number
}

/** A typed amount as whole won, read exactly as the server will read it, or null when it would be refused. */
export function moneyValue(typed: string): number | null {
  const read = parseWon(typed)
  return read.ok ? read.value : null
}

/** A typed amount with commas: `5만 3천` becomes `53,000`. What cannot be read stays as it is, to be mended. */
export function moneyText(typed: string): string {
  const value = moneyValue(typed)
  return value === null ? typed : grouped(value)
}

/**
 * Puts the commas back after a key press and keeps the caret beside the same digit. When only a comma was erased
 * backwards, the digit before it goes too: otherwise the comma would return and the caret would be stuck. Anything but
 * digits and commas (`5만`, `1.5만`, `-5`) stays as it is until the field is left.
 */
export function retypeMoney(
  before: string,
  typed: string,
  caret: number,
  erasedBackwards = false,
): MoneyText {
  if (!/^[\d,\s]*$/.test(typed.normalize('NFKC'))) return { text: typed, caret }
  let digitsLeft = digitsOf(typed.slice(0, caret)).length
  let digits = digitsOf(typed)
  if (erasedBackwards && typed !== before && digits === digitsOf(before) && digitsLeft > 0) {
    digits = digits.slice(0, digitsLeft - 1) + digits.slice(digitsLeft)
    digitsLeft -= 1
  }
  const kept = digits.replace(/^0+(?=\d)/, '').slice(0, MAX_DIGITS)
  const text = kept === '' ? '' : grouped(Number(kept))
  const dropped = digits.length - kept.length
  return { text, caret: caretAfter(text, Math.max(0, digitsLeft - dropped)) }
}

function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '')
}

function caretAfter(text: string, digits: number): number {
  let seen = 0
  let at = 0
  while (at < text.length && seen < digits) {
    if (text[at] !== ',') seen += 1
    at += 1
  }
  return at
}
