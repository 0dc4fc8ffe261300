import { sql } from 'kysely'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { ClaimKind } from '#app/shapes/claim.ts'
import type { SheetField } from '#app/shapes/sheet.ts'
import type { Db } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import type { SheetRow } from '#server/imports/sheet/row.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { caseKey } from '../case-key.ts'
import { record } from '../ledger.ts'
import { isRefusal, notFound, Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import type { Vault } from '../vault.ts'
import { headOf, type SheetFile, sheetRows } from './file.ts'
import { type Grouped, Grouper, type GroupProblem } from './group.ts'
import { RowReader, residentCells } from './row.ts'
import { noteRead, type Tally, waitingRows, writeClaims, writeProblems } from './write.ts'

/** Claims or problems a batch: the database takes a larger one hardly faster, and what was cut off is read again. */
const BATCH = 1000
/** Problems that are kept of one list; all are counted. */
const PROBLEMS_KEPT = 20_000

type Deps = { vault: Vault; files: FileStore; signal?: AbortSignal | undefined }

/**
 * Reads a list: looked through (`checking`) it tells what is wrong, brought (`bringing`) its claims wait for their owners.
 * Run again after an end of any kind it goes on behind the last claims that are in; nothing is doubled. A list that
 * cannot be read, or whose bringer has left, is marked failed; another error is thrown on, and with `lastTry` the
 * list is marked failed first.
 */
export async function readSheetNow(
  db: Db,
  { sheetId, lastTry }: { sheetId: string; lastTry: boolean },
  deps: Deps,
): Promise<void> {
  try {
    const started = await begin(db, sheetId)
    if (!started) return
    const tally = await (started.state === 'checking' ? checkAll : bringAll)(db, started, deps)
    await finish(db, started, tally)
  } catch (error) {
    const final = isRefusal(error) && error.kind !== 'unavailable'
    if (final || lastTry) await giveUp(db, sheetId, final ? error.code : 'sheet.gave_up')
    throw error
  }
}

type Started = {
  sheetId: string
  caseId: string
  memberId: string
  state: 'checking' | 'bringing'
  file: SheetFile
  headerRow: number
  match: { side: 'buyer' | 'seller'; kind: ClaimKind; fields: (SheetField | null)[] }
  /** The day the list was brought: what "어제" in it means does not move with the reading. */
  today: string
  tally: Tally
}

/** Null when there is nothing to do: it was read, given up or removed before. */
async function begin(db: Db, sheetId: string): Promise<Started | null> {
  return inTransaction(db, async (tx) => {
    const row = await tx
      .selectFrom('claim_sheet')
      .innerJoin('member', 'member.id', 'claim_sheet.member_id')
      .selectAll('claim_sheet')
      .select('member.left_at')
      .where('claim_sheet.id', '=', sheetId)
      .forUpdate('claim_sheet')
      .executeTakeFirst()
    if (!row || (row.state !== 'checking' && row.state !== 'bringing')) return null
    if (row.left_at !== null) throw new Refusal('conflict', 'sheet.bringer_left')
    if (row.file_key === null) throw notFound()
    if (row.state === 'checking')
      await tx.deleteFrom('claim_sheet_problem').where('sheet_id', '=', sheetId).execute()
    return {
      sheetId,
      caseId: row.case_id,
      memberId: row.member_id,
      state: row.state,
      file: { key: row.file_key, bytes: row.bytes, format: row.format },
      headerRow: row.header_row,
      match: { side: row.side, kind: row.kind as ClaimKind, fields: row.fields as (SheetField | null)[] },
      today: seoulDate(row.made_at),
      tally: {
        rows_all: row.state === 'checking' ? 0 : row.rows_all,
        rows_bad: row.state === 'checking' ? 0 : row.rows_bad,
        problems: row.state === 'checking' ? 0 : row.problems,
        claims: row.state === 'checking' ? 0 : row.claims,
        fresh: row.fresh,
        done: row.state === 'checking' ? 0 : row.done,
        has_resident: row.has_resident,
      },
    }
  })
}

type Piece = {
  done: Grouped[]
  problems: GroupProblem[]
  rows: number
  bad: number
  last: number
  resident: boolean
}

/** The list piece by piece as its matching reads it. */
async function* pieces(started: Started, { files, signal }: Deps): AsyncGenerator<Piece> {
  const { headings } = await headOf(files, started.file, started.headerRow)
  const reader = new RowReader(started.match, headings, started.today)
  const grouper = new Grouper()
  let last = started.headerRow
  for await (const rows of sheetRows(files, started.file)) {
    signal?.throwIfAborted()
    const piece: Piece = { done: [], problems: [], rows: 0, bad: 0, last, resident: false }
    for (const row of rows) {
      if (row.no <= started.headerRow) continue
      take(piece, row, reader, grouper)
      last = row.no
    }
    yield { ...piece, last }
  }
  yield { done: grouper.end(), problems: [], rows: 0, bad: 0, last, resident: false }
}

function take(piece: Piece, row: SheetRow, reader: RowReader, grouper: Grouper): void {
  // Also in columns that nobody matched: the file holds them.
  if (!piece.resident && residentCells(row.cells).length > 0) piece.resident = true
  const one = reader.read(row)
  if (!one) return
  const { done, problems, isBad } = grouper.push(one)
  piece.done.push(...done)
  piece.problems.push(...problems)
  piece.rows += 1
  if (isBad) piece.bad += 1
}

async function checkAll(db: Db, started: Started, deps: Deps): Promise<Tally> {
  const { sheetId } = started
  let tally = started.tally
  let waiting: GroupProblem[] = []
  for await (const { done, problems, rows, bad, last, resident } of pieces(started, deps)) {
    const kept = Math.max(0, PROBLEMS_KEPT - tally.problems)
    waiting.push(...problems.slice(0, kept))
    tally = {
      ...tally,
      rows_all: tally.rows_all + rows,
      rows_bad: tally.rows_bad + bad,
      problems: tally.problems + problems.length,
      claims: tally.claims + done.length,
      done: last,
      has_resident: tally.has_resident || resident,
    }
    if (waiting.length < BATCH && tally.rows_all % BATCH > rows) continue
    const now = waiting
    waiting = []
    const noted = tally
    await inTransaction(db, async (tx) => {
      await writeProblems(tx, sheetId, now)
      await noteRead(tx, sheetId, 'checking', noted)
    })
  }
  await writeProblems(db, sheetId, waiting)
  return tally
}

/** One batch is written while the next is read. */
async function bringAll(db: Db, started: Started, deps: Deps): Promise<Tally> {
  const { sheetId, caseId } = started
  const key = await caseKey(db, deps.vault, caseId)
  const doneBefore = started.tally.done
  let tally = started.tally
  let waiting: Grouped[] = []
  let writing: Promise<void> = Promise.resolve()
  const flush = async () => {
    const rows = waitingRows(key, waiting)
    await writing
    deps.signal?.throwIfAborted()
    const now = { ...tally, claims: tally.claims + waiting.length, done: waiting.at(-1)?.to ?? tally.done }
    waiting = []
    tally = now
    writing = writeClaims(db, { sheetId, caseId }, rows, now).then((fresh) => {
      tally.fresh += fresh
    })
    // Awaited before the next batch and at the end; until then a failure has a listener.
    writing.catch(() => {})
  }
  for await (const { done } of pieces(started, deps)) {
    for (const each of done) if (each.to > doneBefore) waiting.push(each)
    while (waiting.length >= BATCH) await flush()
  }
  if (waiting.length > 0) await flush()
  await writing
  return tally
}

async function finish(db: Db, { sheetId, caseId, memberId, state }: Started, tally: Tally): Promise<void> {
  await inTransaction(db, async (tx) => {
    const checked = state === 'checking'
    const ended = await tx
      .updateTable('claim_sheet')
      .set({ ...tally, state: checked ? 'checked' : 'ready', ended_at: sql<Date>`clock_timestamp()` })
      .where('id', '=', sheetId)
      .where('state', '=', state)
      .returning('sha256')
      .executeTakeFirst()
    if (!ended) throw notFound()
    if (checked) return
    if (tally.has_resident) await enqueue(tx, 'sheet.clear', { sheetId }, `sheet.clear:${sheetId}`)
    const sha256 = Buffer.from(ended.sha256).toString('hex')
    const data = { sheetId, sha256, claims: tally.claims, fresh: tally.fresh }
    await record(tx, caseId, memberId, { kind: 'sheet.brought', data })
  })
}

async function giveUp(db: Db, sheetId: string, why: string): Promise<void> {
  await db
    .updateTable('claim_sheet')
    .set({ state: 'failed', failed_why: why, ended_at: sql<Date>`clock_timestamp()` })
    .where('id', '=', sheetId)
    .where('state', 'in', ['checking', 'bringing'])
    .execute()
}
