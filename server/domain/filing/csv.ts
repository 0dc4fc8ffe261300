import { filingList } from '#app/text/ko/filing-list.ts'
import { csvInCp949, csvStream } from '#server/exports/csv.ts'
import { listColumns } from './columns.ts'
import type { Rows, Told } from './told.ts'

/** The list alone, in UTF-8 with BOM. */
export function filingCsv({ frozen, masked }: Told, rows: Rows): AsyncIterable<Uint8Array> {
  return csvStream(listColumns(frozen, masked), rows.claims(), filingList.total)
}

/** The same in CP949, for programs that know no other letters. */
export function filingCp949({ frozen, masked }: Told, rows: Rows): AsyncIterable<Uint8Array> {
  return csvInCp949(listColumns(frozen, masked), rows.claims(), {
    totalsLabel: filingList.total,
    replaced: filingList.replaced,
  })
}
