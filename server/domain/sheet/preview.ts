import { seoulDate } from '#app/shapes/civil-date.ts'
import type { ClaimKind } from '#app/shapes/claim.ts'
import type { SheetField } from '#app/shapes/sheet.ts'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import type { Viewer } from '../viewer.ts'
import { headOf, type SheetFile, type SheetHead } from './file.ts'
import { Grouper } from './group.ts'
import { type RowProblem, RowReader, type WaitingDraft } from './row.ts'
import { ownSheet, type SheetRef } from './view.ts'

/** A claim as it would be brought, and what is wrong in its rows. */
export type PreviewRow = { row: number; draft: WaitingDraft | null; problems: RowProblem[] }
export type SheetPreview = SheetHead & { rows: PreviewRow[] }

/** How a list begins and what its matching makes of that, for whoever brought it; null once the file is gone. */
export async function previewSheet(
  db: Db,
  viewer: Viewer,
  ref: SheetRef,
  { files }: { files: FileStore },
): Promise<SheetPreview | null> {
  const { row } = await ownSheet(db, viewer, ref)
  if (row.file_key === null || row.state === 'removed') return null
  const file: SheetFile = { key: row.file_key, bytes: row.bytes, format: row.format }
  const head = await headOf(files, file, row.header_row)
  const match = { side: row.side, kind: row.kind as ClaimKind, fields: row.fields as (SheetField | null)[] }
  const reader = new RowReader(match, head.headings, seoulDate(Date.now()))
  const grouper = new Grouper()
  const rows = new Map<number, PreviewRow>()
  const put = (row: number, draft: WaitingDraft | null, problems: RowProblem[]) => {
    const there = rows.get(row)
    rows.set(row, {
      row,
      draft: draft ?? there?.draft ?? null,
      problems: [...(there?.problems ?? []), ...problems],
    })
  }
  for (const sample of head.samples) {
    const one = reader.read(sample)
    if (!one) continue
    const { done, problems } = grouper.push(one)
    put(sample.no, null, problems)
    for (const { from, draft } of done) put(from, draft, [])
  }
  for (const { from, draft } of grouper.end()) put(from, draft, [])
  return { ...head, rows: [...rows.values()] }
}

/** Problems a page shows. */
const PROBLEMS_PAGE = 100

/** What is wrong in a list, row by row behind `after`, for whoever brought it. */
export async function sheetProblems(
  db: Db,
  viewer: Viewer,
  { after = 0, ...ref }: SheetRef & { after?: number },
): Promise<{ problems: (RowProblem & { row: number })[]; next: number | null }> {
  const { row } = await ownSheet(db, viewer, ref)
  const rows = await db
    .selectFrom('claim_sheet_problem')
    .select(['row_no as row', 'col', 'code', 'is_mild as isMild'])
    .where('sheet_id', '=', row.id)
    .where('row_no', '>', after)
    .orderBy('row_no')
    .orderBy('col')
    .limit(PROBLEMS_PAGE)
    .execute()
  return { problems: rows, next: rows.length === PROBLEMS_PAGE ? (rows.at(-1)?.row ?? null) : null }
}
