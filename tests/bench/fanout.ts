import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestPerson } from '#tests/live/room.ts'
import { type Crowd, enterAll, gather, type Hall, inHall, peopled, post } from './crowd.ts'
import { isNoisy, percentile, printLine, round2, spread } from './figures.ts'
import { type Watcher, watch } from './watcher.ts'

// Durable room chat against a bare Socket.IO broadcast of the same messages, in the same process and the same run:
// message deliveries for each CPU second of the server. Rounds alternate, so that neighbours disturb both alike.
// `npm run bench -- fanout [sockets …]`, default 1000.

/** Full clients that check order, gaps and duplicates. */
const WATCHERS = 10
/** Where crowds come and go between the rounds, these cost more. */
const roundsOf = (sockets: number) => (sockets * 2 > FILES ? 3 : 5)
/** Files this process and the server may each have open, less what they need besides sockets. */
const FILES = 16_000
/** How long closed sockets take to be gone on both ends, ms. */
const GOING_MS = 1500
const WARM_UP_MS = 1000
const WINDOW_MS = 3500
/** How long the paced part lasts, and what it sends a second at most, by room. */
const PACED_MS = 10_000
const pace = (sockets: number) => (sockets <= 1000 ? 200 : sockets <= 5000 ? 20 : 10)
/** Delivery p99 to reach, ms; none for small rooms, where it is beyond doubt. */
const lateness = (sockets: number) => (sockets <= 1000 ? 100 : sockets <= 5000 ? 200 : 500)
/** The longest the event loop may be held, p99, ms. */
const LOOP_GOAL = 30
/** Closed-loop senders with the least ratio to reach. */
const cases = [
  { senders: 1, goal: 0.9 },
  { senders: 4, goal: 1.5 },
  { senders: 16, goal: 6 },
]
/** A message of everyday length: 180 bytes of UTF-8. */
const BODY =
  '환불을 세 번 요청했는데 아직 답이 없어요. 같은 분 계시면 접수 번호를 알려 주세요. 월요일에 함께 보내려고 해요. 도와주세요! 감사!'

type Name = 'ours' | 'baseline'
type Side = { name: Name; channelId: string; crowd: Crowd }
type Window = { perCpu: number; perSecond: number; perFrame: number; pgCpu: number; loopP99Ms: number }
/** By number of senders. */
type Rounds = Record<Name, Map<number, Window[]>>

/** Prints one JSON line for each number of senders and one for the paced room. Ends by itself. */
export async function bench(sizes: readonly number[] = [1000]): Promise<void> {
  for (const sockets of sizes) await inHall((hall) => measureRoom(hall, sockets))
}

async function measureRoom(hall: Hall, sockets: number): Promise<void> {
  const { room, people } = await peopled(hall.owner, sockets)
  const channelId = room.channels.all
  const sides = {
    ours: hold(sockets, async () => {
      const crowd = await gather(hall, '/live', people)
      await enterAll(crowd, channelId)
      return crowd
    }),
    baseline: hold(sockets, () => gather(hall, '/bare', people)),
  }
  const rounds: Rounds = { ours: new Map(), baseline: new Map() }
  const tally = { gaps: 0, dups: 0, watched: 0, noisyRounds: 0 }
  for (let round = 0; round < roundsOf(sockets); round += 1) {
    tally.noisyRounds += isNoisy() ? 1 : 0
    for (const name of round % 2 ? (['baseline', 'ours'] as const) : (['ours', 'baseline'] as const)) {
      const crowd = await sides[name].here()
      const side = { name, channelId, crowd }
      const watchers = name === 'ours' ? await watchersOf(hall, people, channelId) : []
      for (const { senders } of cases) {
        rounds[name].set(senders, [...(rounds[name].get(senders) ?? []), await saturate(hall, side, senders)])
      }
      await settle(watchers, tally)
      await sides[name].away()
    }
  }
  for (const one of cases) printCase(hall, { ...one, sockets }, rounds, tally)
  await pacedRoom(hall, { sockets, channelId, people, crowd: await sides.ours.here() })
  for (const side of Object.values(sides)) await side.close()
}

/** A crowd that stays between its turns, or, where both would need more files than a process may open, comes anew. */
function hold(sockets: number, open: () => Promise<Crowd>) {
  let crowd: Crowd | null = null
  const close = async () => {
    crowd?.close()
    if (crowd) await sleep(GOING_MS)
    crowd = null
  }
  return {
    async here(): Promise<Crowd> {
      crowd ??= await open()
      return crowd
    },
    away: () => (sockets * 2 > FILES ? close() : Promise.resolve()),
    close,
  }
}

function watchersOf(
  hall: Hall,
  people: readonly TestPerson[],
  channelId: string,
  hear?: (id: string) => void,
) {
  return Promise.all(people.slice(0, WATCHERS).map((person) => watch(hall.port, person, channelId, hear)))
}

type Tally = { gaps: number; dups: number; watched: number; noisyRounds: number }

