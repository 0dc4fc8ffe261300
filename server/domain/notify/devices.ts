import { sql } from 'kysely'
import type { Db } from '#db/client.ts'

/**
 * Gives the devices of a session to the one that takes its place, for the memberships its account has. Signing up,
 * signing in or a new password keep a browser what it is; a name that stayed behind is pushed there no more.
 */
export async function carryDevices(db: Db, { from, to }: { from: Buffer; to: Buffer }): Promise<void> {
  await sql`
    update push_device set session_id = session.id
    from session join member on member.account_id = session.account_id
    where push_device.session_id = ${from} and session.id = ${to} and member.id = push_device.member_id`.execute(
    db,
  )
}
