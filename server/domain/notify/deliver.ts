import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import type { Push, PushTerms } from '#server/push/push.ts'

/** A browser to push to, as the queries of pushes select it. */
export type Device = { id: string; endpoint: string; p256dh: Buffer; auth: Buffer; failures: number }

/** What a browser's worker gets (app/worker). `tag` is of what it tells: a later one takes its place. */
export type Parcel = { title: string; body: string; url: string; tag: string; count: number }

/** Pushes on their way at the same time: services answer in a tenth of a second. */
const AT_ONCE = 20
/** After so many pushes in a row that a service did not take, the browser is forgotten. */
const FAILURES_MAX = 10

/** Sends each device its parcel, outside of any transaction, and forgets browsers that are gone. */
export async function deliver(
  db: Db,
  push: Push,
  parcels: readonly { device: Device; parcel: Parcel }[],
  urgency: PushTerms['urgency'],
): Promise<void> {
  const waiting = [...parcels]
  const runner = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { device, parcel } = next
      const to = {
        endpoint: device.endpoint,
        p256dh: device.p256dh.toString('base64url'),
        auth: device.auth.toString('base64url'),
      }
      const outcome = await push.send(to, JSON.stringify(parcel), { topic: parcel.tag, urgency })
      if (outcome === 'gone') await forget(db, device)
      else if (outcome === 'failed') await countFailure(db, device)
      else if (device.failures > 0) await setFailures(db, device, 0)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, runner))
}

/** Names what a push is about without naming it to the push service: 32 characters of base64url. */
export function tagOf(...about: string[]): string {
  return createHash('sha256').update(about.join('|')).digest().subarray(0, 24).toString('base64url')
}

async function forget(db: Db, { endpoint }: Device): Promise<void> {
  await db.deleteFrom('push_device').where('endpoint', '=', endpoint).execute()
}

async function countFailure(db: Db, device: Device): Promise<void> {
  if (device.failures + 1 >= FAILURES_MAX) await forget(db, device)
  else await setFailures(db, device, device.failures + 1)
}

async function setFailures(db: Db, { id }: Device, failures: number): Promise<void> {
  await db
    .updateTable('push_device')
    .set({ failures: sql<number>`${failures}` })
    .where('id', '=', id)
    .execute()
}
