import { sql } from 'kysely'
import type { FactEntry, FactLinks, Judgement, NameWay, Outcome } from '#app/shapes/fact.ts'
import type { Db } from '#db/client.ts'
import { memberIn, memberWho } from './access.ts'
import { citableFor, cite } from './citation.ts'
import {
  deletePair,
  ensureRests,
  insertPair,
  insertVersion,
  isStated,
  namesSettled,
  ownFact,
  restate,
  rule,
  said,
} from './fact/change.ts'
import { columnsOf, ensureMayChange, type GivenEntry, refused, standingFact } from './fact/row.ts'
import { insertSources } from './fact/source.ts'
import { notFound, Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export { askAboutPromises, pushPromises } from './fact/promise.ts'
export { publicFact, publicFacts, publicStory } from './fact/public.ts'
export {
  confirmedFacts,
  type FactSource,
  type FactView,
  factFor,
  factsIn,
  openPromises,
} from './fact/read.ts'
export { addSources, dropSource } from './fact/source.ts'

// The timeline of a case (사건 일지): what happened and when, who said it, what it rests on and how sure it is. Members
// put entries in, the staff judges them and says what everybody may see.

type Ref = { slug: string; factId: string }

/**
 * Puts a fact into the timeline, resting on messages the member reads, or on pages and evidence of their own. Its words
 * are covered like chat. The same `id` again answers the first. Refuses `shared.not_found`, `citation.none`,
 * `fact.in_future`, `fact.due_before`, `fact.speaker_unknown`, and what `addSources` refuses.
 */
export async function keepFact(
  db: Db,
  viewer: Viewer,
  {
    slug,
    id,
    messages = [],
    links,
    ...entry
  }: GivenEntry & { slug: string; id: string; messages?: readonly string[]; links?: FactLinks },
): Promise<{ factId: string }> {
  return inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const cited = messages.length > 0 ? await citableFor(tx, member, messages) : []
    const columns = await columnsOf(tx, member, entry)
    const made = await tx
      .insertInto('fact')
      .values({ id, case_id: member.caseId, made_by: member.id, ...columns })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) {
      await ownFact(tx, member, id)
      return { factId: id }
    }
    await insertVersion(tx, member, { factId: id, version: 1, clientId: id, why: '' }, columns)
    if (cited.length > 0) await cite(tx, member, cited, { factId: id })
    if (links) await insertSources(tx, member, id, links)
    await said(tx, member, { kind: 'fact.kept', data: { factId: id, messages: cited.length } })
    return { factId: id }
  })
}

/**
 * States an entry anew: whoever put it in as long as nobody judged it, or the staff. What it said before stays as a
 * version. The same `id` again changes nothing. Refuses like `keepFact`, `shared.forbidden`, `fact.changed_elsewhere`,
 * and `fact.names_in_public` as `publishFact` does.
 */
export async function amendFact(
  db: Db,
  viewer: Viewer,
  {
    slug,
    factId,
    id,
    version,
    why,
    names,
    ...entry
  }: FactEntry & Ref & { id: string; version: number; why: string; names: NameWay },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const fact = await standingFact(tx, member, factId)
    ensureMayChange(member, fact)
    if (await isStated(tx, factId, id)) return
    if (fact.version !== version) throw new Refusal('conflict', 'fact.changed_elsewhere')
    const columns = await columnsOf(tx, member, entry)
    const given = fact.is_public ? namesSettled(columns, names) : columns
    await restate(tx, member, { factId, version: version + 1, clientId: id, why }, given)
  })
}

/**
 * Says how sure a fact is, and why; the staff. Refuses `shared.not_found`, `shared.forbidden`, and for `confirmed`
 * `fact.no_source` without anything it rests on, `fact.silence_unproven` for a silence without a page or evidence.
 */
export async function judgeFact(
  db: Db,
  viewer: Viewer,
  { slug, factId, state, why = '' }: Ref & { state: Judgement; why?: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'fact.judge')
    const fact = await standingFact(tx, member, factId)
    if (state === 'confirmed') await ensureRests(tx, fact)
    await tx
      .updateTable('fact')
      .set({ state, decided_by: member.id, decided_at: sql<Date>`now()` })
      .where('id', '=', factId)
      .execute()
    await rule(tx, member, factId, state, why)
    await said(tx, member, { kind: 'fact.judged', data: { factId, state } })
  })
}

