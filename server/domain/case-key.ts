import { sql } from 'kysely'
import type { Db, Tx } from '#db/client.ts'
import { Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { CaseKey, Vault } from './vault.ts'

// Where the wrapped data keys of cases lie. Without its row a case's sealed data stays unreadable for good, which is
// how a case is forgotten; under a new master key only these rows and the accounts are written anew.

/** The data key of a case. Refuses `case.shredded` when it was destroyed; throws `SealBroken` under a wrong master. */
export async function caseKey(db: Db, vault: Vault, caseId: string): Promise<CaseKey> {
  const row = await db
    .selectFrom('case_key')
    .select('wrapped')
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  if (!row) throw new Refusal('conflict', 'case.shredded')
  return vault.openCaseKey(caseId, row.wrapped)
}

/** Throws `SealBroken` when what lies in the database was sealed under master keys this vault does not have. */
export async function ensureVaultFits(db: Db, vault: Vault): Promise<void> {
  const samples = await db
    .selectFrom('case_key')
    .distinctOn('master_key_id')
    .select(['case_id', 'wrapped'])
    .orderBy('master_key_id')
    .execute()
  for (const sample of samples) vault.openCaseKey(sample.case_id, sample.wrapped)
}

/** How many case keys are re-wrapped in one transaction: short enough to stop nobody. */
const REWRAP_ROWS = 100

/**
 * Wraps every case key, and seals every account's address and the server's own secrets, under the vault's current
 * master key; the vault must know the former one. May be stopped and run again at any time: each row opens before and
 * after. Returns how many cases and accounts moved.
 */
export async function rewrapKeys(db: Db, vault: Vault): Promise<{ cases: number; accounts: number }> {
  await resealSecrets(db, vault)
  return { cases: await rewrapCaseKeys(db, vault), accounts: await resealAccounts(db, vault) }
}

async function resealSecrets(db: Db, vault: Vault): Promise<void> {
  await inTransaction(db, async (tx) => {
    const rows = await tx.selectFrom('server_secret').selectAll().forUpdate().execute()
    for (const { name, sealed } of rows) {
      const anew = vault.sealServer(name, vault.unsealServer(name, sealed))
      await tx.updateTable('server_secret').set({ sealed: anew }).where('name', '=', name).execute()
    }
  })
}

async function rewrapCaseKeys(db: Db, vault: Vault): Promise<number> {
  for (let moved = 0; ; ) {
    const now = await inTransaction(db, async (tx) => {
      const rows = await tx
        .selectFrom('case_key')
        .select(['case_id', 'wrapped'])
        .where('master_key_id', '<>', vault.masterKeyId)
        .limit(REWRAP_ROWS)
        .forUpdate()
        .execute()
      for (const row of rows) {
        const { wrapped, masterKeyId } = vault.rewrapCaseKey(row.case_id, row.wrapped)
        await tx
          .updateTable('case_key')
          .set({ wrapped, master_key_id: masterKeyId })
          .where('case_id', '=', row.case_id)
          .execute()
      }
      return rows.length
    })
    moved += now
    if (now < REWRAP_ROWS) return moved
  }
}

/** Accounts carry no key id of their own, so all with an address are sealed again, in id order. */
async function resealAccounts(db: Db, vault: Vault): Promise<number> {
  for (let moved = 0, after = NO_ID; ; ) {
    const rows = await inTransaction(db, (tx) => resealSome(tx, vault, after))
    moved += rows.length
    const last = rows.at(-1)
    if (!last || rows.length < REWRAP_ROWS) return moved
    after = last.id
  }
}

const NO_ID = '00000000-0000-0000-0000-000000000000'

async function resealSome(tx: Tx, vault: Vault, after: string) {
  const rows = await tx
    .selectFrom('account')
    .select(['id', 'email_sealed'])
    .where('email_sealed', 'is not', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(REWRAP_ROWS)
    .forUpdate()
    .execute()
  for (const { id, email_sealed } of rows) {
    if (!email_sealed) continue
    const value = vault.unsealAccount(id, email_sealed)
    if (!hasEmail(value)) throw new Error(`The sealed data of account ${id} holds no address`)
    await tx
      .updateTable('account')
      .set({ email_sealed: vault.sealAccount(id, value), email_index: vault.emailIndex(value.email) })
      .where('id', '=', id)
      .execute()
  }
  return rows
}

function hasEmail(value: unknown): value is { email: string } {
  return typeof value === 'object' && value !== null && 'email' in value && typeof value.email === 'string'
}

/**
 * Destroys a case's data key: names, phones and addresses in it become unreadable everywhere, backups made later
 * included. Facts, amounts and the ledger stay. Returns whether there was a key.
 */
export async function shredCase(db: Db, caseId: string): Promise<boolean> {
  const gone = await sql`delete from case_key where case_id = ${caseId}`.execute(db)
  return gone.numAffectedRows === 1n
}
