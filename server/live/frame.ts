import type { SayData, SayKind } from '#app/shapes/live.ts'

const TEXT_FINAL = 0x81
/** "4" is Engine.IO's message, "2" Socket.IO's event in the main namespace. */
const EVENT_PREFIX = '42'

/** What is said, as the bytes every socket gets: one WebSocket text frame around one Socket.IO event packet. */
export function sayFrame<K extends SayKind>(kind: K, data: SayData<K>): Buffer {
  return textFrame(`${EVENT_PREFIX}${JSON.stringify([kind, data])}`)
}

/**
 * A final, unmasked text frame (RFC 6455, 5.2), as servers send it; of one whose text goes on for `more` bytes, the
 * beginning.
 */
export function textFrame(text: string, more = 0): Buffer {
  const own = Buffer.byteLength(text)
  const size = own + more
  const head = size < 126 ? 2 : size < 65_536 ? 4 : 10
  const frame = Buffer.allocUnsafe(head + own)
  frame[0] = TEXT_FINAL
  if (head === 2) frame[1] = size
  else if (head === 4) {
    frame[1] = 126
    frame.writeUInt16BE(size, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(size), 2)
  }
  frame.write(text, head)
  return frame
}
