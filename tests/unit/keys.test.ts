import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readEnv } from '#server/env.ts'
import { masterKey } from '#server/keys.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'moa-keys-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a key is made once, for its owner only, and found again', async () => {
  const keys = path.join(folder, 'keys')
  const made = await masterKey(undefined, keys)
  expect(made).toHaveLength(32)
  expect(Buffer.from(await masterKey(undefined, keys)).equals(made)).toBe(true)
  expect((await stat(path.join(keys, 'master.key'))).mode & 0o777).toBe(0o600)
  expect((await stat(keys)).mode & 0o777).toBe(0o700)
})

test('a given key is used and leaves no file', async () => {
  const given = randomBytes(32)
  expect(Buffer.from(await masterKey(given.toString('base64'), folder)).equals(given)).toBe(true)
  await expect(readFile(path.join(folder, 'master.key'))).rejects.toThrow(/ENOENT/)
})

test('a key of the wrong length stops the start and is not replaced', async () => {
  await expect(masterKey(randomBytes(16).toString('base64'), folder)).rejects.toThrow(/MOA_MASTER_KEY/)
  await writeFile(path.join(folder, 'master.key'), 'c2hvcnQ=\n')
  await expect(masterKey(undefined, folder)).rejects.toThrow(/32 bytes/)
  expect(await readFile(path.join(folder, 'master.key'), 'utf8')).toBe('c2hvcnQ=\n')
})

test('the environment is read once, with defaults, and refused with the name of what is wrong', () => {
  expect(readEnv({})).toMatchObject({ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: 3000, TRUST_PROXY: 0 })
  expect(readEnv({ ORIGIN: 'https://moa.example.com/x', PORT: '' })).toMatchObject({
    ORIGIN: 'https://moa.example.com',
    PORT: 3000,
  })
  expect(() => readEnv({ PORT: '70000' })).toThrow(/PORT/)
  expect(() => readEnv({ ORIGIN: 'javascript:alert(1)' })).toThrow(/ORIGIN/)
  expect(() => readEnv({ DATABASE_URL: 'mysql://x' })).toThrow(/DATABASE_URL/)
})
