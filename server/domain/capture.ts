import { sql } from 'kysely'
import type { CaptureDraft } from '#app/shapes/capture.ts'
import { instantOf } from '#app/shapes/kst-time.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberIn } from './access.ts'
import { record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// Page capture: where a member saw something, when, and the hash of what they kept of it. The server never asks the
// address for anything: what was seen is what the member brings.

/** Pages one member may keep in a case. */
const CAPTURES_MAX = 500

/** A page as its keeper sees it. `seenAt` is an ISO instant, the hash hex. */
export type CaptureView = {
  id: string
  url: string
  seenAt: string
  sha256: string
  evidence: { id: string; title: string } | null
}

/**
 * Keeps a page one saw. With a piece of one's own evidence that has a file, its hash is that of the newest sealed one,
 * whatever was given. The same `id` again answers the first. Refuses `shared.not_found`, `capture.in_future`,
 * `capture.copy_needed` without any hash, `contact.not_yours`, `capture.too_many`.
 */
export async function capturePage(
  db: Db,
  viewer: Viewer,
  { slug, id, url, seenOn, seenAt, sha256, evidenceId }: CaptureDraft & { slug: string },
): Promise<{ captureId: string }> {
  return inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const seen = new Date(instantOf(seenOn, seenAt))
    if (seen.getTime() > Date.now()) throw refused('seenOn', 'capture.in_future')
    const given = sha256 === null ? null : Buffer.from(sha256, 'hex')
    const hash = (evidenceId ? await sealedHash(tx, member, evidenceId) : null) ?? given
    if (!hash) throw refused('sha256', 'capture.copy_needed')
    const made = await tx
      .insertInto('page_capture')
      .values({
        ...{ id, case_id: member.caseId, member_id: member.id, url, seen_at: seen },
        ...{ sha256: hash, evidence_id: evidenceId },
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 0n) {
      await own(tx, member, id)
      return { captureId: id }
    }
    await ensureRoom(tx, member)
    const data = { captureId: id, sha256: hash.toString('hex') }
    await record(tx, member.caseId, member.id, { kind: 'capture.kept', data })
    return { captureId: id }
  })
}

/** The pages the viewer keeps in a case, last seen first. Refuses `shared.not_found`. */
export async function myCaptures(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<CaptureView[]> {
  const member = await memberIn(db, viewer, { slug })
  const rows = await db
    .selectFrom('page_capture as p')
    .leftJoin('evidence', (join) =>
      join.onRef('evidence.id', '=', 'p.evidence_id').on('evidence.removed_at', 'is', null),
    )
    .select(['p.id', 'p.url', 'p.seen_at as seenAt', 'p.sha256'])
    .select(['evidence.id as evidenceId', 'evidence.title'])
    .where('p.member_id', '=', member.id)
    .where('p.removed_at', 'is', null)
    .orderBy('p.seen_at', 'desc')
    .orderBy('p.id')
    .execute()
  return rows.map(({ id, url, seenAt, sha256, evidenceId, title }) => ({
    ...{ id, url, seenAt: seenAt.toISOString(), sha256: sha256.toString('hex') },
    evidence: evidenceId && title !== null ? { id: evidenceId, title } : null,
  }))
}

/** Keeps a page no longer. Again is fine. Refuses `shared.not_found`. */
export async function dropCapture(
  db: Db,
  viewer: Viewer,
  { slug, captureId }: { slug: string; captureId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    if (await own(tx, member, captureId)) return
    await tx
      .updateTable('page_capture')
      .set({ removed_at: sql<Date>`now()` })
      .where('id', '=', captureId)
      .execute()
    await record(tx, member.caseId, member.id, { kind: 'capture.dropped', data: { captureId } })
  })
}

/** When a page of the member's own was dropped, or null; locked. Refuses `shared.not_found`. */
async function own(tx: Tx, member: Member, captureId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('page_capture')
    .select('removed_at as removedAt')
    .where('id', '=', captureId)
    .where('member_id', '=', member.id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound()
  return row.removedAt
}

/** The hash of the newest file of a piece of the member's own evidence; null when it has none. */
async function sealedHash(tx: Tx, member: Member, evidenceId: string): Promise<Buffer | null> {
  const row = await tx
    .selectFrom('evidence')
    .leftJoin('evidence_file', 'evidence_file.evidence_id', 'evidence.id')
    .select('evidence_file.sha256')
    .where('evidence.id', '=', evidenceId)
    .where('evidence.member_id', '=', member.id)
    .where('evidence.removed_at', 'is', null)
    .orderBy(sql`evidence_file.sealed_at desc nulls last`)
    .limit(1)
    .executeTakeFirst()
  if (!row) throw refused('evidenceId', 'contact.not_yours')
  return row.sha256
}

async function ensureRoom(tx: Tx, { id }: Member): Promise<void> {
  const { count } = await tx
    .selectFrom('page_capture')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('member_id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (count > CAPTURES_MAX) throw new Refusal('conflict', 'capture.too_many')
}

function refused(field: string, code: string): Refusal {
  return new Refusal('invalid', code, { fields: { [field]: code } })
}
