import type { ClaimSide } from '#app/shapes/case.ts'
import type { PaymentMethod } from '#app/shapes/claim.ts'
import type { ClaimKind, EvidenceSlot } from '#app/shapes/claim-kinds.ts'
import type { GuideStage, GuideState, GuideStepId } from '#app/shapes/guide.ts'
import type { LawRoute } from '#app/shapes/law.ts'
import type { LetterId } from '#app/shapes/letter.ts'
import type { RuleId } from '../law/rule.ts'

/** Pages of the case where a step is done. */
export type GuidePage = 'captures' | 'contacts' | 'evidence' | 'respondents' | 'filings' | 'deadlines'

/** When a step stands in a route, and what of the case helps with it. What is absent does not matter to it. */
export type GuideRule = {
  stage: GuideStage
  sides: readonly ClaimSide[]
  kinds?: readonly ClaimKind[]
  methods?: readonly PaymentMethod[]
  /** Only in a case that stands so. */
  states?: readonly GuideState[]
  /** Not in a case that stands so. */
  notIn?: readonly GuideState[]
  /** What the law engine says of it for a claim. */
  route?: LawRoute
  /** By when, the first that has a day. */
  deadlines?: readonly RuleId[]
  papers?: readonly EvidenceSlot[]
  letters?: readonly LetterId[]
  page?: GuidePage
}

const buyer = ['buyer'] as const
const seller = ['seller'] as const
const both = ['buyer', 'seller'] as const
const goods = ['defect', 'wrong_item'] as const
const parcels = ['missing', 'nondelivery', 'wrong_item'] as const

