import type { ClaimFacts } from './claim-facts.ts'
import { type DeadlineRule, isBuyer, once, one, usual } from './rule.ts'

const isCard = ({ method }: ClaimFacts) => method === 'card_once' || method === 'card_installment'

/** What the law gives a buyer. */
export const ofBuyers: DeadlineRule[] = [
  one(
    ['withdraw', 'mine'],
    ['ecommerce', '제17조 제1항'],
    'supply',
    { days: 7 },
    {
      applies: isBuyer,
      notBegun: ({ supplied }) => supplied === false,
    },
  ),
  {
    ...usual,
    id: 'differs',
    whose: 'mine',
    basis: ['ecommerce', '제17조 제3항'],
    readings: [
      { anchor: 'supply', period: { months: 3 } },
      { anchor: 'knowledge', period: { days: 30 } },
    ],
    applies: (facts) => isBuyer(facts) && facts.supplied !== false,
  },
  one(
    ['supply', 'theirs'],
    ['ecommerce', '제15조 제1항 단서'],
    'payment',
    { workingDays: 3 },
    {
      applies: (facts) => isBuyer(facts) && facts.supplied === false,
    },
  ),
  one(
    ['refund_withdrawn', 'theirs'],
    ['ecommerce', '제18조 제2항 제3호'],
    'withdrawal',
    { workingDays: 3 },
    {
      applies: (facts) => isBuyer(facts) && facts.supplied !== true,
    },
  ),
  one(
    ['refund_returned', 'theirs'],
    ['ecommerce', '제18조 제2항 제1호'],
    'returned',
    { workingDays: 3 },
    {
      applies: (facts) => isBuyer(facts) && facts.supplied !== false,
    },
  ),
  one(
    ['instalment_withdraw', 'mine'],
    ['instalment', '제8조 제1항, 제9조 제1항'],
    'supply',
    { days: 7 },
    {
      applies: (facts) => isBuyer(facts) && facts.method === 'card_installment',
      notBegun: ({ supplied }) => supplied === false,
    },
  ),
  one(
    ['defence_reply', 'theirs'],
    ['instalment', '제16조 제5항, 제6항'],
    'defence_arrived',
    { workingDays: 7 },
    {
      applies: (facts) => isBuyer(facts) && facts.method === 'card_installment',
    },
  ),
  one(
    ['relief_end', 'theirs'],
    ['consumer', '제58조'],
    'relief_filed',
    { days: 30 },
    {
      from: '2026-09-11',
      applies: (facts) => isBuyer(facts) && once('relief_filed')(facts),
    },
  ),
  one(
    ['mediation_sue', 'mine'],
    ['consumer', '제68조의3'],
    'mediation_ended',
    { months: 1 },
    {
      applies: (facts) => isBuyer(facts) && once('mediation_ended')(facts),
    },
  ),
]

/** What contracts give a buyer: windows of private terms, counted in calendar days. */
export const ofContracts: DeadlineRule[] = [
  one(
    ['chargeback', 'mine'],
    ['cardTerms', ''],
    'payment',
    { days: 120 },
    {
      rolls: false,
      safety: { daysBefore: 7 },
      status: 'unclear',
      applies: (facts) => isBuyer(facts) && isCard(facts) && facts.answers.abroad === true,
    },
  ),
  one(
    ['paypal', 'mine'],
    ['paypalTerms', ''],
    'payment',
    { days: 180 },
    {
      rolls: false,
      applies: (facts) => isBuyer(facts) && facts.answers.paypal === true,
    },
  ),
  one(
    ['paypal_claim', 'mine'],
    ['paypalTerms', ''],
    'dispute_opened',
    { days: 20 },
    {
      rolls: false,
      applies: (facts) => isBuyer(facts) && facts.answers.paypal === true,
    },
  ),
  {
    ...usual,
    id: 'aliexpress',
    whose: 'mine',
    basis: ['aliexpressTerms', ''],
    readings: [
      { anchor: 'completion', period: { days: 15 } },
      { anchor: 'delivery_due', period: { days: 15 } },
    ],
    several: 'either',
    rolls: false,
    status: 'unclear',
    applies: (facts) => isBuyer(facts) && facts.answers.aliexpress === true,
  },
]
