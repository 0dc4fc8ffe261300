import { Id } from '#app/shapes/id.ts'
import type { Tx } from '#db/client.ts'
import type { LockedChannel } from '../message/batch.ts'
import { lockChannel } from '../message/batch.ts'
import { notFound } from '../refusal.ts'
import { type NoticeRow, noticeRows } from './view.ts'

/**
 * A notice of that case with its channel and itself locked, in this order; the row is read under both locks. Refuses
 * `shared.not_found`.
 */
export async function lockNotice(
  tx: Tx,
  { caseId, noticeId }: { caseId: string; noticeId: string },
): Promise<{ channel: LockedChannel; notice: NoticeRow }> {
  if (!Id.safeParse(noticeId).success) throw notFound()
  const place = await tx
    .selectFrom('notice')
    .select('channel_id as channelId')
    .where('id', '=', noticeId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  const channel = place && (await lockChannel(tx, place.channelId))
  if (!channel) throw notFound()
  await tx.selectFrom('notice').select('id').where('id', '=', noticeId).forUpdate().execute()
  const notice = await noticeRows(tx).where('notice.id', '=', noticeId).executeTakeFirstOrThrow()
  return { channel, notice }
}
