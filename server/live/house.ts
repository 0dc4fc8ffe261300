import type { Logger } from 'pino'
import { isRefusal } from '#server/domain/refusal.ts'
import { PROOF_LASTS, RENEWALS_PER_TICK, TICK } from './limits.ts'
import type { Line } from './line.ts'
import type { Lines } from './lines.ts'
import type { PlaceProofs, SessionProofs } from './proofs.ts'
import type { Rooms } from './rooms.ts'

type House = {
  lines: Lines
  rooms: Rooms
  places: PlaceProofs
  sessions: SessionProofs
  log: Logger
}

/**
 * Once a second: tends slow lines, forgets empty rooms, and proves again sessions and places that were last proven a
 * minute ago, in case the event that ended them was missed. Stop it with `clearInterval`.
 */
export function keepHouse(house: House): NodeJS.Timeout {
  return setInterval(() => {
    const now = performance.now()
    house.rooms.tidy(now)
    let renewals = 0
    for (const line of house.lines) {
      line.tend(now)
      if (line.leaving || now - line.provenAt < PROOF_LASTS || renewals === RENEWALS_PER_TICK) continue
      renewals += 1
      line.provenAt = now
      renew(house, line).catch((error: unknown) => house.log.warn({ err: error }, 'renewal failed'))
    }
  }, TICK).unref()
}

async function renew({ sessions, places }: House, line: Line): Promise<void> {
  const session = await sessions.renew(line.socket.request.headers.cookie ?? '')
  if (session?.sessionId !== line.session.sessionId) return line.dismiss('session')
  for (const room of [...line.rooms]) {
    try {
      await places.of(line.session.viewer, room.channelId)
    } catch (error) {
      if (!isRefusal(error) || error.kind !== 'notFound') throw error
      room.leave(line)
      line.socket.emit('resync', {})
    }
  }
}
