import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import { ClaimForm } from '#app/shapes/claim.ts'
import { areAnswersOf } from '#app/shapes/claim-answers.ts'
import { completenessOf, minutesAfterCall } from '#app/shapes/claim-completeness.ts'
import { noDetails } from '#app/shapes/claim-details.ts'
import { buyerKinds, type ClaimKind, claimKinds, kindSpecs, type Question } from '#app/shapes/claim-kinds.ts'
import { sumInWords } from '#app/text/ko/claim.ts'
import { claimKindName, claimKindText, evidenceName, questionText } from '#app/text/ko/claim-kinds.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'

// Every kind with every field of it missing, of the wrong type, out of range and absurd. A form is read as it arrives:
// nested by name, anything in it.

type Typed = Record<string, unknown>

const today = seoulDate(Date.now())
const tomorrow = addDays(today, 1)
/** A number with the shape of a registration number that was never given out: its check digit is wrong. */
const RESIDENT_NUMBER = '900101-1234560'

/** The least a claim of a kind is filed with. */
function least(kind: ClaimKind): Typed {
  const { order, tracking } = kindSpecs[kind]
  return {
    kind,
    clientId: randomUUID(),
    items: [{ amount: '129,000' }],
    identity: { name: '김민지', phone: '010-0000-1234' },
    consentVersion: '2026-11-22',
    ...(order === 'needed' ? { orderNumber: '0012-3400-0817' } : {}),
    ...(tracking ? { noTracking: 'on', answers: { onTheWay: 'no' } } : {}),
  }
}

function codesOf(typed: Typed): Record<string, string> {
  const read = ClaimForm.safeParse(typed)
  const codes: Record<string, string> = {}
  for (const issue of read.error?.issues ?? []) {
    const name = issue.path.map((part, at) =>
      typeof part === 'number' ? `[${part}]` : `${at ? '.' : ''}${String(part)}`,
    )
    codes[name.join('')] ??= issue.message
  }
  return codes
}

/** Every code has a sentence of its own. */
function expectTold(codes: Record<string, string>, field: string, code: string | RegExp) {
  expect(codes[field], field).toMatch(code)
  expect(sentenceOf(codes[field] ?? '')).not.toBe(sentenceOf('shared.check_value'))
}

function readAs(typed: Typed) {
  const read = ClaimForm.safeParse(typed)
  expect(codesOf(typed)).toEqual({})
  if (!read.success) throw new Error('not read')
  return read.data
}

const wrongAnswers: Record<Question['type'], readonly (readonly [unknown, RegExp])[]> = {
  choice: [
    ['nonsense', /choice_unknown/],
    [7, /choice_unknown/],
    [['yes', 'no'], /choice_unknown/],
  ],
  choices: [
    ['nonsense', /choice_unknown/],
    [Array(50).fill('phone'), /choice_unknown/],
    [{ phone: 1 }, /choice_unknown/],
  ],
  text: [
    ['가'.repeat(1001), /answer\.too_long/],
    [['a'], /answer\.not_text/],
    ['a\0b', /answer\.bad_characters/],
    [RESIDENT_NUMBER, /answer\.resident_number/],
  ],
  count: [
    ['-1', /count_wrong/],
    ['많이', /count_wrong/],
    ['999999999', /count_wrong/],
    [1.5, /count_wrong/],
  ],
  date: [
    ['2024-02-30', /date\.no_such_day/],
    ['언젠가', /date\.unreadable/],
    ['1899-12-31', /date\.out_of_range/],
    [20240816, /date\.not_text/],
  ],
  time: [
    ['25:00', /time\.unreadable/],
    ['아까', /time\.unreadable/],
    [1730, /time\.not_text/],
  ],
  won: [
    ['-1', /money\.negative/],
    ['1.5원', /money\.fraction/],
    ['1000000000000000', /money\.too_large/],
    ['NaN', /money\.unreadable/],
  ],
}

