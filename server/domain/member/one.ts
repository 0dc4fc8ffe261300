import type { Role, Side } from '#app/shapes/case.ts'
import { Id } from '#app/shapes/id.ts'
import type { GoneReason } from '#app/shapes/live.ts'
import type { Db } from '#db/client.ts'
import { memberIn, memberWho } from '../access.ts'
import { notFound } from '../refusal.ts'
import type { Viewer } from '../viewer.ts'

/**
 * One member as the staff decides about them. `mutedUntil` is an ISO instant while they are silent, `mutedWhy` the
 * reason given; `leftWhy` null while they are in the room; `hasPassword`: the room can be handed to them.
 */
export type MemberLook = {
  id: string
  nickname: string
  side: Side
  role: Role
  joinedAt: string
  mutedUntil: string | null
  mutedWhy: GoneReason | null
  leftWhy: 'left' | 'sent_out' | 'removed' | null
  hasPassword: boolean
}

/** One member of a case, present or not, for staff. Refuses `shared.not_found`, `shared.forbidden`. */
export async function memberFor(
  db: Db,
  viewer: Viewer,
  { slug, memberId }: { slug: string; memberId: string },
): Promise<MemberLook> {
  const by = await memberWho(db, viewer, { slug }, 'order.keep')
  if (!Id.safeParse(memberId).success) throw notFound()
  const row = await db
    .selectFrom('member')
    .innerJoin('account', 'account.id', 'member.account_id')
    .select([
      'member.id',
      'member.nickname',
      'member.side',
      'member.role',
      'member.joined_at as joinedAt',
      'member.muted_until as mutedUntil',
      'member.left_why as leftWhy',
      'account.password_hash as passwordHash',
    ])
    .where('member.case_id', '=', by.caseId)
    .where('member.id', '=', memberId)
    .executeTakeFirst()
  if (!row || row.leftWhy === 'erased') throw notFound()
  const { joinedAt, mutedUntil, passwordHash, leftWhy, ...who } = row
  const isMuted = leftWhy === null && mutedUntil !== null && mutedUntil > new Date()
  return {
    ...who,
    leftWhy,
    joinedAt: joinedAt.toISOString(),
    mutedUntil: isMuted ? mutedUntil.toISOString() : null,
    mutedWhy: isMuted ? await whyMuted(db, by.caseId, memberId) : null,
    hasPassword: passwordHash !== null,
  }
}

/** The reason given when a member was last silenced. */
export async function whyMuted(db: Db, caseId: string, memberId: string): Promise<GoneReason | null> {
  const row = await db
    .selectFrom('moderation')
    .select('why')
    .where('case_id', '=', caseId)
    .where('member_id', '=', memberId)
    .where('kind', '=', 'member.muted')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.why ?? null
}

/** Who holds an office in the case now, for its members. Refuses `shared.not_found`. */
export async function staffOf(
  db: Db,
  viewer: Viewer,
  ref: { slug: string },
): Promise<{ id: string; role: Role }[]> {
  const { caseId } = await memberIn(db, viewer, ref, 'place')
  return db
    .selectFrom('member')
    .select(['id', 'role'])
    .where('case_id', '=', caseId)
    .where('role', '!=', 'member')
    .where('left_at', 'is', null)
    .execute()
}
