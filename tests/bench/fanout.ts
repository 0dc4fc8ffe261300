import { type ChildProcess, fork } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import os from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '#db/client.ts'
import { makeCase, makePeople, type TestPerson } from '#tests/live/room.ts'
import { type Durable, startDurable } from './durable.ts'
import type { Report } from './fanout-server.ts'
import { type Watcher, watch } from './watcher.ts'
import { WireClient, type WireCount } from './wire.ts'

// Durable room chat against a bare Socket.IO broadcast of the same messages, in the same process and the same run:
// message deliveries for each CPU second of the server. Rounds alternate, so that neighbours disturb both alike.

const SOCKETS = 1000
/** One in a hundred is a full client that checks order, gaps and duplicates. */
const WATCHERS = SOCKETS / 100
const ROUNDS = 5
const WARM_UP_MS = 1000
const WINDOW_MS = 3500
/** Sockets opened at once. */
const OPENING = 50
/** A spin this much slower than its own CPU time means neighbours took the core. */
const NOISY = 1.2
/** Closed-loop senders with the least ratio to reach. */
const cases = [
  { senders: 1, goal: 0.8 },
  { senders: 4, goal: 1.3 },
  { senders: 16, goal: 5 },
]
/** A message of everyday length: 180 bytes of UTF-8. */
const BODY =
  '환불을 세 번 요청했는데 아직 답이 없어요. 같은 분 계시면 접수 번호를 알려 주세요. 월요일에 함께 보내려고 해요. 도와주세요! 감사!'

type Side = { name: 'ours' | 'baseline'; clients: WireClient[]; count: WireCount; channelId: string }
type Window = { perCpu: number; perSecond: number; sent: number; perFrame: number; pgCpu: number | null }

/** Runs the whole comparison and prints one JSON line for each number of senders. Ends by itself in three minutes. */
export async function bench(): Promise<void> {
  const durable = await startDurable()
  const server = fork(fileURLToPath(new URL('./fanout-server.ts', import.meta.url)), [durable.url])
  try {
    const [started] = (await once(server, 'message')) as [{ port: number }]
    await compare(server, durable, started.port)
  } finally {
    if (server.connected) server.send('stop')
    if (server.exitCode === null) await once(server, 'exit')
    await durable.stop()
  }
}

async function compare(server: ChildProcess, durable: Durable, port: number): Promise<void> {
  const owner = openDatabase(durable.url, { max: 2 })
  const room = await makeCase(owner)
  const people = await makePeople(owner, room.id, SOCKETS)
  await owner.destroy()
  const channelId = room.channels.all
  const ours = await openSide('ours', port, '/live', people, channelId)
  const baseline = await openSide('baseline', port, '/bare', people, channelId)
  const watchers: Watcher[] = []
  for (const person of people.slice(0, WATCHERS)) watchers.push(await watch(port, person, channelId))
  for (const { senders, goal } of cases) {
    const rounds = { ours: [] as Window[], baseline: [] as Window[], noisy: 0 }
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.noisy += spin() > NOISY ? 1 : 0
      for (const side of round % 2 ? [baseline, ours] : [ours, baseline]) {
        rounds[side.name].push(await measure(server, durable, side, senders))
      }
    }
    const checks = await Promise.all(watchers.map((watcher) => watcher.settle()))
    print({ senders, goal, rounds, checks, durable })
  }
  for (const watcher of watchers) watcher.close()
  for (const client of [...ours.clients, ...baseline.clients]) client.close()
}

async function openSide(
  name: Side['name'],
  port: number,
  path: string,
  people: readonly TestPerson[],
  channelId: string,
): Promise<Side> {
  const count = { messages: 0, frames: 0, bytes: 0 }
  const clients: WireClient[] = []
  for (let at = 0; at < people.length; at += OPENING) {
    const some = people.slice(at, at + OPENING)
    clients.push(
      ...(await Promise.all(
        some.map(({ accountId }) => WireClient.open(port, path, `who=${accountId}`, count)),
      )),
    )
  }
  if (name === 'ours') {
    for (let at = 0; at < clients.length; at += OPENING) {
      const some = clients.slice(at, at + OPENING)
      await Promise.all(some.map((client) => client.ask('channel.enter', { channelId, after: 0 })))
    }
  }
  return { name, clients, count, channelId }
}

