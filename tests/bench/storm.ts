import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { TestPerson } from '#tests/live/room.ts'
import { type Crowd, enterAll, gather, type Hall, headOf, inHall, peopled, post } from './crowd.ts'
import { isNoisy, percentile, printLine, round2, spread } from './figures.ts'
import { WireClient } from './wire.ts'

// Every line of a room is cut at once, a hundred messages are posted, and all come back and catch up, while another room
// talks on. Against it: the time as many bare Socket.IO lines take to connect, and the memory they keep.
// `npm run bench -- storm [sockets …]`, default 1000.

/** Messages that everybody missed. */
const MISSED = 100
/** Cuts in a row; memory after the last is held against memory once caches are full. */
const STORMS = 20
const WARM_STORMS = 5
/** Times the bare lines are opened. */
const BARE_ROUNDS = 5
/** How long the other room is listened to at rest, ms. */
const REST_MS = 5000
/** How long closed sockets take to be gone on both ends, ms. */
const GOING_MS = 1500
const goals = { time: 1.5, sqlPerReconnect: 0.05, memory: 1.3, growth: 1.05, bystander: 3 }

/** Prints one JSON line for each size. Ends by itself. */
export async function bench(sizes: readonly number[] = [1000]): Promise<void> {
  for (const sockets of sizes) await inHall((hall) => measureStorms(hall, sockets))
}

async function measureStorms(hall: Hall, sockets: number): Promise<void> {
  const { room, people } = await peopled(hall.owner, sockets)
  const channelId = room.channels.all
  const bystander = await openBystander(hall)
  await warmUp(hall, people, channelId)
  const bare = await measureBare(hall, people)
  await bystander.take()
  await sleep(REST_MS)
  const idle = await bystander.take()
  const empty = await hall.weigh()
  let crowd = await gather(hall, '/live', people)
  await enterAll(crowd, channelId)
  const held = ((await hall.weigh()) - empty) / sockets
  const storms: Storm[] = []
  let noisyRounds = 0
  await bystander.take()
  for (let round = 0; round < STORMS; round += 1) {
    noisyRounds += isNoisy() ? 1 : 0
    const storm = await strike(hall, { people, crowd, channelId })
    crowd = storm.crowd
    storms.push(storm)
  }
  report(sockets, { bare, held, storms, idle, during: await bystander.take(), noisyRounds })
  bystander.close()
  crowd.close()
}

/** What is made once, whatever the number of lines, is no line's memory. */
async function warmUp(hall: Hall, people: readonly TestPerson[], channelId: string): Promise<void> {
  for (const path of ['/bare', '/live'] as const) {
    const crowd = await gather(hall, path, people)
    if (path === '/live') await enterAll(crowd, channelId)
    crowd.close()
    await sleep(GOING_MS)
  }
}

/** The median of how long bare lines take to connect, ms, and of what each keeps in the server's memory, bytes. */
async function measureBare(hall: Hall, people: readonly TestPerson[]) {
  const rounds: Awaited<ReturnType<typeof openBare>>[] = []
  for (let round = 0; round < BARE_ROUNDS; round += 1) rounds.push(await openBare(hall, people))
  const median = (figure: 'ms' | 'cpuMs' | 'held') => spread(rounds.map((one) => one[figure])).median
  return { ms: median('ms'), cpuMs: median('cpuMs'), held: median('held') }
}

async function openBare(hall: Hall, people: readonly TestPerson[]) {
  const empty = await hall.weigh()
  const { cpuSeconds } = await hall.usage()
  const start = performance.now()
  const crowd = await gather(hall, '/bare', people)
  const ms = performance.now() - start
  const cpuMs = ((await hall.usage()).cpuSeconds - cpuSeconds) * 1000
  const held = ((await hall.weigh()) - empty) / people.length
  crowd.close()
  await sleep(GOING_MS)
  return { ms, cpuMs, held }
}

type Storm = {
  crowd: Crowd
  ms: number
  cpuMs: number
  loopP99Ms: number
  queries: number
  wrong: number
  rssBytes: number
}

