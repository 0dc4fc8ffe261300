import { describe, expect, test } from 'vitest'
import { readNumbers } from '#app/shapes/filing-progress.ts'
import { type Open, shareOut } from '#server/domain/filing/recovery.ts'
import { seeded } from './law/facts.ts'

/** Hundreds of amounts and claims of up to ten billion won, some with nothing open; the same ones every time. */
const RUNS = Array.from({ length: 400 }, (_, seed) => {
  const random = seeded(seed + 1)
  const given = Array.from({ length: 1 + Math.floor(random() * 60) }, (_, at): Open => {
    const size = 10 ** Math.floor(random() * 11)
    return { no: at + 1, open: random() < 0.1 ? 0 : 1 + Math.floor(random() * size) }
  })
  const all = given.reduce((sum, { open }) => sum + open, 0)
  return { given, all, amount: 1 + Math.floor(random() * all) }
}).filter(({ all, amount }) => all > 0 && amount <= all)

describe('sharing money out', () => {
  test('sums exactly, gives nobody more than is open, and is fair to the won', () => {
    expect(RUNS.length).toBeGreaterThan(350)
    for (const { given, all, amount } of RUNS) {
      const parts = shareOut(amount, given)
      expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBe(amount)
      parts.forEach((part, at) => {
        const open = given[at]?.open ?? 0
        expect(part.amount).toBeLessThanOrEqual(open)
        // Within one won of the exact part, by whole numbers: |part × all − amount × open| < all.
        const off = BigInt(part.amount) * BigInt(all) - BigInt(amount) * BigInt(open)
        expect(off < BigInt(all) && -off < BigInt(all)).toBe(true)
      })
    }
  })

  test('gives whoever has more open no less, whatever the order of rows', () => {
    for (const { given, amount } of RUNS) {
      const parts = new Map(shareOut(amount, given).map((part) => [part.no, part.amount]))
      const sorted = [...given].sort((one, other) => one.open - other.open || other.no - one.no)
      sorted.slice(1).forEach((each, at) => {
        const less = sorted[at]
        if (less && less.open < each.open)
          expect(parts.get(each.no) ?? 0).toBeGreaterThanOrEqual(parts.get(less.no) ?? 0)
      })
      const again = new Map(shareOut(amount, sorted).map((part) => [part.no, part.amount]))
      for (const { no } of given) expect(again.get(no)).toBe(parts.get(no))
    }
  })

  test('gives the odd won to the largest remainder, among equals to the first number', () => {
    const thirds = [1, 2, 3].map((no) => ({ no, open: 100 }))
    expect(shareOut(100, thirds).map(({ amount }) => amount)).toEqual([34, 33, 33])
    expect(
      shareOut(10, [
        { no: 1, open: 129_000 },
        { no: 2, open: 459_000 },
      ]).map(({ amount }) => amount),
    ).toEqual([2, 8])
    expect(shareOut(300, thirds).map(({ amount }) => amount)).toEqual([100, 100, 100])
  })

  test('refuses more than is open, and nothing', () => {
    for (const amount of [0, -1, 101])
      expect(() => shareOut(amount, [{ no: 1, open: 100 }])).toThrow(RangeError)
  })
})

test('numbers of a list are read as people write them', () => {
  expect(readNumbers('3, 7, 12-15')).toEqual({ ok: true, value: [3, 7, 12, 13, 14, 15] })
  expect(readNumbers('２ 2')).toEqual({ ok: true, value: [2] })
  expect(readNumbers('')).toEqual({ ok: true, value: [] })
  for (const wrong of ['셋', '0', '5-3', '1-900000', '1;2', 7])
    expect(readNumbers(wrong)).toMatchObject({ ok: false })
})
