import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { ChannelKind } from '#app/shapes/case.ts'
import { Id } from '#app/shapes/id.ts'
import { maskPersonalData } from '#app/shapes/personal-data.ts'
import { cardWords } from '#app/text/ko/cards.ts'
import type { Db, Tx } from '#db/client.ts'
import { enqueueAt } from '#server/jobs/queue.ts'
import { channelFor, type Member, memberIn } from './access.ts'
import { canonicalJson, record } from './ledger.ts'
import { lockChannel } from './message/batch.ts'
import { postCard } from './message/card.ts'
import { closedByClock, mayClose, type PollRow, pollCard, pollRows } from './poll/view.ts'
import { lockPoll } from './poll/vote.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export { type PollResult, pollFor, pollResult, pollsIn, pollVoters, type ResultRow } from './poll/read.ts'
export { vote } from './poll/vote.ts'

// Polls: a member's or the staff's, one vote each, closed by the clock. What it counts is exact at every commit.

/** Polls one member may have open at once in a case, and the staff together in one channel. */
export const OPEN_POLLS_MAX = { member: 2, staff: 20 } as const
/** How long a poll may stay open, in days. */
const LASTS_MAX_DAYS = 92

export type PollDraft = {
  slug: string
  /** Made by the form: sent twice, it is one poll. */
  id: string
  channel: ChannelKind
  question: string
  options: readonly string[]
  multiple: boolean
  anonymous: boolean
  /** ISO instant, or null until somebody closes it. */
  closesAt: string | null
}

/**
 * Opens a poll in a channel the viewer sees and posts its card. Refuses `shared.not_found`, `poll.too_many_open`,
 * `poll.ends_past` and `poll.ends_far`. Personal data in question and options is covered as in chat.
 */
export async function openPoll(db: Db, viewer: Viewer, draft: PollDraft): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    const { slug, id, channel: kind, closesAt } = draft
    const place = await channelFor(tx, viewer, { slug, kind })
    const channel = await lockChannel(tx, place.id)
    if (!channel) throw notFound()
    const { member } = place
    if (await isOpened(tx, member, id)) return { id }
    await ensureRoom(tx, member, channel.id)
    if (closesAt) await ensureFits(tx, closesAt)
    const question = maskPersonalData(draft.question).text
    const options = draft.options.map((label) => maskPersonalData(label).text)
    const card = { kind: 'poll' as const, id, title: question }
    const words = cardWords.poll(question)
    const { messageId } = await postCard(tx, channel, { memberId: member.id, clientId: id, card, words })
    const { multiple, anonymous } = draft
    const row = {
      id,
      case_id: member.caseId,
      channel_id: channel.id,
      made_by: member.id,
      message_id: messageId,
    }
    const until = closesAt ? new Date(closesAt) : null
    await tx
      .insertInto('poll')
      .values({ ...row, question, multiple, anonymous, closes_at: until })
      .execute()
    await tx
      .insertInto('poll_option')
      .values(options.map((label, at) => ({ poll_id: id, no: at + 1, label })))
      .execute()
    if (closesAt)
      await enqueueAt(tx, 'poll.close', { pollId: id }, { jobKey: `poll.close:${id}`, runAt: closesAt })
    await tellPoll(tx, id)
    const sha256 = createHash('sha256')
      .update(canonicalJson([question, ...options]))
      .digest('hex')
    await record(tx, member.caseId, member.id, { kind: 'poll.opened', data: { pollId: id, sha256 } })
    return { id }
  })
}

