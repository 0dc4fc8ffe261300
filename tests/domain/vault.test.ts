import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { caseKey, ensureVaultFits, rewrapKeys, shredCase } from '#server/domain/case-key.ts'
import {
  blindIndex,
  codeHash,
  openVault,
  SealBroken,
  seal,
  unseal,
  type Vault,
} from '#server/domain/vault.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { bareCase } from './claims.ts'

const masterKey = randomBytes(32)
const vault = openVault(masterKey)
const place = `claim_identity|${randomUUID()}|1`
const someone = { name: '김하늘', phone: '01000001234', email: 'haneul@example.com' }

function keyOfACase(of: Vault = vault) {
  const caseId = randomUUID()
  return of.openCaseKey(caseId, of.newCaseKey(caseId).wrapped)
}

describe('sealing', () => {
  test('K1: opens in its own place and nowhere else', () => {
    const key = keyOfACase()
    const blob = seal(key, place, someone)
    expect(unseal(key, place, blob)).toEqual(someone)
    expect(() => unseal(key, place.replace('|1', '|2'), blob)).toThrow(SealBroken)
    expect(() => unseal(key, place.replace('claim_identity', 'account'), blob)).toThrow(SealBroken)
    expect(() => unseal(keyOfACase(), place, blob)).toThrow(SealBroken)
  })

  test('K2: any flipped bit, any cut and any growth is found', () => {
    const key = keyOfACase()
    const blob = seal(key, place, someone)
    for (let bit = 0; bit < blob.length * 8; bit++) {
      const bent = Buffer.from(blob)
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => unseal(key, place, bent), `bit ${bit}`).toThrow(SealBroken)
    }
    for (const length of [0, 1, 20, 36, blob.length - 1]) {
      expect(() => unseal(key, place, blob.subarray(0, length)), `length ${length}`).toThrow(SealBroken)
    }
    expect(() => unseal(key, place, Buffer.concat([blob, Buffer.of(0)]))).toThrow(SealBroken)
  })

  test('K3: no IV comes twice, and nothing of the content shows', () => {
    const key = keyOfACase()
    const blobs = Array.from({ length: 20_000 }, () => seal(key, place, someone))
    expect(new Set(blobs.map((blob) => blob.toString('hex', 9, 21))).size).toBe(blobs.length)
    expect(blobs[0]?.includes('haneul')).toBe(false)
    expect(blobs[0]?.includes('01000001234')).toBe(false)
  })

  test('what an account keeps opens for that account only', () => {
    const mine = randomUUID()
    const blob = vault.sealAccount(mine, { email: someone.email })
    expect(vault.unsealAccount(mine, blob)).toEqual({ email: someone.email })
    expect(() => vault.unsealAccount(randomUUID(), blob)).toThrow(SealBroken)
  })
})

