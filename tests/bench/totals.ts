import { randomInt, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { recountCells } from '#server/domain/total/cells.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { startDurable } from './durable.ts'
import { isNoisy, printLine, round2 } from './figures.ts'

// Cells of totals against what they stand for, on the same database in the same run: reading them against GROUP BY over
// the claims, and inserting claims with the triggers against without. `npm run bench -- totals [claims …]`.

const CLAIMS = 1_000_000
const READ_GOAL = 0.01
const INSERT_GOAL = 0.7
const READS = 20
/** Claims of one transaction, as when people file one by one. */
const FILED_AT_ONCE = 1
const FILED = 2000

export async function bench(sizes: readonly number[] = [CLAIMS]): Promise<void> {
  for (const claims of sizes) await measure(claims)
}

async function measure(claims: number): Promise<void> {
  const durable = await startDurable()
  const db = openDatabase(durable.url, { role: APP_ROLE })
  const owner = openDatabase(durable.url, { max: 1 })
  try {
    const room = await openTestCase(db, testVault())
    const noisy = isNoisy()
    await sql`alter table claim disable trigger claim_counts`.execute(owner)
    await insert(owner, room, claims, 0)
    const without = await insertSeconds(owner, room, claims)
    await sql`select recount_cells(id) from "case"`.execute(owner)
    await sql`alter table claim enable trigger claim_counts`.execute(owner)
    await sql`vacuum analyze`.execute(owner)
    const withCells = await insertSeconds(owner, room, claims + FILED)
    const grouped = await median(() => groupBy(owner, room.caseId))
    const read = await median(() => caseCellsOnly(db, room))
    const wrong = await recountCells(db)
    const readRatio = round2((read / grouped) * 1000) / 1000
    const insertRatio = round2(without / withCells)
    printLine({
      name: 'totals',
      claims,
      ...{ readMs: round2(read), groupByMs: round2(grouped), readRatio, readGoal: READ_GOAL },
      ...{ insertRatio, insertGoal: INSERT_GOAL, wrong: wrong.length, noisy },
      met: readRatio <= READ_GOAL && insertRatio >= INSERT_GOAL && wrong.length === 0,
    })
  } finally {
    await Promise.all([db.destroy(), owner.destroy()])
    await durable.stop()
  }
}

async function caseCellsOnly(db: Db, { caseId }: TestCase): Promise<void> {
  await sql`select side, cell, people, claims, remaining from case_cell where case_id = ${caseId}`.execute(db)
}

async function groupBy(owner: Db, caseId: string): Promise<void> {
  await sql`
    select side, cell, count(distinct member_id), count(*), sum(remaining)
    from claim_to_count, unnest(array_remove(cells, null)) as cell
    where case_id = ${caseId} group by side, cell`.execute(owner)
}

async function median(work: () => Promise<void>): Promise<number> {
  const times: number[] = []
  const end = performance.now() + 20_000
  while (times.length < READS && (times.length < 3 || performance.now() < end)) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[times.length >> 1] ?? 0
}

async function insertSeconds(owner: Db, room: TestCase, from: number): Promise<number> {
  const start = performance.now()
  for (let done = 0; done < FILED; done += FILED_AT_ONCE)
    await insert(owner, room, FILED_AT_ONCE, from + done)
  return (performance.now() - start) / 1000
}

/** Claims with a version each, of one member, numbered behind what is there. */
async function insert(owner: Db, room: TestCase, count: number, from: number): Promise<void> {
  const seed = randomInt(1000)
  await sql`
    with made as (
      select gen_random_uuid() as id, ${from}::integer + 1000 + n as no, n + ${seed}::integer as n
      from generate_series(1, ${count}::integer) as n
    ), claim as (
      insert into claim (id, case_id, member_id, client_id, receipt_no, side, submitted_at)
      select id, ${room.caseId}::uuid, ${room.minji.memberId}::uuid, id, no, 'buyer', now() - make_interval(days => n % 60)
      from made
    )
    insert into claim_version (claim_id, version, client_id, kind, state, principal, refunded, remaining,
      payment_method, card_issuer, consent_version, consent_sha256, made_by)
    select id, 1, ${randomUUID()}::uuid, (array['refund', 'nondelivery', 'silent', 'defect'])[1 + n % 4], 'submitted',
      100000, 0, 100000, (array['card_once', 'transfer', 'easy_pay'])[1 + n % 3], (array['국민', '삼성', '신한'])[1 + n % 3],
      '2026-11-22', decode(repeat('00', 32), 'hex'), ${room.minji.memberId}::uuid
    from made`.execute(owner)
}
