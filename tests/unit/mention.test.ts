import { describe, expect, test } from 'vitest'
import { endsName, mentionSpots, namedParts, namesAt } from '#app/shapes/mention.ts'

describe('an @ begins a name', () => {
  test.each([
    ['@민지 안녕', [1]],
    ['저는@민지', [3]],
    ['(@민지) @태호', [2, 7]],
    ['첫 줄\n@민지', [5]],
    ['write to minji@example.com', []],
    ['a.b@c 1@2 _@x -@y', []],
    ['@@민지', []],
    ['@ 민지', []],
    ['혼자 @', []],
    ['@🐰토끼', [1]],
  ])('%j', (text, spots) => {
    expect(mentionSpots(text)).toEqual(spots)
  })

  test('ten times at most', () => {
    expect(mentionSpots('@가나 '.repeat(2000))).toHaveLength(10)
  })
})

test('what may be a nickname there: two to sixteen characters of the same line, longest first', () => {
  expect(namesAt('@든든 민지\n@태호', 1)).toEqual(['든든 민지', '든든 민', '든든'])
  const long = namesAt(`@${'가'.repeat(40)}`, 1)
  expect([long[0], long.at(-1)]).toEqual(['가'.repeat(16), '가가'])
  expect(namesAt(`@${'👨‍👩‍👧‍👦'.repeat(2)}`, 1)[0]).toBe('👨‍👩‍👧‍👦'.repeat(2))
})

test('a name ends at a mark, a blank, the end, or a particle', () => {
  const ends = [
    '',
    ' 안녕',
    '!',
    '님',
    '님이 맞아요',
    '씨한테',
    '께서 쓰신',
    '이랑',
    '에게도요'.slice(0, 3),
    '은',
    '(방장)',
  ]
  const goesOn = ['맘', '은행', '이네집', 'x', '2', '님께서는요요']
  expect(ends.filter((rest) => !endsName(`@민지${rest}`, 3))).toEqual([])
  expect(goesOn.filter((rest) => endsName(`@민지${rest}`, 3))).toEqual([])
})

test('a text comes apart at the names it holds, the longest name first', () => {
  const [one, two] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']
  const mentions = [
    { id: one, name: '민지' },
    { id: two, name: '민지 엄마' },
  ]
  expect(namedParts('보세요 @민지 엄마, @민지님 a@민지', mentions)).toEqual([
    { text: '보세요 ', ids: [] },
    { text: '@민지 엄마', ids: [two] },
    { text: ', ', ids: [] },
    { text: '@민지', ids: [one] },
    { text: '님 a@민지', ids: [] },
  ])
  expect(
    namedParts('@방장 @방장', [
      { id: one, name: '방장' },
      { id: two, name: '방장' },
    ])[0],
  ).toEqual({ text: '@방장', ids: [one, two] })
  expect(namedParts('@민지', [])).toEqual([{ text: '@민지', ids: [] }])
})

test('no text makes it slow', () => {
  const begun = process.cpuUsage()
  for (const text of [
    '@'.repeat(2000),
    '@가'.repeat(1000),
    `@${'님'.repeat(1999)}`,
    ` @${'ㄱ'.repeat(1998)}`,
  ]) {
    for (const spot of mentionSpots(text))
      for (const name of namesAt(text, spot)) endsName(text, spot + name.length)
    namedParts(text, [{ id: '00000000-0000-4000-8000-000000000001', name: '가나' }])
  }
  expect(process.cpuUsage(begun).user).toBeLessThan(200_000)
})
