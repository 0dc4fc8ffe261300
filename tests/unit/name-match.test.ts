import { describe, expect, test } from 'vitest'
import { beginsLike, rangeLike } from '#app/shapes/name-match.ts'

const names = [
  '민지',
  '미나',
  '민 서',
  '마루',
  '밍키',
  '나리',
  'Kim Minji',
  'kai',
  '🐰토끼',
  '3번 손님',
  '과자',
]

describe('what was typed so far', () => {
  test.each([
    ['ㅁ', ['민지', '미나', '민 서', '마루', '밍키']],
    ['미', ['민지', '미나', '민 서', '밍키']],
    ['민', ['민지', '미나', '민 서']],
    ['민ㅈ', ['민지']],
    ['민지', ['민지']],
    ['민 ', ['민 서']],
    ['ㅁㅈ', ['민지']],
    ['ㄱ', ['과자']],
    ['고', ['과자']],
    ['k', ['Kim Minji', 'kai']],
    ['KIM m', ['Kim Minji']],
    ['🐰', ['🐰토끼']],
    ['3', ['3번 손님']],
    ['지', []],
  ])('%j begins %j', (typed, wanted) => {
    expect(names.filter((name) => beginsLike(name, typed))).toEqual(wanted)
  })

  test('lies in its range', () => {
    const begun = ['ㅁ', '미', '민ㅈ', 'ㅁㅈ', 'ㄱ', '고', 'k', '밍ㅋ']
    const all = names.flatMap((name) => Array.from(name, (_, at) => name.slice(0, at + 1)))
    for (const name of names) {
      for (const typed of [...begun, ...all].filter((each) => beginsLike(name, each))) {
        const range = rangeLike(typed)
        const lower = name.toLowerCase()
        expect([typed, range && range.from <= lower && lower < range.to]).toEqual([typed, true])
      }
    }
    expect(rangeLike('')).toBeNull()
    expect(rangeLike('민')).toEqual({ from: '미', to: '바' })
  })
})
