import type { Logger } from 'pino'
import { type SayData, says } from '#app/shapes/live.ts'
import type { Happening } from '#server/domain/happening.ts'
import { besideHints } from './beside.ts'
import { sayFrame } from './frame.ts'
import { CASE_HINT_EVERY } from './limits.ts'
import type { LiveServer } from './line.ts'
import type { Lines } from './lines.ts'
import type { PlaceProofs, SessionProofs } from './proofs.ts'
import { caseRoom, memberRoom, type Rooms } from './rooms.ts'

// What committed changes mean for the browsers of this process. Every process does this for its own browsers only.

export type FanOut = {
  io: LiveServer
  lines: Lines
  rooms: Rooms
  places: PlaceProofs
  sessions: SessionProofs
  log: Logger
}

/** Gives the function that carries out happenings, in order. */
export function fanOut(live: FanOut): (happening: Happening) => void {
  const hintCase = caseHints(live.io)
  const hintBeside = besideHints(live.rooms)
  const carry = (happening: Happening) => {
    switch (happening.kind) {
      case 'channel.changed':
        live.rooms.take(happening)
        return hintBeside(happening)
      case 'channel.read':
        return tellOwnDevices(live, happening)
      case 'channel.state':
        return live.rooms.find(happening.channelId)?.order.take(happening.state)
      case 'card.changed':
      case 'card.counted':
        return tellCard(live, happening)
      case 'notices.pinned':
        return tellPinned(live, happening)
      case 'member.told':
        return tellMember(live.io, happening)
      case 'case.changed':
        if (happening.what.includes('members')) live.places.doubtCase(happening.caseId)
        return hintCase(happening.caseId, happening.what)
      case 'export.progress':
        return tellExport(live.io, happening)
      case 'member.left':
        return dismissMember(live, happening)
      case 'member.given_role':
        return reseatMember(live, happening)
      case 'session.ended':
        return dismissSessions(live, happening.sessionIds)
    }
  }
  return (happening) => {
    try {
      carry(happening)
    } catch (error) {
      live.log.error({ kind: happening.kind, err: error }, 'fan-out failed')
    }
  }
}

/** A member's other browsers hear how far one of them has read. */
function tellOwnDevices(live: FanOut, { caseId, channelId, marks }: Read): void {
  for (const { accountId, seq } of marks) {
    for (const line of live.lines.of(accountId)) {
      const known = line.memberships.get(caseId)?.read.get(channelId)
      if (known === undefined || known >= seq || line.leaving) continue
      line.noteRead(channelId, seq)
      line.socket.emit('channel.read', { channelId, seq })
    }
  }
}

type Read = Extract<Happening, { kind: 'channel.read' }>

function tellMember(io: LiveServer, told: Extract<Happening, { kind: 'member.told' }>): void {
  const { caseId, memberId, what } = told
  io.local.to(memberRoom(memberId)).emit('case.changed', { caseId, what })
}

/** What a card shows is told to its own channel and nowhere else; undeclared fields never leave. */
function tellCard(live: FanOut, happening: CardHappening): void {
  const frame =
    happening.kind === 'card.changed'
      ? sayFrame('card.changed', says['card.changed'].parse(happening))
      : sayFrame('card.counted', says['card.counted'].parse(happening))
  live.rooms.find(happening.channelId)?.sweep(frame)
}

type CardHappening = Extract<Happening, { kind: 'card.changed' | 'card.counted' }>

/** What is pinned for the whole case stands in the bar of every channel. */
function tellPinned(live: FanOut, happening: Extract<Happening, { kind: 'notices.pinned' }>): void {
  const pinned = says['notices.pinned'].parse(happening)
  if (happening.channel === 'all') live.io.local.to(caseRoom(happening.caseId)).emit('notices.pinned', pinned)
  else live.rooms.find(happening.channelId)?.sweep(sayFrame('notices.pinned', pinned))
}

function tellExport(io: LiveServer, happening: Extract<Happening, { kind: 'export.progress' }>): void {
  const { exportId, state, rowsDone, rowsTotal } = happening
  io.local
    .to(memberRoom(happening.memberId))
    .emit('export.progress', { exportId, state, rowsDone, rowsTotal })
}

function dismissMember(live: FanOut, left: { accountId: string; caseId: string }): void {
  live.places.endAccount(left.accountId, left.caseId)
  for (const line of live.lines.of(left.accountId)) {
    if (!line.memberships.has(left.caseId)) continue
    live.rooms.expel(line, left.caseId)
    line.dismiss('member')
  }
}

/** Takes a member out of all channels of the case and asks their browsers to enter again those they may. */
function reseatMember(live: FanOut, moved: { accountId: string; caseId: string }): void {
  live.places.endAccount(moved.accountId, moved.caseId)
  for (const line of live.lines.of(moved.accountId)) {
    if (!line.memberships.has(moved.caseId)) continue
    live.rooms.expel(line, moved.caseId)
    line.socket.emit('resync', {})
  }
}

function dismissSessions(live: FanOut, sessionIds: readonly string[]): void {
  live.sessions.end(sessionIds)
  for (const line of live.lines) if (sessionIds.includes(line.session.sessionId)) line.dismiss('session')
}

type What = SayData<'case.changed'>['what'][number]

/** Tells a case's browsers what to ask again: at once, then at most once a second with all that gathered. */
function caseHints(io: LiveServer): (caseId: string, what: readonly What[]) => void {
  const gathered = new Map<string, Set<What>>()
  const say = (caseId: string, what: Iterable<What>) =>
    io.local.to(caseRoom(caseId)).emit('case.changed', { caseId, what: [...what] })
  const later = (caseId: string) =>
    setTimeout(() => {
      const what = gathered.get(caseId)
      gathered.delete(caseId)
      if (!what || what.size === 0) return
      say(caseId, what)
      gathered.set(caseId, new Set())
      later(caseId)
    }, CASE_HINT_EVERY).unref()
  return (caseId, what) => {
    const waiting = gathered.get(caseId)
    if (waiting) {
      for (const one of what) waiting.add(one)
      return
    }
    say(caseId, what)
    gathered.set(caseId, new Set())
    later(caseId)
  }
}
