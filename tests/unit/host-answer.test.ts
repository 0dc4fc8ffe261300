import { describe, expect, test } from 'vitest'
import { answersTo } from '#app/shapes/host-answer.ts'
import { AnswerForm } from '#app/shapes/host-answer-form.ts'

const refund = { id: 'refund', keywords: ['환불', '취소'] }
const card = { id: 'card', keywords: ['할부 항변', 'card'] }
const all = [refund, card]
const found = (words: string) => answersTo(all, words).map(({ id }) => id)

describe('a keyword is found', () => {
  test.each([
    ['as it is', '환불 언제 되나요', ['refund']],
    ['with blanks inside', '환 불 은 요?', ['refund']],
    ['written without its own blank', '할부항변 어떻게 해요', ['card']],
    ['decomposed', '환불 되나요'.normalize('NFD'), ['refund']],
    ['in any case and width', 'CARD로 샀어요 ＣＡＲＤ', ['card']],
    ['by another of its words', '주문 취소했어요', ['refund']],
    ['across marks', '환·불', ['refund']],
  ])('%s', (_, words, expected) => {
    expect(found(words)).toEqual(expected)
  })

  test('and the longest one comes first', () => {
    expect(found('환불 말고 할부 항변이요')).toEqual(['card', 'refund'])
  })
})

test.each([['환급'], ['불환'], [''], ['...'], ['ㅎㅂ']])('nothing is found in %j', (words) => {
  expect(found(words)).toEqual([])
})

describe('the form', () => {
  const id = '5d1c28ad-2f0c-4b1f-8d4e-0c51a9a4c001'
  const read = (keywords: unknown) => {
    const parsed = AnswerForm.safeParse({
      id,
      keywords,
      question: '환불은 언제 되나요',
      answer: '접수 중이에요',
    })
    return parsed.success ? parsed.data.keywords : parsed.error.issues.map(({ message }) => message)
  }

  test('takes words with commas between, each once', () => {
    expect(read('환불, 취소 ,환 불，  결제취소')).toEqual(['환불', '취소', '결제취소'])
  })

  test.each([
    ['nothing', '', 'answer_keywords.empty'],
    ['commas only', ', ,', 'answer_keywords.empty'],
    ['one syllable', '돈', 'answer_keywords.too_short'],
    ['marks only', '!!, ??', 'answer_keywords.too_short'],
    ['six words', '하나, 둘셋, 넷다, 여섯, 일곱, 여덟', 'answer_keywords.too_many'],
    ['a sentence', '가'.repeat(21), 'answer_keywords.too_long'],
    ['a page', '가,'.repeat(300), 'answer_keywords.too_long'],
    ['a control character', '환\0불', 'answer_keywords.bad_characters'],
    ['no text', ['환불'], 'answer_keywords.not_text'],
  ])('refuses %s', (_, keywords, code) => {
    expect(read(keywords)).toEqual([code])
  })
})
