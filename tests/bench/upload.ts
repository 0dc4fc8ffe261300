import { type ChildProcess, fork } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { EVIDENCE_PART_BYTES } from '#app/shapes/evidence.ts'
import { type Db, openDatabase } from '#db/client.ts'
import { makePeople, type TestPerson } from '#tests/live/room.ts'
import { openTestCase, testVault } from '#tests/people.ts'
import { startDurable } from './durable.ts'
import { isNoisy, percentile, printLine, round2, spread, timed } from './figures.ts'
import { type Content, type Door, lines, sendFile, sendPlain, sendTorn } from './sender.ts'
import { openBystander } from './storm.ts'
import type { UploadOrder, UploadReport } from './upload-server.ts'

// Files into the locker, through its own door: hashed, told by their content, sealed, on the disk and in the ledger,
// against the same bytes over HTTP streamed to a file by Node and nothing more; in turns, in one run. Then lines that are
// torn, and the chat of another room while thumbnails are drawn. `npm run bench -- upload [parallel …]`, default 4 50 200.

const ROUNDS = 3
/** A long PDF or a short film: more than one piece. */
const FILE_BYTES = 12 * 1024 * 1024
/** Files a round at least: few lines carry several each. */
const FILES_LEAST = 24
const TORN = 30
const PEOPLE = 200
/** Photos as phones take them, 12 megapixels. */
const PHOTOS = 30
const PHOTO = { width: 4000, height: 3000 }
const IDLE_MS = 6000
const GOALS = { ratio: 0.4, growthMb: 100, chat: 2 }
const MEGABYTE = 1024 * 1024

export async function bench(sizes: readonly number[] = [4, 50, 200]): Promise<void> {
  await inLocker('', async (hall) => {
    const content = contentOf(randomBytes(FILE_BYTES), '영상.bin')
    for (const send of [sendPlain, sendFile]) await turn(hall, content, 4, send)
    for (const parallel of sizes) await measureRate(hall, content, parallel)
    await measureTorn(hall, content)
  })
  await inLocker('jobs', measureChat)
}

type Hall = {
  owner: Db
  slug: string
  port: number
  people: TestPerson[]
  say(order: UploadOrder): Promise<Usage>
}
type Usage = Exclude<UploadReport, { port: number }>

