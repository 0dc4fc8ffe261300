import type { Place } from '#server/domain/access.ts'
import { ROOM_LINGER } from './limits.ts'
import type { Line } from './line.ts'
import type { Presence } from './presence.ts'
import { type ChannelChanged, Room } from './room.ts'
import { sweep } from './sweep.ts'

/** The channels this process serves: those somebody is in, and for two minutes those just left; and who is in which case. */
export class Rooms {
  readonly #byChannel = new Map<string, Room>()
  readonly #crowds = new Map<string, Set<Line>>()

  constructor(readonly presence: Presence) {}

  open(channelId: string): Room {
    const found = this.#byChannel.get(channelId)
    if (found) return found
    const room = new Room(channelId, (line) => this.presence.crowdChanged(room, line))
    this.#byChannel.set(channelId, room)
    return room
  }

  find(channelId: string): Room | undefined {
    return this.#byChannel.get(channelId)
  }

  /** Puts the line into the channel's room and into its case. */
  join(room: Room, line: Line, place: Place): void {
    if (!room.lines.has(line)) room.join(line, place.caseId)
    this.admit(line, place)
  }

  /**
   * Puts the line into the case: it hears hints about it, of its own exports, and of channels it does not have open. False
   * when it did so before.
   */
  admit(line: Line, { caseId, memberId, channelIds }: Place): boolean {
    if (line.memberships.has(caseId)) return false
    const crowd = this.#crowds.get(caseId) ?? new Set()
    this.#crowds.set(caseId, crowd.add(line))
    const read = new Map(channelIds.map((channelId) => [channelId, 0]))
    line.memberships.set(caseId, { memberId, read, crowd })
    line.socket.join([caseRoom(caseId), memberRoom(memberId)])
    return true
  }

  take(changed: ChannelChanged): void {
    this.#byChannel.get(changed.channelId)?.take(changed)
  }

  /** Sends a frame to those of the case who read the channel and do not have it open. */
  tellBeside({ caseId, channelId }: { caseId: string; channelId: string }, frame: Buffer): void {
    const inside = this.#byChannel.get(channelId)?.lines
    sweep(this.#crowds.get(caseId) ?? [], (line) => {
      if (!inside?.has(line) && line.memberships.get(caseId)?.read.has(channelId)) line.push(frame)
    })
  }

  /** Takes the line out of everything of one case. */
  expel(line: Line, caseId: string): void {
    for (const room of [...line.rooms]) if (room.caseId === caseId) room.leave(line)
    const membership = line.memberships.get(caseId)
    line.memberships.delete(caseId)
    line.socket.leave(caseRoom(caseId))
    if (!membership) return
    membership.crowd.delete(line)
    line.socket.leave(memberRoom(membership.memberId))
  }

  /** Forgets the rooms that nobody came back to, and the cases that nobody is in. */
  tidy(now: number): void {
    for (const [caseId, crowd] of this.#crowds) if (crowd.size === 0) this.#crowds.delete(caseId)
    for (const room of this.#byChannel.values()) {
      if (room.lines.size > 0 || now - room.emptySince < ROOM_LINGER) continue
      room.close()
      this.#byChannel.delete(room.channelId)
    }
  }

  close(): void {
    for (const room of this.#byChannel.values()) room.close()
    this.#byChannel.clear()
  }
}

export const caseRoom = (caseId: string) => `case:${caseId}`
export const memberRoom = (memberId: string) => `member:${memberId}`
