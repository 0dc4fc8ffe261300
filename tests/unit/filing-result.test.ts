import { describe, expect, test } from 'vitest'
import { resultOf } from '#server/domain/filing/result.ts'

const outcomes = (votes: number[], seats: number) =>
  resultOf(
    votes.map((each) => ({ votes: each })),
    seats,
  ).map(({ outcome }) => outcome)

describe('the result of a vote', () => {
  test.each<[string, number[], number, string[]]>([
    ['most votes win', [1, 5, 3], 2, ['not_chosen', 'chosen', 'chosen']],
    ['fewer candidates than seats', [2, 1], 3, ['chosen', 'chosen']],
    ['nobody without a vote', [2, 0, 0], 3, ['chosen', 'not_chosen', 'not_chosen']],
    ['a tie over the last seat leaves it empty', [4, 2, 2], 2, ['chosen', 'tied', 'tied']],
    ['a tie with room for all is none', [2, 2, 1], 2, ['chosen', 'chosen', 'not_chosen']],
    ['a tie for one seat', [3, 3], 1, ['tied', 'tied']],
    ['no votes at all', [0, 0], 1, ['not_chosen', 'not_chosen']],
    ['no candidates', [], 3, []],
  ])('%s', (_, votes, seats, expected) => {
    expect(outcomes(votes, seats)).toEqual(expected)
  })
})
