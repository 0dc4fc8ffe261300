import { describe, expect, test } from 'vitest'
import { FactEdit, FactForm, type FactKind, type FactState, JudgeForm } from '#app/shapes/fact.ts'
import { coverNames, personNames } from '#app/shapes/person-name.ts'
import { byDay, elapsed, lastWord, promiseStanding } from '#app/shapes/timeline.ts'

const form = {
  id: '00000000-0000-4000-8000-000000000001',
  ...{ body: '공지가 올라왔어요', happenedOn: '2024-08-16', happenedTime: '10:00' },
}
const codeOf = (raw: Record<string, unknown>) => {
  const read = FactForm.safeParse({ ...form, ...raw })
  return read.success ? 'ok' : read.error.issues.map(({ message }) => message).join()
}

describe('names of people', () => {
  test('are found before 님 and 씨', () => {
    for (const text of [
      '김철수님이 말했어요',
      '어제 박민 씨는',
      '남궁민수님',
      '(이영희씨)',
      '최 대표와 정하늘 님께서',
    ])
      expect(personNames(text), text).toHaveLength(1)
  })

  test('are not seen in offices, nicknames and other words', () => {
    const texts = [
      '고객님께',
      '사장님이',
      '방장님',
      '선생님',
      '변호사님',
      '날씨가',
      '아저씨',
      '마음씨',
      '수달님',
      '손님이',
    ]
    for (const text of [...texts, '구매자님', '담당자님', '여러분님', '김밥', '정산']) {
      expect(personNames(text), text).toEqual([])
    }
  })

  test('are covered but for the family’s', () => {
    expect(coverNames('김철수님과 남궁민 씨, 고객님')).toBe('김○○님과 남궁○ 씨, 고객님')
  })
})

describe('what the form of an entry takes', () => {
  test('fits its parts to the kind', () => {
    expect(FactForm.parse({ ...form, kind: 'silence' })).toMatchObject({ asOf: true, kind: 'silence' })
    expect(FactForm.parse({ ...form, kind: 'promise', dueOn: '2024-08-20' }).dueOn).toBe('2024-08-20')
    expect(codeOf({ kind: 'sign' })).toBe('fact.sign_needed')
    expect(codeOf({ kind: 'promise', dueOn: '2024-08-15' })).toBe('fact.due_before')
    expect(codeOf({ kind: 'promise', dueOn: '2024-02-30' })).toBe('date.no_such_day')
    expect(codeOf({ kind: 'promise', dueOn: '', dueTime: '10:00' })).toBe('time.date_needed')
    expect(codeOf({ kind: 'nonsense' })).toBe('fact.kind_needed')
  })

  test('says so of a due date or a sign that belongs to another kind, and drops neither', () => {
    expect(codeOf({ kind: 'statement', dueOn: '2024-08-20' })).toBe('fact.due_unfit')
    expect(codeOf({ kind: 'silence', dueTime: '10:00' })).toBe('fact.due_unfit')
    expect(codeOf({ kind: 'notice', sign: 'no_answer' })).toBe('fact.sign_unfit')
    expect(codeOf({ kind: 'sign', sign: 'no_answer' })).toBe('ok')
  })

  test('refuses long texts, impossible times and addresses that lead elsewhere', () => {
    expect(codeOf({ body: '가'.repeat(600) })).toBe('ok')
    expect(codeOf({ body: '가'.repeat(20_000) })).toBe('fact_body.too_long')
    expect(codeOf({ happenedTime: '25:00' })).toBe('fact_time.unreadable')
    expect(codeOf({ happenedOn: '2024-02-30' })).toBe('date.no_such_day')
    expect(codeOf({ happenedOn: '1989-12-31' })).toBe('date.out_of_range')
    expect(codeOf({ url: 'javascript:alert(1)' })).toBe('fact_url.not_web')
    expect(codeOf({ url: 'https://kakao.com@evil.example/' })).toBe('fact_url.not_web')
    expect(FactForm.parse({ ...form, body: '<b>굵게</b>' }).body).toBe('<b>굵게</b>')
  })

  test('asks why of a correction and of a doubt', () => {
    const edit = FactEdit.safeParse({ ...form, version: '1' })
    expect(edit.error?.issues.map(({ message }) => message)).toEqual(['fact_why.empty'])
    const judge = (state: string) => JudgeForm.safeParse({ factId: form.id, state, why: '' }).success
    expect([judge('confirmed'), judge('disputed'), judge('corrected')]).toEqual([true, false, false])
  })
})

describe('what time makes of it', () => {
  const due = '2024-08-20T00:00:00+09:00'

  test('a promise for a day may be kept until the day is over, one for an hour until the hour', () => {
    const at = (dueDayOnly: boolean, now: string) =>
      promiseStanding({ dueAt: due, dueDayOnly, outcome: null }, now)
    expect(at(true, '2024-08-20T23:59:59+09:00')).toBe('open')
    expect(at(true, '2024-08-21T00:00:00+09:00')).toBe('overdue')
    expect(at(false, due)).toBe('overdue')
    expect(promiseStanding({ dueAt: due, dueDayOnly: true, outcome: 'kept' }, '2030-01-01')).toBe('kept')
    expect(promiseStanding({ dueAt: null, dueDayOnly: false, outcome: null }, '2030-01-01')).toBe('undated')
  })

  test('hours are said up to three days, then days', () => {
    const from = '2024-08-16T10:00:00+09:00'
    expect(elapsed(from, false, '2024-08-18T10:00:00+09:00')).toEqual({ unit: 'hours', count: 48 })
    expect(elapsed(from, false, '2024-08-19T10:00:00+09:00')).toEqual({ unit: 'days', count: 3 })
    expect(elapsed('2024-08-16T00:00:00+09:00', true, '2024-08-18T01:00:00+09:00')).toEqual({
      ...{ unit: 'days', count: 2 },
    })
    expect(elapsed(from, false, '2024-08-16T09:59:00+09:00')).toBeNull()
  })

  test('the last word is the company’s, and nobody disputes it', () => {
    const fact = (kind: FactKind, happenedAt: string, state: FactState = 'claimed') => ({
      ...{ kind, state, happenedAt, dayOnly: false },
    })
    const facts = [
      fact('notice', '2024-08-16T01:00:00Z'),
      fact('statement', '2024-08-17T01:00:00Z', 'disputed'),
      fact('press', '2024-08-18T01:00:00Z'),
    ]
    expect(lastWord(facts, '2024-08-20')?.happenedAt).toBe('2024-08-16T01:00:00Z')
    expect(lastWord(facts.slice(1), '2024-08-20')).toBeNull()
  })

  test('days begin at midnight in Seoul', () => {
    const at = (happenedAt: string) => ({ happenedAt })
    const days = byDay([at('2024-08-16T14:59:00Z'), at('2024-08-16T15:00:00Z')])
    expect(days.map(({ day }) => day)).toEqual(['2024-08-16', '2024-08-17'])
  })
})
