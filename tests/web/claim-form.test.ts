import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import { ClaimForm, ITEMS_MAX } from '#app/shapes/claim.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { isRefusal } from '#server/domain/refusal.ts'
import { readForm, typedIn } from '#server/web/answer.ts'

const buyer: Record<string, string> = {
  clientId: randomUUID(),
  kind: 'refund',
  orderNumber: '0012-3400-0817',
  orderedOn: '2024. 8. 10.',
  paidOn: '',
  paymentMethod: 'card_installment',
  cardIssuer: '국민카드',
  installmentMonths: '3개월',
  'items[0].name': '여름 이불',
  'items[0].quantity': '2',
  'items[0].amount': '129,000원',
  refunded: '',
  story: '',
  'identity.name': '김민지',
  'identity.phone': '010-0000-1234',
  'identity.email': '',
  consentVersion: '2026-11-22',
}

const seller: Record<string, string> = {
  clientId: randomUUID(),
  kind: 'settlement',
  settlementCycle: 'monthly',
  dueOn: '20240816',
  'items[0].name': '7월 판매분 정산',
  'items[0].amount': '1,234만',
  refunded: '34만',
  'identity.name': '박태호',
  'identity.phone': '010-0000-5678',
  consentVersion: '2026-11-22',
}

/** A number with the shape of a registration number that was never given out: its check digit is wrong. */
const RESIDENT_NUMBER = '900101-1234560'

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

const read = (fields: Record<string, string>) => readForm(formOf(fields), ClaimForm)

function codesOf(fields: Record<string, string>): Record<string, string> {
  try {
    read(fields)
  } catch (error) {
    if (isRefusal(error)) return error.fields
    throw error
  }
  return {}
}

describe('a claim as a form sends it', () => {
  test('a buyer’s becomes a draft', () => {
    expect(read(buyer)).toMatchObject({
      kind: 'refund',
      orderNumber: '0012-3400-0817',
      orderedOn: '2024-08-10',
      paidOn: '2024-08-10',
      installmentMonths: 3,
      items: [{ name: '여름 이불', quantity: 2, amount: 129_000 }],
      refunded: 0,
      identity: { name: '김민지', phone: '01000001234', email: '' },
    })
  })

  test('a seller’s becomes a draft; fields of the other side are left out', () => {
    const draft = read({ ...seller, orderNumber: 'AL-1', paymentMethod: 'phone' })
    expect(draft).toMatchObject({ kind: 'settlement', dueOn: '2024-08-16', refunded: 340_000 })
    expect(draft).toMatchObject({ items: [{ quantity: 1, amount: 12_340_000 }] })
    expect(draft).not.toHaveProperty('orderNumber')
    expect(draft).not.toHaveProperty('paymentMethod')
  })

  test('what belongs to cards is kept for cards only', () => {
    expect(read({ ...buyer, paymentMethod: 'transfer' })).toMatchObject({
      cardIssuer: '',
      installmentMonths: null,
    })
    expect(codesOf({ ...buyer, installmentMonths: '' })).toEqual({
      installmentMonths: 'claim.instalments_needed',
    })
  })

  test('fields the form does not have change nothing', () => {
    const draft = read({
      ...buyer,
      state: 'withdrawn',
      receiptNo: '1',
      memberId: randomUUID(),
      remaining: '9',
    })
    for (const name of ['state', 'receiptNo', 'memberId', 'remaining']) expect(draft).not.toHaveProperty(name)
  })
})

