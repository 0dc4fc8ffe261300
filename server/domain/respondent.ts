import { sql } from 'kysely'
import { maskPersonalData } from '#app/shapes/personal-data.ts'
import type { BlameDraft, RespondentDraft } from '#app/shapes/respondent.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, may, memberIn, memberWho } from './access.ts'
import { shopKey } from './case/shop-name.ts'
import { ownClaim } from './claim/read.ts'
import type { LedgerEntry } from './ledger.ts'
import { record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// Whom a case is against and who blamed whom. Members propose, the staff keeps. All of it stays inside the room; what
// leaves it are links between cases of one operator, which show the names of shops alone.

/** Respondents and statements of a case that are not removed: more are a quarrel, or a machine. */
const RESPONDENTS_MAX = 100
const BLAMES_MAX = 300

type Ref = { slug: string }

/**
 * Puts a respondent forward; of the staff it is kept at once. The same `id` again changes nothing. Refuses
 * `respondent.no_letters`, `respondent.same_name` (of that role in this case), `respondent.too_many_in_case`.
 */
export async function proposeRespondent(
  db: Db,
  viewer: Viewer,
  { slug, ...draft }: RespondentDraft & Ref,
): Promise<void> {
  const nameKey = shopKey(draft.name)
  if (nameKey === '') throw refused('name', 'respondent.no_letters')
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    await lockCase(tx, member.caseId)
    if (await isMine(tx, 'respondent', draft.id, member)) return
    const standing = await standingOf(tx, 'respondent', member.caseId)
    if (standing >= RESPONDENTS_MAX) throw new Refusal('conflict', 'respondent.too_many_in_case')
    const same = await tx
      .selectFrom('respondent')
      .select('id')
      .where('case_id', '=', member.caseId)
      .where('role', '=', draft.role)
      .where('name_key', '=', nameKey)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (same) throw refused('name', 'respondent.same_name')
    const { businessNumber, mailOrderNumber, ...rest } = draft
    await tx
      .insertInto('respondent')
      .values({
        ...rest,
        ...madeBy(member),
        name_key: nameKey,
        business_number: businessNumber,
        mail_order_number: mailOrderNumber,
      })
      .execute()
    await said(tx, member, { kind: 'respondent.proposed', data: { respondentId: draft.id } })
  })
}

/**
 * Notes what one respondent said of another's fault, its words covered like chat. Both must be kept by the staff:
 * refuses `blame.unknown` for others, `blame.too_many_in_case`. The same `id` again changes nothing.
 */
export async function noteBlame(db: Db, viewer: Viewer, { slug, ...draft }: BlameDraft & Ref): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    await lockCase(tx, member.caseId)
    if (await isMine(tx, 'blame', draft.id, member)) return
    if ((await standingOf(tx, 'blame', member.caseId)) >= BLAMES_MAX)
      throw new Refusal('conflict', 'blame.too_many_in_case')
    const both = [draft.speakerId, draft.blamedId]
    if ((await keptAmong(tx, member.caseId, both)) < 2) throw refused('blamedId', 'blame.unknown')
    await tx
      .insertInto('blame')
      .values({
        ...madeBy(member),
        ...{ id: draft.id, speaker_id: draft.speakerId, blamed_id: draft.blamedId },
        ...{ quote: maskPersonalData(draft.quote).text, said_on: draft.saidOn },
        ...{ source: maskPersonalData(draft.saidIn).text, url: draft.url },
      })
      .execute()
    await said(tx, member, { kind: 'blame.noted', data: { blameId: draft.id } })
  })
}

/** Makes a proposed respondent the case's own; staff. Again is fine. Refuses `shared.not_found`, `shared.forbidden`. */
export async function keepRespondent(
  db: Db,
  viewer: Viewer,
  ref: Ref & { respondentId: string },
): Promise<void> {
  const { slug, respondentId } = ref
  await keep(
    db,
    viewer,
    { slug, table: 'respondent', id: respondentId },
    {
      kind: 'respondent.kept',
      data: { respondentId },
    },
  )
}

/** The same for a statement. */
export async function keepBlame(db: Db, viewer: Viewer, ref: Ref & { blameId: string }): Promise<void> {
  const { slug, blameId } = ref
  await keep(db, viewer, { slug, table: 'blame', id: blameId }, { kind: 'blame.kept', data: { blameId } })
}

/**
 * Takes a respondent out: the staff, or who proposed it while nobody kept it. Statements of and about it go out of sight
 * with it. Again is fine. Refuses `shared.not_found`, `shared.forbidden`.
 */
export async function removeRespondent(
  db: Db,
  viewer: Viewer,
  { slug, respondentId }: Ref & { respondentId: string },
): Promise<void> {
  await remove(
    db,
    viewer,
    { slug, table: 'respondent', id: respondentId },
    {
      kind: 'respondent.removed',
      data: { respondentId },
    },
  )
}

