import { io } from 'socket.io-client'
import type { AskOut, ChannelChanges } from '#app/shapes/live.ts'
import type { TestPerson } from '#tests/live/room.ts'

/** What a full client saw since it was last asked. Only posts are sent here, so every seq comes once, in order. */
export type Seen = { received: number; gaps: number; dups: number }
export type Watcher = { settle(): Promise<Seen>; close(): void }

/** A browser's client that joins the channel and checks every message it is shown; `hear` is told of each. */
export async function watch(
  port: number,
  person: TestPerson,
  channelId: string,
  hear: (clientId: string) => void = () => {},
): Promise<Watcher> {
  const socket = io(`http://127.0.0.1:${port}`, {
    path: '/live',
    transports: ['websocket'],
    forceNew: true,
    extraHeaders: { origin: `http://127.0.0.1:${port}`, cookie: `who=${person.accountId}` },
  })
  let seen: Seen = { received: 0, gaps: 0, dups: 0 }
  let last = -1
  const early: ChannelChanges[] = []
  const take = (frame: ChannelChanges) => {
    if (frame.from > last) seen.gaps += 1
    if (frame.from < last) seen.dups += 1
    for (const { seq, clientId } of frame.changes) {
      hear(clientId)
      if (seq !== last + 1) seen[seq > last ? 'gaps' : 'dups'] += 1
      last = seq
      seen.received += 1
    }
  }
  socket.on('channel.changes', (frame: ChannelChanges) => {
    if (last < 0) early.push(frame)
    else take(frame)
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  const enter = async (after: number) => {
    const answer = await socket.timeout(10_000).emitWithAck('channel.enter', { channelId, after })
    if (!answer.ok) throw new Error(answer.code)
    return answer.out as AskOut<'channel.enter'>
  }
  const first = await enter(0)
  last = first.head
  for (const frame of early) if (frame.to > last) take(frame)
  return {
    /** After the last push: whoever is not at the head by then has missed something. */
    async settle() {
      const { head } = await enter(Math.max(0, last))
      if (head !== last) seen.gaps += 1
      const result = seen
      seen = { received: 0, gaps: 0, dups: 0 }
      return result
    },
    close: () => socket.disconnect(),
  }
}
