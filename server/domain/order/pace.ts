import { sql } from 'kysely'
import type { Tx } from '#db/client.ts'
import type { LockedChannel } from '../message/batch.ts'
import { note } from './note.ts'
import { isSlow } from './speech.ts'
import { setState } from './state.ts'

// A channel becomes slow by itself when more is written, or more people come, than anybody can follow.

/** So many messages by so many people within these seconds: thirty a second, which nobody reads. */
export const MESSAGE_BURST = { messages: 300, people: 30, seconds: 10 }
/** So many newcomers within these minutes: the day a shop closes, about six hundred an hour. */
export const JOIN_BURST = { joins: 100, minutes: 10 }
/** Seconds between two messages of a member when it begins, and when the burst goes on all the same. */
const STEPS = [10, 30, 60]
/** After so many minutes without a new burst the slowness is over. */
const SLOW_MINUTES = 10

/** Messages of a channel since an instant. */
export type Pace = { paceFrom: Date; paceCount: number }

/** The pace after `count` more messages at `now`; counted in windows of ten seconds. */
export function paceAfter({ paceFrom, paceCount }: Pace, now: Date, count: number): Pace {
  const isOver = now.getTime() - paceFrom.getTime() > MESSAGE_BURST.seconds * 1000
  return isOver ? { paceFrom: now, paceCount: count } : { paceFrom, paceCount: paceCount + count }
}

/** Makes the locked channel slow when the messages just stored complete a burst of many people. */
export async function watchPace(tx: Tx, channel: LockedChannel, pace: Pace, now: Date): Promise<void> {
  if (pace.paceCount < MESSAGE_BURST.messages || channel.kind === 'staff') return
  await tx
    .updateTable('channel')
    .set({ pace_from: now, pace_count: 0 })
    .where('id', '=', channel.id)
    .execute()
  const { rows } = await sql<{ people: number }>`
    select count(distinct author_id)::integer as people from (
      select author_id from message where channel_id = ${channel.id}
      order by seq desc limit ${pace.paceCount}::integer) as burst`.execute(tx)
  if ((rows[0]?.people ?? 0) >= MESSAGE_BURST.people) await slowByItself(tx, channel, now)
}

/** Makes a locked channel slow, or slower when it is. */
export async function slowByItself(tx: Tx, channel: LockedChannel, now: Date): Promise<void> {
  const current = isSlow(channel, now) ? (channel.slowSeconds ?? 0) : 0
  const seconds = STEPS.find((step) => step > current) ?? current
  const until = await setState(tx, channel, { slow: { seconds, minutes: SLOW_MINUTES, atLeast: true } })
  const data = { channelId: channel.id, seconds, until: until?.getTime() ?? 0 }
  await note(tx, channel.caseId, null, { kind: 'channel.slowed', data })
}
