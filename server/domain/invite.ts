import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Label } from '#app/shapes/case.ts'
import type { Db, Tx } from '#db/client.ts'
import { type Member, memberIn, memberWho } from './access.ts'
import { type PublicCase, publicCase } from './case.ts'
import { ensureValid, inviteByCode } from './invite/by-code.ts'
import { record } from './ledger.ts'
import { notFound, Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import { codeHash, type Vault } from './vault.ts'
import type { Viewer } from './viewer.ts'

// Join links. A code carries 128 bits and is derived by the vault from the invite's id; the database keeps its hash.
// Staff can show a link again at any time, and a dump of the database opens no room.

type WithVault = { vault: Vault }

/** Links that stand open in one case at most; more is a sign of a mistake. */
const OPEN_INVITES_MAX = 50

/**
 * `expiresAt` is an ISO instant or null (never); `maxUses` counts new members, null means no cap; `label` makes helpers
 * with a label of all who come by it.
 */
export type InviteTerms = { expiresAt: string | null; maxUses: number | null; label?: Label | null }
/** A join link as staff sees it. `code` is null when its master key is gone. Times are ISO instants. */
export type InviteView = InviteTerms & {
  id: string
  label: Label | null
  code: string | null
  uses: number
  createdAt: string
  state: 'open' | 'expired' | 'used_up' | 'revoked'
}

/**
 * Makes a join link; staff only. `id` is the form's own random id: sent twice, it is one link. Refuses
 * `invite.expires_past`, `invite.too_many`.
 */
export async function makeInvite(
  db: Db,
  viewer: Viewer,
  { slug, ...terms }: { slug: string; id?: string | undefined } & InviteTerms,
  { vault }: WithVault,
): Promise<{ id: string; code: string }> {
  return inTransaction(db, async (tx) => {
    const staff = await memberWho(tx, viewer, { slug }, 'invite.manage')
    return addInvite(tx, staff, terms, vault)
  })
}

/** The case's join links, newest first; staff only. */
export async function invitesIn(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
  { vault }: WithVault,
): Promise<InviteView[]> {
  const { caseId } = await memberWho(db, viewer, { slug }, 'invite.manage')
  const rows = await db
    .selectFrom('invite')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(OPEN_INVITES_MAX * 2)
    .execute()
  const now = Date.now()
  return rows.map((row) => ({
    id: row.id,
    code: vault.knownInviteCode(row.id, row.code_hash),
    expiresAt: row.expires_at?.toISOString() ?? null,
    maxUses: row.max_uses,
    label: row.label,
    uses: row.uses,
    createdAt: row.created_at.toISOString(),
    state: stateOf(row, now),
  }))
}

/** The newest open link without a cap or an end, for any member to share; null when staff keeps none. */
export async function linkToShare(
  db: Db,
  viewer: Viewer,
  { slug }: { slug: string },
  { vault }: WithVault,
): Promise<{ code: string } | null> {
  const { caseId } = await memberIn(db, viewer, { slug }, 'place')
  const row = await db
    .selectFrom('invite')
    .select(['id', 'code_hash'])
    .where('case_id', '=', caseId)
    .where('revoked_at', 'is', null)
    .where('expires_at', 'is', null)
    .where('max_uses', 'is', null)
    .where('label', 'is', null)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  const code = row ? vault.knownInviteCode(row.id, row.code_hash) : null
  return code ? { code } : null
}

/** Closes a link for good; staff only. Closing it twice is once. Refuses `shared.not_found`. */
export async function revokeInvite(
  db: Db,
  viewer: Viewer,
  { slug, inviteId }: { slug: string; inviteId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const staff = await memberWho(tx, viewer, { slug }, 'invite.manage')
    await closeInvite(tx, staff, inviteId)
  })
}

/**
 * Closes a link and makes another on the same terms, in one act; staff only. An end that has passed is dropped.
 * Refuses `invite.revoked_already`, so that a form sent twice makes one link.
 */
