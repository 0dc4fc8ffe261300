import { filingList } from '#app/text/ko/filing-list.ts'
import { csvStream } from '#server/exports/csv.ts'
import { listColumns } from './columns.ts'
import type { Rows, Told } from './told.ts'

/** The list alone, in UTF-8 with BOM. */
export function filingCsv({ frozen, masked }: Told, rows: Rows): AsyncIterable<Uint8Array> {
  return csvStream(listColumns(frozen, masked), rows.claims(), filingList.total)
}
