import type { PostgresPoolClient } from 'kysely'
import { DatabaseError, type PoolClient, type QueryConfig, type QueryResult } from 'pg'
import { outgoing } from './values.ts'

/**
 * So many texts are prepared on each connection of a pool, the rest are planned every time. The app has some hundred;
 * the limit is for lists whose length makes ever new texts (better written `= any(${ids})` than `in (…)`).
 */
const NAMED_TEXTS = 500
/** feature_not_supported, which is also what a prepared `select *` gets after a migration has changed its columns. */
const STALE_PLAN = '0A000'

/** Names for statement texts, shared by the connections of one pool; undefined when there are enough. */
export function statementNames(limit = NAMED_TEXTS): (text: string) => string | undefined {
  const names = new Map<string, string>()
  return (text) => {
    if (!names.has(text) && names.size < limit) names.set(text, `moa_${names.size + 1}`)
    return names.get(text)
  }
}

/** How a connection is watched over: what to do when a statement goes unanswered, and whether to trust it again. */
export type Watch = { patienceMs: number | undefined; silent: () => void; isDoubtful: () => boolean }

/**
 * A connection as Kysely sees it: statements with values are prepared once and then only bound (measured: half as
 * many reads of one table again, and two to three times as many of three joined ones). A stale plan is planned anew;
 * inside a transaction, which the error has ended, the error stays. Either way the connection is not used again, and
 * neither is one left inside a transaction.
 */
export function preparing(
  client: PoolClient,
  nameOf: (text: string) => string | undefined,
  { patienceMs, silent, isDoubtful }: Watch,
): PostgresPoolClient {
  let stale = false
  const answered = async (config: QueryConfig): Promise<QueryResult> => {
    const timer = patienceMs === undefined ? undefined : setTimeout(silent, patienceMs)
    try {
      return await client.query(config)
    } finally {
      clearTimeout(timer)
    }
  }
  const query = async (text: string, parameters: readonly unknown[]): Promise<QueryResult> => {
    const values = parameters.map(outgoing)
    const name = values.length > 0 ? nameOf(text) : undefined
    try {
      return await answered({ name, text, values })
    } catch (error) {
      if (name === undefined || !(error instanceof DatabaseError) || error.code !== STALE_PLAN) throw error
      stale = true
      if (client.getTransactionStatus() !== 'I') throw error
      return await answered({ text, values })
    }
  }
  return {
    // The interface's other form is for cursors, which are never made here.
    query: query as unknown as PostgresPoolClient['query'],
    release: () => client.release(stale || isDoubtful() || client.getTransactionStatus() !== 'I'),
  }
}
