import { sql } from 'kysely'
import type { ChannelKind } from '#app/shapes/case.ts'
import type { KakaoFormat } from '#app/shapes/kakao.ts'
import type { Db, Tx } from '#db/client.ts'
import type { FileStore } from '#server/files/store.ts'
import type { TalkEntry } from '#server/imports/kakao/entry.ts'
import { TalkReader } from '#server/imports/kakao/reader.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { caseKey } from '../case-key.ts'
import { record } from '../ledger.ts'
import { isRefusal, notFound, Refusal } from '../refusal.ts'
import { inTransaction } from '../transaction.ts'
import { blindIndex, type CaseKey, type Vault } from '../vault.ts'
import { openTalkFile, refusedFile, type TalkFile } from './file.ts'
import { roomOf, sight } from './room.ts'
import { RowMaker, type Rows } from './rows.ts'
import { SpeltNames } from './spelt-names.ts'
import { type Tally, writeBatch } from './write.ts'

/** Entries a batch: the database takes a larger one hardly faster, and what was cut off is read again. */
const BATCH_ENTRIES = 1000

type Deps = { vault: Vault; files: FileStore; signal?: AbortSignal | undefined }

/**
 * Reads a file that was brought and merges it into its room. Run again after an end of any kind it goes on behind the
 * last batch that is in; nothing is doubled. A file that cannot be read, or whose uploader has left, is marked failed;
 * another error is thrown on, and with `lastTry` the import is marked failed first.
 */
export async function readKakaoNow(
  db: Db,
  { importId, lastTry }: { importId: string; lastTry: boolean },
  deps: Deps,
): Promise<void> {
  try {
    const started = await begin(db, importId)
    if (!started) return
    const key = await caseKey(db, deps.vault, started.caseId)
    const file = await openTalkFile(deps.files, started)
    const into = { ...started, ...(await settle(db, started, key, file, deps.signal)) }
    await readAll(db, into, { key, file, signal: deps.signal })
    await finish(db, into)
  } catch (error) {
    const final = isRefusal(error) && error.kind !== 'unavailable'
    if (final || lastTry) await giveUp(db, importId, final ? error.code : 'kakao.gave_up')
    throw error
  }
}

type Started = {
  importId: string
  caseId: string
  memberId: string
  audience: ChannelKind
  roomName: string
  ownNameId: number | null
  isPair: boolean
  roomId: string | null
  format: KakaoFormat | null
  key: string
  bytes: number
  tally: Tally
}

/** Null when there is nothing to do: it was read, given up or withdrawn before. */
async function begin(db: Db, importId: string): Promise<Started | null> {
  return inTransaction(db, async (tx) => {
    const row = await tx
      .selectFrom('kakao_import')
      .innerJoin('member', 'member.id', 'kakao_import.member_id')
      .selectAll('kakao_import')
      .select('member.left_at')
      .where('kakao_import.id', '=', importId)
      .forUpdate('kakao_import')
      .executeTakeFirst()
    if (!row || (row.state !== 'waiting' && row.state !== 'reading')) return null
    if (row.left_at !== null) throw new Refusal('conflict', 'kakao.uploader_left')
    if (row.file_key === null) throw notFound()
    await tx
      .updateTable('kakao_import')
      .set({ state: 'reading', moved_at: sql<Date>`clock_timestamp()` })
      .where('id', '=', importId)
      .execute()
    return {
      importId,
      caseId: row.case_id,
      memberId: row.member_id,
      audience: row.audience,
      roomName: row.room_name,
      ownNameId: row.own_name_id,
      isPair: row.is_pair,
      roomId: row.room_id,
      format: row.format,
      key: row.file_key,
      bytes: row.bytes,
      tally: tallyOf(row),
    }
  })
}

type Settled = { roomId: string; format: KakaoFormat }

/** Finds the room and the format once; read again after a cut, they are as they were. */
async function settle(
  db: Db,
  { importId, roomId, format, ...started }: Started,
  key: CaseKey,
  file: TalkFile,
  signal: AbortSignal | undefined,
): Promise<Settled> {
  if (roomId !== null && format !== null) return { roomId, format }
  const sighting = await sight(file, signal)
  const found = sighting.format
  if (found === null) throw refusedFile('kakao.not_export')
  return inTransaction(db, async (tx) => {
    const isPair = started.isPair || sighting.isPair
    const ownerId = isPair ? started.memberId : null
    const { caseId, audience, roomName: typed } = started
    const room = await roomOf(tx, key, { caseId, audience, ownerId, typed, sighting })
    const settled = { room_id: room, format: found, is_pair: isPair }
    const sizes = { text_bytes: file.bytes, media_files: file.mediaFiles }
    await tx
      .updateTable('kakao_import')
      .set({ ...settled, ...sizes })
      .where('id', '=', importId)
      .execute()
    return { roomId: room, format: found }
  })
}

type Source = { key: CaseKey; file: TalkFile; signal: AbortSignal | undefined }

