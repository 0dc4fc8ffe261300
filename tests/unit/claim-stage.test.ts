import { describe, expect, test } from 'vitest'
import { changesOf } from '#app/parts/claim/changes.ts'
import { noDetails } from '#app/shapes/claim-details.ts'
import {
  AnswerForm,
  AskForm,
  actsAt,
  type ClaimAct,
  claimMoves,
  claimStages,
  OwnMove,
  ReviewWish,
  stageAfter,
} from '#app/shapes/claim-stage.ts'
import type { Statement } from '#server/domain/claim/statement.ts'

const codesOf = (result: { error?: { issues: { message: string; path: PropertyKey[] }[] } }) =>
  (result.error?.issues ?? []).map(({ path, message }) => [path.join('.'), message])

describe('the states of a claim', () => {
  test('lead from filing to every other state, and out of a withdrawn claim nowhere', () => {
    const reached = new Set(['submitted'])
    for (let before = 0; before < reached.size; ) {
      before = reached.size
      for (const { to } of Object.values(claimMoves))
        for (const [from, stage] of Object.entries(to)) if (reached.has(from)) reached.add(stage)
    }
    expect([...reached].sort()).toEqual([...claimStages].sort())
    const acts = Object.keys(claimMoves) as ClaimAct[]
    const out = acts.flatMap((act) =>
      (['officer', 'claimant'] as const).map((by) => stageAfter(act, 'withdrawn', by)),
    )
    expect(out.filter((stage) => stage !== null)).toEqual([])
  })

  test('are judged by officers and settled by either', () => {
    expect(actsAt('submitted', 'officer')).toEqual(['check', 'solve_partly', 'solve'])
    expect(actsAt('submitted', 'claimant')).toEqual(['solve_partly', 'solve'])
    expect(actsAt('checked', 'officer')).toEqual(['accept', 'solve_partly', 'solve'])
    expect(actsAt('solved', 'claimant')).toEqual(['reopen'])
    expect(stageAfter('withdraw', 'accepted', 'officer')).toBeNull()
    expect(stageAfter('answer', 'submitted', 'claimant')).toBeNull()
  })
})

describe('the forms', () => {
  test('ask for a day and a sentence for each thing, what is empty not', () => {
    const asked = {
      version: '2',
      dueOn: '2099-08-30',
      field1: 'orderedOn',
      thing1: '날짜를 적어 주세요',
      thing2: '',
    }
    expect(AskForm.parse(asked)).toEqual({
      version: 2,
      dueOn: '2099-08-30',
      things: [{ field: 'orderedOn', words: '날짜를 적어 주세요' }],
    })
    expect(AskForm.parse({ ...asked, field1: '<b>' }).things[0]?.field).toBe('')
    expect(codesOf(AskForm.safeParse({ ...asked, thing1: ' ' }))).toEqual([
      ['thing1', 'claim.deficiency_needed'],
    ])
    expect(codesOf(AskForm.safeParse({ ...asked, thing2: '가'.repeat(201) }))).toEqual([
      ['thing2', 'deficiency.too_long'],
    ])
    expect(codesOf(AskForm.safeParse({ ...asked, dueOn: '' })).map(([path]) => path)).toEqual(['dueOn'])
    expect(codesOf(AskForm.safeParse(null)).length).toBeGreaterThan(0)
  })

  test('answer some things or none', () => {
    expect(AnswerForm.parse({ step: '1', answer2: '올렸어요' }).answers.slice(0, 2)).toEqual(['', '올렸어요'])
    expect(codesOf(AnswerForm.safeParse({ step: 'x' }))).toEqual([['step', 'claim.asked_anew']])
    expect(codesOf(AnswerForm.safeParse({ step: '1', answer1: '가\0' }))).toEqual([
      ['answer1', 'answer_words.bad_characters'],
    ])
  })

  test('settle only with a reason, and look for nothing that cannot be read', () => {
    expect(OwnMove.parse({ act: 'solve', words: '받았어요' })).toEqual({ act: 'solve', words: '받았어요' })
    expect(codesOf(OwnMove.safeParse({ act: 'solve', words: '' }))).toEqual([['words', 'claim.words_needed']])
    expect(OwnMove.safeParse({ act: 'answer', words: '' }).success).toBe(false)
    const asked = { stage: 'checked', side: 'none', kind: 'x', whole: 'no', q: ' 12 ', after: '-1' }
    expect(ReviewWish.parse(asked)).toEqual({ stage: 'checked', whole: 'no', q: '12' })
  })
})

describe('two versions', () => {
  const first: Statement = {
    ...noDetails,
    version: 1,
    kind: 'refund',
    state: 'submitted',
    orderNumber: 'AL-1',
    orderedOn: null,
    paidOn: null,
    paymentMethod: 'card_once',
    cardIssuer: '국민카드',
    installmentMonths: null,
    settlementCycle: null,
    dueOn: null,
    items: [{ no: 1, name: '', quantity: 1, amount: 129_000, received: null }],
    principal: 129_000,
    refunded: 0,
    remaining: 129_000,
    story: '',
    consentVersion: '1',
    withdrawnWhy: '',
    madeAt: '2024-08-17T03:00:00.000Z',
  }

  test('that say the same have no differences', () => {
    expect(changesOf(first, { ...first, version: 2 }, '2024-08-20')).toEqual([])
  })

  test('are told apart field by field, in words', () => {
    const second: Statement = {
      ...first,
      version: 2,
      orderedOn: '2024-08-10',
      paymentMethod: 'transfer',
      cardIssuer: '',
      items: [{ no: 1, name: '여름 이불', quantity: 2, amount: 129_000, received: null }],
      refunded: 29_000,
      remaining: 100_000,
      story: '취소했어요',
    }
    const changes = changesOf(first, second, '2024-08-20')
    expect(changes.map(({ name, from, to }) => [name, from, to])).toEqual([
      ['주문한 날', '', '2024년 8월 10일 (토)'],
      ['결제 방법', '카드 일시불 · 국민카드', '계좌이체'],
      ['1번째 줄', '(이름 없음) · 수량 1 · 129,000원', '여름 이불 · 수량 2 · 129,000원'],
      ['돌려받은 금액', '', '29,000원'],
      ['남은 금액', '129,000원', '100,000원'],
      ['있었던 일', '', '취소했어요'],
    ])
  })
})
