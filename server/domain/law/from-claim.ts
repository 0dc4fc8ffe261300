import { sideOfKind } from '#app/shapes/claim-kinds.ts'
import type { Anchor } from '#app/shapes/law.ts'
import type { Statement } from '../claim/statement.ts'
import type { ClaimFacts } from './claim-facts.ts'

/** What the claimant added beside the statement, and what the case's staff wrote. */
export type Added = Pick<ClaimFacts, 'answers' | 'countable'> & { dates: ClaimFacts['dates'] }

/** The only place that knows which of a claim's fields the rules look at. */
export function factsFrom(statement: Statement, added: Added): ClaimFacts {
  return {
    side: sideOfKind(statement.kind),
    supplied: wasSupplied(statement),
    principal: statement.principal,
    remaining: statement.remaining,
    refunds: statement.refunds.flatMap(({ on, amount }) => (on === null ? [] : [{ on, amount }])),
    method: statement.paymentMethod,
    instalments: statement.installmentMonths,
    dates: { ...statedDates(statement), ...added.dates },
    answers: added.answers,
    countable: added.countable,
  }
}

function statedDates(statement: Statement): Partial<Record<Anchor, string>> {
  const stated: Partial<Record<Anchor, string | null>> = {
    order: statement.orderedOn,
    payment: statement.paidOn,
    due: statement.dueOn,
    supply: statement.deliveredOn,
    knowledge: statement.knownOn,
    withdrawal: statement.noticeOn,
    delivery_due: statement.promisedOn,
    closing: statement.closedOn,
  }
  return Object.fromEntries(Object.entries(stated).filter(([, on]) => on !== null))
}

/** Whether goods came at all. A claim that may be about either tells it by the day they came, or that they went back. */
function wasSupplied({ kind, deliveredOn, answers }: Statement): boolean | null {
  if (deliveredOn !== null) return true
  switch (kind) {
    case 'defect':
    case 'wrong_item':
    case 'missing':
      return true
    case 'nondelivery':
    case 'cancelled':
      return false
    case 'refund':
      return answers.cause === 'sent_back' ? true : answers.cause === 'sold_out' ? false : null
    default:
      return null
  }
}
