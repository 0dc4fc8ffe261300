import type { Db } from '#db/client.ts'
import type { Lock } from '#server/exports/locked/lock.ts'
import { caseKey } from '../case-key.ts'
import { type CaseKey, seal, unseal, type Vault } from '../vault.ts'

// What a workbook is encrypted with waits, sealed, from when it was asked for until it is written (0046_forms.sql): never the
// password, which nobody has again.

const placeOf = (exportId: string) => `export|${exportId}|lock`

export function sealLock(key: CaseKey, exportId: string, lock: Lock): Buffer {
  return seal(key, placeOf(exportId), lock)
}

/** The lock of a workbook that was asked for with a password; null of one without. */
export async function lockFor(
  db: Db,
  vault: Vault,
  { caseId, exportId }: { caseId: string; exportId: string },
): Promise<Lock | null> {
  const row = await db.selectFrom('export').select('lock').where('id', '=', exportId).executeTakeFirst()
  return row?.lock ? (unseal(await caseKey(db, vault, caseId), placeOf(exportId), row.lock) as Lock) : null
}
