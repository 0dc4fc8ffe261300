import { describe, expect, it } from 'vitest'
import { stillNamed, tokenAt } from '#app/routes/c.$slug.room.$channel/writing-token.ts'
import { MESSAGE_MENTIONS_MAX } from '#app/shapes/live.ts'

/** The token at the bar. */
const at = (written: string) => {
  const caret = written.indexOf('|')
  const token = tokenAt(written.replace('|', ''), caret)
  return token && `${token.kind} ${token.from}-${token.to} ${token.typed}`
}

describe('the token under the caret', () => {
  it.each([
    ['@|', 'person 0-1 '],
    ['@태|', 'person 0-2 태'],
    ['@ㅌㅎ|', 'person 0-3 ㅌㅎ'],
    ['고마워요 @태호|', 'person 5-8 태호'],
    ['고마워요(@태|호', 'person 5-7 태'],
    ['줄\n@방장 소|', 'person 2-7 방장 소'],
    ['@태호 @하|', 'person 4-6 하'],
    ['/|', 'answer 0-1 '],
    ['/환불|', 'answer 0-3 환불'],
    ['/환|불 언제', 'answer 0-2 환'],
  ])('%s: %s', (written, token) => {
    expect(at(written)).toBe(token)
  })

  it.each([
    '|',
    '|@태호',
    '고마워요|',
    '@ |',
    '@태호 |',
    '@태호  안|',
    '@태\n호|',
    'minji@example|',
    'shop.@a|',
    '@가나다라마바사아자차카타파하가나다|',
    ' /환불|',
    '물건/환불|',
    '//|',
    '/ 환불|',
    '/환불\n|',
    `/${'환'.repeat(21)}|`,
  ])('%j: none', (written) => {
    expect(at(written)).toBe(null)
  })
})

describe('whom a message still names', () => {
  const people = Array.from({ length: 12 }, (_, at) => ({ id: `${at}`, name: `이름${at}호` }))

  it('are those picked whose names stand in it, once', () => {
    const [one, two] = people
    expect(
      stillNamed(
        '@이름0호네 가게, @이름0호',
        [one, two, one].flatMap((each) => each ?? []),
      ),
    ).toEqual([one])
    expect(stillNamed('이름0호', people)).toEqual([])
  })

  it('are no more than a message may name', () => {
    const words = people.map(({ name }) => `@${name}`).join(' ')
    expect(stillNamed(words, people)).toHaveLength(MESSAGE_MENTIONS_MAX)
  })
})
