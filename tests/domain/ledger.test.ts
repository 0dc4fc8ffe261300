import { randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { checkpointLedger, firstBrokenCheckpoint } from '#server/domain/checkpoint.ts'
import { submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { canonicalJson, firstBrokenEntry, ledgerTip, record } from '#server/domain/ledger.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import { openVault } from '#server/domain/vault.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { bareCase, buyerDraft, memberOf } from './claims.ts'

const vault = openVault(randomBytes(32))
let database: TestDatabase
let caseId: string
let slug: string
let claimId: string

beforeEach(async () => {
  database = await freshDatabase()
  const { db } = database
  ;({ caseId, slug } = await bareCase(db, vault))
  const minji = await memberOf(db, caseId, 'buyer')
  for (let n = 0; n < 4; n++) {
    ;({ claimId } = await submitClaim(db, minji, { slug, draft: buyerDraft() }, { vault }))
  }
  await withdrawClaim(db, minji, { claimId, why: '' })
})

const asOwner = (statement: RawBuilder<unknown>) => statement.execute(database.owner)
const broken = () => firstBrokenEntry(database.db, caseId)

describe('the chain', () => {
  test('holds after every act, and its tip is the last entry', async () => {
    expect(await broken()).toBeNull()
    expect((await ledgerTip(database.db, caseId)).seq).toBe(5)
  })

  test('an entry edited, even by the owner of the tables, is named', async () => {
    await asOwner(sql`update ledger set data = jsonb_set(data, '{receiptNo}', '99') where seq = 3`)
    expect(await broken()).toBe(3)
  })

  test('an entry of another time, actor or kind is named', async () => {
    await asOwner(sql`update ledger set at = at - interval '1 day' where seq = 2`)
    expect(await broken()).toBe(2)
    await asOwner(sql`update ledger set at = at + interval '1 day' where seq = 2`)
    expect(await broken()).toBeNull()
    await asOwner(sql`update ledger set actor = null where seq = 4`)
    expect(await broken()).toBe(4)
  })

  test('an entry taken out, entries swapped and a cut tail are named', async () => {
    await asOwner(sql`create table aside as select * from ledger where seq in (2, 5)`)
    await asOwner(sql`delete from ledger where seq = 2`)
    expect(await broken()).toBe(2)
    await asOwner(sql`insert into ledger select * from aside where seq = 2`)
    await asOwner(sql`delete from ledger where seq = 5`)
    expect(await broken()).toBe(5)
    await asOwner(sql`insert into ledger select * from aside where seq = 5`)
    expect(await broken()).toBeNull()
    await asOwner(sql`update ledger set seq = 100 where seq = 3`)
    await asOwner(sql`update ledger set seq = 3 where seq = 4`)
    await asOwner(sql`update ledger set seq = 4 where seq = 100`)
    expect(await broken()).toBe(3)
  })

  test.each([
    ['the hash', sql`hash = set_byte(hash, 31, get_byte(hash, 31) # 1)`],
    ['the hash before', sql`prev_hash = set_byte(prev_hash, 0, get_byte(prev_hash, 0) # 128)`],
    ['the kind', sql`kind = 'claim.amended'`],
    ['the time, by a millisecond', sql`at = at + interval '1 millisecond'`],
    ['the data, by a field', sql`data = data || '{"more": 1}'`],
  ])('one bit of %s is enough', async (_, change) => {
    await asOwner(sql`update ledger set ${change} where seq = 3`)
    expect(await broken()).toBe(3)
  })

  test('an entry forged with a hash of its own breaks the next', async () => {
    await asOwner(sql`update ledger set hash = sha256('forged') where seq = 5`)
    await asOwner(sql`update case_head set ledger_hash = sha256('forged')`)
    expect(await broken()).toBe(5)
  })

  test('what was rolled back was never recorded', async () => {
    await expect(
      inTransaction(database.db, async (tx) => {
        await record(tx, caseId, null, { kind: 'case.opened', data: { caseId } })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect((await ledgerTip(database.db, caseId)).seq).toBe(5)
    expect(await broken()).toBeNull()
  })
})

describe('checkpoints', () => {
  test('sign where the chain ends, once', async () => {
    expect(await checkpointLedger(database.db, vault, caseId)).toBe(5)
    expect(await checkpointLedger(database.db, vault, caseId)).toBeNull()
    expect(await firstBrokenCheckpoint(database.db, vault, caseId)).toBeNull()
  })

  test('show a history written anew, which the hashes alone do not', async () => {
    await checkpointLedger(database.db, vault, caseId)
    await asOwner(sql`alter table ledger_checkpoint drop constraint ledger_checkpoint_case_id_seq_fkey`)
    await asOwner(sql`delete from ledger where seq = 5`)
    await asOwner(
      sql`update case_head set ledger_seq = 4, ledger_hash = (select hash from ledger where seq = 4)`,
    )
    expect(await broken()).toBeNull()
    expect(await firstBrokenCheckpoint(database.db, vault, caseId)).toBe(5)
  })

  test('are worth nothing without the key', async () => {
    const forger = openVault(randomBytes(32))
    await checkpointLedger(database.db, forger, caseId)
    expect(await firstBrokenCheckpoint(database.db, vault, caseId)).toBe(5)
  })

  test('an empty ledger has none', async () => {
    const empty = await bareCase(database.db, vault)
    expect(await checkpointLedger(database.db, vault, empty.caseId)).toBeNull()
  })
})

describe('the role of the application', () => {
  const kept = ['ledger', 'ledger_checkpoint', 'claim_version', 'claim_item']

  test.each(kept)('may not change, delete or empty %s', async (table) => {
    const name = sql.table(table)
    const column = table.startsWith('ledger') ? 'seq' : 'version'
    const refused = { message: expect.stringContaining('permission denied') }
    for (const statement of [
      sql`update ${name} set ${sql.ref(column)} = 9`,
      sql`delete from ${name}`,
      sql`truncate ${name}`,
    ]) {
      await expect(statement.execute(database.db)).rejects.toMatchObject(refused)
    }
    await sql`select 1 from ${name}`.execute(database.db)
  })
})

test('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: 1, a: [{ d: null, c: '가' }] })).toBe('{"a":[{"c":"가","d":null}],"b":1}')
})