describe.each(claimKinds)('%s', (kind) => {
  const spec = kindSpecs[kind]
  const questions = Object.entries(spec.questions)

  test('is filed with order, sum, name and consent, and says so of each that is missing', () => {
    const draft = readAs(least(kind))
    expect(draft).toMatchObject({ kind, items: [{ name: '', quantity: 1, amount: 129_000 }], refunded: 0 })
    const needed: [string, Typed][] = [
      ['items', { items: undefined }],
      ['items[0].amount', { items: [{}] }],
      ['identity.name', { identity: { phone: '010-0000-1234' } }],
      ['identity.phone', { identity: { name: '김민지' } }],
      ['consentVersion', { consentVersion: '' }],
    ]
    if (spec.order === 'needed') needed.push(['orderNumber', { orderNumber: ' ' }])
    if (spec.tracking) {
      needed.push(['trackingNumber', { noTracking: undefined }])
      needed.push(['answers.onTheWay', { answers: {} }])
    }
    for (const [field, changes] of needed) {
      const codes = codesOf({ ...least(kind), ...changes })
      expect(Object.keys(codes)).toEqual([field])
      expectTold(codes, field, /./)
    }
  })

  test('has Korean words for itself, its questions, its choices and its papers', () => {
    expect(claimKindName[kind]).toBeTruthy()
    expect(claimKindText[kind].label).toBeTruthy()
    expect(Object.keys(questionText[kind]).sort()).toEqual(questions.map(([key]) => key).sort())
    for (const [key, question] of questions) {
      const words = questionText[kind][key]
      expect(words?.label, key).toBeTruthy()
      if ('options' in question)
        expect(Object.keys(words?.options ?? {}).sort(), key).toEqual([...question.options].sort())
    }
    for (const slot of spec.evidence) expect(evidenceName[slot]).toBeTruthy()
  })

  test.each(questions)(
    'question %s: wrong answers are told beside it, empty ones are left out',
    (key, question) => {
      const base = least(kind)
      const answered = (answer: unknown) => ({
        ...base,
        answers: { ...(base.answers as Typed), [key]: answer },
      })
      for (const [wrong, code] of wrongAnswers[question.type]) {
        const codes = codesOf(answered(wrong))
        expect(Object.keys(codes)).toEqual([`answers.${key}`])
        expectTold(codes, `answers.${key}`, code)
      }
      if (key !== 'onTheWay') {
        const left = readAs(answered(''))
        expect(left.details?.answers).not.toHaveProperty(key)
      }
    },
  )

  test('keeps no answer to a question of another kind', () => {
    const draft = readAs({
      ...least(kind),
      answers: { ...(least(kind).answers as Typed), __proto__x: 'a', foreign: 'b' },
    })
    expect(Object.keys(draft.details?.answers ?? {})).toEqual(spec.tracking ? ['onTheWay'] : [])
    expect(areAnswersOf(kind, { foreign: 'b' })).toBe(false)
    expect(areAnswersOf(kind, draft.details?.answers ?? {})).toBe(true)
  })
})

