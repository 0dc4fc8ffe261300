import { daysBetween, type Instant, seoulDate } from './civil-date.ts'
import { companyKinds, type FactKind, type FactState, type Outcome } from './fact.ts'

// What time makes of entries: reckoned when they are read, so that nothing is ever out of date. Pure.

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Hours are said up to here; afterwards days. "48시간 무응답" is what people say, "96시간" is not. */
const HOURS_SAID = 72

/** What became of a promise: undated ones wait for ever, `overdue` is 미이행 that nobody has confirmed yet. */
export type PromiseStanding = 'undated' | 'open' | 'overdue' | Outcome

type Promised = { dueAt: string | null; dueDayOnly: boolean; outcome: Outcome | null }

/** How a promise stands at `now`. One for a day may be kept until that day has ended in Seoul. */
export function promiseStanding({ dueAt, dueDayOnly, outcome }: Promised, now: Instant): PromiseStanding {
  if (outcome) return outcome
  if (dueAt === null) return 'undated'
  const ends = new Date(dueAt).getTime() + (dueDayOnly ? DAY_MS : 0)
  return new Date(now).getTime() >= ends ? 'overdue' : 'open'
}

/** Time that has gone by, in whole hours or, from three days on or where only days are known, in days. */
export type Elapsed = { unit: 'hours' | 'days'; count: number }

/** From `since` (ISO) to `now`; `dayOnly` when only the day of `since` is known. Null before `since`. */
export function elapsed(since: string, dayOnly: boolean, now: Instant): Elapsed | null {
  const ms = new Date(now).getTime() - new Date(since).getTime()
  if (ms < 0) return null
  const hours = Math.floor(ms / HOUR_MS)
  if (!dayOnly && hours < HOURS_SAID) return { unit: 'hours', count: hours }
  return { unit: 'days', count: daysBetween(seoulDate(since), seoulDate(now)) }
}

type Said = { kind: FactKind; state: FactState; happenedAt: string; dayOnly: boolean }

/** The last time before `now` that the company said anything, as far as nobody disputes it; null when it never did. */
export function lastWord<F extends Said>(facts: readonly F[], now: Instant): F | null {
  const before = new Date(now).getTime()
  return facts.reduce<F | null>((last, fact) => {
    const at = new Date(fact.happenedAt).getTime()
    if (!companyKinds.includes(fact.kind) || fact.state === 'disputed' || at >= before) return last
    return last && new Date(last.happenedAt).getTime() > at ? last : fact
  }, null)
}

/** How long the company had said nothing when a silence was noted; null for other entries and where it never spoke. */
export function silenceAt<F extends Said>(fact: F, facts: readonly F[]): Elapsed | null {
  if (fact.kind !== 'silence') return null
  const last = lastWord(facts, fact.happenedAt)
  return last && elapsed(last.happenedAt, last.dayOnly || fact.dayOnly, fact.happenedAt)
}

/** Entries by their day in Seoul, in the order they come in. */
export function byDay<F extends { happenedAt: string }>(facts: readonly F[]): { day: string; facts: F[] }[] {
  const days: { day: string; facts: F[] }[] = []
  for (const fact of facts) {
    const day = seoulDate(fact.happenedAt)
    const last = days.at(-1)
    if (last?.day === day) last.facts.push(fact)
    else days.push({ day, facts: [fact] })
  }
  return days
}
