import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { recountTotals } from '#server/domain/total.ts'
import { Moa } from '#tests/chaos/moa.ts'
import { type Guest, openRoom, openWorld, type Room, type World } from '#tests/chaos/world.ts'
import { claimFields } from '#tests/web/forms.ts'
import { post } from './crowd.ts'
import { isNoisy, percentile, printLine, round2, spread } from './figures.ts'
import { WireClient } from './wire.ts'

// A day on which everybody files: the product as it is run, its form posted and the receipt's page opened, ten people at
// the same moment in every second, while the room chats at an even pace. Idle rounds, with the chat alone, take turns
// with busy ones. `npm run bench -- claims [submissions …]`, default 1,300; needs a build.

const SUBMISSIONS = 1300
const AT_ONCE = 10
const BURST_EVERY_MS = 1000
const ROUNDS = 5
/** Those who sit in the channel, and how many messages a second they say between them. */
const LISTENERS = 100
const PER_SECOND = 20
/** Ack p99 while claims come in over ack p99 without them. */
const GOAL = 2

/** Prints one JSON line a size. Ends by itself. */
export async function bench(sizes: readonly number[] = [SUBMISSIONS]): Promise<void> {
  for (const submissions of sizes) {
    const world = await openWorld({ fsync: true })
    const moa = new Moa(world)
    try {
      await moa.start()
      await measure(world, moa, submissions)
    } finally {
      await moa.stop()
      await world.stop()
    }
  }
}

async function measure(world: World, moa: Moa, submissions: number): Promise<void> {
  const room = await openRoom(world, Math.max(submissions, LISTENERS))
  const talk = await openTalk(moa, room)
  const claimants = room.guests.slice(0, submissions)
  const share = Math.ceil(submissions / ROUNDS)
  const windowMs = (share / AT_ONCE) * BURST_EVERY_MS
  const [idle, busy, receipts]: number[][][] = [[], [], []]
  let noisyRounds = 0
  await talk.paced(windowMs)
  for (let round = 0; round < ROUNDS; round += 1) {
    noisyRounds += isNoisy() ? 1 : 0
    const filing = () => fileInBursts(moa, room, claimants.slice(round * share, (round + 1) * share))
    if (round % 2) idle?.push(await talk.paced(windowMs))
    const [acks, filed] = await Promise.all([talk.paced(windowMs), filing()])
    busy?.push(acks)
    receipts?.push(filed)
    if (round % 2 === 0) idle?.push(await talk.paced(windowMs))
  }
  talk.close()
  const broken = await whatIsBroken(world, room, submissions)
  const p99 = (rounds: number[][] = []) => spread(rounds.map((acks) => percentile(acks, 0.99)))
  const [ours, baseline] = [p99(busy), p99(idle)]
  const ratio = round2(ours.median / baseline.median)
  printLine({
    ...{ name: 'claims', unit: 'ms, ack p99', submissions, ours: ours.median, baseline: baseline.median },
    ...{ ratio, goal: GOAL, oursSpread: ours, baselineSpread: baseline, noisyRounds, rounds: ROUNDS },
    ...{
      receiptP50: percentile(receipts?.flat() ?? [], 0.5),
      receiptP99: percentile(receipts?.flat() ?? [], 0.99),
    },
    ...{ ackP50: percentile(busy?.flat() ?? [], 0.5), idleAckP50: percentile(idle?.flat() ?? [], 0.5) },
    ...{ atOnce: AT_ONCE, listeners: LISTENERS, perSecond: PER_SECOND, broken },
    pass: ratio <= GOAL && broken.length === 0,
  })
}

/** The people of the channel; `paced` has them talk for so many ms and gives how long each ack took, ms. */
async function openTalk({ port }: Moa, { guests, channelId }: Room) {
  const count = { messages: 0, frames: 0, bytes: 0 }
  const clients = await Promise.all(
    guests
      .slice(-LISTENERS)
      .map(({ cookie, address }) =>
        WireClient.open(port, '/live', cookie, count, { headers: { 'X-Forwarded-For': address } }),
      ),
  )
  for (const client of clients) await client.ask('channel.enter', { channelId, after: 0 })
  let at = 0
  const paced = async (windowMs: number) => {
    const acks: number[] = []
    const running: Promise<void>[] = []
    const start = performance.now()
    for (let n = 0; n < (PER_SECOND * windowMs) / 1000; n += 1) {
      await sleep(Math.max(0, start + (n * 1000) / PER_SECOND - performance.now()))
      const client = clients[at % clients.length]
      at += 1
      if (!client) continue
      const began = performance.now()
      const said = post(client, channelId, randomUUID(), `아직 답이 없어요 ${at}`)
      running.push(said.then(() => void acks.push(performance.now() - began)))
    }
    await Promise.all(running)
    return acks
  }
  return { paced, close: () => clients.forEach((client) => void client.close()) }
}

/** Gives how long each waited from the tap to the page with the receipt number, ms. */
async function fileInBursts(moa: Moa, room: Room, people: readonly Guest[]): Promise<number[]> {
  const times: number[] = []
  const running: Promise<void>[] = []
  const start = performance.now()
  for (let from = 0; from < people.length; from += AT_ONCE) {
    await sleep(Math.max(0, start + (from / AT_ONCE) * BURST_EVERY_MS - performance.now()))
    for (const guest of people.slice(from, from + AT_ONCE)) {
      const began = performance.now()
      running.push(file(moa, room, guest).then(() => void times.push(performance.now() - began)))
    }
  }
  await Promise.all(running)
  return times
}

async function file({ port }: Moa, { slug }: Room, { cookie, address }: Guest): Promise<void> {
  const origin = `http://localhost:${port}`
  const headers = { Origin: origin, Cookie: cookie, 'X-Forwarded-For': address }
  const asked = {
    method: 'POST',
    body: new URLSearchParams(claimFields()),
    redirect: 'manual',
    headers,
  } as const
  const answer = await fetch(`${origin}/c/${slug}/claims/new`, asked)
  const receipt = answer.headers.get('Location')
  if (answer.status !== 303 || !receipt) throw new Error(`not filed: ${answer.status}`)
  const page = await fetch(new URL(receipt, origin), { headers })
  if (page.status !== 200) throw new Error(`no receipt: ${page.status}`)
  await page.arrayBuffer()
}

/** What a promise says and the database does not: every number from one on, once, and counters that are a recount. */
async function whatIsBroken({ db }: World, { caseId }: Room, submissions: number): Promise<string[]> {
  const claims = await db
    .selectFrom('claim')
    .select('receipt_no')
    .where('case_id', '=', caseId)
    .orderBy('receipt_no')
    .execute()
  const wrong = claims.filter(({ receipt_no }, at) => receipt_no !== at + 1).length
  const drift = await recountTotals(db)
  return [
    ...(claims.length === submissions ? [] : [`${claims.length} claims of ${submissions}`]),
    ...(wrong === 0 ? [] : [`${wrong} receipt numbers twice or left out`]),
    ...(drift.length === 0 ? [] : [`totals differ from a recount: ${JSON.stringify(drift)}`]),
  ]
}
