import type { Db, Tx } from '#db/client.ts'
import { enqueueLater } from '#server/jobs/queue.ts'
import type { PushTerms } from '#server/push/push.ts'
import type { PushDeps } from '../push.ts'
import { inTransaction } from '../transaction.ts'
import { deliver, type Parcel } from './deliver.ts'
import { devicesOf, type MemberPlace, placeOf } from './place.ts'
import { isQuietAt, quietLasts, quietOf } from './quiet.ts'

// Pushes that concern one member alone: all there is to say in one, and none of it in quiet hours.

/** Jobs that push to one member. */
export type MemberPush = 'claim.push' | 'deadline.push' | 'promise.push'

/** Many wishes for a member's push are one job. */
export const memberPushKey = (job: MemberPush, memberId: string) => `${job}:${memberId}`

type Wish = {
  job: MemberPush
  memberId: string
  urgency: PushTerms['urgency']
  /** What there is to say now, taken so that no other run says it again; null for nothing any more. */
  take(tx: Tx, place: MemberPlace): Promise<Omit<Parcel, 'title'> | null>
}

/** Pushes to a member's devices; in quiet hours the job waits for their end. What could not be sent is not sent later. */
export async function pushToMember(
  db: Db,
  { job, memberId, urgency, take }: Wish,
  { push, now = new Date() }: PushDeps,
): Promise<void> {
  const packed = await inTransaction(db, async (tx) => {
    const place = await placeOf(tx, memberId)
    if (!place) return null
    const quiet = quietOf(place)
    if (quiet && isQuietAt(quiet, now)) {
      const when = { jobKey: memberPushKey(job, memberId), afterMs: quietLasts(quiet, now) }
      await enqueueLater(tx, job, { memberId }, when)
      return null
    }
    const told = await take(tx, place)
    if (!told) return null
    const parcel = { title: place.shopName, ...told }
    return (await devicesOf(tx, memberId)).map((device) => ({ device, parcel }))
  })
  if (packed) await deliver(db, push, packed, urgency)
}
