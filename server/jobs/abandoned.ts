import type { WorkerEvents } from 'graphile-worker'
import { Pool } from 'pg'
import type { Logger } from '#server/log.ts'

// A process that is killed leaves its jobs locked, and the queue would give them to nobody else for four hours. Each
// queue therefore signs its connections: locks of a queue that has no connection any more are nobody's.

/** How often the locks of the dead are looked for, in ms: a list that was being written goes on within a minute. */
const LOOK_EVERY_MS = 30_000
const SIGN = 'moa jobs '

/** Signs the connections of the queue that these events tell of, and frees abandoned jobs while it runs. */
export function freeAbandoned(events: WorkerEvents, log: Logger): void {
  events.on('pool:create', ({ ctx, workerPool }) => {
    const pool = 'pgPool' in ctx ? ctx.pgPool : null
    if (!(pool instanceof Pool)) throw new Error('The queue has no pool of its own')
    // Made of letters, digits and hyphens.
    const sign = `set application_name to '${SIGN}${workerPool.id}'`
    pool.options.onConnect = async (client) => void (await client.query(sign))
    const look = () =>
      free(pool, workerPool.id).catch((error: unknown) =>
        log.warn({ err: error }, 'abandoned jobs not freed'),
      )
    void look()
    const timer = setInterval(look, LOOK_EVERY_MS).unref()
    events.on('pool:release', () => clearInterval(timer))
  })
}

async function free(pool: Pool, ownId: string): Promise<void> {
  await pool.query(
    `select graphile_worker.force_unlock_workers(array(
       select distinct job.locked_by from graphile_worker._private_jobs as job
       where job.locked_by is not null and job.locked_by <> $1 and not exists (
         select from pg_stat_activity
         where datname = current_database() and application_name = $2 || job.locked_by)))`,
    [ownId, SIGN],
  )
}
