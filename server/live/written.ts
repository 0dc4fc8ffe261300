import { Decoder, Encoder, type Packet, PacketType } from 'socket.io-parser'
import { ChangesPage } from '#app/shapes/live.ts'
import type { Changes } from '#server/domain/message/history.ts'
import { textFrame } from './frame.ts'

// Answers in bytes. When a whole room comes back, most get the very same page: it is checked and written once, and each
// answer is a few bytes of its own before those that all share.

/** "4" is Engine.IO's message, "3" Socket.IO's answer in the main namespace. */
const ANSWER_PREFIX = '43'

const pages = new WeakMap<Changes, Buffer>()

/** An answer that succeeded: JSON fields of its own, and the rest of the answer's text. `leave` sends one frame in parts. */
export class Written {
  constructor(
    readonly own: Record<string, unknown>,
    readonly rest: Buffer,
    readonly leave: (parts: Buffer[]) => void,
  ) {}

  /** The frame that answers the ask of that number. */
  frame(ask: number): Buffer[] {
    const own = JSON.stringify(this.own).slice(0, -1)
    const start = textFrame(`${ANSWER_PREFIX}${ask}[{"ok":true,"out":${own},`, this.rest.length)
    return [start, this.rest]
  }
}

/** A page of changes as the end of an answer, without what the catalogue does not declare. */
export function pageText(page: Changes): Buffer {
  const known = pages.get(page)
  if (known) return known
  const text = Buffer.from(`${JSON.stringify(ChangesPage.parse(page)).slice(1)}}]`)
  pages.set(page, text)
  return text
}

class AnswerEncoder extends Encoder {
  override encode(packet: Packet): unknown[] {
    const answer: unknown = packet.type === PacketType.ACK ? packet.data[0] : null
    if (!(answer instanceof Written) || packet.id === undefined) return super.encode(packet)
    answer.leave(answer.frame(packet.id))
    return []
  }
}

/** Socket.IO's own way of writing and reading, but for answers that are written already. */
export const parser = { Encoder: AnswerEncoder, Decoder }
