import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { KyselyPlugin } from 'kysely'
import { APP_ROLE, openDatabase } from '#db/client.ts'
import { type App, createApp } from '#server/app.ts'
import { diskStore } from '#server/files/disk.ts'
import { createLog } from '#server/log.ts'
import { builtPages } from '#server/web/pages.ts'
import { openSessions } from '#server/web/session.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { testPush } from '#tests/push.ts'
import { fillCase, fillCases, type Sizes } from './desk-rows.ts'
import { startDurable } from './durable.ts'
import { isNoisy, percentile, printLine, round2, timed } from './figures.ts'
import { compareSearch } from './find-cases.ts'

// The page of a case that is full of everything against that of an empty one, over HTTP from the built server, as a
// member and as a stranger; and the start page's search. `npm run bench -- desk [claims]`, none for the search alone; build
// first.

const SIZES: Sizes = { facts: 5000, claims: 100_000, members: 10_000 }
const CASES = 10_000
const GOALS = { ratio: 2, statements: 6, kilobytes: 60 }
const ROUNDS = 200
/** Loads before any is counted: the compiler and the database's plans settle. */
const WARM_UP = 40
const KILOBYTE = 1024
const NO_LIMIT = 1e9

export async function bench([claims = SIZES.claims]: readonly number[] = []): Promise<void> {
  const durable = await startDurable()
  const owner = openDatabase(durable.url, { max: 2 })
  const statements = counter()
  const db = openDatabase(durable.url, { role: APP_ROLE }).withPlugin(statements.plugin)
  const folder = await mkdtemp(join(tmpdir(), 'moa-bench-desk-'))
  const vault = testVault()
  const app = await createApp({
    ...{ db, vault, files: diskStore(folder, vault), push: testPush(), log: createLog('silent') },
    ...{ pages: builtPages, limitFactor: NO_LIMIT },
  })
  try {
    const origin = await listening(app)
    if (claims > 0) {
      const [empty, full] = [await openTestCase(db, vault), await openTestCase(db, vault)]
      await fillCase(owner, full, { ...SIZES, claims })
      const door = { origin, statements, signIn: signerIn(openSessions(db, false)) }
      for (const who of ['stranger', 'member'] as const) await comparePages(door, who, { empty, full })
    }
    await fillCases(owner, CASES)
    await compareSearch({ url: durable.url, db, origin, cases: CASES })
  } finally {
    await app.close()
    await Promise.all([db.destroy(), owner.destroy()])
    await durable.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

type Door = {
  origin: string
  statements: ReturnType<typeof counter>
  signIn(accountId: string): Promise<string>
}

async function comparePages(
  { origin, statements, signIn }: Door,
  who: 'stranger' | 'member',
  rooms: Record<'empty' | 'full', TestCase>,
): Promise<void> {
  const page = async (room: TestCase) => {
    const headers = who === 'member' ? { Cookie: await signIn(room.minji.accountId) } : undefined
    return async () => {
      const answer = await fetch(`${origin}/c/${room.slug}`, { ...(headers && { headers }) })
      if (answer.status !== 200) throw new Error(`the page answered ${answer.status}`)
      return (await answer.arrayBuffer()).byteLength
    }
  }
  const [empty, full] = [await page(rooms.empty), await page(rooms.full)]
  for (let n = 0; n < WARM_UP; n += 1) await Promise.all([empty(), full()])
  const times: Record<'empty' | 'full', number[]> = { empty: [], full: [] }
  let noisyRounds = 0
  for (let n = 0; n < ROUNDS; n += 1) {
    if (n % 20 === 0 && isNoisy()) noisyRounds += 1
    times.empty.push(await timed(empty))
    times.full.push(await timed(full))
  }
  const before = statements.count()
  const bytes = await full()
  const asked = statements.count() - before
  const [ours, baseline] = [percentile(times.full, 0.95), percentile(times.empty, 0.95)]
  const ratio = round2(ours / baseline)
  const kilobytes = round2(bytes / KILOBYTE)
  printLine({
    ...{ name: `desk/page/${who}`, unit: 'ms a page, p95', ours, baseline, ratio, ratioGoal: GOALS.ratio },
    ...{ median: percentile(times.full, 0.5), baselineMedian: percentile(times.empty, 0.5) },
    ...{ statements: asked, statementsGoal: GOALS.statements, kilobytes, kilobytesGoal: GOALS.kilobytes },
    ...{ rounds: ROUNDS, noisyRounds, ...SIZES },
    pass: ratio <= GOALS.ratio && asked <= GOALS.statements && kilobytes <= GOALS.kilobytes,
  })
}

/** Counts what is asked of the database. */
function counter() {
  let asked = 0
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    // Once a statement; questions inside of one pass the other side of the plugin too.
    async transformResult({ result }) {
      asked += 1
      return result
    },
  }
  return { plugin, count: () => asked }
}

async function listening(app: App): Promise<string> {
  return `http://localhost:${await app.listen(0, '127.0.0.1')}`
}

/** The Cookie header of a new session. */
function signerIn(sessions: ReturnType<typeof openSessions>) {
  return async (accountId: string) => {
    let cookie = ''
    await sessions.control('', (line) => (cookie = line.split(';', 1)[0] ?? '')).begin(accountId)
    return cookie
  }
}
