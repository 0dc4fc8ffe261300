import { expect, test } from 'vitest'
import { together } from '#server/domain/together.ts'

test('look-ups of one moment share a question, and each gets its own answer', async () => {
  const questions: (readonly number[])[] = []
  const find = together(async (all: readonly number[]) => {
    questions.push(all)
    await Promise.resolve()
    return all.map((n) => n * 2)
  })
  expect(await Promise.all([find(1), find(2), find(1)])).toEqual([2, 4, 2])
  expect(await find(5)).toBe(10)
  expect(questions).toEqual([[1, 2, 1], [5]])
})

test('what comes while a question is on its way goes in the next', async () => {
  const questions: (readonly number[])[] = []
  const late: Promise<number>[] = []
  const find = together(async (all: readonly number[]) => {
    questions.push(all)
    if (all[0] === 1) late.push(find(2), find(3))
    return [...all]
  })
  expect(await find(1)).toBe(1)
  expect(await Promise.all(late)).toEqual([2, 3])
  expect(questions).toEqual([[1], [2, 3]])
})

test('of many, no question holds more than five hundred', async () => {
  const sizes: number[] = []
  const find = together(async (all: readonly number[]) => {
    sizes.push(all.length)
    return [...all]
  })
  const all = Array.from({ length: 1201 }, (_, n) => n)
  expect(await Promise.all(all.map(find))).toEqual(all)
  expect(sizes).toEqual([500, 500, 201])
})

test('a question that fails, fails for those who asked it and for nobody after', async () => {
  let isAway = true
  const find = together(async (all: readonly number[]) => {
    if (isAway) throw new Error('away')
    return [...all]
  })
  const both = await Promise.allSettled([find(1), find(2)])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  isAway = false
  expect(await find(3)).toBe(3)
})
