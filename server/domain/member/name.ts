import { imitates, looksLikeStaff, nicknameKey } from '#app/shapes/nickname.ts'
import { suggestNickname } from '#app/shapes/nickname-suggestion.ts'
import type { Db } from '#db/client.ts'
import { Refusal } from '../refusal.ts'

/** Names tried at once for a free one; of thousands, eight are hardly ever all taken. */
const TRIES = 8

/**
 * Refuses `join.nickname_like_staff` for a name that claims an office or could be taken for the host or a co-host of
 * this case: in rooms of victims, the false organiser is the next fraud.
 */
export async function ensureNotLikeStaff(db: Db, caseId: string, nickname: string): Promise<void> {
  if (!(await isLikeStaff(db, caseId, nickname))) return
  throw new Refusal('invalid', 'join.nickname_like_staff', {
    fields: { nickname: 'join.nickname_like_staff' },
  })
}

/** Whether a name claims an office, or could be taken for the host or a co-host of this case. */
export async function isLikeStaff(db: Db, caseId: string, nickname: string): Promise<boolean> {
  const staff = await db
    .selectFrom('member')
    .select('nickname')
    .where('case_id', '=', caseId)
    .where('role', '!=', 'member')
    .execute()
  // The very same name is `join.nickname_taken`, found by the insert.
  const others = staff.filter((each) => nicknameKey(each.nickname) !== nicknameKey(nickname))
  return looksLikeStaff(nickname) || others.some((each) => imitates(nickname, each.nickname))
}

/**
 * The present members whose names could be taken for this member's: harmless between members, not once one of the two
 * is staff. None for most names.
 */
export async function namesLike(
  db: Db,
  caseId: string,
  member: { id: string; nickname: string },
): Promise<string[]> {
  const rows = await db
    .selectFrom('member')
    .select('nickname')
    .where('case_id', '=', caseId)
    .where('id', '!=', member.id)
    .where('role', '=', 'member')
    .where('left_at', 'is', null)
    .execute()
  return rows.map((row) => row.nickname).filter((name) => imitates(name, member.nickname))
}

/** A friendly name that nobody in the case has, or null when none was found. */
export async function freeNickname(db: Db, caseId: string): Promise<string | null> {
  const names = Array.from({ length: TRIES }, () => suggestNickname())
  const taken = await db
    .selectFrom('member')
    .select('nickname_key')
    .where('case_id', '=', caseId)
    .where('nickname_key', 'in', names.map(nicknameKey))
    .execute()
  const keys = new Set(taken.map((row) => row.nickname_key))
  return names.find((name) => !keys.has(nicknameKey(name))) ?? null
}
