import { labels } from '#app/shapes/case.ts'
import type { Tx } from '#db/client.ts'
import { note } from '../order/note.ts'
import { announce } from '../transaction.ts'
import { namesLike } from './name.ts'

/** Members looked at for one whose name nobody else's resembles. */
const HEIRS_MOST = 10

/**
 * Gives a room whose host leaves to the longest-standing co-host, else to the longest-standing member with a password
 * (a host must be able to prove who they are before a list leaves the room) whose name nobody else's resembles. Returns
 * the new host's member id. Null when there is nobody: the room stays open to read and to talk in, and the host who
 * comes back is host again.
 */
export async function passOn(tx: Tx, caseId: string, leavingId: string): Promise<string | null> {
  const heirs = await tx
    .selectFrom('member')
    .innerJoin('account', 'account.id', 'member.account_id')
    .select(['member.id', 'member.nickname', 'member.role', 'member.account_id as accountId'])
    .where('member.case_id', '=', caseId)
    .where('member.id', '!=', leavingId)
    .where('member.left_at', 'is', null)
    .where('account.password_hash', 'is not', null)
    .where('member.side', 'not in', labels)
    .orderBy((eb) => eb('member.role', '=', 'cohost'), 'desc')
    .orderBy('member.joined_at')
    .orderBy('member.id')
    .limit(HEIRS_MOST)
    .execute()
  const heir = (await firstUnlike(tx, caseId, heirs)) ?? heirs[0]
  if (!heir) return null
  await tx.updateTable('member').set({ role: 'host' }).where('id', '=', heir.id).execute()
  await tx.updateTable('member').set({ role: 'member' }).where('id', '=', leavingId).execute()
  await note(tx, caseId, null, { kind: 'member.made_host', data: { memberId: heir.id } })
  announce(tx, { kind: 'member.given_role', caseId, memberId: heir.id, accountId: heir.accountId })
  return heir.id
}

type Heir = { id: string; nickname: string; role: string; accountId: string }

async function firstUnlike(tx: Tx, caseId: string, heirs: readonly Heir[]): Promise<Heir | undefined> {
  for (const heir of heirs) {
    if (heir.role === 'cohost' || (await namesLike(tx, caseId, heir)).length === 0) return heir
  }
  return undefined
}
