import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { Vault } from '#server/domain/vault.ts'
import { writeSealed } from './disk.ts'
import { type Bucket, type BucketAddress, openBucket, S3Refused } from './s3-bucket.ts'
import { opened, sealedRange, sealOf } from './sealed.ts'
import { type ByteRange, FileMissing, type FileStore, isFileKey, newFileKey, WHOLE } from './store.ts'

// Files in a bucket of an S3-compatible server, sealed (sealed.ts) before they leave this machine. A file is written to a
// folder here first, sealed too: how long it is must be said before its first byte, and a slow sender holds no memory.

/** What goes in one request, bytes: a piece of evidence whole. Longer files go in several. */
const REQUEST_BYTES = 16 * 1024 * 1024
/** Files on their way to the bucket at once: each holds one request in memory. */
const SENT_AT_ONCE = 4
/** Ends the name of a file that is on its way. */
const PART = '.part'

/** A store in that bucket, which must be there and be ours alone; `spool` is a folder for what is on its way. */
export function s3Store(address: BucketAddress, spool: string, vault: Pick<Vault, 'fileKey'>): FileStore {
  const bucket = openBucket(address)
  const turn = turns(SENT_AT_ONCE)
  const sealFor = (key: string, secret: Uint8Array | undefined) => sealOf(vault.fileKey(key), secret)
  const store: FileStore = {
    async put(bytes, secret, hash) {
      const key = newFileKey()
      const path = join(spool, key + PART)
      await mkdir(spool, { recursive: true, mode: 0o700 })
      try {
        const stored = await writeSealed(path, sealFor(key, secret), bytes, hash)
        await turn(() => send(bucket, key, path))
        return { key, ...stored }
      } finally {
        await rm(path, { force: true })
      }
    },
    async open(key, range = WHOLE, secret) {
      if (!isFileKey(key)) throw new FileMissing()
      const { body, total } = await fetched(bucket, key, sealedRange(range))
      const stream = Readable.from(opened(body, sealFor(key, secret), range, total), { objectMode: false })
      stream.once('close', () => body.destroy())
      return stream
    },
    async remove(key) {
      if (isFileKey(key)) await bucket.remove(key)
    },
    async *oldKeys(ageMs) {
      const before = Date.now() - ageMs
      for (let from: string | null = null; ; ) {
        const { entries, next } = await bucket.list(from)
        yield entries.filter(({ key, at }) => isFileKey(key) && at.getTime() < before).map(({ key }) => key)
        if (next === null) return
        from = next
      }
    },
    async removeParts(ageMs) {
      const before = Date.now() - ageMs
      let removed = 0
      for (const name of await readdir(spool).catch(() => [])) {
        const found = await stat(join(spool, name)).catch(() => null)
        if (!name.endsWith(PART) || !found || found.mtimeMs >= before) continue
        await rm(join(spool, name), { force: true })
        removed += 1
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

/** Sends what lies at `path`, in one request or in several. */
async function send(bucket: Bucket, key: string, path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    const { size } = await handle.stat()
    if (size > REQUEST_BYTES) await bucket.putPieces(key, piecesOf(handle, size))
    else for await (const whole of piecesOf(handle, size)) await bucket.put(key, whole)
  } finally {
    await handle.close()
  }
}

async function* piecesOf(handle: FileHandle, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < size; from += REQUEST_BYTES) {
    const piece = Buffer.alloc(Math.min(REQUEST_BYTES, size - from))
    await handle.read(piece, 0, piece.length, from)
    yield piece
  }
}

/** Sealed bytes of a file, and how long all of it is. Nothing, and nothing before it, where the range lies beyond. */
async function fetched(
  bucket: Bucket,
  key: string,
  range: ByteRange,
): Promise<{ body: Readable; total: number }> {
  const got = await bucket.get(key, range).catch((error: unknown) => {
    throw error instanceof S3Refused && error.status === 404 ? new FileMissing() : error
  })
  if (got === null) return { body: Readable.from([]), total: range.from }
  return { body: Readable.fromWeb(got.body as ReadableStream), total: got.total }
}

/** So many pieces of work at once; the rest wait in order. */
function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    // Whoever ends hands the turn on; the count stays.
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
