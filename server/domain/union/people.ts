import { sql } from 'kysely'
import type { Side } from '#app/shapes/case.ts'
import { labelOf } from '#app/shapes/labels.ts'
import { nicknameKey } from '#app/shapes/nickname.ts'
import { goneName } from '#app/text/ko/erasure.ts'
import type { Tx } from '#db/client.ts'
import { record } from '../ledger.ts'
import { countMember } from '../member/add.ts'
import { freeNickname, isLikeStaff } from '../member/name.ts'

/** A membership of the room that ends. */
export type Leaving = {
  id: string
  account_id: string
  nickname: string
  side: Side
  role: 'host' | 'cohost' | 'member'
  rules_version: string
  left_at: Date | null
  left_why: 'left' | 'sent_out' | 'removed' | 'erased' | null
}

/** Numbers tried behind a name that is taken, before a free one is given. */
const NUMBERS = [2, 3, 4, 5, 6, 7, 8, 9]

/**
 * The membership of the same person in the kept room: the one they have, back in it if they had left by themselves, or a
 * new one. Who was removed from the kept room stays outside, and their claims count there as they did here. The host
 * becomes a co-host unless somebody's name could be taken for theirs; other offices end. Returns its id.
 */
export async function carryMember(tx: Tx, caseId: string, from: Leaving): Promise<string> {
  const own = await tx
    .selectFrom('member')
    .select(['id', 'side', 'role', 'left_why'])
    .where('case_id', '=', caseId)
    .where('account_id', '=', from.account_id)
    .executeTakeFirst()
  if (!own) return addCarried(tx, caseId, from)
  const side = sideOfBoth(own.side, from.side)
  if (side !== own.side) await tx.updateTable('member').set({ side }).where('id', '=', own.id).execute()
  if (own.left_why === 'left' && from.left_at === null) {
    await tx.updateTable('member').set({ left_at: null, left_why: null }).where('id', '=', own.id).execute()
    await countMember(tx, caseId, 1)
    await record(tx, caseId, own.id, { kind: 'member.joined', data: { memberId: own.id, inviteId: null } })
  }
  return own.id
}

/** Who claimed as a buyer here and as a seller there does both; a label gives way to somebody with a claim. */
function sideOfBoth(own: Side, other: Side): Side {
  if (labelOf(other) || other === 'helper' || own === other) return own
  if (labelOf(own) || own === 'helper') return other
  return 'both'
}

async function addCarried(tx: Tx, caseId: string, from: Leaving): Promise<string> {
  const erased = from.left_why === 'erased'
  const nickname = erased ? goneName : await nameFor(tx, caseId, from.nickname)
  const leads = from.role === 'host' && from.left_at === null && !(await isLikeStaff(tx, caseId, nickname))
  const { id } = await tx
    .insertInto('member')
    .values({
      ...{ case_id: caseId, account_id: from.account_id, nickname, side: from.side },
      nickname_key: erased ? `erased ${from.id}` : nicknameKey(nickname),
      ...{ role: leads ? 'cohost' : 'member', rules_version: from.rules_version },
      ...{ left_at: from.left_at, left_why: from.left_why },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (from.left_at !== null) return id
  await countMember(tx, caseId, 1)
  await record(tx, caseId, id, { kind: 'member.joined', data: { memberId: id, inviteId: null } })
  return id
}

/** Their own name, with a number where it is taken, or another where it could be taken for the staff's. */
async function nameFor(tx: Tx, caseId: string, nickname: string): Promise<string> {
  const wanted = (await isLikeStaff(tx, caseId, nickname))
    ? []
    : [nickname, ...NUMBERS.map((n) => `${nickname} ${n}`)]
  const taken = await tx
    .selectFrom('member')
    .select('nickname_key')
    .where('case_id', '=', caseId)
    .where((eb) => eb('nickname_key', '=', eb.fn.any(eb.val(wanted.map(nicknameKey)))))
    .execute()
  const keys = new Set(taken.map((row) => row.nickname_key))
  const free = wanted.find((name) => !keys.has(nicknameKey(name))) ?? (await freeNickname(tx, caseId))
  if (free) return free
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from member
    where case_id = ${caseId}::uuid`.execute(tx)
  return `참여자 ${(rows[0]?.count ?? 0) + 1}`
}
