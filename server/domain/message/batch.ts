import { sql } from 'kysely'
import { type ChannelKind, channelsOf, type Role, type Side } from '#app/shapes/case.ts'
import type { GoneKind, Mention, MessageFile, MessageView } from '#app/shapes/live.ts'
import type { Tx } from '#db/client.ts'
import type { Outcome } from '../lane.ts'
import { type Hold, holdsAmong, keepHolds, type Marks } from '../order/hold.ts'
import { type Pace, paceAfter, watchPace } from '../order/pace.ts'
import { isSlow, silenced } from '../order/speech.ts'
import { type OrderRow, orderColumns } from '../order/state.ts'
import { keepTurns } from '../order/turns.ts'
import { notFound, Refusal } from '../refusal.ts'
import { announce } from '../transaction.ts'
import { keepFiles, type LooseFiles, looseFiles, type TakenFiles, takeLoose } from './loose-files.ts'
import { mentionsIn } from './mentions.ts'
import { type MessageRow, messageView, shownBody } from './view.ts'

// One transaction's worth of messages. A forbidden author is refused alone; the rest of the batch goes through.

/** A message on its way: cleaned text (`masked` when some of it was covered), not yet allowed. */
export type Draft = {
  accountId: string
  channelId: string
  clientId: string
  body: string
  masked: boolean
  marks: Marks
  replyTo: string | null
  /** Members the author picked while typing; what the words name by themselves is found without. */
  mentions: readonly string[]
  /** Pictures uploaded for it. */
  files: readonly string[]
}

/**
 * Where a message stands for good. `at` is an ISO instant; `gone` is `held` when a host must look first; `masked` says
 * that personal data in it was covered.
 */
export type Posted = {
  id: string
  seq: number
  rev: number
  at: string
  gone: GoneKind | null
  masked: boolean
}

/**
 * Posts drafts of one channel in the caller's transaction, in order, and tells each one's outcome at its index.
 * Takes the channel's row lock. A draft known from before (same author and clientId) gets its first result.
 */
export async function postBatch(
  tx: Tx,
  channelId: string,
  drafts: readonly Draft[],
): Promise<Outcome<Posted>[]> {
  // Asked after the lock, in a statement of its own, so that it sees what the last holder of the lock committed.
  const [channel, grounds] = await Promise.all([lockChannel(tx, channelId), groundsOf(tx, channelId, drafts)])
  if (!channel) return drafts.map(() => ({ refusal: notFound() }))
  const loose = await looseFiles(
    tx,
    channel.id,
    drafts.flatMap(({ files }) => files),
  )
  const fresh = new Map<string, Fresh>()
  const outcomes = drafts.map((draft, at) => judge({ channel, draft, ground: grounds[at], loose }, fresh))
  const stored = await store(tx, channel, [...fresh.values()])
  return outcomes.map((outcome) => ('key' in outcome ? firstResult(stored, outcome.key) : outcome))
}

export type LockedChannel = { id: string; caseId: string; kind: ChannelKind; head: number } & OrderRow & Pace

