import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Vault } from '#server/domain/vault.ts'
import { type ByteRange, FileDamaged, FileMissing, type FileStore, type StoredFile } from './store.ts'

// Files on local disk, sealed. A file is a mark and frames of AES-256-GCM. Its encryption key is derived from its random
// name, so files cannot be swapped; a frame's nonce is its number and whether it is the last, so frames cannot be
// reordered and a cut file is noticed. Frames bound memory however large the file is.

/** Plain bytes a frame: large enough to be quick, small enough that many readers at once cost little. */
const FRAME_BYTES = 64 * 1024
const TAG_BYTES = 16
const SEALED_FRAME_BYTES = FRAME_BYTES + TAG_BYTES
const MARK = Buffer.from('moafile1')
const CIPHER = 'aes-256-gcm'
/** 160 random bits: no guess and no collision. Nothing a person typed is ever part of a path. */
const NAME_BYTES = 20
const NAME = /^[0-9a-f]{40}$/
/** Ends the name of a file that is still being written. */
const PART = '.part'
/** Only the server's own user reads and writes. */
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700

/**
 * A store in the folder `dir` (made on first use), sealed with keys of the vault. A stream from `open` fails with
 * an error at the first byte that was changed or is missing; what came before it is genuine.
 */
export function diskStore(dir: string, vault: Pick<Vault, 'fileKey'>): FileStore {
  const sealOf = (key: string, secret: Uint8Array | undefined) => withSecret(vault.fileKey(key), secret)
  const store: FileStore = {
    async put(bytes, secret) {
      const key = randomBytes(NAME_BYTES).toString('hex')
      const at = placeOf(dir, key)
      await mkdir(at.folder, { recursive: true, mode: FOLDER_MODE })
      const temporary = at.path + PART
      try {
        const stored = await writeSealed(temporary, sealOf(key, secret), bytes)
        await rename(temporary, at.path)
        await syncFolder(at.folder)
        return { key, ...stored }
      } catch (error) {
        await unlinkIfThere(temporary)
        throw error
      }
    },
    async open(key, range = WHOLE, secret) {
      const handle = await openExisting(placeOf(dir, key).path)
      try {
        const mark = await readAt(handle, 0, MARK.length)
        if (!mark.equals(MARK)) throw damaged()
        const frames = openedFrames(handle, sealOf(key, secret), range)
        const stream = Readable.from(frames, { objectMode: false })
        // Not in the generator: a stream that is dropped before its first byte never runs it.
        stream.once('close', () => void handle.close())
        return stream
      } catch (error) {
        await handle.close()
        throw error
      }
    },
    async remove(key) {
      if (NAME.test(key)) await unlinkIfThere(placeOf(dir, key).path)
    },
    async *oldKeys(ageMs) {
      for await (const { names } of oldNames(dir, ageMs)) yield names.filter((name) => NAME.test(name))
    },
    async removeParts(ageMs) {
      let removed = 0
      for await (const { folder, names } of oldNames(dir, ageMs)) {
        const parts = names.filter((name) => name.endsWith(PART) && NAME.test(name.slice(0, -PART.length)))
        for (const name of parts) await unlinkIfThere(join(folder, name))
        removed += parts.length
      }
      return removed
    },
    async check() {
      const { key } = await store.put(Readable.from([MARK]))
      for await (const _ of await store.open(key));
      await store.remove(key)
    },
  }
  return store
}

/** A key that is not one of ours is a file that is not there. Folders of 256 keep each listing short. */
function placeOf(dir: string, key: string): { folder: string; path: string } {
  if (!NAME.test(key)) throw new FileMissing()
  const folder = join(dir, key.slice(0, 2))
  return { folder, path: join(folder, key) }
}

/** What lies in each folder and was last written longer than `ageMs` ago. What goes away meanwhile is not there. */
async function* oldNames(dir: string, ageMs: number): AsyncGenerator<{ folder: string; names: string[] }> {
  const before = Date.now() - ageMs
  for (const inner of await namesIn(dir)) {
    const folder = join(dir, inner)
    const names: string[] = []
    for (const name of await namesIn(folder)) {
      const found = await stat(join(folder, name)).catch(() => null)
      if (found?.isFile() && found.mtimeMs < before) names.push(name)
    }
    yield { folder, names }
  }
}

