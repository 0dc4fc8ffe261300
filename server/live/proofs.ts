import { createHash } from 'node:crypto'
import type { Db } from '#db/client.ts'
import { type Place, standingOf } from '#server/domain/access.ts'
import { notFound, Refusal } from '#server/domain/refusal.ts'
import { together } from '#server/domain/together.ts'
import type { Viewer } from '#server/domain/viewer.ts'
import { BUSY_RETRY, PROOF_LASTS, PROOF_TRIES, PROOFS_KEPT } from './limits.ts'
import type { Session } from './line.ts'

// Short-lived proofs, so that a storm of returning browsers asks the database little: that a cookie is a session, and
// that an account may be in a channel. What is not known is asked for many at once. Events end them at once; besides, none is believed for more than a minute.
// An answer that was on its way when such an event came is asked again.

/** The session behind a Cookie header, or null. */
export type SessionLookUp = (cookieHeader: string) => Promise<{ viewer: Viewer; sessionId: string } | null>

export type SessionProofs = {
  of(cookieHeader: string): Promise<Session | null>
  /** Like `of`, never from memory. */
  renew(cookieHeader: string): Promise<Session | null>
  end(sessionIds: readonly string[]): void
}

export function sessionProofs(lookUp: SessionLookUp): SessionProofs {
  const proofs = new Proofs<Session>()
  // The header itself is a secret and is not kept.
  const keyOf = (cookieHeader: string) => createHash('sha256').update(cookieHeader).digest('base64')
  const of = (cookieHeader: string) =>
    proofs.of(keyOf(cookieHeader), async () => sessionFrom(await lookUp(cookieHeader)))
  return {
    of,
    renew(cookieHeader) {
      proofs.forget(keyOf(cookieHeader))
      return of(cookieHeader)
    },
    end: (sessionIds) => proofs.end((session) => sessionIds.includes(session.sessionId)),
  }
}

function sessionFrom(found: { viewer: Viewer; sessionId: string } | null): Session | null {
  if (!found?.viewer.accountId) return null
  const { accountId, hasPassword } = found.viewer
  return { viewer: { accountId, hasPassword }, sessionId: found.sessionId }
}

export type PlaceProofs = {
  /** The viewer's place in the channel's case; refuses `shared.not_found` to whoever does not read the channel. */
  of(viewer: Session['viewer'], channelId: string): Promise<Place>
  /** The viewer's place in the case; refuses `shared.not_found`. */
  ofCase(viewer: Session['viewer'], caseId: string): Promise<Place>
  endAccount(accountId: string, caseId: string): void
  /** Sides or roles in the case may have changed. */
  doubtCase(caseId: string): void
}

export function placeProofs(db: Db): PlaceProofs {
  const proofs = new Proofs<Place>()
  const find = together<Parameters<typeof standingOf>[1][number], Place | null>((asks) =>
    standingOf(db, asks),
  )
  const placed = async (key: string, ask: Parameters<typeof find>[0]) => {
    const place = await proofs.of(key, () => find(ask))
    if (!place) throw notFound()
    return place
  }
  return {
    of: (viewer, channelId) => placed(`${viewer.accountId} ${channelId}`, { viewer, ref: { channelId } }),
    ofCase: (viewer, caseId) => placed(`${viewer.accountId} in ${caseId}`, { viewer, ref: { caseId } }),
    endAccount: (accountId, caseId) =>
      proofs.end((place) => place.accountId === accountId && place.caseId === caseId),
    doubtCase: (caseId) => proofs.doubt((place) => place.caseId === caseId),
  }
}

class Proofs<T> {
  readonly #kept = new Map<string, { value: T; until: number }>()
  #endings = 0
  #doubts = 0

  /** The proof kept for `key`, or what `make` finds now; null and what it throws are never kept. */
  async of(key: string, make: () => Promise<T | null>): Promise<T | null> {
    const kept = this.#kept.get(key)
    if (kept && kept.until > performance.now()) return kept.value
    for (let attempt = 0; attempt < PROOF_TRIES; attempt += 1) {
      const [endings, doubts] = [this.#endings, this.#doubts]
      const value = await make()
      if (endings !== this.#endings) continue
      if (value !== null && doubts === this.#doubts) this.#keep(key, value)
      return value
    }
    throw new Refusal('unavailable', 'live.busy', { retryAfterMs: BUSY_RETRY })
  }

  /** Ends the proofs that are over; answers on their way are asked again. */
  end(isOver: (value: T) => boolean): void {
    this.#endings += 1
    this.#drop(isOver)
  }

  /** Drops the proofs that may be wrong; answers on their way are used once and not kept. Joins cause many of these. */
  doubt(isDoubtful: (value: T) => boolean): void {
    this.#doubts += 1
    this.#drop(isDoubtful)
  }

  forget(key: string): void {
    this.#kept.delete(key)
  }

  #drop(which: (value: T) => boolean): void {
    for (const [key, proof] of this.#kept) if (which(proof.value)) this.#kept.delete(key)
  }

  #keep(key: string, value: T): void {
    this.#kept.delete(key)
    this.#kept.set(key, { value, until: performance.now() + PROOF_LASTS })
    if (this.#kept.size <= PROOFS_KEPT) return
    const oldest = this.#kept.keys().next().value
    if (oldest !== undefined) this.#kept.delete(oldest)
  }
}