/** Closes a poll before its time: its maker or the staff. Again is fine. Refuses `shared.not_found`, `shared.forbidden`. */
export async function closePoll(
  db: Db,
  viewer: Viewer,
  { slug, pollId }: { slug: string; pollId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const member = await memberIn(tx, viewer, { slug }, 'talk')
    if (!Id.safeParse(pollId).success) throw notFound()
    const seen = await pollRows(tx)
      .where('poll.id', '=', pollId)
      .where('poll.case_id', '=', member.caseId)
      .executeTakeFirst()
    if (!seen) throw notFound()
    await channelFor(tx, viewer, { channelId: seen.channelId })
    if (!mayClose(member, seen)) throw new Refusal('forbidden', 'shared.forbidden')
    const poll = await lockPoll(tx, pollId)
    if (poll && !poll.closedAt) await close(tx, poll, member.id)
  })
}

/** Closes a poll whose time has come; early, late or again it does what is right. */
export async function closeDuePoll(db: Db, { pollId }: { pollId: string }): Promise<void> {
  await inTransaction(db, async (tx) => {
    const poll = await lockPoll(tx, pollId)
    if (poll?.isClosed && !poll.closedAt) await close(tx, poll, null)
  })
}

/** Closes what is overdue, one transaction each. */
export async function closeOverduePolls(db: Db): Promise<void> {
  const overdue = await db
    .selectFrom('poll')
    .select('id')
    .where('closed_at', 'is', null)
    .where('closes_at', '<=', sql<Date>`now()`)
    .execute()
  for (const { id } of overdue) await closeDuePoll(db, { pollId: id })
}

/** The counts are final, and of an anonymous poll it is forgotten who chose what. */
async function close(tx: Tx, { id, caseId, anonymous }: PollRow, by: string | null): Promise<void> {
  await tx.updateTable('poll').set({ closed_at: sql<Date>`now()` }).where('id', '=', id).execute()
  if (anonymous) await tx.updateTable('poll_vote').set({ choices: null }).where('poll_id', '=', id).execute()
  const { voters, options } = await tellPoll(tx, id)
  const counts = options.map(({ votes }) => votes)
  const sha256 = createHash('sha256').update(canonicalJson(counts)).digest('hex')
  await record(tx, caseId, by, { kind: 'poll.closed', data: { pollId: id, voters, sha256 } })
}

async function tellPoll(tx: Tx, pollId: string): Promise<PollRow> {
  const row = await pollRows(tx).where('poll.id', '=', pollId).executeTakeFirstOrThrow()
  const { caseId, channelId } = row
  announce(tx, { kind: 'card.changed', caseId, channelId, card: pollCard(row) })
  announce(tx, { kind: 'case.changed', caseId, what: ['polls'] })
  return row
}

async function isOpened(tx: Tx, member: Member, id: string): Promise<boolean> {
  const row = await tx.selectFrom('poll').select('made_by').where('id', '=', id).executeTakeFirst()
  if (row && row.made_by !== member.id) throw notFound()
  return row !== undefined
}

/** Asked under the channel's lock, so that two at once count each other. */
async function ensureRoom(tx: Tx, member: Member, channelId: string): Promise<void> {
  const isStaff = member.role !== 'member'
  const { count } = await tx
    .selectFrom('poll')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(sql<boolean>`not ${closedByClock}`)
    .$if(isStaff, (query) => query.where('channel_id', '=', channelId))
    .$if(!isStaff, (query) => query.where('made_by', '=', member.id))
    .executeTakeFirstOrThrow()
  const max = isStaff ? OPEN_POLLS_MAX.staff : OPEN_POLLS_MAX.member
  if (count >= max) throw new Refusal('conflict', 'poll.too_many_open')
}

async function ensureFits(tx: Tx, closesAt: string): Promise<void> {
  const { rows } = await sql<{ past: boolean; far: boolean }>`
    select ${closesAt}::timestamptz <= clock_timestamp() as past,
      ${closesAt}::timestamptz > clock_timestamp() + make_interval(days => ${LASTS_MAX_DAYS}) as far`.execute(
    tx,
  )
  const [found] = rows
  const code = found?.past ? 'poll.ends_past' : found?.far ? 'poll.ends_far' : null
  if (code) throw new Refusal('invalid', code, { fields: { closesOn: code } })
}
