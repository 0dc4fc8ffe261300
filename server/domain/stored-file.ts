import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { Refusal } from './refusal.ts'

/** How old a file must be that no row names, ms: whatever wrote it has long written its row, or never will. */
const ORPHAN_AFTER_MS = 24 * 60 * 60_000
/** More orphans than this, and more than so large a part of the files, is no litter: it is the wrong database. */
const LITTER = { most: 50, part: 0.1 }

/** Every column that names a file of the store; a test holds the list against the schema. */
export const fileColumns = [
  ['message_file', 'original_key'],
  ['message_file', 'shown_key'],
  ['message_file', 'thumb_key'],
  ['kakao_import', 'file_key'],
  ['claim_sheet', 'file_key'],
  ['export', 'file_key'],
  ['evidence_part', 'file_key'],
  ['evidence_look', 'shown_key'],
  ['evidence_look', 'thumb_key'],
  ['evidence_mask', 'shown_key'],
  ['evidence_mask', 'thumb_key'],
] as const

/**
 * Deletes what stopped writes left behind and sealed files no row names, a day after they were written. Returns how many.
 * Throws, having deleted no whole file, when a tenth of the store is named by no row.
 */
export async function sweepFiles(db: Db, { files }: { files: FileStore }): Promise<number> {
  const parts = await files.removeParts(ORPHAN_AFTER_MS)
  const orphans: string[] = []
  let seen = 0
  for await (const keys of files.oldKeys(ORPHAN_AFTER_MS)) {
    seen += keys.length
    const named = await namedAmong(db, keys)
    orphans.push(...keys.filter((key) => !named.has(key)))
  }
  if (orphans.length > Math.max(LITTER.most, seen * LITTER.part)) {
    throw new Error(`${orphans.length} of ${seen} stored files are named by no row: none was deleted`)
  }
  for (const key of orphans) await files.remove(key)
  return parts + orphans.length
}

async function namedAmong(db: Db, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const named = fileColumns.map(
    ([table, column]) =>
      sql`select ${sql.ref(column)} as key from ${sql.table(table)} where ${sql.ref(column)} = any(${keys}::text[])`,
  )
  const { rows } = await sql<{ key: string }>`${sql.join(named, sql` union all `)}`.execute(db)
  return new Set(rows.map(({ key }) => key))
}

/** A full disk is no fault of the one who uploads, and everything else goes on without it: `upload.no_room`. */
export function outOfRoom(error: unknown): never {
  const full = error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code))
  throw full ? new Refusal('noRoom', 'upload.no_room') : error
}
