import { sayFrame } from './frame.ts'
import { PRESENCE_EVERY, TYPING_LASTS } from './limits.ts'
import type { Line } from './line.ts'
import type { Room } from './room.ts'

// How many are here and how many type. Only counts, only now and then, only to those who keep up: telling everybody
// about everybody is what brings large rooms down.

/** Sockets from which on presence is told more rarely, so that its frames stay a small part of the work. */
const LARGE_ROOM = 1000

export class Presence {
  readonly #rooms = new WeakMap<Room, RoomPresence>()

  /** Somebody came or went. */
  crowdChanged(room: Room, line: Line): void {
    const presence = this.#of(room)
    if (room.lines.has(line)) presence.come(line)
    else presence.go(line)
  }

  typing(room: Room, line: Line): void {
    this.#of(room).type(line)
  }

  /** What somebody typed was sent. */
  typed(room: Room, line: Line): void {
    this.#of(room).stop(line)
  }

  #of(room: Room): RoomPresence {
    const found = this.#rooms.get(room) ?? new RoomPresence(room)
    this.#rooms.set(room, found)
    return found
  }
}

class RoomPresence {
  readonly #sockets = new Map<string, number>()
  readonly #typing = new Map<string, number>()
  #timer: NodeJS.Timeout | null = null
  #toldAt = 0

  constructor(readonly room: Room) {}

  come({ accountId }: Line): void {
    this.#sockets.set(accountId, (this.#sockets.get(accountId) ?? 0) + 1)
    this.#tellSoon()
  }

  go({ accountId }: Line): void {
    const left = (this.#sockets.get(accountId) ?? 0) - 1
    if (left > 0) this.#sockets.set(accountId, left)
    else this.#sockets.delete(accountId)
    if (left <= 0) this.#typing.delete(accountId)
    this.#tellSoon()
  }

  type({ accountId }: Line): void {
    const isNew = !this.#typing.has(accountId)
    this.#typing.set(accountId, performance.now() + TYPING_LASTS)
    if (isNew) this.#tellSoon()
  }

  stop({ accountId }: Line): void {
    if (this.#typing.delete(accountId)) this.#tellSoon()
  }

  #tellSoon(wait = Math.max(0, this.#toldAt + this.#every() - performance.now())): void {
    this.#timer ??= setTimeout(() => this.#tell(), wait).unref()
  }

  #tell(): void {
    this.#timer = null
    this.#toldAt = performance.now()
    for (const [accountId, until] of this.#typing) if (until <= this.#toldAt) this.#typing.delete(accountId)
    if (this.room.lines.size === 0) return
    const { channelId } = this.room
    const counts = { channelId, here: this.#sockets.size, typing: this.#typing.size }
    this.room.sweep(sayFrame('channel.presence', counts), (line, frame) => line.pushVolatile(frame))
    // So that "typing" goes away again.
    if (this.#typing.size > 0) this.#tellSoon(Math.max(this.#every(), TYPING_LASTS / 2))
  }

  #every(): number {
    return PRESENCE_EVERY * Math.max(1, this.room.lines.size / LARGE_ROOM)
  }
}