async function settle(watchers: readonly Watcher[], tally: Tally): Promise<void> {
  for (const watcher of watchers) {
    const seen = await watcher.settle()
    tally.gaps += seen.gaps
    tally.dups += seen.dups
    tally.watched += seen.received
    watcher.close()
  }
}

function printCase(
  hall: Hall,
  { senders, goal, sockets }: { senders: number; goal: number; sockets: number },
  rounds: Rounds,
  { gaps, dups, watched, noisyRounds }: Tally,
): void {
  const of = (name: Name, figure: keyof Window) =>
    spread((rounds[name].get(senders) ?? []).map((one) => one[figure]))
  const [ours, baseline] = [of('ours', 'perCpu'), of('baseline', 'perCpu')]
  const ratio = round2(ours.median / baseline.median)
  printLine({
    ...{ name: `fanout/${sockets}/${senders}`, unit: 'message deliveries per server CPU second' },
    ...{ ours: ours.median, baseline: baseline.median, ratio, goal },
    ...{ pass: ratio >= goal && gaps === 0 && dups === 0, gaps, dups, watched },
    ...{ sockets, senders, bodyBytes: Buffer.byteLength(BODY), rounds: roundsOf(sockets), noisyRounds },
    ...{ oursSpread: ours, baselineSpread: baseline },
    ...{
      oursPerSecond: of('ours', 'perSecond').median,
      baselinePerSecond: of('baseline', 'perSecond').median,
    },
    ...{ messagesPerFrame: of('ours', 'perFrame').median, pgCpuPerServerCpu: of('ours', 'pgCpu').median },
    ...{ loopP99Ms: of('ours', 'loopP99Ms').median, baselineLoopP99Ms: of('baseline', 'loopP99Ms').median },
    pgSettings: hall.durable.settings,
  })
}

/** Senders that send again as soon as they are answered. */
async function saturate(hall: Hall, side: Side, senders: number): Promise<Window> {
  const load = { running: true }
  const loops = side.crowd.clients.slice(0, senders).map(async (client) => {
    while (load.running) await post(client, side.channelId, randomUUID(), BODY)
  })
  await sleep(WARM_UP_MS)
  const before = {
    ...side.crowd.count,
    at: performance.now(),
    pg: hall.durable.cpuSeconds(),
    ...(await hall.usage()),
  }
  await sleep(WINDOW_MS)
  const after = await hall.usage()
  const cpu = after.cpuSeconds - before.cpuSeconds
  const messages = side.crowd.count.messages - before.messages
  const frames = side.crowd.count.frames - before.frames
  const pg = (hall.durable.cpuSeconds() ?? 0) - (before.pg ?? 0)
  const perSecond = messages / ((performance.now() - before.at) / 1000)
  load.running = false
  await Promise.all(loops)
  await quiet(side.crowd)
  return {
    ...{ perCpu: messages / cpu, perSecond, perFrame: messages / frames, pgCpu: pg / cpu },
    loopP99Ms: after.loopP99Ms,
  }
}

/** So many messages a second by many senders in turn: how late the watchers get them, and how held the loop is. */
async function pacedRoom(
  hall: Hall,
  {
    sockets,
    channelId,
    people,
    crowd,
  }: { sockets: number; channelId: string; people: TestPerson[]; crowd: Crowd },
): Promise<void> {
  const perSecond = pace(sockets)
  const sentAt = new Map<string, number>()
  const delays: number[] = []
  const watchers = await watchersOf(hall, people, channelId, (clientId) => {
    delays.push(performance.now() - (sentAt.get(clientId) ?? Number.NaN))
  })
  await hall.usage()
  const start = performance.now()
  const posts: Promise<void>[] = []
  for (let at = 0; at < (perSecond * PACED_MS) / 1000; at += 1) {
    await sleep(Math.max(0, start + (at * 1000) / perSecond - performance.now()))
    const clientId = randomUUID()
    sentAt.set(clientId, performance.now())
    const client = crowd.clients[at % crowd.clients.length]
    if (client) posts.push(post(client, channelId, clientId, BODY))
  }
  await Promise.all(posts)
  await quiet(crowd)
  const { loopP99Ms } = await hall.usage()
  const seen = { gaps: 0, dups: 0, watched: 0, noisyRounds: 0 }
  await settle(watchers, seen)
  const [p99, goal] = [percentile(delays, 0.99), lateness(sockets)]
  printLine({
    ...{ name: `delivery/${sockets}`, unit: 'ms from sending to being shown, p99', ours: p99, goal },
    ...{ p50: percentile(delays, 0.5), p999: percentile(delays, 0.999), perSecond, sockets },
    ...{ samples: delays.length, loopP99Ms: round2(loopP99Ms), loopGoalMs: LOOP_GOAL },
    ...{ gaps: seen.gaps, dups: seen.dups },
    pass: p99 <= goal && loopP99Ms <= LOOP_GOAL && seen.gaps === 0 && seen.dups === 0,
  })
}

/** Waits until nothing more arrives. */
async function quiet({ count }: Crowd): Promise<void> {
  for (let before = -1; before !== count.messages; ) {
    before = count.messages
    await sleep(150)
  }
}
