import { seoulDate } from '#app/shapes/civil-date.ts'
import type { ClaimItem } from '#app/shapes/claim.ts'
import type { SettlementField } from '#app/shapes/settlement.ts'
import type { Db } from '#db/client.ts'
import type { SheetRow } from '#server/imports/sheet/row.ts'
import { caseKey } from '../case-key.ts'
import { type OwnClaim, ownClaim } from '../claim/read.ts'
import { Refusal } from '../refusal.ts'
import { unseal, type Vault } from '../vault.ts'
import type { Viewer } from '../viewer.ts'
import {
  itemsOf,
  readLines,
  type SettlementProblem,
  type SettlementReading,
  type SettlementSums,
} from './lines.ts'

// A settlement sheet while it waits beside its claim.

/** The cells of a sheet as they are sealed: the name of the file, its headings and the rows below. */
export type SheetCells = { fileName: string; headings: string[]; rows: SheetRow[] }

/** A sheet as its owner sees it before it is brought; `samples` is what stands first in each column. */
export type SettlementView = {
  id: string
  fileName: string
  headings: string[]
  samples: string[]
  fields: (SettlementField | null)[]
  sums: SettlementSums
  bad: number
  problems: SettlementProblem[]
  problemCount: number
  items: (ClaimItem & { no: number })[]
}

/** Problems a page shows: who has more has matched the wrong column. */
const PROBLEMS_SHOWN = 100

/** The sheet that waits beside one of the viewer's own claims, as it would be brought; null where none does. */
export async function settlementFor(
  db: Db,
  viewer: Viewer,
  { claimId }: { claimId: string },
  { vault }: { vault: Vault },
): Promise<SettlementView | null> {
  const claim = await ownClaim(db, viewer, claimId)
  const sheet = await sheetBeside(db, vault, claim)
  if (!sheet) return null
  const { id, fields, cells, reading } = sheet
  const { headings, fileName, rows } = cells
  const sampleIn = (col: number) => rows.map((row) => row.cells[col]?.trim() ?? '').find(Boolean) ?? ''
  return {
    ...{ id, fileName, headings, fields, sums: reading.sums, bad: reading.bad },
    samples: headings.map((_, col) => sampleIn(col)),
    problems: reading.problems.slice(0, PROBLEMS_SHOWN),
    problemCount: reading.problems.length,
    items:
      reading.lines.length > 0 ? itemsOf(reading.lines).map((item, at) => ({ ...item, no: at + 1 })) : [],
  }
}

export type SheetBeside = {
  id: string
  sha256: Buffer
  fields: (SettlementField | null)[]
  cells: SheetCells
  reading: SettlementReading
}

/** The sheet beside a claim, opened and read by its matching. */
export async function sheetBeside(db: Db, vault: Vault, claim: OwnClaim): Promise<SheetBeside | null> {
  const row = await db
    .selectFrom('settlement_sheet')
    .select(['id', 'sha256', 'fields', 'sealed', 'made_at as madeAt'])
    .where('claim_id', '=', claim.id)
    .executeTakeFirst()
  if (!row) return null
  const key = await caseKey(db, vault, claim.caseId)
  const cells = unseal(key, sheetPlace(claim.id), row.sealed) as SheetCells
  const fields = row.fields as (SettlementField | null)[]
  const reading = readLines(cells.rows, fields, seoulDate(row.madeAt))
  return { id: row.id, sha256: row.sha256, fields, cells, reading }
}

/** Where the cells of a sheet are sealed; the blob opens nowhere else. */
export function sheetPlace(claimId: string): string {
  return `settlement_sheet|${claimId}|1`
}

/** Refuses `settlement.other_kind` and `claim.withdrawn` for a claim that no such sheet can fill. */
export async function ensureSettlement(db: Db, { id, version, state }: OwnClaim): Promise<void> {
  if (state === 'withdrawn') throw new Refusal('conflict', 'claim.withdrawn')
  const { kind } = await db
    .selectFrom('claim_version')
    .select('kind')
    .where('claim_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  if (kind !== 'settlement') throw new Refusal('conflict', 'settlement.other_kind')
}
