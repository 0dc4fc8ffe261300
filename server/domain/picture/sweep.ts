import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { removeLoose } from './store.ts'

/** A picture that no message took, or whose message was deleted, is kept so long after it came, in hours. */
const LOOSE_HOURS = 24
/** Pictures taken at once; their rows are locked that long. */
const SWEPT_ROWS = 50

/** Deletes the pictures that no message has a day after they came. Returns how many went. */
export async function sweepPictures(db: Db, deps: { files: FileStore }): Promise<number> {
  let swept = 0
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('message_file')
      .select('id')
      .where('message_id', 'is', null)
      .where('created_at', '<', sql<Date>`now() - make_interval(hours => ${LOOSE_HOURS})`)
      .$if(last !== '', (query) => query.where('id', '>', last))
      .orderBy('id')
      .limit(SWEPT_ROWS)
      .execute()
    const ids = rows.map(({ id }) => id)
    swept += await removeLoose(db, ids, deps)
    if (rows.length < SWEPT_ROWS) return swept
    last = ids.at(-1) ?? ''
  }
}
