import { describe, expect, test } from 'vitest'
import { LetterForm, letterIds, letterTones, readableLetter, withoutPictures } from '#app/shapes/letter.ts'
import { blanksOf, type LetterDraft, letterPaper, letterText } from '#app/text/letter.ts'
import { commonFields, letterRules, slotsIn } from '#server/domain/letter/catalogue.ts'

const slots: LetterDraft['slots'] = {
  shop: '알렛츠',
  orderNumber: 'AL-1',
  orderedOn: '2024년 8월 10일',
  paidOn: '2024년 8월 10일',
  payment: '카드 할부 · 국민카드',
  months: '3개월',
  goods: '여름 이불 2개',
  principal: '129,000원',
  refunded: '',
  cycle: '',
  dueOn: '2024년 8월 16일',
  undelivered: 'holds',
  unrefunded: '',
  byCard: 'holds',
}
const draftOf = (id: keyof typeof letterRules): LetterDraft => {
  const { body, facts } = letterRules[id]
  return { ...body, facts: facts.map(([name, slot]) => ({ name, slot })), slots, amount: 129_000 }
}
const values = (typed: Record<string, string> = {}) => LetterForm.parse({ writtenOn: '2024-08-20', ...typed })

describe.each(letterIds)('%s', (id) => {
  const rule = letterRules[id]
  const asked: readonly string[] = [...commonFields.parties, ...rule.fields, ...commonFields.last]

  test('asks for everything it says', () => {
    const said = letterTones.flatMap((tone) => slotsIn(rule.body.blocks[tone]))
    const facts = rule.facts.map(([, slot]) => slot)
    expect([...said, ...facts].filter((slot) => !(slot in slots) && !asked.includes(slot))).toEqual([])
  })

  test('says all it asks for, in both tones', () => {
    const shown = [...rule.facts.map(([, slot]) => slot as string), 'account', 'unpaid']
    for (const tone of letterTones) {
      const said = [...slotsIn(rule.body.blocks[tone]), ...shown]
      const unsaid = rule.fields.filter((field) => !said.includes(field) && field !== 'payBy')
      expect(unsaid).toEqual([])
    }
  })

  test('names nobody guilty and threatens nobody', () => {
    const words = /사기|범죄|고소|고발|책임을 묻|민·?형사|소송|불이익|강제집행|압류/
    for (const tone of letterTones)
      expect(letterText(letterPaper(draftOf(id), values({ tone })))).not.toMatch(words)
  })

  test('rests on a law with the day it was checked', () => {
    expect(rule.basis.length).toBeGreaterThan(0)
    for (const { law, checkedOn } of rule.basis) {
      expect(law).toMatch(/제\d+조/)
      expect(checkedOn).toMatch(/^\d{4}-\d\d-\d\d$/)
    }
  })
})

describe('a letter put together', () => {
  test('leaves marked blanks for what nobody said yet, and none once all is said', () => {
    const draft = draftOf('refund')
    expect(blanksOf(letterPaper(draft, values()))).toEqual([
      '상호',
      '주소',
      '성명',
      '연락처',
      '환불을 요청한 날',
      '기한',
    ])
    expect(letterText(letterPaper(draft, values()))).toContain('〔기한〕까지 환급하여 주시고')
    const all = values({
      senderName: '김민지',
      senderAddress: '서울',
      senderPhone: '010-0000-1234',
      receiverName: '인터스텔라',
      receiverAddress: '서울',
      askedOn: '2024-08-17',
      payBy: '20240830',
    })
    const paper = letterPaper(draft, all)
    expect(blanksOf(paper)).toEqual([])
    expect(letterText(paper)).toContain('2024년 8월 30일까지 환급하여 주시고')
    expect(letterText(paper)).toContain('청구 금액: 금 일십이만구천원정 (129,000원)')
  })

  test('leaves out what is not so, and numbers the rest through', () => {
    const text = (changes: Partial<LetterDraft['slots']>, typed = {}) =>
      letterText(letterPaper({ ...draftOf('withdrawal'), slots: { ...slots, ...changes } }, values(typed)))
    expect(text({})).toContain('이 글을 쓰는 날까지 위 상품을 받지 못하였습니다.')
    expect(text({ undelivered: '' })).not.toContain('받지 못하였습니다.')
    expect(text({ byCard: '' })).not.toContain('제18조 제3항')
    expect(text({}, { course: '8월 17일에 취소했습니다.' })).toContain(
      '경과는 다음과 같습니다.\n8월 17일에 취소했습니다.',
    )
    const numbers = [...text({ undelivered: '' }).matchAll(/^(\d+)\. /gm)].map(([, no]) => Number(no))
    expect(numbers).toEqual(numbers.map((_, at) => at + 1))
  })

  test('names the ground of a defence by its number and its words', () => {
    const paper = letterPaper(draftOf('card-defence'), values({ ground: '3', unpaid: '86,000원' }))
    expect(letterText(paper)).toContain('제16조 제1항 제3호(재화 등의 전부 또는 일부가 공급 시기까지')
    expect(letterText(paper)).toContain('지급을 거절하는 할부금: 금 팔만육천원정 (86,000원)')
  })
})

describe('what is typed into a letter', () => {
  const codeOf = (typed: Record<string, string>) => LetterForm.safeParse(typed).error?.issues[0]?.message
  test.each([
    [{ course: '정말 화나요 😡' }, 'letter.pictures'],
    [{ cardNumber: '1234-5678-9012-3456' }, 'letter.whole_card'],
    [{ paidTimes: '두 번' }, 'letter.paid_times'],
    [{ senderName: '900101-1234560' }, 'letter_line.resident_number'],
    [{ payBy: '언젠가' }, 'date.unreadable'],
    [{ unpaid: '많이' }, 'money.unreadable'],
    [{ senderAddress: '가'.repeat(201) }, 'letter_address.too_long'],
  ])('%o is refused', (typed, code) => expect(codeOf(typed)).toBe(code))

  test('is read as it is meant', () => {
    expect(codeOf({})).toBeUndefined()
    expect(values({ cardNumber: '1234-56**-****-7890', paidTimes: '2회', payBy: '2024.8.30' })).toMatchObject(
      {
        cardNumber: '1234-56**-****-7890',
        paidTimes: 2,
        payBy: '2024-08-30',
        tone: 'polite',
        copies: '1',
      },
    )
  })

  test('counts as empty while it cannot be read, and takes nothing else along', () => {
    expect(readableLetter({ payBy: '언젠', senderName: '김민지' })).toMatchObject({
      payBy: '',
      senderName: '김민지',
    })
  })

  test('loses its pictures where they came with the claim', () => {
    expect(withoutPictures('이불 😀 세트 ❤️ 2024 ☎')).toBe('이불 세트 ❤ 2024 ☎')
  })
})
