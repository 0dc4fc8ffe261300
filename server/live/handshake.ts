import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'
import type { Session } from './line.ts'
import type { SessionProofs } from './proofs.ts'

// Browsers send cookies with WebSocket handshakes from any site, and cross-origin rules do not cover them: the Origin
// is checked here, before anything else happens. A refusal says nothing about its reason.

type Decide = (error: string | null, allowed: boolean) => void

export type Handshake = {
  /** For Socket.IO's `allowRequest`. */
  allow(request: IncomingMessage, decide: Decide): void
  /** The session found for an allowed request. */
  sessionOf(request: IncomingMessage): Session | undefined
}

export function handshakeWith(options: {
  /** The origin whose pages may open a socket, for this request. */
  originOf(request: IncomingMessage): string
  sessions: SessionProofs
  log: Logger
  mayEnter(session: Session): boolean
  /** Waited for before the line is made. */
  turn(): Promise<void>
}): Handshake {
  const found = new WeakMap<IncomingMessage, Session>()
  const decideOn = async (request: IncomingMessage): Promise<boolean> => {
    const cookie = request.headers.cookie
    if (!cookie || request.headers.origin !== options.originOf(request)) return false
    const session = await options.sessions.of(cookie)
    if (!session || !options.mayEnter(session)) return false
    found.set(request, session)
    return true
  }
  return {
    sessionOf: (request) => found.get(request),
    allow(request, decide) {
      decideOn(request)
        .catch((error: unknown) => {
          options.log.error({ err: error }, 'handshake failed')
          return false
        })
        .then(async (allowed) => {
          if (allowed) await options.turn()
          decide(allowed ? null : 'refused', allowed)
        })
    },
  }
}
