import { type ClaimSide, claimSidesOf, type Side } from '#app/shapes/case.ts'
import { caseAnchors } from '#app/shapes/law.ts'
import type { ClaimFacts } from './claim-facts.ts'
import { type Deadline, deadlinesOf } from './deadline.ts'
import { ruleOf } from './rules.ts'

/** A deadline and what it is of: a claim, or null for the whole case. */
export type DeadlineEntry = { deadline: Deadline; claim: { id: string; receiptNo: number } | null }

type Sources = {
  claims: readonly { id: string; receiptNo: number; facts: ClaimFacts }[]
  /** The case's own days, for a member of a side; null to leave them out. */
  court: { dates: ClaimFacts['dates']; side: Side } | null
}

/** Deadlines of claims and of the case, each once: those with a day by day, then those without. */
export function entriesOf({ claims, court }: Sources): DeadlineEntry[] {
  const ofClaims = claims.flatMap(({ id, receiptNo, facts }) =>
    deadlinesOf(facts)
      .filter((deadline) => court === null || !isOfCase(deadline))
      .map((deadline) => ({ deadline, claim: { id, receiptNo } })),
  )
  const ofCase = court === null ? [] : courtDeadlines(court)
  return [...ofCase, ...ofClaims].sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0))
}

/** The day to act by: 안전 기한 where there is one. */
export function actBy({ safe, legal }: Deadline): string | null {
  return safe ?? legal
}

const dayOf = ({ deadline }: DeadlineEntry) => actBy(deadline) ?? '9999'

/** Reckoned from days of the case alone, so the same for every claim. */
function isOfCase({ rule }: Deadline): boolean {
  const own: readonly string[] = caseAnchors
  return ruleOf(rule).readings.every(({ anchor }) => own.includes(anchor))
}

/** Helpers hear of the days as buyers do. */
function courtDeadlines({ dates, side }: { dates: ClaimFacts['dates']; side: Side }): DeadlineEntry[] {
  const sides: readonly ClaimSide[] = claimSidesOf(side).length > 0 ? claimSidesOf(side) : ['buyer']
  const found = new Map<string, DeadlineEntry>()
  for (const each of sides) {
    for (const deadline of deadlinesOf(factsOfNobody(each, dates)).filter(isOfCase))
      found.set(deadline.rule, { deadline, claim: null })
  }
  return [...found.values()]
}

function factsOfNobody(side: ClaimSide, dates: ClaimFacts['dates']): ClaimFacts {
  const unknown = { supplied: null, method: null, instalments: null, countable: null }
  return { side, ...unknown, principal: 0, remaining: 0, refunds: [], dates, answers: {} }
}
