import { describe, expect, test } from 'vitest'
import { type DestinationName, destinationNames, type Fit } from '#app/shapes/filing.ts'
import {
  destinationWords,
  filingConsent,
  filingConsentVersion,
  ruleBanner,
} from '#app/text/ko/destinations.ts'
import { fieldNames } from '#app/text/ko/filing.ts'
import { heads } from '#app/text/ko/filing-list.ts'
import { assess, destinations } from '#server/domain/filing/destination.ts'
import { handFields, identityFields, lackable } from '#server/domain/filing/facts.ts'
import type { RuleFacts } from '#server/domain/filing/rule.ts'

const buyer: RuleFacts = {
  side: 'buyer',
  kind: 'nondelivery',
  principal: 459_000,
  remaining: 459_000,
  paidOn: '2026-10-01',
  payment: 'card_installment',
  cardIssuer: '국민',
  installments: 3,
  recipient: 'KB국민카드',
  today: '2026-11-22',
}
const seller: RuleFacts = {
  ...{ ...buyer, side: 'seller', kind: 'settlement', principal: 12_340_000, remaining: 12_340_000 },
  ...{ paidOn: null, payment: null, cardIssuer: '', installments: null },
}

type Case = [facts: RuleFacts, saidYes: string[], fit: Fit, basis: RegExp]

/** Of each: a claim that may go in, and ones that may not or not surely, by the article that says so. */
const cases: Record<DestinationName, Case[]> = {
  kca_collective: [
    [buyer, [], 'likely', /제68조/],
    [seller, [], 'no', /제68조 제1항/],
    [buyer, ['settled'], 'no', /제56조 제1호 가목/],
    [buyer, ['sued'], 'no', /제56조 제1호 다목/],
    [buyer, ['other_body'], 'check', /나목/],
  ],
  kca_relief: [
    [buyer, [], 'likely', /제55조/],
    [seller, [], 'no', /제55조/],
    [buyer, ['sued'], 'no', /제59조/],
    [buyer, ['unreachable'], 'check', /제57조/],
    [{ ...buyer, remaining: 0 }, [], 'check', /제55조/],
  ],
  ecmc: [
    [buyer, [], 'likely', /전자문서법/],
    [seller, [], 'likely', /전자문서법/],
    [buyer, ['finished'], 'no', /제32조/],
    [buyer, ['sued'], 'check', /제32조/],
  ],
  seoul_ecommerce: [
    [buyer, [], 'likely', /서울시/],
    [seller, [], 'no', /서울시/],
    [buyer, ['other_body'], 'check', /서울시/],
  ],
  kofair: [
    [seller, [], 'likely', /대규모유통업법/],
    [buyer, [], 'no', /제24조/],
    [seller, ['investigated'], 'no', /제77조 제3항/],
    [seller, ['sued'], 'check', /제15조/],
  ],
  fss: [
    [buyer, [], 'likely', /제36조/],
    [seller, [], 'check', /전자금융거래법/],
    [{ ...buyer, payment: 'transfer' }, [], 'check', /통신사기피해환급법/],
    [{ ...buyer, payment: 'phone' }, [], 'check', /제58조/],
    [{ ...buyer, payment: null }, [], 'check', /제36조/],
  ],
  card_issuer: [
    [buyer, [], 'likely', /제16조/],
    [seller, [], 'no', /제3조/],
    [{ ...buyer, payment: 'card_once', installments: null }, [], 'no', /제2조/],
    [{ ...buyer, payment: 'transfer', installments: null }, [], 'no', /제2조/],
    [{ ...buyer, installments: 2 }, [], 'no', /제2조/],
    [{ ...buyer, principal: 199_999, remaining: 199_999 }, [], 'no', /제16조 제2항/],
    [{ ...buyer, principal: 200_000, remaining: 200_000 }, [], 'likely', /제16조/],
    [buyer, ['all_paid'], 'no', /제16조 제3항/],
    [{ ...buyer, cardIssuer: '신한카드' }, [], 'check', /제16조 제2항/],
    [{ ...buyer, payment: null }, [], 'check', /제2조/],
  ],
  chargeback: [
    [buyer, [], 'check', /한국소비자원 안내/],
    [{ ...buyer, payment: 'easy_pay' }, [], 'check', /한국소비자원 안내/],
    [seller, [], 'no', /국제 카드사/],
    [{ ...buyer, payment: 'transfer' }, [], 'no', /국제 카드사/],
    [buyer, ['domestic'], 'no', /국제 카드사/],
    [{ ...buyer, paidOn: '2026-07-20' }, [], 'check', /한국소비자원 안내/],
  ],
  ftc_report: [
    [buyer, [], 'likely', /제26조 제4항/],
    [seller, [], 'check', /대규모유통업법/],
    [buyer, ['reported'], 'check', /제26조/],
  ],
  crime_list: [
    [buyer, [], 'likely', /제347조/],
    [{ ...buyer, kind: 'refund' }, [], 'check', /제21조/],
    [buyer, ['complained'], 'check', /제21조 제2항/],
  ],
  restitution_order: [
    [buyer, [], 'check', /제25조/],
    [buyer, ['sued'], 'no', /제26조/],
    [{ ...buyer, remaining: 0 }, [], 'no', /제25조/],
    [buyer, ['no_trial'], 'check', /제26조/],
  ],
  certified_letter: [
    [buyer, [], 'likely', /우편법/],
    [seller, [], 'likely', /우편법/],
    [buyer, ['sent'], 'check', /민법 제174조/],
  ],
  payment_order: [
    [buyer, [], 'likely', /제462조/],
    [buyer, ['vanished'], 'no', /제462조 단서/],
    [buyer, ['sued'], 'no', /제259조/],
    [{ ...seller, remaining: 0 }, [], 'no', /제462조/],
    [seller, ['insolvent'], 'check', /채무자회생법/],
  ],
  civil_suit: [
    [buyer, [], 'likely', /제65조/],
    [buyer, ['sued'], 'no', /제259조/],
    [{ ...buyer, remaining: 0 }, [], 'no', /제249조/],
    [buyer, ['mediating'], 'check', /제68조 제6항/],
  ],
  rehabilitation: [
    [buyer, [], 'check', /제118조/],
    [{ ...buyer, remaining: 0 }, [], 'no', /제118조/],
    [seller, ['listed'], 'check', /제151조/],
  ],
  bankruptcy: [
    [buyer, [], 'check', /제447조/],
    [{ ...seller, remaining: 0 }, [], 'no', /제447조/],
    [seller, ['filed_before'], 'check', /제447조/],
  ],
  lawyer: [
    [buyer, [], 'likely', /제65조/],
    [{ ...buyer, remaining: 0 }, [], 'check', /제460조/],
    [buyer, ['sued'], 'check', /제259조/],
  ],
}

