import { ROOM_LINGER } from './limits.ts'
import type { Line } from './line.ts'
import type { Presence } from './presence.ts'
import type { Place } from './proofs.ts'
import { type ChannelChanged, Room } from './room.ts'

/** The channels this process serves: those somebody is in, and for two minutes those just left. */
export class Rooms {
  readonly #byChannel = new Map<string, Room>()

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

  /** Puts the line into the channel's room and into those for hints about its case and its own exports. */
  join(room: Room, line: Line, place: Place): void {
    if (!room.lines.has(line)) room.join(line, place.caseId)
    if (line.memberships.has(place.caseId)) return
    const read = new Map(place.channelIds.map((channelId) => [channelId, 0]))
    line.memberships.set(place.caseId, { memberId: place.memberId, read })
    line.socket.join([caseRoom(place.caseId), memberRoom(place.memberId)])
  }

  take(changed: ChannelChanged): void {
    this.#byChannel.get(changed.channelId)?.take(changed)
  }

  /** Sends a frame to those who read the channel and sit in another one of its case. */
  tellBeside({ caseId, channelId }: { caseId: string; channelId: string }, frame: Buffer): void {
    for (const room of this.#byChannel.values()) {
      if (room.caseId !== caseId || room.channelId === channelId) continue
      room.sweep(frame, (line) => {
        if (line.memberships.get(caseId)?.read.has(channelId)) line.push(frame)
      })
    }
  }

  /** Takes the line out of everything of one case. */
  expel(line: Line, caseId: string): void {
    for (const room of [...line.rooms]) if (room.caseId === caseId) room.leave(line)
    const membership = line.memberships.get(caseId)
    line.memberships.delete(caseId)
    line.socket.leave(caseRoom(caseId))
    if (membership) line.socket.leave(memberRoom(membership.memberId))
  }

  /** Forgets the rooms that nobody came back to. */
  tidy(now: number): void {
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
