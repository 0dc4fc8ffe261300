import { sql } from 'kysely'
import { noticeChannelsOf, type Role, type Side } from '#app/shapes/case.ts'
import { Id } from '#app/shapes/id.ts'
import type { Db, Tx } from '#db/client.ts'
import { type LaneRules, throughLane } from '../lane.ts'
import { notFound } from '../refusal.ts'
import { announce } from '../transaction.ts'
import type { Viewer } from '../viewer.ts'

// "확인했어요". Ten thousand members confirm within a minute: their acks go through a lane, the count moves in the
// same transaction, and it is told as one number.

/**
 * Notes that the viewer has read a published notice, once however often it is said, and answers how many have. Refuses
 * `shared.not_found`.
 */
export async function acknowledgeNotice(
  db: Db,
  viewer: Viewer,
  { noticeId }: { noticeId: string },
): Promise<{ acks: number }> {
  if (!viewer.accountId || !Id.safeParse(noticeId).success) throw notFound()
  return throughLane(db, acknowledging, noticeId, viewer.accountId)
}

/** Account ids that confirm one notice. A whole room may at once; everybody hears of it once a second. */
const acknowledging: LaneRules<string, { acks: number }> = {
  name: 'notice.ack',
  waitingMax: 20_000,
  batchMax: 5000,
  pauseMs: 1000,
  async work(tx, noticeId, accountIds) {
    const notice = await lock(tx, noticeId)
    const readers = notice ? await readersOf(tx, notice.caseId, accountIds) : new Map<string, Reader>()
    const mayAck = (accountId: string) => {
      const reader = readers.get(accountId)
      return notice && reader && noticeChannelsOf(reader.side, reader.role).includes(notice.channel)
        ? reader
        : null
    }
    const fresh = await insertAcks(tx, noticeId, [
      ...new Set(accountIds.flatMap((accountId) => mayAck(accountId)?.memberId ?? [])),
    ])
    const acks = (notice?.acks ?? 0) + fresh
    if (notice && fresh > 0) {
      await tx.updateTable('notice').set({ acks }).where('id', '=', noticeId).execute()
      const { caseId, channelId } = notice
      announce(tx, { kind: 'card.counted', caseId, channelId, cardId: noticeId, counts: [], total: acks })
    }
    return accountIds.map((accountId) => (mayAck(accountId) ? { done: { acks } } : { refusal: notFound() }))
  },
}

function lock(tx: Tx, noticeId: string) {
  return tx
    .selectFrom('notice')
    .innerJoin('channel', 'channel.id', 'notice.channel_id')
    .select([
      'notice.acks',
      'notice.case_id as caseId',
      'notice.channel_id as channelId',
      'channel.kind as channel',
    ])
    .where('notice.id', '=', noticeId)
    .where('notice.state', '=', 'published')
    .forNoKeyUpdate('notice')
    .executeTakeFirst()
}

type Reader = { accountId: string; memberId: string; side: Side; role: Role }

async function readersOf(
  tx: Tx,
  caseId: string,
  accountIds: readonly string[],
): Promise<Map<string, Reader>> {
  const rows = await tx
    .selectFrom('member')
    .select(['account_id as accountId', 'id as memberId', 'side', 'role'])
    .where('case_id', '=', caseId)
    .where('account_id', '=', sql<string>`any(${accountIds}::uuid[])`)
    .where('left_at', 'is', null)
    .execute()
  return new Map(rows.map((row) => [row.accountId, row]))
}

async function insertAcks(tx: Tx, noticeId: string, memberIds: readonly string[]): Promise<number> {
  if (memberIds.length === 0) return 0
  const { numAffectedRows } = await sql`
    insert into notice_ack (notice_id, member_id)
    select ${noticeId}::uuid, member_id from unnest(${memberIds}::uuid[]) as member_id
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
