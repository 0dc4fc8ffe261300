import type { Tx } from '#db/client.ts'
import { record } from '../ledger.ts'

/**
 * Gives a room whose host leaves to the longest-standing co-host, else to the longest-standing member with a password
 * (a host must be able to prove who they are before a list leaves the room). Returns the new host's member id. Null
 * when there is nobody: the room stays open to read and to talk in, and the host who comes back is host again.
 */
export async function passOn(tx: Tx, caseId: string, leavingId: string): Promise<string | null> {
  const heir = await tx
    .selectFrom('member')
    .innerJoin('account', 'account.id', 'member.account_id')
    .select('member.id')
    .where('member.case_id', '=', caseId)
    .where('member.id', '!=', leavingId)
    .where('member.left_at', 'is', null)
    .where('account.password_hash', 'is not', null)
    .orderBy((eb) => eb('member.role', '=', 'cohost'), 'desc')
    .orderBy('member.joined_at')
    .orderBy('member.id')
    .executeTakeFirst()
  if (!heir) return null
  await tx.updateTable('member').set({ role: 'host' }).where('id', '=', heir.id).execute()
  await tx.updateTable('member').set({ role: 'member' }).where('id', '=', leavingId).execute()
  await record(tx, caseId, heir.id, { kind: 'member.made_host', data: { memberId: heir.id } })
  return heir.id
}