/** Locks the channel's row, which orders every change of the channel; undefined when there is none. */
export function lockChannel(tx: Tx, channelId: string): Promise<LockedChannel | undefined> {
  return tx
    .selectFrom('channel')
    .select(['id', 'case_id as caseId', 'kind', 'head', 'pace_from as paceFrom', 'pace_count as paceCount'])
    .select(orderColumns)
    .where('id', '=', channelId)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

/** What the database knows about one draft: its author's membership, an earlier copy, and what it answers. */
type Ground = {
  memberId: string | null
  nickname: string
  side: Side
  role: Role
  joinedAt: Date
  mutedUntil: Date | null
  turnAt: Date | null
  ended: boolean
  now: Date
  knownId: string | null
  knownSeq: number
  knownAt: Date
  knownGone: GoneKind | null
  quotedId: string | null
  quotedSeq: number | null
  quotedBody: string | null
  quotedNickname: string | null
}

/**
 * One probe of a unique index for each draft and thing. A planner that knows nothing of a young table takes any index
 * of a channel for as good as any other, and keeps the plan: `limit 1`, and the order that one index alone has, leave
 * it no choice that reads the whole channel.
 */
async function groundsOf(tx: Tx, channelId: string, drafts: readonly Draft[]): Promise<Ground[]> {
  const asked = drafts.map(({ accountId, clientId, replyTo }) => ({ accountId, clientId, replyTo }))
  const { rows } = await sql<Ground>`
    select author.id as "memberId", author.nickname, author.side, author.role,
      author.joined_at as "joinedAt", author.muted_until as "mutedUntil", turn.at as "turnAt", clock_timestamp() as now,
      (select kept_id is not null from "case" where id = author.case_id) as ended,
      known.id as "knownId", known.seq as "knownSeq", known.created_at as "knownAt",
      known.gone as "knownGone", quoted.id as "quotedId", quoted.seq as "quotedSeq",
      ${shownBody('quoted')} as "quotedBody",
      quoted_author.nickname as "quotedNickname"
    from rows from (jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
      as ("accountId" uuid, "clientId" uuid, "replyTo" uuid)
    ) with ordinality as draft (account_id, client_id, reply_to, place)
    left join lateral (select * from member
      where case_id = (select case_id from channel where id = ${channelId})
        and account_id = draft.account_id limit 1) author on author.left_at is null
    left join lateral (select * from channel_turn
      where channel_id = ${channelId} and member_id = author.id limit 1) turn on true
    left join lateral (select * from message
      where (channel_id, author_id, client_id) >= (${channelId}::uuid, author.id, draft.client_id)
      order by channel_id, author_id, client_id limit 1) known
      on known.channel_id = ${channelId} and known.author_id = author.id and known.client_id = draft.client_id
    left join lateral (select * from message where id = draft.reply_to limit 1) quoted
      on quoted.channel_id = ${channelId}
    left join lateral (select * from member where id = quoted.author_id limit 1) quoted_author on true
    order by draft.place`.execute(tx)
  return rows
}

type Fresh = { key: string; draft: Draft; ground: Ground & { memberId: string }; files: MessageFile[] }

type Judged = { channel: LockedChannel; draft: Draft; ground: Ground | undefined; loose: LooseFiles }

/** Notes a draft that is to be stored under its key, or says at once how it ends. */
function judge(
  { channel, draft, ground, loose }: Judged,
  fresh: Map<string, Fresh>,
): Outcome<Posted> | { key: string } {
  if (!ground || !isAuthor(ground) || !channelsOf(ground.side, ground.role).includes(channel.kind)) {
    return { refusal: notFound() }
  }
  if (ground.knownId) return { done: knownResult(ground.knownId, ground, draft) }
  if (draft.replyTo && !ground.quotedId) return { refusal: new Refusal('invalid', 'message.reply_elsewhere') }
  const key = `${ground.memberId} ${draft.clientId}`
  if (fresh.has(key)) return { key }
  const speaker = isSlow(channel, ground.now) ? spokenIn(fresh, ground) : ground
  const refusal = silenced(channel, speaker, ground.now)
  if (refusal) return { refusal }
  const files = takeLoose(loose, ground.memberId, draft.files)
  if (!files) return { refusal: new Refusal('conflict', 'message.file_gone') }
  fresh.set(key, { key, draft, ground, files })
  return { key }
}

/** Two drafts of one author in a batch are two turns. */
function spokenIn(fresh: Map<string, Fresh>, ground: Ground): Ground {
  const spoke = [...fresh.values()].some((one) => one.ground.memberId === ground.memberId)
  return spoke ? { ...ground, turnAt: ground.now } : ground
}

function isAuthor(ground: Ground): ground is Ground & { memberId: string } {
  return ground.memberId !== null
}

async function store(tx: Tx, channel: LockedChannel, fresh: readonly Fresh[]): Promise<Map<string, Posted>> {
  if (fresh.length === 0) return new Map()
  const from = channel.head
  const to = from + fresh.length
  const now = fresh[0]?.ground.now ?? new Date()
  const pace = paceAfter(channel, now, fresh.length)
  const naming = fresh.map(({ draft, ground }) => ({
    ...draft,
    authorId: ground.memberId,
    picked: draft.mentions,
  }))
  const mentions = await mentionsIn(tx, channel, naming)
  const holds = await holdsAmong(tx, channel, fresh)
  const whole = fresh.map((one, at) => ({
    ...one,
    mentions: mentions[at] ?? [],
    hold: holds.held.get(one.key) ?? null,
  }))
  const kept = await insert(tx, channel, whole, pace)
  const results = new Map<string, Posted>()
  const changes: MessageView[] = []
  const taken: TakenFiles[] = []
  const stored = whole.map((one, at) => {
    const row = kept.get(from + at + 1)
    if (!row) throw new Error('A stored message did not come back')
    results.set(one.key, posted(row, one.hold && 'held', one.draft))
    taken.push({ messageId: row.id, fileIds: one.draft.files })
    changes.push(messageView(rowOf(one, row)))
    return { ...one, id: row.id }
  })
  await keepFiles(tx, taken)
  announce(tx, { kind: 'channel.changed', caseId: channel.caseId, channelId: channel.id, from, to, changes })
  channel.head = to
  await keepHolds(tx, channel, stored, holds)
  if (isSlow(channel, now)) {
    const authors = fresh.map(({ ground }) => ground.memberId)
    await keepTurns(tx, channel.id, [...new Set(authors)])
  }
  await watchPace(tx, channel, pace, now)
  return results
}

/** With everything its row keeps. */
type Whole = Fresh & { mentions: Mention[]; hold: Hold | null }

type Kept = { id: string; seq: number; at: Date }

/** One statement, whose text does not grow with the batch, moves the head and stores the rows behind it. */
async function insert(
  tx: Tx,
  channel: LockedChannel,
  fresh: readonly Whole[],
  { paceFrom, paceCount }: Pace,
): Promise<Map<number, Kept>> {
  const { rows } = await sql<Kept>`
    with moved as (
      update channel set head = head + ${fresh.length}::bigint,
        pace_from = ${paceFrom}, pace_count = ${paceCount}::integer
      where id = ${channel.id}::uuid
    )
    insert into message (channel_id, author_id, client_id, seq, rev, body, reply_to, mentions, files,
      gone, gone_why, gone_at, gone_salt)
    select ${channel.id}::uuid, author_id, client_id, ${channel.head}::bigint + place, ${channel.head}::bigint + place,
      body, reply_to, mentions::jsonb, files::jsonb,
      case when held is not null then 'held' end, held, case when held is not null then now() end, salt
    from unnest(
      ${fresh.map(({ ground }) => ground.memberId)}::uuid[],
      ${fresh.map(({ draft }) => draft.clientId)}::uuid[],
      ${fresh.map(({ draft }) => draft.body)}::text[],
      ${fresh.map(({ draft }) => draft.replyTo)}::uuid[],
      ${fresh.map(({ mentions }) => JSON.stringify(mentions))}::text[],
      ${fresh.map(({ files }) => JSON.stringify(files))}::text[],
      ${fresh.map(({ hold }) => hold?.why ?? null)}::text[],
      ${fresh.map(({ hold }) => hold?.salt ?? null)}::bytea[]
    ) with ordinality as fresh (author_id, client_id, body, reply_to, mentions, files, held, salt, place)
    returning id, seq, created_at as at`.execute(tx)
  return new Map(rows.map((row) => [row.seq, row]))
}

function rowOf({ draft, ground, mentions, files, hold }: Whole, row: Kept): MessageRow {
  const { memberId, nickname, side, role, quotedId, quotedSeq, quotedBody, quotedNickname } = ground
  return {
    ...row,
    rev: row.seq,
    clientId: draft.clientId,
    body: draft.body,
    gone: hold && 'held',
    goneWhy: hold?.why ?? null,
    carried: { mentions, reactions: [], files, card: null },
    editedAt: null,
    authorId: memberId,
    nickname,
    side,
    role,
    quotedId,
    quotedSeq,
    quotedBody,
    quotedNickname,
  }
}

function firstResult(stored: Map<string, Posted>, key: string): Outcome<Posted> {
  const found = stored.get(key)
  if (!found) throw new Error('A judged message was not stored')
  return { done: found }
}

function knownResult(id: string, { knownSeq, knownAt, knownGone }: Ground, draft: Draft): Posted {
  return posted({ id, seq: knownSeq, at: knownAt }, knownGone, draft)
}

/** The first result names the message's first rev, its seq, also when it was edited since. */
function posted({ id, seq, at }: Kept, gone: GoneKind | null, { masked }: Draft): Posted {
  return { id, seq, rev: seq, at: at.toISOString(), gone, masked }
}
