import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findPersonalData, maskPersonalData, type PersonalSpan } from '#app/shapes/personal-data.ts'

// The corpus marks ⟦kind|what is to be found⟧; a line without marks holds nothing personal. No registration number in
// it has a right check digit, and nobody has its phone numbers.
const MARKED = /⟦(\w+)\|([^⟧]*)⟧/gu
const corpus = readFileSync(new URL('./corpus/personal-data.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => ({ text: line.replace(MARKED, '$2'), wanted: marksOf(line) }))

function marksOf(line: string): PersonalSpan[] {
  let taken = 0
  return Array.from(line.matchAll(MARKED), ({ 0: whole, 1: kind, 2: words = '', index }) => {
    const start = index - taken
    taken += whole.length - words.length
    return { kind: kind as PersonalSpan['kind'], start, end: start + words.length }
  })
}

const covers = (found: readonly PersonalSpan[], mark: PersonalSpan) =>
  found.some(({ kind, start, end }) => kind === mark.kind && start <= mark.start && end >= mark.end)
const touches = (one: PersonalSpan, other: PersonalSpan) => one.start < other.end && other.start < one.end

describe('P5 the corpus of Korean chat lines', () => {
  const looked = corpus.map((line) => ({ ...line, found: findPersonalData(line.text) }))
  const marks = looked.flatMap(({ text, wanted, found }) => wanted.map((mark) => ({ text, mark, found })))

  test('has five hundred lines, half of them harmless', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(500)
    expect(corpus.filter((line) => line.wanted.length === 0).length).toBeGreaterThanOrEqual(250)
  })

  test('gives up at least 99 of 100 marked places, whole and by their kind', () => {
    const missed = marks.filter(({ mark, found }) => !covers(found, mark))
    const lines = missed.map(({ mark, text }) => `${mark.kind}: ${text}`)
    expect(missed.length / marks.length, lines.join('\n')).toBeLessThanOrEqual(0.01)
  })

  test('keeps at least 99 of 100 of its harmless words', () => {
    const wrong = looked.filter(({ wanted, found }) =>
      found.some((one) => !wanted.some((mark) => touches(one, mark))),
    )
    const lines = wrong.map(({ found, text }) => `${found.map(({ kind }) => kind)}: ${text}`)
    expect(wrong.length / looked.length, lines.join('\n')).toBeLessThanOrEqual(0.01)
  })

  test('is covered without a digit or a letter left, and nothing else of it changes', () => {
    for (const { text, wanted, found } of looked) {
      const covered = maskPersonalData(text).text
      if (found.length === 0) expect(covered).toBe(text)
      for (const mark of wanted.filter((one) => covers(found, one))) {
        expect(findPersonalData(covered).some(({ kind }) => kind === mark.kind)).toBe(false)
      }
      expect(covered.split('\n').length).toBe(text.split('\n').length)
    }
  })
})

describe('covering', () => {
  test.each([
    ['제 번호 010-0000-1234 예요', '제 번호 ***-****-**** 예요'],
    ['０１０－００００－１２３４', '***－****－****'],
    ['공일공 다시 공공공공 다시 일이삼사', '*** 다시 **** 다시 ****'],
    ['minji0423@example.com 으로', '*********@*******.*** 으로'],
    ['국민은행 123-45-678901 홍길동', '국민은행 ***-**-****** 홍길동'],
    ['카드 4111-1111-1111-1111', '카드 ****-****-****-****'],
  ])('%s', (text, covered) => {
    expect(maskPersonalData(text).text).toBe(covered)
  })

  test('tells which kinds it covered, each once', () => {
    const text = '010-0000-1234, 010-0000-5678, minji@example.com'
    expect(maskPersonalData(text).kinds).toEqual(['phone', 'email'])
  })

  test('leaves what the writer insists on, but never a card or a registration number', () => {
    const text = '010-0000-1234 그리고 4111-1111-1111-1111'
    const kept = maskPersonalData(text, new Set(['phone', 'card', 'resident'] as const))
    expect(kept).toEqual({ text: '010-0000-1234 그리고 ****-****-****-****', kinds: ['card'] })
  })

  test('stands still when done twice', () => {
    for (const { text } of corpus) {
      const once = maskPersonalData(text).text
      expect(maskPersonalData(once).text).toBe(once)
    }
  })

  test.each([
    ['digits', '0'.repeat(50_000)],
    ['groups', '010-0000-'.repeat(6_000)],
    ['digits apart', '0 1 '.repeat(12_000)],
    ['signs at', 'a@'.repeat(25_000)],
    ['dots', `a@${'a.'.repeat(25_000)}`],
    ['words', `${'골뱅이 점 '.repeat(8_000)}`],
    ['banks', '국민은행 1234567890 '.repeat(2_500)],
    ['blanks', `a${' '.repeat(50_000)}@`],
  ])('X5: ends on a hostile text: %s', (_, text) => {
    expect(maskPersonalData(text).text.length).toBeLessThanOrEqual(text.length)
  })
})
