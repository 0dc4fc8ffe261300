import { expect, test } from 'vitest'
import { caseAnchors, claimAnchors, lawQuestions, lawRoutes, statedAnchors } from '#app/shapes/law.ts'
import * as words from '#app/text/ko/law.ts'
import { refusals } from '#app/text/ko/refusals.ts'
import { routeReasons } from '#server/domain/law/routes.ts'
import { ruleIds } from '#server/domain/law/rule.ts'

test('everything that can be shown has its words, and nothing else does', () => {
  const reasons = new Set(Object.values(routeReasons).flatMap((each) => each.map(({ id }) => id)))
  expect(Object.keys(words.deadlineText).sort()).toEqual([...ruleIds].sort())
  expect(Object.keys(words.reasonText).sort()).toEqual([...reasons].sort())
  expect(Object.keys(words.routeName)).toEqual([...lawRoutes])
  expect(Object.keys(words.questionText)).toEqual([...lawQuestions])
  expect(Object.keys(words.anchorName)).toEqual([...statedAnchors, ...claimAnchors, ...caseAnchors])
})

test('nobody is called guilty, and nothing is promised', () => {
  const all = JSON.stringify([words.deadlineText, words.reasonText, words.stepText, words.questionText])
  expect(all).not.toMatch(/사기꾼|범인|범죄자|유죄|반드시 받|무조건|확실히 받|받을 수 있어요\./)
})

test('a formula is written out', () => {
  const segment = { principal: 2_450_000, bp: 1500, years: 1, rest: 100, denominator: 365, won: 468_184 }
  expect(words.interestFormula(segment)).toBe('2,450,000원 × 연 15% × (1년 + 100일 ÷ 365일) = 468,184원')
  expect(words.interestFormula({ ...segment, years: 0, bp: 1550 })).toContain('× 연 15.5% × 100일 ÷ 365일 =')
  expect(words.interestFormula({ ...segment, rest: 0 })).toContain('× 1년 =')
})

test('a basis says its law, since when and when it was read', () => {
  const basis = { citation: '민법 제174조', inForce: '2026-03-17', checkedOn: '2026-11-22' }
  expect(words.basisLine(basis)).toBe('근거 민법 제174조 · 시행 2026-03-17 · 확인 2026-11-22')
  expect(words.basisLine({ ...basis, inForce: null })).toBe('근거 민법 제174조 · 확인 2026-11-22')
})

test('what is refused has a sentence', () => {
  for (const code of [
    'no_such_day',
    'beyond_holidays',
    'not_a_period',
    'not_won',
    'starts_after_end',
    'no_rate',
    'date_in_future',
    'date_too_far',
  ])
    expect(refusals[`law.${code}`], code).toBeTruthy()
})
