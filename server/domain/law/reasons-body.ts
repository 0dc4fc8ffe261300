import type { LawRoute } from '#app/shapes/law.ts'
import {
  inTime,
  isInsolvent,
  isSeller,
  nothingLeft,
  type RouteReason,
  said,
  saidNo,
  saidYes,
} from './reason.ts'

/** People a collective mediation needs (소비자기본법 시행령 제56조), and how many more make it safe from withdrawals. */
export const COLLECTIVE_MIN = 50
export const COLLECTIVE_SAFE = 60

const isConsumerBody: RouteReason[] = [
  nothingLeft,
  { id: 'not_consumer', tells: 'no', basis: ['consumer', '제2조, 제55조'], when: isSeller },
  { id: 'business_use', tells: 'check', basis: ['consumer', '제2조'], when: saidYes('business_use') },
]

/** What speaks for and against asking a body to mediate. */
export const bodyReasons = {
  relief: [
    ...isConsumerBody,
    { id: 'relief_sued', tells: 'no', basis: ['consumer', '제59조'], when: saidYes('sued') },
    {
      id: 'relief_other',
      tells: 'no',
      basis: ['consumerDecree', '제28조'],
      when: saidYes('other_mediation'),
    },
    { id: 'relief_untraceable', tells: 'check', basis: ['practice', ''], when: saidNo('reachable') },
    { id: 'relief_insolvent', tells: 'check', basis: ['practice', ''], when: isInsolvent },
    { id: 'relief_open', tells: 'possible', basis: ['consumer', '제55조'], when: () => true },
  ],
  collective: [
    ...isConsumerBody,
    { id: 'collective_settled', tells: 'no', basis: ['consumerDecree', '제56조'], when: saidYes('settled') },
    {
      id: 'collective_other',
      tells: 'no',
      basis: ['consumerDecree', '제56조'],
      when: saidYes('other_mediation'),
    },
    { id: 'collective_sued', tells: 'no', basis: ['consumerDecree', '제56조'], when: saidYes('sued') },
    {
      id: 'collective_free',
      tells: 'possible',
      basis: ['consumerDecree', '제56조'],
      when: ({ answers }) => {
        const asked = [answers.settled, answers.other_mediation, answers.sued]
        return asked.includes(undefined) ? null : asked.every((answer) => answer === false)
      },
      needs: [{ question: 'settled' }, { question: 'other_mediation' }, { question: 'sued' }],
    },
    {
      id: 'collective_few',
      tells: 'check',
      basis: ['consumerDecree', '제56조'],
      when: ({ countable }) => countable !== null && countable < COLLECTIVE_MIN,
    },
    {
      id: 'collective_close',
      tells: 'note',
      basis: ['consumerDecree', '제56조'],
      when: ({ countable }) =>
        countable !== null && countable >= COLLECTIVE_MIN && countable <= COLLECTIVE_SAFE,
    },
    {
      id: 'collective_uncounted',
      tells: 'check',
      basis: ['consumerDecree', '제56조'],
      when: ({ countable }) => countable === null,
    },
    {
      id: 'collective_late',
      tells: 'check',
      basis: ['consumer', '제68조 제4항'],
      when: (facts, today) => inTime('collective_join', facts, today) === false,
    },
  ],
  seller_mediation: [
    nothingLeft,
    {
      id: 'buyer_not_seller',
      tells: 'no',
      basis: ['largeRetail', '제25조'],
      when: (facts) => !isSeller(facts),
    },
    {
      id: 'large_retailer',
      tells: 'possible',
      basis: ['largeRetail', '제2조 제1호, 제24조, 제25조'],
      when: said('large_retailer', true),
      needs: [{ question: 'large_retailer' }],
    },
    {
      id: 'not_large_retailer',
      tells: 'check',
      basis: ['fairTrade', '제45조 제1항 제6호, 제73조'],
      when: saidNo('large_retailer'),
    },
  ],
} satisfies Partial<Record<LawRoute, readonly RouteReason[]>>
