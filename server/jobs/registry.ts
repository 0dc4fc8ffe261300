import type { Db } from '#db/client.ts'
import { checkpointLedgers } from '#server/domain/checkpoint.ts'
import { buildExportNow, sweepExports } from '#server/domain/export.ts'
import { recountTotals } from '#server/domain/total.ts'
import type { Vault } from '#server/domain/vault.ts'
import type { FileStore } from '#server/files/store.ts'
import { sweepSessions } from '#server/web/session.ts'
import type { JobKind, JobPayload } from './kinds.ts'

/** All that jobs stand on; opened and closed by the process. */
export type JobParts = { db: Db; vault: Vault; files: FileStore }

/** What a run knows besides: whether another try follows a failure, and the wish to break off. */
export type JobRun = JobParts & { lastTry: boolean; signal: AbortSignal | undefined }

export type Work = { [K in JobKind]: (payload: JobPayload<K>, run: JobRun) => Promise<unknown> }

/** Each job is one domain call. */
export const registry: Work = {
  'export.build': ({ exportId }, { db, lastTry, ...deps }) => buildExportNow(db, { exportId, lastTry }, deps),
  'export.sweep': (_, { db, files }) => sweepExports(db, { files }),
  'totals.recount': (_, { db }) => recountTotals(db),
  'ledger.checkpoint': ({ caseId }, { db, vault }) => checkpointLedgers(db, { caseId }, { vault }),
  'session.sweep': (_, { db }) => sweepSessions(db),
}
