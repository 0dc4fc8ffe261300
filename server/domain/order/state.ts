import { sql } from 'kysely'
import type { ChannelState } from '#app/shapes/channel-state.ts'
import type { Tx } from '#db/client.ts'
import type { LockedChannel } from '../message/batch.ts'
import { announce } from '../transaction.ts'

/** What a channel's row says about writing in it. */
export type OrderRow = {
  orderRev: number
  slowSeconds: number | null
  slowUntil: Date | null
  hostsOnly: boolean
}

/** The columns of `OrderRow`, for every query of a channel. */
export const orderColumns = [
  'channel.order_rev as orderRev',
  'channel.slow_seconds as slowSeconds',
  'channel.slow_until as slowUntil',
  'channel.hosts_only as hostsOnly',
] as const

/** The state as it is told to browsers, at the instant `now` (ms by the wall clock, as the rows have it). */
export function stateView(row: OrderRow, now = Date.now()): ChannelState {
  const slowLeftMs = Math.max(0, (row.slowUntil?.getTime() ?? 0) - now)
  return {
    rev: row.orderRev,
    slowSeconds: slowLeftMs > 0 ? (row.slowSeconds ?? 0) : 0,
    slowLeftMs,
    hostsOnly: row.hostsOnly,
  }
}

/** How a locked channel may be written to from now on. `atLeast`: a later end that was set before stays. */
type Slow = { seconds: number; minutes: number; atLeast?: boolean }
type Change = { slow: Slow | null } | { hostsOnly: boolean }

/** Writes the change under the channel's lock and tells the browsers. Returns when slowness ends, if it does. */
export async function setState(tx: Tx, channel: LockedChannel, change: Change): Promise<Date | null> {
  const columns =
    'hostsOnly' in change
      ? { hosts_only: change.hostsOnly }
      : { slow_seconds: change.slow?.seconds ?? null, slow_until: change.slow && endOf(change.slow) }
  const row = await tx
    .updateTable('channel')
    .set((eb) => ({ ...columns, order_rev: eb('order_rev', '+', 1) }))
    .where('id', '=', channel.id)
    .returning(orderColumns)
    .executeTakeFirstOrThrow()
  const { caseId, id: channelId } = channel
  announce(tx, { kind: 'channel.state', caseId, channelId, state: stateView(row) })
  return row.slowUntil
}

function endOf({ minutes, atLeast = false }: Slow) {
  const end = sql<Date>`clock_timestamp() + ${minutes}::float8 * interval '1 minute'`
  return atLeast ? sql<Date>`greatest(slow_until, ${end})` : end
}
