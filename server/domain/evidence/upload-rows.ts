import { sql } from 'kysely'
import { EVIDENCE_FILES_MAX, type UploadDraft } from '#app/shapes/evidence.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberIn } from '../access.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'

/** A file of the viewer's on its way, or arrived, in the case of `slug`; anything else is `shared.not_found`. */
export async function ownUpload(
  db: Db,
  viewer: Viewer,
  { slug, uploadId }: { slug: string; uploadId: string },
): Promise<UploadRow> {
  const member = await memberIn(db, viewer, { slug })
  if (!Id.safeParse(uploadId).success) throw notFound()
  const row = await uploadRow(db, uploadId)
  if (!row || row.memberId !== member.id) throw notFound()
  return row
}

/** `received`: bytes that lie in the store. `sha256`: what the sender says the whole will have. */
export type UploadRow = {
  id: string
  evidenceId: string
  memberId: string
  caseId: string
  name: string
  bytes: number
  sha256: Uint8Array | null
  secret: Uint8Array
  received: number
  isSealed: boolean
}

export async function uploadRow(db: Db, uploadId: string): Promise<UploadRow | undefined> {
  return db
    .selectFrom('evidence_upload')
    .innerJoin('evidence', 'evidence.id', 'evidence_upload.evidence_id')
    .leftJoin('evidence_file', 'evidence_file.id', 'evidence_upload.id')
    .select(['evidence_upload.id', 'evidence_upload.evidence_id as evidenceId'])
    .select(['evidence_upload.member_id as memberId', 'evidence_upload.case_id as caseId'])
    .select(['evidence_upload.name', 'evidence_upload.bytes', 'evidence_upload.sha256', 'secret'])
    .select(
      sql<number>`(select coalesce(sum(bytes), 0) from evidence_part where upload_id = evidence_upload.id)`.as(
        'received',
      ),
    )
    .select(sql<boolean>`evidence_file.id is not null`.as('isSealed'))
    .where('evidence_upload.id', '=', uploadId)
    .where('evidence.removed_at', 'is', null)
    .executeTakeFirst()
}

/** What is written of a file that is announced. */
export type NewUpload = Omit<UploadDraft, 'sha256'> & { sha256: Uint8Array | null; secret: Buffer }

export async function addUpload(tx: Tx, member: Member, upload: NewUpload): Promise<void> {
  const { id, evidenceId, name, bytes, sha256, secret } = upload
  const said = sha256 && Buffer.from(sha256)
  await tx
    .insertInto('evidence_upload')
    .values({
      id,
      evidence_id: evidenceId,
      member_id: member.id,
      case_id: member.caseId,
      name,
      bytes,
      sha256: said,
      secret,
    })
    .execute()
}

/** A piece lies in the store from that byte on. Refuses `evidence.offset` when another request brought it meanwhile. */
export async function addPart(
  tx: Tx,
  { uploadId, at }: { uploadId: string; at: number },
  { key, bytes }: { key: string; bytes: number },
): Promise<void> {
  const added = await tx
    .insertInto('evidence_part')
    .values({ upload_id: uploadId, starts: at, bytes, file_key: key })
    .onConflict((conflict) => conflict.columns(['upload_id', 'starts']).doNothing())
    .executeTakeFirst()
  if (added.numInsertedOrUpdatedRows !== 1n) throw new Refusal('conflict', 'evidence.offset')
}

/** The member's own piece of evidence, or a new one called like its first file. */
export async function ensureEvidence(
  tx: Tx,
  member: Member,
  { id, name }: { id: string; name: string },
): Promise<void> {
  await tx
    .insertInto('evidence')
    .values({ id, case_id: member.caseId, member_id: member.id, title: titleOf(name) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  const own = await tx
    .selectFrom('evidence')
    .select('id')
    .where('id', '=', id)
    .where('member_id', '=', member.id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!own) throw notFound()
  const { count } = await tx
    .selectFrom('evidence_upload')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('evidence_id', '=', id)
    .executeTakeFirstOrThrow()
  if (count >= EVIDENCE_FILES_MAX) throw new Refusal('conflict', 'evidence.too_many_files')
}

/** As much of a file's name as a title holds, without its ending. */
const TITLE_POINTS = 80

function titleOf(name: string): string {
  return (
    Array.from(name.replace(/\.[A-Za-z0-9]{1,8}$/, ''))
      .slice(0, TITLE_POINTS)
      .join('')
      .trim() || name
  )
}
