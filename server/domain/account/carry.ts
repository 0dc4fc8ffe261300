import type { Tx } from '#db/client.ts'
import { record } from '../ledger.ts'

/**
 * Rooms whose membership stayed with the guest because the account was a member there already, and a fresh recovery
 * code for that guest: without it, the claims filed under the second name would be out of reach.
 */
export type LeftBehind = { slugs: string[]; recoveryCode: string }

/**
 * Moves a guest's memberships to an account, wherever the account has none yet, a removed membership included (else
 * logging in would undo a removal). Returns the slugs of the rooms where the guest's own membership had to stay.
 */
export async function carryGuest(tx: Tx, guestId: string, accountId: string): Promise<string[]> {
  const guest = await tx
    .selectFrom('account')
    .select('password_hash')
    .where('id', '=', guestId)
    .forUpdate()
    .executeTakeFirst()
  if (!guest || guest.password_hash !== null) return []
  const own = await tx.selectFrom('member').select('case_id').where('account_id', '=', accountId).execute()
  const taken = new Set(own.map((row) => row.case_id))
  const members = await tx
    .selectFrom('member')
    .innerJoin('case', 'case.id', 'member.case_id')
    .select(['member.id', 'member.case_id', 'member.left_at', 'case.slug'])
    .where('member.account_id', '=', guestId)
    .orderBy('member.case_id')
    .execute()
  for (const member of members.filter((each) => !taken.has(each.case_id))) {
    await tx.updateTable('member').set({ account_id: accountId }).where('id', '=', member.id).execute()
    await record(tx, member.case_id, member.id, { kind: 'member.moved', data: { memberId: member.id } })
  }
  return members.filter((each) => taken.has(each.case_id) && !each.left_at).map((each) => each.slug)
}