/** Cuts all lines, posts what they miss, brings them back at once and waits until each has caught up. */
async function strike(
  hall: Hall,
  { people, crowd, channelId }: { people: readonly TestPerson[]; crowd: Crowd; channelId: string },
): Promise<Storm> {
  const [first] = people
  const nobody = { messages: 0, frames: 0, bytes: 0 }
  const poster = await WireClient.open(hall.port, '/live', `who=${first?.accountId}`, nobody)
  const head = await headOf(poster, channelId)
  crowd.close()
  await sleep(GOING_MS)
  for (let said = 0; said < MISSED; said += 1) await post(poster, channelId, randomUUID(), '저도요')
  const right = await missedSince(poster, channelId, head)
  const { queries, cpuSeconds } = await hall.usage()
  const start = performance.now()
  let wrong = 0
  const ask = JSON.stringify({ channelId, after: head })
  const back = await gather(hall, '/live', people, async (client) => {
    const answer = await client.askBytes('channel.enter', ask)
    if (!changesIn(answer).equals(right)) wrong += 1
  })
  const ms = performance.now() - start
  const usage = await hall.usage()
  poster.close()
  const cpuMs = (usage.cpuSeconds - cpuSeconds) * 1000
  const { rssBytes, loopP99Ms } = usage
  return { crowd: back, ms, cpuMs, wrong, queries: usage.queries - queries, rssBytes, loopP99Ms }
}

/**
 * What an answer to those who were away must hold, byte by byte: looked through here once, as looking through every
 * answer would measure this process.
 */
async function missedSince(client: WireClient, channelId: string, head: number): Promise<Buffer> {
  const answer = await client.askBytes('channel.enter', JSON.stringify({ channelId, after: head }))
  const seqs = Array.from(answer.toString().matchAll(/"clientId":"[^"]+","seq":(\d+)/g), ([, seq]) =>
    Number(seq),
  )
  const isWhole = seqs.length === MISSED && seqs.every((seq, at) => seq === head + at + 1)
  if (!isWhole) throw new Error(`not what was posted: ${seqs.join(' ')}`)
  return Buffer.from(changesIn(answer))
}

/** From the list of changes on. */
function changesIn(answer: Buffer): Buffer {
  const at = answer.indexOf('"changes":[')
  if (at < 0) throw new Error(`not entered: ${answer}`)
  return answer.subarray(at, answer.indexOf(']', answer.lastIndexOf('"editedAt"')))
}

/** Another room of the same server: `take` gives how long its acks took since the last time, ms. */
export async function openBystander(hall: Pick<Hall, 'owner' | 'port'>) {
  const { room, people } = await peopled(hall.owner, 1)
  const program = fileURLToPath(new URL('./bystander.ts', import.meta.url))
  const talking = fork(program, [String(hall.port), people[0]?.accountId ?? '', room.channels.all])
  return {
    async take(): Promise<number[]> {
      talking.send('take')
      const [acks] = (await once(talking, 'message')) as [number[]]
      return acks
    },
    close: () => talking.disconnect(),
  }
}

function report(
  sockets: number,
  of: {
    bare: { ms: number; cpuMs: number; held: number }
    held: number
    storms: readonly Storm[]
    idle: number[]
    during: number[]
    noisyRounds: number
  },
): void {
  const { bare, held, storms, idle, during, noisyRounds } = of
  const times = spread(storms.map((storm) => storm.ms))
  const sql = spread(storms.map((storm) => storm.queries / sockets))
  const memory = { warm: storms[WARM_STORMS]?.rssBytes ?? 0, last: storms.at(-1)?.rssBytes ?? 0 }
  const ratios = {
    time: round2(times.median / bare.ms),
    sqlPerReconnect: sql.median,
    memory: round2(held / bare.held),
    growth: round2(memory.last / memory.warm),
    bystander: round2(percentile(during, 0.99) / percentile(idle, 0.99)),
  }
  const wrong = storms.reduce((sum, storm) => sum + storm.wrong, 0)
  printLine({
    ...{
      name: `storm/${sockets}`,
      unit: 'ms until all are back and level',
      sockets,
      missed: MISSED,
      storms: STORMS,
    },
    ...{ ours: times.median, baseline: round2(bare.ms), ratio: ratios.time, goal: goals.time, ratios, goals },
    ...{ oursSpread: times, sqlSpread: sql, wrong, noisyRounds },
    // The same in the server's own CPU time, which neighbours on the machine do not stretch.
    ...{ cpuMs: spread(storms.map((storm) => storm.cpuMs)), bareCpuMs: round2(bare.cpuMs) },
    loopP99Ms: spread(storms.map((storm) => storm.loopP99Ms)),
    ...{ bytesPerLine: Math.round(held), bareBytesPerLine: Math.round(bare.held) },
    ...{ rssWarmMb: round2(memory.warm / 1e6), rssLastMb: round2(memory.last / 1e6) },
    ...{ bystanderP99Ms: percentile(during, 0.99), bystanderIdleP99Ms: percentile(idle, 0.99) },
    pass:
      wrong === 0 &&
      (Object.keys(goals) as (keyof typeof goals)[]).every((figure) => ratios[figure] <= goals[figure]),
  })
}
