import { describe, expect, it } from 'vitest'
import { pxOf, rowAtDistance, spanAround } from '#app/routes/c.$slug.room.$channel/reel-span.ts'
import { RowHeights } from '#app/routes/c.$slug.room.$channel/row-heights.ts'
import { type Row, steady } from '#app/routes/c.$slug.room.$channel/rows.ts'

const heights = [40, 60, 80, 100, 20, 30, 50]
const heightOf = (index: number) => heights[index] ?? 0

describe('the rows around a place', () => {
  it('cover what is asked for above and below its top', () => {
    expect(spanAround(7, heightOf, 3, { before: 100, after: 110 })).toEqual({ from: 1, to: 5 })
    expect(spanAround(7, heightOf, 3, { before: 0, after: 1 })).toEqual({ from: 3, to: 4 })
  })

  it('end with the list, and are none in an empty one', () => {
    expect(spanAround(7, heightOf, 7, { before: 90, after: 500 })).toEqual({ from: 4, to: 7 })
    expect(spanAround(7, heightOf, 0, { before: 500, after: 5_000 })).toEqual({ from: 0, to: 7 })
    expect(spanAround(0, heightOf, 3, { before: 10, after: 10 })).toEqual({ from: 0, to: 0 })
  })

  it('are found again from a distance', () => {
    expect(rowAtDistance(7, heightOf, 4, 150)).toBe(2)
    expect(rowAtDistance(7, heightOf, 0, -150)).toBe(2)
    expect(rowAtDistance(7, heightOf, 2, 10_000)).toBe(0)
    expect(rowAtDistance(7, heightOf, 2, -10_000)).toBe(6)
    expect(pxOf(heightOf, 1, 3)).toBe(140)
  })
})

const day = (date: string): Row => ({ kind: 'day', key: `day.${date}`, date, at: `${date}T03:00:00.000Z` })
const carrying = { replyTo: null, mentions: [], files: [] }
const bubble = (key: string, body: string, opens = true): Row => ({
  ...{ kind: 'bubble', key, mine: true, message: null, at: '2026-01-05T03:00:00.000Z' },
  pending: { ...{ clientId: key, body, at: '', state: 'sending', code: null }, ...carrying },
  ...{ opens, closes: true },
})

describe('the height of a row', () => {
  it('is guessed from its words until it is measured', () => {
    const known = new RowHeights()
    const [short, long] = [bubble('a', '네'), bubble('b', '환불을 아직 받지 못했어요. '.repeat(12))]
    expect(known.of(long)).toBeGreaterThan(known.of(short))
    known.note('a', 61.5)
    expect([known.of(short), known.measured('a'), known.measured('b')]).toEqual([61.5, 61.5, 0])
  })

  it('is guessed anew in another width or with larger letters', () => {
    const known = new RowHeights()
    const row = bubble('b', '환불을 아직 받지 못했어요. '.repeat(12))
    known.measureBy({ width: 390, rem: 16 })
    const narrow = known.of(row)
    known.note('b', 500)
    known.measureBy({ width: 900, rem: 16 })
    expect(known.of(row)).toBeLessThan(narrow)
    known.measureBy({ width: 900, rem: 20 })
    expect(known.measured('b')).toBe(0)
  })
})

describe('rows that did not change', () => {
  it('stay the same objects', () => {
    const before = [day('2026-01-05'), bubble('a', '하나'), bubble('b', '둘')]
    const again = before.map((row) => ({ ...row }))
    const after = steady([...again, bubble('c', '셋')], before)
    expect(after.slice(0, 3).every((row, at) => row === before[at])).toBe(true)
    expect(after).toHaveLength(4)
  })

  it('are other objects once their run or words change', () => {
    const before = [bubble('a', '하나'), bubble('b', '둘')]
    const after = steady([bubble('a', '하나, 고침'), { ...before[1], opens: false } as Row], before)
    expect(after[0]).not.toBe(before[0])
    expect(after[1]).not.toBe(before[1])
  })
})
