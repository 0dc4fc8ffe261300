import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { cardWords } from '#app/text/ko/cards.ts'
import type { Db, Tx } from '#db/client.ts'
import { may } from '../access.ts'
import { canonicalJson, record } from '../ledger.ts'
import type { LockedChannel } from '../message/batch.ts'
import { postCard } from '../message/card.ts'
import { announce, inTransaction } from '../transaction.ts'
import { setPins } from './pin.ts'
import { lockNotice } from './place.ts'
import { type NoticeRow, noticeCard, noticeRows, pinsOf } from './view.ts'

// A notice goes out once: the state is read under its lock, and its card carries the notice's own id as client id.

/** Publishes a waiting notice in a transaction that holds its channel and its row. */
export async function publishLocked(
  tx: Tx,
  channel: LockedChannel,
  notice: NoticeRow,
  memberId: string,
): Promise<void> {
  const { id, title, version, body } = notice
  const card = { kind: 'notice' as const, id, title }
  const { messageId } = await postCard(tx, channel, {
    memberId,
    clientId: id,
    card,
    words: cardWords.notice(title),
  })
  await tx
    .updateTable('notice')
    .set({ state: 'published', published_at: sql<Date>`now()`, message_id: messageId, by_member: memberId })
    .where('id', '=', id)
    .execute()
  if (notice.pins) {
    const pinned = (await pinsOf(tx, channel.id)).map((pin) => pin.id)
    await setPins(tx, channel, [id, ...pinned])
  }
  await tellNotice(tx, channel, id)
  const sha256 = wordsHash({ title, body })
  await record(tx, channel.caseId, memberId, {
    kind: 'notice.published',
    data: { noticeId: id, version, sha256 },
  })
}

/**
 * Publishes a notice whose time has come; early, late or again it does what is right. One whose writer is no staff any
 * more is cancelled instead.
 */
export async function publishDueNotice(db: Db, { noticeId }: { noticeId: string }): Promise<void> {
  await inTransaction(db, async (tx) => {
    const waiting = await tx
      .selectFrom('notice')
      .innerJoin('member', 'member.id', 'notice.by_member')
      .select([
        'notice.case_id as caseId',
        'member.id as memberId',
        'member.role',
        'member.left_at as leftAt',
      ])
      .where('notice.id', '=', noticeId)
      .executeTakeFirst()
    if (!waiting) return
    const { caseId, memberId } = waiting
    const { channel, notice } = await lockNotice(tx, { caseId, noticeId })
    if (notice.state !== 'scheduled' || !(await isDue(tx, noticeId))) return
    if (waiting.leftAt === null && may(waiting, 'notice.write')) {
      return publishLocked(tx, channel, notice, memberId)
    }
    await tx.updateTable('notice').set({ state: 'cancelled' }).where('id', '=', noticeId).execute()
    await record(tx, caseId, null, { kind: 'notice.cancelled', data: { noticeId } })
  })
}

/** Publishes what is overdue, one transaction each. */
export async function publishOverdueNotices(db: Db): Promise<void> {
  const overdue = await db
    .selectFrom('notice')
    .select('id')
    .where('state', '=', 'scheduled')
    .where('publish_at', '<=', sql<Date>`now()`)
    .execute()
  for (const { id } of overdue) await publishDueNotice(db, { noticeId: id })
}

/** Says what a notice is now to those who see its channel, after it or its place in the bar changed. */
export async function tellNotice(tx: Tx, channel: LockedChannel, noticeId: string): Promise<void> {
  const { id: channelId, caseId, kind } = channel
  const row = await noticeRows(tx).where('notice.id', '=', noticeId).executeTakeFirstOrThrow()
  if (row.publishedAt) announce(tx, { kind: 'card.changed', caseId, channelId, card: noticeCard(row) })
  announce(tx, {
    kind: 'notices.pinned',
    caseId,
    channelId,
    channel: kind,
    notices: await pinsOf(tx, channelId),
  })
  announce(tx, { kind: 'case.changed', caseId, what: ['notices'] })
}

/** The SHA-256 of a notice's words, as the ledger keeps it. */
export function wordsHash({ title, body }: { title: string; body: string }): string {
  return createHash('sha256')
    .update(canonicalJson([title, body]))
    .digest('hex')
}

async function isDue(tx: Tx, noticeId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('notice')
    .select(sql<boolean>`publish_at <= clock_timestamp()`.as('due'))
    .where('id', '=', noticeId)
    .executeTakeFirstOrThrow()
  return row.due
}
