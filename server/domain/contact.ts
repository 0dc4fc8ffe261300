import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { ContactDraft } from '#app/shapes/contact.ts'
import { Id } from '#app/shapes/id.ts'
import { instantOf } from '#app/shapes/kst-time.ts'
import { maskPersonalData } from '#app/shapes/personal-data.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberIn } from './access.ts'
import { canonicalJson, record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// The contact log (연락 기록): each try to reach the company, and each time it reached the member. What was stated never
// changes: a correction is a version. Entries are their writer's alone; others see sums (contact/total.ts).

/** Entries one member may have in a case: three a day for a year. */
export const CONTACTS_MAX = 1000
/** How far ahead of ours a clock of somebody's may go, in minutes. */
const CLOCK_AHEAD_MIN = 10

/** A draft for something that happened just now needs neither day nor time. */
export type ContactEntry = Omit<ContactDraft, 'happenedOn'> & { happenedOn: string | null }

/**
 * Writes an entry into the member's log. Words are covered like chat. Without `happenedOn` it is now. The same `id` again
 * answers the first. Refuses `shared.not_found`, `contact.in_future`, `contact.not_yours`, `contact.too_many`.
 */
export async function logContact(
  db: Db,
  viewer: Viewer,
  { slug, id, ...entry }: ContactEntry & { slug: string; id: string },
): Promise<{ contactId: string }> {
  return inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const made = await tx
      .insertInto('contact')
      .values({ id, case_id: member.caseId, member_id: member.id })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 0n) {
      const before = await tx
        .selectFrom('contact')
        .select('member_id')
        .where('id', '=', id)
        .executeTakeFirst()
      if (before?.member_id !== member.id) throw notFound()
      return { contactId: id }
    }
    await ensureRoom(tx, member)
    const sha256 = await state(tx, member, { contactId: id, version: 1, clientId: id }, entry)
    const data = { contactId: id, version: 1 as const, sha256 }
    await record(tx, member.caseId, member.id, { kind: 'contact.logged', data })
    return { contactId: id }
  })
}

type ContactRef = { slug: string; contactId: string }

/**
 * Corrects an entry by a further version. `version` is the one the correction was made from, `id` the form's own: sent
 * twice it is one. Refuses `contact.changed_elsewhere` and what `logContact` refuses.
 */
export async function amendContact(
  db: Db,
  viewer: Viewer,
  { slug, contactId, version, id, ...entry }: ContactDraft & ContactRef & { version: number; id: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, current } = await lockOwn(tx, viewer, { slug, contactId })
    if (await isStated(tx, contactId, id)) return
    if (current !== version) throw new Refusal('conflict', 'contact.changed_elsewhere')
    const place = { contactId, version: version + 1, clientId: id }
    await amended(tx, member, place, await state(tx, member, place, entry))
  })
}

/**
 * Says what came of an entry that was waiting, as a version that changes nothing else. Refuses like `amendContact`, and
 * `contact.not_waiting`.
 */
export async function settleContact(
  db: Db,
  viewer: Viewer,
  ref: ContactRef & { version: number; id: string; outcome: 'answered' | 'unanswered' },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, current } = await lockOwn(tx, viewer, ref)
    const { contactId, version, id, outcome } = ref
    if (await isStated(tx, contactId, id)) return
    if (current !== version) throw new Refusal('conflict', 'contact.changed_elsewhere')
    const last = await tx
      .selectFrom('contact_version')
      .select(['channel', 'direction', 'outcome', 'happened_at', 'day_only', 'whom', 'gist'])
      .select(['reply', 'evidence_id', 'claim_id'])
      .where('contact_id', '=', contactId)
      .where('version', '=', version)
      .executeTakeFirstOrThrow()
    if (last.outcome !== 'waiting') throw new Refusal('conflict', 'contact.not_waiting')
    const place = { contactId, version: version + 1, clientId: id }
    await amended(tx, member, place, await insertVersion(tx, place, { ...last, outcome }))
  })
}

/** Takes an entry of one's own out of the log and the sums. Again is fine. Refuses `shared.not_found`. */
export async function removeContact(db: Db, viewer: Viewer, { slug, contactId }: ContactRef): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const row = await ownRow(tx, member, contactId)
    if (row.removed_at) return
    await tx
      .updateTable('contact')
      .set({ removed_at: sql<Date>`now()` })
      .where('id', '=', contactId)
      .execute()
    await record(tx, member.caseId, member.id, { kind: 'contact.removed', data: { contactId } })
  })
}

