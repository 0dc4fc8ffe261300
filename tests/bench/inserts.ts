import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { postMessage } from '#server/domain/message.ts'
import { corpus } from './corpus.ts'
import type { Durable } from './durable.ts'
import { isNoisy, percentile, printLine, round4 } from './figures.ts'
import { fillTalk, type Talk } from './talk.ts'

// What the index costs those who write: messages posted through the domain by closed-loop senders of one room, into two
// databases of one server that differ by the index alone. Rounds alternate.

/** Talk that is there before, so that PostgreSQL knows the tables as it does in a living room. */
const BEFORE = 20_000
const SENDERS = 16
const ROUNDS = 7
const WARM_UP_MS = 1500
const WINDOW_MS = 2500
const GOAL = 0.6
const OTHER = 'moa_without_search'

type Side = { db: Db; talk: Talk; rates: number[] }

/** Prints messages a second with the index and without. */
export async function compareInserts(durable: Durable): Promise<void> {
  const owner = openDatabase(durable.url, { max: 1 })
  await sql.raw(`create database ${OTHER}`).execute(owner)
  const url = new URL(durable.url)
  url.pathname = `/${OTHER}`
  await migrate(url.href)
  const [ours, baseline] = [await openSide(durable.url, true), await openSide(url.href, false)]
  let noisy = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    if (isNoisy()) noisy += 1
    for (const side of round % 2 ? [baseline, ours] : [ours, baseline]) side.rates.push(await rate(side))
  }
  const [mine, theirs] = [percentile(ours.rates, 0.5), percentile(baseline.rates, 0.5)]
  printLine({
    ...{
      name: 'search/insert',
      unit: 'messages a second, posted',
      ours: Math.round(mine),
      baseline: Math.round(theirs),
    },
    ...{ ratio: round4(mine / theirs), goal: GOAL, pass: mine / theirs >= GOAL, senders: SENDERS },
    ...{ rounds: ROUNDS, noisyRounds: noisy, pgSettings: durable.settings },
    ...{ oursSpread: ours.rates.map(Math.round), baselineSpread: baseline.rates.map(Math.round) },
  })
  await Promise.all([ours.db.destroy(), baseline.db.destroy()])
  await sql`truncate message, channel, member, "case" cascade`.execute(owner)
  await sql.raw(`drop database ${OTHER} with (force)`).execute(owner)
  await owner.destroy()
}

async function openSide(url: string, hasIndex: boolean): Promise<Side> {
  const owner = openDatabase(url, { max: 2 })
  const talk = await fillTalk(owner, BEFORE)
  if (!hasIndex) await sql`drop index message_search`.execute(owner)
  await owner.destroy()
  const side = { db: openDatabase(url, { role: APP_ROLE }), talk, rates: [] }
  await post(side, WARM_UP_MS)
  return side
}

async function rate(side: Side): Promise<number> {
  const start = performance.now()
  const count = await post(side, WINDOW_MS)
  return (count * 1000) / (performance.now() - start)
}

async function post({ db, talk }: Side, ms: number): Promise<number> {
  const { message } = corpus(Math.floor(Math.random() * 1e9))
  const end = performance.now() + ms
  let count = 0
  const senders = talk.writers.slice(0, SENDERS)
  await Promise.all(
    senders.map(async (accountId) => {
      const draft = { channelId: talk.big.channels.all, replyTo: null }
      while (performance.now() < end) {
        await postMessage(
          db,
          { accountId, hasPassword: false },
          { ...draft, clientId: randomUUID(), body: message() },
        )
        count += 1
      }
    }),
  )
  return count
}
