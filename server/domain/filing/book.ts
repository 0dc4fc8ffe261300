import { destinationWords } from '#app/text/ko/destinations.ts'
import { filingList } from '#app/text/ko/filing-list.ts'
import { listSheet, xlsxStream } from '#server/exports/xlsx.ts'
import { consentColumns, itemColumns, listColumns, totalColumns } from './columns.ts'
import { coverOf } from './cover.ts'
import { exhibitColumns } from './exhibits.ts'
import type { Rows, Told } from './told.ts'

/**
 * The workbook of a frozen version: cover, list, items, evidence, consents, totals. `linked`: it lies in a package, and its
 * list of evidence leads to the files beside it. A covered copy has no list of evidence: titles name people.
 */
export function filingBook(
  told: Told,
  rows: Rows,
  { linked }: { linked: boolean },
): AsyncIterable<Uint8Array> {
  const { frozen, masked, kinds } = told
  const { sheets, total, sum } = filingList
  const totalsLabel = total
  const evidence = listSheet({
    ...{ name: sheets.evidence, columns: exhibitColumns({ linked }), rows: rows.exhibits() },
  })
  return xlsxStream({
    title: filingList.cover.title(frozen.shopName, destinationWords[frozen.destination].listName),
    asOf: frozen.frozenAt,
    cover: coverOf(told),
    sheets: [
      listSheet({
        name: sheets.list,
        columns: listColumns(frozen, masked),
        rows: rows.claims(),
        totalsLabel,
      }),
      listSheet({ name: sheets.items, columns: itemColumns(), rows: rows.items(), totalsLabel }),
      ...(masked ? [] : [evidence]),
      listSheet({ name: sheets.consents, columns: consentColumns(masked), rows: rows.claims() }),
      listSheet({ name: sheets.totals, columns: totalColumns(), rows: kinds, totalsLabel: () => sum }),
    ],
  })
}
