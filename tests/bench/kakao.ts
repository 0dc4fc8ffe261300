import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from 'kysely'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { kakaoImportFor, kakaoTalk, readKakaoNow, receiveKakao } from '#server/domain/kakao.ts'
import { diskStore } from '#server/files/disk.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { corpus } from './corpus.ts'
import { type Durable, startDurable } from './durable.ts'
import { isNoisy, printLine, round2 } from './figures.ts'

// A KakaoTalk file from its first byte to the last message in its room, against COPY of the very rows it became, into
// tables of the same indexes and keys, on the same database in the same run.
// `npm run bench -- kakao [lines …]`, default 1,000,000 (some 200 MB).

const LINES = 1_000_000
/** What a file of that size may take, in seconds. */
const GOAL_SECONDS = 60
/** Texts that are joined to a line, so that a line has some 200 bytes. */
const TEXTS_A_LINE = 2
const PEOPLE = 900
/** How often memory is looked at, ms. */
const LOOK_MS = 50
const MEGABYTE = 1024 * 1024
const PAGES = 30

const vault = testVault()

/** Prints a line for a first import, one for the same lines by another member, and one for pages read afterwards. */
export async function bench(sizes: readonly number[] = [LINES]): Promise<void> {
  for (const lines of sizes) await measure(lines)
}

