import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { openDatabase } from '#db/client.ts'
import { enterAll, gather, type Hall, inHall, peopled, post } from './crowd.ts'
import { isNoisy, percentile, printLine, round2, spread } from './figures.ts'

// How long a sender waits for the answer that says "stored", against how long the same machine takes to commit one row:
// both paced alike, in turns, while the room listens. `npm run bench -- ack [listeners …]`, default 100 1000.

const ROUNDS = 5
const WINDOW_MS = 4000
/** Messages a second: what a busy room says, far from what it can carry. */
const PER_SECOND = 20
/** Ack p99 over commit p99 to reach, by listeners. */
const goalOf = (listeners: number) => (listeners <= 100 ? 3 : listeners <= 1000 ? 5 : 10)

/** Prints one JSON line for each size, and one that compares the largest with the smallest. Ends by itself. */
export async function bench(sizes: readonly number[] = [100, 1000]): Promise<void> {
  const p99s: number[] = []
  for (const listeners of sizes)
    await inHall(async (hall) => void p99s.push(await measureAcks(hall, listeners)))
  const [smallest, largest] = [p99s[0], p99s.at(-1)]
  if (sizes.length < 2 || !smallest || !largest) return
  const ratio = round2(largest / smallest)
  printLine({
    ...{
      name: `ack/${sizes.at(-1)}÷${sizes[0]}`,
      unit: 'ratio of ack p99',
      ours: largest,
      baseline: smallest,
    },
    ...{ ratio, goal: 1.5, pass: ratio <= 1.5 },
  })
}

async function measureAcks(hall: Hall, listeners: number): Promise<number> {
  const { room, people } = await peopled(hall.owner, listeners)
  const crowd = await gather(hall, '/live', people)
  const channelId = room.channels.all
  await enterAll(crowd, channelId)
  const commits = await openCommits(hall)
  const acks: number[][] = []
  const rows: number[][] = []
  let noisyRounds = 0
  let at = 0
  const say = async () => {
    const client = crowd.clients[at % crowd.clients.length]
    at += 1
    if (client) await post(client, channelId, randomUUID(), '아직 답이 없어요')
  }
  await paced(say)
  for (let round = 0; round < ROUNDS; round += 1) {
    noisyRounds += isNoisy() ? 1 : 0
    if (round % 2) rows.push(await paced(commits.one))
    acks.push(await paced(say))
    if (round % 2 === 0) rows.push(await paced(commits.one))
  }
  await commits.close()
  crowd.close()
  const p99 = (times: number[][]) => spread(times.map((one) => percentile(one, 0.99)))
  const [ours, baseline] = [p99(acks), p99(rows)]
  const ratio = round2(ours.median / baseline.median)
  printLine({
    ...{ name: `ack/${listeners}`, unit: 'ms, p99', ours: ours.median, baseline: baseline.median, ratio },
    ...{
      goal: goalOf(listeners),
      pass: ratio <= goalOf(listeners),
      oursSpread: ours,
      baselineSpread: baseline,
    },
    ...{ ackP50: percentile(acks.flat(), 0.5), commitP50: percentile(rows.flat(), 0.5) },
    ...{ listeners, perSecond: PER_SECOND, rounds: ROUNDS, noisyRounds, pgSettings: hall.durable.settings },
  })
  return ours.median
}

/** Starts `work` at an even pace for a while; gives how long each took, ms. */
async function paced(work: () => Promise<void>): Promise<number[]> {
  const times: number[] = []
  const running: Promise<void>[] = []
  const start = performance.now()
  for (let at = 0; at < (PER_SECOND * WINDOW_MS) / 1000; at += 1) {
    await sleep(Math.max(0, start + (at * 1000) / PER_SECOND - performance.now()))
    const began = performance.now()
    running.push(work().then(() => void times.push(performance.now() - began)))
  }
  await Promise.all(running)
  return times
}

/** One row, one commit, by the same driver. */
async function openCommits({ durable, owner }: Hall) {
  await sql`create table if not exists bench_row (id bigserial primary key, body text not null)`.execute(
    owner,
  )
  const db = openDatabase(durable.url, { max: 4 })
  return {
    one: async () =>
      void (await sql`insert into bench_row (body) values (${'아직 답이 없어요'})`.execute(db)),
    close: () => db.destroy(),
  }
}
