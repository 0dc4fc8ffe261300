import { Readable } from 'node:stream'
import type { Db } from '#db/client.ts'
import { BadPicture, type PictureCopies, picturesOf } from '#server/files/picture/copies.ts'
import { type PictureKind, pictureKind } from '#server/files/picture/kind.ts'
import { takenAt } from '#server/files/picture/taken-at.ts'
import type { FileStore } from '#server/files/store.ts'
import { takeTurn, turnsOf } from '../picture/turns.ts'
import { outOfRoom } from '../stored-file.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'
import { markDamaged } from './damage.ts'
import { type FileRow, fileRow, openingOf } from './file-row.ts'
import { sealedWords, wordsToFind } from './found-by.ts'
import { paperKind, paperOf } from './paper.ts'
import { bytesOf, type Opening } from './parts.ts'

/** A picture larger than this is not drawn, bytes: it would be held whole in memory. */
const DRAWN_BYTES = 50 * 1024 * 1024

type Deps = { vault: Vault; files: FileStore }
type Look = { shownKey: string; thumbKey: string; width: number; height: number }

/**
 * Makes of an original what it is shown and found by: copies without place and camera of a picture or of the first page of
 * a PDF, the moment it was taken, its words. The original stays as it is. One that cannot be drawn is kept without copies.
 * Again is fine.
 */
export async function lookAtFile(db: Db, { fileId }: { fileId: string }, deps: Deps): Promise<void> {
  const file = await fileRow(db, fileId)
  if (!file || file.hasLook || file.isDamaged) return
  const opening = await openingOf(db, file, deps)
  try {
    const { words: said, ...seen } = await lookedAt(db, file, opening)
    const words = said === null ? null : await sealedWords(db, deps.vault, file, said)
    await keepLook(db, file, { ...seen, words }, deps)
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'FileDamaged') throw error
    await markDamaged(db, file)
  }
}

/** `takenAt`: when a camera says that it took a picture. */
type Seen = { copies: PictureCopies | null; takenAt: Date | null }

async function lookedAt(db: Db, file: FileRow, opening: Opening): Promise<Seen & { words: string | null }> {
  if (file.form === 'picture') return { ...(await picture(db, file, opening)), words: null }
  const kind = paperKind(file)
  if (!kind) return { ...NOTHING, words: await wordsToFind(db, file, opening) }
  const paper = await paperOf(db, kind, bytesOf(opening), { picture: true })
  const copies = paper?.picture ? await drawn(db, Buffer.from(paper.picture), 'png') : null
  return { copies, takenAt: null, words: paper?.words ?? null }
}

const NOTHING: Seen = { copies: null, takenAt: null }

async function picture(db: Db, file: FileRow, opening: Opening): Promise<Seen> {
  if (file.bytes > DRAWN_BYTES) return NOTHING
  const chunks: Uint8Array[] = []
  for await (const chunk of bytesOf(opening)) chunks.push(chunk)
  const original = Buffer.concat(chunks)
  const kind = pictureKind(original)
  const copies = kind && (await drawn(db, original, kind))
  return copies ? { copies, takenAt: await takenAt(original) } : NOTHING
}

async function drawn(db: Db, original: Buffer, kind: PictureKind): Promise<PictureCopies | null> {
  try {
    return await takeTurn(turnsOf(db), () => picturesOf(original, kind))
  } catch (error) {
    if (error instanceof BadPicture) return null
    throw error
  }
}

/** `words`: sealed. */
type Found = Seen & { words: Buffer | null }

async function keepLook(
  db: Db,
  file: FileRow,
  { copies: made, takenAt: taken, words }: Found,
  { vault, files }: Deps,
): Promise<void> {
  const { secret } = await openingOf(db, file, { vault, files })
  const keys: string[] = []
  try {
    for (const copy of made ? [made.shown, made.thumb] : []) {
      keys.push((await files.put(Readable.from([copy]), secret).catch(outOfRoom)).key)
    }
    const [shownKey = '', thumbKey = ''] = keys
    const copies = made && { shownKey, thumbKey, width: made.width, height: made.height }
    if (await addLook(db, file, copies, { taken, words })) return
  } catch (error) {
    for (const key of keys) await files.remove(key)
    throw error
  }
  // Another run was quicker.
  for (const key of keys) await files.remove(key)
}

async function addLook(
  db: Db,
  file: FileRow,
  copies: Look | null,
  { taken, words }: { taken: Date | null; words: Buffer | null },
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const added = await tx
      .insertInto('evidence_look')
      .values({
        file_id: file.id,
        shown_key: copies?.shownKey ?? null,
        thumb_key: copies?.thumbKey ?? null,
        width: copies?.width ?? null,
        height: copies?.height ?? null,
        taken_at: taken,
        words,
      })
      .onConflict((conflict) => conflict.column('file_id').doNothing())
      .executeTakeFirst()
    const { caseId, memberId } = file
    announce(tx, { kind: 'member.told', caseId, memberId, what: ['evidence'] })
    return added.numInsertedOrUpdatedRows === 1n
  })
}
