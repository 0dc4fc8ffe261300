import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openVault, type Vault } from '#server/domain/vault.ts'
import { readEnv } from '#server/env.ts'
import { diskStore } from '#server/files/disk.ts'
import { openStore } from '#server/files/open-store.ts'
import { s3Store } from '#server/files/s3.ts'
import { openBucket } from '#server/files/s3-bucket.ts'
import { FileMissing, type FileStore, WHOLE } from '#server/files/store.ts'
import { startBucket } from '#tests/s3.ts'

const MEGABYTE = 1024 * 1024
const FRAME_BYTES = 64 * 1024

// The same tests for every ground a store may stand on.

/** A ground, and what lies on it as somebody sees it who goes around the store. */
type Ground = {
  store(vault: Vault): FileStore
  names(): Promise<string[]>
  read(name: string): Promise<Buffer>
  write(name: string, bytes: Buffer): Promise<void>
  end(): Promise<void>
}

async function inFolder(): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'moa-files-'))
  const pathOf = (name: string) => join(folder, name.slice(0, 2), name)
  return {
    store: (vault) => diskStore(folder, vault),
    async names() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
    },
    read: (name) => readFile(pathOf(name)),
    write: (name, bytes) => writeFile(pathOf(name), bytes),
    end: () => rm(folder, { recursive: true, force: true }),
  }
}

async function inBucket(): Promise<Ground> {
  const spool = await mkdtemp(join(tmpdir(), 'moa-spool-'))
  const bucket = await startBucket()
  const raw = openBucket(bucket)
  return {
    store: (vault) => s3Store(bucket, spool, vault),
    async names() {
      const { entries } = await raw.list(null)
      return [...entries.map(({ key }) => key), ...(await readdir(spool))]
    },
    async read(name) {
      const found = await raw.get(name, WHOLE)
      return Buffer.from(await new Response(found?.body).arrayBuffer())
    },
    write: raw.put,
    async end() {
      await bucket.stop()
      await rm(spool, { recursive: true, force: true })
    },
  }
}

