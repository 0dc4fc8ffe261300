import { Slug } from '#app/shapes/id.ts'
import type { Db } from '#db/client.ts'
import { notFound } from '../refusal.ts'
import type { FactThing, FactView } from './read.ts'
import { differencesOf, factRows, grouped, thingsOf } from './rows.ts'

/** An entry as the whole world sees it: no nickname, no message, of a page its host and of a file its hash. */
export type PublicFact = Omit<
  FactView,
  'by' | 'mine' | 'sources' | 'things' | 'speaker' | 'isPublic' | 'version'
> & {
  speaker: { name: string; role: string } | null
  things: Pick<FactThing, 'id' | 'kind' | 'url' | 'seenAt' | 'sha256'>[]
}

/**
 * The newest public entries of a case, oldest first; needs no viewer. `total` counts all of them. Refuses
 * `shared.not_found`.
 */
export async function publicFacts(
  db: Db,
  { slug, limit }: { slug: string; limit: number },
): Promise<{ facts: PublicFact[]; total: number }> {
  if (!Slug.safeParse(slug).success) throw notFound()
  const found = await db.selectFrom('case').select('id').where('slug', '=', slug).executeTakeFirst()
  if (!found) throw notFound()
  const rows = await factRows(db, found.id)
    .select((eb) => eb.fn.countAll<number>().over().as('total'))
    .where('fact.is_public', '=', true)
    .orderBy('fact.happened_at', 'desc')
    .orderBy('fact.id', 'desc')
    .limit(limit)
    .execute()
  if (rows.length === 0) return { facts: [], total: 0 }
  const ids = rows.map(({ id }) => id)
  const shown = new Set(ids)
  const things = grouped(await thingsOf(db, null, ids))
  const differs = grouped(await differencesOf(db, ids))
  return {
    total: Number(rows[0]?.total ?? 0),
    facts: rows.reverse().map((row) => ({
      ...{ id: row.id, body: row.body, kind: row.kind, sign: row.sign, state: row.state, asOf: row.asOf },
      ...{ happenedAt: row.happenedAt.toISOString(), dayOnly: row.dayOnly },
      ...{ dueAt: row.dueAt?.toISOString() ?? null, dueDayOnly: row.dueDayOnly, outcome: row.outcome },
      changedAt: row.changedAt?.toISOString() ?? null,
      speaker: row.speaker || row.speakerRole ? { name: row.speaker, role: row.speakerRole } : null,
      things: (things.get(row.id) ?? []).map(publicThing),
      differs: (differs.get(row.id) ?? []).map(({ otherId }) => otherId).filter((id) => shown.has(id)),
    })),
  }
}

/** Of a page somebody saw, where it is; what stands behind its host may tell who saw it. */
function publicThing({ id, kind, url, seenAt, sha256 }: FactThing) {
  const host = kind === 'capture' && URL.canParse(url) ? new URL(url).origin : ''
  return { id, kind, url: kind === 'url' ? url : host, seenAt, sha256 }
}
