import { createHash } from 'node:crypto'
import type { Tx } from '#db/client.ts'

/** How long a join form may be sent again and still mean the same guest, ms: a slow network and an impatient thumb. */
const TICKET_MS = 10 * 60_000

/**
 * Makes the guest behind a join form, once: the form's random ticket (128 bits, in no other page) decides the account
 * id, so the same form sent twice from a device without a session yet is one guest. Null when the ticket is too old.
 */
export async function guestOfTicket(tx: Tx, ticket: string): Promise<string | null> {
  const id = accountIdOf(ticket)
  await tx
    .insertInto('account')
    .values({ id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const account = await tx
    .selectFrom('account')
    .select(['created_at', 'password_hash'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const fresh = account.created_at.getTime() > Date.now() - TICKET_MS && account.password_hash === null
  return fresh ? id : null
}

/** A hash, so that who sees an account id does not hold its ticket. Written as a version 8 UUID (RFC 9562). */
function accountIdOf(ticket: string): string {
  const bytes = createHash('sha256').update(`moa.join.v1|${ticket}`).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