describe('keys', () => {
  test('a master key of another length opens no vault', () => {
    expect(() => openVault(randomBytes(31))).toThrow(RangeError)
    expect(() => openVault(randomBytes(33))).toThrow(RangeError)
    expect(() => openVault(masterKey, { signingSeed: randomBytes(16) })).toThrow(RangeError)
  })

  test('a case key opens under its master and for its case only', () => {
    const caseId = randomUUID()
    const { wrapped, masterKeyId } = vault.newCaseKey(caseId)
    expect(masterKeyId).toBe(vault.masterKeyId)
    expect(() => vault.openCaseKey(randomUUID(), wrapped)).toThrow(SealBroken)
    expect(() => openVault(randomBytes(32)).openCaseKey(caseId, wrapped)).toThrow(SealBroken)
  })

  test('the same value has one index per case and kind', () => {
    const [here, there] = [keyOfACase(), keyOfACase()]
    const index = blindIndex(here, 'phone', '01000001234')
    expect(index).toHaveLength(16)
    expect(blindIndex(here, 'phone', '01000001234')).toEqual(index)
    expect(blindIndex(there, 'phone', '01000001234')).not.toEqual(index)
    expect(blindIndex(here, 'order', '01000001234')).not.toEqual(index)
    expect(blindIndex(here, 'phone', '01000001235')).not.toEqual(index)
  })

  test('an address is found whatever its letter case', () => {
    expect(vault.emailIndex(' Minji@Example.com')).toEqual(vault.emailIndex('minji@example.com'))
    expect(vault.emailIndex('minji@example.com')).not.toEqual(vault.emailIndex('minsu@example.com'))
  })

  test('join codes are 22 characters, stable, and stored as their SHA-256', () => {
    const inviteId = randomUUID()
    const code = vault.inviteCode(inviteId)
    expect(code).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(openVault(masterKey).inviteCode(inviteId)).toBe(code)
    expect(vault.inviteCode(randomUUID())).not.toBe(code)
    expect(codeHash(code)).toEqual(createHash('sha256').update(code).digest())
    expect(vault.knownInviteCode(inviteId, codeHash(code))).toBe(code)
    expect(vault.knownInviteCode(inviteId, codeHash('another'))).toBeNull()
  })

  test('each purpose has its own key, and none shows the master', () => {
    const shown = [vault.cookieSecret(), Buffer.from(vault.fileKey('a')).toString('base64url')]
    expect(new Set([...shown, masterKey.toString('base64url')]).size).toBe(3)
    expect(vault.fileKey('a')).not.toEqual(vault.fileKey('b'))
    expect(JSON.stringify(vault)).not.toContain(masterKey.toString('base64'))
  })

  test('a checkpoint signature holds for exactly what was signed', () => {
    const text = 'moa.ledger/a case\n7\n'
    const signed = { keyId: vault.signingKeyId, signature: vault.signCheckpoint(text) }
    expect(vault.verifyCheckpoint(text, signed)).toBe(true)
    expect(vault.verifyCheckpoint('moa.ledger/a case\n8\n', signed)).toBe(false)
    expect(vault.verifyCheckpoint(text, { ...signed, keyId: 'ffffffffffffffff' })).toBe(false)
    const later = openVault(randomBytes(32), { former: [masterKey] })
    expect(later.verifyCheckpoint(text, signed)).toBe(true)
    expect(openVault(randomBytes(32)).verifyCheckpoint(text, signed)).toBe(false)
  })
})

describe('keys in the database', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await freshDatabase()
  })

  test('K4: moving to a new master key keeps everything readable, and the old key may go', async () => {
    const { db } = database
    const { caseId } = await bareCase(db, vault)
    const accountId = randomUUID()
    const email_sealed = vault.sealAccount(accountId, { email: someone.email })
    const email_index = vault.emailIndex(someone.email)
    await db
      .insertInto('account')
      .values({ id: accountId, email_sealed, email_index, password_hash: 'x' })
      .execute()
    const blob = seal(await caseKey(db, vault, caseId), place, someone)

    const newKey = randomBytes(32)
    const during = openVault(newKey, { former: [masterKey] })
    expect(unseal(await caseKey(db, during, caseId), place, blob)).toEqual(someone)
    expect(during.emailIndexes(someone.email)).toContainEqual(email_index)
    expect(await rewrapKeys(db, during)).toEqual({ cases: 1, accounts: 1 })
    expect((await rewrapKeys(db, during)).cases).toBe(0)

    const after = openVault(newKey)
    await ensureVaultFits(db, after)
    expect(unseal(await caseKey(db, after, caseId), place, blob)).toEqual(someone)
    const account = await db
      .selectFrom('account')
      .selectAll()
      .where('email_index', '=', after.emailIndex(someone.email))
      .executeTakeFirstOrThrow()
    expect(after.unsealAccount(accountId, account.email_sealed ?? Buffer.of())).toEqual({
      email: someone.email,
    })
    await expect(ensureVaultFits(db, vault)).rejects.toThrow(SealBroken)
    await expect(caseKey(db, vault, caseId)).rejects.toThrow(SealBroken)
  })

  test('a shredded case stays closed', async () => {
    const { db } = database
    const { caseId } = await bareCase(db, vault)
    expect(await shredCase(db, caseId)).toBe(true)
    expect(await shredCase(db, caseId)).toBe(false)
    await expect(caseKey(db, vault, caseId)).rejects.toMatchObject({ code: 'case.shredded' })
  })
})
