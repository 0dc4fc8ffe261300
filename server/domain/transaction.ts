import type { Db, Tx } from '#db/client.ts'
import { stateOf } from './handle.ts'
import type { Happening } from './happening.ts'

// What happened is said only after commit: a rolled-back change is never heard of.

type Listener = (happenings: readonly Happening[]) => void

const listenersOf = (db: Db) => stateOf(db, 'listeners', () => new Set<Listener>())
const pendingOf = (tx: Tx) => stateOf(tx, 'pending', (): Happening[] => [])

/** Calls `listener` with what each committed transaction of this handle announced, in order. Returns the way to stop. */
export function onCommitted(db: Db, listener: Listener): () => void {
  listenersOf(db).add(listener)
  return () => listenersOf(db).delete(listener)
}

/** Notes a happening that is said when `tx` commits and forgotten when it rolls back. */
export function announce(tx: Tx, happening: Happening): void {
  pendingOf(tx).push(happening)
}

/** Says what another process of ours committed, as if it had been committed here. */
export function sayCommitted(db: Db, happenings: readonly Happening[]): void {
  for (const listener of listenersOf(db)) listener(happenings)
}

/** How often a transaction runs that PostgreSQL ends to part a deadlock: a second one in a row is rare, a third rarer. */
const TRIES = 3
const DEADLOCK = '40P01'

/**
 * Runs `work` in one transaction; inside an open one it joins that. Announcements go out after commit, before the
 * promise resolves. Ended to part a deadlock, it left nothing behind and runs again: `work` changes nothing but the
 * database.
 */
export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db as Tx)
  for (let tried = 1; ; tried += 1) {
    let said: Happening[] = []
    try {
      const result = await db.transaction().execute((tx) => {
        said = pendingOf(tx)
        return work(tx)
      })
      if (said.length > 0) sayCommitted(db, said)
      return result
    } catch (error) {
      if (tried === TRIES || !isDeadlock(error)) throw error
    }
  }
}

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === DEADLOCK
}
