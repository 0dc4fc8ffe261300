import { sql } from 'kysely'
import type { Db, Tx } from '#db/client.ts'
import { carryGuest, type LeftBehind } from './account/carry.ts'
import { hashPassword, isPassword } from './account/password.ts'
import { newRecoveryCode, recoveryHash } from './account/recovery.ts'
import { Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Vault } from './vault.ts'
import type { Viewer } from './viewer.ts'

// Who somebody is. A guest is an account without an address; becoming an account holder keeps the row, so messages,
// claims and roles stay where they are. Whoever calls these must rotate the session afterwards.

type WithVault = { vault: Vault }
export type Credentials = { email: string; password: string }
/** Who the device belongs to now, and what of the guest before could not come along (see `carryGuest`). */
export type Arrival = { accountId: string; leftBehind: LeftBehind | null }
/** What a person may see of their own account. `createdAt` is an ISO instant. */
export type AccountView = {
  email: string | null
  hasPassword: boolean
  hasRecoveryCode: boolean
  createdAt: string
}

/** Makes a guest: an account without an address, known only by its session. */
export async function newGuest(db: Db): Promise<{ accountId: string }> {
  const row = await db.insertInto('account').defaultValues().returning('id').executeTakeFirstOrThrow()
  return { accountId: row.id }
}

/**
 * Turns the viewer's guest account into one with an address and password, or makes a new one for nobody. Refuses
 * `account.email_taken` (said openly: the person must learn it, and the door counts tries), `account.password_easy`,
 * `account.already_has_password`.
 */
export async function signUp(
  db: Db,
  viewer: Viewer,
  { email, password }: Credentials,
  { vault }: WithVault,
): Promise<{ accountId: string }> {
  const passwordHash = await hashPassword(password, email)
  return inTransaction(db, async (tx) => {
    const emailIndex = vault.emailIndex(email)
    await sql`select pg_advisory_xact_lock(hashtextextended(${emailIndex.toString('hex')}, 0))`.execute(tx)
    await ensureFree(tx, vault.emailIndexes(email))
    const accountId = viewer.accountId ?? (await newGuest(tx)).accountId
    const kept = await tx
      .updateTable('account')
      .set({
        email_index: emailIndex,
        email_sealed: vault.sealAccount(accountId, { email }),
        password_hash: passwordHash,
      })
      .where('id', '=', accountId)
      .where('password_hash', 'is', null)
      .executeTakeFirst()
    if (kept.numUpdatedRows === 0n) throw new Refusal('conflict', 'account.already_has_password')
    return { accountId }
  })
}

/**
 * Finds the account behind an address and password. Refuses `account.wrong_login` for a wrong password and an
 * unknown address alike, with the same work done. What the guest on this device was a member of moves along.
 */
export async function logIn(
  db: Db,
  viewer: Viewer,
  { email, password }: Credentials,
  { vault }: WithVault,
): Promise<Arrival> {
  const account = await db
    .selectFrom('account')
    .select(['id', 'password_hash'])
    .where('email_index', 'in', vault.emailIndexes(email))
    .executeTakeFirst()
  const right = await isPassword(password, account?.password_hash)
  if (!account || !right) throw new Refusal('invalid', 'account.wrong_login')
  return arrive(db, viewer, account.id)
}

/** Refuses `account.wrong_password` unless this is the viewer's own password; `account.needed` for a guest. */
export async function checkPassword(db: Db, viewer: Viewer, password: string): Promise<void> {
  const account = await ownAccount(db, viewer)
  if (!account.password_hash) throw new Refusal('forbidden', 'account.needed')
  if (await isPassword(password, account.password_hash)) return
  throw new Refusal('invalid', 'account.wrong_password', { fields: { password: 'account.wrong_password' } })
}

/** Refuses as `checkPassword`; a guest has no password to be asked for, and holds the device. */
export async function checkIdentity(db: Db, viewer: Viewer, password: string): Promise<void> {
  const { password_hash } = await ownAccount(db, viewer)
  if (password_hash) await checkPassword(db, viewer, password)
}

