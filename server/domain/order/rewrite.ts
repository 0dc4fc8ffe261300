import type { Role, Side } from '#app/shapes/case.ts'
import type { GoneKind } from '#app/shapes/live.ts'
import { Refusal } from '../refusal.ts'
import { heldWhy, type Marks } from './hold.ts'

/** What decides whether an author may still change a message. */
export type Rewriter = {
  gone: GoneKind | null
  role: Role
  side: Side
  joinedAt: Date
  mutedUntil: Date | null
  ended: boolean
}

/**
 * Refuses `case.kept_elsewhere` in a room that ended, `message.in_review` for words that are hidden or held (they stay as they were judged), `message.muted` for an
 * author who is to be silent, and `message.edit_waits` for new words that would have waited for a look.
 */
export function ensureMayRewrite(own: Rewriter, marks: Marks): void {
  if (own.ended) throw new Refusal('conflict', 'case.kept_elsewhere')
  ensureShown(own)
  const now = new Date()
  if (own.role === 'member' && own.mutedUntil && own.mutedUntil > now) {
    throw new Refusal('forbidden', 'message.muted')
  }
  if (heldWhy(own, { ...marks, pictures: 0 }, now)) throw new Refusal('forbidden', 'message.edit_waits')
}

/** Refuses `message.in_review` for words that are hidden or held. */
export function ensureShown({ gone }: Pick<Rewriter, 'gone'>): void {
  if (gone === 'hidden' || gone === 'held') throw new Refusal('conflict', 'message.in_review')
}
