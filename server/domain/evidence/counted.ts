import { createHash, type Hash } from 'node:crypto'
import type { Db } from '#db/client.ts'
import { stateOf } from '../handle.ts'

// How far the SHA-256 of each file on its way has been counted, by the process that took its pieces. A file whose pieces
// all came here needs not be read again to be sealed; after a restart, or with several processes, it is.

/** Files on their way whose hash is kept; of more, those that waited longest are read again. Some 500 bytes each. */
const KEPT = 5000

type Counted = { bytes: number; hash: Hash }

const keptOf = (db: Db) => stateOf(db, 'evidence.counted', () => new Map<string, Counted>())

/** A hash that has counted a file's first bytes and goes on from `at`; null when they were not counted here. */
export function countedUpTo(db: Db, uploadId: string, at: number): Hash | null {
  if (at === 0) return createHash('sha256')
  const known = keptOf(db).get(uploadId)
  // A copy: of a piece that fails nothing may stay counted.
  return known?.bytes === at ? known.hash.copy() : null
}

/** Keeps what has been counted until the next piece comes. */
export function keepCounted(db: Db, uploadId: string, counted: Counted): void {
  const kept = keptOf(db)
  kept.delete(uploadId)
  kept.set(uploadId, counted)
  const [oldest] = kept.keys()
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
}

export function forgetCounted(db: Db, uploadId: string): void {
  keptOf(db).delete(uploadId)
}
