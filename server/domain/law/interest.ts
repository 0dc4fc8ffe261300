import { addDays, daysBetween } from '#app/shapes/civil-date.ts'
import { Refusal } from '../refusal.ts'
import { ensureDay, sameDayIn } from './calendar.ts'

// Simple interest in whole won, without a floating-point number: amounts and days are multiplied as BigInt and rounded
// down once for each segment (원 미만 버림).

/**
 * How the days of a year are counted. `PERIOD` (기간식): whole calendar years first, then the days left over the length of
 * the year they lie in. `TOTAL_365` (총일수식): all days over 365. They differ only if a 29 February is passed, or lies in
 * the year that was begun last.
 */
export const interestMethods = ['PERIOD', 'TOTAL_365'] as const
export type InterestMethod = (typeof interestMethods)[number]

/** A yearly rate in basis points (15 % is 1500) and the days it holds, both ends included; null for no end. */
export type RateSpan = { bp: number; from: string | null; until: string | null }

/** Money that came in on a day. */
export type Payment = { on: string; amount: number }

export type InterestTerms = {
  /** Whole won that interest runs on. */
  principal: number
  rates: readonly RateSpan[]
  /** The first day interest runs for and the last, included. The day before `first` as `last` means no day at all. */
  first: string
  last: string
  method: InterestMethod
  /** Costs a payment covers before interest and principal (민법 제479조 제1항), whole won. */
  costs?: number
  payments?: readonly Payment[]
}

/** A stretch without a change of rate or principal. `won` is floor(principal × rate × (years + rest/denominator)). */
export type InterestSegment = {
  first: string
  last: string
  days: number
  /** Whole calendar years, then days over the length of their year; with `TOTAL_365` years is 0. */
  years: number
  rest: number
  denominator: number
  principal: number
  bp: number
  won: number
}

/** What a payment went to, in the order of 민법 제479조 제1항, and what was more than was owed. */
export type Allocation = Payment & {
  toCosts: number
  toInterest: number
  toPrincipal: number
  surplus: number
}

export type Interest = {
  method: InterestMethod
  segments: InterestSegment[]
  /** Payments up to `last`, and those after it, which change nothing. */
  allocations: Allocation[]
  later: Payment[]
  /** All interest that accrued, paid or not: the sum of the segments. */
  accrued: number
  /** Still owed at the end of `last`. */
  owed: { costs: number; interest: number; principal: number; total: number }
}

/** A hundred times the largest loss of one shop so far, and still exact as a number after a century of interest. */
const WON_MAX = 10_000_000_000_000
/** Above 100 % a year no rate of any statute lies; 이자제한법 caps what may be agreed at 20 %. */
const BP_MAX = 10_000

/**
 * Interest over a stretch of days. It runs through the day of a payment; what is left runs on from the next. A payment
 * before the first day goes to costs and principal. Refuses `law.not_won`, `law.no_such_day`, `law.starts_after_end`
 * when the last day lies more than one before the first, `law.no_rate` for a day without a rate or with two.
 */
export function accrue(terms: InterestTerms): Interest {
  const { first, last, method, principal, costs = 0 } = terms
  const payments = sorted(terms.payments ?? [])
  for (const amount of [principal, costs, ...payments.map((payment) => payment.amount)]) ensureWon(amount)
  for (const date of [first, last, ...payments.map(({ on }) => on)]) ensureDay(date)
  if (last < addDays(first, -1)) throw new Refusal('invalid', 'law.starts_after_end')
  const owed = { costs, interest: 0, principal }
  const segments: InterestSegment[] = []
  const allocations: Allocation[] = []
  let from = first
  const run = (to: string) => {
    const spans = owed.principal > 0 ? spansWithin(terms.rates, from, to) : []
    for (const span of spans) {
      const segment = segmentOf({ ...span, principal: owed.principal, method })
      owed.interest += segment.won
      segments.push(segment)
    }
    from = to >= from ? addDays(to, 1) : from
  }
  for (const payment of payments.filter(({ on }) => on <= last)) {
    run(payment.on)
    allocations.push(allocate(owed, payment))
  }
  run(last)
  return {
    method,
    segments,
    allocations,
    later: payments.filter(({ on }) => on > last),
    accrued: segments.reduce((sum, { won }) => sum + won, 0),
    owed: { ...owed, total: owed.costs + owed.interest + owed.principal },
  }
}

/** Interest of one stretch with one rate and one principal. */
export function segmentOf(at: {
  first: string
  last: string
  bp: number
  principal: number
  method: InterestMethod
}): InterestSegment {
  const { first, last, bp, principal } = at
  const { years, rest, denominator } = at.method === 'PERIOD' ? byYears(first, last) : byDays(first, last)
  const yearParts = BigInt(years) * BigInt(denominator) + BigInt(rest)
  const won = (BigInt(principal) * BigInt(bp) * yearParts) / (10_000n * BigInt(denominator))
  const days = daysBetween(first, last) + 1
  return { first, last, days, years, rest, denominator, principal, bp, won: Number(won) }
}

function byDays(first: string, last: string) {
  return { years: 0, rest: daysBetween(first, last) + 1, denominator: 365 }
}

/** Anniversaries are those of the first day; that of a 29 February is 1 March where there is none (민법 제160조 제3항). */
function byYears(first: string, last: string) {
  const end = addDays(last, 1)
  let years = Math.max(0, Number(end.slice(0, 4)) - Number(first.slice(0, 4)) - 1)
  while (anniversary(first, years + 1) <= end) years += 1
  const begun = anniversary(first, years)
  const denominator = daysBetween(begun, anniversary(first, years + 1))
  return { years, rest: daysBetween(begun, end), denominator }
}

function anniversary(first: string, years: number): string {
  return sameDayIn(first, years * 12) ?? `${Number(first.slice(0, 4)) + years}-03-01`
}

/** The stretches of the rates between two days, in order and without a gap. */
function spansWithin(rates: readonly RateSpan[], first: string, last: string) {
  if (last < first) return []
  const spans = rates
    .map(({ bp, from, until }) => ({
      bp,
      first: from === null || from < first ? first : from,
      last: until === null || until > last ? last : until,
    }))
    .filter((span) => span.first <= span.last)
    .sort((a, b) => (a.first < b.first ? -1 : 1))
  let next = first
  for (const span of spans) {
    if (span.first !== next || !isRate(span.bp)) throw new Refusal('invalid', 'law.no_rate')
    next = addDays(span.last, 1)
  }
  if (next !== addDays(last, 1)) throw new Refusal('invalid', 'law.no_rate')
  return spans
}

function allocate(
  owed: { costs: number; interest: number; principal: number },
  payment: Payment,
): Allocation {
  let left = payment.amount
  const take = (what: keyof typeof owed) => {
    const part = Math.min(left, owed[what])
    owed[what] -= part
    left -= part
    return part
  }
  const [toCosts, toInterest, toPrincipal] = [take('costs'), take('interest'), take('principal')]
  return { ...payment, toCosts, toInterest, toPrincipal, surplus: left }
}

function sorted(payments: readonly Payment[]): Payment[] {
  return [...payments].sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))
}

function ensureWon(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0 || amount > WON_MAX)
    throw new Refusal('invalid', 'law.not_won')
}

function isRate(bp: number): boolean {
  return Number.isSafeInteger(bp) && bp >= 0 && bp <= BP_MAX
}
