import { Id, Slug } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import { notFound } from '../refusal.ts'
import type { FactThing, FactView } from './read.ts'
import { type FactRow, factRows, grouped, thingsOf } from './rows.ts'

/** An entry as the whole world sees it: no nickname, no message, of a page its host and of a file its hash. */
export type PublicFact = Omit<
  FactView,
  'by' | 'mine' | 'sources' | 'things' | 'speaker' | 'isPublic' | 'version'
> & {
  speaker: { name: string; role: string } | null
}
export type PublicThing = Pick<FactThing, 'id' | 'kind' | 'url' | 'seenAt' | 'sha256'>

/**
 * The newest public entries of a case, oldest first, in one statement; needs no viewer. `total` counts all of them. Of an
 * unknown case there are none.
 */
export async function publicFacts(
  db: Db,
  { slug, limit }: { slug: string; limit: number },
): Promise<{ facts: PublicFact[]; total: number }> {
  if (!Slug.safeParse(slug).success) return { facts: [], total: 0 }
  const caseId = db.selectFrom('case').select('case.id').where('case.slug', '=', slug)
  const rows = await factRows(db, caseId.$asScalar().$notNull())
    .select(
      db
        .selectFrom('fact as f')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('f.case_id', '=', caseId)
        .where('f.is_public', '=', true)
        .where('f.removed_at', 'is', null)
        .as('total'),
    )
    .where('fact.is_public', '=', true)
    .orderBy('fact.happened_at', 'desc')
    .orderBy('fact.id', 'desc')
    .limit(limit)
    .execute()
  const shown = new Set(rows.map(({ id }) => id))
  return {
    total: Number(rows[0]?.total ?? 0),
    facts: rows.reverse().map((row) => viewOf(row, shown)),
  }
}

function viewOf(row: FactRow, shown: ReadonlySet<string>): PublicFact {
  return {
    ...{ id: row.id, body: row.body, kind: row.kind, sign: row.sign, state: row.state, asOf: row.asOf },
    ...{ happenedAt: row.happenedAt.toISOString(), dayOnly: row.dayOnly },
    ...{ dueAt: row.dueAt?.toISOString() ?? null, dueDayOnly: row.dueDayOnly, outcome: row.outcome },
    changedAt: row.changedAt?.toISOString() ?? null,
    speaker: row.speaker || row.speakerRole ? { name: row.speaker, role: row.speakerRole } : null,
    differs: row.differs.filter((id) => shown.has(id)),
  }
}

/** One public entry by itself, to be passed on. Refuses `shared.not_found` for one that is not public, or no more. */
export async function publicFact(
  db: Db,
  { slug, factId }: { slug: string; factId: string },
): Promise<PublicFact & { things: PublicThing[] }> {
  if (!Slug.safeParse(slug).success || !Id.safeParse(factId).success) throw notFound()
  const caseId = db.selectFrom('case').select('case.id').where('case.slug', '=', slug)
  const row = await factRows(db, caseId.$asScalar().$notNull())
    .where('fact.id', '=', factId)
    .where('fact.is_public', '=', true)
    .executeTakeFirst()
  if (!row) throw notFound()
  // Which other entry it differs from is read in the whole story.
  return { ...viewOf(row, new Set()), things: (await thingsOf(db, null, [factId])).map(publicThing) }
}

/** The same with what each rests on beside messages. */
export async function publicStory(
  db: Db,
  ref: { slug: string; limit: number },
): Promise<{ facts: (PublicFact & { things: PublicThing[] })[]; total: number }> {
  const { facts, total } = await publicFacts(db, ref)
  if (facts.length === 0) return { facts: [], total }
  const ids = facts.map(({ id }) => id)
  const things = grouped(await thingsOf(db, null, ids))
  return {
    total,
    facts: facts.map((fact) => ({ ...fact, things: (things.get(fact.id) ?? []).map(publicThing) })),
  }
}

/** Of a page somebody saw, where it is; what stands behind its host may tell who saw it. */
function publicThing({ id, kind, url, seenAt, sha256 }: FactThing): PublicThing {
  const host = kind === 'capture' && URL.canParse(url) ? new URL(url).origin : ''
  return { id, kind, url: kind === 'url' ? url : host, seenAt, sha256 }
}
