import { sql } from 'kysely'
import type { ChannelKind } from '#app/shapes/case.ts'
import type { PinMove } from '#app/shapes/notice.ts'
import { maskPersonalData, type PersonalKind } from '#app/shapes/personal-data.ts'
import { cardWords } from '#app/text/ko/cards.ts'
import type { Db, Tx } from '#db/client.ts'
import { enqueueAt } from '#server/jobs/queue.ts'
import { channelFor, ensureMay, type Member, memberIn, memberWho } from './access.ts'
import { record } from './ledger.ts'
import { type LockedChannel, lockChannel } from './message/batch.ts'
import { retitleCard } from './message/card.ts'
import { movedPins, setPins } from './notice/pin.ts'
import { lockNotice } from './notice/place.ts'
import { publishLocked, tellNotice, wordsHash } from './notice/publish.ts'
import { type NoticeRow, pinsOf } from './notice/view.ts'
import { notFound, Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export { acknowledgeNotice } from './notice/ack.ts'
export { publishDueNotice, publishOverdueNotices } from './notice/publish.ts'
export { noticeDraftFrom, noticeFor, noticesIn, pinnedNotices } from './notice/read.ts'

// Notices of the staff. Written once and versioned: what stood there before can always be read. A notice of the
// channel `all` is for the whole case.

/** How far ahead a notice may be planned, in days: a hearing is rarely set further. */
const AHEAD_MAX_DAYS = 366
/** Notices of one case that may wait at once. */
const WAITING_MAX = 50
/** The staff gives out numbers of agencies and firms; registration and card numbers are covered all the same. */
const STAFF_MAY: ReadonlySet<PersonalKind> = new Set(['account', 'phone', 'email'])

export type NoticeDraft = {
  slug: string
  /** Made by the form: sent twice, it is one notice. */
  id: string
  channel: ChannelKind
  title: string
  body: string
  pins: boolean
  /** ISO instant, or null for now. */
  publishAt: string | null
  /** The message it is made from. */
  from: string | null
}

/**
 * Publishes a notice, or plans it; staff only. Refuses `notice.time_past`, `notice.time_far`, `notice.too_many` and
 * `shared.not_found` (an id or a message of elsewhere).
 */
export async function writeNotice(db: Db, viewer: Viewer, draft: NoticeDraft): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    const { slug, id, channel: kind, publishAt } = draft
    const staff = await memberWho(tx, viewer, { slug }, 'notice.write')
    const place = await channelFor(tx, viewer, { slug, kind })
    const channel = await lockChannel(tx, place.id)
    if (!channel) throw notFound()
    if (await isWritten(tx, staff, id)) return { id }
    if (publishAt) await ensureFits(tx, staff, publishAt)
    await insertNotice(tx, staff, channel.id, draft)
    if (publishAt) await plan(tx, staff, { noticeId: id, version: 1, publishAt })
    else await publishLocked(tx, channel, (await lockNotice(tx, ofCase(staff, id))).notice, staff.id)
    return { id }
  })
}

type Change = { slug: string; noticeId: string }

/**
 * Gives a notice new words; staff only. Refuses `notice.changed_elsewhere` when `version` is not the newest and
 * `notice.gone` once it was cancelled or taken down.
 */
export async function editNotice(
  db: Db,
  viewer: Viewer,
  { slug, noticeId, version, ...words }: Change & { version: number; title: string; body: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { staff, channel, notice } = await ownNotice(tx, viewer, { slug, noticeId })
    if (notice.state !== 'scheduled' && notice.state !== 'published') throw gone()
    const { title, body } = covered(words)
    if (notice.title === title && notice.body === body) return
    if (notice.version !== version) throw new Refusal('conflict', 'notice.changed_elsewhere')
    const next = version + 1
    const values = { notice_id: noticeId, version: next, title, body, made_by: staff.id }
    await tx.insertInto('notice_version').values(values).execute()
    await tx.updateTable('notice').set({ version: next }).where('id', '=', noticeId).execute()
    await retitle(tx, channel, notice, title)
    await tellNotice(tx, channel, noticeId)
    const data = { noticeId, version: next, sha256: wordsHash({ title, body }) }
    await record(tx, staff.caseId, staff.id, { kind: 'notice.edited', data })
  })
}

