import type { LawRoute } from '#app/shapes/law.ts'
import type { ClaimFacts } from './claim-facts.ts'
import type { Basis } from './laws.ts'
import { lastDayOf } from './period.ts'
import {
  inTime,
  isCard,
  isInstalment,
  isSeller,
  nothingLeft,
  type RouteReason,
  said,
  saidNo,
  saidYes,
} from './reason.ts'

/** Won from which a credit card's instalments may be withdrawn from or refused (할부거래법 시행령 제6조 제2항, 제11조). */
export const INSTALMENT_MIN_WON = 200_000
/** 법문: 2개월 이상의 기간에 3회 이상. Card companies and the FSS speak of 3개월 이상, which is the same for monthly payments. */
export const INSTALMENT_MIN_TIMES = 3
/** 청약철회 within seven days of supply, for both acts that give it. */
const withdrawal = (
  rule: 'withdraw' | 'instalment_withdraw',
  notBegun: Basis,
  within: Basis,
): RouteReason[] => [
  { id: 'not_begun', tells: 'possible', basis: notBegun, when: ({ supplied }) => supplied === false },
  {
    id: 'in_time',
    tells: 'possible',
    basis: within,
    when: (facts, today) => (facts.supplied === false ? false : inTime(rule, facts, today)),
    needs: [{ anchor: 'supply' }],
  },
  {
    id: 'withdraw_late',
    tells: 'check',
    basis: ['ecommerce', '제17조 제1항, 제3항'],
    when: (facts, today) => inTime(rule, facts, today) === false,
  },
]

const instalmentTerms: RouteReason[] = [
  nothingLeft,
  { id: 'seller_instalment', tells: 'no', basis: ['instalment', '제3조'], when: isSeller },
  {
    id: 'not_instalment',
    tells: 'no',
    basis: ['instalment', '제2조'],
    when: (facts) => !isSeller(facts) && !isInstalment(facts),
  },
  {
    id: 'too_few_times',
    tells: 'no',
    basis: ['instalment', '제2조'],
    when: ({ instalments }) => instalments !== null && instalments < INSTALMENT_MIN_TIMES,
  },
  {
    id: 'too_cheap',
    tells: 'no',
    basis: ['instalmentDecree', '제6조 제2항, 제11조'],
    when: (facts) => isInstalment(facts) && facts.principal < INSTALMENT_MIN_WON,
  },
  { id: 'business_instalment', tells: 'no', basis: ['instalment', '제3조'], when: saidYes('business_use') },
]

/** What speaks for and against the routes back along the way the money went. */
export const paymentReasons = {
  withdraw: [
    nothingLeft,
    { id: 'seller_not_consumer', tells: 'no', basis: ['ecommerce', '제3조 제1항'], when: isSeller },
    {
      id: 'business_use',
      tells: 'check',
      basis: ['ecommerce', '제3조 제1항'],
      when: saidYes('business_use'),
    },
    ...withdrawal('withdraw', ['ecommerce', '제17조 제1항 제1호 단서'], ['ecommerce', '제17조 제1항']),
  ],
  instalment_withdraw: [
    ...instalmentTerms,
    ...withdrawal('instalment_withdraw', ['instalment', '제8조 제1항'], ['instalment', '제8조, 제9조 제1항']),
  ],
  instalment_defence: [
    ...instalmentTerms,
    {
      id: 'instalments_paid',
      tells: 'no',
      basis: ['instalment', '제16조 제3항'],
      when: saidNo('instalments_left'),
    },
    {
      id: 'instalments_left',
      tells: 'possible',
      basis: ['instalment', '제16조 제3항'],
      when: said('instalments_left', true),
      needs: [{ question: 'instalments_left' }],
    },
    {
      id: 'instalments_over',
      tells: 'check',
      basis: ['instalment', '제16조 제3항'],
      when: (facts, today) => facts.answers.instalments_left === undefined && isPaidOff(facts, today),
    },
    {
      id: 'ground_not_supplied',
      tells: 'possible',
      basis: ['instalment', '제16조 제1항 제3호'],
      when: ({ supplied }) => supplied === false,
    },
    {
      id: 'ground_needed',
      tells: 'check',
      basis: ['instalment', '제16조 제1항'],
      when: ({ supplied }) => supplied !== false,
    },
    { id: 'law_and_practice', tells: 'note', basis: ['instalment', '제2조'], when: isInstalment },
  ],
  card_cancel: [
    nothingLeft,
    { id: 'seller_not_payer', tells: 'no', basis: ['cardBusiness', '제19조 제7항'], when: isSeller },
    {
      id: 'not_card',
      tells: 'no',
      basis: ['cardBusiness', '제19조 제7항'],
      when: (facts) => !isSeller(facts) && !isCard(facts) && facts.method !== 'easy_pay',
    },
    {
      id: 'card_must_follow',
      tells: 'possible',
      basis: ['cardBusiness', '제19조 제7항 제3호'],
      when: isCard,
    },
    { id: 'card_may_not_collect', tells: 'possible', basis: ['cardBusiness', '제16조 제10항'], when: isCard },
    {
      id: 'wallet_by_card',
      tells: 'check',
      basis: ['practice', ''],
      when: ({ method }) => method === 'easy_pay',
    },
  ],
  chargeback: [
    nothingLeft,
    { id: 'seller_not_payer', tells: 'no', basis: ['cardTerms', ''], when: isSeller },
    {
      id: 'not_card',
      tells: 'no',
      basis: ['cardTerms', ''],
      when: (facts) => !isSeller(facts) && !isCard(facts) && facts.method !== 'easy_pay',
    },
    { id: 'domestic', tells: 'no', basis: ['cardTerms', ''], when: saidNo('abroad') },
    {
      id: 'paid_abroad',
      tells: 'possible',
      basis: ['cardTerms', ''],
      when: said('abroad', true),
      needs: [{ question: 'abroad' }],
    },
    {
      id: 'chargeback_late',
      tells: 'check',
      basis: ['cardTerms', ''],
      when: (facts, today) => inTime('chargeback', facts, today) === false,
    },
    { id: 'networks_differ', tells: 'note', basis: ['cardTerms', ''], when: saidYes('abroad') },
  ],
} satisfies Partial<Record<LawRoute, readonly RouteReason[]>>

/** Whether the last instalment is surely due by now: one a month from the month after the payment, and one for the bill. */
function isPaidOff({ instalments, dates }: ClaimFacts, today: string): boolean {
  if (instalments === null || dates.payment === undefined) return false
  return today > lastDayOf({ months: instalments + 1 }, dates.payment)
}
