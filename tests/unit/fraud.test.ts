import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { addressesIn, isOfficial } from '#app/shapes/addresses.ts'
import { type FraudSign, fraudSigns, fraudSignsIn } from '#app/shapes/fraud.ts'

const read = (name: string) =>
  readFileSync(new URL(`./corpus/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
/** `sign,sign | words`; a dash stands before harmless ones. */
const corpus = read('fraud.txt').map((line) => {
  const [signs = '', text = ''] = line.split(/ \| (.*)/s)
  return { text, signs: signs === '-' ? [] : (signs.split(',') as FraudSign[]) }
})
const bait = corpus.filter(({ signs }) => signs.length > 0)
const harmless = corpus.filter(({ signs }) => signs.length === 0)

describe('the tricks on people who wait for their money', () => {
  test('the corpus shows each of them, and twice as many harmless lines', () => {
    expect(new Set(bait.flatMap(({ signs }) => signs))).toEqual(new Set(fraudSigns))
    expect(harmless.length).toBeGreaterThanOrEqual(bait.length * 1.5)
  })

  test('are all seen for what they are', () => {
    const missed = bait.filter(({ text, signs }) => !signs.every((sign) => fraudSignsIn(text).includes(sign)))
    expect(missed.map(({ text, signs }) => `${signs} <> ${fraudSignsIn(text)}: ${text}`)).toEqual([])
  })

  test('are not seen in what victims, helpers and warners write', () => {
    const wrong = harmless.filter(({ text }) => fraudSignsIn(text).length > 0)
    expect(wrong.map(({ text }) => `${fraudSignsIn(text)}: ${text}`)).toEqual([])
  })

  test('are not seen in lines with phones, accounts and orders that ask nobody for money', () => {
    const lines = read('personal-data.txt').map((line) => line.replace(/⟦(\w+)\|([^⟧]*)⟧/gu, '$2'))
    const seen = lines.filter((line) => fraudSignsIn(line).some((sign) => sign !== 'account'))
    expect(seen).toEqual([])
  })

  test.each([
    '가'.repeat(4000),
    'a.'.repeat(2000),
    '환불'.repeat(1000),
    '*-'.repeat(2000),
    '[.]'.repeat(1000),
  ])('are looked for in bounded steps: %.10s', (text) => {
    expect(fraudSignsIn(text)).toEqual([])
    expect(fraudSignsIn(`${text} 환불 신청 https://example.com/x`)).toEqual(['form'])
  })
})

describe('addresses in words', () => {
  test.each([
    ['https://www.Example.com/a/', 'example.com/a'],
    ['여기 example.com/a에서 봤어요', 'example.com/a'],
    ['hxxps://example[.]com', 'example.com'],
    ['ｗｗｗ．ｅｘａｍｐｌｅ．ｃｏｍ', 'example.com'],
    ['(example.com/a).', 'example.com/a'],
    ['https://naver.com@evil.example/x', 'evil.example/x'],
    ['http://192.0.2.7:8080/x', '192.0.2.7/x'],
    ['환불접수.com', '환불접수.com'],
    ['exa\u200bmple.com', 'example.com'],
  ])('%j is %j', (text, key) => {
    expect(addressesIn(text).map((address) => address.key)).toEqual([key])
  })

  test.each([
    'minji@example.com',
    '오늘 8.16.에 봐요',
    '버전 1.2.3',
    '…했어요.그래서',
    'ok.좋아요',
    '3.5만원',
  ])('%j holds none', (text) => {
    expect(addressesIn(text)).toEqual([])
  })

  test('twice the same is once', () => {
    expect(addressesIn('https://example.com/a www.example.com/a')).toHaveLength(1)
  })

  test('public bodies are told from those that only sound so', () => {
    const official = (text: string) => addressesIn(text).map(isOfficial)
    expect(official('https://www.kca.go.kr https://m.kbcard.com/x')).toEqual([true, true])
    expect(official('kca-go.kr kbcard.com.example.site evilkbcard.com')).toEqual([false, false, false])
  })
})
