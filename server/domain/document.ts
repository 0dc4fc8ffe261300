import { sql } from 'kysely'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { DocumentDraft } from '#app/shapes/document.ts'
import { maskPersonalData, type PersonalKind } from '#app/shapes/personal-data.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberIn } from './access.ts'
import { record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// One document, many witnesses: what the shop sent to everybody exists once in the case, and each who received it says
// so (나도 받았어요) with their own day and the hash of their own copy, whose bytes stay with them.

/** Documents one case may have standing: what a shop sends out in a bankruptcy is some tens. */
const DOCUMENTS_MAX = 200
/** A shop's address is what one recognises its mail by; everything else is covered like chat. */
const SENDER_MAY: ReadonlySet<PersonalKind> = new Set(['email'])

/**
 * Puts a document into the case, its proposer the first witness. A copy with the same SHA-256 (hex) is the document that
 * is there: one becomes its witness. The same `id` again answers the first. Refuses `shared.not_found`,
 * `document.in_future`, `document.too_many`, `contact.not_yours` for evidence.
 */
export async function proposeDocument(
  db: Db,
  viewer: Viewer,
  { slug, id, kind, title, sender, sentOn, sha256, evidenceId }: DocumentDraft & { slug: string },
): Promise<{ documentId: string; wasThere: boolean }> {
  return inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    ensurePast('sentOn', sentOn)
    if (evidenceId) await ensureOwnEvidence(tx, member, evidenceId)
    const copy = hash(sha256)
    const words = { title: maskPersonalData(title).text, sender: maskPersonalData(sender, SENDER_MAY).text }
    const made = await tx
      .insertInto('document')
      .values({
        id,
        case_id: member.caseId,
        made_by: member.id,
        kind,
        ...words,
        sent_on: sentOn,
        sha256: copy,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    const isNew = made.numInsertedOrUpdatedRows === 1n
    const documentId = isNew ? id : await standing(tx, member, id, copy)
    if (isNew) {
      await ensureRoom(tx, member)
      await record(tx, member.caseId, member.id, { kind: 'document.proposed', data: { documentId } })
    }
    await testify(tx, member, { documentId, receivedOn: sentOn, copy, evidenceId })
    return { documentId, wasThere: !isNew }
  })
}

/**
 * Says that the viewer received the document too, on that day (KST, `YYYY-MM-DD`), with the SHA-256 (hex) of their copy
 * or null. Again changes day and hash and counts once. Refuses `shared.not_found`, `document.in_future`.
 */
export async function witnessDocument(
  db: Db,
  viewer: Viewer,
  ref: { slug: string; documentId: string; receivedOn: string; sha256: string | null },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, ref)
    ensurePast('receivedOn', ref.receivedOn)
    const { documentId, receivedOn } = ref
    await lockStanding(tx, member, documentId)
    await testify(tx, member, { documentId, receivedOn, copy: hash(ref.sha256), evidenceId: null })
  })
}

/** Takes back that the viewer received it. Again is fine. Refuses `shared.not_found`. */
export async function unwitnessDocument(
  db: Db,
  viewer: Viewer,
  { slug, documentId }: { slug: string; documentId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    await lockStanding(tx, member, documentId)
    const gone = await tx
      .deleteFrom('document_witness')
      .where('document_id', '=', documentId)
      .where('member_id', '=', member.id)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) return
    const data = { documentId, memberId: member.id }
    await record(tx, member.caseId, member.id, { kind: 'document.unwitnessed', data })
  })
}

/**
 * Takes a document out of the case: a host or co-host, or who proposed it while nobody else says they received it.
 * Refuses `document.others_received`, `shared.not_found`.
 */
export async function removeDocument(
  db: Db,
  viewer: Viewer,
  { slug, documentId }: { slug: string; documentId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const { madeBy } = await lockStanding(tx, member, documentId)
    if (member.role === 'member') {
      if (madeBy !== member.id) throw new Refusal('forbidden', 'shared.forbidden')
      const other = await tx
        .selectFrom('document_witness')
        .select('member_id')
        .where('document_id', '=', documentId)
        .where('member_id', '<>', member.id)
        .limit(1)
        .executeTakeFirst()
      if (other) throw new Refusal('conflict', 'document.others_received')
    }
    await tx
      .updateTable('document')
      .set({ removed_at: sql<Date>`now()` })
      .where('id', '=', documentId)
      .execute()
    await record(tx, member.caseId, member.id, { kind: 'document.removed', data: { documentId } })
  })
}

type Testimony = {
  documentId: string
  receivedOn: string
  copy: Buffer | null
  evidenceId: string | null
}

/** One row a member and document, whatever races; the same again leaves no trace. */
async function testify(tx: Tx, member: Member, { documentId, receivedOn, copy, evidenceId }: Testimony) {
  const values = { received_on: receivedOn, sha256: copy }
  const said = await tx
    .insertInto('document_witness')
    .values({ document_id: documentId, member_id: member.id, ...values, evidence_id: evidenceId })
    .onConflict((conflict) =>
      conflict
        .columns(['document_id', 'member_id'])
        .doUpdateSet({ ...values, at: sql<Date>`now()` })
        .where(
          sql<boolean>`(document_witness.received_on, document_witness.sha256)
            is distinct from (excluded.received_on, excluded.sha256)`,
        ),
    )
    .executeTakeFirst()
  if (said.numInsertedOrUpdatedRows === 0n) return
  const data = { documentId, memberId: member.id }
  await record(tx, member.caseId, member.id, { kind: 'document.witnessed', data })
}

/** The document that stands where a proposal met one: its own first sending, or another with the same copy. */
async function standing(tx: Tx, member: Member, id: string, copy: Buffer | null): Promise<string> {
  const own = await tx
    .selectFrom('document')
    .select('id')
    .where('id', '=', id)
    .where('made_by', '=', member.id)
    .executeTakeFirst()
  if (own) return own.id
  if (!copy) throw notFound()
  const same = await tx
    .selectFrom('document')
    .select('id')
    .where('case_id', '=', member.caseId)
    .where('sha256', '=', copy)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!same) throw notFound()
  return same.id
}

async function lockStanding(tx: Tx, member: Member, documentId: string): Promise<{ madeBy: string }> {
  const row = await tx
    .selectFrom('document')
    .select('made_by as madeBy')
    .where('id', '=', documentId)
    .where('case_id', '=', member.caseId)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row
}

async function ensureOwnEvidence(tx: Tx, member: Member, evidenceId: string): Promise<void> {
  const row = await tx
    .selectFrom('evidence')
    .select('id')
    .where('id', '=', evidenceId)
    .where('member_id', '=', member.id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw refused('evidenceId', 'contact.not_yours')
}

async function ensureRoom(tx: Tx, { caseId }: Member): Promise<void> {
  const { count } = await tx
    .selectFrom('document')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (count > DOCUMENTS_MAX) throw new Refusal('conflict', 'document.too_many')
}

function ensurePast(field: string, date: string): void {
  if (date > seoulDate(Date.now())) throw refused(field, 'document.in_future')
}

function hash(sha256: string | null): Buffer | null {
  return sha256 === null ? null : Buffer.from(sha256, 'hex')
}

function refused(field: string, code: string): Refusal {
  return new Refusal('invalid', code, { fields: { [field]: code } })
}
