import { sql } from 'kysely'
import type { Tx } from '#db/client.ts'
import type { Device } from './deliver.ts'
import type { QuietRow } from './quiet.ts'

/** `seenAt`: when they last looked at the list of what they were told. */
export type MemberPlace = QuietRow & { slug: string; shopName: string; seenAt: Date | null }

/** Where a present member is and when they wish to be left in peace; undefined once they are gone. */
export async function placeOf(tx: Tx, memberId: string): Promise<MemberPlace | undefined> {
  const { rows } = await sql<MemberPlace>`
    select "case".slug, "case".shop_name as "shopName", notify_member.member_id is not null as known,
      notify_member.quiet_from as "quietFrom", notify_member.quiet_to as "quietTo", notify_member.seen_at as "seenAt"
    from member join "case" on "case".id = member.case_id
    left join notify_member on notify_member.member_id = member.id
    where member.id = ${memberId}::uuid and member.left_at is null`.execute(tx)
  return rows[0]
}

/** The browsers a member may be pushed to. */
export function devicesOf(tx: Tx, memberId: string): Promise<Device[]> {
  return tx
    .selectFrom('push_device')
    .select(['id', 'endpoint', 'p256dh', 'auth', 'failures'])
    .where('member_id', '=', memberId)
    .execute()
}
