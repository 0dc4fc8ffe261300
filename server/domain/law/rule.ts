import type { Anchor } from '#app/shapes/law.ts'
import type { ClaimFacts } from './claim-facts.ts'
import type { Basis } from './laws.ts'
import type { Period } from './period.ts'

// Deadlines as data (rules-*.ts). Their Korean titles and reasons stand in app/text/ko/law.ts under the same ids, and docs/law.md lists
// them. `whose`: the claimant's own to keep, or the other side's, after which something is owed.

/** One way to reckon a rule: a period from a day, or, without one, the day itself as a court or an agency set it. */
export type Reading = { anchor: Anchor; period: Period | null }

export type DeadlineRule = {
  id: RuleId
  whose: 'mine' | 'theirs'
  basis: Basis
  readings: readonly Reading[]
  /** With several readings: the earliest one ends it, or the rule is read in as many ways and all are shown. */
  several: 'earliest' | 'either'
  /** Whether a last day that is off moves on (민법 제161조). Contracts and maximum spans do not. */
  rolls: boolean
  /** How early to be on the safe side: as the law says, the last working day before any roll-over, or days before. */
  safety: 'same' | 'unrolled' | { daysBefore: number }
  /** Days of the anchor for which the rule holds, both included; null for no bound that was found. */
  from: string | null
  until: string | null
  status: 'verified' | 'unclear'
  applies(facts: ClaimFacts): boolean
  /** The period cannot have begun yet. */
  notBegun?(facts: ClaimFacts): boolean
}

export const ruleIds = [
  'withdraw',
  'differs',
  'supply',
  'refund_withdrawn',
  'refund_returned',
  'instalment_withdraw',
  'defence_reply',
  'chargeback',
  'paypal',
  'paypal_claim',
  'aliexpress',
  'relief_end',
  'mediation_sue',
  'demand_sue',
  'tort_limit',
  'settlement_limit',
  'large_retail_commission',
  'large_retail_purchase',
  'filing',
  'late_filing',
  'exam_suit',
  'review_meeting',
  'bankruptcy_filing',
  'bankruptcy_meeting',
  'collective_join',
  'collective_answer',
  'collective_accept',
  'order_objection',
] as const
export type RuleId = (typeof ruleIds)[number]

export const isBuyer = ({ side }: ClaimFacts) => side === 'buyer'
export const isSeller = ({ side }: ClaimFacts) => side === 'seller'
export const everybody = () => true
/** A rule about a court's or an agency's step speaks only once that step was taken. */
export const once =
  (...anchors: Anchor[]) =>
  ({ dates }: ClaimFacts) =>
    anchors.some((anchor) => dates[anchor] !== undefined)

/** How most rules go. */
export const usual = {
  several: 'earliest',
  rolls: true,
  safety: 'same',
  from: null,
  until: null,
  status: 'verified',
} as const

/** A rule with one reading, as the usual ones go; `more` says what is different. */
export function one(
  [id, whose]: readonly [RuleId, DeadlineRule['whose']],
  basis: Basis,
  anchor: Anchor,
  period: Period | null,
  more: Partial<DeadlineRule> & Pick<DeadlineRule, 'applies'>,
): DeadlineRule {
  return { ...usual, id, whose, basis, readings: [{ anchor, period }], ...more }
}
