import { Kysely, type Transaction } from 'kysely'
import { PipeliningDialect } from './pipelining.ts'
import { openPool, type PoolOptions } from './pool.ts'
import type { DB } from './types.ts'

/** The pool. Domain functions take it (or a transaction) as their first argument. */
export type Db = Kysely<DB>
/** An open transaction. */
export type Tx = Transaction<DB>

/** The role the app works as: reads and writes rows, changes no table, and only adds to the ledger. */
export const APP_ROLE = 'moa_app'

/**
 * Opens a pool; nothing connects before the first query, and `db.destroy()` closes it. While the server is away,
 * queries fail (a caller waits for a connection only so long); when it is back, they work again.
 *
 * Values: `bigint` and `numeric` are numbers (one that a double cannot hold exactly is refused with a RangeError),
 * `date` is a `YYYY-MM-DD` string, `timestamptz` a Date, `jsonb` the object itself (never `JSON.stringify` it; what is
 * not an object stands inside one), `bytea` a Buffer, an array a PostgreSQL array. The session's time zone is UTC.
 */
export function openDatabase<Tables = DB>(url: string, options: PoolOptions = {}): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PipeliningDialect({ pool: openPool(url, options) }) })
}
