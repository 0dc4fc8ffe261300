import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { inTransaction } from '../transaction.ts'
import { announceExport } from './progress.ts'

/** A list nobody gave a sign of writing for so long never will be written: its process ended without a word. In minutes. */
const SILENT_MINUTES = 10
/** A list nobody began in so long lost its job; long ones before it in the queue may take an hour. In minutes. */
const WAITING_MINUTES = 120
/** Lists a sweep takes at once; the next sweep is a minute away. */
const SWEPT_ROWS = 500

/**
 * Deletes the files of lists past their end and marks them expired; gives up on those that got stuck. Returns how
 * many files went. Stopped half-way, the next sweep does the rest: the row changes after its file is gone.
 */
export async function sweepExports(db: Db, { files }: { files: FileStore }): Promise<number> {
  const rows = await db
    .selectFrom('export')
    .select(['id', 'file_key'])
    .where('state', '=', 'ready')
    .where('expires_at', '<=', sql<Date>`now()`)
    .limit(SWEPT_ROWS)
    .execute()
  for (const row of rows) {
    if (row.file_key) await files.remove(row.file_key)
    await end(db, row.id, 'expired')
  }
  for (const id of await stuck(db)) await end(db, id, 'failed')
  return rows.length
}

async function stuck(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('export')
    .select('id')
    .where((eb) =>
      eb.or([
        eb.and([
          eb('state', '=', 'building'),
          eb(sql`coalesce(heard_at, requested_at)`, '<', ago(SILENT_MINUTES)),
        ]),
        eb.and([eb('state', '=', 'waiting'), eb('requested_at', '<', ago(WAITING_MINUTES))]),
      ]),
    )
    .limit(SWEPT_ROWS)
    .execute()
  return rows.map((row) => row.id)
}

function ago(minutes: number) {
  return sql<Date>`now() - make_interval(mins => ${minutes})`
}

async function end(db: Db, exportId: string, state: 'expired' | 'failed'): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.updateTable('export').set({ state, file_key: null }).where('id', '=', exportId).execute()
    await announceExport(tx, exportId)
  })
}