/** None for a folder that is not there, or is none. */
async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isAbsent(error) || (error instanceof Error && 'code' in error && error.code === 'ENOTDIR')) return []
    throw error
  })
}

async function writeSealed(
  path: string,
  seal: Uint8Array,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Omit<StoredFile, 'key'>> {
  const hash = createHash('sha256')
  let total = 0
  const handle = await open(path, 'wx', FILE_MODE)
  try {
    await handle.appendFile(MARK)
    let number = 0
    for await (const { plain, last } of framesOf(bytes)) {
      hash.update(plain)
      total += plain.length
      await handle.appendFile(sealFrame(seal, number, last, plain))
      number += 1
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { bytes: total, sha256: hash.digest() }
}

/** Cuts a stream into frames of one size; the last is shorter, and empty only when nothing came at all. */
async function* framesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<{ plain: Buffer; last: boolean }> {
  let kept: Uint8Array[] = []
  let length = 0
  for await (const chunk of bytes) {
    kept.push(chunk)
    length += chunk.length
    if (length <= FRAME_BYTES) continue
    const all = Buffer.concat(kept)
    let from = 0
    // A full frame is held back until more comes: it may be the last.
    for (; all.length - from > FRAME_BYTES; from += FRAME_BYTES) {
      yield { plain: all.subarray(from, from + FRAME_BYTES), last: false }
    }
    kept = [all.subarray(from)]
    length = all.length - from
  }
  yield { plain: Buffer.concat(kept), last: true }
}

const WHOLE: ByteRange = { from: 0, to: Number.POSITIVE_INFINITY }

/** Opens the frames that the range touches, each as genuine as in the whole file, and gives what of them lies in it. */
async function* openedFrames(handle: FileHandle, seal: Uint8Array, range: ByteRange): AsyncGenerator<Buffer> {
  const first = Math.floor(range.from / FRAME_BYTES)
  let frame = await readFrame(handle, first)
  // Nothing there but at the very beginning, which every file has: the range lies beyond the end.
  if (frame.length === 0 && first > 0) return
  for (let number = first; ; number++) {
    const next = await readFrame(handle, number + 1)
    const last = next.length === 0
    const start = number * FRAME_BYTES
    const plain = openFrame(seal, number, last, frame)
    const wanted = plain.subarray(Math.max(0, range.from - start), Math.max(0, range.to - start))
    if (wanted.length > 0) yield wanted
    if (last || start + FRAME_BYTES >= range.to) return
    frame = next
  }
}

function readFrame(handle: FileHandle, number: number): Promise<Buffer> {
  return readAt(handle, MARK.length + number * SEALED_FRAME_BYTES, SEALED_FRAME_BYTES)
}

async function readAt(handle: FileHandle, place: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(bytes)
  let filled = 0
  while (filled < bytes) {
    const { bytesRead } = await handle.read(buffer, filled, bytes - filled, place + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

function sealFrame(seal: Uint8Array, number: number, last: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv(CIPHER, seal, nonceOf(number, last), { authTagLength: TAG_BYTES })
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function openFrame(seal: Uint8Array, number: number, last: boolean, frame: Buffer): Buffer {
  if (frame.length < TAG_BYTES) throw damaged()
  const decipher = createDecipheriv(CIPHER, seal, nonceOf(number, last), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(frame.subarray(frame.length - TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(frame.subarray(0, frame.length - TAG_BYTES)), decipher.final()])
  } catch (cause) {
    throw damaged(cause)
  }
}

/** A file that has a secret is lost with it, whoever holds the server's key. */
function withSecret(seal: Uint8Array, secret: Uint8Array | undefined): Uint8Array {
  return secret ? Buffer.from(hkdfSync('sha256', seal, secret, 'moa.file.secret', seal.length)) : seal
}

/** A key seals one file only, so its frames need no random nonce, only different ones. */
function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12)
  nonce.writeUIntBE(number, 0, 6)
  nonce[11] = last ? 1 : 0
  return nonce
}

async function openExisting(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (isAbsent(error)) throw new FileMissing()
    throw error
  }
}

async function unlinkIfThere(path: string): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    if (!isAbsent(error)) throw error
  }
}

/** Without this the new name may be lost with the power although the bytes are safe. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

function damaged(cause?: unknown): Error {
  return new FileDamaged('The stored file was changed or cut', { cause })
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