/**
 * Moves a waiting or cancelled notice to another time (ISO), or with null publishes it now; staff only. Who moves it
 * answers for it. Refuses like `writeNotice`, and `notice.out_already` once it was published.
 */
export async function moveNotice(
  db: Db,
  viewer: Viewer,
  { slug, noticeId, publishAt }: Change & { publishAt: string | null },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { staff, channel, notice } = await ownNotice(tx, viewer, { slug, noticeId })
    if (notice.publishedAt) throw new Refusal('conflict', 'notice.out_already')
    if (!publishAt) return publishLocked(tx, channel, notice, staff.id)
    await ensureFits(tx, staff, publishAt)
    await tx
      .updateTable('notice')
      .set({ state: 'scheduled', publish_at: new Date(publishAt), by_member: staff.id })
      .where('id', '=', noticeId)
      .execute()
    await plan(tx, staff, { noticeId, version: notice.version, publishAt })
  })
}

/** Cancels a waiting notice; staff only. Again is fine. Refuses `notice.out_already` once it was published. */
export async function cancelNotice(db: Db, viewer: Viewer, change: Change): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { staff, notice } = await ownNotice(tx, viewer, change)
    if (notice.publishedAt) throw new Refusal('conflict', 'notice.out_already')
    if (notice.state === 'cancelled') return
    await tx.updateTable('notice').set({ state: 'cancelled' }).where('id', '=', notice.id).execute()
    await record(tx, staff.caseId, staff.id, { kind: 'notice.cancelled', data: { noticeId: notice.id } })
  })
}

/** Takes a published notice down: its words go out of sight, who wrote it and when stays. Staff only; again is fine. */
export async function withdrawNotice(db: Db, viewer: Viewer, change: Change): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { staff, channel, notice } = await ownNotice(tx, viewer, change)
    if (notice.state === 'withdrawn') return
    if (notice.state !== 'published') throw notFound()
    const { id } = notice
    await tx.updateTable('notice').set({ state: 'withdrawn', pin: null }).where('id', '=', id).execute()
    await setPins(tx, channel, movedPins(await pinnedIds(tx, channel.id), id, 'off'))
    await retitle(tx, channel, notice, cardWords.taken)
    await tellNotice(tx, channel, id)
    await record(tx, staff.caseId, staff.id, { kind: 'notice.withdrawn', data: { noticeId: id } })
  })
}

/** Pins a published notice, moves it within the bar, or takes it out; staff only. Past three the last one goes down. */
export async function pinNotice(
  db: Db,
  viewer: Viewer,
  { to, ...change }: Change & { to: PinMove },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { staff, channel, notice } = await ownNotice(tx, viewer, change)
    if (notice.state !== 'published') throw gone()
    const { id: noticeId } = notice
    const before = await pinnedIds(tx, channel.id)
    const after = movedPins(before, noticeId, to)
    if (after.join() === before.join()) return
    await setPins(tx, channel, after)
    await tellNotice(tx, channel, noticeId)
    const place = after.indexOf(noticeId) + 1
    const entry =
      place > 0
        ? ({ kind: 'notice.pinned', data: { noticeId, place } } as const)
        : ({ kind: 'notice.unpinned', data: { noticeId } } as const)
    await record(tx, staff.caseId, staff.id, entry)
  })
}

async function ownNotice(tx: Tx, viewer: Viewer, { slug, noticeId }: Change) {
  const staff = await memberIn(tx, viewer, { slug })
  const found = await lockNotice(tx, ofCase(staff, noticeId))
  ensureMay(staff, 'notice.write')
  return { staff, ...found }
}

