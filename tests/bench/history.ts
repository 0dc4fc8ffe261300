import { sql } from 'kysely'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { messagesAround, messagesBefore } from '#server/domain/message.ts'
import { startDurable } from './durable.ts'
import { isNoisy, percentile, printLine, round4, timed } from './figures.ts'
import { fillTalk, type Talk } from './talk.ts'

// A page of history as members get it, with membership, authors and quotes, against the barest keyset query of the same
// rows on the same connection pool. The two alternate, page by page.

const MESSAGES = 200_000
const PAGES = 2000
const PAGE = 50
const WARM_UP = 100
/** Milliseconds of a page's p95, and that p95 as a multiple of the bare query's. */
const GOAL_MS = 3
const GOAL_RATIO = 3

/** `npm run bench -- history [messages]`. */
export async function bench([messages]: readonly number[] = [MESSAGES]): Promise<void> {
  const durable = await startDurable()
  const owner = openDatabase(durable.url, { max: 2 })
  const db = openDatabase(durable.url, { role: APP_ROLE })
  try {
    const talk = await fillTalk(owner, messages ?? MESSAGES)
    const channelId = talk.big.channels.all
    const head = await headOf(db, channelId)
    const anywhere = () => 1 + Math.floor(Math.random() * head)
    await compare(db, talk, { name: 'anywhere', seqOf: anywhere, settings: durable.settings })
    await compare(db, talk, { name: 'newest', seqOf: () => head + 1, settings: durable.settings })
    await compare(db, talk, { name: 'oldest', seqOf: () => PAGE + 1, settings: durable.settings })
    await compare(db, talk, { name: 'around', seqOf: anywhere, around: true, settings: durable.settings })
  } finally {
    await Promise.all([db.destroy(), owner.destroy()])
    await durable.stop()
  }
}

async function headOf(db: Db, channelId: string): Promise<number> {
  const channel = db.selectFrom('channel').select('head').where('id', '=', channelId)
  return (await channel.executeTakeFirstOrThrow()).head
}

async function compare(
  db: Db,
  { big, reader, messages }: Talk,
  way: { name: string; seqOf: () => number; around?: boolean; settings: object },
): Promise<void> {
  const channelId = big.channels.all
  const ask = (seq: number) =>
    way.around
      ? messagesAround(db, reader.viewer, { channelId, seq, limit: PAGE })
      : messagesBefore(db, reader.viewer, { channelId, beforeSeq: seq, limit: PAGE })
  const bare = (seq: number) =>
    sql`select id, seq, rev, body, created_at, author_id from message
      where channel_id = ${channelId} and seq < ${seq} order by seq desc limit ${PAGE}`.execute(db)
  const [ours, baseline]: [number[], number[]] = [[], []]
  let noisy = 0
  for (let n = 0; n < WARM_UP + PAGES; n += 1) {
    if (n % 500 === 0 && isNoisy()) noisy += 1
    const seq = way.seqOf()
    const mine = () => timed(() => ask(seq))
    const theirs = () => timed(() => bare(seq))
    const [first, second] = n % 2 ? [await mine(), await theirs()] : [await theirs(), await mine()]
    if (n < WARM_UP) continue
    ours.push(n % 2 ? first : second)
    baseline.push(n % 2 ? second : first)
  }
  const [p95, baselineP95] = [percentile(ours, 0.95), percentile(baseline, 0.95)]
  printLine({
    ...{
      name: `history/${way.name}`,
      unit: 'ms for a page of 50, p95',
      ours: p95,
      baseline: baselineP95,
    },
    ...{ ratio: round4(p95 / baselineP95), goal: GOAL_RATIO, goalMs: GOAL_MS },
    pass: p95 <= GOAL_MS && p95 / baselineP95 <= GOAL_RATIO,
    ...{ oursP50: percentile(ours, 0.5), baselineP50: percentile(baseline, 0.5) },
    ...{ messages, pages: PAGES, noisyChecks: noisy, pgSettings: way.settings },
  })
}
