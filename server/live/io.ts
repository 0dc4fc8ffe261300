import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { Server, type ServerOptions } from 'socket.io'
import type { Db } from '#db/client.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import { originsOf } from '#server/web/guard.ts'
import type { Limiter } from '#server/web/limits.ts'
import { answersWith } from './answers.ts'
import { answerAsks } from './asking.ts'
import { type Connection, Connections } from './connections.ts'
import { fanOut } from './fanout.ts'
import { handshakeWith } from './handshake.ts'
import { keepHouse } from './house.ts'
import {
  ASK_RATE,
  CONNECT_TIMEOUT,
  GOODBYE_WAIT,
  INBOUND_MAX,
  PING_EVERY,
  PONG_WAIT,
  SHUTDOWN_WAIT,
  SOCKETS_PER_ACCOUNT,
} from './limits.ts'
import { Line, type LiveServer, type LiveSocket, type Session } from './line.ts'
import { Lines } from './lines.ts'
import { connectNodes } from './nodes.ts'
import { Presence } from './presence.ts'
import { placeProofs, type SessionLookUp, type SessionProofs, sessionProofs } from './proofs.ts'
import { Rooms } from './rooms.ts'
import { turns } from './turns.ts'
import { parser } from './written.ts'

export type LiveOptions = {
  http: HttpServer
  db: Db
  /** The session behind a Cookie header, as pages look it up. */
  viewerOf: SessionLookUp
  log: Logger
  limiter: Limiter
  /** The address people use; the request's own when absent. */
  origin?: string | undefined
  trustProxy?: number | undefined
  /** Where other processes of the same installation are heard; none when absent. */
  redisUrl?: string | undefined
  /** Multiplies how often one socket may ask; tests and benchmarks raise it. */
  limitFactor?: number | undefined
}

/** Browsers connected, how many of them get no more pushes until they have read, and the bytes that wait for all. */
export type LiveFigures = { lines: number; stale: number; unreadBytes: number }

export type Live = {
  io: LiveServer
  /** Browsers connected to this process. */
  count(): number
  /** Bytes this process holds for what the account's sockets have not read. */
  unread(accountId: string): number
  /** How this process stands with its browsers, for whoever watches it. */
  figures(): LiveFigures
  /** Lets what is being answered finish, tells every browser when to come back, and closes the sockets (not `http`). */
  close(options: { retryAfterMs: number }): Promise<void>
}

/** Serves Socket.IO at /live of the given HTTP server. Connects nowhere by itself but to Redis when that is given. */
export function attachLive(options: LiveOptions): Live {
  const { db, log, limiter, redisUrl } = options
  const lines = new Lines()
  const sessions = sessionProofs(options.viewerOf)
  const places = placeProofs(db)
  const presence = new Presence()
  const rooms = new Rooms(presence)
  const turn = turns()
  const door = { open: true }
  const answers = answersWith({ db, limiter, places, rooms, presence, turn })
  const asking = { answers, log, rate: rateTimes(options.limitFactor ?? 1) }
  const io = openDoor(options, { door, turn, sessions, lines, answer: (line) => answerAsks(line, asking) })
  const carry = fanOut({ io, lines, rooms, places, sessions, log })
  const nodes = connectNodes(io, { redisUrl, hear: carry, log })
  const stopHearing = onCommitted(db, (happenings) => {
    for (const happening of happenings) {
      carry(happening)
      nodes.tell(happening)
    }
  })
  const house = keepHouse({ lines, rooms, places, sessions, log })
  return {
    io,
    count: () => lines.size,
    unread: (accountId) => lines.of(accountId).reduce((sum, line) => sum + line.unread, 0),
    figures: () => figuresOf(lines),
    async close({ retryAfterMs }) {
      door.open = false
      clearInterval(house)
      await sayGoodbye(lines, retryAfterMs)
      stopHearing()
      rooms.close()
      await io.of('/').adapter.close()
      nodes.close()
      io.engine.close()
    },
  }
}

function figuresOf(lines: Lines): LiveFigures {
  let [stale, unreadBytes] = [0, 0]
  for (const line of lines) {
    if (line.staleSince !== null) stale += 1
    unreadBytes += line.unread
  }
  return { lines: lines.size, stale, unreadBytes }
}

type Inside = {
  door: { open: boolean }
  turn: () => Promise<void>
  sessions: SessionProofs
  lines: Lines
  answer: (line: Line) => void
}

/** Lets browsers of this address with a session in, and holds their lines while they last. */
function openDoor(options: LiveOptions, { door, turn, sessions, lines, answer }: Inside): LiveServer {
  const origins = originsOf(options.origin, options.trustProxy ?? 0)
  const connections = new Connections(SOCKETS_PER_ACCOUNT)
  const mayEnter = ({ viewer }: Session) => door.open && connections.hasRoom(viewer.accountId)
  const handshake = handshakeWith({ originOf: origins.origin, sessions, log: options.log, mayEnter, turn })
  const io = createServer(options.http, handshake.allow)
  // Counted from the upgrade on, before Socket.IO: one that never says what it wants takes a place, too.
  io.engine.on('connection', (connection: Connection & { request: IncomingMessage }) => {
    const session = handshake.sessionOf(connection.request)
    if (!session || !connections.take(session.viewer.accountId, connection)) connection.close(true)
  })
  io.on('connection', (socket) => {
    const session = handshake.sessionOf(socket.request)
    if (!session || !door.open) return void socket.disconnect(true)
    const line = new Line(socket, session, origins.address(socket.request))
    hold(lines, line, socket)
    answer(line)
  })
  return io
}

function createServer(http: HttpServer, allow: ServerOptions['allowRequest']): LiveServer {
  return new Server(http, {
    path: '/live',
    transports: ['websocket'],
    allowRequest: allow,
    // Vite's own WebSocket shares the port in development.
    destroyUpgrade: false,
    serveClient: false,
    parser,
    maxHttpBufferSize: INBOUND_MAX,
    perMessageDeflate: false,
    connectTimeout: CONNECT_TIMEOUT,
    pingInterval: PING_EVERY,
    pingTimeout: PONG_WAIT,
    cookie: false,
  })
}

function rateTimes(factor: number) {
  return { burst: ASK_RATE.burst * factor, perSecond: ASK_RATE.perSecond * factor }
}

function hold(lines: Lines, line: Line, socket: LiveSocket): void {
  lines.add(line)
  socket.on('disconnect', () => {
    line.leaving = true
    line.leaveAll()
    lines.delete(line)
  })
}

/** What was committed is answered if there is any way to; then every socket is closed. */
async function sayGoodbye(lines: Lines, retryAfterMs: number): Promise<void> {
  const until = performance.now() + SHUTDOWN_WAIT
  for (const line of lines) line.socket.emit('farewell', { why: 'shutdown', retryAfterMs })
  const isBusy = () => [...lines].some((line) => line.pending > 0)
  while (isBusy() && performance.now() < until) await sleep(GOODBYE_WAIT)
  await sleep(GOODBYE_WAIT)
  // Closed below Socket.IO, so that browsers take it for a lost connection and come back by themselves.
  for (const line of lines) line.socket.conn.close()
}
