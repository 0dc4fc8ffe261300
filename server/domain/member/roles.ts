import type { Role } from '#app/shapes/case.ts'
import { labelOf } from '#app/shapes/labels.ts'
import type { Db, Tx } from '#db/client.ts'
import { memberWho } from '../access.ts'
import { checkPassword } from '../account.ts'
import { note } from '../order/note.ts'
import { Refusal } from '../refusal.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { lockPresent, type Other } from './find.ts'
import { namesLike } from './name.ts'

type Whom = { slug: string; memberId: string }

/**
 * Makes a member a co-host (부방장); the host only. Again changes nothing. Refuses `shared.forbidden`,
 * `shared.not_found`, `role.has_label`, and `role.name_resembled` while somebody in the room has a name that could be taken for theirs.
 */
export async function appointCohost(db: Db, viewer: Viewer, { slug, memberId }: Whom): Promise<void> {
  await inTransaction(db, async (tx) => {
    const by = await memberWho(tx, viewer, { slug }, 'role.give')
    const target = await lockPresent(tx, by.caseId, memberId)
    if (target.role !== 'member') return
    await ensureFitToLead(tx, target)
    await giveRole(tx, target, 'cohost')
    await note(tx, by.caseId, by.id, { kind: 'member.made_cohost', data: { memberId } })
  })
}

/** Makes a co-host a member again; the host only. Again changes nothing. Refuses `shared.forbidden`, `shared.not_found`. */
export async function dismissCohost(db: Db, viewer: Viewer, { slug, memberId }: Whom): Promise<void> {
  await inTransaction(db, async (tx) => {
    const by = await memberWho(tx, viewer, { slug }, 'role.give')
    const target = await lockPresent(tx, by.caseId, memberId)
    if (target.role !== 'cohost') return
    await giveRole(tx, target, 'member')
    await note(tx, by.caseId, by.id, { kind: 'member.dismissed', data: { memberId } })
  })
}

/**
 * Gives the room to another member, with the host's password; the host stays as co-host. Refuses what `checkPassword`
 * and `appointCohost` refuse, `role.own_already`, and `role.needs_account` when the other has no password: a host must
 * be able to prove who they are before a list leaves the room.
 */
export async function handOver(
  db: Db,
  viewer: Viewer,
  { slug, memberId, password }: Whom & { password: string },
): Promise<void> {
  await memberWho(db, viewer, { slug }, 'role.give')
  await checkPassword(db, viewer, password)
  await inTransaction(db, async (tx) => {
    const by = await memberWho(tx, viewer, { slug }, 'role.give')
    if (by.id === memberId) throw new Refusal('conflict', 'role.own_already')
    const target = await lockPresent(tx, by.caseId, memberId)
    const account = await tx
      .selectFrom('account')
      .select('password_hash')
      .where('id', '=', target.accountId)
      .executeTakeFirst()
    if (!account?.password_hash) throw new Refusal('conflict', 'role.needs_account')
    await ensureFitToLead(tx, target)
    await giveRole(tx, by, 'cohost')
    await giveRole(tx, target, 'host')
    await note(tx, by.caseId, by.id, { kind: 'member.made_host', data: { memberId } })
  })
}

type Given = Pick<Other, 'id' | 'caseId' | 'accountId'>

async function giveRole(tx: Tx, { id: memberId, caseId, accountId }: Given, role: Role): Promise<void> {
  await tx.updateTable('member').set({ role }).where('id', '=', memberId).execute()
  announce(tx, { kind: 'member.given_role', caseId, memberId, accountId })
  announce(tx, { kind: 'case.changed', caseId, what: ['members'] })
}

/** Who leads must not look like somebody else, nor stand beside the room as a helper with a label. */
async function ensureFitToLead(tx: Tx, target: Other): Promise<void> {
  if (target.role !== 'member') return
  if (labelOf(target.side)) throw new Refusal('conflict', 'role.has_label')
  const names = await namesLike(tx, target.caseId, target)
  if (names.length > 0) throw new Refusal('conflict', 'role.name_resembled')
}