describe('facts of any kind', () => {
  const buyer = () => ({ ...least('refund'), orderedOn: '2024-08-10' })
  const seller = () => least('settlement')
  const dates = [
    'deliveredOn',
    'knownOn',
    'noticeOn',
    'cancelledOn',
    'promisedOn',
    'refundPromisedOn',
  ] as const
  const sums = ['shipping', 'coupon', 'points', 'loss'] as const

  test.each(dates)('%s', (field) => {
    for (const [wrong, code] of wrongAnswers.date)
      expectTold(codesOf({ ...buyer(), [field]: wrong }), field, code)
    const promised = field.toLowerCase().includes('promised')
    if (promised) {
      expect(codesOf({ ...buyer(), [field]: tomorrow })).toEqual({})
      expectTold(codesOf({ ...buyer(), [field]: addDays(today, 400) }), field, 'claim.promised_too_far')
    } else expectTold(codesOf({ ...buyer(), [field]: tomorrow }), field, 'claim.date_in_future')
    if (field !== 'knownOn')
      expectTold(codesOf({ ...buyer(), [field]: '2024-08-09' }), field, 'claim.before_ordered')
    for (const way of ['2024.8.16', '240816', '2024년 8월 16일'])
      expect(readAs({ ...buyer(), [field]: way }).details).toMatchObject({ [field]: '2024-08-16' })
  })

  test.each(sums)('%s', (field) => {
    for (const [wrong, code] of wrongAnswers.won)
      expectTold(codesOf({ ...buyer(), [field]: wrong }), field, code)
    expect(readAs({ ...buyer(), [field]: '3,000원' }).details).toMatchObject({ [field]: 3000 })
  })

  test.each(['sellerName', 'paymentGateway', 'approvalNumber', 'trackingNumber', 'lossWhat'])(
    '%s',
    (field) => {
      for (const wrong of ['가'.repeat(400), 'a\0b', RESIDENT_NUMBER, ['a']])
        expectTold(codesOf({ ...buyer(), [field]: wrong }), field, /_|\./)
    },
  )

  test.each(['orderSource', 'relief'])('%s is one of the list', (field) => {
    expectTold(codesOf({ ...buyer(), [field]: 'nonsense' }), field, 'claim.choice_unknown')
  })

  test('a settlement’s period runs forward and its own sums are read', () => {
    expectTold(
      codesOf({ ...seller(), periodFrom: '2024-08-01', periodTo: '2024-07-01' }),
      'periodTo',
      'claim.period_backwards',
    )
    const read = readAs({
      ...seller(),
      gross: '1,500만',
      fee: '150만',
      deductions: '10만',
      dueOn: '20240816',
    })
    expect(read).toMatchObject({ dueOn: '2024-08-16', details: { gross: 15_000_000, deductions: 100_000 } })
  })

  test('a parcel on its way is no claim yet, one that is late is; number and “none” exclude each other', () => {
    const asked = (changes: Typed) => codesOf({ ...least('nondelivery'), ...changes })
    expectTold(asked({ answers: { onTheWay: 'yes' } }), 'answers.onTheWay', 'claim.still_on_the_way')
    expect(asked({ answers: { onTheWay: 'late' } })).toEqual({})
    expectTold(asked({ trackingNumber: '12345' }), 'trackingNumber', 'claim.tracking_either')
    expect(asked({ trackingNumber: '12345', noTracking: '' })).toEqual({})
  })

  test('of each line no more arrived than was ordered', () => {
    const line = (received: string) => ({
      ...least('missing'),
      items: [{ amount: '1000', quantity: '3', received }],
    })
    expect(readAs(line('2')).items).toMatchObject([{ quantity: 3, received: 2 }])
    expectTold(codesOf(line('4')), 'items[0].received', 'claim.received_too_many')
    expectTold(codesOf(line('-1')), 'items[0].received', 'claim.received_wrong')
  })

  test('money: shipping on, coupons and points off, refunds by day; nothing below nothing', () => {
    const read = readAs({
      ...buyer(),
      shipping: '3000',
      coupon: '2000',
      refunds: [{}, { on: '2024-08-16', amount: '10,000' }, { amount: '5000' }, { on: '', amount: '' }],
    })
    expect(read).toMatchObject({ refunded: 15_000 })
    expect(read.details?.refunds).toEqual([
      { on: '2024-08-16', amount: 10_000 },
      { on: null, amount: 5000 },
    ])
    expectTold(codesOf({ ...buyer(), coupon: '129000' }), 'items', 'claim.nothing_owed')
    expectTold(
      codesOf({ ...buyer(), refunds: [{ amount: '129001' }] }),
      'refunded',
      'claim.refunded_too_much',
    )
    expectTold(
      codesOf({ ...buyer(), refunds: [{}, { on: tomorrow, amount: '1' }] }),
      'refunds[1].on',
      /future/,
    )
    expectTold(
      codesOf({ ...buyer(), refunds: [{}, { on: '2024-08-16' }] }),
      'refunds[1].amount',
      /money\.empty/,
    )
    expectTold(codesOf({ ...buyer(), refunds: Array(30).fill({ amount: '1' }) }), 'refunds', /too_many/)
    expect(
      sumInWords({ items: 129_000, shipping: 3000, coupon: 2000, points: 0, refunded: 30_000 }, false),
    ).toBe(
      '품목 129,000원 + 배송비 3,000원 − 쿠폰 2,000원 = 130,000원. 돌려받은 30,000원을 빼면 100,000원이 남아요.',
    )
  })

  test('offers say what, to whom and what came of it', () => {
    const offered = { what: 'points', words: '만 점', amount: '10,000', toWhom: 'all', answer: 'declined' }
    expect(readAs({ ...buyer(), offers: [offered, { what: '' }] }).details?.offers).toEqual([
      { ...offered, on: null, amount: 10_000 },
    ])
    expectTold(
      codesOf({ ...buyer(), offers: [{ words: '만 점' }] }),
      'offers[0].what',
      'claim.offer_kind_needed',
    )
    expectTold(codesOf({ ...buyer(), offers: Array(11).fill(offered) }), 'offers', 'claim.too_many_offers')
  })
})

