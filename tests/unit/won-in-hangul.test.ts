import { describe, expect, test } from 'vitest'
import { wonInHangul } from '#app/text/won-in-hangul.ts'

describe('an amount in Hangul', () => {
  test.each([
    [0, '영원정'],
    [1, '일원정'],
    [10, '일십원정'],
    [111, '일백일십일원정'],
    [1_000, '일천원정'],
    [10_000, '일만원정'],
    [10_001, '일만일원정'],
    [1_230_000, '일백이십삼만원정'],
    [10_010_000, '일천일만원정'],
    [12_345_678, '일천이백삼십사만오천육백칠십팔원정'],
    [100_000_000, '일억원정'],
    [100_000_001, '일억일원정'],
    [100_010_000, '일억일만원정'],
    [999_999_999_999, '구천구백구십구억구천구백구십구만구천구백구십구원정'],
    [1_000_000_000_000, '일조원정'],
    [1_000_000_010_000, '일조일만원정'],
  ])('%i is %s', (won, said) => expect(wonInHangul(won)).toBe(said))

  test('reads back as the same amount, whatever it is', () => {
    for (let won = 1; won <= 1_000_000_000_000; won = won * 3 + 7)
      expect(readBack(wonInHangul(won))).toBe(won)
  })

  test.each([-1, 0.5, Number.NaN, 10 ** 16])('%d is none', (won) =>
    expect(() => wonInHangul(won)).toThrow(RangeError),
  )
})

/** The other way round, by another road: sums of what the syllables are worth. */
function readBack(said: string): number {
  let whole = 0
  let section = 0
  let figure = 0
  for (const syllable of said.replace(/원정$/, '')) {
    const digit = '일이삼사오육칠팔구'.indexOf(syllable) + 1
    const place = { 십: 10, 백: 100, 천: 1000 }[syllable]
    const unit = { 만: 1e4, 억: 1e8, 조: 1e12 }[syllable]
    if (digit > 0) figure = digit
    else if (place) {
      section += figure * place
      figure = 0
    } else if (unit) {
      whole += (section + figure) * unit
      section = 0
      figure = 0
    }
  }
  return whole + section + figure
}
