import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SOCKETS_PER_ACCOUNT } from '#server/live/limits.ts'
import { HALF_OPEN_MOST } from '#server/web/half-open.ts'
import { freshDatabase } from '#tests/database.ts'
import { type TestServer as Moa, startServer as startMoa } from '#tests/server.ts'
import { makeCase, makePerson, type TestPerson } from './room.ts'
import { startServer, type TestServer, until } from './server.ts'

// Lines that say less than they should, by hand over plain sockets of this machine: a handshake and no more, half a request,
// nothing at all.

/** A line that keeps what it hears and notes its end. */
type Line = { socket: Socket; heard: () => string; isOpen: () => boolean; write(text: string | Buffer): void }

function lineTo(port: number): Line {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  let open = true
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => {})
  socket.on('close', () => {
    open = false
  })
  const heard = () => Buffer.concat(chunks).toString('latin1')
  return { socket, heard, isOpen: () => open, write: (text) => void socket.write(text) }
}

/** Asks for the upgrade and for nothing after it. */
function upgrading(port: number, person: TestPerson, more = ''): Line {
  const line = lineTo(port)
  line.write(
    `GET /live/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
      `Origin: http://127.0.0.1:${port}\r\nCookie: who=${person.accountId}.a1\r\nConnection: Upgrade\r\n` +
      `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n${more}\r\n`,
  )
  return line
}

const upgraded = (line: Line) => line.heard().includes('HTTP/1.1 101')

describe('the live server', () => {
  let server: TestServer
  let minji: TestPerson
  let taeho: TestPerson

  beforeAll(async () => {
    const base = await freshDatabase()
    server = await startServer(base.db)
    const room = await makeCase(base.owner)
    minji = await makePerson(base.owner, room.id)
    taeho = await makePerson(base.owner, room.id)
  })
  afterAll(() => server.stop())

  test('S10: agrees to no compression, and ends a line that compresses all the same', async () => {
    const offer = 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n'
    const line = upgrading(server.port, minji, offer)
    await until(() => upgraded(line))
    expect(line.heard().toLowerCase()).not.toContain('sec-websocket-extensions')
    // A text frame with RSV1, which says "compressed" (RFC 7692 §6): 1 MB of blanks in 1 kB, if anybody inflated it.
    line.write(Buffer.concat([Buffer.from([0xc1, 0x80 | 4]), randomBytes(8)]))
    await until(() => !line.isOpen())
  })

  test('S11: counts handshakes that never become a session against the account, and nobody else’s', async () => {
    const lines = Array.from({ length: 1000 }, () => upgrading(server.port, minji))
    await until(() => lines.every((line) => !line.isOpen() || upgraded(line)))
    const standing = () => lines.filter((line) => line.isOpen())
    await until(() => standing().length <= SOCKETS_PER_ACCOUNT)
    expect(standing().length).toBeGreaterThan(0)
    const neighbour = await server.browser(taeho)
    expect(neighbour.socket.connected).toBe(true)
    for (const line of standing()) line.socket.destroy()
    await until(async () => {
      const again = upgrading(server.port, minji)
      await until(() => upgraded(again) || !again.isOpen())
      again.socket.destroy()
      return upgraded(again)
    })
  })
})

describe('the whole server', () => {
  let moa: Moa

  beforeAll(async () => {
    moa = await startMoa()
  })
  afterAll(() => moa.close())

  test('S11: of 1,000 lines from one network that say nothing, few stand, not for long, and pages come', async () => {
    const port = Number(new URL(moa.origin).port)
    const silent = Array.from({ length: 500 }, () => lineTo(port))
    const halves = Array.from({ length: 500 }, () => lineTo(port))
    for (const line of halves) line.write('GET / HTTP/1.1\r\nHost: moa\r\nX-Slow: ')
    const lines = [...silent, ...halves]
    const standing = () => lines.filter((line) => line.isOpen()).length
    await until(() => standing() <= HALF_OPEN_MOST)
    for (let n = 0; n < 3; n += 1) expect((await moa.ask('/')).status).toBe(200)
    await Promise.all(
      lines.map(
        (line) =>
          new Promise<void>((end) => (line.isOpen() ? line.socket.once('close', () => end()) : end())),
      ),
    )
    expect(standing()).toBe(0)
    expect((await moa.ask('/')).status).toBe(200)
  }, 30_000)
})
