import { Kysely, type Transaction } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import postgres from 'postgres'
import type { DB } from './types.ts'

/** The pool. Domain functions take it (or a transaction) as their first argument. */
export type Db = Kysely<DB>
/** An open transaction. */
export type Tx = Transaction<DB>

/** How to connect. */
export interface ConnectOptions {
  /** The role every pooled connection works as, e.g. `moa_app`; the URL's own user unless given. */
  role?: string
  /** Connections at most. */
  max?: number
  /** Seen in pg_stat_activity. */
  applicationName?: string
  /** Is told the server's notices. */
  onNotice?: (message: string) => void
}

/** The role the app works as: reads and writes rows, changes no table, and only adds to the ledger. */
export const APP_ROLE = 'moa_app'

/** As many as two cores keep busy with room for waiting ones; far below the embedded server's 100. */
const POOL_SIZE = 10

const OID = { date: 1082, timestamp: 1114, timestamptz: 1184, int8: 20, numeric: 1700 }

/**
 * Opens a pool; nothing connects before the first query, and `db.destroy()` closes it.
 *
 * Values: `bigint` and `numeric` are numbers (one that a double cannot hold exactly is refused with a RangeError),
 * `date` is a `YYYY-MM-DD` string, `timestamptz` a Date, `jsonb` the object itself (never `JSON.stringify` it),
 * `bytea` a Buffer. The session's time zone is UTC.
 */
export function openDatabase(url: string, options: ConnectOptions = {}): Db {
  return new Kysely<DB>({ dialect: new PostgresJSDialect({ postgres: preparing(connect(url, options)) }) })
}

/** The bare postgres.js pool with our value types, for what Kysely has no words for (COPY, LISTEN). */
export function connect(url: string, options: ConnectOptions = {}): postgres.Sql {
  const { address, socketDir } = splitSocket(url)
  return postgres(address, {
    ...(socketDir === null ? {} : { host: socketDir }),
    max: options.max ?? POOL_SIZE,
    connection: {
      application_name: options.applicationName ?? 'moa',
      TimeZone: 'UTC',
      ...(options.role === undefined ? {} : { role: options.role }),
    },
    onnotice: (notice) => options.onNotice?.(`${notice.severity}: ${notice.message}`),
    types: VALUE_TYPES,
  })
}

const VALUE_TYPES = {
  bigint: {
    to: OID.int8,
    from: [OID.int8],
    parse: parseInteger,
    serialize: serializeInteger,
  },
  numeric: {
    to: OID.numeric,
    from: [OID.numeric],
    parse: parseNumeric,
    serialize: (value: number | string) => String(value),
  },
  day: {
    to: OID.date,
    from: [OID.date],
    parse: (text: string) => text,
    serialize: (text: string) => text,
  },
  // Takes the place of the driver's own `date`, which also reads days.
  date: {
    to: OID.timestamptz,
    from: [OID.timestamp, OID.timestamptz],
    parse: (text: string) => new Date(text),
    serialize: (value: Date | string) => (value instanceof Date ? value.toISOString() : value),
  },
}

/**
 * The dialect sends each statement unprepared, which costs a second round trip and planning every time (measured:
 * half the throughput). A statement whose text varies is better written so that it does not, `= any(${ids})` for
 * `in (…)`; what piles up all the same goes when the driver renews a connection, within the hour.
 */
function preparing(pool: postgres.Sql): postgres.Sql {
  return new Proxy(pool, {
    get: (target, key) => {
      if (key !== 'reserve') return Reflect.get(target, key)
      return async () => preparingConnection(await target.reserve())
    },
  })
}

function preparingConnection(connection: postgres.ReservedSql): postgres.ReservedSql {
  const unsafe: postgres.ReservedSql['unsafe'] = (text, values) =>
    connection.unsafe(text, values, { prepare: true })
  return new Proxy(connection, {
    get: (target, key) => (key === 'unsafe' ? unsafe : Reflect.get(target, key)),
  })
}

function parseInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The database holds ${text}, beyond the safe integers`)
  return value
}

function serializeInteger(value: number | bigint | string): string {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`${value} is not a safe integer`)
  }
  return String(value)
}

/** Sums of bigint come as numeric, so whole numbers are held to the same rule. */
function parseNumeric(text: string): number {
  return text.includes('.') ? Number(text) : parseInteger(text)
}

/** The driver knows no `?host=/folder` in an address, the way libpq, pg and our launcher write a unix socket. */
function splitSocket(url: string): { address: string; socketDir: string | null } {
  const parsed = new URL(url)
  const host = parsed.searchParams.get('host')
  if (!host?.startsWith('/')) return { address: url, socketDir: null }
  parsed.searchParams.delete('host')
  return { address: parsed.href, socketDir: host }
}
