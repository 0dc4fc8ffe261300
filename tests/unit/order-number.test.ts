import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ORDER_NUMBER_MAX, orderNumber, orderNumberKey } from '#app/shapes/order-number.ts'

test.each([
  ['0012345', '0012345'],
  ['00000000000000000001', '00000000000000000001'],
  ['20240817-0001234', '20240817-0001234'],
  ['240817-1234567', '240817-1234567'],
  ['2408171234567', '2408171234567'],
  ['2024081712345671', '2024081712345671'],
  [' ＡＢ－００１２ ', 'AB-0012'],
  ['AB–0012', 'AB-0012'],
  ['주문 A_1/2.3#4:(5)+6', '주문 A_1/2.3#4:(5)+6'],
  ['0012\u200b345', '0012345'],
  [20240817, '20240817'],
  ['0'.repeat(ORDER_NUMBER_MAX), '0'.repeat(ORDER_NUMBER_MAX)],
])('%j is kept as %s', (raw, number) => expect(z.parse(orderNumber, raw)).toBe(number))

test.each([
  [undefined, 'order_number.empty'],
  ['', 'order_number.empty'],
  [' \u200b ', 'order_number.empty'],
  [{}, 'order_number.not_text'],
  [1e21, 'order_number.not_text'],
  ['1'.repeat(200), 'order_number.too_long'],
  ['1'.repeat(10_000_000), 'order_number.too_long'],
  ['1-'.repeat(25_000), 'order_number.too_long'],
  ['---', 'order_number.bad_characters'],
  ['=1+1', 'order_number.bad_characters'],
  ['1\n2', 'order_number.bad_characters'],
  ['1\0', 'order_number.bad_characters'],
  ['1\ud800', 'order_number.bad_characters'],
  ['<b>1</b>', 'order_number.bad_characters'],
  ["1' or '1", 'order_number.bad_characters'],
  ['🐶1', 'order_number.bad_characters'],
  ['900101-1234561', 'order_number.resident_number'],
])('%j is refused: %s', (raw, code) => {
  expect(z.safeParse(orderNumber, raw).error?.issues[0]?.message).toBe(code)
})

test('spellings of one number share a key, other numbers do not', () => {
  expect(orderNumberKey('ab-0012 34')).toBe('AB001234')
  expect(orderNumberKey('ＡＢ–００１２３４')).toBe('AB001234')
  expect(orderNumberKey('AB-1234')).not.toBe(orderNumberKey('AB-01234'))
})
