import { addDays } from '#app/shapes/civil-date.ts'
import type { Anchor } from '#app/shapes/law.ts'
import type { ClaimFacts } from './claim-facts.ts'
import { deadlineOf } from './deadline.ts'
import { accrue, type Interest, type InterestMethod } from './interest.ts'
import { LAW_CHECKED_ON } from './laws.ts'
import { type RateId, ratesOf } from './rates.ts'
import type { RuleId } from './rule.ts'
import { ruleOf } from './rules.ts'

// What interest a claim comes to, as an estimate: from the day after the money was due, to a day chosen.

/** Up to when interest is reckoned: the day before a court opened proceedings (회생절차 개시, 파산선고), or a day. */
export type CutOff = { on: string; why: 'before_opening' | 'before_bankruptcy' | 'chosen' | 'today' }

/** Interest of a claim, or the days it cannot be reckoned without. */
export type Estimate =
  | { state: 'missing'; missing: Anchor[]; rateId: RateId }
  /** The day the money was due cannot be told: its year's holidays are not known. */
  | { state: 'beyond'; rateId: RateId }
  /** Not late by the cut-off. */
  | { state: 'not_late'; due: string; cutOff: CutOff; rateId: RateId }
  | {
      state: 'reckoned'
      due: string
      /** The day whose event made the money due, and which one. */
      from: { anchor: Anchor; on: string }
      cutOff: CutOff
      rateId: RateId
      basis: string
      /** Since when the rate holds. */
      inForce: string | null
      checkedOn: string
      interest: Interest
    }

/**
 * The estimate of a claim. What came back on a day goes to interest first; what came back without a day said is taken off
 * before interest runs, which gives the lower figure. `until` chooses the last day, which else is the day before proceedings were opened, or today.
 */
export function estimateOf(
  facts: ClaimFacts,
  {
    today,
    until = null,
    method = 'PERIOD',
  }: { today: string; until?: string | null; method?: InterestMethod },
): Estimate {
  const due = dueOf(facts)
  const { rateId } = due
  if (due.on === null) {
    return due.missing.length > 0
      ? { state: 'missing', missing: due.missing, rateId }
      : { state: 'beyond', rateId }
  }
  const cutOff = until === null ? cutOffOf(facts, today) : { on: until, why: 'chosen' as const }
  const first = addDays(due.on, 1)
  if (cutOff.on < first) return { state: 'not_late', due: due.on, cutOff, rateId }
  const rates = ratesOf(rateId)
  const principal = facts.remaining + facts.refunds.reduce((sum, { amount }) => sum + amount, 0)
  const payments = facts.refunds
  const interest = accrue({ principal, rates, first, last: cutOff.on, method, payments })
  const { basis = '', from: inForce = null } = rates.at(-1) ?? {}
  return {
    state: 'reckoned',
    due: due.on,
    from: due.from,
    cutOff,
    rateId,
    basis,
    inForce,
    checkedOn: LAW_CHECKED_ON,
    interest,
  }
}

/** The day before the court opened proceedings, whichever came first; without any, today. */
export function cutOffOf({ dates }: ClaimFacts, today: string): CutOff {
  const { opening, bankruptcy } = dates
  if (opening !== undefined && (bankruptcy === undefined || opening <= bankruptcy))
    return { on: addDays(opening, -1), why: 'before_opening' }
  if (bankruptcy !== undefined) return { on: addDays(bankruptcy, -1), why: 'before_bankruptcy' }
  return { on: today, why: 'today' }
}

type Due =
  | { on: string; from: { anchor: Anchor; on: string }; rateId: RateId }
  | { on: null; missing: Anchor[]; rateId: RateId }

function dueOf(facts: ClaimFacts): Due {
  return facts.side === 'seller' ? settlementDue(facts) : refundDue(facts)
}

/** 15 % a year on refunds three working days late: from the return of goods, or from the withdrawal where none came. */
function refundDue(facts: ClaimFacts): Due {
  const rateId = 'ECOM_REFUND'
  const rule: RuleId =
    facts.supplied === true || facts.dates.returned ? 'refund_returned' : 'refund_withdrawn'
  return byRule(facts, rule, rateId)
}

/** 15.5 % where a large retailer is late by its statute, else 6 % between merchants from the day agreed. */
function settlementDue(facts: ClaimFacts): Due {
  if (facts.answers.large_retailer === true) {
    const rule: RuleId = facts.dates.receipt ? 'large_retail_purchase' : 'large_retail_commission'
    return byRule(facts, rule, 'LARGE_RETAIL')
  }
  const { due } = facts.dates
  if (due === undefined) return { on: null, missing: ['due'], rateId: 'COMMERCIAL' }
  return { on: due, from: { anchor: 'due', on: due }, rateId: 'COMMERCIAL' }
}

function byRule(facts: ClaimFacts, rule: RuleId, rateId: RateId): Due {
  const found = deadlineOf(ruleOf(rule), facts)
  const [reading] = found?.readings ?? []
  if (!found?.legal || !reading) return { on: null, missing: found?.missing ?? [], rateId }
  return { on: found.legal, from: { anchor: reading.anchor, on: reading.from }, rateId }
}
