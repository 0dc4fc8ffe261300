import { io as connectTo, type Socket } from 'socket.io-client'
import type { Asks, Says } from '#app/shapes/live.ts'
import { type Browser, browserOn } from '#tests/live/server.ts'
import type { TestServer } from '#tests/server.ts'

/** A socket to a whole server, as a page with this cookie opens it; it does not come back by itself. */
export function lineTo(server: TestServer, cookie: string, origin = server.origin): Socket<Says, Asks> {
  return connectTo(server.origin, {
    path: '/live',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { origin, cookie },
  })
}

export function browserOf(server: TestServer, cookie: string): Promise<Browser> {
  return browserOn(lineTo(server, cookie))
}

/** True when the socket was let in. */
export function isLetIn(socket: Socket): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true))
    socket.once('connect_error', () => resolve(false))
  }).finally(() => socket.disconnect())
}
