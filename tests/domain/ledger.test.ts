import { randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { isSignedBy, readCheckpoint } from '#app/proof/checkpoint.ts'
import { entryLeaf } from '#app/proof/entry.ts'
import { inclusionSpans, rootOfInclusion } from '#app/proof/merkle.ts'
import { checkpointLedger, firstBrokenCheckpoint, signedTree } from '#server/domain/checkpoint.ts'
import { submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { rootsAt, spanHashes } from '#server/domain/ledger/tree.ts'
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

  test('K7: an entry edited, even by the owner of the tables, is named', async () => {
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

  test('K7: an entry taken out, entries swapped and a cut tail are named', async () => {
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

  test('K7: show a history written anew, which the hashes alone do not', async () => {
    await checkpointLedger(database.db, vault, caseId)
    await asOwner(sql`alter table ledger_root drop constraint ledger_root_case_id_size_fkey`)
    await asOwner(sql`delete from ledger where seq = 5`)
    await asOwner(
      sql`update case_head set ledger_seq = 4, ledger_hash = whole.hash, ledger_edge = substring(whole.tree from 65)
        from ledger as whole where whole.seq = 4`,
    )
    expect(await broken()).toBeNull()
    expect(await firstBrokenCheckpoint(database.db, vault, caseId)).toBe(5)
  })

  test('are worth nothing without the key', async () => {
    const forger = openVault(randomBytes(32))
    await checkpointLedger(database.db, forger, caseId)
    expect(await firstBrokenCheckpoint(database.db, vault, caseId)).toBe(5)
  })

  test.each([
    ['the root', sql`root = sha256('forged')`],
    ['the time', sql`at = at - interval '1 day'`],
    ['the signature', sql`signature = set_byte(signature, 0, get_byte(signature, 0) # 1)`],
  ])('hold for exactly what was signed: %s', async (_, change) => {
    await checkpointLedger(database.db, vault, caseId)
    await asOwner(sql`update ledger_root set ${change}`)
    expect(await firstBrokenCheckpoint(database.db, vault, caseId)).toBe(5)
  })

  test('are handed out as notes that their key has signed', async () => {
    const signed = await signedTree(database.db, vault, caseId)
    const read = readCheckpoint(signed?.note ?? '')
    expect(read).toMatchObject({ caseId, size: 5 })
    expect(read && isSignedBy(vault.signingPublicKey, read)).toBe(true)
    expect(read && isSignedBy(openVault(randomBytes(32)).signingPublicKey, read)).toBe(false)
    expect(await signedTree(database.db, vault, (await bareCase(database.db, vault)).caseId)).toBeNull()
  })

  test('of the time before there were trees are still checked', async () => {
    const { seq, hash } = await ledgerTip(database.db, caseId)
    const text = `moa.checkpoint.v1|${caseId}|${seq}|${Buffer.from(hash).toString('hex')}`
    const of = { case_id: caseId, seq, hash: Buffer.from(hash), key_id: vault.signingKeyId }
    const older = { ...of, signature: vault.signCheckpoint(text) }
    await database.owner.insertInto('ledger_checkpoint').values(older).execute()
    expect(await firstBrokenCheckpoint(database.db, vault, caseId)).toBeNull()
    await asOwner(sql`update ledger_checkpoint set hash = sha256('forged')`)
    expect(await firstBrokenCheckpoint(database.db, vault, caseId)).toBe(5)
  })

  test('an empty ledger has none', async () => {
    const empty = await bareCase(database.db, vault)
    expect(await checkpointLedger(database.db, vault, empty.caseId)).toBeNull()
  })
})

describe('the tree', () => {
  test('is that of RFC 6962 over the hashes of the entries, and every span of it is at hand', async () => {
    const rows = await database.db.selectFrom('ledger').select('hash').orderBy('seq').execute()
    const leaves = rows.map(({ hash }) => entryLeaf(hash))
    const size = leaves.length
    const [root] = await rootsAt(database.db, caseId, [size])
    for (const [index, leaf] of leaves.entries()) {
      const proof = await spanHashes(database.db, caseId, inclusionSpans(index, size))
      expect(rootOfInclusion(leaf, index, size, proof)).toEqual(root && Uint8Array.from(root))
    }
    await expect(rootsAt(database.db, caseId, [size + 1])).rejects.toThrow('no entry 6')
  })

  test('a subtree that is not what its entries come to is named', async () => {
    await asOwner(sql`update ledger set tree = set_byte(tree, 95, get_byte(tree, 95) # 1) where seq = 4`)
    expect(await broken()).toBe(4)
    await asOwner(sql`update ledger set tree = set_byte(tree, 95, get_byte(tree, 95) # 1) where seq = 4`)
    expect(await broken()).toBeNull()
    await asOwner(sql`update case_head set ledger_edge = substring(ledger_edge from 33)`)
    expect(await broken()).toBe(6)
  })
})

describe('the role of the application', () => {
  const kept = ['ledger', 'ledger_checkpoint', 'ledger_root', 'ledger_signer', 'claim_version', 'claim_item']

  const columns: Record<string, string> = {
    ledger: 'seq',
    ledger_checkpoint: 'seq',
    ledger_root: 'size',
    ledger_signer: 'key_id',
  }

  test.each(kept)('may not change, delete or empty %s', async (table) => {
    const name = sql.table(table)
    const column = columns[table] ?? 'version'
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
