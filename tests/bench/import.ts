import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { writeXlsxStream } from 'hucre/xlsx'
import { sql } from 'kysely'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { bringSheet, matchSheet, readSheetNow, receiveSheet, sheetFor } from '#server/domain/sheet.ts'
import { diskStore } from '#server/files/disk.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { startDurable } from './durable.ts'
import { isNoisy, printLine, round2 } from './figures.ts'

// A group's list from its file to claims that wait sealed for their owners, against COPY of the very rows it became into
// tables of the same indexes and keys, on the same database in the same run.
// `npm run bench -- import [rows …]`, default 100,000; once as CSV and once as a workbook.

const ROWS = 100_000
const GOALS = { csv: 4, xlsx: 6, rssMb: 200 }
const MEGABYTE = 1024 * 1024
/** How often memory is looked at, ms. */
const LOOK_MS = 50
const HEADING = [
  '이름',
  '연락처',
  '이메일',
  '주문일',
  '주문번호',
  '상품명',
  '수량',
  '결제금액',
  '결제수단',
  '피해 유형',
  '비고',
]

const vault = testVault()

export async function bench(sizes: readonly number[] = [ROWS]): Promise<void> {
  for (const rows of sizes) for (const format of ['csv', 'xlsx'] as const) await measure(rows, format)
}

async function measure(rows: number, format: 'csv' | 'xlsx'): Promise<void> {
  const durable = await startDurable()
  const db = openDatabase(durable.url, { role: APP_ROLE })
  const owner = openDatabase(durable.url, { max: 1 })
  const folder = await mkdtemp(join(tmpdir(), 'moa-bench-import-'))
  try {
    const room = await openTestCase(db, vault)
    const parts = { db, vault, files: diskStore(folder, vault) }
    const noisy = isNoisy()
    // Made first: what it takes to write a list is not what it takes to read one.
    const list = join(folder, 'list')
    await writeFile(list, format === 'csv' ? csvBytes(rows) : xlsxBytes(rows))
    collectGarbage()
    const memory = watchMemory()
    const brought = await imported(parts, room, list, format)
    const rssMb = Math.round(memory.stop() / MEGABYTE)
    const copySeconds = await copied(owner)
    const ratio = round2(brought.bringSeconds / copySeconds)
    printLine({
      name: `import ${format}`,
      ...{ rows, claims: brought.claims, fresh: brought.fresh, badRows: brought.badRows },
      ...{ checkSeconds: round2(brought.checkSeconds), bringSeconds: round2(brought.bringSeconds) },
      ...{ copySeconds: round2(copySeconds), ratio, goal: GOALS[format], rssDeltaMb: rssMb, noisy },
      met: ratio <= GOALS[format] && rssMb <= GOALS.rssMb && brought.fresh === brought.claims,
    })
  } finally {
    await Promise.all([db.destroy(), owner.destroy()])
    await durable.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

type Parts = Parameters<typeof readSheetNow>[2] & { db: Db }

async function imported(parts: Parts, { slug, sora }: TestCase, list: string, format: 'csv' | 'xlsx') {
  const { db, files } = parts
  const id = randomUUID()
  const bytes = createReadStream(list)
  const order = () => ({ id, side: 'buyer' as const })
  const { sheetId } = await receiveSheet(
    db,
    sora.viewer,
    { slug, name: `명단.${format}`, bytes, order },
    { files },
  )
  const ref = { slug, sheetId }
  const { side, kind, fields } = await sheetFor(db, sora.viewer, ref)
  await matchSheet(db, sora.viewer, { ...ref, match: { side, kind, fields } }, { files })
  const start = performance.now()
  await readSheetNow(db, { sheetId, lastTry: true }, parts)
  const checked = performance.now()
  await bringSheet(db, sora.viewer, ref)
  await readSheetNow(db, { sheetId, lastTry: true }, parts)
  const seconds = {
    checkSeconds: (checked - start) / 1000,
    bringSeconds: (performance.now() - checked) / 1000,
  }
  const { claims, fresh, badRows } = await sheetFor(db, sora.viewer, ref)
  return { ...seconds, claims, fresh, badRows }
}

/** The rows once more, out to a file and in again by COPY, with the same keys, checks and indexes. */
async function copied(owner: Db): Promise<number> {
  const tables = ['sheet_person', 'sheet_claim'] as const
  // Beside the cluster, where its own user may write.
  const { rows } = await sql<{ dir: string }>`select current_setting('data_directory') as dir`.execute(owner)
  const dir = rows[0]?.dir ?? ''
  for (const table of tables) {
    await sql.raw(`copy ${table} to '${dir}/${table}.copy'`).execute(owner)
    await sql.raw(`create table again_${table} (like ${table} including all)`).execute(owner)
  }
  await sql
    .raw(`alter table again_sheet_person add foreign key (case_id) references "case" (id);
      alter table again_sheet_claim add foreign key (case_id) references "case" (id),
        add foreign key (sheet_id) references claim_sheet (id),
        add foreign key (person_id) references again_sheet_person (id)`)
    .execute(owner)
  const start = performance.now()
  for (const table of tables) await sql.raw(`copy again_${table} from '${dir}/${table}.copy'`).execute(owner)
  return (performance.now() - start) / 1000
}

/** A row of a buyers' form; two of a hundred cannot be read, three are there twice. */
function rowOf(no: number): string[] {
  const of = no % 100 < 3 ? no - 1 : no
  const phone = `010${String(10_000_000 + of).slice(-8)}`
  const amount = no % 100 === 50 || no % 100 === 51 ? '모름' : `${1 + (of % 9)},${100 + (of % 900)},000원`
  const date = `2024. 8. ${1 + (of % 28)}`
  return [
    ...[`구매자${of}`, phone, `buyer${of}@example.com`, date, `0024${of}-${of % 7}`, '여름 이불 퀸'],
    ...['1', amount, of % 2 ? '카드' : '계좌이체', of % 3 ? '환불' : '미배송', '아직 답이 없어요'],
  ]
}

function* rowsOf(rows: number): Generator<string[]> {
  yield HEADING
  for (let no = 1; no <= rows; no += 1) yield rowOf(no)
}

async function* csvBytes(rows: number): AsyncGenerator<Uint8Array> {
  let batch = '\ufeff'
  for (const row of rowsOf(rows)) {
    batch += `${row.map((cell) => (cell.includes(',') ? `"${cell}"` : cell)).join(',')}\r\n`
    if (batch.length < 64 * 1024) continue
    yield Buffer.from(batch)
    batch = ''
  }
  yield Buffer.from(batch)
}

async function* xlsxBytes(rows: number): AsyncGenerator<Uint8Array> {
  yield* writeXlsxStream(rowsOf(rows), { name: '응답' }) as unknown as AsyncIterable<Uint8Array>
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

function watchMemory() {
  const before = process.memoryUsage.rss()
  let most = before
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
  }, LOOK_MS)
  return {
    stop() {
      clearInterval(timer)
      return most - before
    },
  }
}