describe('who claims', () => {
  const who = (identity: Typed, more: Typed = { extraConsent: '2026-11-22' }) => ({
    ...least('refund'),
    ...more,
    identity: { name: '김민지', phone: '010-0000-1234', ...identity },
  })
  const account = { bank: '다온은행', accountNumber: '000-00-000000-1', accountHolder: '김 민지' }

  test('an account needs bank, holder and a consent of its own; another’s needs a reason', () => {
    expect(readAs(who(account)).identity).toMatchObject({ accountNumber: '000000000001'.slice(0, 12) })
    expectTold(codesOf(who(account, {})), 'extraConsent', 'claim.extra_consent_needed')
    expectTold(codesOf(who({ ...account, bank: '' })), 'identity.bank', 'claim.bank_needed')
    expectTold(
      codesOf(who({ ...account, accountHolder: '' })),
      'identity.accountHolder',
      'claim.holder_needed',
    )
    const others = { ...account, accountHolder: '박태호' }
    expectTold(codesOf(who(others)), 'identity.accountHolder', 'claim.holder_differs')
    expect(codesOf(who({ ...others, holderWhy: '배우자 계좌' }))).toEqual({})
    for (const wrong of ['12', '계좌', 7, '1'.repeat(50)])
      expectTold(codesOf(who({ ...account, accountNumber: wrong })), 'identity.accountNumber', /account\./)
  })

  test('a minor is represented; under fourteen the guardian agrees', () => {
    const guardian = { age: 'under19', guardianName: '이보호', guardianPhone: '010-0000-4321' }
    expect(readAs(who(guardian)).identity).toMatchObject({ age: 'under19', guardianPhone: '01000004321' })
    expectTold(codesOf(who({ age: 'under19' })), 'identity.guardianName', 'claim.guardian_needed')
    expectTold(codesOf(who({ ...guardian, age: 'under14' })), 'identity.guardianAgreed', /guardian_consent/)
    expect(codesOf(who({ ...guardian, age: 'under14', guardianAgreed: 'on' }))).toEqual({})
    expectTold(codesOf(who({ age: '12' })), 'identity.age', 'claim.choice_unknown')
  })

  test('nothing more is kept than was given, and then no consent either', () => {
    const read = readAs(who({ address: '', guardianName: '이보호' }))
    expect(read.identity).toEqual({ name: '김민지', phone: '01000001234', email: '' })
    expect(read.details?.extraConsent).toBe('')
  })

  test.each(['address', 'shopAccount', 'bank', 'accountHolder', 'holderWhy', 'tradeName', 'guardianName'])(
    'a resident registration number in %s is refused',
    (field) => {
      expectTold(codesOf(who({ [field]: RESIDENT_NUMBER })), `identity.${field}`, /resident_number/)
    },
  )
})

describe('completeness', () => {
  const claim = (kind: ClaimKind, more: Typed = {}) => ({
    ...noDetails,
    kind,
    orderNumber: '',
    orderedOn: null,
    paymentMethod: null,
    cardIssuer: '',
    settlementCycle: null,
    dueOn: null,
    items: [{ name: '', quantity: 1, amount: 1000 }],
    principal: 1000,
    story: '',
    ...more,
  })

  test.each(claimKinds)('%s: what was just filed is begun and nothing of it is done twice', (kind) => {
    const { done, of, missing } = completenessOf(claim(kind), '2024-08-20', '2024-08-20')
    expect(done + missing.length).toBe(of)
    expect(new Set(missing).size).toBe(missing.length)
    expect(missing).toContain('story')
  })

  test('the common mistakes are told, each once they are made', () => {
    const lints = (kind: ClaimKind, more: Typed, today = '2024-08-20', changedOn = today) =>
      completenessOf(claim(kind, more), today, changedOn).lints
    expect(lints('defect', {})).toEqual(['undocumented', 'unnotified'])
    expect(lints('defect', { story: '말', noticeOn: '2024-08-18' })).toEqual([])
    expect(lints('defect', { story: '말', knownOn: '2024-08-01' })).toEqual(['unnotified', 'late'])
    expect(
      lints('silent', { story: '말', noticeOn: '2024-08-18', answers: { channels: ['phone'] } }),
    ).toEqual(['one_channel'])
    expect(lints('settlement', { story: '말', gross: 2000, fee: 500, deductions: 0 })).toEqual([
      'sums_differ',
    ])
    expect(lints('settlement', { story: '말', gross: 2000, fee: 500, deductions: 500 })).toEqual([])
    expect(lints('settlement', { story: '말' }, '2024-09-20', '2024-08-20')).toEqual(['stalled'])
  })

  test('minutes from the call to the notice of cancelling', () => {
    const called = { answers: { calledOn: '2008-06-10', calledAt: '17:40' } }
    const at = (cancelledOn: string, cancelledAt: string | null) =>
      minutesAfterCall(claim('cancelled', { ...called, cancelledOn, cancelledAt }))
    expect(at('2008-06-10', '18:10')).toBe(30)
    expect(at('2008-06-11', '00:10')).toBe(390)
    expect(at('2008-06-10', '17:00')).toBeNull()
    expect(at('2008-06-10', null)).toBeNull()
  })
})

test('one may leave out the order number where shops give none, and nowhere else', () => {
  const without = buyerKinds.filter((kind) => {
    const { orderNumber: _, ...rest } = least(kind)
    return ClaimForm.safeParse(rest).success
  })
  expect(without).toEqual(['silent', 'voucher', 'coupon'])
})
