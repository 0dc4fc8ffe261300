import { sql } from 'kysely'
import type { EventCard } from '#app/shapes/card.ts'
import type { ChannelKind } from '#app/shapes/case.ts'
import type { Db } from '#db/client.ts'

/** A schedule entry as the queries of this folder select it; times are `HH:MM` in Seoul. */
export type EventRow = {
  id: string
  caseId: string
  channelId: string
  channel: ChannelKind
  state: 'standing' | 'cancelled'
  sequence: number
  title: string
  startsOn: string
  startsAt: string | null
  endsOn: string | null
  endsAt: string | null
  place: string
  link: string
  note: string
  by: string
  madeAt: Date
  changedAt: Date
  messageId: string
}

/** Schedule entries, ready for the views; the caller says which. Membership is asked before. */
export function eventRows(db: Db) {
  return db
    .selectFrom('event')
    .innerJoin('channel', 'channel.id', 'event.channel_id')
    .innerJoin('member as maker', 'maker.id', 'event.made_by')
    .select([
      'event.id',
      'event.case_id as caseId',
      'event.channel_id as channelId',
      'channel.kind as channel',
      'event.state',
      'event.sequence',
      'event.title',
      'event.starts_on as startsOn',
      sql<string | null>`to_char(event.starts_at, 'HH24:MI')`.as('startsAt'),
      'event.ends_on as endsOn',
      sql<string | null>`to_char(event.ends_at, 'HH24:MI')`.as('endsAt'),
      'event.place',
      'event.link',
      'event.note',
      'maker.nickname as by',
      'event.made_at as madeAt',
      'event.changed_at as changedAt',
      'event.message_id as messageId',
    ])
}

/** An entry as everybody in its channel sees it. */
export function eventCard(row: EventRow): EventCard {
  const { id, channel, title, startsOn, startsAt, endsOn, endsAt, place, link, note, by } = row
  const when = { startsOn, startsAt, endsOn, endsAt }
  return { kind: 'event', id, channel, title, ...when, place, link, note, cancelled: isCancelled(row), by }
}

export function isCancelled({ state }: EventRow): boolean {
  return state === 'cancelled'
}