async function measure(server: ChildProcess, durable: Durable, side: Side, senders: number): Promise<Window> {
  const load = { running: true, sent: 0 }
  const loops = side.clients.slice(0, senders).map((client) => sendOn(client, side.channelId, load))
  await sleep(WARM_UP_MS)
  const before = { ...side.count, sent: load.sent, at: performance.now(), pg: durable.cpuSeconds() }
  const cpuBefore = await cpuOf(server)
  await sleep(WINDOW_MS)
  const cpu = (await cpuOf(server)) - cpuBefore
  const seconds = (performance.now() - before.at) / 1000
  const messages = side.count.messages - before.messages
  const frames = side.count.frames - before.frames
  const pgAfter = durable.cpuSeconds()
  const sent = load.sent - before.sent
  load.running = false
  await Promise.all(loops)
  await quiet(side.count)
  return {
    perCpu: messages / cpu,
    perSecond: messages / seconds,
    sent,
    perFrame: messages / frames,
    pgCpu: pgAfter === null || before.pg === null ? null : (pgAfter - before.pg) / cpu,
  }
}

async function sendOn(
  client: WireClient,
  channelId: string,
  load: { running: boolean; sent: number },
): Promise<void> {
  while (load.running) {
    const answer = await client.ask('message.post', {
      channelId,
      clientId: randomUUID(),
      body: BODY,
      replyTo: null,
    })
    if (!answer.startsWith('[{"ok":true')) throw new Error(`not posted: ${answer}`)
    load.sent += 1
  }
}

async function cpuOf(server: ChildProcess): Promise<number> {
  server.send('usage')
  const [report] = (await once(server, 'message')) as [Report]
  return 'cpuSeconds' in report ? report.cpuSeconds : 0
}

/** Waits until nothing more arrives. */
async function quiet(count: WireCount): Promise<void> {
  for (let before = -1; before !== count.messages; ) {
    before = count.messages
    await sleep(150)
  }
}

/** How much longer a fixed piece of work takes than the CPU time it uses. */
function spin(): number {
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  let digest = Buffer.alloc(64)
  for (let n = 0; n < 100_000; n += 1) digest = createHash('sha256').update(digest).digest()
  const { user, system } = process.cpuUsage(cpu)
  return (performance.now() - start) / ((user + system) / 1000)
}

function print(result: {
  senders: number
  goal: number
  rounds: { ours: Window[]; baseline: Window[]; noisy: number }
  checks: { received: number; gaps: number; dups: number }[]
  durable: Durable
}): void {
  const { senders, goal, rounds, checks, durable } = result
  const ours = spread(rounds.ours.map((one) => one.perCpu))
  const baseline = spread(rounds.baseline.map((one) => one.perCpu))
  const gaps = checks.reduce((sum, check) => sum + check.gaps, 0)
  const dups = checks.reduce((sum, check) => sum + check.dups, 0)
  const ratio = round2(ours.median / baseline.median)
  const line = {
    name: `fanout/${senders}`,
    unit: 'message deliveries per server CPU second',
    ours: ours.median,
    baseline: baseline.median,
    ratio,
    goal,
    pass: ratio >= goal && gaps === 0 && dups === 0,
    gaps,
    dups,
    sockets: SOCKETS,
    senders,
    bodyBytes: Buffer.byteLength(BODY),
    rounds: ROUNDS,
    noisyRounds: rounds.noisy,
    oursSpread: ours,
    baselineSpread: baseline,
    oursPerSecond: spread(rounds.ours.map((one) => one.perSecond)).median,
    baselinePerSecond: spread(rounds.baseline.map((one) => one.perSecond)).median,
    messagesPerFrame: round2(spread(rounds.ours.map((one) => one.perFrame * 100)).median / 100),
    pgCpuPerServerCpu: round2(spread(rounds.ours.map((one) => (one.pgCpu ?? 0) * 100)).median / 100),
    watchers: checks.length,
    watched: Math.min(...checks.map((check) => check.received)),
    pgSettings: durable.settings,
    node: process.version,
    loadavg: os.loadavg().map(round2),
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

function spread(values: readonly number[]): { median: number; min: number; max: number } {
  const sorted = [...values].sort((a, b) => a - b).map(Math.round)
  return { median: sorted[sorted.length >> 1] ?? 0, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 }
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
