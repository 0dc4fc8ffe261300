import type { FilingFormat } from '#app/shapes/filing.ts'
import { destinationWords } from '#app/text/ko/destinations.ts'
import { filingList } from '#app/text/ko/filing-list.ts'
import type { Db } from '#db/client.ts'
import { csvStream } from '#server/exports/csv.ts'
import { type Book, listSheet, xlsxStream } from '#server/exports/xlsx.ts'
import { notFound } from '../refusal.ts'
import type { Vault } from '../vault.ts'
import { consentColumns, itemColumns, listColumns, type PinnedItem, totalColumns } from './columns.ts'
import { coverOf } from './cover.ts'
import { jsonOf } from './json.ts'
import { consentPaper, listPaper } from './paper.ts'
import { frozenFor, type PinnedClaim, pinnedClaims, pinnedSums } from './pinned.ts'
import { diffOf } from './read.ts'
import { signedConsents } from './signed.ts'

type Of = { filingId: string; caseId: string; version: number; masked: boolean; format: FilingFormat }
type OnRow = (done: number) => Promise<void>

/**
 * The list of a frozen version, ready to be written. Nothing of who asks, when or why is in it: the same version, format
 * and cover give the same bytes, until somebody in it is erased.
 */
export async function openFilingList(
  snapshot: Db,
  { filingId, caseId, version, masked, format }: Of,
  { vault }: { vault: Vault },
): Promise<{ rows: number; bytes(onRow: OnRow): AsyncIterable<Uint8Array> }> {
  const frozen = await frozenFor(snapshot, filingId, version)
  if (frozen.caseId !== caseId) throw notFound()
  const claims = () => pinnedClaims(snapshot, frozen, { vault })
  const told = {
    frozen,
    masked,
    diff: version > 1 ? await diffOf(snapshot, filingId, version) : null,
    ...(await pinnedSums(snapshot, frozen)),
  }
  return {
    rows: frozen.claims,
    bytes(onRow) {
      const rows = counted(claims(), onRow)
      if (format === 'consents')
        return consentPaper(told, counted(signedConsents(snapshot, frozen, { vault }), onRow))
      if (format === 'json') return jsonOf(told, rows)
      if (format === 'pdf')
        return listPaper(told, { claims: rows, items: itemsOf(claims()), consents: claims() })
      const list = { columns: listColumns(frozen, masked), rows, totalsLabel: filingList.total }
      if (format === 'csv') return csvStream(list.columns, list.rows, list.totalsLabel)
      const { sheets } = filingList
      const book: Book = {
        title: filingList.cover.title(frozen.shopName, destinationWords[frozen.destination].listName),
        asOf: frozen.frozenAt,
        cover: coverOf(told),
        sheets: [
          listSheet({ name: sheets.list, ...list }),
          listSheet({
            name: sheets.items,
            columns: itemColumns(),
            rows: itemsOf(claims()),
            totalsLabel: filingList.total,
          }),
          listSheet({ name: sheets.consents, columns: consentColumns(masked), rows: claims() }),
          listSheet({
            name: sheets.totals,
            columns: totalColumns(),
            rows: told.kinds,
            totalsLabel: () => filingList.sum,
          }),
        ],
      }
      return xlsxStream(book)
    },
  }
}

async function* itemsOf(claims: AsyncIterable<PinnedClaim>): AsyncGenerator<PinnedItem> {
  for await (const claim of claims) {
    for (let at = 0; at < claim.statement.items.length; at += 1) yield { claim, at }
  }
}

async function* counted<T>(rows: AsyncIterable<T>, onRow: OnRow): AsyncGenerator<T> {
  let done = 0
  for await (const row of rows) {
    yield row
    done += 1
    await onRow(done)
  }
}
