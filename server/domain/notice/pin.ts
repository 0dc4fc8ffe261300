import { sql } from 'kysely'
import { PINS_MAX, type PinMove } from '#app/shapes/notice.ts'
import type { Tx } from '#db/client.ts'
import type { LockedChannel } from '../message/batch.ts'

/** Pins these notices of a locked channel, from the top, and no others; past three the last ones go down. */
export async function setPins(tx: Tx, channel: LockedChannel, ids: readonly string[]): Promise<void> {
  const pinned = [...new Set(ids)].slice(0, PINS_MAX)
  await sql`
    update notice set pin = array_position(${pinned}::uuid[], id)
    where channel_id = ${channel.id} and (pin is not null or id = any(${pinned}::uuid[]))`.execute(tx)
}

/** The pinned ids after one of them moved. Up from the top and down from the last place change nothing. */
export function movedPins(pinned: readonly string[], id: string, to: PinMove): string[] {
  const rest = pinned.filter((each) => each !== id)
  if (to === 'off') return rest
  const at = pinned.indexOf(id)
  if (to === 'top' || at < 0) return [id, ...rest]
  const place = Math.min(Math.max(0, at + (to === 'up' ? -1 : 1)), rest.length)
  return [...rest.slice(0, place), id, ...rest.slice(place)]
}