/** A server with a durable database and a disk behind it, and a case with people; with `jobs` it draws thumbnails too. */
async function inLocker(does: '' | 'jobs', work: (hall: Hall) => Promise<void>): Promise<void> {
  const durable = await startDurable()
  const owner = openDatabase(durable.url, { max: 2 })
  const folder = await mkdtemp(join(tmpdir(), 'moa-bench-upload-'))
  const program = fileURLToPath(new URL('./upload-server.ts', import.meta.url))
  const server = fork(program, [durable.url, folder, does], {
    execArgv: [...process.execArgv, '--expose-gc'],
  })
  try {
    const [{ port }] = (await once(server, 'message')) as [{ port: number }]
    const { slug, caseId } = await openTestCase(owner, testVault())
    const people = await makePeople(owner, caseId, PEOPLE)
    await work({ owner, slug, port, people, say: (order) => ask(server, order) })
  } finally {
    if (server.connected) server.send('stop' satisfies UploadOrder)
    if (server.exitCode === null) await once(server, 'exit')
    await owner.destroy()
    await durable.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function ask(server: ChildProcess, order: UploadOrder): Promise<Usage> {
  server.send(order)
  const [report] = (await once(server, 'message')) as [UploadReport]
  if ('port' in report) throw new Error('the server started twice')
  return report
}

type Turn = { perSecond: number; perCpuSecond: number; growthMb: number }

async function measureRate(hall: Hall, content: Content, parallel: number): Promise<void> {
  const [ours, plain]: [Turn[], Turn[]] = [[], []]
  let noisyRounds = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    noisyRounds += isNoisy() ? 1 : 0
    if (round % 2) ours.push(await turn(hall, content, parallel, sendFile))
    plain.push(await turn(hall, content, parallel, sendPlain))
    if (round % 2 === 0) ours.push(await turn(hall, content, parallel, sendFile))
  }
  const of = (turns: Turn[], what: keyof Turn) => spread(turns.map((one) => one[what]))
  const [mine, theirs] = [of(ours, 'perSecond'), of(plain, 'perSecond')]
  const ratio = round2(mine.median / theirs.median)
  const cpuRatio = round2(of(ours, 'perCpuSecond').median / of(plain, 'perCpuSecond').median)
  const growthMb = of(ours, 'growthMb').max
  printLine({
    ...{ name: `upload/${parallel}`, unit: 'MB/s', ours: mine.median, baseline: theirs.median, ratio },
    ...{ cpuRatio, goal: GOALS.ratio, growthMb, growthGoalMb: GOALS.growthMb },
    ...{
      oursSpread: mine,
      baselineSpread: theirs,
      fileMb: FILE_BYTES / MEGABYTE,
      rounds: ROUNDS,
      noisyRounds,
    },
    pass: ratio >= GOALS.ratio && growthMb <= GOALS.growthMb,
  })
}

/** So many files at once, by the clock and by the server's own CPU time, and what its memory grew by meanwhile. */
async function turn(hall: Hall, content: Content, parallel: number, send: typeof sendFile): Promise<Turn> {
  const door = doorOf(hall, parallel)
  const files = Math.max(parallel, FILES_LEAST)
  const before = await hall.say('clear')
  const ms = await timed(() => atOnce(files, parallel, (at) => send(door, senderAt(hall, at), content)))
  const after = await hall.say('clear')
  door.agent.destroy()
  const megabytes = (files * content.bytes.length) / MEGABYTE
  return {
    perSecond: megabytes / (ms / 1000),
    perCpuSecond: megabytes / (after.cpuSeconds - before.cpuSeconds),
    growthMb: Math.round((after.mostBytes - before.rssBytes) / MEGABYTE),
  }
}

/** Every line is torn once, at another place; at most a piece goes twice. */
async function measureTorn(hall: Hall, content: Content): Promise<void> {
  const door = doorOf(hall, TORN)
  const resent: number[] = []
  await atOnce(TORN, TORN, async (at) => {
    resent.push(await sendTorn(door, senderAt(hall, at), content, (at + 1) / (TORN + 1)))
  })
  door.agent.destroy()
  await hall.say('clear')
  const most = Math.max(...resent) / EVIDENCE_PART_BYTES
  printLine({
    ...{ name: 'upload/torn', unit: 'pieces sent twice, at most', ours: round2(most), goal: 1 },
    ...{ torn: TORN, sealed: await sealedOf(hall), pass: most <= 1 },
  })
}

/** How long the chat of another room waits for its "stored" while photos come in and are drawn, and when nothing does. */
async function measureChat(hall: Hall): Promise<void> {
  const bystander = await openBystander(hall)
  const photo = contentOf(await photoOf(), '사진.jpg')
  const [idle, busy]: [number[], number[]] = [[], []]
  let noisyRounds = 0
  const drawn: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    noisyRounds += isNoisy() ? 1 : 0
    await looked(hall)
    await bystander.take()
    await sleep(IDLE_MS)
    idle.push(percentile(await bystander.take(), 0.99))
    const door = doorOf(hall, 4)
    await atOnce(PHOTOS, 4, (at) => sendFile(door, senderAt(hall, at), photo))
    await bystander.take()
    drawn.push(await timed(() => looked(hall)))
    busy.push(percentile(await bystander.take(), 0.99))
    door.agent.destroy()
  }
  bystander.close()
  const [ours, baseline] = [spread(busy), spread(idle)]
  const ratio = round2(ours.median / baseline.median)
  printLine({
    ...{ name: 'upload/chat', unit: 'ms, ack p99 while thumbnails are drawn ÷ idle', ours: ours.median },
    ...{ baseline: baseline.median, ratio, goal: GOALS.chat, pass: ratio <= GOALS.chat },
    ...{ oursSpread: ours, baselineSpread: baseline, photos: PHOTOS, drawnMs: spread(drawn), noisyRounds },
  })
}

/** Resolves when every original was looked at. */
async function looked({ owner }: Hall): Promise<void> {
  for (;;) {
    const { left } = await owner
      .selectFrom('evidence_file')
      .leftJoin('evidence_look', 'evidence_look.file_id', 'evidence_file.id')
      .leftJoin('evidence_damage', 'evidence_damage.file_id', 'evidence_file.id')
      .select((eb) => eb.fn.countAll<number>().as('left'))
      .where('evidence_look.file_id', 'is', null)
      .where('evidence_damage.file_id', 'is', null)
      .executeTakeFirstOrThrow()
    if (Number(left) === 0) return
    await sleep(50)
  }
}

function contentOf(bytes: Buffer, name: string): Content {
  return { bytes, name, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Noise that compresses as badly as a real photo: some five megabytes. */
async function photoOf(): Promise<Buffer> {
  const small = { width: PHOTO.width >> 2, height: PHOTO.height >> 2, channels: 3 as const }
  const noise = randomBytes(small.width * small.height * small.channels)
  return sharp(noise, { raw: small }).resize(PHOTO).jpeg({ quality: 90 }).toBuffer()
}

function doorOf({ port, slug }: Hall, parallel: number): Door {
  return { port, slug, agent: lines(parallel), headers: (who) => ({ Cookie: `who=${who}` }) }
}

function senderAt({ people }: Hall, at: number): string {
  return people[at % people.length]?.accountId ?? ''
}

/** `work` for 0 to `count`, so many at a time. */
async function atOnce(count: number, parallel: number, work: (at: number) => Promise<void>): Promise<void> {
  let next = 0
  const line = async () => {
    for (let at = next++; at < count; at = next++) await work(at)
  }
  await Promise.all(Array.from({ length: parallel }, line))
}

async function sealedOf({ owner }: Hall): Promise<number> {
  const { count } = await owner
    .selectFrom('evidence_file')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
