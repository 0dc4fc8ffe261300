import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import type { Member } from '../access.ts'
import { Refusal } from '../refusal.ts'

/** What one member may keep in a case: files, and bytes. */
export const MEMBER_FILES_MAX = 10_000
export const MEMBER_BYTES_MAX = 5 * 1024 ** 3
/** What all of a case may keep, in bytes: ten thousand people with the photos and papers of one order each. */
export const CASE_BYTES_MAX = 200 * 1024 ** 3
/** Files of one member that may be on their way at once. */
const UNFINISHED_MAX = 300

/**
 * What of the member's share is taken, and how large it is. Files on their way count as if they were whole, and masked
 * copies as bytes of their originals.
 */
export type Room = { files: number; bytes: number; filesMax: number; bytesMax: number }

export async function roomOf(db: Db, { id }: Pick<Member, 'id'>): Promise<Room> {
  const { files, bytes, masks } = await db
    .selectFrom('evidence_upload')
    .select([sql<number>`count(*)`.as('files'), sql<number>`coalesce(sum(bytes), 0)`.as('bytes')])
    .select(
      sql<number>`(select coalesce(sum(mask.bytes), 0) from evidence_mask as mask
        join evidence_upload as original on original.id = mask.derived_from where original.member_id = ${id})`.as(
        'masks',
      ),
    )
    .where('member_id', '=', id)
    .executeTakeFirstOrThrow()
  return { files, bytes: bytes + masks, filesMax: MEMBER_FILES_MAX, bytesMax: MEMBER_BYTES_MAX }
}

/**
 * Refuses one more file of `bytes`: `evidence.full` for the member, `evidence.case_full` for the case,
 * `evidence.too_many_unfinished`. Called under the member's row lock, so that files that come together are counted one
 * after another.
 */
export async function ensureRoom(db: Db, member: Member, bytes: number): Promise<void> {
  const own = await ensureBytes(db, member, bytes)
  if (own.files >= own.filesMax) throw new Refusal('conflict', 'evidence.full')
  const { unfinished } = await db
    .selectFrom('evidence_upload')
    .leftJoin('evidence_file', 'evidence_file.id', 'evidence_upload.id')
    .select(sql<number>`count(*)`.as('unfinished'))
    .where('evidence_upload.member_id', '=', member.id)
    .where('evidence_file.id', 'is', null)
    .executeTakeFirstOrThrow()
  if (unfinished >= UNFINISHED_MAX) throw new Refusal('tooMany', 'evidence.too_many_unfinished')
}

/**
 * Refuses so many more bytes of the member's, of a file or of a masked copy: `evidence.full`, `evidence.case_full`. Holds
 * the member's row until the transaction ends.
 */
export async function ensureBytes(db: Db, member: Member, bytes: number): Promise<Room> {
  await db.selectFrom('member').select('id').where('id', '=', member.id).forNoKeyUpdate().execute()
  const own = await roomOf(db, member)
  if (own.bytes + bytes > own.bytesMax) throw new Refusal('conflict', 'evidence.full')
  const { all } = await db
    .selectFrom('evidence_upload')
    .select(sql<number>`coalesce(sum(bytes), 0)`.as('all'))
    .where('case_id', '=', member.caseId)
    .executeTakeFirstOrThrow()
  if (all + bytes > CASE_BYTES_MAX) throw new Refusal('conflict', 'evidence.case_full')
  return own
}
