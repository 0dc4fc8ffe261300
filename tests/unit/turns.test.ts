import { expect, test } from 'vitest'
import { turns } from '#server/live/turns.ts'

/** Longer than the work of one turn may take, ms. */
const LONG = 6

function hold(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

test('work is done in the order it came', async () => {
  const turn = turns()
  const done: number[] = []
  await Promise.all(Array.from({ length: 50 }, (_, n) => turn().then(() => done.push(n))))
  expect(done).toEqual(Array.from({ length: 50 }, (_, n) => n))
  await turn()
})

test('between long pieces of work others are served', async () => {
  const turn = turns()
  const done: string[] = []
  const work = Array.from({ length: 3 }, (_, n) =>
    turn().then(() => {
      if (n === 0) setImmediate(() => done.push('other'))
      hold(LONG)
      done.push(`work ${n}`)
    }),
  )
  await Promise.all(work)
  expect(done).toContain('other')
  expect(done.indexOf('other')).toBeLessThan(done.indexOf('work 2'))
})
