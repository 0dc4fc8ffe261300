import type { Hash } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Vault } from '#server/domain/vault.ts'
import { opened, type Plain, sealed, sealedRange, sealOf } from './sealed.ts'
import { type ByteRange, FileMissing, type FileStore, isFileKey, newFileKey, WHOLE } from './store.ts'

// Files on local disk, sealed (sealed.ts), each in a file of its own.

/** Ends the name of a file that is still being written. */
const PART = '.part'
/** So much is read at a time, bytes. */
const READ_BYTES = 256 * 1024
/** Only the server's own user reads and writes. */
const FILE_MODE = 0o600
const FOLDER_MODE = 0o700

/**
 * A store in the folder `dir` (made on first use), sealed with keys of the vault. A stream from `open` fails with
 * an error at the first byte that was changed or is missing; what came before it is genuine.
 */
export function diskStore(dir: string, vault: Pick<Vault, 'fileKey'>): FileStore {
  const sealFor = (key: string, secret: Uint8Array | undefined) => sealOf(vault.fileKey(key), secret)
  const store: FileStore = {
    async put(bytes, secret, hash) {
      const key = newFileKey()
      const at = placeOf(dir, key)
      await mkdir(at.folder, { recursive: true, mode: FOLDER_MODE })
      const temporary = at.path + PART
      try {
        const stored = await writeSealed(temporary, sealFor(key, secret), bytes, hash)
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
        const { size } = await handle.stat()
        const frames = opened(readOut(handle, sealedRange(range)), sealFor(key, secret), range, size)
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
      if (isFileKey(key)) await unlinkIfThere(placeOf(dir, key).path)
    },
    async *oldKeys(ageMs) {
      for await (const { names } of oldNames(dir, ageMs)) yield names.filter(isFileKey)
    },
    async removeParts(ageMs) {
      let removed = 0
      for await (const { folder, names } of oldNames(dir, ageMs)) {
        const parts = names.filter((name) => name.endsWith(PART) && isFileKey(name.slice(0, -PART.length)))
        for (const name of parts) await unlinkIfThere(join(folder, name))
        removed += parts.length
      }
      return removed
    },
    async check() {
      const { key } = await store.put(Readable.from([Buffer.from('moa')]))
      for await (const _ of await store.open(key));
      await store.remove(key)
    },
  }
  return store
}

/** A key that is not one of ours is a file that is not there. Folders of 256 keep each listing short. */
function placeOf(dir: string, key: string): { folder: string; path: string } {
  if (!isFileKey(key)) throw new FileMissing()
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

/** Writes the sealed form of a stream to a new file, and waits for the disk. */
export async function writeSealed(
  path: string,
  seal: Uint8Array,
  bytes: AsyncIterable<Uint8Array>,
  hash?: Hash,
): Promise<Plain> {
  const handle = await open(path, 'wx', FILE_MODE)
  try {
    let plain: Plain | undefined
    const done = (counted: Plain) => {
      plain = counted
    }
    for await (const pieces of sealed(bytes, seal, done, hash)) await writeOut(handle, pieces)
    await handle.sync()
    if (!plain) throw new Error('The stream ended without its last piece')
    return plain
  } finally {
    await handle.close()
  }
}

async function writeOut(handle: FileHandle, pieces: Buffer[]): Promise<void> {
  const { bytesWritten } = await handle.writev(pieces)
  const all = pieces.reduce((sum, { length }) => sum + length, 0)
  // A disk that was full for a moment.
  if (bytesWritten < all) await handle.appendFile(Buffer.concat(pieces).subarray(bytesWritten))
}

/** What lies in a range, in pieces; until the end of the file. */
async function* readOut(handle: FileHandle, { from, to }: ByteRange): AsyncGenerator<Buffer> {
  for (let at = from; at < to; ) {
    const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, to - at))
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
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

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
