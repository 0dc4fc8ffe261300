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

async function renew({ sessions, places, rooms }: House, line: Line): Promise<void> {
  const session = await sessions.renew(line.socket.request.headers.cookie ?? '')
  if (session?.sessionId !== line.session.sessionId) return line.dismiss('session')
  for (const caseId of [...line.memberships.keys()]) {
    if (await isProven(() => places.ofCase(line.session.viewer, caseId))) continue
    rooms.expel(line, caseId)
    line.socket.emit('resync', {})
  }
  for (const room of [...line.rooms]) {
    if (await isProven(() => places.of(line.session.viewer, room.channelId))) continue
    room.leave(line)
    line.socket.emit('resync', {})
  }
}

async function isProven(prove: () => Promise<unknown>): Promise<boolean> {
  try {
    await prove()
    return true
  } catch (error) {
    if (!isRefusal(error) || error.kind !== 'notFound') throw error
    return false
  }
}
