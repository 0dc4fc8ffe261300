import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { clamd, type Scanner } from '#server/files/clamd.ts'

// A peer that speaks clamd's protocol: it reads INSTREAM to its end and answers what the test wants it to.

/** What has come of a file, and whether its end has. */
export type ClamdPeer = { received: Buffer; isWhole: boolean }

const HEAD = 'zINSTREAM\0'
const servers = new Set<Server>()
const sockets = new Set<Socket>()

/** How files begin that are packed by gzip: our question whether a daemon tells of its limits. */
const PACKED = Buffer.from([0x1f, 0x8b])

/** Calls what is packed too deep as clamd 1.4 does with AlertExceedsMax. */
function tellsOfLimits({ isWhole }: ClamdPeer, socket: Socket): void {
  if (isWhole) socket.end('stream: Heuristics.Limits.Exceeded.MaxRecursion FOUND\0')
}

/** A scanner before a daemon that answers so, told whenever more has come. */
export async function daemon(
  answer: (peer: ClamdPeer, socket: Socket) => void,
  silenceMs?: number,
  onPacked = tellsOfLimits,
): Promise<Scanner> {
  const server = createServer((socket) => {
    sockets.add(socket)
    // A scanner that has heard enough hangs up.
    socket.on('error', () => {})
    const raw: Buffer[] = []
    socket.on('data', (part: Buffer) => {
      raw.push(part)
      const peer = readSo(Buffer.concat(raw))
      if (peer.received.subarray(0, 2).equals(PACKED)) onPacked(peer, socket)
      else answer(peer, socket)
    })
  })
  servers.add(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return clamd({ host: '127.0.0.1', port }, silenceMs)
}

export async function closeDaemons(): Promise<void> {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  for (const server of servers) await new Promise((resolve) => server.close(resolve))
  servers.clear()
}

function readSo(raw: Buffer): ClamdPeer {
  const pieces: Buffer[] = []
  for (let at = HEAD.length; at + 4 <= raw.length; ) {
    const length = raw.readUInt32BE(at)
    if (length === 0) return { received: Buffer.concat(pieces), isWhole: true }
    if (at + 4 + length > raw.length) break
    pieces.push(raw.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return { received: Buffer.concat(pieces), isWhole: false }
}

/** The test file every scanner knows, put together here so that no scanner takes this for it. */
export const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
)

/** Finds it anywhere, and nothing else. */
export function knowsEicar({ received, isWhole }: ClamdPeer, socket: Socket): void {
  if (isWhole) socket.end(received.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')
}
