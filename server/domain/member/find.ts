import type { Role, Side } from '#app/shapes/case.ts'
import type { Tx } from '#db/client.ts'
import { notFound } from '../refusal.ts'

/** A member of the case as an act on them needs it. Never leaves the domain. */
export type Other = {
  id: string
  accountId: string
  caseId: string
  nickname: string
  side: Side
  role: Role
  leftWhy: 'left' | 'sent_out' | 'removed' | 'erased' | null
  mutedUntil: Date | null
}

/** The member of that id in the case, their row locked, but not for rows that only name them. Refuses `shared.not_found`, also for one who was erased. */
export async function lockMember(tx: Tx, caseId: string, memberId: string): Promise<Other> {
  const row = await tx
    .selectFrom('member')
    .select([
      'id',
      'account_id as accountId',
      'case_id as caseId',
      'nickname',
      'side',
      'role',
      'left_why as leftWhy',
      'muted_until as mutedUntil',
    ])
    .where('case_id', '=', caseId)
    .where('id', '=', memberId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row || row.leftWhy === 'erased') throw notFound()
  return row
}

/** As `lockMember`, for one who is in the room. */
export async function lockPresent(tx: Tx, caseId: string, memberId: string): Promise<Other> {
  const member = await lockMember(tx, caseId, memberId)
  if (member.leftWhy) throw notFound()
  return member
}
