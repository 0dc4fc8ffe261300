import type { PostgresPool } from 'kysely'
import { Pool } from 'pg'
import { preparing, statementNames } from './prepared.ts'
import { valueTypes } from './values.ts'

/** How to connect. */
export interface PoolOptions {
  /** The role every pooled connection works as, e.g. `moa_app`; the URL's own user unless given. */
  role?: string
  /** Connections at most. */
  max?: number
  /** Seen in pg_stat_activity. */
  applicationName?: string
}

/** As many as two cores keep busy with room for waiting ones; far below the embedded server's 100. */
const POOL_SIZE = 10
/** Longer than the embedded server takes to come back from a kill, shorter than people wait for an answer. */
const CONNECT_PATIENCE_MS = 5000
/** Opening costs a few milliseconds and every plan anew, so a connection outlives the pauses of a calm room. */
const IDLE_MS = 600_000
/** A server that vanished without a word is noticed by the probes that begin after so much silence. */
const KEEP_ALIVE_MS = 10_000

/** A pool for Kysely with our value types, whose connections may die at any moment. */
export function openPool(url: string, options: PoolOptions): PostgresPool {
  const pool = new Pool({
    connectionString: addressOf(url, options),
    max: options.max ?? POOL_SIZE,
    connectionTimeoutMillis: CONNECT_PATIENCE_MS,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: valueTypes,
  })
  // The query at work fails by itself and the pool drops the connection; without a listener the process would end.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const nameOf = statementNames()
  return {
    connect: async () => preparing(await pool.connect(), nameOf),
    end: () => pool.end(),
  }
}

/** In the address, where the driver lets nothing override them; `-c` written last wins over the address's own. */
function addressOf(url: string, { role, applicationName = 'moa' }: PoolOptions): string {
  const address = new URL(url)
  const settings = ['-c TimeZone=UTC', ...(role === undefined ? [] : [`-c role=${role}`])]
  const own = address.searchParams.get('options')
  address.searchParams.set('options', [...(own === null ? [] : [own]), ...settings].join(' '))
  address.searchParams.set('application_name', applicationName)
  return address.href
}
