import { sql } from 'kysely'
import type { Role, Side } from '#app/shapes/case.ts'
import type { GoneReason } from '#app/shapes/live.ts'
import type { Reason } from '#app/shapes/order.ts'
import type { Db, Tx } from '#db/client.ts'
import { memberWho } from '../access.ts'
import { note } from '../order/note.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'
import { lockPresent } from './find.ts'
import { ensureAbove } from './rank.ts'

/**
 * Silences somebody for so many minutes: they read and report, and write nothing. Staff only, and nobody of their own
 * rank or above. Again sets the time anew. Refuses `shared.forbidden`, `member.not_mutable`, `shared.not_found`.
 */
export async function muteMember(
  db: Db,
  viewer: Viewer,
  { slug, memberId, minutes, why }: { slug: string; memberId: string; minutes: number; why: Reason },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const by = await memberWho(tx, viewer, { slug }, 'order.keep')
    const target = await lockPresent(tx, by.caseId, memberId)
    ensureAbove(by, target, 'member.not_mutable')
    const row = await tx
      .updateTable('member')
      .set({ muted_until: sql<Date>`clock_timestamp() + make_interval(mins => ${minutes}::integer)` })
      .where('id', '=', memberId)
      .returning('muted_until as until')
      .executeTakeFirstOrThrow()
    const data = { memberId, why, until: row.until?.getTime() ?? 0 }
    await note(tx, by.caseId, by.id, { kind: 'member.muted', data })
    tellOfVoice(tx, by.caseId, memberId)
  })
}

/** Lets somebody write again before the time. Again changes nothing. Refusals as `muteMember`. */
export async function unmuteMember(
  db: Db,
  viewer: Viewer,
  { slug, memberId }: { slug: string; memberId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const by = await memberWho(tx, viewer, { slug }, 'order.keep')
    const target = await lockPresent(tx, by.caseId, memberId)
    if (!target.mutedUntil || target.mutedUntil.getTime() <= Date.now()) return
    await tx.updateTable('member').set({ muted_until: null }).where('id', '=', memberId).execute()
    await note(tx, by.caseId, by.id, { kind: 'member.unmuted', data: { memberId } })
    tellOfVoice(tx, by.caseId, memberId)
  })
}

/** Somebody who is silent now, or who was removed. `since` and `until` are ISO instants; `until` null for a removal. */
export type SetAside = {
  memberId: string
  nickname: string
  side: Side
  role: Role
  why: GoneReason | null
  since: string
  until: string | null
}
/** As many as are shown, latest first. */
const ASIDE_MOST = 100

/** Who is silent and who was removed, latest first, for staff. Refuses `shared.not_found`, `shared.forbidden`. */
export async function setAside(db: Db, viewer: Viewer, ref: { slug: string }): Promise<SetAside[]> {
  const { caseId } = await memberWho(db, viewer, ref, 'order.keep')
  const { rows } = await sql<Omit<SetAside, 'since' | 'until'> & { since: Date; until: Date | null }>`
    select member.id as "memberId", member.nickname, member.side, member.role, last.why, last.at as since,
      case when member.left_at is null then member.muted_until end as until
    from member
    cross join lateral (
      select why, at from moderation where moderation.case_id = ${caseId} and moderation.member_id = member.id
        and kind in ('member.muted', 'member.removed') order by seq desc limit 1) as last
    where member.case_id = ${caseId}
      and ((member.left_at is null and member.muted_until > clock_timestamp()) or member.left_why = 'removed')
    order by last.at desc, member.id limit ${ASIDE_MOST}`.execute(db)
  return rows.map((row) => ({
    ...row,
    since: row.since.toISOString(),
    until: row.until?.toISOString() ?? null,
  }))
}

function tellOfVoice(tx: Tx, caseId: string, memberId: string): void {
  announce(tx, { kind: 'member.told', caseId, memberId, what: ['order'] })
}
