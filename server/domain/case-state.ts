import { createHash } from 'node:crypto'
import { type Expression, sql } from 'kysely'
import type { CaseState, CaseStateDraft, ShopState } from '#app/shapes/case-state.ts'
import { Slug } from '#app/shapes/id.ts'
import { maskPersonalData } from '#app/shapes/personal-data.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, may, memberIn, memberWho } from './access.ts'
import { canonicalJson, type LedgerEntry, record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// How the case stands: what the staff read of the shop, since when and where. One state of the shop holds at a time, the
// one that began last; an investigation runs beside it until it is said to have ended.

/** A state as anybody may see it. Dates are `YYYY-MM-DD` in Seoul; `nextOn` is a day ahead that it names. */
export type CaseStateView = {
  id: string
  state: CaseState
  since: string
  nextOn: string | null
  source: string
  url: string
  endedOn: string | null
}

/** How a case stands now. `shop` is null while nobody has said; `investigation` while none is known to run. */
export type CaseStanding = {
  shop: (CaseStateView & { state: ShopState }) | null
  investigation: CaseStateView | null
  /** All that was said, the latest first. */
  history: CaseStateView[]
}

/** States of one case: more is a quarrel over what they mean. */
const STATES_MAX = 100

/** How a case stands, for whatever depends on it. Public: names no person. Of an unknown case nothing is said. */
export async function caseState(db: Db, caseId: string | Expression<string>): Promise<CaseStanding> {
  return standingOf(await statesOf(db, caseId).execute())
}

/** The question for all that was said of a case, the latest first, for `standingOf`. */
export function statesOf(db: Db, caseId: string | Expression<string>) {
  return db
    .selectFrom('case_state')
    .select(['id', 'state', 'since', 'next_on as nextOn', 'source', 'url', 'ended_on as endedOn'])
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .orderBy('since', 'desc')
    .orderBy('made_at', 'desc')
    .limit(STATES_MAX)
}

/** The same by address, for the public page. */
export async function publicCaseState(db: Db, { slug }: { slug: string }): Promise<CaseStanding> {
  if (!Slug.safeParse(slug).success) return standingOf([])
  const caseId = db.selectFrom('case').select('case.id').where('case.slug', '=', slug)
  return caseState(db, caseId.$asScalar().$notNull())
}

/** The same for a member, and whether they may change it. Refuses `shared.not_found`. */
export async function caseStateFor(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<CaseStanding & { mayChange: boolean }> {
  const member = await memberIn(db, viewer, { slug }, 'facts')
  return { ...(await caseState(db, member.caseId)), mayChange: may(member, 'fact.judge') }
}

/** What holds now, of all that was said with the latest first. Pure. */
export function standingOf(history: readonly CaseStateView[]): CaseStanding {
  const shop = history.find((each): each is CaseStateView & { state: ShopState } => {
    return each.state !== 'investigation' && each.endedOn === null
  })
  const investigation = history.find(({ state, endedOn }) => state === 'investigation' && endedOn === null)
  return { shop: shop ?? null, investigation: investigation ?? null, history: [...history] }
}

/**
 * Says how the case stands since a day, and where that was read; the staff. The shop's state before it ends that day. The
 * same `id` again changes nothing. Refuses `shared.not_found`, `shared.forbidden`, `case_state.too_many`.
 */
export async function setCaseState(
  db: Db,
  viewer: Viewer,
  { slug, id, state, since, nextOn, source, url }: CaseStateDraft & { slug: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'fact.judge')
    await lockCase(tx, member.caseId)
    if (await isSaid(tx, member, id)) return
    const { history } = await caseState(tx, member.caseId)
    if (history.length >= STATES_MAX) throw new Refusal('conflict', 'case_state.too_many')
    const row = { state, since, next_on: nextOn, source: maskPersonalData(source).text, url }
    await tx
      .insertInto('case_state')
      .values({ id, case_id: member.caseId, made_by: member.id, ...row })
      .execute()
    if (state !== 'investigation') await endEarlier(tx, member.caseId, id, since)
    const sha256 = createHash('sha256').update(canonicalJson(row)).digest('hex')
    await said(tx, member, { kind: 'case.state_set', data: { stateId: id, sha256 } })
  })
}

