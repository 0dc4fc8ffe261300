import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import {
  SETTLEMENT_FILE_BYTES,
  SETTLEMENT_ROWS,
  type SettlementField,
  suggestSettlementFields,
} from '#app/shapes/settlement.ts'
import type { Db } from '#db/client.ts'
import type { SheetRow } from '#server/imports/sheet/row.ts'
import { caseKey } from '../case-key.ts'
import { ownClaim } from '../claim/read.ts'
import { keptFileName } from '../kakao/file-name.ts'
import { isRefusal, Refusal } from '../refusal.ts'
import { headAt, headingAt, refusedSheet, rowsOf } from '../sheet/file.ts'
import { inTransaction } from '../transaction.ts'
import { seal, type Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import { ensureSettlement, type SheetCells, sheetPlace } from './sheet.ts'

/** What a workbook of that many rows unpacks to at most, in bytes. */
const UNPACKED_BYTES = 60 * 1024 * 1024

export type SettlementArrival = {
  claimId: string
  name: string
  bytes: AsyncIterable<Uint8Array>
  /** Asked for what stands in the form once the file is in. */
  order: () => { id: string }
}

/**
 * Takes a settlement sheet in for one of the viewer's own claims of an unpaid settlement, in place of one that waits
 * there; its columns are matched by their names. Refuses `shared.not_found`, `settlement.other_kind`, `claim.withdrawn`,
 * `settlement.too_large`, `settlement.too_many_rows`, `sheet.file_needed` and what such a file cannot be read for; then nothing is kept.
 */
export async function receiveSettlement(
  db: Db,
  viewer: Viewer,
  { claimId, name, bytes, order }: SettlementArrival,
  { vault }: { vault: Vault },
): Promise<void> {
  await ensureSettlement(db, await ownClaim(db, viewer, claimId))
  const file = await wholeFile(bytes)
  const rows = await rowsIn(file)
  const { id } = order()
  const at = headingAt(rows, suggestSettlementFields)
  const { headings, headerRow } = headAt(rows, at)
  const cells: SheetCells = { fileName: keptFileName(name), headings, rows: rows.slice(at + 1) }
  const row = {
    id,
    sha256: createHash('sha256').update(file).digest(),
    fields: JSON.stringify(suggestSettlementFields(headings) satisfies (SettlementField | null)[]),
    made_at: sql<Date>`now()`,
  }
  if (headerRow < 1) throw refusedSheet('sheet.no_rows')
  await inTransaction(db, async (tx) => {
    const { caseId } = await ownClaim(tx, viewer, claimId)
    const sealed = seal(await caseKey(tx, vault, caseId), sheetPlace(claimId), cells)
    await tx
      .insertInto('settlement_sheet')
      .values({ ...row, claim_id: claimId, sealed })
      .onConflict((conflict) => conflict.column('claim_id').doUpdateSet({ ...row, sealed }))
      .execute()
  })
}

async function wholeFile(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let total = 0
  for await (const chunk of bytes) {
    total += chunk.length
    if (total > SETTLEMENT_FILE_BYTES) throw refusedSheet('settlement.too_large')
    chunks.push(chunk)
  }
  if (total === 0) throw refusedSheet('sheet.file_needed')
  return Buffer.concat(chunks)
}

/** The rows that are not blank. */
async function rowsIn(file: Buffer): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  try {
    for await (const batch of rowsOf(file, { bytes: UNPACKED_BYTES, rows: SETTLEMENT_ROWS })) {
      rows.push(...batch.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')))
    }
  } catch (error) {
    const many = isRefusal(error) && error.code === 'sheet.too_many_rows'
    throw many ? refusedSheet('settlement.too_many_rows') : error
  }
  if (rows.length === 0) throw new Refusal('invalid', 'sheet.no_rows', { fields: { file: 'sheet.no_rows' } })
  return rows
}