export async function rotateInvite(
  db: Db,
  viewer: Viewer,
  { slug, inviteId }: { slug: string; inviteId: string },
  { vault }: WithVault,
): Promise<{ id: string; code: string }> {
  return inTransaction(db, async (tx) => {
    const staff = await memberWho(tx, viewer, { slug }, 'invite.manage')
    const old = await closeInvite(tx, staff, inviteId)
    if (old.revoked_at) throw new Refusal('conflict', 'invite.revoked_already')
    const lasts = old.expires_at && old.expires_at.getTime() > Date.now()
    const expiresAt = lasts ? (old.expires_at?.toISOString() ?? null) : null
    return addInvite(tx, staff, { expiresAt, maxUses: old.max_uses, label: old.label }, vault)
  })
}

/** What the join page shows: the public facts, whether the viewer is in already, and the label the link gives. */
export type InvitedCase = PublicCase & { isMember: boolean; label: Label | null }

/**
 * The case behind a code. Refuses `invite.not_valid` for an unknown, expired, revoked or used-up code and to removed
 * members alike; a present member is let through whatever became of the link.
 */
export async function caseByCode(db: Db, viewer: Viewer, code: string): Promise<InvitedCase> {
  const invited = await inviteByCode(db, code)
  const own = viewer.accountId ? await ownRow(db, invited.caseId, viewer.accountId) : undefined
  if (own?.left_why === 'removed') throw invited.refusal
  const isMember = own !== undefined && own.left_why === null
  if (!isMember) ensureValid(invited)
  return { ...(await publicCase(db, invited.slug)), isMember, label: invited.label }
}

function ownRow(db: Db, caseId: string, accountId: string) {
  return db
    .selectFrom('member')
    .select('left_why')
    .where('case_id', '=', caseId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
}

async function addInvite(
  tx: Tx,
  staff: Member,
  terms: InviteTerms & { id?: string | undefined },
  vault: Vault,
) {
  const id = terms.id ?? randomUUID()
  const code = vault.inviteCode(id)
  if (terms.id && (await isMade(tx, staff.caseId, id))) return { id, code }
  if (terms.expiresAt && Date.parse(terms.expiresAt) <= Date.now()) {
    throw new Refusal('invalid', 'invite.expires_past', { fields: { expiresAt: 'invite.expires_past' } })
  }
  const open = await tx
    .selectFrom('invite')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('case_id', '=', staff.caseId)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (open.count >= OPEN_INVITES_MAX) throw new Refusal('conflict', 'invite.too_many')
  await tx
    .insertInto('invite')
    .values({
      id,
      case_id: staff.caseId,
      code_hash: codeHash(code),
      created_by: staff.id,
      expires_at: terms.expiresAt,
      max_uses: terms.maxUses,
      label: terms.label ?? null,
    })
    .execute()
  await record(tx, staff.caseId, staff.id, { kind: 'invite.made', data: { inviteId: id } })
  return { id, code }
}

/** True when this case has that link; a link of another case with the same id is `shared.not_found`. */
async function isMade(tx: Tx, caseId: string, id: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`invite|${id}`}, 0))`.execute(tx)
  const row = await tx.selectFrom('invite').select('case_id').where('id', '=', id).executeTakeFirst()
  if (row && row.case_id !== caseId) throw notFound()
  return row !== undefined
}

async function closeInvite(tx: Tx, staff: Member, inviteId: string) {
  const invite = await tx
    .selectFrom('invite')
    .select(['id', 'revoked_at', 'expires_at', 'max_uses', 'label'])
    .where('case_id', '=', staff.caseId)
    .where('id', '=', inviteId)
    .forUpdate()
    .executeTakeFirst()
  if (!invite) throw notFound()
  if (invite.revoked_at) return invite
  await tx.updateTable('invite').set({ revoked_at: sql<Date>`now()` }).where('id', '=', inviteId).execute()
  await record(tx, staff.caseId, staff.id, { kind: 'invite.revoked', data: { inviteId } })
  return invite
}

type Standing = { revoked_at: Date | null; expires_at: Date | null; max_uses: number | null; uses: number }

function stateOf(row: Standing, now: number): InviteView['state'] {
  if (row.revoked_at) return 'revoked'
  if (row.expires_at && row.expires_at.getTime() <= now) return 'expired'
  return row.max_uses !== null && row.uses >= row.max_uses ? 'used_up' : 'open'
}
