import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { PICTURE_BYTES_MAX } from '#app/shapes/picture.ts'
import type { Db } from '#db/client.ts'
import { BadPicture, picturesOf } from '#server/files/picture/copies.ts'
import { HEAD_BYTES, mediaTypes, type PictureKind, pictureKind } from '#server/files/picture/kind.ts'
import type { FileStore } from '#server/files/store.ts'
import { Refusal } from '../refusal.ts'
import { outOfRoom } from '../stored-file.ts'
import { inTransaction } from '../transaction.ts'
import { takeTurn, turnsOf } from './turns.ts'

export type PictureKeys = { originalKey: string; shownKey: string; thumbKey: string }
/** A picture in the store: its file as it came, and the copies. px are the shown copy's. */
export type StoredPicture = PictureKeys & {
  type: string
  bytes: number
  sha256: Uint8Array
  width: number
  height: number
}

type Deps = { files: FileStore }

/**
 * Stores a picture and its copies; nothing is kept when any of it fails. The file goes to the store as it comes, and is
 * only held in memory when its turn to be drawn has come.
 */
export async function storePicture(
  db: Db,
  bytes: AsyncIterable<Uint8Array>,
  { files }: Deps,
): Promise<StoredPicture> {
  const seen: Seen = { kind: null }
  const original = await files.put(checked(bytes, seen)).catch(outOfRoom)
  const keys = [original.key]
  try {
    if (!seen.kind) throw new Refusal('invalid', 'picture.not_a_picture')
    const kind = seen.kind
    const copies = await takeTurn(turnsOf(db), async () => picturesOf(await whole(files, original.key), kind))
    for (const copy of [copies.shown, copies.thumb]) {
      keys.push((await files.put(Readable.from([copy])).catch(outOfRoom)).key)
    }
    const [originalKey = '', shownKey = '', thumbKey = ''] = keys
    const { width, height } = copies
    const { bytes: size, sha256 } = original
    return { originalKey, shownKey, thumbKey, type: mediaTypes[kind], bytes: size, sha256, width, height }
  } catch (error) {
    for (const key of keys) await files.remove(key)
    throw error instanceof BadPicture ? new Refusal('invalid', `picture.${error.why}`) : error
  }
}

/** Takes a picture's files out of the store. */
export async function removeAll(files: FileStore, keys: PictureKeys): Promise<void> {
  for (const key of [keys.originalKey, keys.shownKey, keys.thumbKey]) await files.remove(key)
}

/**
 * Deletes those of these loose pictures that no message is just taking, and tells how many. Files go before their rows:
 * stopped half-way, the next sweep finds the rows and does the rest.
 */
export async function removeLoose(db: Db, ids: readonly string[], { files }: Deps): Promise<number> {
  return inTransaction(db, async (tx) => {
    const rows = await tx
      .selectFrom('message_file')
      .select(['id', 'original_key as originalKey', 'shown_key as shownKey', 'thumb_key as thumbKey'])
      .where(sql<boolean>`id = any(${ids}::uuid[])`)
      .where('message_id', 'is', null)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const row of rows) await removeAll(files, row)
    const gone = rows.map(({ id }) => id)
    await tx.deleteFrom('message_file').where(sql<boolean>`id = any(${gone}::uuid[])`).execute()
    return rows.length
  })
}

type Seen = { kind: PictureKind | null }

/** Passes the bytes on while they are a picture's, and few enough. */
async function* checked(bytes: AsyncIterable<Uint8Array>, seen: Seen): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0)
  let total = 0
  for await (const chunk of bytes) {
    total += chunk.length
    if (total > PICTURE_BYTES_MAX) throw new Refusal('invalid', 'picture.too_large')
    if (seen.kind) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.length < HEAD_BYTES) continue
    seen.kind = pictureKind(head)
    if (!seen.kind) throw new Refusal('invalid', 'picture.not_a_picture')
    yield head
  }
}

async function whole(files: FileStore, key: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await files.open(key)) chunks.push(chunk)
  return Buffer.concat(chunks)
}
