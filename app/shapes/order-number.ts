import { type Reading, read, refuse, shape } from './reading.ts'
import { findResidentNumber } from './resident-number.ts'
import { cleanText } from './text.ts'

/** Longest order number, in characters: twice the longest that Korean shops print. */
export const ORDER_NUMBER_MAX = 60

/**
 * An order number as Zod schema: text → the number as the shop prints it, in narrow characters, with its leading zeros
 * and hyphens. Letters (Latin, Hangul), digits, blank and - _ . / # : ( ) + are allowed, at least one letter or digit.
 * Codes: `order_number.empty`, `.not_text`, `.too_long`, `.bad_characters`, `.resident_number`.
 */
export const orderNumber = shape(parseOrderNumber)

/** The reader behind `orderNumber`. */
export function parseOrderNumber(raw: unknown): Reading<string> {
  // A cell of an imported sheet may hold a number; as text it has lost nothing but zeros that were gone already.
  const given = typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0 ? String(raw) : (raw ?? '')
  if (typeof given !== 'string') return refuse('order_number.not_text')
  const clean = cleanText(given, { max: ORDER_NUMBER_MAX })
  if (!clean.ok) return refuse(`order_number.${clean.code}`)
  const number = clean.value
    .normalize('NFKC')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
  if (number === '') return refuse('order_number.empty')
  if (number.length > ORDER_NUMBER_MAX) return refuse('order_number.too_long')
  if (!ALLOWED.test(number) || !/[\dA-Za-z가-힣]/.test(number)) return refuse('order_number.bad_characters')
  if (findResidentNumber(number, { serial: true })) return refuse('order_number.resident_number')
  return read(number)
}

/** The number as duplicates are searched: without blanks and hyphens, in capitals. Zeros stay, they tell orders apart. */
export function orderNumberKey(number: string): string {
  return number
    .normalize('NFKC')
    .replace(/[\s\-‐-―−]/g, '')
    .toUpperCase()
}

const ALLOWED = /^[0-9A-Za-z가-힣 \-_./#:()+]+$/