describe('bad input', () => {
  const today = seoulDate(new Date())
  const cases: [string, Record<string, string>, Record<string, string>][] = [
    ['amount below zero', { 'items[0].amount': '-1000' }, { 'items[0].amount': 'money.negative' }],
    ['amount of 1e15', { 'items[0].amount': '1000000000000000' }, { 'items[0].amount': 'money.too_large' }],
    ['amount in words', { 'items[0].amount': '많이' }, { 'items[0].amount': 'money.unreadable' }],
    ['nothing owed', { 'items[0].amount': '0' }, { items: 'claim.nothing_owed' }],
    ['more back than paid', { refunded: '129001' }, { refunded: 'claim.refunded_too_much' }],
    ['30 February', { orderedOn: '2024년 2월 30일' }, { orderedOn: 'date.no_such_day' }],
    ['tomorrow', { orderedOn: addDays(today, 1) }, { orderedOn: 'claim.date_in_future' }],
    ['paid before ordered', { paidOn: '2024-08-09' }, { paidOn: 'claim.paid_before_ordered' }],
    [
      '200 characters of order number',
      { orderNumber: '1'.repeat(200) },
      { orderNumber: 'order_number.too_long' },
    ],
    ['no order number', { orderNumber: '' }, { orderNumber: 'order_number.empty' }],
    ['a quantity of nothing', { 'items[0].quantity': '0' }, { 'items[0].quantity': 'claim.quantity_wrong' }],
    ['a kind nobody knows', { kind: 'revenge' }, { kind: 'claim.kind_needed' }],
    [
      'a way to pay nobody knows',
      { paymentMethod: 'cash' },
      { paymentMethod: 'claim.payment_method_needed' },
    ],
    ['no consent', { consentVersion: '' }, { consentVersion: 'claim.consent_needed' }],
    ['no name', { 'identity.name': ' ' }, { 'identity.name': 'identity_name.empty' }],
    ['a phone that is none', { 'identity.phone': '12' }, { 'identity.phone': 'phone.unreadable' }],
    ['a story of 10,000', { story: '가'.repeat(10_000) }, { story: 'story.too_long' }],
    ['a NUL', { story: 'a\0b' }, { story: 'story.bad_characters' }],
  ]

  test.each(cases)('%s is refused beside its field, with a sentence', (_, changes, codes) => {
    expect(codesOf({ ...buyer, ...changes })).toEqual(codes)
    for (const code of Object.values(codes))
      expect(sentenceOf(code)).not.toBe(sentenceOf('shared.check_value'))
    expect(codesOf(buyer)).toEqual({})
  })

  test.each(['story', 'items[0].name', 'orderNumber', 'cardIssuer', 'identity.name'])(
    'a resident registration number in %s is refused',
    (field) => {
      const text = field === 'orderNumber' ? RESIDENT_NUMBER : `주민번호 ${RESIDENT_NUMBER} 입니다`
      expect(codesOf({ ...buyer, [field]: text })[field]).toMatch(/\.resident_number$/)
    },
  )

  test('every field is told at once', () => {
    const told = codesOf({
      ...buyer,
      orderNumber: '',
      orderedOn: '언젠가',
      'items[0].amount': '',
      refunded: '?',
    })
    expect(told).toEqual({
      orderNumber: 'order_number.empty',
      orderedOn: 'date.unreadable',
      'items[0].amount': 'money.empty',
      refunded: 'money.unreadable',
    })
  })

  test('what does not fit together is told beside what cannot be read', () => {
    const told = codesOf({ ...buyer, 'identity.name': '', refunded: '200000', paidOn: '2024-08-01' })
    expect(told).toEqual({
      'identity.name': 'identity_name.empty',
      refunded: 'claim.refunded_too_much',
      paidOn: 'claim.paid_before_ordered',
    })
  })

  test('a settlement may fall due soon, but not in two years', () => {
    const today = seoulDate(new Date())
    expect(codesOf({ ...seller, dueOn: addDays(today, 30) })).toEqual({})
    expect(codesOf({ ...seller, dueOn: addDays(today, 730) })).toEqual({ dueOn: 'claim.due_too_far' })
  })

  test('one line too many is told, and a line numbered 999,999,999 makes no long list', () => {
    const lines = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, at) => [
          [`items[${at}].name`, '이불'],
          [`items[${at}].amount`, '1000'],
        ]).flat(),
      )
    expect(codesOf({ ...buyer, ...lines(ITEMS_MAX) })).toEqual({})
    expect(codesOf({ ...buyer, ...lines(ITEMS_MAX + 1) })).toEqual({ items: 'claim.too_many_items' })
    const typed = typedIn(formOf({ ...buyer, 'items[999999999].name': 'x', '__proto__.polluted': '1' }))
    expect(typed.items).toHaveLength(1)
    expect({}).not.toHaveProperty('polluted')
  })

  test('no line at all', () => {
    const { 'items[0].name': _, 'items[0].quantity': __, 'items[0].amount': ___, ...rest } = buyer
    expect(codesOf(rest)).toEqual({ items: 'claim.items_needed' })
  })
})
