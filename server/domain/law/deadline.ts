import { addDays } from '#app/shapes/civil-date.ts'
import type { Anchor, DeadlineState } from '#app/shapes/law.ts'
import { Refusal } from '../refusal.ts'
import { ensureDay, lastWorkingDay, rolled } from './calendar.ts'
import type { ClaimFacts } from './claim-facts.ts'
import { type BasisView, basisView } from './laws.ts'
import { lastDayOf } from './period.ts'
import type { DeadlineRule, Reading, RuleId } from './rule.ts'
import { deadlineRules } from './rules.ts'

/**
 * One reading with its days: `unrolled` is the last day by the calendar, `end` the one the law moves it to. Not `isSure`
 * when holidays nobody knows yet may move it further.
 */
export type ReadDeadline = { anchor: Anchor; from: string; unrolled: string; end: string; isSure: boolean }

/** A deadline of one claim. `legal` is 법정 기한, `safe` 안전 기한; both are null while no day can be told. */
export type Deadline = {
  rule: RuleId
  whose: DeadlineRule['whose']
  basis: BasisView
  status: DeadlineRule['status']
  /** Set by private terms, not by a statute. */
  isContract: boolean
  state: DeadlineState
  legal: string | null
  safe: string | null
  readings: ReadDeadline[]
  /** Days that are not known and would say more. */
  missing: Anchor[]
}

/** Every deadline that concerns a claim, with a day or with what is missing for one. */
export function deadlinesOf(facts: ClaimFacts): Deadline[] {
  return deadlineRules.filter((rule) => rule.applies(facts)).flatMap((rule) => deadlineOf(rule, facts) ?? [])
}

/** What a rule comes to; null where its day lies outside the time the rule holds. Refuses `law.no_such_day`. */
export function deadlineOf(rule: DeadlineRule, facts: ClaimFacts): Deadline | null {
  const known = rule.readings.flatMap(({ anchor, period }) => {
    const from = facts.dates[anchor]
    return from === undefined ? [] : [{ anchor, period, from: ensureDay(from) }]
  })
  if (known.some(({ from }) => !holdsOn(rule, from))) return null
  const missing = missingOf(rule, facts)
  const base = {
    rule: rule.id,
    whose: rule.whose,
    basis: basisView(rule.basis),
    status: rule.status,
    isContract: rule.basis[0].endsWith('Terms'),
    missing,
  }
  if (rule.notBegun?.(facts))
    return { ...base, missing: [], state: 'not_begun', legal: null, safe: null, readings: [] }
  if (known.length === 0) return { ...base, state: 'missing', legal: null, safe: null, readings: [] }
  const ends = known.map((reading) => endOf(rule, reading))
  const readings = ends.flatMap((end) => end ?? [])
  if (readings.length < ends.length) return { ...base, state: 'beyond', legal: null, safe: null, readings }
  return { ...base, ...daysOf(rule, readings, missing), readings }
}

function holdsOn({ from, until }: DeadlineRule, day: string): boolean {
  return (from === null || day >= from) && (until === null || day <= until)
}

function missingOf(rule: DeadlineRule, { dates }: ClaimFacts): Anchor[] {
  const anchors = new Set(rule.readings.map(({ anchor }) => anchor))
  return [...anchors].filter((anchor) => dates[anchor] === undefined)
}

/** Null when working days are to be counted in a year whose holidays are not known. */
function endOf(
  rule: DeadlineRule,
  { anchor, period, from }: Reading & { from: string },
): ReadDeadline | null {
  const unrolled = period === null ? from : ifInTable(() => lastDayOf(period, from))
  if (unrolled === null) return null
  const end = rule.rolls ? ifInTable(() => rolled(unrolled)) : unrolled
  return { anchor, from, unrolled, end: end ?? unrolled, isSure: end !== null }
}

/** What reckoning with public holidays gives, or null in years whose holidays are not known. */
function ifInTable(reckon: () => string): string | null {
  try {
    return reckon()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'law.beyond_holidays') return null
    throw error
  }
}

function daysOf(rule: DeadlineRule, readings: readonly ReadDeadline[], missing: readonly Anchor[]) {
  const [first, last] = [lowest(readings), highest(readings)]
  const governing = rule.several === 'earliest' ? first : last
  const safe = safeDay(rule, first)
  if (!governing.isSure) return { state: 'beyond' as const, legal: null, safe }
  const state =
    rule.several === 'earliest' && missing.length > 0 ? ('at_latest' as const) : ('dated' as const)
  return { state, legal: governing.end, safe }
}

function safeDay({ rolls, safety }: DeadlineRule, { unrolled, end }: ReadDeadline): string {
  if (typeof safety === 'object') return addDays(unrolled, -safety.daysBefore)
  // Nothing can be handed in on a day that is off: on the safe side is the last one before it that is not.
  if (rolls && safety === 'unrolled') return ifInTable(() => lastWorkingDay(unrolled)) ?? unrolled
  return end
}

const byEnd = (a: ReadDeadline, b: ReadDeadline) => (a.end < b.end ? -1 : a.end > b.end ? 1 : 0)
const lowest = (readings: readonly ReadDeadline[]) => [...readings].sort(byEnd)[0] as ReadDeadline
const highest = (readings: readonly ReadDeadline[]) => [...readings].sort(byEnd).at(-1) as ReadDeadline
