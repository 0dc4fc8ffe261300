import type { Server, Socket } from 'socket.io'
import type { Asks, Says } from '#app/shapes/live.ts'
import type { Happening } from '#server/domain/happening.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { ANSWERS_WAITING, CUT_BYTES, FAREWELL_WAIT, STALE_BYTES, STALE_MAX } from './limits.ts'
import type { Room } from './room.ts'

// One connected browser. Pushes go around Socket.IO's per-socket queue, straight to the WebSocket as ready bytes; what
// a browser has not read is counted, so that a slow one costs a bounded amount of memory.

/** What processes tell each other. */
export type Between = { happening: (happening: Happening) => void }
export type LiveServer = Server<Asks, Says, Between>
export type LiveSocket = Socket<Asks, Says, Between>

/** Who is at the other end, as the session look-up knows it. */
export type Session = { viewer: Viewer & { accountId: string }; sessionId: string }

/** The part of the `ws` socket that is used; Socket.IO's own broadcast writes through the same `sendFrame`. */
type Wire = {
  readonly readyState: number
  readonly bufferedAmount: number
  readonly _sender: { sendFrame(parts: Buffer[]): void }
  terminate(): void
}
const WIRE_OPEN = 1

/**
 * Who the browser is in one case; for each channel read there, how far this very browser said to have read it. `crowd` are
 * all browsers of that case.
 */
export type Membership = { memberId: string; read: Map<string, number>; crowd: Set<Line> }

export class Line {
  readonly rooms = new Set<Room>()
  /** By case, for the cases that were entered, by themselves or with a channel. */
  readonly memberships = new Map<string, Membership>()
  /** When the session was last proven, by `performance.now()`. */
  provenAt = performance.now()
  pending = 0
  leaving = false
  staleSince: number | null = null
  readonly #wire: Wire

  constructor(
    readonly socket: LiveSocket,
    readonly session: Session,
    readonly address: string,
  ) {
    this.#wire = (socket.conn.transport as unknown as { socket: Wire }).socket
  }

  get accountId(): string {
    return this.session.viewer.accountId
  }

  /** Bytes sent but not yet taken by the network. */
  get unread(): number {
    return this.#wire.bufferedAmount
  }

  /** Notes how far this browser says to have read a channel. */
  noteRead(channelId: string, seq: number): void {
    for (const { read } of this.memberships.values()) {
      const before = read.get(channelId)
      if (before !== undefined && before < seq) read.set(channelId, seq)
    }
  }

  /** Sends one frame, in at most two parts, whatever lies unread. */
  send(parts: Buffer[]): void {
    if (this.#wire.readyState === WIRE_OPEN) this.#wire._sender.sendFrame(parts)
  }

  /** Sends a ready frame, or marks the line stale when too much lies unread. */
  push(frame: Buffer): void {
    if (this.staleSince !== null) return
    if (this.unread > STALE_BYTES) this.staleSince = performance.now()
    else this.send([frame])
  }

  /** Like `push` for what nobody misses: only sent when nothing else waits. */
  pushVolatile(frame: Buffer): void {
    if (this.unread === 0) this.push(frame)
  }

  /** Looks after a stale line: cuts it, or lets it catch up once it has read everything. */
  tend(now: number): void {
    if (this.staleSince === null) return
    if (this.unread > CUT_BYTES || now - this.staleSince > STALE_MAX) this.drop()
    else if (this.unread === 0) {
      this.staleSince = null
      this.socket.emit('resync', {})
    }
  }

  /** True when answers pile up because the browser asks without reading. */
  get drowning(): boolean {
    return this.unread > CUT_BYTES || this.socket.conn.readyState !== 'open' || this.waiting > ANSWERS_WAITING
  }

  /** Cuts the line at once as a network failure would: the browser comes back by itself and catches up. */
  drop(): void {
    this.leaveAll()
    this.#wire.terminate()
  }

  /** No further frame but the farewell, then the end. */
  dismiss(why: 'session' | 'member'): void {
    if (this.leaving) return
    this.leaving = true
    this.leaveAll()
    this.socket.emit('farewell', { why, retryAfterMs: 0 })
    setTimeout(() => this.socket.disconnect(true), FAREWELL_WAIT).unref()
    setTimeout(() => this.#wire.terminate(), FAREWELL_WAIT * 2).unref()
  }

  /** Leaves all rooms and crowds: nothing is pushed from here on. */
  leaveAll(): void {
    for (const room of [...this.rooms]) room.leave(this)
    for (const { crowd } of this.memberships.values()) crowd.delete(this)
  }

  private get waiting(): number {
    return (this.socket.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length
  }
}