/** Puts a new password in place of the old one. Refusals as `checkPassword`, and `account.password_easy`. */
export async function changePassword(
  db: Db,
  viewer: Viewer,
  { password, newPassword }: { password: string; newPassword: string },
  { vault }: WithVault,
): Promise<{ accountId: string }> {
  await checkPassword(db, viewer, password)
  const { id, email_sealed } = await ownAccount(db, viewer)
  const email = email_sealed ? emailIn(vault, id, email_sealed) : ''
  const passwordHash = await hashPassword(newPassword, email)
  await db.updateTable('account').set({ password_hash: passwordHash }).where('id', '=', id).execute()
  return { accountId: id }
}

/** Makes a recovery code, shown this once; the one before stops working. */
export async function makeRecoveryCode(db: Db, viewer: Viewer): Promise<{ code: string }> {
  const { id } = await ownAccount(db, viewer)
  return { code: await giveRecoveryCode(db, id) }
}

/**
 * Finds the account of a recovery code and uses the code up. Refuses `account.wrong_code`. What the guest on this
 * device was a member of moves along.
 */
export async function recover(db: Db, viewer: Viewer, typed: string): Promise<Arrival> {
  const wanted = recoveryHash(typed)
  if (!wanted) throw wrongCode()
  return inTransaction(db, async (tx) => {
    const account = await tx
      .updateTable('account')
      .set({ recovery_hash: null })
      .where('recovery_hash', '=', wanted)
      .returning('id')
      .executeTakeFirst()
    if (!account) throw wrongCode()
    return arrive(tx, viewer, account.id)
  })
}

/** The viewer's own account. Refuses `shared.not_found` for nobody. */
export async function accountOf(db: Db, viewer: Viewer, { vault }: WithVault): Promise<AccountView> {
  const account = await ownAccount(db, viewer)
  return {
    email: account.email_sealed ? emailIn(vault, account.id, account.email_sealed) : null,
    hasPassword: account.password_hash !== null,
    hasRecoveryCode: account.recovery_hash !== null,
    createdAt: account.created_at.toISOString(),
  }
}

async function arrive(db: Db, viewer: Viewer, accountId: string): Promise<Arrival> {
  const guestId = viewer.hasPassword ? null : viewer.accountId
  if (!guestId || guestId === accountId) return { accountId, leftBehind: null }
  return inTransaction(db, async (tx) => {
    const slugs = await carryGuest(tx, guestId, accountId)
    if (slugs.length === 0) return { accountId, leftBehind: null }
    return { accountId, leftBehind: { slugs, recoveryCode: await giveRecoveryCode(tx, guestId) } }
  })
}

async function giveRecoveryCode(db: Db, accountId: string): Promise<string> {
  const code = newRecoveryCode()
  const hash = recoveryHash(code)
  await db.updateTable('account').set({ recovery_hash: hash }).where('id', '=', accountId).execute()
  return code
}

async function ownAccount(db: Db, viewer: Viewer) {
  const row = viewer.accountId
    ? await db.selectFrom('account').selectAll().where('id', '=', viewer.accountId).executeTakeFirst()
    : undefined
  if (!row) throw new Refusal('notFound', 'shared.not_found')
  return row
}

async function ensureFree(tx: Tx, emailIndexes: Buffer[]): Promise<void> {
  const taken = await tx
    .selectFrom('account')
    .select('id')
    .where('email_index', 'in', emailIndexes)
    .executeTakeFirst()
  if (taken)
    throw new Refusal('conflict', 'account.email_taken', { fields: { email: 'account.email_taken' } })
}

function emailIn(vault: Vault, accountId: string, sealed: Uint8Array): string {
  return (vault.unsealAccount(accountId, sealed) as { email: string }).email
}

function wrongCode(): Refusal {
  return new Refusal('invalid', 'account.wrong_code', {
    fields: { recoveryCode: 'account.wrong_code' },
  })
}
