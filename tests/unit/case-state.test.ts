import { expect, test } from 'vitest'
import { statePage } from '#app/text/ko/case-state.ts'

test.each([
  ['before it', '2024-08-30', '앞으로 올 날'],
  ['on it', '2024-08-31', '앞으로 올 날'],
  ['after it', '2024-09-01', '정해진 날'],
])('the day a state names, %s', (_, today, name) => {
  expect(statePage.dayNamed('2024-08-31', today)).toBe(name)
})
