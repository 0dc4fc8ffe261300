import { sql } from 'kysely'
import type { FileForm } from '#app/shapes/evidence.ts'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import type { Vault } from '../vault.ts'
import { type Opening, openSecret, partsOf } from './parts.ts'

/** A sealed original with all it takes to open it. Never leaves the domain. */
export type FileRow = {
  id: string
  evidenceId: string
  memberId: string
  caseId: string
  name: string
  form: FileForm
  type: string
  bytes: number
  sealed: Uint8Array
  hasLook: boolean
  isDamaged: boolean
  /** What a virus scanner said; null when none looked at it. */
  scan: 'clean' | 'infected' | null
  shownKey: string | null
  thumbKey: string | null
  /** Px of the shown copy. */
  width: number | null
  height: number | null
}

/** The original of that id, unless its evidence was withdrawn. Whoever asks is to be looked at by the caller. */
export async function fileRow(db: Db, fileId: string): Promise<FileRow | undefined> {
  return db
    .selectFrom('evidence_file')
    .innerJoin('evidence_upload', 'evidence_upload.id', 'evidence_file.id')
    .innerJoin('evidence', 'evidence.id', 'evidence_file.evidence_id')
    .leftJoin('evidence_look', 'evidence_look.file_id', 'evidence_file.id')
    .leftJoin('evidence_damage', 'evidence_damage.file_id', 'evidence_file.id')
    .leftJoin('evidence_scan', 'evidence_scan.file_id', 'evidence_file.id')
    .select(['evidence_file.id', 'evidence_file.evidence_id as evidenceId', 'evidence_file.name'])
    .select([
      'evidence_upload.member_id as memberId',
      'evidence_upload.case_id as caseId',
      'secret as sealed',
    ])
    .select(['evidence_file.form', 'evidence_file.type', 'evidence_file.bytes'])
    .select(['shown_key as shownKey', 'thumb_key as thumbKey', 'width', 'height'])
    .select(sql<boolean>`evidence_look.file_id is not null`.as('hasLook'))
    .select(sql<boolean>`evidence_damage.file_id is not null`.as('isDamaged'))
    .where('evidence_file.id', '=', fileId)
    .where('evidence.removed_at', 'is', null)
    .select('evidence_scan.outcome as scan')
    .$narrowType<{ form: FileForm; scan: FileRow['scan'] }>()
    .executeTakeFirst()
}

export async function openingOf(
  db: Db,
  { id, caseId, sealed }: Pick<FileRow, 'id' | 'caseId' | 'sealed'>,
  { vault, files }: { vault: Vault; files: FileStore },
): Promise<Opening> {
  return {
    files,
    parts: await partsOf(db, id),
    secret: await openSecret(db, vault, { uploadId: id, caseId, sealed }),
  }
}
