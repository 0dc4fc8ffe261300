import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openVault } from '#server/domain/vault.ts'
import { diskStore } from '#server/files/disk.ts'
import { FileMissing, type FileStore } from '#server/files/store.ts'

const MEGABYTE = 1024 * 1024
const FRAME_BYTES = 64 * 1024

let folder: string
let files: FileStore
const vault = openVault(randomBytes(32))

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moa-files-'))
  files = diskStore(folder, vault)
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function everyFile(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function onlyFile(): Promise<string> {
  const [path, ...others] = await everyFile()
  expect(others).toEqual([])
  if (!path) throw new Error('no file was written')
  return path
}

const put = (...chunks: Uint8Array[]) => files.put(Readable.from(chunks))

async function contents(key: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of await files.open(key)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

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

  test('lies on disk unreadable, for its owner only, and under no name that was given', async () => {
    const plain = Buffer.from('닉네임,주문번호\n달콩이,000123\n'.repeat(50))
    const { key } = await put(plain)
    const path = await onlyFile()

    expect(await readFile(path)).not.toContain(Buffer.from('달콩이'))
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(key).toMatch(/^[0-9a-f]{40}$/)
  })

  test('is stored differently each time', async () => {
    const first = await put(Buffer.from('같은 내용'))
    const second = await put(Buffer.from('같은 내용'))
    const [one, other] = await everyFile()
    expect(first.key).not.toBe(second.key)
    expect(await readFile(String(one))).not.toEqual(await readFile(String(other)))
  })

  test('is gone once removed, and removing again is no error', async () => {
    const { key } = await put(Buffer.from('x'))
    await files.remove(key)
    await files.remove(key)
    await expect(files.open(key)).rejects.toThrow(FileMissing)
    expect(await everyFile()).toEqual([])
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
    const bytes = await readFile(path)
    const place = at < 0 ? bytes.length + at : at
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place)
    await writeFile(path, bytes)
    await expect(contents(key)).rejects.toThrow('changed or cut')
  })

  test.each([0, 7, 8, 9, 8 + FRAME_BYTES + 16, 8 + 2 * (FRAME_BYTES + 16), 8 + 2 * FRAME_BYTES])(
    'a file cut to %i bytes',
    async (size) => {
      const { key, path } = await stored()
      await truncate(path, size)
      await expect(contents(key)).rejects.toThrow('changed or cut')
    },
  )

  test('bytes added at the end', async () => {
    const { key, path } = await stored()
    await writeFile(path, Buffer.alloc(100), { flag: 'a' })
    await expect(contents(key)).rejects.toThrow('changed or cut')
  })

  test('a flipped bit in the part that is read, and not in another', async () => {
    const { key, path } = await stored()
    const bytes = await readFile(path)
    bytes.writeUInt8(bytes.readUInt8(8 + FRAME_BYTES + 100) ^ 1, 8 + FRAME_BYTES + 100)
    await writeFile(path, bytes)
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
    const bytes = await readFile(path)
    const frame = (n: number) => bytes.subarray(8 + n * (FRAME_BYTES + 16), 8 + (n + 1) * (FRAME_BYTES + 16))
    await writeFile(path, Buffer.concat([bytes.subarray(0, 8), frame(1), frame(0), frame(2)]))
    await expect(contents(key)).rejects.toThrow('changed or cut')
  })

  test('a file put in the place of another', async () => {
    const one = await stored()
    const bytes = await readFile(one.path)
    const other = await put(Buffer.from('other'))
    const place = (await everyFile()).find((path) => path.endsWith(other.key))
    await writeFile(String(place), bytes)
    await expect(contents(other.key)).rejects.toThrow('changed or cut')
  })

  test('another key opens nothing', async () => {
    const { key } = await stored()
    files = diskStore(folder, openVault(randomBytes(32)))
    await expect(contents(key)).rejects.toThrow('changed or cut')
  })
})

describe('what fails leaves nothing behind', () => {
  test('a stream that breaks', async () => {
    async function* broken() {
      yield randomBytes(3 * FRAME_BYTES)
      throw new Error('the line broke')
    }
    await expect(files.put(broken())).rejects.toThrow('the line broke')
    expect(await everyFile()).toEqual([])
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
    expect(await everyFile()).toEqual([])
  })

  test('the check of a store that cannot be written', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(diskStore(join(folder, 'file'), vault).check()).rejects.toThrow()
  })
})
