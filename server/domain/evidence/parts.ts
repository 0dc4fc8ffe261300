import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Db } from '#db/client.ts'
import type { ByteRange, FileStore } from '#server/files/store.ts'
import { caseKey } from '../case-key.ts'
import { seal, unseal, type Vault } from '../vault.ts'

// The bytes of a file of the locker: pieces of the store, one behind the other, all sealed with one secret of the file
// besides the server's key. The secret is sealed with the key of the case; when that is destroyed, the bytes are noise.

const SECRET_BYTES = 32

const placeOf = (uploadId: string) => `evidence_upload|${uploadId}|1`

/** A secret for a new file, and how it is kept. */
export async function newSecret(
  db: Db,
  vault: Vault,
  { uploadId, caseId }: { uploadId: string; caseId: string },
): Promise<{ secret: Buffer; sealed: Buffer }> {
  const secret = randomBytes(SECRET_BYTES)
  const key = await caseKey(db, vault, caseId)
  return { secret, sealed: seal(key, placeOf(uploadId), secret.toString('base64')) }
}

/** Opens the secret of a file. Refuses `case.shredded`. */
export async function openSecret(
  db: Db,
  vault: Vault,
  { uploadId, caseId, sealed }: { uploadId: string; caseId: string; sealed: Uint8Array },
): Promise<Buffer> {
  const key = await caseKey(db, vault, caseId)
  return Buffer.from(String(unseal(key, placeOf(uploadId), sealed)), 'base64')
}

/** A piece of a file: where it begins in it, and the store's key. */
export type Part = { starts: number; bytes: number; fileKey: string }

export async function partsOf(db: Db, uploadId: string): Promise<Part[]> {
  return db
    .selectFrom('evidence_part')
    .select(['starts', 'bytes', 'file_key as fileKey'])
    .where('upload_id', '=', uploadId)
    .orderBy('starts')
    .execute()
}

/** What an original is opened with. */
export type Opening = { files: FileStore; parts: readonly Part[]; secret: Uint8Array }

/** The plain bytes, or those of a range. The stream fails with `FileDamaged` where one was changed. */
export function openParts(opening: Opening, range?: ByteRange): Readable {
  return Readable.from(bytesOf(opening, range), { objectMode: false })
}

/** The same for those who read on: without a stream between. */
export async function* bytesOf(
  { files, parts, secret }: Opening,
  range: ByteRange = { from: 0, to: Number.POSITIVE_INFINITY },
): AsyncGenerator<Uint8Array> {
  for (const { starts, bytes, fileKey } of parts) {
    const from = Math.max(0, range.from - starts)
    const to = Math.min(bytes, range.to - starts)
    if (from >= to) continue
    yield* await files.open(fileKey, { from, to }, secret)
  }
}

/** The SHA-256 of the whole, read through. */
export async function hashOf(opening: Opening): Promise<Buffer> {
  const hash = createHash('sha256')
  for await (const chunk of bytesOf(opening)) hash.update(chunk)
  return hash.digest()
}
