import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { networkOf } from './limits.ts'

/**
 * Connections of one network that have not said what they want yet. Honest ones say it at once; all that wait in the
 * listening queue (511 in Node) may arrive together, as after a restart.
 */
export const HALF_OPEN_MOST = 600
/** How long a request's headers may take, ms, and how often that is looked at. A phone in a tunnel takes a few seconds. */
export const HEADERS_WAIT = 10_000
export const HEADERS_LOOK = 2_000

/**
 * Where a network has more than `HALF_OPEN_MOST` connections of which no request was read, ends the one that has kept
 * silent longest: whoever opens them by the thousand takes no place from neighbours who say something. Behind a proxy all
 * come from one address, and this is the proxy's to do.
 */
export function boundHalfOpen(http: Server): void {
  const silent = new Map<string, Set<Socket>>()
  const networks = new WeakMap<Socket, string>()
  const release = (socket: Socket) => {
    const network = networks.get(socket)
    const sockets = network === undefined ? undefined : silent.get(network)
    if (network === undefined || !sockets?.delete(socket)) return
    if (sockets.size === 0) silent.delete(network)
  }
  http.on('connection', (socket: Socket) => {
    const network = networkOf(socket.remoteAddress ?? '')
    const sockets = silent.get(network) ?? new Set()
    silent.set(network, sockets.add(socket))
    networks.set(socket, network)
    socket.once('close', () => release(socket))
    const [oldest] = sockets
    if (sockets.size <= HALF_OPEN_MOST || !oldest) return
    release(oldest)
    oldest.destroy()
  })
  const heard = (req: IncomingMessage) => release(req.socket)
  http.on('request', heard)
  http.on('upgrade', heard)
}
