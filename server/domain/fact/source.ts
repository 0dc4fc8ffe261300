import { sql } from 'kysely'
import { type FactLinks, SOURCES_MAX } from '#app/shapes/fact.ts'
import { findPersonalData } from '#app/shapes/personal-data.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, may, memberIn } from '../access.ts'
import { record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { refused, standingFact } from './row.ts'

// What an entry rests on besides messages: addresses, pages one saw, evidence of one's own. Whoever gives theirs shows the
// whole room where they saw it and its hash, and of evidence its title; the file stays theirs.

type Ref = { slug: string; factId: string }

/**
 * Adds sources to an entry; anybody in the room may. What is there already is not added twice. Refuses
 * `shared.not_found`, `fact.source_needed`, `fact.source_unknown` for what is not one's own, `fact.too_many_sources`.
 */
export async function addSources(db: Db, viewer: Viewer, { slug, factId, ...links }: Ref & FactLinks) {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    await standingFact(tx, member, factId)
    const added = await insertSources(tx, member, factId, links)
    if (added === null) throw refused('url', 'fact.source_needed')
    if (added === 0) return
    await record(tx, member.caseId, member.id, { kind: 'fact.sourced', data: { factId, sources: added } })
    announce(tx, { kind: 'case.changed', caseId: member.caseId, what: ['facts'] })
  })
}

/** Takes a source off an entry: whoever gave it, or the staff. Again is fine. Refuses `shared.not_found`, `shared.forbidden`. */
export async function dropSource(
  db: Db,
  viewer: Viewer,
  { slug, factId, sourceId }: Ref & { sourceId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    await standingFact(tx, member, factId)
    const source = await tx
      .selectFrom('fact_source')
      .select(['added_by', 'removed_at'])
      .where('id', '=', sourceId)
      .where('fact_id', '=', factId)
      .executeTakeFirst()
    if (!source) throw notFound()
    if (source.added_by !== member.id && !may(member, 'fact.judge'))
      throw new Refusal('forbidden', 'shared.forbidden')
    if (source.removed_at) return
    await tx
      .updateTable('fact_source')
      .set({ removed_at: sql<Date>`now()` })
      .where('id', '=', sourceId)
      .execute()
    await record(tx, member.caseId, member.id, { kind: 'fact.unsourced', data: { factId, sourceId } })
    announce(tx, { kind: 'case.changed', caseId: member.caseId, what: ['facts'] })
  })
}

/** The same in the caller's transaction, unsaid. How many were new; null when nothing was given. */
export async function insertSources(
  tx: Tx,
  member: Member,
  factId: string,
  { url, captureIds, evidenceIds }: FactLinks,
): Promise<number | null> {
  if (url !== '' && findPersonalData(readable(url)).length > 0) throw refused('url', 'fact_url.personal')
  const rows = [
    ...(url === '' ? [] : [{ kind: 'url' as const, url }]),
    ...(await ownCaptures(tx, member, captureIds)),
    ...(await ownEvidence(tx, member, evidenceIds)),
  ]
  if (rows.length === 0) return null
  const made = await tx
    .insertInto('fact_source')
    .values(
      rows.map((row) => ({
        ...{ id: sql<string>`gen_random_uuid()`, fact_id: factId, added_by: member.id },
        ...{ url: '', capture_id: null, evidence_id: null, sha256: null, ...row },
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  const { count } = await tx
    .selectFrom('fact_source')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('fact_id', '=', factId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(count) > SOURCES_MAX) throw new Refusal('conflict', 'fact.too_many_sources')
  return Number(made.numInsertedOrUpdatedRows ?? 0n)
}

async function ownCaptures(tx: Tx, member: Member, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('page_capture')
    .select(['id', 'sha256'])
    .where('id', 'in', ids)
    .where('member_id', '=', member.id)
    .where('removed_at', 'is', null)
    .execute()
  if (rows.length < ids.length) throw refused('captureIds', 'fact.source_unknown')
  return rows.map(({ id, sha256 }) => ({ kind: 'capture' as const, capture_id: id, sha256 }))
}

/** Evidence with the hash of its newest file, if it has one. */
async function ownEvidence(tx: Tx, member: Member, ids: readonly string[]) {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('evidence')
    .select((eb) => [
      'evidence.id',
      eb
        .selectFrom('evidence_file')
        .select('evidence_file.sha256')
        .whereRef('evidence_file.evidence_id', '=', 'evidence.id')
        .orderBy('evidence_file.sealed_at', 'desc')
        .limit(1)
        .as('sha256'),
    ])
    .where('id', 'in', ids)
    .where('member_id', '=', member.id)
    .where('removed_at', 'is', null)
    .execute()
  if (rows.length < ids.length) throw refused('evidenceIds', 'fact.source_unknown')
  return rows.map(({ id, sha256 }) => ({ kind: 'evidence' as const, evidence_id: id, sha256 }))
}

function readable(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
