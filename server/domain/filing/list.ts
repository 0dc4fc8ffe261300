import type { FilingFormat } from '#app/shapes/filing.ts'
import type { Db } from '#db/client.ts'
import { encrypted } from '#server/exports/locked/encrypt.ts'
import type { FileStore } from '#server/files/store.ts'
import { notFound } from '../refusal.ts'
import type { Vault } from '../vault.ts'
import { filingBook } from './book.ts'
import { filingCp949, filingCsv } from './csv.ts'
import { filingForm } from './form.ts'
import { jsonOf } from './json.ts'
import { lockFor } from './lock.ts'
import { openPackage } from './package.ts'
import { consentPaper, listPaper } from './paper.ts'
import { frozenFor } from './pinned.ts'
import { type Rows, rowsOf, type Told, toldOf } from './told.ts'

type Of = {
  /** The export it is, which may have a lock; what is sent without one has none. */
  exportId?: string
  filingId: string
  caseId: string
  version: number
  masked: boolean
  format: FilingFormat
  /** The member it is made for. */
  memberId: string
}
type OnRow = (done: number) => Promise<void>

/** `outside` is the database beyond the snapshot, for what must be recorded. */
export type ListDeps = { vault: Vault; files: FileStore; outside: Db }

/**
 * A file of a frozen version, ready to be written. Nothing of who asks, when or why is in it: the same version, format
 * and cover give the same bytes, until somebody in it is erased; with a password, whose lock is random, they do not.
 */
export async function openFilingList(
  snapshot: Db,
  { exportId, filingId, caseId, version, masked, format, memberId }: Of,
  deps: ListDeps,
): Promise<{ rows: number; bytes(onRow: OnRow): AsyncIterable<Uint8Array> }> {
  const frozen = await frozenFor(snapshot, filingId, version)
  if (frozen.caseId !== caseId) throw notFound()
  const told = await toldOf(snapshot, frozen, masked)
  if (format === 'zip') return openPackage(snapshot, told, { ...deps, memberId })
  const lock =
    format === 'xlsx' && exportId ? await lockFor(snapshot, deps.vault, { caseId, exportId }) : null
  return {
    rows: frozen.claims * passes[format],
    bytes: (onRow) => {
      let done = 0
      const onClaim = () => onRow(++done)
      const file = written(told, rowsOf(snapshot, frozen, { ...deps, onClaim }), format)
      return lock ? encrypted(file, lock) : file
    },
  }
}

/** How often each form reads through the claims. */
const passes: Record<Exclude<FilingFormat, 'zip'>, number> = {
  ...{ xlsx: 3, csv: 1, csv_cp949: 1, pdf: 3, docx: 1, hwpx: 1, consents: 1, json: 1 },
}

function written(told: Told, rows: Rows, format: Exclude<FilingFormat, 'zip'>): AsyncIterable<Uint8Array> {
  switch (format) {
    case 'xlsx':
      return filingBook(told, rows, { linked: false })
    case 'csv':
      return filingCsv(told, rows)
    case 'csv_cp949':
      return filingCp949(told, rows)
    case 'pdf':
      return listPaper(told, rows)
    case 'docx':
    case 'hwpx':
      return filingForm(told, rows, format)
    case 'consents':
      return consentPaper(told, rows.signed())
    case 'json':
      return jsonOf(told, rows.claims())
  }
}
