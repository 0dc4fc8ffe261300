import type { EventCard, PinnedNotice } from '#app/shapes/card.ts'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from './access.ts'
import { nextEvents } from './event.ts'
import { confirmedFacts } from './fact.ts'
import { pinnedNotices } from './notice.ts'
import type { Viewer } from './viewer.ts'

/** Entries of the schedule shown to somebody who wants to catch up. */
const NEXT_EVENTS = 3
/** Facts of the timeline shown to them: as many as one reads before skimming. */
const FACTS = 10

/** What a newcomer reads instead of asking again: what is pinned for all, what happened for sure, what comes next. */
export type SoFar = {
  pinned: (PinnedNotice & { acked: boolean })[]
  /** `happenedAt` is an ISO instant; with `dayOnly` only its day in Seoul is meant. */
  facts: { id: string; body: string; happenedAt: string; dayOnly: boolean }[]
  events: EventCard[]
  /** `YYYY-MM-DD` in Seoul. */
  today: string
}

/** The case so far, for one who has just come. Refuses `shared.not_found`. */
export async function soFar(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<SoFar> {
  const { caseId } = await memberIn(db, viewer, { slug })
  const today = seoulDate(Date.now())
  return {
    pinned: await pinnedNotices(db, viewer, { slug, kind: 'all' }),
    facts: await confirmedFacts(db, caseId, FACTS),
    events: await nextEvents(db, viewer, { slug, today, limit: NEXT_EVENTS }),
    today,
  }
}
