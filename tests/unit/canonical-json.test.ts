import { expect, test } from 'vitest'
import { canonicalJson } from '#app/proof/canonical-json.ts'
import { isLedgerLine, LedgerLine } from '#app/proof/receipt.ts'

/** The rule as it is told: every value by itself, keys in the order of their UTF-16 units. */
function byTheRule(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(byTheRule).join(',')}]`
  const of = value as Record<string, unknown>
  const fields = Object.keys(of)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${byTheRule(of[key])}`)
  return `{${fields.join(',')}}`
}

test.each([
  ['nothing in a list', []],
  ['nothing in an object', {}],
  ['keys out of order', { version: 1, sha256: 'ab', claimId: null }],
  ['keys that are numbers', { 10: 'a', 9: 'b', a: 'c' }],
  ['a key as of an object’s own kind', JSON.parse('{"__proto__":"x","a":1}')],
  ['a key that writing would call', { toJSON: 'x', a: 1 }],
  ['Korean, quotes, breaks and halves', { b: '환불 "안 돼요"\n\u2028', a: '\ud800 길\u0000' }],
  ['a list of plain things', ['a', 1, null, true, -0, 1e21]],
  ['a list with something deeper', [1, 'a', { b: [{ d: 1, c: [] }], a: {} }, 2]],
  ['something deeper first', [{ b: 1, a: 2 }, 'x']],
  ['what cannot be said in JSON', [Number.NaN, Number.POSITIVE_INFINITY]],
])('%s is written by the rule', (_, value) => {
  expect(canonicalJson(value)).toBe(byTheRule(value))
})

const line = {
  ...{ seq: 1, at: '2026-01-01T00:00:01.000Z', kind: 'claim.submitted', actor: null },
  ...{ data: { claimId: 'a', receiptNo: 3, note: null }, previous: '0'.repeat(64), hash: 'f'.repeat(64) },
}

test.each([
  ['a line', line, true],
  ['a line of somebody', { ...line, actor: '민지' }, true],
  ['a line with more', { ...line, caseId: 'x' }, true],
  ['nothing', null, false],
  ['a list', [line], false],
  ['no place', { ...line, seq: 0 }, false],
  ['half a place', { ...line, seq: 1.5 }, false],
  ['a place in words', { ...line, seq: '1' }, false],
  ['a place beyond counting', { ...line, seq: 2 ** 53 }, false],
  ['a day', { ...line, at: '2026-01-01' }, false],
  ['another kind', { ...line, kind: 'Claim' }, false],
  ['nobody said', { ...line, actor: undefined }, false],
  ['a deeper thing', { ...line, data: { a: {} } }, false],
  ['a list of things', { ...line, data: ['a'] }, false],
  ['no things', { ...line, data: null }, false],
  ['upper-case hex', { ...line, hash: 'F'.repeat(64) }, false],
  ['short hex', { ...line, previous: '0'.repeat(63) }, false],
  ['hex and a break', { ...line, hash: `${'f'.repeat(64)}\n` }, false],
])('%s is a line of the ledger for both readers alike', (_, value, isLine) => {
  expect(isLedgerLine(value)).toBe(isLine)
  expect(LedgerLine.safeParse(value).success).toBe(isLine)
})