test.each(Object.entries(cases))('%s tells whom it fits, with the article', (name, told) => {
  for (const [facts, saidYes, fit, basis] of told) {
    const found = assess(name as DestinationName, facts, saidYes)
    expect([found.fit, saidYes, facts.payment, facts.side]).toEqual([fit, saidYes, facts.payment, facts.side])
    expect(found.reasons.map((reason) => reason.basis).join(), `${name} ${saidYes}`).toMatch(basis)
    for (const { text } of found.reasons) expect(text).toMatch(/요[^요]*\.$/)
  }
})

test('card companies are told apart by name, however it is written', () => {
  const told = (issuer: string, recipient: string) =>
    assess('card_issuer', { ...buyer, cardIssuer: issuer, recipient }).fit
  for (const [issuer, recipient] of [
    ['국민카드', '국민카드'],
    ['KB국민', '국민카드 고객센터'],
    ['', '국민카드'],
    ['현대 카드', '현대카드'],
  ] as const)
    expect(told(issuer, recipient), issuer).toBe('likely')
  expect(told('롯데카드', '국민카드')).toBe('check')
})

describe.each(destinationNames)('%s', (name) => {
  const { columns, required, questions, sides } = destinations[name]
  const words = destinationWords[name]

  test('names whom it takes, and says every word it needs', () => {
    expect(sides.length).toBeGreaterThan(0)
    expect(Object.keys(words.questions).sort()).toEqual([...questions].sort())
    for (const list of [words.steps, words.dates, words.files]) expect(list.length).toBeGreaterThan(0)
    expect(ruleBanner(words.rule)).toContain('법률 자문이 아닙니다. 기준일 2026년 11월 22일')
  })

  test('has a column for what it needs; what a claim may lack can be named and asked for', () => {
    expect(new Set(columns).size).toBe(columns.length)
    for (const key of required) {
      // What cannot be lacking stands in every claim.
      if (!lackable.has(key)) continue
      expect(fieldNames[key], key).toBeDefined()
    }
    for (const key of columns) expect(words.heads?.[key] ?? heads[key], key).not.toBe('')
    // Nothing is filled in by hand that is also asked for.
    expect(required.filter((key) => handFields.has(key))).toEqual([])
  })

  test('asks consent for exactly the personal data its list holds', () => {
    const consent = filingConsent(name, { recipient: '받는 곳', version: filingConsentVersion })
    const given = consent?.points.find(({ term }) => term === '무엇을 주나요')?.text ?? ''
    const spoken = {
      name: '이름',
      phone: '휴대전화',
      email: '이메일',
      address: '주소',
      shopAccount: '쇼핑몰 아이디',
      account: '계좌',
      businessNumber: '사업자등록번호',
    } as const
    for (const [key, word] of Object.entries(spoken)) {
      const held = columns.some((column) => column === key)
      expect([key, given.includes(word)]).toEqual([key, held])
    }
    expect([...identityFields].filter((key) => !(key in spoken))).toEqual(['birthDate'])
  })
})
