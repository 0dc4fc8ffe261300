import { grouped } from './format.ts'

/** Fifteen digits: above every amount a claim may carry, below the safe-integer limit. */
const MAX_DIGITS = 15

/** What a money field shows after a key press, and where its caret belongs. */
export interface MoneyText {
  text: string
  caret: number
}

/** The digits of a typed amount: `１2,000원` gives `12000`, `5만 3천` gives `53000`, pasted `12,000.00` gives `12000`. */
export function moneyDigits(typed: string): string {
  const plain = typed.normalize('NFKC').replace(/[,\s]/g, '')
  const digits = spokenAmount(plain) ?? plain.replace(/\.\d{0,2}\D*$/, '').replace(/\D/g, '')
  return digits.replace(/^0+(?=\d)/, '').slice(0, MAX_DIGITS)
}

/** A typed amount as won, or null when it holds no digit. */
export function moneyValue(typed: string): number | null {
  const digits = moneyDigits(typed)
  return digits === '' ? null : Number(digits)
}

/** A typed amount with commas; empty stays empty. */
export function moneyText(typed: string): string {
  const value = moneyValue(typed)
  return value === null ? '' : grouped(value)
}

/**
 * Puts the commas back after a key press and keeps the caret beside the same digit. When only a comma was erased
 * backwards, the digit before it goes too: otherwise the comma would return and the caret would be stuck. Spoken amounts
 * (`5만 3천`) stay as they are until the field is left.
 */
export function retypeMoney(
  before: string,
  typed: string,
  caret: number,
  erasedBackwards = false,
): MoneyText {
  if (/\d\s*[천만억]/.test(typed)) return { text: typed, caret }
  let digitsLeft = countDigits(typed.slice(0, caret))
  let digits = typed
  if (erasedBackwards && typed !== before && moneyDigits(typed) === moneyDigits(before) && digitsLeft > 0) {
    const bare = typed.normalize('NFKC').replace(/\D/g, '')
    digits = bare.slice(0, digitsLeft - 1) + bare.slice(digitsLeft)
    digitsLeft -= 1
  }
  const text = moneyText(digits)
  const dropped = Math.max(0, countDigits(digits) - countDigits(text))
  return { text, caret: caretAfter(text, Math.max(0, digitsLeft - dropped)) }
}

function spokenAmount(plain: string): string | null {
  const said = plain.match(/^(?:(\d+)억)?(?:(\d+)만)?(?:(\d+)천)?(\d+)?원?$/)
  if (!said || !(said[1] ?? said[2] ?? said[3])) return null
  const [, eok = '0', man = '0', cheon = '0', rest = '0'] = said
  const sum = Number(eok) * 100_000_000 + Number(man) * 10_000 + Number(cheon) * 1000 + Number(rest)
  return Number.isSafeInteger(sum) ? String(sum) : null
}

function countDigits(text: string): number {
  return text.normalize('NFKC').replace(/\D/g, '').length
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