/** Says what became of a promise; the staff. Refuses `shared.not_found`, `shared.forbidden`, `fact.not_promise`. */
export async function settlePromise(
  db: Db,
  viewer: Viewer,
  { slug, factId, outcome, why }: Ref & { outcome: Outcome; why: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'fact.judge')
    const fact = await standingFact(tx, member, factId)
    if (fact.kind !== 'promise') throw new Refusal('conflict', 'fact.not_promise')
    if (fact.outcome === outcome) return
    const set = { outcome, outcome_at: sql<Date>`now()` }
    await tx.updateTable('fact').set(set).where('id', '=', factId).execute()
    await rule(tx, member, factId, outcome, why)
    await said(tx, member, { kind: 'fact.settled', data: { factId, kept: outcome === 'kept' ? 1 : 0 } })
  })
}

/**
 * Lets everybody see an entry, also outside the room; the staff. Its own words and who spoke, never who put it in or
 * whose message it rests on. Refuses `shared.not_found`, `shared.forbidden`, `fact.not_judged`, and
 * `fact.names_in_public` while it names people and `names` does not say what to do: saying true things of a person in
 * public can be a crime too (형법 제307조, 정보통신망법 제70조).
 */
export async function publishFact(
  db: Db,
  viewer: Viewer,
  { slug, factId, names }: Ref & { names: NameWay },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'fact.judge')
    const fact = await standingFact(tx, member, factId)
    if (fact.state === 'claimed') throw new Refusal('conflict', 'fact.not_judged')
    if (fact.is_public) return
    const settled = namesSettled(fact, names)
    if (settled !== fact) {
      const next = { factId, version: fact.version + 1, clientId: null, why: '' }
      await restate(tx, member, next, settled)
    }
    await tx.updateTable('fact').set({ is_public: true }).where('id', '=', factId).execute()
    await rule(tx, member, factId, 'published', '')
    await said(tx, member, { kind: 'fact.published', data: { factId } })
  })
}

/** Keeps an entry inside the room again; the staff. Again is fine. Refuses `shared.not_found`, `shared.forbidden`. */
export async function unpublishFact(db: Db, viewer: Viewer, { slug, factId }: Ref): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'fact.judge')
    if (!(await standingFact(tx, member, factId)).is_public) return
    await tx.updateTable('fact').set({ is_public: false }).where('id', '=', factId).execute()
    await rule(tx, member, factId, 'unpublished', '')
    await said(tx, member, { kind: 'fact.unpublished', data: { factId } })
  })
}

/**
 * Says that two entries cannot both be so, or no longer says it; the staff. Both stay. Again is fine. Refuses
 * `shared.not_found`, `shared.forbidden`, `fact.other_needed` for an entry and itself.
 */
export async function markDifferent(
  db: Db,
  viewer: Viewer,
  { slug, factId, otherId, differ }: Ref & { otherId: string; differ: boolean },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'fact.judge')
    if (factId === otherId) throw refused('otherId', 'fact.other_needed')
    const [a = '', b = ''] = [factId, otherId].sort()
    for (const id of [a, b]) await standingFact(tx, member, id)
    const pair = { a_id: a, b_id: b, case_id: member.caseId, marked_by: member.id }
    const changed = differ ? await insertPair(tx, pair) : await deletePair(tx, a, b)
    if (!changed) return
    const kind = differ ? 'fact.differs' : 'fact.agrees'
    await said(tx, member, { kind, data: { factId: a, otherId: b } })
  })
}

/**
 * Takes a fact out of the timeline: the staff, or its maker while nobody judged it. Again is fine. Refuses
 * `shared.not_found`, `fact.judged_already`.
 */
export async function removeFact(db: Db, viewer: Viewer, { slug, factId }: Ref): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const fact = await tx
      .selectFrom('fact')
      .select(['made_by', 'state', 'removed_at'])
      .where('id', '=', factId)
      .where('case_id', '=', member.caseId)
      .forUpdate()
      .executeTakeFirst()
    if (!fact || (member.role === 'member' && fact.made_by !== member.id)) throw notFound()
    if (fact.removed_at) return
    if (member.role === 'member' && fact.state !== 'claimed')
      throw new Refusal('conflict', 'fact.judged_already')
    const set = { removed_at: sql<Date>`now()`, is_public: false }
    await tx.updateTable('fact').set(set).where('id', '=', factId).execute()
    await said(tx, member, { kind: 'fact.removed', data: { factId } })
  })
}
