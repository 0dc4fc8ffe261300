import { type DeadlineRule, everybody, isBuyer, isSeller, once, one, usual } from './rule.ts'

/** When a claim is lost by waiting. */
export const ofLimitation: DeadlineRule[] = [
  one(
    ['demand_sue', 'mine'],
    ['civil', '제174조'],
    'demand',
    { months: 6 },
    {
      applies: everybody,
    },
  ),
  one(['tort_limit', 'mine'], ['civil', '제766조 제1항'], 'harm_known', { years: 3 }, { applies: everybody }),
  {
    ...usual,
    id: 'settlement_limit',
    whose: 'mine',
    basis: ['commercial', '제64조, 민법 제163조 제6호'],
    readings: [
      { anchor: 'due', period: { years: 5 } },
      { anchor: 'due', period: { years: 3 } },
    ],
    several: 'either',
    status: 'unclear',
    applies: isSeller,
  },
]

/** When a large retailer must pay its sellers. */
export const ofSellers: DeadlineRule[] = [
  one(
    ['large_retail_commission', 'theirs'],
    ['largeRetail', '제8조 제1항'],
    'closing',
    { days: 40 },
    {
      applies: (facts) => isSeller(facts) && facts.answers.large_retailer === true,
    },
  ),
  one(
    ['large_retail_purchase', 'theirs'],
    ['largeRetail', '제8조 제2항'],
    'receipt',
    { days: 60 },
    {
      from: '2021-10-21',
      applies: (facts) => isSeller(facts) && facts.answers.large_retailer === true,
    },
  ),
]

/** What a court or an agency set for the whole case. */
export const ofCases: DeadlineRule[] = [
  one(['filing', 'mine'], ['insolvency', '제148조, 제152조'], 'filing_until', null, {
    safety: 'unrolled',
    applies: once('filing_until'),
  }),
  one(
    ['late_filing', 'mine'],
    ['insolvency', '제152조 제1항'],
    'hindrance_ended',
    { months: 1 },
    {
      applies: once('hindrance_ended'),
    },
  ),
  one(
    ['exam_suit', 'mine'],
    ['insolvency', '제170조 제2항'],
    'exam_until',
    { months: 1 },
    {
      applies: once('exam_until'),
    },
  ),
  one(['review_meeting', 'mine'], ['insolvency', '제152조 제3항'], 'review_meeting', null, {
    rolls: false,
    applies: once('review_meeting'),
  }),
  one(['bankruptcy_filing', 'mine'], ['insolvency', '제312조, 제447조'], 'bankruptcy_filing_until', null, {
    safety: 'unrolled',
    applies: once('bankruptcy_filing_until'),
  }),
  one(['bankruptcy_meeting', 'mine'], ['insolvency', '제312조'], 'bankruptcy_meeting', null, {
    rolls: false,
    applies: once('bankruptcy_meeting'),
  }),
  one(['collective_join', 'mine'], ['consumerDecree', '제58조, 제59조'], 'collective_until', null, {
    safety: 'unrolled',
    applies: (facts) => isBuyer(facts) && once('collective_until')(facts),
  }),
  one(
    ['collective_answer', 'theirs'],
    ['consumerDecree', '제59조 제2항'],
    'collective_until',
    { days: 10 },
    {
      applies: (facts) => isBuyer(facts) && once('collective_until')(facts),
    },
  ),
  one(
    ['collective_accept', 'mine'],
    ['consumer', '제67조 제2항'],
    'collective_decided',
    { days: 15 },
    {
      safety: 'unrolled',
      applies: (facts) => isBuyer(facts) && once('collective_decided')(facts),
    },
  ),
  one(
    ['order_objection', 'theirs'],
    ['civilProcedure', '제470조'],
    'order_served',
    { weeks: 2 },
    {
      applies: once('order_served'),
    },
  ),
]
