import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { openTestCase, testVault } from '#tests/people.ts'
import { startDurable } from './durable.ts'
import { chatBeside } from './export-chat.ts'
import type { Order, Result, What } from './export-one.ts'
import { copyOf, type Frozen, frozenCrowd } from './export-world.ts'
import { isNoisy, printLine, round2 } from './figures.ts'

// Lists of thirty columns against COPY of as many columns out of the same tables, and our workbook writer against
// exceljs' streaming one on the same rows; each in a process of its own, a few times in turns, the middle one counts.
// `npm run bench -- export [claims …]`, default 100,000; with two sizes also what memory grows by. A paper list is set
// of at most 20,000 claims. At last somebody talks while a list is written. exceljs is fetched when the bench starts: no
// part of Moa needs it.

const CLAIMS = 100_000
const PAPER_CLAIMS = 20_000
const ROUNDS = 3
const GOALS = {
  csv: 5,
  xlsx: 8,
  'xlsx/identity': 11,
  writer: 0.6,
  memory: 1.2,
  firstByteMs: 300,
  pdfSeconds: 30,
}
/** Above this many claims only memory is asked for, by one workbook. */
const FOR_RATIOS = 200_000
const LIBRARY = 'exceljs@4.4.0'

const program = fileURLToPath(new URL('./export-one.ts', import.meta.url))

export async function bench(sizes: readonly number[] = [CLAIMS]): Promise<void> {
  const library = await mkdtemp(join(tmpdir(), 'moa-bench-library-'))
  try {
    await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--prefix', library, LIBRARY])
    const rss: number[] = []
    for (const claims of sizes) rss.push(await measured(claims, library))
    await chatBeside(Math.min(sizes[0] ?? CLAIMS, CLAIMS))
    const [smallest, largest] = [rss[0], rss.at(-1)]
    if (sizes.length < 2 || !smallest || !largest) return
    const ratio = round2(largest / smallest)
    const name = `export/memory/${sizes.at(-1)}÷${sizes[0]}`
    printLine({
      name,
      ours: largest,
      baseline: smallest,
      ratio,
      goal: GOALS.memory,
      met: ratio <= GOALS.memory,
    })
  } finally {
    await rm(library, { recursive: true, force: true })
  }
}

/** Gives the most memory a plain workbook of so many claims took, MB. */
async function measured(claims: number, library: string): Promise<number> {
  const durable = await startDurable()
  const db = openDatabase(durable.url, { role: APP_ROLE })
  const owner = openDatabase(durable.url, { max: 1 })
  try {
    const vault = testVault()
    const room = await openTestCase(db, vault)
    const frozen = await frozenCrowd({ owner, db, vault }, room, claims)
    const order = { url: durable.url, caseId: room.caseId, filingId: frozen.filingId, rows: claims, library }
    if (claims <= PAPER_CLAIMS) await paper(order)
    if (claims <= FOR_RATIOS) return await ratios(owner, frozen, order)
    const { rssMb, seconds } = await one({ ...order, what: 'xlsx' })
    printLine({ name: 'export/xlsx', claims, seconds: round2(seconds), rssMb })
    return rssMb
  } finally {
    await Promise.all([db.destroy(), owner.destroy()])
    await durable.stop()
  }
}

async function ratios(owner: Db, frozen: Frozen, order: Omit<Order, 'what'>): Promise<number> {
  const noisy = isNoisy()
  const copies: number[] = []
  const results = new Map<What, Result[]>()
  const whats: What[] = ['csv', 'xlsx', 'xlsx/identity', 'writer/ours', 'writer/exceljs']
  for (let round = 0; round < ROUNDS; round += 1) {
    copies.push(await copySeconds(owner, frozen))
    for (const what of whats) results.set(what, [...(results.get(what) ?? []), await one({ ...order, what })])
  }
  const middle = (what: What) =>
    (results.get(what) ?? []).sort((a, b) => a.seconds - b.seconds)[ROUNDS >> 1] ?? never()
  const copy = copies.sort((a, b) => a - b)[ROUNDS >> 1] ?? never()
  for (const what of ['csv', 'xlsx', 'xlsx/identity'] as const) {
    const { seconds, firstByteMs, bytes, rssMb } = middle(what)
    const [ratio, goal] = [round2(seconds / copy), GOALS[what]]
    printLine({
      ...{
        name: `export/${what}`,
        claims: order.rows,
        seconds: round2(seconds),
        copySeconds: round2(copy),
        ratio,
        goal,
      },
      ...{ firstByteMs: round2(firstByteMs), firstByteGoal: GOALS.firstByteMs, rssMb, bytes, noisy },
      met: ratio <= goal && firstByteMs <= GOALS.firstByteMs,
    })
  }
  const [ours, theirs] = [middle('writer/ours'), middle('writer/exceljs')]
  const ratio = round2(ours.seconds / theirs.seconds)
  printLine({
    ...{
      name: 'export/writer',
      rows: order.rows,
      ours: round2(ours.seconds),
      exceljs: round2(theirs.seconds),
      ratio,
    },
    ...{
      goal: GOALS.writer,
      rssMb: ours.rssMb,
      exceljsRssMb: theirs.rssMb,
      noisy,
      met: ratio <= GOALS.writer,
    },
  })
  return middle('xlsx').rssMb
}

async function paper(order: Omit<Order, 'what'>): Promise<void> {
  const { seconds, cpuSeconds, bytes, rssMb } = await one({ ...order, what: 'pdf' })
  const goal = GOALS.pdfSeconds
  printLine({
    name: 'export/pdf',
    claims: order.rows,
    seconds: round2(seconds),
    cpuSeconds,
    goal,
    rssMb,
    bytes,
    met: seconds <= goal,
  })
}

/** Out of the tables to a file beside the cluster, where its own user may write. */
async function copySeconds(owner: Db, frozen: Frozen): Promise<number> {
  const { rows } = await sql<{ dir: string }>`select current_setting('data_directory') as dir`.execute(owner)
  const start = performance.now()
  await sql`copy (${copyOf(frozen)}) to ${sql.lit(`${rows[0]?.dir}/list.csv`)} (format csv, header)`.execute(
    owner,
  )
  return (performance.now() - start) / 1000
}

async function one(order: Order): Promise<Result> {
  const child = fork(program)
  child.send(order)
  const [result] = (await Promise.race([once(child, 'message'), ended(child)])) as [Result]
  return result
}

async function ended(child: ReturnType<typeof fork>): Promise<never> {
  await once(child, 'exit')
  throw new Error('a measured process ended without a result')
}

function never(): never {
  throw new Error('nothing was measured')
}
