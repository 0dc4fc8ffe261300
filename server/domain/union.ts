import { sql } from 'kysely'
import { Slug } from '#app/shapes/id.ts'
import type { Db, Tx } from '#db/client.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { memberWho } from './access.ts'
import { ownClaim } from './claim/read.ts'
import { record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export { carryUnion } from './union/carry.ts'

// Two rooms of one shop become one. The host of the room that ends proposes, the host of the kept one agrees. From that
// moment its doors lead to the kept room and nothing is begun in it any more; a job that can be cut off and run again
// carries its people and standing claims over. Talk, timeline, evidence and filings stay where they were, to be read by
// those who were there: they are sealed and proved under that case's own key and ledger.

/**
 * Proposes to end this room in favour of another; the host of this one. The same `id` again changes nothing. Refuses
 * `shared.forbidden`, `shared.not_found`, `union.unknown` for an address without a standing room, `union.itself`,
 * `union.open_already`, `union.kept_others` for a room that others were merged into while they are still carried over.
 */
export async function proposeUnion(
  db: Db,
  viewer: Viewer,
  { slug, id, into }: { slug: string; id: string; into: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const host = await memberWho(tx, viewer, { slug }, 'case.edit')
    const kept = await standing(tx, into)
    if (kept.id === host.caseId) throw refused('union.itself')
    await lockHeads(tx, [host.caseId, kept.id])
    const open = await tx
      .selectFrom('case_union')
      .select(['id', 'from_id', 'state'])
      .where((eb) => eb.or([eb('from_id', 'in', [host.caseId, kept.id]), eb('into_id', '=', host.caseId)]))
      .where('state', '<>', 'refused')
      .execute()
    if (open.some((each) => each.id === id && each.from_id === host.caseId)) return
    if (open.some((each) => each.from_id === host.caseId)) throw new Refusal('conflict', 'union.open_already')
    if (open.some(({ state }) => state !== 'done')) throw new Refusal('conflict', 'union.kept_others')
    await tx
      .insertInto('case_union')
      .values({ id, from_id: host.caseId, into_id: kept.id, proposed_by: host.id })
      .execute()
    const data = { unionId: id, fromId: host.caseId, intoId: kept.id }
    await record(tx, host.caseId, host.id, { kind: 'union.proposed', data })
  })
}

/**
 * Agrees that the other room ends in this one, or says no; the host of the kept room. Taking a proposal back is a no by
 * the host who made it. Agreeing closes the doors of the other room at once. Again changes nothing. Refuses
 * `shared.forbidden`, `shared.not_found`, `union.not_now`.
 */
export async function answerUnion(
  db: Db,
  viewer: Viewer,
  { slug, unionId, agrees }: { slug: string; unionId: string; agrees: boolean },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const host = await memberWho(tx, viewer, { slug }, 'case.edit')
    const row = await tx
      .selectFrom('case_union')
      .selectAll()
      .where('id', '=', unionId)
      .where((eb) => eb.or([eb('into_id', '=', host.caseId), eb('from_id', '=', host.caseId)]))
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw notFound()
    if (agrees && row.into_id !== host.caseId) throw new Refusal('forbidden', 'shared.forbidden')
    if (row.state === (agrees ? 'agreed' : 'refused') || (agrees && row.state === 'done')) return
    if (row.state !== 'proposed') throw new Refusal('conflict', 'union.not_now')
    await lockHeads(tx, [row.from_id, row.into_id])
    const decided = { decided_by: host.id, decided_at: sql<Date>`now()` }
    const state = agrees ? ('agreed' as const) : ('refused' as const)
    await tx
      .updateTable('case_union')
      .set({ state, ...decided })
      .where('id', '=', unionId)
      .execute()
    const data = { unionId, fromId: row.from_id, intoId: row.into_id }
    const kind = agrees ? ('union.agreed' as const) : ('union.refused' as const)
    // The ending room is told before it closes, the kept one in the same moment: an entry in both.
    await record(tx, row.from_id, host.caseId === row.from_id ? host.id : null, { kind, data })
    await record(tx, row.into_id, host.caseId === row.into_id ? host.id : null, { kind, data })
    if (agrees) await close(tx, unionId, row.from_id, row.into_id)
  })
}

