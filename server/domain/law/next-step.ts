import type { LawRoute } from '#app/shapes/law.ts'
import type { ClaimFacts } from './claim-facts.ts'
import { type Deadline, deadlineOf } from './deadline.ts'
import { type Basis, type BasisView, basisView } from './laws.ts'
import type { RouteAnswer } from './routes.ts'
import { ruleOf } from './rules.ts'

/** What one claimant may do next. Its words: app/text/ko/law.ts, under the id. */
export type StepId =
  | 'nothing'
  | 'file_in_court'
  | 'send_defence'
  | 'ask_card'
  | 'dispute_paypal'
  | 'dispute_aliexpress'
  | 'dispute_card'
  | 'ask_wallet'
  | 'ask_carrier'
  | 'ask_issuer'
  | 'send_withdrawal'
  | 'ask_relief'
  | 'demand_settlement'
  | 'ask_seller_mediation'
  | 'ask_court'

/** `until`: do it by then, `YYYY-MM-DD`, or null where no day is set. */
export type NextStep = { id: StepId; until: string | null; basis: BasisView | null; route: LawRoute | null }

/** The first thing worth doing, by side, way of payment and how far the claim has come. */
export function nextStepOf(facts: ClaimFacts, routes: readonly RouteAnswer[], today: string): NextStep {
  const { step } = steps.find(({ when }) => when({ facts, routes, today })) ?? { step: nothing }
  return step({ facts, routes, today })
}

type At = { facts: ClaimFacts; routes: readonly RouteAnswer[]; today: string }
type Choice = { when(at: At): boolean; step(at: At): NextStep }

const nothing = (): NextStep => ({ id: 'nothing', until: null, basis: null, route: null })
const resultOf = ({ routes }: At, route: LawRoute) => routes.find((each) => each.route === route)?.result
const isOpen = (found: Deadline | null, today: string) => found?.legal != null && today <= found.legal
const isBuyer = ({ facts }: At) => facts.side === 'buyer'
const hasAsked = ({ facts: { dates } }: At) => dates.withdrawal !== undefined || dates.demand !== undefined

/** A step without a day of its own. */
const to = (id: StepId, basis: Basis | null, route: LawRoute | null) => (): NextStep => ({
  id,
  until: null,
  basis: basis && basisView(basis),
  route,
})

/** A step to be done by the safe day of a deadline. */
const by =
  (id: StepId, rule: Deadline['rule'], route: LawRoute | null) =>
  ({ facts }: At): NextStep => {
    const found = deadlineOf(ruleOf(rule), facts)
    return { id, until: found?.safe ?? null, basis: basisView(ruleOf(rule).basis), route }
  }

const filing = ({ dates }: ClaimFacts) => (dates.bankruptcy === undefined ? 'filing' : 'bankruptcy_filing')
const isWindowOpen = (rule: Deadline['rule'], { facts, today }: At) =>
  deadlineOf(ruleOf(rule), facts)?.legal == null || isOpen(deadlineOf(ruleOf(rule), facts), today)

/** In order: what is lost soonest and cannot be made up for stands first. */
const steps: readonly Choice[] = [
  { when: ({ facts }) => facts.remaining <= 0, step: nothing },
  {
    when: (at) => isOpen(deadlineOf(ruleOf(filing(at.facts)), at.facts), at.today),
    step: (at) => by('file_in_court', filing(at.facts), 'insolvency')(at),
  },
  {
    when: (at) => isBuyer(at) && at.facts.answers.paypal === true && isWindowOpen('paypal', at),
    step: by('dispute_paypal', 'paypal', null),
  },
  {
    when: (at) => isBuyer(at) && at.facts.answers.aliexpress === true && isWindowOpen('aliexpress', at),
    step: by('dispute_aliexpress', 'aliexpress', null),
  },
  {
    when: (at) => isBuyer(at) && at.facts.answers.abroad === true && resultOf(at, 'chargeback') !== 'no',
    step: by('dispute_card', 'chargeback', 'chargeback'),
  },
  {
    when: (at) =>
      isBuyer(at) &&
      resultOf(at, 'instalment_defence') !== 'no' &&
      at.facts.dates.defence_arrived === undefined,
    step: to('send_defence', ['instalment', '제16조'], 'instalment_defence'),
  },
  {
    when: ({ facts }) => facts.method === 'card_once' || facts.method === 'card_installment',
    step: to('ask_card', ['cardBusiness', '제19조 제7항 제3호'], 'card_cancel'),
  },
  {
    when: ({ facts }) => facts.method === 'easy_pay',
    step: to('ask_wallet', ['practice', ''], 'card_cancel'),
  },
  {
    when: ({ facts }) => facts.method === 'phone',
    step: to('ask_carrier', ['network', '제58조, 제59조'], null),
  },
  { when: ({ facts }) => facts.method === 'voucher', step: to('ask_issuer', ['practice', ''], null) },
  {
    when: (at) => isBuyer(at) && !hasAsked(at),
    step: to('send_withdrawal', ['ecommerce', '제17조, 제18조'], 'withdraw'),
  },
  {
    when: (at) => resultOf(at, 'relief') === 'possible',
    step: to('ask_relief', ['consumer', '제55조'], 'relief'),
  },
  {
    when: (at) => !isBuyer(at) && !hasAsked(at),
    step: to('demand_settlement', ['civil', '제174조'], null),
  },
  {
    when: (at) => !isBuyer(at) && resultOf(at, 'seller_mediation') === 'possible',
    step: to('ask_seller_mediation', ['largeRetail', '제25조'], 'seller_mediation'),
  },
  { when: () => true, step: to('ask_court', ['civilProcedure', '제462조'], 'payment_order') },
]
