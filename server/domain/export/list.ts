import { sql } from 'kysely'
import { type ClaimSide, claimSides } from '#app/shapes/case.ts'
import type { ExportFormat, ExportShape } from '#app/shapes/export.ts'
import { listText } from '#app/text/ko/export.ts'
import type { Db } from '#db/client.ts'
import { csvStream } from '#server/exports/csv.ts'
import { type Book, type ListSheetSpec, listSheet, xlsxStream } from '#server/exports/xlsx.ts'
import type { Member } from '../access.ts'
import { ledgerTip } from '../ledger.ts'
import { listedClaims } from './claims.ts'
import { type ListRow, listColumns } from './columns.ts'
import { type CoverFacts, coverOf } from './cover.ts'
import { type ListSums, listSums, repeatedOrders } from './sums.ts'

/** A list as it was asked for, by somebody who may have it. */
export type Order = {
  exportId: string
  member: Member
  format: ExportFormat
  shape: ExportShape
  side: ClaimSide | null
  reason: string
}

/** A list ready to be written: how many rows it will have, and its bytes as they are taken. */
export type OpenList = {
  rows: number
  /** `onRow` is told after each row how many there are; what it throws ends the list. */
  bytes(onRow: (done: number) => Promise<void>): AsyncIterable<Uint8Array>
}

/**
 * Reads the figures of a list and opens it. `snapshot` is one moment of the database, and `at` the instant the list
 * speaks of (기준시각): the same two give the same bytes.
 */
export async function openList(snapshot: Db, order: Order, at?: string): Promise<OpenList> {
  const sides = order.side ? [order.side] : [...claimSides]
  const sums = new Map<ClaimSide, ListSums>()
  for (const side of sides) sums.set(side, await listSums(snapshot, { caseId: order.member.caseId, side }))
  const facts = await factsOf(snapshot, order, at)
  return {
    rows: [...sums.values()].reduce((rows, of) => rows + (order.shape === 'items' ? of.items : of.claims), 0),
    bytes(onRow) {
      const counter = { done: 0, onRow }
      const lists = sides.map((side) => ({
        name: listText.sideWord[side],
        columns: listColumns(order.shape, side),
        rows: counted(rowsOf(snapshot, order, side), counter),
        totalsLabel: (rows: number) => listText.total(order.shape, rows),
      }))
      return order.format === 'csv' ? csvOf(lists) : xlsxStream(bookOf(order, facts, { sums, lists }))
    },
  }
}

type List = ListSheetSpec<ListRow>

/** One side a file, so there is one list. */
async function* csvOf(lists: readonly List[]): AsyncGenerator<Uint8Array> {
  for (const { columns, rows, totalsLabel } of lists) yield* csvStream(columns, rows, totalsLabel)
}

function bookOf(
  order: Order,
  facts: CoverFacts,
  { sums, lists }: { sums: ReadonlyMap<ClaimSide, ListSums>; lists: readonly List[] },
): Book {
  return {
    title: listText.cover.title(facts.shopName),
    asOf: facts.at,
    cover: coverOf(order, facts, sums),
    sheets: lists.map(listSheet),
  }
}

async function factsOf(snapshot: Db, { member }: Order, at: string | undefined): Promise<CoverFacts> {
  const row = await snapshot
    .selectFrom('case')
    .select(['shop_name as shopName', 'operator_name as operatorName', 'business_number as businessNumber'])
    .select(sql<Date>`now()`.as('now'))
    .where('id', '=', member.caseId)
    .executeTakeFirstOrThrow()
  const { now, ...facts } = row
  const tip = await ledgerTip(snapshot, member.caseId)
  return {
    ...facts,
    at: at ?? now.toISOString(),
    ledgerSeq: tip.seq,
    ledgerHash: Buffer.from(tip.hash).toString('hex'),
  }
}

async function* rowsOf(snapshot: Db, { member, shape }: Order, side: ClaimSide): AsyncGenerator<ListRow> {
  const repeated = await repeatedOrders(snapshot, { caseId: member.caseId, side })
  for await (const claim of listedClaims(snapshot, { caseId: member.caseId, side })) {
    const sameOrder = claim.statement.orderNumber ? (repeated.get(claim.receiptNo) ?? 1) : null
    if (shape === 'claims') yield { claim, item: null, sameOrder }
    else for (const item of claim.statement.items) yield { claim, item, sameOrder }
  }
}

async function* counted<T>(
  rows: AsyncIterable<T>,
  counter: { done: number; onRow: (done: number) => Promise<void> },
): AsyncGenerator<T> {
  for await (const row of rows) {
    yield row
    counter.done += 1
    await counter.onRow(counter.done)
  }
}
