import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { CDPSession, Page } from 'playwright-core'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { createApp } from '#server/app.ts'
import { channelFor } from '#server/domain/access.ts'
import { diskStore } from '#server/files/disk.ts'
import { createLog } from '#server/log.ts'
import { builtPages } from '#server/web/pages.ts'
import { openSessions } from '#server/web/session.ts'
import { writePast } from '#tests/history.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { testPush } from '#tests/push.ts'
import { openBrowser, phone } from '#tests/stories/browser.ts'
import { ride } from '#tests/stories/moves.ts'
import { startDurable } from './durable.ts'
import { isNoisy, percentile, printLine, round2 } from './figures.ts'

// Scrolling a channel of a million messages on a phone in a real Chromium: flung up, flung down, and led to days, against
// a plain list of the very same rows, as high as what the room holds, flung in the same tab. Needs the built pages.
// `npm run bench -- scroll [messages …]`.

const MESSAGES = 1_000_000
/** How long each fling goes on, ms, and how fast a strong thumb is, px/s. */
const FLING_MS = 10_000
const SPEED = 6000
/** Frames of the slow ride in which every row is looked at, and how far each goes, px. */
const RIDE_FRAMES = 150
const RIDE_PX = 240
const DAYS = 12
/** A message every nine minutes: 160 a day. */
const EVERY_MS = 9 * 60_000
const START = '2007-01-01T00:00:00+09:00'
/** Frame rate and p95 frame time as multiples of the plain list's. */
const GOAL_RATE = 0.9
const GOAL_FRAME = 1.5

export async function bench(sizes: readonly number[] = [MESSAGES]): Promise<void> {
  for (const messages of sizes) await measure(messages)
}

async function measure(messages: number): Promise<void> {
  const durable = await startDurable()
  const owner = openDatabase(durable.url, { max: 2 })
  const db = openDatabase(durable.url, { role: APP_ROLE })
  const folder = await mkdtemp(join(tmpdir(), 'moa-bench-scroll-'))
  const vault = testVault()
  const parts = { db, vault, files: diskStore(folder, vault), push: testPush(), log: createLog('silent') }
  const app = await createApp({ ...parts, pages: builtPages, limitFactor: 1000 })
  const browser = await openBrowser()
  try {
    const room = await talkOf(owner, db, vault, messages)
    const origin = `http://localhost:${await app.listen(0, '127.0.0.1')}`
    const { page, context } = await phone(browser, origin)
    await context.addCookies([{ ...(await signedIn(db, room.minji.accountId)), url: origin }])
    // The loader of these files names functions by a helper that pages do not have.
    await page.addInitScript('globalThis.__name = (made) => made')
    await page.goto(`/c/${room.slug}/room/all`)
    await page.locator('[data-scripted]').waitFor({ state: 'attached' })
    await flings(page, messages)
    await days(page, messages)
    await context.close()
  } finally {
    await browser.close()
    await app.close()
    await Promise.all([db.destroy(), owner.destroy()])
    await durable.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function talkOf(
  owner: Db,
  db: Db,
  vault: ReturnType<typeof testVault>,
  count: number,
): Promise<TestCase> {
  const room = await openTestCase(db, vault)
  const { id: channelId } = await channelFor(db, room.minji.viewer, { slug: room.slug, kind: 'all' })
  const authors = [room.taeho.memberId, room.hana.memberId, room.sora.memberId]
  // Nobody searches here, and the index would take most of the time.
  await sql`drop index message_search`.execute(owner)
  await writePast(owner, { channelId, authors, count, start: START, everyMs: EVERY_MS })
  await owner
    .insertInto('read_mark')
    .values({ member_id: room.minji.memberId, channel_id: channelId, seq: count })
    .execute()
  await sql`vacuum analyze message`.execute(owner)
  return room
}

async function signedIn(db: Db, accountId: string): Promise<{ name: string; value: string }> {
  let line = ''
  const keep = (cookie: string) => {
    line = cookie.split(';', 1)[0] ?? ''
  }
  await openSessions(db, false).control('', keep).begin(accountId)
  const [name = '', value = ''] = line.split('=')
  return { name, value }
}

type Fling = {
  framesPerSecond: number
  frameP95Ms: number
  longTasks: number
  longTaskMs: number
  px: number
  drawnRows: number
}

async function flings(page: Page, messages: number): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  const before = await heapOf(cdp)
  const noisy = isNoisy()
  const up = await fling(page, -1)
  const down = await fling(page, 1)
  const after = await heapOf(cdp)
  const slowly = [await ride(page, -RIDE_PX, RIDE_FRAMES), await ride(page, RIDE_PX, RIDE_FRAMES)]
  const moved = Math.max(...slowly.map(({ jump }) => jump))
  await makePlain(page)
  const plain = await fling(page, -1)
  for (const [name, ours] of Object.entries({ up, down })) {
    const rate = ours.framesPerSecond / plain.framesPerSecond
    const frame = ours.frameP95Ms / plain.frameP95Ms
    printLine({
      ...{ name: `scroll/${name}`, unit: 'frames a second', messages },
      ...{ ours: ours.framesPerSecond, baseline: plain.framesPerSecond },
      ...{ ratio: round2(rate), goal: GOAL_RATE, frameP95Ms: ours.frameP95Ms },
      ...{ baselineFrameP95Ms: plain.frameP95Ms, frameRatio: round2(frame), frameGoal: GOAL_FRAME },
      ...{ longTasks: ours.longTasks, longTaskMs: ours.longTaskMs },
      ...{ baselineLongTasks: plain.longTasks, baselineLongTaskMs: plain.longTaskMs },
      ...{ px: ours.px, baselinePx: plain.px, drawnRows: ours.drawnRows, baselineRows: plain.drawnRows },
      ...{ movedPx: round2(moved), blankFrames: slowly.reduce((sum, { blank }) => sum + blank, 0) },
      ...{ heapMb: round2(after), heapGrowthMb: round2(after - before), noisy },
      pass: rate >= GOAL_RATE && frame <= GOAL_FRAME && moved < 0.5,
    })
  }
}

/** Flings the list on for a while: -1 to the past, 1 to the present; where it ends it is flung back. */
async function fling(page: Page, way: -1 | 1): Promise<Fling> {
  const { frames, tasks, px, rows } = await page.getByRole('log').evaluate(flung, { way, SPEED, FLING_MS })
  return {
    framesPerSecond: round2((frames.length / frames.reduce((sum, ms) => sum + ms, 0)) * 1000),
    frameP95Ms: percentile(frames, 0.95),
    longTasks: tasks.length,
    longTaskMs: Math.round(tasks.reduce((sum, ms) => sum + ms, 0)),
    px: Math.round(px),
    drawnRows: rows,
  }
}

/** In the page: the time of every frame and of every task over 50 ms, the way scrolled, and the most rows there were. */
async function flung(log: HTMLElement | SVGElement, { way, SPEED, FLING_MS }: Thumb) {
  const seen = { frames: [] as number[], tasks: [] as number[], px: 0, rows: 0 }
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration)
  })
  observer.observe({ type: 'longtask' })
  const frame = () => new Promise<number>(requestAnimationFrame)
  const start = await frame()
  let [last, turn, still] = [start, way as number, 0]
  while (last - start < FLING_MS) {
    const now = await frame()
    const from = log.scrollTop
    log.scrollTop = from + turn * SPEED * ((now - last) / 1000)
    const moved = Math.abs(log.scrollTop - from)
    seen.frames.push(now - last)
    seen.px += moved
    seen.rows = Math.max(seen.rows, log.querySelectorAll('li').length)
    // A room waits there for the next page; only a list that has none is at its end.
    still = moved < 1 ? still + now - last : 0
    if (still > 500) turn = -turn
    if (still > 500) still = 0
    last = now
  }
  observer.disconnect()
  return seen
}

