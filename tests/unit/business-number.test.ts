import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { businessNumber, formatBusinessNumber, isBusinessNumber } from '#app/shapes/business-number.ts'

// Made for these tests; the check digit is counted by hand: 1·1+2·3+3·7+4·1+5·3+6·7+7·1+8·3+9·5 = 165, + 4 → 169 → 1.
const number = '1234567891'

test.each([
  number,
  '123-45-67891',
  ' 123 45 67891 ',
  '１２３－４５－６７８９１',
  '123.45.67891',
  '123–45–67891',
])('%s is read', (raw) => expect(z.parse(businessNumber, raw)).toBe(number))

test.each([
  [undefined, 'business_number.empty'],
  ['', 'business_number.empty'],
  [1234567891, 'business_number.not_text'],
  ['123-45-67890', 'business_number.wrong'],
  ['213-45-67891', 'business_number.wrong'],
  ['000-00-00000', 'business_number.wrong'],
  ['123-45-6789', 'business_number.unreadable'],
  ['123-45-678911', 'business_number.unreadable'],
  ['123-45-6789a', 'business_number.unreadable'],
  ['없음', 'business_number.unreadable'],
  ['1'.repeat(50_000), 'business_number.too_long'],
])('%j is refused: %s', (raw, code) => {
  expect(z.safeParse(businessNumber, raw).error?.issues[0]?.message).toBe(code)
})

test('one changed digit is always noticed', () => {
  for (let at = 0; at < 10; at++) {
    for (let digit = 0; digit < 10; digit++) {
      if (Number(number[at]) === digit) continue
      const changed = number.slice(0, at) + digit + number.slice(at + 1)
      // The ninth digit enters twice (times 5, and its ten), so that is the one place where a slip may pass.
      if (at !== 8) expect(isBusinessNumber(changed)).toBe(false)
    }
  }
})

test('is written with hyphens', () => expect(formatBusinessNumber(number)).toBe('123-45-67891'))
