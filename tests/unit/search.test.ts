import { describe, expect, test } from 'vitest'
import { readWish, SEARCH_UNITS, searchParams, searchQuery } from '#app/shapes/search.ts'
import { meansInitials, searchFold, searchMarks } from '#app/shapes/search-fold.ts'
import { excerptOf } from '#server/domain/search/excerpt.ts'

const TODAY = '2026-11-22'
const asked = (q: string, more: Partial<Record<'from' | 'in' | 'after' | 'before', string>> = {}) =>
  readWish({ q, from: '', in: '', after: '', before: '', ...more }, TODAY)
const wished = (q: string, more = {}) => {
  const wish = asked(q, more)
  if (!wish.ok) throw new Error(wish.code)
  return wish.value
}
const nothing = { terms: [], names: [], kinds: [], since: null, until: null }

describe('a text folds to what search sees', () => {
  test.each([
    ['환불 받았어요', '환불받았어요'],
    ['환불'.normalize('NFD'), '환불'],
    ['1,250,000원', '1250000원'],
    ['010-0000-1234', '01000001234'],
    ['１２３，４５６', '123456'],
    ['2024–08—17', '20240817'],
    ['ALLETS Ｓhop', 'alletsshop'],
    ['ㄱㄳㅋㅋ ㅠㅠ', 'ㄱㄱㅅㅋㅋㅠㅠ'],
    ['退款 考察', '退款考察'],
    ['👍🏽 ❤️', '👍🏽❤'],
    ['=ㅅ=', '=ㅅ='],
    ['100% a_b \\', '100%a_b\\'],
    ['가\u200b나\u3164다\0', '가나다'],
    ['- , \n', ''],
  ])('%j', (text, folded) => {
    expect(searchFold(text)).toBe(folded)
    expect(searchFold(folded)).toBe(folded)
  })
})

describe('a search is read', () => {
  test.each([
    ['', nothing],
    ['환불 카드', { ...nothing, terms: ['환불', '카드'] }],
    ['환불 환불  환 불', { ...nothing, terms: ['환불', '환', '불'] }],
    ['"카드 취소" 언제', { ...nothing, terms: ['카드취소', '언제'] }],
    ['“카드 취소', { ...nothing, terms: ['카드취소'] }],
    ['- , 1,000', { ...nothing, terms: ['1000'] }],
    ['from:민지 환불', { ...nothing, terms: ['환불'], names: ['민지'] }],
    ['보낸사람:"든든 한 맘"', { ...nothing, names: ['든든한맘'] }],
    ['FROM：@민지', { ...nothing, names: ['민지'] }],
    ['in:구매자 채널:all', { ...nothing, kinds: ['buyer', 'all'] }],
    [
      '환불 after:20240817 이전:2024.8.31',
      { ...nothing, terms: ['환불'], since: '2024-08-17', until: '2024-08-31' },
    ],
    ['이후:어제', { ...nothing, since: '2026-11-21' }],
    ['https://example.com 오후 3:04', { ...nothing, terms: ['https://example.com', '오후', '3:04'] }],
    ['from:', { ...nothing, terms: ['from:'] }],
  ])('%j', (q, wish) => {
    expect(wished(q)).toEqual(wish)
  })

  test('with its fields, which add to what the words say', () => {
    const fields = { from: '민지', in: 'seller', after: '20240817', before: '오늘' }
    const wish = { terms: ['환불'], names: ['민지'], kinds: ['seller'], since: '2024-08-17', until: TODAY }
    expect(wished('환불', fields)).toEqual(wish)
    expect(wished('환불 after:20240820 before:20240830', fields)).toMatchObject({
      since: '2024-08-20',
      until: '2024-08-30',
    })
  })

  test.each([
    ['가'.repeat(SEARCH_UNITS + 1), 'search.too_long'],
    ['가 나 다 라 마 바 사 아 자 차 카', 'search.too_many_words'],
    ['from:a from:b from:c from:d from:e from:f', 'search.too_many_names'],
    ['in:아무데나', 'search.unknown_channel'],
    ['after:언젠가', 'date.unreadable'],
    ['before:20240230', 'date.no_such_day'],
  ])('%j is refused', (q, code) => {
    expect(asked(q)).toEqual({ ok: false, code })
  })

  test.each([
    '"'.repeat(SEARCH_UNITS),
    'from:"'.repeat(160),
    `${' '.repeat(SEARCH_UNITS - 1)}가`,
    ':'.repeat(SEARCH_UNITS),
    'ㅎ'.repeat(SEARCH_UNITS),
  ])('X5: case %# of what no person types ends at once', (q) => {
    expect(() => asked(q)).not.toThrow()
  })

  test('and written as an address that reads the same', () => {
    const query = { q: '환불 & "카드"', from: '', in: 'all', after: '2024-08-17', before: '' }
    const address = searchParams(query)
    expect(address.has('before')).toBe(false)
    expect(searchQuery(new URLSearchParams(address.toString()))).toEqual(query)
  })
})

describe('marks', () => {
  const marked = (text: string, ...terms: string[]) =>
    searchMarks(text, terms).map(([from, end]) => text.slice(from, end))

  test.each([
    ['카드 환불 언제', ['환불'], ['환불']],
    ['환 불 받았어요', ['환불'], ['환 불']],
    ['금액은 1,250,000원', ['1250'], ['1,250']],
    ['환불과 할부', ['ㅎㅂ'], ['환불', '할부']],
    ['환불 ㅎㅂ', ['ㅎㅂ'], ['환불', 'ㅎㅂ']],
    ['환불', ['ㅎ불'], ['환불']],
    ['ㄳ요', ['ㄱㅅ'], ['ㄳ']],
    ['고마워 ❤️!', ['❤'], ['❤️']],
    ['환불환불', ['불환', '환불'], ['환불환불']],
    ['100% 환불, 10 환불', ['0%'], ['0%']],
    ['아무것도', ['환불'], []],
  ])('in %j of %j', (text, terms, found) => {
    expect(marked(text, ...terms)).toEqual(found)
  })

  test('know which words mean initials', () => {
    expect(['ㅎㅂ', 'ㅎ불', '환불', 'ㅠㅠ', 'abc'].map(meansInitials)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
})

describe('an excerpt', () => {
  const marksIn = (text: string, term: string) => excerptOf(text, searchMarks(text, [term]))

  test('is the whole of a short text', () => {
    const whole = { excerpt: '카드 환불', cutBefore: false, cutAfter: false, marks: [[3, 5]] }
    expect(marksIn('카드 환불', '환불')).toEqual(whole)
  })

  test('of a long text stands around the first mark, between words', () => {
    const text = `${'앞말 '.repeat(100)}환불${' 뒷말'.repeat(100)}`
    const { excerpt, cutBefore, cutAfter, marks } = marksIn(text, '환불')
    expect([cutBefore, cutAfter]).toEqual([true, true])
    expect(marks.map(([from, end]) => excerpt.slice(from, end))).toEqual(['환불'])
    expect(excerpt).toMatch(/^앞말 .* 뒷말 ?$/)
    expect(excerpt.length).toBeLessThan(200)
  })

  test('cuts no letter in two', () => {
    const text = `${'👨‍👩‍👧'.repeat(60)}환불${'👍🏽'.repeat(90)}`
    const { excerpt } = marksIn(text, '환불')
    expect(Buffer.from(excerpt).toString()).toBe(excerpt)
    expect(excerpt).toMatch(/^👨‍👩‍👧/u)
  })
})
