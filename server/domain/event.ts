import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { EventCard } from '#app/shapes/card.ts'
import { type ChannelKind, noticeChannelsOf } from '#app/shapes/case.ts'
import type { EventDraft } from '#app/shapes/event.ts'
import { Id } from '#app/shapes/id.ts'
import { maskPersonalData, type PersonalKind } from '#app/shapes/personal-data.ts'
import { cardWords } from '#app/text/ko/cards.ts'
import type { Db, Tx } from '#db/client.ts'
import type { CalendarEntry } from '#server/exports/ics.ts'
import { channelFor, ensureMay, type Member, memberIn, memberWho } from './access.ts'
import { type EventRow, eventCard, eventRows, isCancelled } from './event/view.ts'
import { canonicalJson, record } from './ledger.ts'
import { type LockedChannel, lockChannel } from './message/batch.ts'
import { postCard, retitleCard } from './message/card.ts'
import { notFound, Refusal } from './refusal.ts'
import { announce, inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// The schedule: dates an agency or a court set, written by the staff, because people act on them. Kept as Korean dates
// and times of day, never as instants: a day stays that day whatever zone a calendar is in.

/** Entries one case may have standing; more is a calendar of something else. */
const EVENTS_MAX = 200
/** Numbers of courts and agencies belong here; registration and card numbers are covered all the same. */
const STAFF_MAY: ReadonlySet<PersonalKind> = new Set(['account', 'phone', 'email'])

/**
 * Adds a schedule entry and posts its card; staff only. The same `id` again is one entry. Refuses `event.too_many`,
 * `shared.not_found`.
 */
export async function addEvent(
  db: Db,
  viewer: Viewer,
  { slug, id, channel: kind, ...draft }: EventDraft & { slug: string; id: string; channel: ChannelKind },
): Promise<{ id: string }> {
  return inTransaction(db, async (tx) => {
    const staff = await memberWho(tx, viewer, { slug }, 'event.write')
    const place = await channelFor(tx, viewer, { slug, kind })
    const channel = await lockChannel(tx, place.id)
    if (!channel) throw notFound()
    if (await isAdded(tx, staff, id)) return { id }
    await ensureRoom(tx, staff)
    const row = rowOf(draft)
    const card = { kind: 'event' as const, id, title: row.title }
    const words = cardWords.event(row.title)
    const { messageId } = await postCard(tx, channel, { memberId: staff.id, clientId: id, card, words })
    const where = { id, case_id: staff.caseId, channel_id: channel.id, made_by: staff.id }
    await tx
      .insertInto('event')
      .values({ ...where, ...row, message_id: messageId })
      .execute()
    await tellEvent(tx, channel, id)
    await record(tx, staff.caseId, staff.id, {
      kind: 'event.added',
      data: { eventId: id, sha256: hashOf(row) },
    })
    return { id }
  })
}

type EventRef = { slug: string; eventId: string }

/** Changes an entry; staff only. The same again changes nothing. Refuses `event.cancelled`, `shared.not_found`. */
export async function changeEvent(
  db: Db,
  viewer: Viewer,
  { slug, eventId, ...draft }: EventDraft & EventRef,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { staff, channel, event } = await lockOwn(tx, viewer, { slug, eventId })
    if (isCancelled(event)) throw new Refusal('conflict', 'event.cancelled')
    const row = rowOf(draft)
    if (hashOf(row) === hashOf(rowOf(event))) return
    const sequence = event.sequence + 1
    await tx
      .updateTable('event')
      .set({ ...row, sequence, changed_at: sql<Date>`now()` })
      .where('id', '=', eventId)
      .execute()
    const card = { kind: 'event' as const, id: eventId, title: row.title }
    await retitleCard(tx, channel, event.messageId, { card, words: cardWords.event(row.title) })
    await tellEvent(tx, channel, eventId)
    const data = { eventId, sequence, sha256: hashOf(row) }
    await record(tx, staff.caseId, staff.id, { kind: 'event.changed', data })
  })
}

/** Cancels an entry: it stays, struck through, also in the calendars that have it. Staff only; again is fine. */
export async function cancelEvent(db: Db, viewer: Viewer, ref: EventRef): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { staff, channel, event } = await lockOwn(tx, viewer, ref)
    if (isCancelled(event)) return
    const { id: eventId } = event
    const sequence = event.sequence + 1
    await tx
      .updateTable('event')
      .set({ state: 'cancelled', sequence, changed_at: sql<Date>`now()` })
      .where('id', '=', eventId)
      .execute()
    await tellEvent(tx, channel, eventId)
    await record(tx, staff.caseId, staff.id, { kind: 'event.cancelled', data: { eventId, sequence } })
  })
}

