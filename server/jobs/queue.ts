import { sql } from 'kysely'
import type { Tx } from '#db/client.ts'
import { type JobKind, type JobPayload, jobKinds } from './kinds.ts'

/**
 * Asks for a job in the caller's transaction: rolled back, it was never asked for. While a job with the same
 * `jobKey` waits, asking again replaces it instead of adding another.
 */
export async function enqueue<K extends JobKind>(
  tx: Tx,
  kind: K,
  payload: JobPayload<K>,
  jobKey: string | null = null,
): Promise<void> {
  const { tries } = jobKinds[kind]
  const text = JSON.stringify(payload)
  await sql`select enqueue_job(${kind}, ${text}::text::json, ${jobKey}, ${tries}::integer)`.execute(tx)
}

/**
 * Like `enqueue`, `afterMs` from now. While a job with the same `jobKey` waits, asking again changes its payload and not
 * its time: many wishes, one run.
 */
export async function enqueueLater<K extends JobKind>(
  tx: Tx,
  kind: K,
  payload: JobPayload<K>,
  { jobKey, afterMs }: { jobKey: string; afterMs: number },
): Promise<void> {
  const { tries } = jobKinds[kind]
  const text = JSON.stringify(payload)
  await sql`
    select enqueue_job_later(${kind}, ${text}::text::json, ${jobKey}, ${tries}::integer,
      clock_timestamp() + make_interval(secs => ${afterMs / 1000}::double precision))`.execute(tx)
}

/** Like `enqueue`, for a later moment (ISO). Asked again under the same `jobKey`, a waiting job moves to the new one. */
export async function enqueueAt<K extends JobKind>(
  tx: Tx,
  kind: K,
  payload: JobPayload<K>,
  { jobKey, runAt }: { jobKey: string; runAt: string },
): Promise<void> {
  const { tries } = jobKinds[kind]
  const text = JSON.stringify(payload)
  await sql`select enqueue_job_at(${kind}, ${text}::text::json, ${jobKey}, ${tries}::integer, ${runAt}::timestamptz)`.execute(
    tx,
  )
}
