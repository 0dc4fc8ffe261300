import { sql } from 'kysely'
import type { Role, Side } from '#app/shapes/case.ts'
import { nicknameKey } from '#app/shapes/nickname.ts'
import type { Tx } from '#db/client.ts'
import { JOIN_BURST } from '../order/pace.ts'
import { Refusal } from '../refusal.ts'
import { ensureNotLikeStaff, freeNickname } from './name.ts'

export type NewMember = {
  caseId: string
  accountId: string
  /** The link they came by; null through the open door. */
  inviteId?: string | null
  nickname: string
  side: Side
  role: Role
  /** The version of the room rules that was agreed to. */
  rules: string
}

/**
 * Inserts a member and counts it. Refuses `join.nickname_taken`, with a free name in `fields.suggestion`, and
 * `join.nickname_like_staff`. Returns null when the account is a member already (the other of two equal requests won).
 */
export async function addMember(tx: Tx, entry: NewMember): Promise<{ id: string } | null> {
  if (entry.role !== 'host') await ensureNotLikeStaff(tx, entry.caseId, entry.nickname)
  const row = await tx
    .insertInto('member')
    .values({
      case_id: entry.caseId,
      account_id: entry.accountId,
      invite_id: entry.inviteId ?? null,
      nickname: entry.nickname,
      nickname_key: nicknameKey(entry.nickname),
      side: entry.side,
      role: entry.role,
      rules_version: entry.rules,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (row) {
    await countMember(tx, entry.caseId, 1)
    return row
  }
  if (await hasRow(tx, entry)) return null
  throw await nicknameTaken(tx, entry.caseId)
}

/** Gives a member another name. Refuses as `addMember`. */
export async function renameMember(
  tx: Tx,
  caseId: string,
  memberId: string,
  nickname: string,
): Promise<void> {
  await ensureNotLikeStaff(tx, caseId, nickname)
  const key = nicknameKey(nickname)
  const holder = await tx
    .selectFrom('member')
    .select('id')
    .where('case_id', '=', caseId)
    .where('nickname_key', '=', key)
    .executeTakeFirst()
  if (holder && holder.id !== memberId) throw await nicknameTaken(tx, caseId)
  await tx.updateTable('member').set({ nickname, nickname_key: key }).where('id', '=', memberId).execute()
}

/** Moves the number of present members of a case. Takes the case's head row lock. */
export async function countMember(tx: Tx, caseId: string, by: 1 | -1): Promise<void> {
  await tx
    .updateTable('case_head')
    .set((eb) => ({ members: eb('members', '+', by), ...(by === 1 ? paceOfJoins : {}) }))
    .where('case_id', '=', caseId)
    .execute()
}

/** One more newcomer in the running window, or the first of a new one (order/rush.ts). */
const isOver = sql`pace_from < clock_timestamp() - make_interval(mins => ${JOIN_BURST.minutes}::integer)`
const paceOfJoins = {
  pace_from: sql<Date>`case when ${isOver} then clock_timestamp() else pace_from end`,
  pace_count: sql<number>`case when ${isOver} then 1 else pace_count + 1 end`,
}

async function hasRow(tx: Tx, { caseId, accountId }: NewMember): Promise<boolean> {
  const row = await tx
    .selectFrom('member')
    .select('id')
    .where('case_id', '=', caseId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row !== undefined
}

async function nicknameTaken(tx: Tx, caseId: string): Promise<Refusal> {
  const suggestion = await freeNickname(tx, caseId)
  return new Refusal('conflict', 'join.nickname_taken', {
    fields: { nickname: 'join.nickname_taken', ...(suggestion ? { suggestion } : {}) },
  })
}