describe.each([
  ['a folder', inFolder],
  ['a bucket of an S3-compatible server', inBucket],
])('in %s', (_, openGround) => {
  let ground: Ground
  let files: FileStore
  const vault = openVault(randomBytes(32))

  beforeAll(async () => {
    ground = await openGround()
    files = ground.store(vault)
  })
  beforeEach(async () => {
    for (const name of await ground.names()) await files.remove(name)
  })
  afterAll(() => ground.end())

  async function onlyFile(): Promise<string> {
    const [name, ...others] = await ground.names()
    expect(others).toEqual([])
    if (!name) throw new Error('no file was written')
    return name
  }

  const put = (...chunks: Uint8Array[]) => files.put(Readable.from(chunks))

  const contents = async (key: string) => whole(await files.open(key))

  describe('a stored file', () => {
    test.each([0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 3 * FRAME_BYTES, 3 * FRAME_BYTES + 7])(
      'of %i bytes comes back as it was, with its hash',
      async (size) => {
        const bytes = randomBytes(size)
        const stored = await put(bytes.subarray(0, size >> 1), bytes.subarray(size >> 1))

        expect(stored.bytes).toBe(size)
        expect(stored.sha256).toEqual(createHash('sha256').update(bytes).digest())
        expect(await contents(stored.key)).toEqual(bytes)
      },
    )

    const size = 2 * FRAME_BYTES + 7
    test.each([
      [0, size],
      [0, 1],
      [FRAME_BYTES - 1, FRAME_BYTES + 1],
      [FRAME_BYTES, 2 * FRAME_BYTES],
      [2 * FRAME_BYTES + 3, 99 * FRAME_BYTES],
      [5, 5],
      [size, size + 1],
      [99 * FRAME_BYTES, 100 * FRAME_BYTES],
    ])('can be read from byte %i to byte %i', async (from, to) => {
      const bytes = randomBytes(size)
      const { key } = await put(bytes)
      const chunks: Buffer[] = []
      for await (const chunk of await files.open(key, { from, to })) chunks.push(chunk)
      expect(Buffer.concat(chunks)).toEqual(bytes.subarray(from, to))
    })

    test('lies there unreadable, and under no name that was given', async () => {
      const plain = Buffer.from('닉네임,주문번호\n달콩이,000123\n'.repeat(50))
      const { key } = await put(plain)
      const path = await onlyFile()

      expect(await ground.read(path)).not.toContain(Buffer.from('달콩이'))
      expect(key).toMatch(/^[0-9a-f]{40}$/)
    })

    test('is stored differently each time', async () => {
      const first = await put(Buffer.from('같은 내용'))
      const second = await put(Buffer.from('같은 내용'))
      const [one, other] = await ground.names()
      expect(first.key).not.toBe(second.key)
      expect(await ground.read(String(one))).not.toEqual(await ground.read(String(other)))
    })

    test('is gone once removed, and removing again is no error', async () => {
      const { key } = await put(Buffer.from('x'))
      await files.remove(key)
      await files.remove(key)
      await expect(files.open(key)).rejects.toThrow(FileMissing)
      expect(await ground.names()).toEqual([])
    })

    test('of 20 MB passes in bounded memory', async () => {
      const hash = createHash('sha256')
      async function* source() {
        for (let i = 0; i < 20; i++) {
          const chunk = randomBytes(MEGABYTE)
          hash.update(chunk)
          yield chunk
        }
      }
      const before = process.memoryUsage.rss()
      let most = before
      const stored = await files.put(source())
      const read = createHash('sha256')
      for await (const chunk of await files.open(stored.key)) {
        read.update(chunk)
        expect(chunk.length).toBeLessThanOrEqual(FRAME_BYTES)
        most = Math.max(most, process.memoryUsage.rss())
      }
      const expected = hash.digest()
      expect(read.digest()).toEqual(expected)
      expect(stored.sha256).toEqual(expected)
      expect(most - before).toBeLessThan(64 * MEGABYTE)
    })
  })

  describe('what was changed is noticed', () => {
    async function stored(size = 3 * FRAME_BYTES) {
      const { key } = await put(randomBytes(size))
      return { key, path: await onlyFile() }
    }

    test.each([0, 8, 1000, FRAME_BYTES + 500, -1])('a flipped bit at %i', async (at) => {
      const { key, path } = await stored()
      const bytes = await ground.read(path)
      const place = at < 0 ? bytes.length + at : at
      bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place)
      await ground.write(path, bytes)
      await expect(contents(key)).rejects.toThrow('changed or cut')
    })

    test.each([7, 8, 9, 8 + FRAME_BYTES + 16, 8 + 2 * (FRAME_BYTES + 16), 8 + 2 * FRAME_BYTES])(
      'a file cut to %i bytes',
      async (size) => {
        const { key, path } = await stored()
        await ground.write(path, (await ground.read(path)).subarray(0, size))
        await expect(contents(key)).rejects.toThrow('changed or cut')
      },
    )

    test('bytes added at the end', async () => {
      const { key, path } = await stored()
      await ground.write(path, Buffer.concat([await ground.read(path), Buffer.alloc(100)]))
      await expect(contents(key)).rejects.toThrow('changed or cut')
    })

    test('a flipped bit in the part that is read, and not in another', async () => {
      const { key, path } = await stored()
      const bytes = await ground.read(path)
      bytes.writeUInt8(bytes.readUInt8(8 + FRAME_BYTES + 100) ^ 1, 8 + FRAME_BYTES + 100)
      await ground.write(path, bytes)
      const part = async (frame: number) => {
        const range = { from: frame * FRAME_BYTES, to: frame * FRAME_BYTES + 10 }
        for await (const _ of await files.open(key, range));
      }
      await part(0)
      await part(2)
      await expect(part(1)).rejects.toThrow('changed or cut')
    })

    test('two frames swapped', async () => {
      const { key, path } = await stored()
      const bytes = await ground.read(path)
      const frame = (n: number) =>
        bytes.subarray(8 + n * (FRAME_BYTES + 16), 8 + (n + 1) * (FRAME_BYTES + 16))
      await ground.write(path, Buffer.concat([bytes.subarray(0, 8), frame(1), frame(0), frame(2)]))
      await expect(contents(key)).rejects.toThrow('changed or cut')
    })

    test('a file put in the place of another', async () => {
      const one = await stored()
      const bytes = await ground.read(one.path)
      const other = await put(Buffer.from('other'))
      await ground.write(other.key, bytes)
      await expect(contents(other.key)).rejects.toThrow('changed or cut')
    })

    test('another key opens nothing', async () => {
      const { key } = await stored()
      const other = ground.store(openVault(randomBytes(32)))
      await expect(whole(await other.open(key))).rejects.toThrow('changed or cut')
    })
  })

  describe('what fails leaves nothing behind', () => {
    test('a stream that breaks', async () => {
      async function* broken() {
        yield randomBytes(3 * FRAME_BYTES)
        throw new Error('the line broke')
      }
      await expect(files.put(broken())).rejects.toThrow('the line broke')
      expect(await ground.names()).toEqual([])
    })

    test.each([
      '',
      '.',
      '..',
      '../../etc/passwd',
      '%2e%2e/x',
      'a'.repeat(39),
      'A'.repeat(40),
      `${'a'.repeat(40)}\0`,
      `../${'a'.repeat(37)}`,
      'f'.repeat(40),
    ])('the key %j opens nothing and removes nothing', async (key) => {
      await expect(files.open(key)).rejects.toThrow(FileMissing)
      await files.remove(key)
    })

    test('a stream dropped before its first byte', async () => {
      const { key } = await put(randomBytes(10))
      const stream = await files.open(key)
      await new Promise((closed) => stream.once('close', closed).destroy())
      expect(await contents(key)).toHaveLength(10)
    })

    test('the check of a working store', async () => {
      await files.check()
      expect(await ground.names()).toEqual([])
    })

    test('tells which of it is old, and clears away what stopped half way', async () => {
      const { key } = await put(Buffer.from('x'))
      const keys: string[] = []
      for await (const some of files.oldKeys(-60_000)) keys.push(...some)
      expect(keys).toEqual([key])
      for await (const some of files.oldKeys(60_000)) expect(some).toEqual([])
      expect(await files.removeParts(-60_000)).toBe(0)
    })
  })
})

