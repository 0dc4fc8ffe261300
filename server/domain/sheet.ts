import { sql } from 'kysely'
import type { SheetMatch } from '#app/shapes/sheet.ts'
import type { Db, Tx } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { memberWho } from './access.ts'
import { record } from './ledger.ts'
import { Refusal } from './refusal.ts'
import { headerHash, headOf } from './sheet/file.ts'
import { ownSheet, type SheetRef, type SheetView, sheetRow, sheetsOf, sheetView } from './sheet/view.ts'
import { inTransaction } from './transaction.ts'
import type { Viewer } from './viewer.ts'

export { clearSheet, sweepSheets } from './sheet/clear.ts'
export { sheetLinks } from './sheet/links.ts'
export { type PreviewRow, previewSheet, type SheetPreview, sheetProblems } from './sheet/preview.ts'
export { readSheetNow } from './sheet/read.ts'
export { receiveSheet, type SheetArrival } from './sheet/receive.ts'
export { takeOver, type Waiting, waitingBehind, waitingFor } from './sheet/take.ts'

// Lists that a group kept before it came here. An officer brings the file and says which column is which; a job reads
// it, first only to tell what is wrong, then to keep its claims sealed until their owners take them over.

/** Lists the page shows. */
const SHOWN = 50

/** The lists of a case, newest first; staff only. */
export async function sheetsIn(db: Db, viewer: Viewer, { slug }: { slug: string }): Promise<SheetView[]> {
  const member = await memberWho(db, viewer, { slug }, 'claim.import')
  const rows = await sheetsOf(db, member).orderBy('claim_sheet.made_at', 'desc').limit(SHOWN).execute()
  return rows.map((row) => sheetView(row, member))
}

/** One list; staff only. */
export async function sheetFor(db: Db, viewer: Viewer, ref: SheetRef): Promise<SheetView> {
  const { member, row } = await sheetRow(db, viewer, ref)
  return sheetView(row, member)
}

/** Says which column is which, and has the whole list looked through. Refuses `sheet.not_now` while it is being read. */
export async function matchSheet(
  db: Db,
  viewer: Viewer,
  { match, ...ref }: SheetRef & { match: SheetMatch },
  { files }: { files: FileStore },
): Promise<void> {
  const { row: seen } = await ownSheet(db, viewer, ref)
  if (seen.file_key === null) throw new Refusal('conflict', 'sheet.not_now')
  const head = await headOf(
    files,
    { key: seen.file_key, bytes: seen.bytes, format: seen.format },
    seen.header_row,
  )
  await inTransaction(db, async (tx) => {
    const { member } = await ownSheet(tx, viewer, ref)
    const fields = JSON.stringify(match.fields.slice(0, head.headings.length))
    const { side, kind } = match
    if (side !== seen.side) throw new Refusal('invalid', 'sheet.side_needed')
    const moved = await tx
      .updateTable('claim_sheet')
      .set({ ...unread, kind, fields, state: 'checking', moved_at: sql<Date>`clock_timestamp()` })
      .where('id', '=', ref.sheetId)
      .where('state', 'in', ['matching', 'checked', 'failed'])
      .executeTakeFirst()
    if (moved.numUpdatedRows === 0n) throw new Refusal('conflict', 'sheet.not_now')
    await tx
      .insertInto('claim_sheet_match')
      .values({ case_id: member.caseId, header: headerHash(head.headings, side), side, kind, fields })
      .onConflict((conflict) => conflict.columns(['case_id', 'header']).doUpdateSet({ side, kind, fields }))
      .execute()
    await askToRead(tx, ref.sheetId)
  })
}

const unread = {
  failed_why: null,
  rows_all: 0,
  rows_bad: 0,
  problems: 0,
  claims: 0,
  fresh: 0,
  done: 0,
} as const

/** Brings the claims of a list that was looked through. Pressed again it is one bringing. Refuses `sheet.not_now`. */
export async function bringSheet(db: Db, viewer: Viewer, ref: SheetRef): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { row } = await ownSheet(tx, viewer, ref)
    if (row.state === 'bringing' || row.state === 'ready') return
    const moved = await tx
      .updateTable('claim_sheet')
      .set({ claims: 0, fresh: 0, done: 0, state: 'bringing', moved_at: sql<Date>`clock_timestamp()` })
      .where('id', '=', ref.sheetId)
      .where('state', '=', 'checked')
      .executeTakeFirst()
    if (moved.numUpdatedRows === 0n) throw new Refusal('conflict', 'sheet.not_now')
    await askToRead(tx, ref.sheetId)
  })
}

/**
 * Removes a list: its file, and every claim of it that nobody took over. Any officer may, at any time; what was taken over
 * is its owner's and stays. Removed before, nothing happens.
 */
export async function removeSheet(db: Db, viewer: Viewer, ref: SheetRef): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { member, row } = await sheetRow(tx, viewer, ref)
    if (row.state === 'removed') return
    const { id: sheetId } = row
    await tx
      .updateTable('claim_sheet')
      .set({ state: 'removed', failed_why: null, ended_at: sql<Date>`clock_timestamp()` })
      .where('id', '=', sheetId)
      .execute()
    await enqueue(tx, 'sheet.clear', { sheetId }, `sheet.clear:${sheetId}`)
    await record(tx, member.caseId, member.id, {
      kind: 'sheet.removed',
      data: { sheetId, waiting: row.waiting ?? 0 },
    })
  })
}

function askToRead(tx: Tx, sheetId: string): Promise<void> {
  return enqueue(tx, 'sheet.read', { sheetId }, `sheet.read:${sheetId}`)
}
