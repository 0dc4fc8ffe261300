import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readEnv } from '#server/env.ts'
import { masterKeys, renewKeyFile } from '#server/keys.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'moa-keys-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const readKeys = (given = {}) => masterKeys(given, path.join(folder, 'keys'))
const keyFile = () => path.join(folder, 'keys', 'master.key')

test('a key is made once, for its owner only, and found again', async () => {
  const made = await readKeys()
  expect(made.current).toHaveLength(32)
  expect(await readKeys()).toEqual(made)
  expect((await stat(keyFile())).mode & 0o777).toBe(0o600)
  expect((await stat(path.dirname(keyFile()))).mode & 0o777).toBe(0o700)
  expect(await readdir(path.dirname(keyFile()))).toEqual(['master.key'])
})

test('a given key is used and leaves no file', async () => {
  const [given, former] = [randomBytes(32), randomBytes(32)]
  const keys = await readKeys({ current: given.toString('base64'), former: former.toString('base64') })
  expect(keys).toEqual({ current: given, former: [former] })
  await expect(readFile(keyFile())).rejects.toThrow(/ENOENT/)
})

test('a key of the wrong length stops the start and is not replaced', async () => {
  const short = randomBytes(16).toString('base64')
  await expect(readKeys({ current: short })).rejects.toThrow(/MOA_MASTER_KEY/)
  await expect(readKeys({ former: short })).rejects.toThrow(/MOA_FORMER_KEYS/)
  await readKeys()
  await writeFile(keyFile(), 'c2hvcnQ=\n')
  await expect(readKeys()).rejects.toThrow(/32 bytes/)
  expect(await readFile(keyFile(), 'utf8')).toBe('c2hvcnQ=\n')
})

test('a renewed key file keeps the former key able to open', async () => {
  const before = await readKeys()
  const renewed = await renewKeyFile(path.dirname(keyFile()))
  expect(renewed.current).not.toEqual(before.current)
  expect(renewed.former).toEqual([before.current])
  expect(await readKeys()).toEqual(renewed)
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
