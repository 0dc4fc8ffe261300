import { describe, expect, test } from 'vitest'
import { rangeOf } from '#server/web/range.ts'

describe('U16: a range', () => {
  test.each([
    [null, null],
    ['bytes=0-', { from: 0, to: 100 }],
    ['bytes=10-19', { from: 10, to: 20 }],
    ['bytes=-5', { from: 95, to: 100 }],
    ['bytes=-500', { from: 0, to: 100 }],
    ['bytes=99-900', { from: 99, to: 100 }],
  ])('%s is what it says', (header, range) => {
    expect(rangeOf(header, 100)).toEqual(range)
  })

  const heap = Array.from({ length: 10_000 }, (_, at) => `${at % 100}-`).join(',')
  test.each([
    'bytes=100-',
    'bytes=9-3',
    'bytes=-0',
    'bytes=-',
    'bytes=0-9,5-14',
    'bytes=0-0,0-0',
    `bytes=${'9'.repeat(400)}-`,
    'lines=1-2',
    `bytes=${heap}`,
  ])('%.20s is none', (header) => {
    expect(rangeOf(header, 100)).toBe('unsatisfiable')
  })
})
