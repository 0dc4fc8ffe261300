import { createECDH, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { rewrapKeys } from '#server/domain/case-key.ts'
import { pushKey } from '#server/domain/push-key.ts'
import { openVault, SealBroken } from '#server/domain/vault.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'

const former = randomBytes(32)
const vault = openVault(former)
let base: TestDatabase

beforeEach(async () => {
  base = await freshDatabase()
})

test('there is one, whoever asks first and how many at once, and it is a pair', async () => {
  const keys = await Promise.all(Array.from({ length: 5 }, () => pushKey(base.db, vault)))
  expect(new Set(keys.map(({ privateKey }) => privateKey)).size).toBe(1)
  const [{ publicKey, privateKey } = { publicKey: '', privateKey: '' }] = keys
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(Buffer.from(privateKey, 'base64url'))
  expect(pair.getPublicKey('base64url')).toBe(publicKey)
})

test('it lies sealed, and outlives a new master key', async () => {
  const key = await pushKey(base.db, vault)
  const { rows } = await sql<{ row: string }>`select s::text as row from server_secret s`.execute(base.owner)
  const scalar = Buffer.from(key.privateKey, 'base64url').toString('hex')
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(scalar)
  const master = randomBytes(32)
  await rewrapKeys(base.db, openVault(master, { former: [former] }))
  expect(await pushKey(base.db, openVault(master))).toEqual(key)
  await expect(pushKey(base.db, vault)).rejects.toThrow(SealBroken)
})