/** An entry of the member's own, locked; removed ones are found too. */
async function ownRow(tx: Tx, member: Member, contactId: string) {
  if (!Id.safeParse(contactId).success) throw notFound()
  const row = await tx
    .selectFrom('contact')
    .select(['version', 'removed_at'])
    .where('id', '=', contactId)
    .where('member_id', '=', member.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

async function lockOwn(tx: Tx, viewer: Viewer, { slug, contactId }: ContactRef) {
  const member = await memberIn(tx, viewer, { slug })
  const { version, removed_at } = await ownRow(tx, member, contactId)
  if (removed_at) throw notFound()
  return { member, current: version }
}

async function amended(tx: Tx, member: Member, place: Place, sha256: string): Promise<void> {
  const { contactId, version } = place
  await tx.updateTable('contact').set({ version }).where('id', '=', contactId).execute()
  const data = { contactId, version, sha256 }
  await record(tx, member.caseId, member.id, { kind: 'contact.amended', data })
}

async function isStated(tx: Tx, contactId: string, clientId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('contact_version')
    .select('version')
    .where('contact_id', '=', contactId)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return row !== undefined
}

async function ensureRoom(tx: Tx, { id }: Member): Promise<void> {
  const { count } = await tx
    .selectFrom('contact')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('member_id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (count > CONTACTS_MAX) throw new Refusal('conflict', 'contact.too_many')
}

type Place = { contactId: string; version: number; clientId: string }

/** Writes what a version states and returns its hash (hex). */
async function state(tx: Tx, member: Member, place: Place, entry: ContactEntry): Promise<string> {
  await ensureOwnLinks(tx, member, entry)
  const { happenedOn, happenedTime } = entry
  const happened = happenedOn
    ? new Date(instantOf(happenedOn, happenedTime ?? '00:00'))
    : new Date(Math.trunc(Date.now() / 60_000) * 60_000)
  if (happened.getTime() > Date.now() + CLOCK_AHEAD_MIN * 60_000) {
    throw new Refusal('invalid', 'contact.in_future', { fields: { happenedOn: 'contact.in_future' } })
  }
  return insertVersion(tx, place, {
    channel: entry.channel,
    direction: entry.direction,
    outcome: entry.outcome,
    happened_at: happened,
    day_only: happenedOn !== null && happenedTime === null,
    whom: maskPersonalData(entry.whom).text,
    gist: maskPersonalData(entry.gist).text,
    reply: entry.reply,
    evidence_id: entry.evidenceId,
    claim_id: entry.claimId,
  })
}

type Stated = {
  channel: ContactDraft['channel']
  direction: ContactDraft['direction']
  outcome: ContactDraft['outcome']
  happened_at: Date
  day_only: boolean
  whom: string
  gist: string
  reply: ContactDraft['reply']
  evidence_id: string | null
  claim_id: string | null
}

async function insertVersion(tx: Tx, { contactId, version, clientId }: Place, row: Stated): Promise<string> {
  const salt = randomBytes(16)
  await tx
    .insertInto('contact_version')
    .values({ contact_id: contactId, version, client_id: clientId, ...row, salt })
    .execute()
  const content = { ...row, happened_at: row.happened_at.toISOString(), salt: salt.toString('hex') }
  return createHash('sha256')
    .update(`moa.contact.v1\n${canonicalJson({ contactId, version, ...content })}`)
    .digest('hex')
}

/** Refuses `contact.not_yours` unless evidence and claim are the member's own and still there. */
async function ensureOwnLinks(
  tx: Tx,
  { id: memberId, caseId }: Member,
  { evidenceId, claimId }: Pick<ContactEntry, 'evidenceId' | 'claimId'>,
): Promise<void> {
  const wrong = (field: string) =>
    new Refusal('invalid', 'contact.not_yours', { fields: { [field]: 'contact.not_yours' } })
  if (evidenceId) {
    const row = await tx
      .selectFrom('evidence')
      .select('id')
      .where('id', '=', evidenceId)
      .where('member_id', '=', memberId)
      .where('case_id', '=', caseId)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (!row) throw wrong('evidenceId')
  }
  if (claimId) {
    const row = await tx
      .selectFrom('claim')
      .select('id')
      .where('id', '=', claimId)
      .where('member_id', '=', memberId)
      .where('case_id', '=', caseId)
      .executeTakeFirst()
    if (!row) throw wrong('claimId')
  }
}
