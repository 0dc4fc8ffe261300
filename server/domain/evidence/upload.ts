import { createHash, type Hash } from 'node:crypto'
import { EVIDENCE_FILE_BYTES, type UploadDraft } from '#app/shapes/evidence.ts'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { memberIn } from '../access.ts'
import { cleanFileName } from '../picture/name.ts'
import { notFound, Refusal } from '../refusal.ts'
import { outOfRoom } from '../stored-file.ts'
import { inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { countedUpTo, forgetCounted, keepCounted } from './counted.ts'
import { newSecret, openSecret } from './parts.ts'
import { ensureRoom } from './quota.ts'
import { removeUpload } from './remove.ts'
import { sealUpload } from './seal.ts'
import { addPart, addUpload, ensureEvidence, ownUpload, uploadRow } from './upload-rows.ts'

// Files come in pieces: announced first, then piece after piece from where the last one ended, each sealed on its way to
// the disk and committed by itself. With the last one the file is sealed for good. After a broken line, or a server that
// died, the sender asks how far it is and goes on from there.

type Deps = { vault: Vault; files: FileStore }

/** How far a file has come, in bytes; whole when both are the same. */
export type UploadState = { bytes: number; received: number }

/**
 * Announces a file for a piece of the viewer's evidence, which is made when there is none of that id. The same `id` again
 * answers the first. Refuses `evidence.too_large`, `evidence.empty_file`, `evidence.too_many_files`, `picture.bad_name`
 * and what `ensureRoom` does.
 */
export async function beginUpload(
  db: Db,
  viewer: Viewer,
  { slug, ...draft }: UploadDraft & { slug: string },
  { vault }: Pick<Deps, 'vault'>,
): Promise<UploadState> {
  if (draft.bytes > EVIDENCE_FILE_BYTES) throw new Refusal('tooLarge', 'evidence.too_large')
  if (draft.bytes < 1) throw new Refusal('invalid', 'evidence.empty_file')
  const name = cleanFileName(draft.name)
  return inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug })
    const before = await uploadRow(tx, draft.id)
    if (before) {
      if (before.memberId !== member.id || before.bytes !== draft.bytes) throw notFound()
      return { bytes: before.bytes, received: before.received }
    }
    await ensureRoom(tx, member, draft.bytes)
    await ensureEvidence(tx, member, { id: draft.evidenceId, name })
    const { sealed } = await newSecret(tx, vault, { uploadId: draft.id, caseId: member.caseId })
    const sha256 = draft.sha256 === null ? null : Buffer.from(draft.sha256, 'hex')
    await addUpload(tx, member, { ...draft, name, sha256, secret: sealed })
    return { bytes: draft.bytes, received: 0 }
  })
}

/** How far a file of the viewer's has come. One whose last piece is in is sealed. Refuses `shared.not_found`. */
export async function uploadState(
  db: Db,
  viewer: Viewer,
  ref: { slug: string; uploadId: string },
  deps: Deps,
): Promise<UploadState> {
  const { received, bytes, id } = await ownUpload(db, viewer, ref)
  if (received === bytes) await sealUpload(db, id, deps)
  return { bytes, received }
}

/** A piece on its way in. `at` is where it begins; `sha256` is of this piece, when its sender counted it. */
export type ArrivingPart = {
  slug: string
  uploadId: string
  at: number
  bytes: AsyncIterable<Uint8Array>
  sha256?: Uint8Array | null
}

/**
 * Takes the next piece of a file, and seals the file with the last one; answers how far it is. What came before a line
 * broke is kept. Refuses `evidence.offset` when it is not the next piece, `evidence.checksum`, `upload.too_large`,
 * `upload.no_room`, and with the last one `evidence.hash_differs`.
 */
