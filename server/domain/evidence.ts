import { sql } from 'kysely'
import type { ChannelKind } from '#app/shapes/case.ts'
import type { EvidenceDraft } from '#app/shapes/fact.ts'
import type { Db } from '#db/client.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { memberIn } from './access.ts'
import { citableFor, cite } from './citation.ts'
import { record } from './ledger.ts'
import { notFound } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export { describeEvidence } from './evidence/describe.ts'
export { caseGallery, evidenceNeeds, type Gallery, type GalleryRow, myGallery } from './evidence/gallery.ts'
export { lookAtFile } from './evidence/look.ts'
export { maskPicture, showInRoom } from './evidence/mask.ts'
export { type Masking, type MaskView, maskingFor } from './evidence/mask-rows.ts'
export { type OpenFile, openCopy, openOriginal } from './evidence/open.ts'
export { type Kept, keptForFilings, type PinnedIn } from './evidence/pinned.ts'
export { clearEvidence } from './evidence/remove.ts'
export { openMasked, picturesInRoom, type RoomPicture, type RoomPictures } from './evidence/room.ts'
export { scanFile } from './evidence/scan.ts'
export { sweepEvidence } from './evidence/sweep.ts'
export { beginUpload, dropUpload, receivePart, takeWhole, uploadState } from './evidence/upload.ts'
export { type EvidenceDetail, type EvidenceFileView, evidenceFor, viewEvidence } from './evidence/view.ts'
export { type FileWords, wordsOfFile } from './evidence/words.ts'

// What a member keeps as evidence for themselves: messages as they stood, with their hash and the way back.

/** A message as it was kept. `body` is null while its author has not allowed it. Instants are ISO, the hash is hex. */
export type KeptMessage = {
  messageId: string
  seq: number
  channel: ChannelKind
  author: string
  state: 'own' | 'asked' | 'given' | 'refused'
  body: string | null
  sha256: string
  at: string
}

export type EvidenceView = {
  id: string
  title: string
  shows: string
  madeAt: string
  messages: KeptMessage[]
}

/**
 * Keeps messages the member reads as evidence of their own. The same `id` again answers the first. Refuses
 * `shared.not_found`, `citation.none`.
 */
export async function keepEvidence(
  db: Db,
  viewer: Viewer,
  { slug, id, messages, title, shows }: EvidenceDraft & { slug: string },
): Promise<{ evidenceId: string }> {
  return inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const cited = await citableFor(tx, member, messages)
    const made = await tx
      .insertInto('evidence')
      .values({
        id,
        case_id: member.caseId,
        member_id: member.id,
        title,
        shows,
        described_at: sql<Date>`now()`,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    if (made.numInsertedOrUpdatedRows === 0n) {
      const before = await tx
        .selectFrom('evidence')
        .select('member_id')
        .where('id', '=', id)
        .executeTakeFirst()
      if (before?.member_id !== member.id) throw notFound()
      return { evidenceId: id }
    }
    await cite(tx, member, cited, { evidenceId: id })
    const data = { evidenceId: id, messages: cited.length }
    await record(tx, member.caseId, member.id, { kind: 'evidence.kept', data })
    return { evidenceId: id }
  })
}

/** What the viewer keeps in a case, newest first. Refuses `shared.not_found`. */
export async function myEvidence(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
): Promise<EvidenceView[]> {
  const member = await memberIn(db, viewer, { slug })
  const kept = await db
    .selectFrom('evidence')
    .select(['id', 'title', 'shows', 'made_at as madeAt'])
    .where('member_id', '=', member.id)
    .where('removed_at', 'is', null)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute()
  const rows = await db
    .selectFrom('citation')
    .innerJoin('evidence', 'evidence.id', 'citation.evidence_id')
    .innerJoin('message', 'message.id', 'citation.message_id')
    .innerJoin('channel', 'channel.id', 'message.channel_id')
    .innerJoin('member', 'member.id', 'message.author_id')
    .select([
      'citation.evidence_id as evidenceId',
      'message.id as messageId',
      'message.seq',
      'citation.state',
    ])
    .select([
      'channel.kind as channel',
      'member.nickname as author',
      'citation.sha256',
      'message.created_at as at',
    ])
    .select(sql<string | null>`case when message.gone = 'erased' then null else citation.body end`.as('body'))
    .where('evidence.member_id', '=', member.id)
    .orderBy('message.created_at')
    .orderBy('message.seq')
    .execute()
  return kept.map(({ madeAt, ...one }) => ({
    ...{ ...one, madeAt: madeAt.toISOString() },
    messages: rows.flatMap(({ evidenceId, sha256, at, ...message }) =>
      evidenceId === one.id ? [{ ...message, sha256: sha256.toString('hex'), at: at.toISOString() }] : [],
    ),
  }))
}

/** Keeps it no longer. Again is fine. Refuses `shared.not_found`. */
export async function dropEvidence(
  db: Db,
  viewer: Viewer,
  { slug, evidenceId }: { slug: string; evidenceId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const row = await tx
      .selectFrom('evidence')
      .select('removed_at')
      .where('id', '=', evidenceId)
      .where('member_id', '=', member.id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw notFound()
    if (row.removed_at) return
    await tx
      .updateTable('evidence')
      .set({ removed_at: sql<Date>`now()` })
      .where('id', '=', evidenceId)
      .execute()
    await tx.deleteFrom('evidence_claim').where('evidence_id', '=', evidenceId).execute()
    await enqueue(tx, 'evidence.clear', { evidenceId }, `evidence.clear:${evidenceId}`)
    await record(tx, member.caseId, member.id, { kind: 'evidence.dropped', data: { evidenceId } })
  })
}
