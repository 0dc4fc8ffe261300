import { type LawRoute, lawRoutes, type RouteResult } from '#app/shapes/law.ts'
import type { ClaimFacts } from './claim-facts.ts'
import { type BasisView, basisView } from './laws.ts'
import type { Need, ReasonId, RouteReason } from './reason.ts'
import { bodyReasons } from './reasons-body.ts'
import { courtReasons } from './reasons-court.ts'
import { paymentReasons } from './reasons-payment.ts'

/** Every reason of every route. A route is `possible` only when a reason speaks for it. */
export const routeReasons: Record<LawRoute, readonly RouteReason[]> = {
  ...paymentReasons,
  ...bodyReasons,
  ...courtReasons,
}

/** Why a route is what it is: the reason by id, what it speaks for, and what it stands on. */
export type ReasonView = { id: ReasonId; tells: RouteReason['tells']; basis: BasisView }

/** What a route comes to for one claim: never a decision, and always with reasons and the day it speaks of. */
export type RouteAnswer = {
  route: LawRoute
  result: RouteResult
  reasons: ReasonView[]
  missing: Need[]
  /** `YYYY-MM-DD` */
  asOf: string
}

/** All routes of a claim as of a day, in the order of `lawRoutes`. */
export function routesOf(facts: ClaimFacts, today: string): RouteAnswer[] {
  return lawRoutes.map((route) => routeOf(route, facts, today))
}

/**
 * One route. A reason against it makes it `no`; something unclear or unknown makes it `check`; else it is `possible`.
 * Once a reason against stands, what is unknown no longer matters and is not asked for.
 */
export function routeOf(route: LawRoute, facts: ClaimFacts, today: string): RouteAnswer {
  const asked = routeReasons[route].map((reason) => ({ reason, holds: reason.when(facts, today) }))
  const holding = asked.filter(({ holds }) => holds === true).map(({ reason }) => reason)
  const against = holding.filter(({ tells }) => tells === 'no')
  if (against.length > 0) return { route, result: 'no', reasons: against.map(view), missing: [], asOf: today }
  const missing = uniqueNeeds(
    asked.flatMap(({ reason, holds }) => (holds === null ? (reason.needs ?? []) : [])),
  )
  const isSure = missing.length === 0 && !holding.some(({ tells }) => tells === 'check')
  const isFounded = holding.some(({ tells }) => tells === 'possible')
  const result = isSure && isFounded ? 'possible' : 'check'
  return { route, result, reasons: holding.map(view), missing, asOf: today }
}

function view({ id, tells, basis }: RouteReason): ReasonView {
  return { id, tells, basis: basisView(basis) }
}

function uniqueNeeds(needs: readonly Need[]): Need[] {
  const keys = new Map(needs.map((need) => [JSON.stringify(need), need]))
  return [...keys.values()]
}
