import type { ChannelState } from '#app/shapes/channel-state.ts'
import type { SayData } from '#app/shapes/live.ts'
import { fetchChanges, fetchHistory, type RoomChanges } from './http.ts'
import { isBehind } from './room-state.ts'
import type { RoomStore } from './room-store.ts'
import { AskRefused, type Line } from './socket.ts'

/** Frames that overtake each other settle within this time, ms; only then is a gap asked for. */
const SETTLE_MS = 150
/** The wait after an answer that brought nothing forward, ms. */
const RETRY_MS = 2_000
/** How often changes are fetched over HTTP while there is no line, ms. */
const POLL_MS = 10_000
/** Further behind than this many changes, the page before the eyes is fetched instead of all that came between. */
const FAR_BEHIND = 1_000

type Deps = {
  line: Line
  room: RoomStore
  channelId: string
  /** The channel's messages over HTTP. */
  address: string
  /** Who may write how often, whenever it is heard of. */
  onOrder: (order: ChannelState) => void
  onPresence: (presence: SayData<'channel.presence'> | null) => void
  /** The membership or session ended, or the channel is not ours any more. */
  onEnded: () => void
}

/** Keeps a room level with the server: pushed frames while the line is up, asking where something is missing. */
export function keepUp(deps: Deps): { check: () => void; stop: () => void } {
  const { line, room, channelId, onOrder, onPresence, onEnded } = deps
  const pump = createPump(() => catchUp(deps))
  const mine = <T extends { channelId: string }>(work: (data: T) => void) => {
    return (data: T) => data.channelId === channelId && work(data)
  }
  const settle = () => {
    if (isBehind(room.get())) pump.later(SETTLE_MS)
  }
  const stops = [
    line.on(
      'channel.changes',
      mine((frame) => {
        room.apply({ kind: 'changes', frame })
        settle()
      }),
    ),
    line.on(
      'channel.head',
      mine(({ head }) => {
        room.apply({ kind: 'head', head })
        settle()
      }),
    ),
    line.on('channel.state', mine<SayData<'channel.state'>>(onOrder)),
    line.on('channel.presence', mine<SayData<'channel.presence'>>(onPresence)),
    line.on('resync', () => pump.now()),
    line.on('farewell', ({ why }) => why !== 'shutdown' && onEnded()),
    line.watch((up) => (up ? pump.now() : onPresence(null))),
    every(POLL_MS, () => !line.isUp() && document.visibilityState === 'visible' && pump.now()),
  ]
  return {
    check: pump.now,
    stop() {
      for (const stop of stops) stop()
      pump.stop()
      line.ask('channel.leave', { channelId }).catch(() => {})
    },
  }
}

/** Asks once for what is missing. Answers after how many ms to ask again, or null when level. */
async function catchUp(deps: Deps): Promise<number | null> {
  const { line, room, channelId, address, onEnded } = deps
  const after = room.get().last
  const answer = await askChanges(deps, after)
  if (answer === 'ended') {
    onEnded()
    return null
  }
  if (typeof answer === 'number') return answer
  if (!answer) return line.isUp() ? RETRY_MS : null
  if (answer.channelId !== channelId) return null
  deps.onOrder(answer.order)
  if (answer.to < after || answer.head - answer.to > FAR_BEHIND) {
    const { place } = room.get()
    const page = await fetchHistory(address, place === null ? null : { around: place })
    if (!page) return RETRY_MS
    room.apply({ kind: 'reset', page })
    return 0
  }
  room.apply({ kind: 'changes', frame: answer })
  room.apply({ kind: 'head', head: answer.head })
  if (!isBehind(room.get())) return null
  return room.get().last > after ? 0 : RETRY_MS
}

/** What changed, over the line or else over HTTP; a wait in ms when asked to slow down; null without an answer. */
async function askChanges(
  { line, channelId, address }: Deps,
  after: number,
): Promise<RoomChanges | number | 'ended' | null> {
  try {
    return await line.ask('channel.enter', { channelId, after })
  } catch (error) {
    if (!(error instanceof AskRefused)) return fetchChanges(address, after)
    return error.retryAfterMs ?? 'ended'
  }
}

/** Runs `work` one at a time, again while it asks for it or somebody called meanwhile. */
function createPump(work: () => Promise<number | null>) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false
  let again = false
  let stopped = false
  const run = async () => {
    clearTimeout(timer)
    timer = undefined
    again = running
    if (running || stopped) return
    running = true
    const wait = await work()
    running = false
    if (again) void run()
    else if (wait !== null) later(wait)
  }
  const later = (ms: number) => {
    if (!stopped) timer ??= setTimeout(run, ms)
  }
  return {
    now: () => void run(),
    later,
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}

function every(ms: number, work: () => void): () => void {
  const timer = setInterval(work, ms)
  return () => clearInterval(timer)
}