test('the check of a folder that cannot be written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'moa-files-'))
  await writeFile(join(folder, 'file'), '')
  await expect(diskStore(join(folder, 'file'), openVault(randomBytes(32))).check()).rejects.toThrow()
  await rm(folder, { recursive: true })
})

test('a file of a folder is for its owner only, and noticed when nothing is left of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'moa-files-'))
  const files = diskStore(folder, openVault(randomBytes(32)))
  const { key } = await files.put(Readable.from([Buffer.from('x')]))
  const path = join(folder, key.slice(0, 2), key)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  await writeFile(path, '')
  await expect(files.open(key).then(whole)).rejects.toThrow('changed or cut')
  await rm(folder, { recursive: true })
})

describe('a bucket', () => {
  test('that is set wrongly is told of at the start, and what to look at', async () => {
    const bucket = await startBucket()
    const DATA_DIR = await mkdtemp(join(tmpdir(), 'moa-data-'))
    const right = {
      DATA_DIR,
      S3_ENDPOINT: bucket.endpoint,
      S3_BUCKET: bucket.bucket,
      S3_REGION: bucket.region,
      S3_ACCESS_KEY_ID: bucket.accessKeyId,
      S3_SECRET_ACCESS_KEY: bucket.secretAccessKey,
    }
    const vault = openVault(randomBytes(32))
    const started = (wrong: Record<string, string>) => openStore(readEnv({ ...right, ...wrong }), vault)
    await expect(started({ S3_SECRET_ACCESS_KEY: 'wrong' })).rejects.toThrow('S3_SECRET_ACCESS_KEY가 맞지 않')
    await expect(started({ S3_BUCKET: 'no-such' })).rejects.toThrow('버킷이 없어요')
    await expect(started({ S3_ENDPOINT: 'http://127.0.0.1:1' })).rejects.toThrow('닿지 않아요')
    expect(() => readEnv({ ...right, S3_BUCKET: '' })).toThrow('모두 적어 주세요')
    const { key } = await (await started({})).put(Readable.from([Buffer.from('네')]))
    expect((await openBucket(bucket).list(null)).entries.map((entry) => entry.key)).toEqual([key])
    await bucket.stop()
    await rm(DATA_DIR, { recursive: true })
  })
})

async function whole(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