/** The entries of the channels the viewer sees, by date. Refuses `shared.not_found`. */
export async function eventsIn(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<EventCard[]> {
  const rows = await visibleTo(db, await memberIn(db, viewer, { slug }, 'notices')).execute()
  return rows.map(eventCard)
}

/** The next entries from `today` (`YYYY-MM-DD`) on that were not cancelled. Refuses `shared.not_found`. */
export async function nextEvents(
  db: Db,
  viewer: Viewer,
  { slug, today, limit }: { slug: string; today: string; limit: number },
): Promise<EventCard[]> {
  const rows = await visibleTo(db, await memberIn(db, viewer, { slug }, 'notices'))
    .where('event.state', '=', 'standing')
    .where(sql<boolean>`coalesce(event.ends_on, event.starts_on) >= ${today}`)
    .limit(limit)
    .execute()
  return rows.map(eventCard)
}

/** One entry. Refuses `shared.not_found`. */
export async function eventFor(db: Db, viewer: Viewer, ref: EventRef): Promise<EventCard> {
  return eventCard((await visibleEvent(db, viewer, ref)).event)
}

/** What a calendar file of one entry, or with `eventId` null of all of them, is written from. Refuses `shared.not_found`. */
export async function calendarOf(
  db: Db,
  viewer: Viewer,
  { slug, eventId }: { slug: string; eventId: string | null },
): Promise<CalendarEntry[]> {
  const rows =
    eventId === null
      ? await visibleTo(db, await memberIn(db, viewer, { slug }, 'notices')).execute()
      : [(await visibleEvent(db, viewer, { slug, eventId })).event]
  return rows.map(({ id, sequence, changedAt, ...row }) => ({
    uid: id,
    sequence,
    changedAt,
    cancelled: row.state === 'cancelled',
    title: row.title,
    startsOn: row.startsOn,
    startsAt: row.startsAt,
    endsOn: row.endsOn,
    endsAt: row.endsAt,
    place: row.place,
    link: row.link,
    note: row.note,
  }))
}

/** An entry the viewer sees, and who they are there; or `shared.not_found`. */
async function visibleEvent(
  db: Db,
  viewer: Viewer,
  { slug, eventId }: EventRef,
): Promise<{ member: Member; event: EventRow }> {
  const member = await memberIn(db, viewer, { slug }, 'notices')
  if (!Id.safeParse(eventId).success) throw notFound()
  const row = await visibleTo(db, member).where('event.id', '=', eventId).executeTakeFirst()
  if (!row) throw notFound()
  return { member, event: row }
}

function visibleTo(db: Db, member: Member) {
  return eventRows(db)
    .where('event.case_id', '=', member.caseId)
    .where('channel.kind', 'in', noticeChannelsOf(member.side, member.role))
    .orderBy('event.starts_on')
    .orderBy(sql`event.starts_at nulls first`)
    .orderBy('event.id')
}

async function lockOwn(tx: Tx, viewer: Viewer, { slug, eventId }: EventRef) {
  const { member: staff, event: found } = await visibleEvent(tx, viewer, { slug, eventId })
  ensureMay(staff, 'event.write')
  const channel = await lockChannel(tx, found.channelId)
  if (!channel) throw notFound()
  await tx.selectFrom('event').select('id').where('id', '=', eventId).forUpdate().execute()
  const event = await eventRows(tx).where('event.id', '=', eventId).executeTakeFirstOrThrow()
  return { staff, channel, event }
}

async function isAdded(tx: Tx, staff: Member, id: string): Promise<boolean> {
  const row = await tx.selectFrom('event').select('case_id').where('id', '=', id).executeTakeFirst()
  if (row && row.case_id !== staff.caseId) throw notFound()
  return row !== undefined
}

async function ensureRoom(tx: Tx, { caseId }: Member): Promise<void> {
  const { count } = await tx
    .selectFrom('event')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId)
    .where('state', '=', 'standing')
    .executeTakeFirstOrThrow()
  if (count >= EVENTS_MAX) throw new Refusal('conflict', 'event.too_many')
}

async function tellEvent(tx: Tx, { id: channelId, caseId }: LockedChannel, eventId: string): Promise<void> {
  const row = await eventRows(tx).where('event.id', '=', eventId).executeTakeFirstOrThrow()
  announce(tx, { kind: 'card.changed', caseId, channelId, card: eventCard(row) })
  announce(tx, { kind: 'case.changed', caseId, what: ['events'] })
}

function rowOf(draft: EventDraft) {
  const covered = (words: string) => maskPersonalData(words, STAFF_MAY).text
  return {
    title: covered(draft.title),
    starts_on: draft.startsOn,
    starts_at: draft.startsAt,
    ends_on: draft.endsOn,
    ends_at: draft.endsAt,
    place: covered(draft.place),
    link: draft.link,
    note: covered(draft.note),
  }
}

function hashOf(row: ReturnType<typeof rowOf>): string {
  return createHash('sha256').update(canonicalJson(row)).digest('hex')
}
