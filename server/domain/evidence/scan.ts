import type { Db } from '#db/client.ts'
import type { Scanner } from '#server/files/clamd.ts'
import type { FileStore } from '#server/files/store.ts'
import { record } from '../ledger.ts'
import { announce, inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'
import { markDamaged } from './damage.ts'
import { type FileRow, fileRow, openingOf } from './file-row.ts'
import { bytesOf } from './parts.ts'

type Deps = { vault: Vault; files: FileStore; scan: Scanner | null }

/**
 * Has an original looked at for viruses, when there is a scanner. Only what it said is kept: without one, past its limits
 * or its time, an original stays unchecked, and is never called clean. Whoever kept an
 * infected one is told of it. Again is fine.
 */
export async function scanFile(
  db: Db,
  { fileId }: { fileId: string },
  { scan, ...deps }: Deps,
): Promise<void> {
  const file = scan && (await fileRow(db, fileId))
  if (!file || file.scan !== null || file.isDamaged) return
  try {
    const verdict = await scan.scan(bytesOf(await openingOf(db, file, deps)))
    if (verdict.outcome !== 'unknown') await keepVerdict(db, file, verdict.outcome)
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'FileDamaged') throw error
    await markDamaged(db, file)
  }
}

async function keepVerdict(db: Db, file: FileRow, outcome: 'clean' | 'infected'): Promise<void> {
  const { id, evidenceId, caseId, memberId } = file
  await inTransaction(db, async (tx) => {
    const added = await tx
      .insertInto('evidence_scan')
      .values({ file_id: id, outcome })
      .onConflict((conflict) => conflict.column('file_id').doNothing())
      .executeTakeFirst()
    if (added.numInsertedOrUpdatedRows !== 1n) return
    if (outcome === 'infected') {
      await record(tx, caseId, null, { kind: 'evidence.quarantined', data: { evidenceId, fileId: id } })
      const told = { kind: 'evidence_infected' as const, evidence_id: evidenceId, member_id: memberId }
      await tx.insertInto('notification').values(told).execute()
    }
    announce(tx, { kind: 'member.told', caseId, memberId, what: ['evidence', 'notifications'] })
  })
}