/** The three steps of whom a shop has failed, and every body that may help, as data. */
export const guideRules: Readonly<Record<GuideStepId, GuideRule>> = {
  check_order: { stage: 1, sides: buyer, papers: ['order', 'payment'], page: 'evidence' },
  check_parcel: {
    stage: 1,
    sides: buyer,
    kinds: parcels,
    papers: ['tracking', 'parcel', 'label'],
    page: 'evidence',
  },
  picture_defect: {
    stage: 1,
    sides: buyer,
    kinds: ['defect', 'wrong_item', 'missing'],
    papers: ['goods', 'video', 'listing'],
    page: 'evidence',
  },
  keep_screens: { stage: 1, sides: both, papers: ['notice', 'listing', 'policy'], page: 'captures' },
  check_company: { stage: 1, sides: both, page: 'respondents' },
  check_settlement: { stage: 1, sides: seller, papers: ['contract', 'settlement'], page: 'evidence' },
  contact_shop: { stage: 2, sides: both, papers: ['attempts', 'answer'], page: 'contacts' },
  object_cancel: { stage: 2, sides: buyer, kinds: ['cancelled'], papers: ['notice'], letters: ['demand'] },
  send_withdrawal: {
    stage: 2,
    sides: buyer,
    kinds: [
      'refund',
      'nondelivery',
      'missing',
      'silent',
      'defect',
      'wrong_item',
      'voucher',
      'self_cancelled',
    ],
    route: 'withdraw',
    deadlines: ['withdraw', 'differs'],
    papers: ['order', 'request'],
    letters: ['withdrawal', 'refund', 'demand'],
  },
  ask_redelivery: { stage: 2, sides: buyer, kinds: ['missing'], papers: ['label'], letters: ['redelivery'] },
  call_courier: { stage: 2, sides: buyer, kinds: parcels, papers: ['tracking', 'label'], page: 'contacts' },
  dispute_abroad: {
    stage: 2,
    sides: buyer,
    kinds: [...goods, 'missing', 'nondelivery', 'silent'],
    deadlines: ['aliexpress', 'paypal'],
    papers: ['goods', 'video', 'order'],
  },
  demand_settlement: {
    stage: 2,
    sides: seller,
    deadlines: ['demand_sue'],
    papers: ['settlement', 'transfer'],
    letters: ['settlement', 'settlement-demand'],
  },
  defence: {
    stage: 3,
    sides: buyer,
    methods: ['card_installment'],
    route: 'instalment_defence',
    deadlines: ['instalment_withdraw'],
    papers: ['order', 'payment'],
    letters: ['card-defence', 'card-withdrawal'],
  },
  card_cancel: {
    stage: 3,
    sides: buyer,
    methods: ['card_once', 'card_installment'],
    route: 'card_cancel',
    papers: ['order', 'payment', 'tracking'],
    letters: ['card-objection'],
  },
  chargeback: {
    stage: 3,
    sides: buyer,
    methods: ['card_once', 'card_installment'],
    route: 'chargeback',
    deadlines: ['chargeback'],
    papers: ['order', 'payment'],
  },
  wallet: { stage: 3, sides: buyer, methods: ['easy_pay'], papers: ['order', 'payment', 'tracking'] },
  phone_bill: { stage: 3, sides: buyer, methods: ['phone'], papers: ['order', 'payment'] },
  voucher_issuer: { stage: 3, sides: buyer, methods: ['voucher'], papers: ['voucher', 'payment'] },
  transfer: {
    stage: 3,
    sides: buyer,
    methods: ['transfer', 'virtual_account'],
    papers: ['payment'],
  },
  consult_1372: { stage: 3, sides: buyer, papers: ['order', 'payment', 'request'] },
  relief: {
    stage: 3,
    sides: buyer,
    route: 'relief',
    deadlines: ['relief_end'],
    papers: ['order', 'payment', 'request', 'answer'],
  },
  collective: {
    stage: 3,
    sides: buyer,
    route: 'collective',
    deadlines: ['collective_join', 'collective_accept'],
    page: 'filings',
  },
  seoul_center: { stage: 3, sides: buyer, papers: ['order', 'payment'] },
  ecmc: { stage: 3, sides: both, papers: ['order', 'contract'] },
  fss: {
    stage: 3,
    sides: buyer,
    methods: ['card_once', 'card_installment', 'easy_pay', 'virtual_account'],
    papers: ['payment'],
  },
  ftc: { stage: 3, sides: both, papers: ['notice', 'listing'] },
  city_office: { stage: 3, sides: buyer, states: ['closing', 'unreachable', 'insolvent'] },
  consumer_groups: { stage: 3, sides: buyer, papers: ['order', 'request'] },
  content_panel: { stage: 3, sides: buyer, kinds: ['voucher', 'coupon'], papers: ['order'] },
  privacy: { stage: 3, sides: both, states: ['closing', 'unreachable', 'insolvent'] },
  seller_mediation: {
    stage: 3,
    sides: seller,
    route: 'seller_mediation',
    deadlines: ['large_retail_commission', 'large_retail_purchase'],
    papers: ['contract', 'settlement'],
  },
  police: {
    stage: 3,
    sides: both,
    route: 'criminal',
    papers: ['order', 'transfer', 'attempts'],
    page: 'filings',
  },
  insolvency: {
    stage: 3,
    sides: both,
    states: ['insolvent'],
    route: 'insolvency',
    deadlines: ['filing', 'bankruptcy_filing', 'late_filing'],
    page: 'filings',
  },
  payment_order: {
    stage: 3,
    sides: both,
    notIn: ['insolvent'],
    route: 'payment_order',
    deadlines: ['demand_sue', 'settlement_limit'],
  },
  small_claims: {
    stage: 3,
    sides: both,
    notIn: ['insolvent'],
    route: 'small_claims',
    deadlines: ['tort_limit', 'settlement_limit'],
  },
  legal_aid: { stage: 3, sides: both },
}

/** Whose route: a side, and what is known of harm, payment and case. Unknown kinds or methods leave every such step in. */
export type RouteOf = {
  side: ClaimSide
  kinds: readonly ClaimKind[]
  method: PaymentMethod | null
  state: GuideState
}

/** The steps of a route, in their order. */
export function stepsOf({ side, kinds, method, state }: RouteOf): GuideStepId[] {
  const ids = Object.keys(guideRules) as GuideStepId[]
  return ids.filter((id) => {
    const rule = guideRules[id]
    if (!rule.sides.includes(side)) return false
    if (rule.kinds && kinds.length > 0 && !rule.kinds.some((kind) => kinds.includes(kind))) return false
    if (rule.methods && method !== null && !rule.methods.includes(method)) return false
    if (rule.states && !rule.states.includes(state)) return false
    return !rule.notIn?.includes(state)
  })
}