type Thumb = { way: number; SPEED: number; FLING_MS: number }

/** Puts a plain list of the same rows in the place of the room's, as high as it. */
async function makePlain(page: Page): Promise<void> {
  await page.getByRole('log').evaluate((log) => {
    const height = log.scrollHeight
    const plain = log.cloneNode(true) as HTMLElement
    const list = plain.querySelector('ol') as HTMLElement
    for (const box of [list.previousElementSibling, list.nextElementSibling])
      if (box instanceof HTMLElement) box.style.height = '0'
    const rows = [...list.children]
    log.replaceWith(plain)
    while (plain.scrollHeight < height) for (const row of rows) list.append(row.cloneNode(true))
    plain.scrollTop = 0
  })
}

/** MB of JavaScript's heap once the garbage is gone. */
async function heapOf(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  return usedSize / 1024 / 1024
}

/** From the press on a day to its first row in view, against the bare question for the same page of messages. */
async function days(page: Page, messages: number): Promise<void> {
  await page.reload()
  await page.locator('[data-scripted]').waitFor({ state: 'attached' })
  const [ours, bare]: [number[], number[]] = [[], []]
  for (let n = 0; n < DAYS; n += 1) {
    const day = Math.floor(((((n * 7) % DAYS) + 0.5) / DAYS) * ((messages * EVERY_MS) / 86_400_000))
    const date = new Date(Date.parse(START) + day * 86_400_000 + 9 * 3_600_000).toISOString().slice(0, 10)
    bare.push(await page.evaluate(askFor, date))
    ours.push(await jumpTo(page, date))
  }
  printLine({
    ...{ name: 'scroll/day', unit: 'ms from the press to the day in view, p50', messages },
    ...{ ours: percentile(ours, 0.5), baseline: percentile(bare, 0.5) },
    ...{
      ratio: round2(percentile(ours, 0.5) / percentile(bare, 0.5)),
      oursP95: percentile(ours, 0.95),
      days: DAYS,
    },
  })
}

async function jumpTo(page: Page, date: string): Promise<number> {
  await page.getByRole('link', { name: '날짜로 가기' }).tap()
  await page.getByLabel('날짜', { exact: true }).fill(date)
  const [year, month, day] = date.split('-').map(Number)
  const shown = page.evaluate(dayInView, `${year}년 ${month}월 ${day}일`)
  await page.getByRole('button', { name: '이날로 가기' }).tap()
  return shown
}

async function askFor(date: string): Promise<number> {
  const start = performance.now()
  await (await fetch(`${location.pathname}/messages?date=${date}`)).json()
  return performance.now() - start
}

/** In the page: ms from the next press to the frame in which the day stands in the list. */
function dayInView(day: string): Promise<number> {
  return new Promise((resolve) => {
    let start = 0
    document.addEventListener('click', () => (start ||= performance.now()), { capture: true, once: true })
    const look = () => {
      const edge = document.querySelector('[role="log"]')?.getBoundingClientRect()
      const rows = [...document.querySelectorAll('[role="log"] li')]
      const found = rows.find((row) => row.textContent?.startsWith(day))?.getBoundingClientRect()
      if (start && edge && found && found.bottom > edge.top && found.top < edge.bottom) {
        resolve(performance.now() - start)
      } else requestAnimationFrame(look)
    }
    look()
  })
}
