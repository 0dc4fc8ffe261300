import { type ChannelKind, channelsOf, type Role } from '#app/shapes/case.ts'
import type { GoneReason } from '#app/shapes/live.ts'
import type { LogKind } from '#app/shapes/order.ts'
import type { Db } from '#db/client.ts'
import { memberIn } from '../access.ts'
import type { OrderKind } from '../order/note.ts'
import type { Viewer } from '../viewer.ts'

/** What acts are about, for those who look for one kind only. */
const kindsOf = {
  messages: [
    'message.hidden',
    'message.shown',
    'message.held',
    'message.released',
    'report.dismissed',
    'appeal.refused',
  ],
  people: [
    'member.removed',
    'member.sent_out',
    'member.readmitted',
    'member.muted',
    'member.unmuted',
    'member.made_cohost',
    'member.dismissed',
    'member.made_host',
    'member.labelled',
  ],
  channels: ['channel.slowed', 'channel.unslowed', 'channel.closed', 'channel.opened'],
} as const satisfies Record<LogKind, readonly OrderKind[]>

/** Acts a page of the log. */
const LOG_PAGE = 50

/**
 * One act of order as every member may read it. `actor` is null for what the room did by itself; `onWhom` the nickname
 * of the member, or of the message's author; `seq` the place in the ledger; `at` and `until` ISO instants. Never words
 * of a message.
 */
export type LogEntry = {
  seq: number
  at: string
  kind: OrderKind
  actor: { nickname: string; role: Role } | null
  onWhom: string | null
  channel: ChannelKind | null
  messageSeq: number | null
  why: GoneReason | null
  seconds: number | null
  until: string | null
}

/**
 * The acts of order in a case, newest first, `LOG_PAGE` a page before `before` (a seq), all or those
 * `of` one kind, for its members; acts in
 * channels the viewer cannot read are left out. Refuses `shared.not_found`.
 */
export async function moderationLog(
  db: Db,
  viewer: Viewer,
  { slug, before = null, of = null }: { slug: string; before?: number | null; of?: LogKind | null },
): Promise<{ entries: LogEntry[]; next: number | null }> {
  const member = await memberIn(db, viewer, { slug }, 'talk')
  const kinds = channelsOf(member.side, member.role)
  const rows = await db
    .selectFrom('moderation as m')
    .leftJoin('member as actor', 'actor.id', 'm.actor_id')
    .leftJoin('message', 'message.id', 'm.message_id')
    .leftJoin('member as author', 'author.id', 'message.author_id')
    .leftJoin('member as target', 'target.id', 'm.member_id')
    .leftJoin('channel', (join) =>
      join.on((eb) => eb('channel.id', '=', eb.fn.coalesce('m.channel_id', 'message.channel_id'))),
    )
    .select([
      'm.seq',
      'm.at',
      'm.kind',
      'm.why',
      'm.seconds',
      'm.until',
      'actor.nickname as actorName',
      'actor.role as actorRole',
      'author.nickname as authorName',
      'target.nickname as targetName',
      'channel.kind as channel',
      'message.seq as messageSeq',
    ])
    .where('m.case_id', '=', member.caseId)
    .where((eb) => eb.or([eb('channel.kind', 'is', null), eb('channel.kind', 'in', kinds)]))
    .$if(before !== null, (query) => query.where('m.seq', '<', before))
    .$if(of !== null, (query) => query.where('m.kind', 'in', of ? kindsOf[of] : []))
    .orderBy('m.seq', 'desc')
    .limit(LOG_PAGE + 1)
    .execute()
  const entries = rows.slice(0, LOG_PAGE).map((row) => ({
    seq: row.seq,
    at: row.at.toISOString(),
    kind: row.kind,
    actor: row.actorName && row.actorRole ? { nickname: row.actorName, role: row.actorRole } : null,
    onWhom: row.targetName ?? row.authorName,
    channel: row.channel,
    messageSeq: row.messageSeq,
    why: row.why,
    seconds: row.seconds,
    until: row.until?.toISOString() ?? null,
  }))
  return { entries, next: rows.length > LOG_PAGE ? (entries.at(-1)?.seq ?? null) : null }
}
