import type { ChannelKind } from '#app/shapes/case.ts'
import type { ChannelState } from '#app/shapes/channel-state.ts'
import type { Db, Tx } from '#db/client.ts'
import { channelFor, type Member, may } from './access.ts'
import { type LockedChannel, lockChannel } from './message/batch.ts'
import { note, type OrderEntry } from './order/note.ts'
import { type OrderRow, orderColumns, setState, stateView } from './order/state.ts'
import { notFound, Refusal } from './refusal.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

// How fast and by whom a channel may be written to. Enforced where messages are stored (message/batch.ts).

export { voiceIn } from './order/voice.ts'

type ChannelRef = { channelId: string } | { slug: string; kind: ChannelKind }

/** How a channel may be written to, for those who may read it. Refuses `shared.not_found`. */
export async function channelOrder(db: Db, viewer: Viewer, ref: ChannelRef): Promise<ChannelState> {
  const { id } = await channelFor(db, viewer, ref)
  return stateView(await orderRow(db, id))
}

/**
 * Lets each member write once in so many seconds, for so many minutes; staff only, and staff itself may always write.
 * Refuses `shared.not_found`, `shared.forbidden`.
 */
export async function slowChannel(
  db: Db,
  viewer: Viewer,
  input: { slug: string; kind: ChannelKind; seconds: number; minutes: number },
): Promise<void> {
  const { seconds, minutes } = input
  await keepOrder(db, viewer, input, async (tx, channel) => {
    const until = await setState(tx, channel, { slow: { seconds, minutes } })
    return {
      kind: 'channel.slowed',
      data: { channelId: channel.id, seconds, until: until?.getTime() ?? 0 },
    }
  })
}

/** Ends the slowness before its time. Again changes nothing. Refusals as `slowChannel`. */
export async function unslowChannel(
  db: Db,
  viewer: Viewer,
  input: { slug: string; kind: ChannelKind },
): Promise<void> {
  await keepOrder(db, viewer, input, async (tx, channel) => {
    if (stateView(channel).slowSeconds === 0) return null
    await setState(tx, channel, { slow: null })
    return { kind: 'channel.unslowed', data: { channelId: channel.id } }
  })
}

/** Lets only staff write (관리자만 말하기), or everybody again. The same again changes nothing. Refusals as `slowChannel`. */
export async function closeChannel(
  db: Db,
  viewer: Viewer,
  input: { slug: string; kind: ChannelKind; hostsOnly: boolean },
): Promise<void> {
  const { hostsOnly } = input
  await keepOrder(db, viewer, input, async (tx, channel) => {
    if (channel.hostsOnly === hostsOnly) return null
    await setState(tx, channel, { hostsOnly })
    return { kind: hostsOnly ? 'channel.closed' : 'channel.opened', data: { channelId: channel.id } }
  })
}

/** Runs `change` on the locked channel for staff, and notes what it says was done. */
async function keepOrder(
  db: Db,
  viewer: Viewer,
  ref: { slug: string; kind: ChannelKind },
  change: (tx: Tx, channel: LockedChannel) => Promise<OrderEntry | null>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { id, member } = await channelFor(tx, viewer, ref)
    ensureKeeper(member)
    const channel = await lockChannel(tx, id)
    if (!channel) throw notFound()
    const entry = await change(tx, channel)
    if (entry) await note(tx, member.caseId, member.id, entry)
  })
}

function ensureKeeper(member: Member): void {
  if (!may(member, 'order.keep')) throw new Refusal('forbidden', 'shared.forbidden')
}

function orderRow(db: Db, channelId: string): Promise<OrderRow> {
  return db.selectFrom('channel').select(orderColumns).where('id', '=', channelId).executeTakeFirstOrThrow()
}