/** The same for a statement. */
export async function removeBlame(
  db: Db,
  viewer: Viewer,
  { slug, blameId }: Ref & { blameId: string },
): Promise<void> {
  await remove(
    db,
    viewer,
    { slug, table: 'blame', id: blameId },
    { kind: 'blame.removed', data: { blameId } },
  )
}

/**
 * Says whom one of the viewer's own claims is against, in place of what it said before. Refuses `shared.not_found`,
 * `claim.withdrawn`, `respondent.unknown` for one that the staff does not keep.
 */
export async function nameRespondents(
  db: Db,
  viewer: Viewer,
  { slug, claimId, respondentIds }: Ref & { claimId: string; respondentIds: readonly string[] },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, state } = await ownClaim(tx, viewer, claimId)
    if (member.slug !== slug) throw notFound()
    await lockCase(tx, member.caseId)
    if (state === 'withdrawn') throw new Refusal('conflict', 'claim.withdrawn')
    if ((await keptAmong(tx, member.caseId, respondentIds)) < respondentIds.length)
      throw new Refusal('conflict', 'respondent.unknown')
    await tx.deleteFrom('claim_respondent').where('claim_id', '=', claimId).execute()
    if (respondentIds.length > 0) {
      const rows = respondentIds.map((id) => ({ claim_id: claimId, respondent_id: id }))
      await tx.insertInto('claim_respondent').values(rows).execute()
    }
    const data = { claimId, respondents: respondentIds.length }
    await said(tx, member, { kind: 'claim.respondents_named', data })
  })
}

type Table = 'respondent' | 'blame'
type Place = Ref & { table: Table; id: string }

async function keep(db: Db, viewer: Viewer, { slug, table, id }: Place, entry: LedgerEntry): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberWho(tx, viewer, { slug }, 'respondent.keep')
    await lockCase(tx, member.caseId)
    const row = await rowOf(tx, table, id, member.caseId)
    if (row.removed) throw notFound()
    if (row.state === 'kept') return
    await tx
      .updateTable(table)
      .set({ state: 'kept', decided_by: member.id, decided_at: sql<Date>`now()` })
      .where('id', '=', id)
      .execute()
    await said(tx, member, entry)
  })
}

async function remove(db: Db, viewer: Viewer, { slug, table, id }: Place, entry: LedgerEntry): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    await lockCase(tx, member.caseId)
    const row = await rowOf(tx, table, id, member.caseId)
    const own = row.madeBy === member.id && row.state === 'proposed'
    if (!own && !may(member, 'respondent.keep')) throw new Refusal('forbidden', 'shared.forbidden')
    if (row.removed) return
    await tx.updateTable(table).set({ removed_at: sql<Date>`now()` }).where('id', '=', id).execute()
    await said(tx, member, entry)
  })
}

async function rowOf(tx: Tx, table: Table, id: string, caseId: string) {
  const row = await tx
    .selectFrom(table)
    .select(['state', 'made_by as madeBy'])
    .select(sql<boolean>`removed_at is not null`.as('removed'))
    .where('id', '=', id)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

/** Whether that id is the member's own already; somebody else's id is not found. */
async function isMine(tx: Tx, table: Table, id: string, member: Member): Promise<boolean> {
  const row = await tx.selectFrom(table).select('made_by').where('id', '=', id).executeTakeFirst()
  if (row && row.made_by !== member.id) throw notFound()
  return row !== undefined
}

async function standingOf(tx: Tx, table: Table, caseId: string): Promise<number> {
  const row = await tx
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

async function keptAmong(tx: Tx, caseId: string, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const rows = await tx
    .selectFrom('respondent')
    .select('id')
    .where('case_id', '=', caseId)
    .where('id', 'in', ids)
    .where('state', '=', 'kept')
    .where('removed_at', 'is', null)
    .execute()
  return rows.length
}

/** One writer of a case at a time: its head row, which the ledger takes anyway. */
async function lockCase(tx: Tx, caseId: string): Promise<void> {
  await tx.selectFrom('case_head').select('case_id').where('case_id', '=', caseId).forUpdate().execute()
}

/** Of the staff it is kept at once. */
function madeBy(member: Member) {
  const kept = may(member, 'respondent.keep')
  return {
    case_id: member.caseId,
    made_by: member.id,
    state: kept ? ('kept' as const) : ('proposed' as const),
    decided_by: kept ? member.id : null,
    decided_at: kept ? sql<Date>`now()` : null,
  }
}

async function said(tx: Tx, member: Member, entry: LedgerEntry): Promise<void> {
  await record(tx, member.caseId, member.id, entry)
  announce(tx, { kind: 'case.changed', caseId: member.caseId, what: ['respondents'] })
}

function refused(field: string, code: string): Refusal {
  return new Refusal('invalid', code, { fields: { [field]: code } })
}
