import type { Socket } from 'socket.io-client'
import {
  type AskIn,
  type AskKind,
  type AskOut,
  type Asks,
  asks,
  type SayData,
  type SayKind,
  type Says,
  says,
} from '#app/shapes/live.ts'
import { LONGEST_WAIT_MS, reconnectDelay } from './backoff.ts'

// The one live line of a browser tab. It is opened by the first page that needs it and closed a little after the last
// one left, so that pages without chat neither load nor run any of this.

/**
 * How long an ask may wait for its answer, ms; a phone changing cells needs a few seconds. With the three seconds of quiet
 * before anybody is told, a line that only looks open is named within ten.
 */
const ASK_TIMEOUT_MS = 6_500
const LONGEST_MS = import.meta.env.DEV ? LONGEST_WAIT_MS.development : LONGEST_WAIT_MS.production
/** How long an unused line stays open, ms: going from one channel to the next keeps it. */
const LINGER_MS = 5_000

/** The answer did not come: no line, a cut, or too slow. What was asked may have been done all the same. */
export class LineDown extends Error {
  override name = 'LineDown'
}

/** The server said no. `retryAfterMs` says when a new try makes sense, null when it never does. */
export class AskRefused extends Error {
  override name = 'AskRefused'
  readonly code: string
  readonly retryAfterMs: number | null

  constructor(code: string, retryAfterMs: number | null) {
    super(code)
    this.code = code
    this.retryAfterMs = retryAfterMs
  }
}

export type Line = {
  /** Asks the server. Throws `AskRefused`, or `LineDown` without a valid answer in time or once `signal` aborts. */
  ask<K extends AskKind>(kind: K, input: AskIn<K>, signal?: AbortSignal): Promise<AskOut<K>>
  /** Listens to what is said unasked; anything that does not fit the catalogue is passed over. */
  on<K extends SayKind>(kind: K, listener: (data: SayData<K>) => void): () => void
  /** Calls `listener` with true when the line comes up and false when it goes down, and once now. */
  watch(listener: (up: boolean) => void): () => void
  isUp(): boolean
}

type ClientSocket = Socket<Says, Asks>

let shared: { line: Line; close: () => void; users: number } | null = null

/** Takes part in this tab's line, opening it if need be. Call `leave` when done. Browser only. */
export function joinLine(): { line: Line; leave: () => void } {
  shared ??= { ...openLine(), users: 0 }
  const mine = shared
  mine.users += 1
  const leave = () => {
    mine.users -= 1
    setTimeout(() => {
      if (mine.users > 0 || shared !== mine) return
      shared = null
      mine.close()
    }, LINGER_MS)
  }
  return { line: mine.line, leave }
}

function openLine(): { line: Line; close: () => void } {
  const watchers = new Set<(up: boolean) => void>()
  const listeners = new Map<SayKind, Set<(data: never) => void>>()
  let socket: ClientSocket | null = null
  let closed = false
  const isUp = () => socket?.connected === true
  const tell = () => {
    for (const watcher of watchers) watcher(isUp())
  }
  const redial = createRedial(() => socket?.connect())
  const hear = <K extends SayKind>(kind: K, data: unknown) => {
    const read = says[kind].safeParse(data)
    if (!read.success) return
    if (kind === 'farewell') redial.wait((read.data as SayData<'farewell'>).retryAfterMs)
    for (const listener of listeners.get(kind) ?? []) listener(read.data as never)
  }
  void loadSocket().then((made) => {
    if (closed) return
    socket = made
    made.on('connect', () => {
      redial.up()
      tell()
    })
    made.on('disconnect', () => {
      tell()
      redial.down()
    })
    made.on('connect_error', () => redial.down())
    made.onAny((kind: string, data: unknown) => {
      if (kind in says) hear(kind as SayKind, data)
    })
    made.connect()
  }, redial.down)
  const stopNetwork = watchNetwork(
    () => redial.now(),
    () => socket?.disconnect(),
  )
  const line: Line = {
    isUp,
    ask: (kind, input, signal) => askOver(socket, kind, input, signal),
    on(kind, listener) {
      const those = listeners.get(kind) ?? new Set()
      listeners.set(kind, those.add(listener as (data: never) => void))
      return () => those.delete(listener as (data: never) => void)
    },
    watch(listener) {
      watchers.add(listener)
      listener(isUp())
      return () => watchers.delete(listener)
    },
  }
  const close = () => {
    closed = true
    stopNetwork()
    redial.stop()
    socket?.disconnect()
  }
  return { line, close }
}

async function loadSocket(): Promise<ClientSocket> {
  const { io } = await import('socket.io-client')
  // WebSocket only: no second request path to guard. Redialling is ours, because Socket.IO cannot wait as told.
  return io({ path: '/live', transports: ['websocket'], reconnection: false, autoConnect: false })
}

async function askOver<K extends AskKind>(
  socket: ClientSocket | null,
  kind: K,
  input: AskIn<K>,
  signal?: AbortSignal,
): Promise<AskOut<K>> {
  if (!socket?.connected || signal?.aborted) throw new LineDown()
  const quiet = quietSince(socket)
  const answer = await new Promise<unknown>((resolve, reject) => {
    const down = () => reject(new LineDown())
    const late = () => {
      down()
      // Not a word in all that time, not even to others: the line only looks open, and is dialled anew.
      if (quiet.isQuiet() && socket.connected) socket.disconnect()
    }
    signal?.addEventListener('abort', down, { once: true })
    socket.once('disconnect', down)
    socket
      .timeout(ASK_TIMEOUT_MS)
      .emitWithAck(kind, ...([input] as never))
      .then(resolve, late)
      .finally(() => {
        quiet.stop()
        signal?.removeEventListener('abort', down)
        socket.off('disconnect', down)
      })
  })
  return outOf(kind, answer)
}

/** Listens whether anything at all comes in, the beat of the transport included. */
function quietSince(socket: ClientSocket): { isQuiet(): boolean; stop(): void } {
  let heard = false
  const hear = () => {
    heard = true
  }
  const { engine } = socket.io
  engine.on('packet', hear)
  return { isQuiet: () => !heard, stop: () => engine.off('packet', hear) }
}

function outOf<K extends AskKind>(kind: K, answer: unknown): AskOut<K> {
  const { ok, out, code, retryAfterMs } = (answer ?? {}) as Record<string, unknown>
  if (ok === false && typeof code === 'string') {
    throw new AskRefused(code, typeof retryAfterMs === 'number' ? retryAfterMs : null)
  }
  const read = asks[kind].out.safeParse(out)
  if (ok !== true || !read.success) throw new LineDown()
  return read.data as AskOut<K>
}

/** Dials again after each loss, later and later, at random within the time so that a crowd does not come at once. */
function createRedial(dial: () => void) {
  let tries = 0
  let least = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const now = () => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    dial()
  }
  return {
    now,
    up() {
      tries = 0
      least = 0
    },
    down() {
      if (timer !== undefined) return
      timer = setTimeout(() => {
        timer = undefined
        dial()
      }, least + reconnectDelay(tries, LONGEST_MS))
      least = 0
      tries += 1
    },
    /** The server asked to stay away for so long. */
    wait(ms: number) {
      least = ms
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}

function watchNetwork(back: () => void, gone: () => void): () => void {
  const seen = () => document.visibilityState === 'visible' && back()
  window.addEventListener('online', back)
  window.addEventListener('offline', gone)
  document.addEventListener('visibilitychange', seen)
  return () => {
    window.removeEventListener('online', back)
    window.removeEventListener('offline', gone)
    document.removeEventListener('visibilitychange', seen)
  }
}