/** Doors, and rooms that had ended in this one, lead to the kept room from now on; nobody writes here but to leave. */
async function close(tx: Tx, unionId: string, fromId: string, intoId: string): Promise<void> {
  await tx
    .updateTable('case')
    .set({ kept_id: intoId })
    .where((eb) => eb.or([eb('id', '=', fromId), eb('kept_id', '=', fromId)]))
    .execute()
  await handNumber(tx, fromId, intoId)
  await tx.updateTable('channel').set({ hosts_only: true }).where('case_id', '=', fromId).execute()
  await enqueue(tx, 'case.carry', { unionId }, `case.carry:${unionId}`)
  for (const caseId of [fromId, intoId]) announce(tx, { kind: 'case.changed', caseId, what: ['case'] })
}

/** One business number, one standing room: the kept one has it, when it had none. */
async function handNumber(tx: Tx, fromId: string, intoId: string): Promise<void> {
  const { number } = await tx
    .selectFrom('case')
    .select('business_number as number')
    .where('id', '=', fromId)
    .executeTakeFirstOrThrow()
  if (!number) return
  await tx.updateTable('case').set({ business_number: null }).where('id', '=', fromId).execute()
  await tx
    .updateTable('case')
    .set({ business_number: number })
    .where('id', '=', intoId)
    .where('business_number', 'is', null)
    .execute()
}

/** A merger as a host sees it. `mine`: this room is the one that would end. Instants are ISO. */
export type UnionView = {
  id: string
  mine: boolean
  slug: string
  shopName: string
  state: 'proposed' | 'refused' | 'agreed' | 'done'
  at: string
}

/** The mergers that concern a room, newest first; its host. Refuses `shared.forbidden`, `shared.not_found`. */
export async function unionsOf(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<UnionView[]> {
  const { caseId } = await memberWho(db, viewer, { slug }, 'case.edit')
  const rows = await db
    .selectFrom('case_union as u')
    .innerJoin('case as other', (join) =>
      join.on(
        sql<boolean>`other.id = case when u.from_id = ${caseId}::uuid then u.into_id else u.from_id end`,
      ),
    )
    .select([
      'u.id',
      'u.state',
      'u.proposed_at as at',
      'other.slug',
      'other.shop_name as shopName',
      'u.from_id',
    ])
    .where((eb) => eb.or([eb('u.from_id', '=', caseId), eb('u.into_id', '=', caseId)]))
    .orderBy('u.proposed_at', 'desc')
    .orderBy('u.id')
    .execute()
  return rows.map(({ at, from_id, ...row }) => ({ ...row, mine: from_id === caseId, at: at.toISOString() }))
}

/** The address of the room that an ended one goes on in; null for a room that stands or is none. Public. */
export async function keptSlug(db: Db, { slug }: { slug: string }): Promise<string | null> {
  if (!Slug.safeParse(slug).success) return null
  const row = await db
    .selectFrom('case')
    .innerJoin('case as kept', 'kept.id', 'case.kept_id')
    .select('kept.slug')
    .where('case.slug', '=', slug)
    .executeTakeFirst()
  return row?.slug ?? null
}

/** Where one of the viewer's own claims went on, or null. Refuses `shared.not_found`. */
export async function carriedClaim(
  db: Db,
  viewer: Viewer,
  { claimId }: { claimId: string },
): Promise<{ slug: string; claimId: string } | null> {
  await ownClaim(db, viewer, claimId)
  const row = await db
    .selectFrom('claim_carried as c')
    .innerJoin('claim', 'claim.id', 'c.into_id')
    .innerJoin('case', 'case.id', 'claim.case_id')
    .select(['case.slug', 'claim.id as claimId'])
    .where('c.from_id', '=', claimId)
    .executeTakeFirst()
  return row ?? null
}

/** A room that did not end itself, by its slug. */
async function standing(tx: Tx, slug: string): Promise<{ id: string }> {
  const row = Slug.safeParse(slug).success
    ? await tx
        .selectFrom('case')
        .select('id')
        .where('slug', '=', slug)
        .where('kept_id', 'is', null)
        .executeTakeFirst()
    : undefined
  if (!row) throw refused('union.unknown')
  return row
}

/** Both heads, in one order for everybody. */
async function lockHeads(tx: Tx, caseIds: string[]): Promise<void> {
  await tx
    .selectFrom('case_head')
    .select('case_id')
    .where('case_id', 'in', caseIds)
    .orderBy('case_id')
    .forUpdate()
    .execute()
}

function refused(code: string): Refusal {
  return new Refusal('invalid', code, { fields: { into: code } })
}