async function measure(lines: number): Promise<void> {
  const durable = await startDurable()
  const db = openDatabase(durable.url, { role: APP_ROLE })
  const owner = openDatabase(durable.url, { max: 1 })
  const folder = await mkdtemp(join(tmpdir(), 'moa-bench-kakao-'))
  try {
    const room = await openTestCase(db, vault)
    const parts = { db, vault, files: diskStore(folder, vault) }
    const first = await importedIn(durable, parts, room, lines, 1)
    const copy = await copied(owner, folder)
    report('kakao', first, copy)
    report('kakao again', await importedIn(durable, parts, room, lines, 2), copy)
    await pages(db, room)
  } finally {
    await Promise.all([db.destroy(), owner.destroy()])
    await durable.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

type Parts = Parameters<typeof receiveKakao>[3] & { db: Db }
type Measured = Awaited<ReturnType<typeof importedIn>>

/** The first member brings the file, the second the same talk as they saved it. */
async function importedIn(durable: Durable, parts: Parts, room: TestCase, lines: number, time: 1 | 2) {
  const member = time === 1 ? room.minji : room.taeho
  const noisy = isNoisy()
  const cpu = process.cpuUsage()
  const pgCpu = durable.cpuSeconds() ?? 0
  const memory = watchMemory()
  const loop = monitorEventLoopDelay({ resolution: 5 })
  loop.enable()
  const start = performance.now()
  const order = () => ({
    id: randomUUID(),
    audience: 'all' as const,
    roomName: '',
    ownName: '',
    isPair: false,
  })
  const arrival = { slug: room.slug, name: 'KakaoTalk.txt', bytes: talkBytes(lines, time), order }
  const { importId } = await receiveKakao(parts.db, member.viewer, arrival, parts)
  const received = performance.now()
  await readKakaoNow(parts.db, { importId, lastTry: true }, parts)
  const seconds = (performance.now() - start) / 1000
  loop.disable()
  const { user, system } = process.cpuUsage(cpu)
  const ref = { slug: room.slug, importId }
  const { import: brought } = await kakaoImportFor(parts.db, member.viewer, ref)
  return {
    brought,
    seconds,
    receiveSeconds: (received - start) / 1000,
    rssDeltaMb: memory.stop() / MEGABYTE,
    loopP99Ms: loop.percentile(99) / 1e6,
    cpuSeconds: (user + system) / 1e6,
    pgCpuSeconds: (durable.cpuSeconds() ?? 0) - pgCpu,
    noisy,
  }
}

function report(name: string, ours: Measured, copySeconds: number): void {
  const { counts, bytes } = ours.brought
  printLine({
    name,
    lines: counts.lines,
    megabytes: round2(bytes / MEGABYTE),
    seconds: round2(ours.seconds),
    receiveSeconds: round2(ours.receiveSeconds),
    linesPerSecond: Math.round(counts.lines / ours.seconds),
    rows: counts.messages,
    fresh: counts.fresh,
    copySeconds: round2(copySeconds),
    ratio: round2((ours.seconds - ours.receiveSeconds) / copySeconds),
    rssDeltaMb: Math.round(ours.rssDeltaMb),
    loopP99Ms: round2(ours.loopP99Ms),
    cpuSeconds: round2(ours.cpuSeconds),
    pgCpuSeconds: round2(ours.pgCpuSeconds),
    noisy: ours.noisy,
    accounted: counts.message + counts.system + counts.skipped === counts.lines,
    skippedShare: counts.skipped / counts.lines,
    goal: GOAL_SECONDS,
    met: ours.seconds <= GOAL_SECONDS && counts.skipped / counts.lines <= 0.001,
  })
}

/** The rows once more, out to a file and in again by COPY, with the same keys, checks and indexes. */
async function copied(owner: Db, folder: string): Promise<number> {
  const tables = ['kakao_message', 'kakao_citation'] as const
  // Beside the cluster, where its own user may write.
  const { rows } = await sql<{ dir: string }>`select current_setting('data_directory') as dir`.execute(owner)
  const dir = rows[0]?.dir ?? folder
  for (const table of tables) await sql.raw(`copy ${table} to '${dir}/${table}.copy'`).execute(owner)
  for (const table of tables)
    await sql.raw(`create table again_${table} (like ${table} including all)`).execute(owner)
  await sql
    .raw(`
    alter table again_kakao_message add foreign key (room_id) references kakao_room (id),
      add foreign key (name_id) references kakao_name (id);
    alter table again_kakao_citation add foreign key (import_id) references kakao_import (id),
      add foreign key (room_id, minute, digest) references again_kakao_message (room_id, minute, digest)`)
    .execute(owner)
  const start = performance.now()
  for (const table of tables) await sql.raw(`copy again_${table} from '${dir}/${table}.copy'`).execute(owner)
  const seconds = (performance.now() - start) / 1000
  for (const table of tables.toReversed()) await sql.raw(`drop table again_${table}`).execute(owner)
  return seconds
}

async function pages(db: Db, room: TestCase): Promise<void> {
  const { slug, sora } = room
  const [of] = await db.selectFrom('kakao_room').select('id').where('case_id', '=', room.caseId).execute()
  const where = { slug, roomId: of?.id ?? '' }
  const times: number[] = []
  for (let page = 0, day = ''; page < PAGES; page += 1, day = `2024-0${1 + (page % 9)}-15`) {
    const start = performance.now()
    await kakaoTalk(db, sora.viewer, day ? { ...where, day } : where)
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  printLine({
    name: 'kakao page',
    pages: PAGES,
    p50Ms: round2(times[PAGES >> 1] ?? 0),
    worstMs: round2(times.at(-1) ?? 0),
  })
}

/** The talk of a year in a large room, as a PC saves it: multi-line texts, notices, a new day now and then. */
async function* talkBytes(lines: number, time: 1 | 2): AsyncGenerator<Uint8Array> {
  const talk = corpus(7)
  const head = ['달빛마켓 피해자 모임 님과 카카오톡 대화', `저장한 날짜 : 2024-12-31 10:44:0${time}`, '']
  let batch = head
  const perDay = Math.ceil(lines / 360)
  for (let at = head.length; at < lines; at += 1) {
    const inDay = at % perDay
    if (inDay === 0 || at === head.length) batch.push(dayLine(Math.floor(at / perDay)))
    else if (at % 50 === 0) batch.push(`참여자이름${at % PEOPLE}님이 들어왔습니다.`)
    else {
      const text = Array.from({ length: TEXTS_A_LINE }, talk.message).join(' ')
      const minute = Math.floor((inDay / perDay) * 1440)
      batch.push(at % 4 === 0 ? text : `[참여자이름${(at * 7) % PEOPLE}] [${clock(minute)}] ${text}`)
    }
    if (batch.length < 500) continue
    yield Buffer.from(`${batch.join('\r\n')}\r\n`)
    batch = []
  }
  yield Buffer.from(batch.join('\r\n'))
}

function dayLine(day: number): string {
  const at = new Date(Date.UTC(2024, 0, 1 + day))
  const date = `${at.getUTCFullYear()}년 ${at.getUTCMonth() + 1}월 ${at.getUTCDate()}일`
  return `--------------- ${date} 월요일 ---------------`
}

function clock(minute: number): string {
  const hour = Math.floor(minute / 60)
  return `${hour < 12 ? '오전' : '오후'} ${hour % 12 || 12}:${String(minute % 60).padStart(2, '0')}`
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
