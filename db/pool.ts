import type { PostgresPool } from 'kysely'
import { Client, Pool, type PoolClient } from 'pg'
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
  /**
   * A statement unanswered for so long means that nobody is there any more, ms; unless given, any is waited for. The
   * server in turn ends a transaction that heard nothing for as long, so that its locks hold nobody up.
   */
  patienceMs?: number
}

/** As many as two cores keep busy with room for waiting ones; far below the embedded server's 100. */
const POOL_SIZE = 10
/** Longer than the embedded server takes to come back from a kill, shorter than people wait for an answer. */
const CONNECT_PATIENCE_MS = 5000
/** Opening costs a few milliseconds and every plan anew, so a connection outlives the pauses of a calm room. */
const IDLE_MS = 600_000
/** Probes begin after so much silence, so that networks on the way do not forget an idle connection. */
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
    // A statement does not wait for the answers to those before it.
    pipeline: true,
  })
  // The query at work fails by itself and the pool drops the connection; without a listener the process would end.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const nameOf = statementNames()
  const doubts = doubtsAbout(pool)
  return {
    connect: async () => {
      const client = await trustedOf(pool, doubts)
      return preparing(client, nameOf, {
        patienceMs: options.patienceMs,
        silent() {
          doubts.raise()
          // Every statement on its way fails. `end` would wait for their answers.
          if (client instanceof Client) client.connection.stream.destroy()
        },
        isDoubtful: () => doubts.has(client),
      })
    },
    end: () => pool.end(),
  }
}

/** The connections that were open when another one turned out to lead nowhere: they probably lead there too. */
type Doubts = { raise(): void; has(client: PoolClient): boolean }

function doubtsAbout(pool: Pool): Doubts {
  const open = new Set<PoolClient>()
  const doubtful = new WeakSet<PoolClient>()
  pool.on('connect', (client) => open.add(client))
  pool.on('remove', (client) => open.delete(client))
  return {
    raise() {
      for (const client of open) doubtful.add(client)
    },
    has: (client) => doubtful.has(client),
  }
}

async function trustedOf(pool: Pool, doubts: Doubts): Promise<PoolClient> {
  for (;;) {
    const client = await pool.connect()
    if (!doubts.has(client)) return client
    client.release(true)
  }
}

/** In the address, where the driver lets nothing override them; `-c` written last wins over the address's own. */
function addressOf(url: string, { role, applicationName = 'moa', patienceMs }: PoolOptions): string {
  const address = new URL(url)
  const settings = [
    '-c TimeZone=UTC',
    ...(role === undefined ? [] : [`-c role=${role}`]),
    ...(patienceMs === undefined ? [] : [`-c idle_in_transaction_session_timeout=${patienceMs}`]),
  ]
  const own = address.searchParams.get('options')
  address.searchParams.set('options', [...(own === null ? [] : [own]), ...settings].join(' '))
  address.searchParams.set('application_name', applicationName)
  return address.href
}