const ofCase = ({ caseId }: Member, noticeId: string) => ({ caseId, noticeId })

/** The notice's message says its title; a waiting notice has none. */
async function retitle(tx: Tx, channel: LockedChannel, notice: NoticeRow, title: string): Promise<void> {
  if (!notice.messageId) return
  const card = { kind: 'notice' as const, id: notice.id, title }
  await retitleCard(tx, channel, notice.messageId, { card, words: cardWords.notice(title) })
}

async function isWritten(tx: Tx, staff: Member, id: string): Promise<boolean> {
  const row = await tx.selectFrom('notice').select('case_id').where('id', '=', id).executeTakeFirst()
  if (row && row.case_id !== staff.caseId) throw notFound()
  return row !== undefined
}

async function insertNotice(tx: Tx, staff: Member, channelId: string, draft: NoticeDraft): Promise<void> {
  const { id, pins, publishAt, from } = draft
  if (from) await ensureOfCase(tx, staff, from)
  await tx
    .insertInto('notice')
    .values({
      id,
      case_id: staff.caseId,
      channel_id: channelId,
      state: 'scheduled',
      by_member: staff.id,
      source_id: from,
      publish_at: publishAt ? new Date(publishAt) : sql<Date>`now()`,
      pins,
    })
    .execute()
  await tx
    .insertInto('notice_version')
    .values({ notice_id: id, version: 1, ...covered(draft), made_by: staff.id })
    .execute()
}

async function ensureOfCase(tx: Tx, { caseId }: Member, messageId: string): Promise<void> {
  const row = await tx
    .selectFrom('message')
    .innerJoin('channel', 'channel.id', 'message.channel_id')
    .select('message.id')
    .where('message.id', '=', messageId)
    .where('channel.case_id', '=', caseId)
    .executeTakeFirst()
  if (!row) throw notFound()
}

/** Plans the publication at `publishAt` and records it. */
async function plan(
  tx: Tx,
  staff: Member,
  { noticeId, version, publishAt }: { noticeId: string; version: number; publishAt: string },
): Promise<void> {
  const jobKey = `notice.publish:${noticeId}`
  await enqueueAt(tx, 'notice.publish', { noticeId }, { jobKey, runAt: publishAt })
  const at = Math.floor(Date.parse(publishAt) / 1000)
  await record(tx, staff.caseId, staff.id, { kind: 'notice.scheduled', data: { noticeId, version, at } })
}

/** By the database's clock, which also decides when it goes out. */
async function ensureFits(tx: Tx, { caseId }: Member, publishAt: string): Promise<void> {
  const { rows } = await sql<{ past: boolean; far: boolean; waiting: number }>`
    select ${publishAt}::timestamptz <= clock_timestamp() as past,
      ${publishAt}::timestamptz > clock_timestamp() + make_interval(days => ${AHEAD_MAX_DAYS}) as far,
      (select count(*)::int from notice where case_id = ${caseId} and state = 'scheduled') as waiting`.execute(
    tx,
  )
  const [found] = rows
  const code = found?.past ? 'notice.time_past' : found?.far ? 'notice.time_far' : null
  if (code) throw new Refusal('invalid', code, { fields: { publishOn: code } })
  if ((found?.waiting ?? 0) >= WAITING_MAX) throw new Refusal('conflict', 'notice.too_many')
}

async function pinnedIds(tx: Tx, channelId: string): Promise<string[]> {
  return (await pinsOf(tx, channelId)).map(({ id }) => id)
}

function covered({ title, body }: { title: string; body: string }): { title: string; body: string } {
  return { title: maskPersonalData(title, STAFF_MAY).text, body: maskPersonalData(body, STAFF_MAY).text }
}

function gone(): Refusal {
  return new Refusal('conflict', 'notice.gone')
}
