import { sql } from 'kysely'
import type { ChannelKind } from '#app/shapes/case.ts'
import type { ExhibitNumber } from '#app/shapes/exhibit.ts'
import type { FactKind, FactState, Judgement, Outcome, WarningSign } from '#app/shapes/fact.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import { type Member, may, memberIn } from '../access.ts'
import { notFound } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'
import { type FactRow, factRows, grouped, rulingsOf, sourcesOf, thingsOf, versionsOf } from './rows.ts'

/** A message a fact rests on. `body` is null until its author allowed it, or where the viewer may not read it. */
export type FactSource = {
  messageId: string
  seq: number
  channel: ChannelKind
  state: 'own' | 'asked' | 'given' | 'refused'
  body: string | null
}

/**
 * Something else it rests on: an address, a page somebody saw, a piece of evidence. `seenAt` is an ISO instant, `sha256`
 * hex. Of what was erased only kind and hash are left.
 */
export type FactThing = {
  id: string
  kind: 'url' | 'capture' | 'evidence'
  url: string
  title: string
  evidenceId: string | null
  seenAt: string | null
  sha256: string | null
  /** The numbers its files were given as exhibits. */
  exhibits: ExhibitNumber[]
  mine: boolean
}

/**
 * One entry of the timeline. Instants are ISO; with `dayOnly` and `dueDayOnly` only the day in Seoul is meant. `asOf`:
 * how things stood then. `differs`: entries that cannot be so together with it.
 */
export type FactView = {
  id: string
  body: string
  kind: FactKind
  sign: WarningSign | null
  happenedAt: string
  dayOnly: boolean
  asOf: boolean
  speaker: { name: string; role: string; respondentId: string | null } | null
  dueAt: string | null
  dueDayOnly: boolean
  outcome: Outcome | null
  state: FactState
  isPublic: boolean
  version: number
  changedAt: string | null
  by: string
  mine: boolean
  sources: FactSource[]
  things: FactThing[]
  differs: string[]
}

/** Who decided what of an entry, when (ISO) and why. */
export type FactRuling = {
  ruling: Judgement | Outcome | 'published' | 'unpublished'
  why: string
  by: string
  at: string
}
/** What a version stated. */
export type FactVersion = { version: number; body: string; why: string; by: string; at: string }

/** Entries shown at once: what a phone draws without a pause. Those before are a tap away. */
export const FACTS_PAGE = 200

type Page = { before?: string | null; limit?: number; kind?: FactKind | null }

/**
 * The timeline in order of time, oldest first: the newest `limit` entries, or those before the entry `before`, of one kind or
 * of all. `earlier` says whether there are more before them. Refuses `shared.not_found`.
 */
export async function factsIn(
  db: Db,
  viewer: Viewer,
  { slug, before = null, limit = FACTS_PAGE, kind = null }: { slug: string } & Page,
): Promise<{ facts: FactView[]; earlier: boolean }> {
  const member = await memberIn(db, viewer, { slug }, 'facts')
  const rows = await factRows(db, member.caseId)
    .$if(kind !== null, (query) => query.where('fact.kind', '=', kind))
    .$if(before !== null && Id.safeParse(before).success, (query) =>
      query.where(
        sql<boolean>`(fact.happened_at, fact.id) < (select b.happened_at, b.id from fact b
          where b.id = ${before} and b.case_id = fact.case_id)`,
      ),
    )
    .orderBy('fact.happened_at', 'desc')
    .orderBy('fact.id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit).reverse()
  return { facts: await withSources(db, member, shown), earlier: rows.length > limit }
}

/** An entry by its words alone. */
type Named = { id: string; body: string }
/** One entry with how it came to stand as it does; `differing` are those it cannot be so together with. */
type FactHistory = {
  fact: FactView
  versions: FactVersion[]
  rulings: FactRuling[]
  differing: Named[]
  mayJudge: boolean
}

/** One entry and its history. Refuses `shared.not_found`. */
export async function factFor(
  db: Db,
  viewer: Viewer,
  { slug, factId }: { slug: string; factId: string },
): Promise<FactHistory> {
  const member = await memberIn(db, viewer, { slug }, 'facts')
  if (!Id.safeParse(factId).success) throw notFound()
  const rows = await factRows(db, member.caseId).where('fact.id', '=', factId).execute()
  const [fact] = await withSources(db, member, rows)
  if (!fact) throw notFound()
  return {
    fact,
    versions: await versionsOf(db, factId),
    rulings: await rulingsOf(db, factId),
    differing: fact.differs.length > 0 ? await namesOf(db, fact.differs) : [],
    mayJudge: may(member, 'fact.judge'),
  }
}

/**
 * Promises with a time that nobody has settled, the earliest first: whether they have passed is for `promiseStanding` to
 * say. Membership is asked before.
 */
export async function openPromises(db: Db, caseId: string): Promise<OpenPromise[]> {
  const rows = await db
    .selectFrom('fact')
    .select(['id', 'body', 'due_at as dueAt', 'due_day_only as dueDayOnly'])
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .where('kind', '=', 'promise')
    .where('outcome', 'is', null)
    .where('state', '<>', 'disputed')
    .orderBy('due_at')
    .limit(PROMISES_SHOWN)
    .execute()
  return rows.flatMap(({ dueAt, ...row }) =>
    dueAt ? [{ ...row, dueAt: dueAt.toISOString(), outcome: null }] : [],
  )
}
export type OpenPromise = Named & { dueAt: string; dueDayOnly: boolean; outcome: null }
/** More open promises than that are one broken one. */
const PROMISES_SHOWN = 20

/** The newest facts that a host confirmed, oldest first; for those who come new. Membership is asked before. */
export async function confirmedFacts(
  db: Db,
  caseId: string,
  limit: number,
): Promise<Pick<FactView, 'id' | 'body' | 'happenedAt' | 'dayOnly'>[]> {
  const rows = await db
    .selectFrom('fact')
    .select(['id', 'body', 'happened_at as happenedAt', 'day_only as dayOnly'])
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .where('state', '=', 'confirmed')
    .orderBy('happened_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.reverse().map((row) => ({ ...row, happenedAt: row.happenedAt.toISOString() }))
}

async function withSources(db: Db, member: Member, rows: readonly FactRow[]): Promise<FactView[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const sources = grouped(await sourcesOf(db, member, ids))
  const things = grouped(await thingsOf(db, member.id, ids))
  return rows.map(({ madeBy, happenedAt, dueAt, changedAt, speakerId, speaker, speakerRole, ...row }) => ({
    ...row,
    ...{ happenedAt: happenedAt.toISOString(), dueAt: dueAt?.toISOString() ?? null },
    changedAt: changedAt?.toISOString() ?? null,
    speaker: speaker || speakerRole ? { name: speaker, role: speakerRole, respondentId: speakerId } : null,
    mine: madeBy === member.id,
    sources: (sources.get(row.id) ?? []).map(({ factId: _, ...source }) => source),
    things: (things.get(row.id) ?? []).map(({ factId: _, ...thing }) => thing),
  }))
}

async function namesOf(db: Db, ids: readonly string[]): Promise<Named[]> {
  return db.selectFrom('fact').select(['id', 'body']).where('id', 'in', ids).orderBy('happened_at').execute()
}
