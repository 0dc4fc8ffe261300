import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { type Cover, MASKED_BYTES_MAX, MASKS_MAX } from '#app/shapes/masking.ts'
import type { Db, Tx } from '#db/client.ts'
import { BadPicture, type PictureCopies, picturesOf } from '#server/files/picture/copies.ts'
import { pictureKind } from '#server/files/picture/kind.ts'
import type { FileStore } from '#server/files/store.ts'
import { record } from '../ledger.ts'
import { takeTurn, turnsOf } from '../picture/turns.ts'
import { notFound, Refusal } from '../refusal.ts'
import { outOfRoom } from '../stored-file.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { type FileRow, openingOf } from './file-row.ts'
import { keepPictureWords } from './found-by.ts'
import { newestMask, ownPicture, putInRoom } from './mask-rows.ts'
import { ensureBytes } from './quota.ts'

// A masked copy is made in its owner's browser out of the copy they are shown, and drawn anew here from its pixels, so
// that nothing else comes along. It lies sealed with the secret of the original; the original stays as it is.

type Deps = { vault: Vault; files: FileStore }

/**
 * `id`: made by the sender; said twice, it is one copy. `toRoom`: the room sees the newest copy from now on. `undecided`:
 * places that were found in the picture and neither covered nor waved through; with them it is shown when that is `sure`.
 * `words`: what was read in the picture, to find it by.
 */
export type MaskWish = {
  slug: string
  fileId: string
  id: string
  covers: readonly Cover[]
  toRoom: boolean
  undecided?: number
  sure?: boolean
  words?: string
}

/**
 * Keeps a masked copy of a picture of the viewer's as its newest version. Refuses `shared.not_found`, `mask.no_picture`,
 * `mask.other_size` for a picture that is not as large as the copy, `mask.too_many`, `mask.undecided`, `evidence.full`,
 * `evidence.case_full`, `upload.too_large`, `upload.no_room` and as `takePicture` does for what is no picture.
 */
export async function maskPicture(
  db: Db,
  viewer: Viewer,
  { bytes, ...wish }: MaskWish & { bytes: AsyncIterable<Uint8Array> },
  deps: Deps,
): Promise<{ evidenceId: string; version: number }> {
  const { file } = await ownPicture(db, viewer, wish)
  ensureDecided(wish)
  const made = await madeBefore(db, wish)
  if (made !== null) return { evidenceId: file.evidenceId, version: made }
  const copies = await drawnAnew(db, await held(bytes))
  if (copies.width !== file.width || copies.height !== file.height) {
    throw new Refusal('invalid', 'mask.other_size')
  }
  const { secret } = await openingOf(db, file, deps)
  const keys: string[] = []
  try {
    for (const copy of [copies.shown, copies.thumb]) {
      keys.push((await deps.files.put(Readable.from([copy]), secret).catch(outOfRoom)).key)
    }
    return await keepMask(db, viewer, wish, { copies, keys, vault: deps.vault })
  } catch (error) {
    for (const key of keys) await deps.files.remove(key)
    throw error
  }
}

type Sharing = Pick<MaskWish, 'toRoom' | 'undecided' | 'sure'>

/** Before a copy is shown to the room, somebody has decided about each place, or says that they are sure. */
function ensureDecided({ toRoom, undecided = 0, sure = false }: Sharing): void {
  if (toRoom && undecided > 0 && !sure) throw new Refusal('conflict', 'mask.undecided')
}

/** The version this copy already is, or null. An id of somebody else's is not found. */
async function madeBefore(db: Db, { id, fileId }: MaskWish): Promise<number | null> {
  const row = await db
    .selectFrom('evidence_mask')
    .select(['derived_from as from', 'version'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row && row.from !== fileId) throw notFound()
  return row?.version ?? null
}

async function held(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MASKED_BYTES_MAX) throw new Refusal('tooLarge', 'upload.too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function drawnAnew(db: Db, bytes: Buffer): Promise<PictureCopies> {
  const kind = pictureKind(bytes)
  if (!kind) throw new Refusal('invalid', 'picture.not_a_picture')
  return takeTurn(turnsOf(db), () => picturesOf(bytes, kind)).catch((error: unknown) => {
    throw error instanceof BadPicture ? new Refusal('invalid', `picture.${error.why}`) : error
  })
}

type Made = { copies: PictureCopies; keys: readonly string[]; vault: Vault }

async function keepMask(
  db: Db,
  viewer: Viewer,
  { slug, fileId, id, covers, toRoom, undecided = 0, words = '' }: MaskWish,
  { copies: { shown, width, height }, keys, vault }: Made,
): Promise<{ evidenceId: string; version: number }> {
  return inTransaction(db, async (tx) => {
    // Asked again: drawing took a while.
    const { member, file } = await ownPicture(tx, viewer, { slug, fileId })
    await ensureBytes(tx, member, shown.length)
    const version = await nextVersion(tx, file)
    const sha256 = createHash('sha256').update(shown).digest()
    const [shown_key = '', thumb_key = ''] = keys
    await tx
      .insertInto('evidence_mask')
      .values({
        ...{ id, derived_from: fileId, version, covers: JSON.stringify(covers), sha256 },
        ...{ bytes: shown.length, width, height, shown_key, thumb_key, undecided },
      })
      .execute()
    const { evidenceId } = file
    const { caseId, id: memberId } = member
    const data = { evidenceId, fileId, version, sha256: sha256.toString('hex') }
    await record(tx, caseId, memberId, { kind: 'evidence.masked', data })
    if (words !== '') await keepPictureWords(tx, vault, file, words)
    await putInRoom(tx, member, file, toRoom)
    announce(tx, { kind: 'member.told', caseId, memberId, what: ['evidence'] })
    return { evidenceId, version }
  })
}

/** Counted under the lock of the piece, so that copies that come together are one after another. */
async function nextVersion(tx: Tx, { id, evidenceId }: FileRow): Promise<number> {
  await tx.selectFrom('evidence').select('id').where('id', '=', evidenceId).forUpdate().execute()
  const { last } = await tx
    .selectFrom('evidence_mask')
    .select(sql<number>`coalesce(max(version), 0)`.as('last'))
    .where('derived_from', '=', id)
    .executeTakeFirstOrThrow()
  if (last >= MASKS_MAX) throw new Refusal('conflict', 'mask.too_many')
  return last + 1
}

/**
 * Shows the newest masked copy of a picture of the viewer's to everybody in the room, or takes it out of their sight.
 * Again is fine. Refuses `shared.not_found`, `mask.no_picture`, `mask.needed` while there is no masked copy, and
 * `mask.undecided` where places were left open in it, unless that is `sure`.
 */
export async function showInRoom(
  db: Db,
  viewer: Viewer,
  { slug, fileId, toRoom, sure = false }: { slug: string; fileId: string; toRoom: boolean; sure?: boolean },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, file } = await ownPicture(tx, viewer, { slug, fileId })
    const mask = await newestMask(tx, fileId)
    if (!mask && toRoom) throw new Refusal('conflict', 'mask.needed')
    ensureDecided({ toRoom, undecided: mask?.undecided ?? 0, sure })
    await putInRoom(tx, member, file, toRoom)
    const { caseId, id: memberId } = member
    announce(tx, { kind: 'member.told', caseId, memberId, what: ['evidence'] })
  })
}
