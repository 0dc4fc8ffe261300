import type { Db } from '#db/client.ts'
import { memberIn } from '../access.ts'
import type { Viewer } from '../viewer.ts'

/** What an entry may name: respondents the staff keeps, and pages seen and evidence of the viewer's own. `seenAt` is ISO. */
export type FactChoices = {
  respondents: { id: string; name: string }[]
  captures: { id: string; url: string; seenAt: string }[]
  evidence: { id: string; title: string }[]
}

/** Of each kind offered at once; what is older is still found on its own page. */
const OFFERED_MAX = 50

/** What the viewer can choose from when they write an entry. Refuses `shared.not_found`. */
export async function factChoices(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<FactChoices> {
  const member = await memberIn(db, viewer, { slug }, 'facts')
  const respondents = await db
    .selectFrom('respondent')
    .select(['id', 'name'])
    .where('case_id', '=', member.caseId)
    .where('state', '=', 'kept')
    .where('removed_at', 'is', null)
    .orderBy('name')
    .execute()
  const captures = await db
    .selectFrom('page_capture')
    .select(['id', 'url', 'seen_at as seenAt'])
    .where('member_id', '=', member.id)
    .where('removed_at', 'is', null)
    .orderBy('seen_at', 'desc')
    .limit(OFFERED_MAX)
    .execute()
  const evidence = await db
    .selectFrom('evidence')
    .select(['id', 'title'])
    .where('member_id', '=', member.id)
    .where('removed_at', 'is', null)
    .orderBy('made_at', 'desc')
    .limit(OFFERED_MAX)
    .execute()
  return {
    respondents,
    captures: captures.map((row) => ({ ...row, seenAt: row.seenAt.toISOString() })),
    evidence,
  }
}
