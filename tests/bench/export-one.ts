import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { FieldKey } from '#app/shapes/filing.ts'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { listedClaims } from '#server/domain/export/claims.ts'
import { type ClaimFacts, fieldOf } from '#server/domain/filing/facts.ts'
import { listPaper } from '#server/domain/filing/paper.ts'
import { frozenFor, pinnedClaims } from '#server/domain/filing/pinned.ts'
import { rowsOf, toldOf } from '#server/domain/filing/told.ts'
import type { Column } from '#server/exports/column.ts'
import { csvStream } from '#server/exports/csv.ts'
import { listSheet, xlsxStream } from '#server/exports/xlsx.ts'
import { testVault } from '#tests/people.ts'
import { identityKeys, plainKeys } from './export-world.ts'

// One file, written in a process of its own, so that its memory is its own: what, from the database's address, the case
// and the filing. Reports how long it took, until its first byte, and the most memory it held.

export type What = 'csv' | 'xlsx' | 'xlsx/identity' | 'pdf' | 'writer/ours' | 'writer/exceljs'
export type Order = {
  what: What
  url: string
  caseId: string
  filingId: string
  rows: number
  library: string
}
/** `cpuSeconds` also of the process that sets paper: what the file costs whoever else is on the machine; null where /proc is not. */
export type Result = {
  seconds: number
  cpuSeconds: number | null
  firstByteMs: number
  bytes: number
  rssMb: number
}

type Bytes = AsyncIterable<Uint8Array>
const vault = testVault()
/** How often memory is looked at, ms. */
const LOOK_MS = 20
const MEGABYTE = 1024 * 1024
/** Kernel clock ticks a second, as /proc counts CPU time. */
const TICKS = 100

process.once('message', (order: Order) => {
  measure(order).then(
    (result) => process.send?.(result, () => process.exit(0)),
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
      process.exit(1)
    },
  )
})

async function measure(order: Order): Promise<Result> {
  const db = openDatabase(order.url, { role: APP_ROLE, max: 2 })
  // Connected and warmed up as a running server is.
  await frozenFor(db, order.filingId, 1)
  let rss = 0
  const cpu = cpuSeconds()
  const look = setInterval(() => {
    rss = Math.max(rss, process.memoryUsage.rss())
  }, LOOK_MS)
  const start = performance.now()
  let [bytes, firstByteMs] = [0, 0]
  const taken = (chunk: Uint8Array) => {
    firstByteMs ||= performance.now() - start
    bytes += chunk.length
  }
  if (order.what === 'writer/exceljs') await byExceljs(order, taken)
  else
    await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (snapshot) => {
        for await (const chunk of bytesOf(snapshot as unknown as Db, order)) taken(chunk)
      })
  const seconds = (performance.now() - start) / 1000
  clearInterval(look)
  rss = Math.max(rss, process.memoryUsage.rss())
  await db.destroy()
  const used = cpuSeconds()
  const spent = cpu === null || used === null ? null : used - cpu
  return { seconds, cpuSeconds: spent, firstByteMs, bytes, rssMb: Math.round(rss / MEGABYTE) }
}

/** Of this process and of its children that ended. */
function cpuSeconds(): number | null {
  try {
    const text = readFileSync('/proc/self/stat', 'utf8')
    const ticks = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 15)
    return ticks.reduce((sum, each) => sum + Number(each), 0) / TICKS
  } catch {
    return null
  }
}

function columnsOf<Row>(keys: readonly FieldKey[], factsOf: (row: Row) => ClaimFacts): Column<Row>[] {
  return keys.map((key) => {
    const { kind, width, value } = fieldOf(key)
    return { key, header: key, kind, width, value: (row) => value(factsOf(row), 'shown') }
  })
}

async function* bytesOf(snapshot: Db, { what, caseId, filingId, rows }: Order): AsyncGenerator<Uint8Array> {
  const plain = columnsOf(
    plainKeys,
    ({ receiptNo, statement }: Pick<ClaimFacts, 'receiptNo' | 'statement'>) => ({
      ...{ receiptNo, statement, identity: null, said: '', exhibits: [] },
    }),
  )
  const claims = () => listedClaims(snapshot, { caseId, side: 'buyer' })
  const label = (count: number) => `합계 ${count}건`
  if (what === 'csv') return yield* csvStream(plain, claims(), label)
  if (what === 'xlsx') return yield* bookOf(plain, claims())
  if (what === 'writer/ours') return yield* bookOf(sampleColumns(), sampleRows(rows))
  const frozen = await frozenFor(snapshot, filingId, 1)
  if (what === 'pdf')
    return yield* listPaper(await toldOf(snapshot, frozen, false), rowsOf(snapshot, frozen, { vault }))
  yield* bookOf(
    columnsOf(identityKeys, (facts: ClaimFacts) => facts),
    pinnedClaims(snapshot, frozen, { vault }),
  )
}

function bookOf<Row>(columns: Column<Row>[], rows: AsyncIterable<Row> | Iterable<Row>): Bytes {
  const sheet = listSheet({ name: '명단', columns, rows, totalsLabel: (count) => `합계 ${count}건` })
  return xlsxStream({
    ...{ title: '명단', asOf: '2026-11-22T00:00:00Z' },
    ...{ cover: { name: '표지', heading: '명단', facts: [] }, sheets: [sheet] },
  })
}

type Sample = readonly (string | number)[]

/** Thirty cells a row, as a list has them: ten numbers, five dates, fifteen short texts. */
function* sampleRows(rows: number): Generator<Sample> {
  for (let no = 1; no <= rows; no += 1) {
    yield Array.from({ length: 30 }, (_, at) => {
      if (at < 10) return 1000 * no + at
      if (at < 15) return `2024-08-${String(1 + ((no + at) % 28)).padStart(2, '0')}`
      return `여름 이불 ${at}-${no}`
    })
  }
}

function sampleColumns(): Column<Sample>[] {
  return Array.from({ length: 30 }, (_, at) => ({
    ...{ key: `c${at}`, header: `열 ${at}`, width: 16 },
    kind: at < 10 ? 'won' : at < 15 ? 'date' : 'text',
    value: (row) => row[at] ?? null,
  }))
}

/** The same rows and formats by exceljs' streaming writer, as its own documents say to use it. */
async function byExceljs({ rows, library }: Order, taken: (chunk: Uint8Array) => void): Promise<void> {
  const { stream } = createRequire(join(library, 'package.json'))('exceljs')
  const sink = new Writable({
    write(chunk: Uint8Array, _, done) {
      taken(chunk)
      done()
    },
  })
  const book = new stream.xlsx.WorkbookWriter({ stream: sink, useStyles: true, useSharedStrings: false })
  const sheet = book.addWorksheet('명단')
  const formats = { won: '#,##0', date: 'yyyy-mm-dd', text: '@' }
  sheet.columns = sampleColumns().map(({ key, header, width, kind }) => ({
    ...{ key, header, width, style: { numFmt: formats[kind as keyof typeof formats] } },
  }))
  for (const row of sampleRows(rows)) {
    sheet.addRow(row.map((cell, at) => (at >= 10 && at < 15 ? new Date(`${cell}T00:00:00Z`) : cell))).commit()
  }
  sheet.commit()
  await book.commit()
}
