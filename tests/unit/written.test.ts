import { Decoder, type Packet, PacketType } from 'socket.io-parser'
import { expect, test } from 'vitest'
import type { MessageView } from '#app/shapes/live.ts'
import { pageText, parser, Written } from '#server/live/written.ts'

const channelId = '0190a000-0000-7000-8000-000000000001'
const order = { rev: 3, slowSeconds: 0, slowLeftMs: 0, hostsOnly: false }

function pageOf(bodies: readonly string[]) {
  const changes = bodies.map(
    (body, at): MessageView => ({
      ...{ id: channelId, clientId: channelId, seq: at + 1, rev: at + 1, body, gone: null, goneWhy: null },
      author: { id: channelId, nickname: '느긋한 고래', side: 'buyer', role: 'member' },
      ...{ mentions: [], reactions: [], files: [], card: null, replyTo: null },
      ...{ at: '2026-11-22T00:00:00.000Z', editedAt: null },
    }),
  )
  const to = bodies.length
  return { channelId, from: 0, to, head: to, changes, more: false }
}

/** What a browser makes of a frame from a server. */
function read(frame: Buffer): Packet {
  const short = frame.readUInt8(1)
  const head = short < 126 ? 2 : short === 126 ? 4 : 10
  const size = head === 2 ? short : head === 4 ? frame.readUInt16BE(2) : Number(frame.readBigUInt64BE(2))
  expect(frame.readUInt8(0)).toBe(0x81)
  expect(frame.length).toBe(head + size)
  const packets: Packet[] = []
  const decoder = new Decoder()
  decoder.on('decoded', (packet) => packets.push(packet))
  decoder.add(frame.toString('utf8', head + 1))
  const [packet] = packets
  if (!packet) throw new Error('nothing in the frame')
  return packet
}

test.each([
  ['an empty page', []],
  ['a page', ['저도요']],
  ['a page of more than 65,535 bytes', Array.from({ length: 40 }, () => '길'.repeat(600))],
])('%s that is shared reads as Socket.IO writes its answers', (_, bodies) => {
  const page = pageOf(bodies)
  const sent: Buffer[][] = []
  const answer = new Written({ order }, pageText(page), (parts) => sent.push(parts))
  const packet = { type: PacketType.ACK, nsp: '/', id: 12, data: [answer] }
  expect(new parser.Encoder().encode(packet)).toEqual([])
  const told = read(Buffer.concat(sent.flat()))
  expect(told).toMatchObject({ type: PacketType.ACK, id: 12, data: [{ ok: true, out: { order, ...page } }] })
})

test('a page is written once, and without what the catalogue does not declare', () => {
  const page = { ...pageOf(['저도요']), secret: '010-0000-0000' }
  expect(pageText(page)).toBe(pageText(page))
  expect(pageText(page).toString()).not.toContain('secret')
})

test('any other answer is written as ever', () => {
  const packet = { type: PacketType.ACK, nsp: '/', id: 4, data: [{ ok: true, out: {} }] }
  expect(new parser.Encoder().encode(packet)).toEqual(['34[{"ok":true,"out":{}}]'])
})
