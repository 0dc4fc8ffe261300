import type { DeadlineRule, RuleId } from './rule.ts'
import { ofBuyers, ofContracts } from './rules-buyer.ts'
import { ofCases, ofLimitation, ofSellers } from './rules-everybody.ts'

/** Every deadline there is, each once. */
export const deadlineRules: readonly DeadlineRule[] = [
  ...ofCases,
  ...ofBuyers,
  ...ofContracts,
  ...ofSellers,
  ...ofLimitation,
]

/** The rule of an id. */
export function ruleOf(id: RuleId): DeadlineRule {
  const rule = deadlineRules.find((each) => each.id === id)
  if (!rule) throw new Error('A deadline rule without data')
  return rule
}