/** One batch is written while the next is read. */
async function readAll(db: Db, into: Started & Settled, { key, file, signal }: Source): Promise<void> {
  const { importId, roomId, caseId, memberId, ownNameId, format } = into
  const isNamed = format !== 'pc' && format !== 'csv'
  const names = new SpeltNames(db, { caseId, key }, { memberId, nameId: ownNameId, isNamed })
  const secret = blindIndex(key, 'kakao', `digest|${roomId}`).toString('hex')
  const maker = new RowMaker(secret)
  const reader = new TalkReader()
  const doneBefore = into.tally.lines_done
  let tally = into.tally
  let waiting: TalkEntry[] = []
  let writing: Promise<void> = Promise.resolve()
  const flush = async () => {
    const entries = waiting
    waiting = []
    await names.learn(entries)
    const rows = await maker.rows(entries, names, doneBefore)
    await writing
    signal?.throwIfAborted()
    const last = entries.at(-1)?.to
    if (last !== undefined && last <= doneBefore) return
    tally = counted(tally, rows, { last, bytes: file.done(), reader })
    writing = writeBatch(db, { importId, roomId }, rows, tally).then((added) => {
      tally.fresh += added
    })
    // Awaited before the next batch and at the end; until then a failure has a listener.
    writing.catch(() => {})
  }
  for await (const piece of file.text()) {
    waiting.push(...reader.push(piece))
    if (waiting.length >= BATCH_ENTRIES) await flush()
  }
  waiting.push(...reader.end())
  await flush()
  await writing
}

/** The columns of a tally out of a row that has more. */
function tallyOf(row: Tally): Tally {
  return {
    bytes_done: row.bytes_done,
    lines_done: row.lines_done,
    lines: row.lines,
    lines_message: row.lines_message,
    lines_system: row.lines_system,
    lines_skipped: row.lines_skipped,
    messages: row.messages,
    fresh: row.fresh,
    media: row.media,
    undated: row.undated,
    shortened: row.shortened,
    covered: row.covered,
    has_resident: row.has_resident,
    first_minute: row.first_minute,
    last_minute: row.last_minute,
  }
}

type Position = { last: number | undefined; bytes: number; reader: TalkReader }

function counted(before: Tally, rows: Rows, { last, bytes, reader }: Position): Tally {
  const { message, system, skipped } = reader.counts
  const minutes = rows.talk.map(({ minute }) => minute).filter((minute) => minute > 0)
  if (before.first_minute !== null) minutes.push(before.first_minute)
  if (before.last_minute !== null) minutes.push(before.last_minute)
  return {
    bytes_done: bytes,
    lines_done: last ?? before.lines_done,
    // What is still open is counted with the next batch.
    lines: message + system + skipped,
    lines_message: message,
    lines_system: system,
    lines_skipped: skipped,
    messages: before.messages + rows.talk.length,
    fresh: before.fresh,
    media: before.media + rows.media,
    undated: before.undated + rows.undated,
    shortened: before.shortened + rows.shortened,
    covered: before.covered + rows.covered,
    has_resident: before.has_resident || rows.hasResident,
    first_minute: minutes.length > 0 ? Math.min(...minutes) : null,
    last_minute: minutes.length > 0 ? Math.max(...minutes) : null,
  }
}

async function finish(
  db: Db,
  { importId, caseId, memberId, ownNameId, roomId }: Started & Settled,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const row = await tx
      .updateTable('kakao_import')
      .set({ state: 'ready', ended_at: sql<Date>`clock_timestamp()` })
      .where('id', '=', importId)
      .where('state', '=', 'reading')
      .returning(['sha256', 'lines', 'lines_message', 'lines_system', 'lines_skipped', 'has_resident'])
      .executeTakeFirst()
    if (!row) throw notFound()
    if (ownNameId !== null) await claimFor(tx, { roomId, nameId: ownNameId, memberId })
    if (row.has_resident) await enqueue(tx, 'kakao.clear', { importId }, `kakao.clear:${importId}`)
    const { lines, lines_message: messages, lines_system: system, lines_skipped: skipped } = row
    const sha256 = Buffer.from(row.sha256).toString('hex')
    const data = { importId, sha256, lines, messages, system, skipped }
    await record(tx, caseId, memberId, { kind: 'kakao.imported', data })
  })
}

/** The name that the uploader gave as their own, if it occurs in the room. */
async function claimFor(tx: Tx, claim: { roomId: string; nameId: number; memberId: string }): Promise<void> {
  await sql`
    insert into kakao_name_claim (room_id, name_id, member_id)
    select room_id, name_id, ${claim.memberId} from kakao_room_name
    where room_id = ${claim.roomId} and name_id = ${claim.nameId}
    on conflict do nothing`.execute(tx)
}

async function giveUp(db: Db, importId: string, why: string): Promise<void> {
  await inTransaction(db, async (tx) => {
    const failed = await tx
      .updateTable('kakao_import')
      .set({ state: 'failed', failed_why: why, ended_at: sql<Date>`clock_timestamp()` })
      .where('id', '=', importId)
      .where('state', 'in', ['waiting', 'reading'])
      .executeTakeFirst()
    if (failed.numUpdatedRows === 0n) return
    await enqueue(tx, 'kakao.clear', { importId }, `kakao.clear:${importId}`)
  })
}
