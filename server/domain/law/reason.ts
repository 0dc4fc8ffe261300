import type { Anchor, LawQuestion, RouteResult } from '#app/shapes/law.ts'
import type { ClaimFacts } from './claim-facts.ts'
import { deadlineOf } from './deadline.ts'
import type { Basis } from './laws.ts'
import type { RuleId } from './rule.ts'
import { ruleOf } from './rules.ts'

/** Something nobody said yet and a route turns on. */
export type Need = { anchor: Anchor } | { question: LawQuestion }

/** One thing that speaks for a route, against it, makes it unclear, or is good to know. Its words: app/text/ko/law.ts. */
export type RouteReason = {
  id: ReasonId
  tells: RouteResult | 'note'
  basis: Basis
  /** True, false, or null when it turns on what `needs` names. */
  when(facts: ClaimFacts, today: string): boolean | null
  needs?: readonly Need[]
}

/** Reasons by name; each has its words. */
export type ReasonId =
  | 'nothing_left'
  | 'seller_not_consumer'
  | 'business_use'
  | 'not_begun'
  | 'in_time'
  | 'withdraw_late'
  | 'seller_instalment'
  | 'not_instalment'
  | 'too_few_times'
  | 'too_cheap'
  | 'business_instalment'
  | 'instalments_paid'
  | 'instalments_left'
  | 'instalments_over'
  | 'ground_not_supplied'
  | 'ground_needed'
  | 'law_and_practice'
  | 'seller_not_payer'
  | 'not_card'
  | 'card_must_follow'
  | 'card_may_not_collect'
  | 'wallet_by_card'
  | 'domestic'
  | 'paid_abroad'
  | 'chargeback_late'
  | 'networks_differ'
  | 'not_consumer'
  | 'relief_sued'
  | 'relief_other'
  | 'relief_untraceable'
  | 'relief_insolvent'
  | 'relief_open'
  | 'collective_settled'
  | 'collective_other'
  | 'collective_sued'
  | 'collective_free'
  | 'collective_few'
  | 'collective_close'
  | 'collective_uncounted'
  | 'collective_late'
  | 'buyer_not_seller'
  | 'large_retailer'
  | 'not_large_retailer'
  | 'insolvent'
  | 'filing_open'
  | 'filing_late'
  | 'listed_is_filed'
  | 'goods_before_petition'
  | 'order_unreachable'
  | 'order_reachable'
  | 'court_insolvent'
  | 'too_large'
  | 'small_enough'
  | 'no_splitting'
  | 'added_up'
  | 'criminal_facts'
  | 'criminal_no_facts'
  | 'criminal_truth'

export const isSeller = ({ side }: ClaimFacts) => side === 'seller'
export const isCard = ({ method }: ClaimFacts) => method === 'card_once' || method === 'card_installment'
export const isInstalment = ({ method }: ClaimFacts) => method === 'card_installment'
export const hasNothingLeft = ({ remaining }: ClaimFacts) => remaining <= 0
export const said =
  (question: LawQuestion, wanted: boolean) =>
  ({ answers }: ClaimFacts) =>
    answers[question] === undefined ? null : answers[question] === wanted
export const saidYes =
  (question: LawQuestion) =>
  ({ answers }: ClaimFacts) =>
    answers[question] === true
export const saidNo =
  (question: LawQuestion) =>
  ({ answers }: ClaimFacts) =>
    answers[question] === false

/** Whether a rule's day is still to come; null when no day can be told. */
export function inTime(rule: RuleId, facts: ClaimFacts, today: string): boolean | null {
  const found = deadlineOf(ruleOf(rule), facts)
  return found?.legal ? today <= found.legal : null
}

export const isInsolvent = ({ dates }: ClaimFacts) =>
  dates.opening !== undefined || dates.bankruptcy !== undefined

/** Nobody is owed what was paid back. */
export const nothingLeft: RouteReason = {
  id: 'nothing_left',
  tells: 'no',
  basis: ['practice', ''],
  when: hasNothingLeft,
}