export async function receivePart(
  db: Db,
  viewer: Viewer,
  { slug, uploadId, at, bytes, sha256 = null }: ArrivingPart,
  { vault, files }: Deps,
): Promise<number> {
  const upload = await ownUpload(db, viewer, { slug, uploadId })
  if (at !== upload.received) throw new Refusal('conflict', 'evidence.offset')
  const secret = await openSecret(db, vault, { uploadId, caseId: upload.caseId, sealed: upload.secret })
  const counted = countedUpTo(db, uploadId, at)
  const piece = sha256 && { hash: createHash('sha256'), sha256 }
  const coming = atMost(piece ? countedBy(piece.hash, bytes) : bytes, upload.bytes - at)
  const stored = await files.put(coming, secret, counted ?? undefined).catch(outOfRoom)
  try {
    if (piece && Buffer.compare(piece.hash.digest(), piece.sha256) !== 0) {
      throw new Refusal('invalid', 'evidence.checksum')
    }
    if (stored.bytes > 0) await keepPart(db, viewer, { slug, uploadId, at }, stored)
    else await files.remove(stored.key)
  } catch (error) {
    await files.remove(stored.key)
    throw error
  }
  const received = at + stored.bytes
  if (counted) keepCounted(db, uploadId, { bytes: received, hash: counted })
  if (received === upload.bytes) {
    const known = counted ? { sha256: stored.sha256 } : {}
    await sealUpload(db, uploadId, { vault, files }, known)
    forgetCounted(db, uploadId)
  }
  return received
}

/** Gives up a file that has not wholly come. Again is fine. Refuses `shared.not_found`, `evidence.sealed`. */
export async function dropUpload(
  db: Db,
  viewer: Viewer,
  ref: { slug: string; uploadId: string },
  { files }: Pick<Deps, 'files'>,
): Promise<void> {
  const { id, isSealed } = await ownUpload(db, viewer, ref)
  if (isSealed) throw new Refusal('conflict', 'evidence.sealed')
  await removeUpload(db, id, { files })
}

/** A file that comes whole, with a form. */
export type WholeFile = { slug: string; evidenceId: string; id: string; name: string }

/** Takes a file of unknown length at once. Refuses as `beginUpload` and `receivePart` do. */
export async function takeWhole(
  db: Db,
  viewer: Viewer,
  { slug, evidenceId, id, name: given, bytes }: WholeFile & { bytes: AsyncIterable<Uint8Array> },
  { vault, files }: Deps,
): Promise<{ evidenceId: string }> {
  const name = cleanFileName(given)
  const { caseId } = await memberIn(db, viewer, { slug })
  const { secret, sealed } = await newSecret(db, vault, { uploadId: id, caseId })
  const stored = await files.put(atMost(bytes, EVIDENCE_FILE_BYTES), secret).catch(outOfRoom)
  try {
    if (stored.bytes === 0) throw new Refusal('invalid', 'evidence.empty_file')
    await inTransaction(db, async (tx) => {
      const member = await memberIn(tx, viewer, { slug })
      if (await uploadRow(tx, id)) throw notFound()
      await ensureRoom(tx, member, stored.bytes)
      await ensureEvidence(tx, member, { id: evidenceId, name })
      await addUpload(tx, member, { id, evidenceId, name, bytes: stored.bytes, sha256: null, secret: sealed })
      await addPart(tx, { uploadId: id, at: 0 }, stored)
    })
  } catch (error) {
    await files.remove(stored.key)
    throw error
  }
  await sealUpload(db, id, { vault, files }, { sha256: stored.sha256 })
  return { evidenceId }
}

/** Fails with `upload.too_large` past so many bytes, whatever was announced. */
async function* atMost(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let left = most
  for await (const chunk of bytes) {
    left -= chunk.length
    if (left < 0) throw new Refusal('tooLarge', 'upload.too_large')
    yield chunk
  }
}

async function* countedBy(hash: Hash, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk)
    yield chunk
  }
}

async function keepPart(
  db: Db,
  viewer: Viewer,
  { slug, uploadId, at }: { slug: string; uploadId: string; at: number },
  stored: { key: string; bytes: number },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    // Asked again: reading took a while.
    await ownUpload(tx, viewer, { slug, uploadId })
    await addPart(tx, { uploadId, at }, stored)
  })
}
