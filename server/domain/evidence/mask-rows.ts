import { sql } from 'kysely'
import { Id } from '#app/shapes/id.ts'
import { type Cover, Covers } from '#app/shapes/masking.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberIn } from '../access.ts'
import { record } from '../ledger.ts'
import { notFound, Refusal } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'
import { type FileRow, fileRow } from './file-row.ts'

/** A picture of the viewer's that has its copies. Refuses `shared.not_found`, `mask.no_picture`. */
export async function ownPicture(
  db: Db,
  viewer: Viewer,
  { slug, fileId }: { slug: string; fileId: string },
): Promise<{ member: Member; file: FileRow & { width: number; height: number } }> {
  const member = await memberIn(db, viewer, { slug })
  const file = Id.safeParse(fileId).success ? await fileRow(db, fileId) : undefined
  if (!file || file.memberId !== member.id) throw notFound()
  const { form, width, height } = file
  if (form !== 'picture' || width === null || height === null)
    throw new Refusal('conflict', 'mask.no_picture')
  return { member, file: { ...file, width, height } }
}

/** Puts a picture into everybody's sight, or out of it; recorded when that changes something. */
export async function putInRoom(tx: Tx, member: Member, file: FileRow, toRoom: boolean): Promise<void> {
  const { id: fileId, evidenceId } = file
  const changed = toRoom
    ? await tx
        .insertInto('evidence_share')
        .values({ file_id: fileId })
        .onConflict((conflict) => conflict.column('file_id').doNothing())
        .executeTakeFirst()
        .then(({ numInsertedOrUpdatedRows }) => numInsertedOrUpdatedRows)
    : await tx
        .deleteFrom('evidence_share')
        .where('file_id', '=', fileId)
        .executeTakeFirst()
        .then(({ numDeletedRows }) => numDeletedRows)
  if (changed !== 1n) return
  const kind = toRoom ? 'evidence.shown' : 'evidence.unshown'
  await record(tx, member.caseId, member.id, { kind, data: { evidenceId, fileId } })
}

/**
 * The newest masked copy of a picture. Instants are ISO, px are of the copy; `undecided`: places that were found and left
 * open; `inRoom`: everybody in the case sees it.
 */
export type MaskView = {
  version: number
  madeAt: string
  width: number
  height: number
  undecided: number
  inRoom: boolean
}

/** The newest masked copies of a piece's files, by file. */
export async function masksIn(db: Db, evidenceId: string): Promise<Map<string, MaskView>> {
  const rows = await db
    .selectFrom('evidence_mask as mask')
    .innerJoin('evidence_file as file', 'file.id', 'mask.derived_from')
    .leftJoin('evidence_share as share', 'share.file_id', 'file.id')
    .distinctOn('file.id')
    .select([
      'file.id',
      'mask.version',
      'mask.made_at as madeAt',
      'mask.width',
      'mask.height',
      'mask.undecided',
    ])
    .select(sql<boolean>`share.file_id is not null`.as('inRoom'))
    .where('file.evidence_id', '=', evidenceId)
    .orderBy('file.id')
    .orderBy('mask.version', 'desc')
    .execute()
  return new Map(rows.map(({ id, madeAt, ...row }) => [id, { ...row, madeAt: madeAt.toISOString() }]))
}

/** The keys of the newest masked copy, and whether the room sees it; undefined without one. */
export async function newestMask(db: Db, fileId: string) {
  return db
    .selectFrom('evidence_mask as mask')
    .leftJoin('evidence_share as share', 'share.file_id', 'mask.derived_from')
    .select(['mask.shown_key as shownKey', 'mask.thumb_key as thumbKey', 'mask.undecided'])
    .select(sql<boolean>`share.file_id is not null`.as('inRoom'))
    .where('derived_from', '=', fileId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** What the page that masks a picture begins with: its px, and what the newest copy covers. */
export type Masking = {
  evidenceId: string
  name: string
  width: number
  height: number
  version: number
  covers: Cover[]
  inRoom: boolean
}

/** A picture of the viewer's to be masked. Refuses `shared.not_found`, `mask.no_picture`. */
export async function maskingFor(
  db: Db,
  viewer: Viewer,
  ref: { slug: string; fileId: string },
): Promise<Masking> {
  const { file } = await ownPicture(db, viewer, ref)
  const { evidenceId, name, width, height } = file
  const newest = await db
    .selectFrom('evidence_mask')
    .select(['version', 'covers'])
    .where('derived_from', '=', file.id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  const inRoom = (await newestMask(db, file.id))?.inRoom ?? false
  const covers = newest ? Covers.parse(newest.covers) : []
  return { evidenceId, name, width, height, version: newest?.version ?? 0, covers, inRoom }
}