/** Says that a state has ended; the staff. Again is fine. Refuses `shared.not_found`, `shared.forbidden`, `case_state.ends_before`. */
export async function endCaseState(
  db: Db,
  viewer: Viewer,
  { slug, stateId, endedOn }: { slug: string; stateId: string; endedOn: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'fact.judge')
    const row = await standingRow(tx, member, stateId)
    if (row.ended_on !== null) return
    if (endedOn < row.since)
      throw new Refusal('invalid', 'case_state.ends_before', {
        fields: { endedOn: 'case_state.ends_before' },
      })
    await tx.updateTable('case_state').set({ ended_on: endedOn }).where('id', '=', stateId).execute()
    await said(tx, member, { kind: 'case.state_ended', data: { stateId } })
  })
}

/** Takes back a state that was said in error; the staff. What it had ended holds again. Refuses `shared.not_found`, `shared.forbidden`. */
export async function removeCaseState(
  db: Db,
  viewer: Viewer,
  { slug, stateId }: { slug: string; stateId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'fact.judge')
    const row = await standingRow(tx, member, stateId)
    await tx
      .updateTable('case_state')
      .set({ removed_at: sql<Date>`now()` })
      .where('id', '=', stateId)
      .execute()
    if (row.state !== 'investigation' && row.ended_on === null)
      await reviveBefore(tx, member.caseId, row.since)
    await said(tx, member, { kind: 'case.state_removed', data: { stateId } })
  })
}

/** The shop's other states that still hold end where the new one begins; one that began later ends the new one. */
async function endEarlier(tx: Tx, caseId: string, id: string, since: string): Promise<void> {
  const standing = () =>
    tx
      .updateTable('case_state')
      .where('case_id', '=', caseId)
      .where('state', '<>', 'investigation')
      .where('removed_at', 'is', null)
      .where('ended_on', 'is', null)
  await standing().where('id', '<>', id).where('since', '<=', since).set({ ended_on: since }).execute()
  const later = await tx
    .selectFrom('case_state')
    .select((eb) => eb.fn.min('since').as('since'))
    .where('case_id', '=', caseId)
    .where('state', '<>', 'investigation')
    .where('removed_at', 'is', null)
    .where('since', '>', since)
    .executeTakeFirst()
  if (later?.since) await standing().where('id', '=', id).set({ ended_on: later.since }).execute()
}

/** The shop's latest state before a day holds again. */
async function reviveBefore(tx: Tx, caseId: string, since: string): Promise<void> {
  const before = await tx
    .selectFrom('case_state')
    .select('id')
    .where('case_id', '=', caseId)
    .where('state', '<>', 'investigation')
    .where('removed_at', 'is', null)
    .where('ended_on', '=', since)
    .orderBy('since', 'desc')
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (before) await tx.updateTable('case_state').set({ ended_on: null }).where('id', '=', before.id).execute()
}

async function standingRow(tx: Tx, member: Member, stateId: string) {
  await lockCase(tx, member.caseId)
  const row = await tx
    .selectFrom('case_state')
    .select(['state', 'since', 'ended_on'])
    .where('id', '=', stateId)
    .where('case_id', '=', member.caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** Whether that id was said already; somebody else's id is not found. */
async function isSaid(tx: Tx, member: Member, id: string): Promise<boolean> {
  const row = await tx.selectFrom('case_state').select('made_by').where('id', '=', id).executeTakeFirst()
  if (row && row.made_by !== member.id) throw notFound()
  return row !== undefined
}

/** One writer of a case at a time: its head row, which the ledger takes anyway. */
async function lockCase(tx: Tx, caseId: string): Promise<void> {
  await tx.selectFrom('case_head').select('case_id').where('case_id', '=', caseId).forUpdate().execute()
}

async function said(tx: Tx, member: Member, entry: LedgerEntry): Promise<void> {
  await record(tx, member.caseId, member.id, entry)
  announce(tx, { kind: 'case.changed', caseId: member.caseId, what: ['case'] })
}
