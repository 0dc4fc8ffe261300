import type { ChannelKind } from '#app/shapes/case.ts'
import type { GoneReason } from '#app/shapes/live.ts'
import type { Reason } from '#app/shapes/order.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from '../access.ts'
import type { Viewer } from '../viewer.ts'

/** As many of each as are shown, newest first; more is a matter for the staff. */
const OWN_MOST = 50

/** A message of the viewer's that nobody else reads now. `appeal`: null when the viewer has not asked to look again. */
export type OwnHidden = {
  messageId: string
  channel: ChannelKind
  seq: number
  body: string
  gone: 'hidden' | 'held'
  why: GoneReason | null
  at: string
  goneAt: string
  appeal: 'open' | 'kept' | 'shown' | null
}
/** A report of the viewer's with what came of it; null while nobody has looked. */
export type OwnReport = {
  messageId: string
  channel: ChannelKind
  seq: number
  author: string
  why: Reason
  at: string
  outcome: 'hidden' | 'kept' | null
}

/** The viewer's own hidden and held messages, with their words, and what became of their reports. Refuses `shared.not_found`. */
export async function ownReviews(
  db: Db,
  viewer: Viewer,
  ref: { slug: string },
): Promise<{ hidden: OwnHidden[]; reports: OwnReport[]; mutedUntil: string | null }> {
  const { id } = await memberIn(db, viewer, ref, 'place')
  const me = await db
    .selectFrom('member')
    .select('muted_until')
    .where('id', '=', id)
    .where('muted_until', '>', new Date())
    .executeTakeFirst()
  return {
    hidden: await hiddenOf(db, id),
    reports: await reportsOf(db, id),
    mutedUntil: me?.muted_until?.toISOString() ?? null,
  }
}

async function hiddenOf(db: Db, memberId: string): Promise<OwnHidden[]> {
  const rows = await db
    .selectFrom('message')
    .innerJoin('channel', 'channel.id', 'message.channel_id')
    .leftJoin('appeal', 'appeal.message_id', 'message.id')
    .select((eb) => [
      'message.id as messageId',
      'channel.kind as channel',
      'message.seq',
      'message.body',
      'message.gone',
      'message.gone_why as why',
      'message.gone_at as goneAt',
      'message.created_at as at',
      'appeal.outcome',
      eb('appeal.message_id', 'is not', null).as('isAppealed'),
    ])
    .where('message.author_id', '=', memberId)
    .where('message.gone', 'in', ['hidden', 'held'])
    .orderBy('message.gone_at', 'desc')
    .limit(OWN_MOST)
    .$narrowType<{ gone: 'hidden' | 'held' }>()
    .execute()
  return rows.map(({ outcome, isAppealed, body, at, goneAt, ...row }) => ({
    ...row,
    body: body ?? '',
    at: at.toISOString(),
    goneAt: (goneAt ?? at).toISOString(),
    appeal: isAppealed ? (outcome ?? 'open') : null,
  }))
}

async function reportsOf(db: Db, memberId: string): Promise<OwnReport[]> {
  const rows = await db
    .selectFrom('report')
    .innerJoin('message', 'message.id', 'report.message_id')
    .innerJoin('channel', 'channel.id', 'message.channel_id')
    .innerJoin('member', 'member.id', 'message.author_id')
    .select([
      'message.id as messageId',
      'channel.kind as channel',
      'message.seq',
      'member.nickname as author',
      'report.why',
      'report.at',
      'report.outcome',
    ])
    .where('report.member_id', '=', memberId)
    .orderBy('report.at', 'desc')
    .limit(OWN_MOST)
    .execute()
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}
