import { type App, createApp } from './app.ts'
import { pushKey } from './domain/push-key.ts'
import { inTransaction } from './domain/transaction.ts'
import { type Env, readEnv } from './env.ts'
import { clamd, clamdAddress } from './files/clamd.ts'
import { openStore } from './files/open-store.ts'
import { DATABASE_PATIENCE_MS, openGround } from './ground.ts'
import { enqueue } from './jobs/queue.ts'
import { startJobs } from './jobs/runner.ts'
import { openScribe } from './jobs/scribe.ts'
import { createLog } from './log.ts'
import { type Mailer, openMailer } from './mail/mailer.ts'
import { openPush } from './push/push.ts'
import { isPushService } from './push/services.ts'
import { builtPages, livePages } from './web/pages.ts'

// Opens what the app stands on, in order, and closes it in the opposite order. Only this file and keys-main.ts do
// anything when they are loaded.

type Closer = () => Promise<unknown>

const wantsDemo = process.argv.includes('--demo')
const say = (line: string) => process.stdout.write(`${line}\n`)
const opened: Closer[] = []
let ending: Promise<void> | null = null

try {
  await run(readEnv(process.env))
} catch (error) {
  process.stderr.write(`\n  시작하지 못했어요 (could not start)\n  ${explain(error)}\n\n`)
  await closeAll()
  process.exit(1)
}

async function run(env: Env): Promise<void> {
  listenForTheEnd()
  const log = createLog(env.LOG_LEVEL)
  const { url, db, vault } = await openGround(env, (close) => opened.push(close))
  const files = await openStore(env, vault)
  const contact = env.ORIGIN?.startsWith('https:') ? env.ORIGIN : 'mailto:moa@localhost'
  const push = openPush({ key: await pushKey(db, vault), contact, allows: isPushService })
  const mail = mailerOf(env)
  const scan = env.CLAMD ? clamd(clamdAddress(env.CLAMD)) : null
  const patienceMs = DATABASE_PATIENCE_MS
  const scribe = openScribe({ url, db })
  const jobs = await startJobs({ url, db, vault, files, push, mail, scan, scribe, log, patienceMs })
  opened.push(() => jobs.stop())
  await inTransaction(db, (tx) => enqueue(tx, 'claim.index', {}, 'claim.index'))
  const app = await createApp({
    db,
    vault,
    files,
    push,
    sendsMail: mail !== null,
    log,
    pages: env.NODE_ENV === 'development' ? livePages : builtPages,
    origin: env.ORIGIN,
    trustProxy: env.TRUST_PROXY,
    metricsToken: env.METRICS_TOKEN,
    redisUrl: env.REDIS_URL,
  })
  opened.push(() => app.close())
  listenForTheEnd()
  const port = await listen(app, env)
  const origin = env.ORIGIN ?? `http://localhost:${port}`
  say(`\n  모아 Moa    ${origin}\n`)
  if (wantsDemo) {
    const { demoLines, seedDemo } = await import('#db/seed/demo.ts')
    const demo = await seedDemo(db, { vault })
    for (const line of demoLines(demo, origin)) say(`  ${line}`)
    const { storyLines } = await import('#db/seed/cases.ts')
    for (const line of await storyLines(db, demo, { vault }, origin)) say(`  ${line}`)
  } else {
    say('  주소를 브라우저에서 열고 “사건방 열기”를 눌러 보세요. (Open the address and start a case room.)')
    say('  예시 사건을 보려면 npm run demo 로 시작하세요. (Start with npm run demo to load the demo case.)')
  }
  say('  멈추기: Ctrl-C (stop)\n')
}

function mailerOf({ SMTP_URL: url, MAIL_FROM: from, ORIGIN: origin }: Env): Mailer | null {
  return url && from && origin ? openMailer({ url, from, origin }) : null
}

async function listen(app: App, env: Env): Promise<number> {
  try {
    return await app.listen(env.PORT, env.HOST)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new Error(
      `포트 ${env.PORT}을 이미 쓰고 있어요. PORT=3001 npm start 처럼 다른 번호로 시작해 보세요. (port in use)`,
    )
  }
}

/** Called again after Vite started, which takes the signal handlers away. */
function listenForTheEnd(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(signal)
    process.on(signal, () => {
      if (ending === null) ending = closeAll().then(() => process.exit(0))
    })
  }
}

async function closeAll(): Promise<void> {
  for (let close = opened.pop(); close; close = opened.pop()) {
    await close().catch((error) => process.stderr.write(`${explain(error)}\n`))
  }
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
