import { ChannelState } from '#app/shapes/channel-state.ts'
import type { AskKind, AskOut, AskRead } from '#app/shapes/live.ts'
import type { Db } from '#db/client.ts'
import { changesAfter, postMessage } from '#server/domain/message.ts'
import { channelOrder } from '#server/domain/order.ts'
import { reactTo } from '#server/domain/reaction.ts'
import { markRead } from '#server/domain/reading.ts'
import { notFound, Refusal } from '#server/domain/refusal.ts'
import type { Limiter } from '#server/web/limits.ts'
import { CHANNELS_PER_SOCKET } from './limits.ts'
import type { Line } from './line.ts'
import type { Presence } from './presence.ts'
import type { PlaceProofs } from './proofs.ts'
import type { Rooms } from './rooms.ts'
import { pageText, Written } from './written.ts'

/** What answering takes. */
export type Answering = {
  db: Db
  limiter: Limiter
  places: PlaceProofs
  rooms: Rooms
  presence: Presence
  /** Waited for before a channel is entered. */
  turn(): Promise<void>
}
type Answers = { [K in AskKind]: (line: Line, input: AskRead<K>) => Promise<AskOut<K> | Written> }

/** Every kind of ask with the one domain call that answers it. */
export function answersWith({ db, limiter, places, rooms, presence, turn }: Answering): Answers {
  return {
    async 'channel.enter'(line, { channelId, after }) {
      const { viewer } = line.session
      const place = await places.of(viewer, channelId)
      await turn()
      if (line.leaving) throw notFound()
      const room = rooms.open(channelId)
      if (!line.rooms.has(room) && line.rooms.size >= CHANNELS_PER_SOCKET) {
        throw new Refusal('tooMany', 'live.too_many_channels')
      }
      // In the room before reading, so that nothing falls between what is read and what is pushed.
      rooms.join(room, line, place)
      const page = await room.catchUp(after, (from) => changesAfter(db, viewer, { channelId, after: from }))
      const order = await room.order.now(() => channelOrder(db, viewer, { channelId }))
      if (!room.lines.has(line)) throw notFound()
      return new Written({ order: ChannelState.parse(order) }, pageText(page), (parts) => line.send(parts))
    },
    async 'channel.leave'(line, { channelId }) {
      rooms.find(channelId)?.leave(line)
      return {}
    },
    async 'case.enter'(line, { caseId }) {
      const place = await places.ofCase(line.session.viewer, caseId)
      if (line.leaving) throw notFound()
      return { missed: rooms.admit(line, place) }
    },
    async 'channel.read'(line, input) {
      line.noteRead(input.channelId, input.seq)
      return markRead(db, line.session.viewer, input)
    },
    async 'channel.typing'(line, { channelId }) {
      const room = rooms.find(channelId)
      if (!room?.lines.has(line)) throw notFound()
      presence.typing(room, line)
      return {}
    },
    async 'message.post'(line, input) {
      await limiter('message', { accountId: line.accountId, address: line.address })
      const posted = await postMessage(db, line.session.viewer, input)
      const room = rooms.find(input.channelId)
      if (room) presence.typed(room, line)
      return posted
    },
    async 'message.react'(line, input) {
      await limiter('reaction', { accountId: line.accountId, address: line.address })
      return reactTo(db, line.session.viewer, input)
    },
  }
}
