import type { EventCard, PinnedNotice } from '#app/shapes/card.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import { promiseStanding } from '#app/shapes/timeline.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from './access.ts'
import { type CaseStateView, caseState } from './case-state.ts'
import { nextEvents } from './event.ts'
import type { OpenPromise } from './fact/read.ts'
import { confirmedFacts, openPromises } from './fact.ts'
import { pinnedNotices } from './notice.ts'
import type { Viewer } from './viewer.ts'

/** Entries of the schedule shown to somebody who wants to catch up. */
const NEXT_EVENTS = 3
/** Lines that tell the case: as many as one reads before skimming. */
const LINES = 10
/** Promises among them: the rest stands in the timeline. */
const PROMISES = 3
/** Facts that are told however much else there is. */
const FACTS_LEAST = 3

/**
 * What a newcomer reads instead of asking again: how the case stands, what is pinned for all, what was promised, what
 * happened for sure, what comes next. Each line is somebody's own words or a date; nothing is made up.
 */
export type SoFar = {
  /** The shop's state and an investigation, as far as they are known. */
  states: CaseStateView[]
  pinned: (PinnedNotice & { acked: boolean })[]
  /** Promises nobody has settled, those that have passed first. */
  promises: OpenPromise[]
  /** `happenedAt` is an ISO instant; with `dayOnly` only its day in Seoul is meant. */
  facts: { id: string; body: string; happenedAt: string; dayOnly: boolean }[]
  events: EventCard[]
  /** `YYYY-MM-DD` in Seoul, and the ISO instant all of it is reckoned at. */
  today: string
  now: string
}

/** The case so far, for one who has just come. Refuses `shared.not_found`. */
export async function soFar(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<SoFar> {
  const { caseId } = await memberIn(db, viewer, { slug }, 'talk')
  const now = new Date()
  const today = seoulDate(now)
  const { shop, investigation } = await caseState(db, caseId)
  const states = [shop, investigation].filter((each) => each !== null)
  const pinned = await pinnedNotices(db, viewer, { slug, kind: 'all' })
  const promises = (await openPromises(db, caseId))
    .sort((a, b) => Number(isOverdue(b, now)) - Number(isOverdue(a, now)))
    .slice(0, PROMISES)
  const left = LINES - states.length - pinned.length - promises.length
  return {
    ...{ states, pinned, promises },
    facts: await confirmedFacts(db, caseId, Math.max(FACTS_LEAST, left)),
    events: await nextEvents(db, viewer, { slug, today, limit: NEXT_EVENTS }),
    ...{ today, now: now.toISOString() },
  }
}

function isOverdue(promise: OpenPromise, now: Date): boolean {
  return promiseStanding(promise, now) === 'overdue'
}
