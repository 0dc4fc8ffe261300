import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { channelFor } from '#server/domain/access.ts'
import { postMessage } from '#server/domain/message.ts'
import { writePast } from '../history.ts'
import { openTestCase, type Person, type TestCase } from '../people.ts'
import { startServer, type TestServer } from '../server.ts'
import { expectAccessible, openBrowser, type Phone, phone } from './browser.ts'
import { ride, watchTop } from './moves.ts'

let server: TestServer
let browser: Browser

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** A message every nine minutes: 160 a day. */
const EVERY_MS = 9 * 60_000
const START = '2024-08-16T00:00:00+09:00'

/** A room in which Taeho and Hana wrote so many messages. */
async function roomOf(count: number) {
  const theCase = await openTestCase(server.db, server.vault)
  const channelId = await channelOf(theCase)
  const authors = [theCase.taeho.memberId, theCase.hana.memberId]
  await writePast(server.owner, { channelId, authors, count, start: START, everyMs: EVERY_MS })
  return { theCase, channelId, place: `/c/${theCase.slug}/room/all` }
}

describe('a long history', () => {
  it('opens where it is read without scripts, and does not move as they take over', async () => {
    const { theCase, channelId, place } = await roomOf(80)
    await readTo(theCase.minji, channelId, 60)
    const plain = await phoneOf(theCase.minji, { javaScript: false })
    await plain.page.goto(place)
    const before = await topOf(plain.page, /^61번째 글/)
    expect(before).toBeGreaterThan(0)
    await plain.settle()
    const minji = await phoneOf(theCase.minji)
    await minji.page.goto(place)
    await ready(minji.page)
    expect(await topOf(minji.page, /^61번째 글/)).toBe(before)
    await minji.settle()
  })

  it('scrolls up and down without moving by itself, draws little and holds little', async () => {
    const { theCase, place } = await roomOf(3_000)
    const minji = await inRoom(theCase.minji, place)
    const up = await ride(minji.page, -320, 110)
    expect(up).toMatchObject({ jump: expect.closeTo(0, 0), blank: 0 })
    expect(up.px).toBeGreaterThan(30_000)
    const down = await ride(minji.page, 320, 70)
    expect(down).toMatchObject({ jump: expect.closeTo(0, 0), blank: 0 })
    expect(Math.max(up.rows, down.rows)).toBeLessThan(80)
    await minji.page.getByRole('button', { name: '최신 대화로' }).tap()
    await minji.page.getByText(/^3000번째 글/).waitFor()
    await minji.settle()
  })

  it('does not move when the page before comes in late', async () => {
    const { theCase, place } = await roomOf(1_000)
    const minji = await phoneOf(theCase.minji)
    let late = () => {}
    await minji.page.route('**/messages?before=*', async (route) => {
      await new Promise<void>((resolve) => {
        late = resolve
      })
      await route.continue()
    })
    await minji.page.goto(place)
    await ready(minji.page)
    await minji.page.getByRole('log').evaluate((log) => log.scrollBy(0, -100_000))
    await minji.page.getByText('이전 대화를 불러오고 있어요').waitFor()
    const learn = await watchTop(minji.page)
    const held = await rowsHeld(minji.page)
    late()
    await soon(() => rowsHeld(minji.page)).toBeGreaterThan(held)
    await minji.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)))
    expect(await learn()).toMatchObject({ moved: 0 })
    await minji.settle()
  })
})

describe('another place', () => {
  it('is reached by the link of a message, without the messages between, and the end again', async () => {
    const { theCase, channelId, place } = await roomOf(2_000)
    const { id } = await server.owner
      .selectFrom('message')
      .select('id')
      .where('channel_id', '=', channelId)
      .where('seq', '=', 700)
      .executeTakeFirstOrThrow()
    const minji = await phoneOf(theCase.minji)
    await minji.page.goto(`${place}?m=${id}#m-${id}`)
    await ready(minji.page)
    await soon(() => isInView(minji.page, /^700번째 글/)).toBe(true)
    await soon(() => ride(minji.page, 160, 40).then(({ jump }) => Math.round(jump))).toBe(0)
    expect(await isInView(minji.page, /^700번째 글/)).toBe(false)
    // Messages that come meanwhile are counted, not drawn.
    await say(theCase, theCase.taeho, '그사이에 온 글')
    await minji.page.getByRole('button', { name: /새 글 [\d,]+개/ }).tap()
    await soon(() => isInView(minji.page, '그사이에 온 글')).toBe(true)
    await minji.settle()
  })

  it('is a day, chosen in the calendar, with its date at the top', async () => {
    const { theCase, place } = await roomOf(2_000)
    const minji = await inRoom(theCase.minji, place)
    await minji.page.getByRole('link', { name: '날짜로 가기' }).tap()
    await minji.page.getByLabel('날짜', { exact: true }).fill('2024-08-20')
    await minji.page.getByRole('button', { name: '이날로 가기' }).tap()
    // The fifth day begins with the message after four times 160.
    await soon(() => isInView(minji.page, /^640번째 글/)).toBe(true)
    expect(await isInView(minji.page, '2024년 8월 20일 화요일')).toBe(true)
    expect(await isInView(minji.page, /^639번째 글/)).toBe(false)

    await minji.page.getByRole('link', { name: '날짜로 가기' }).tap()
    await minji.page.getByRole('link', { name: '대화의 처음으로' }).tap()
    await soon(() => isInView(minji.page, /^1번째 글/)).toBe(true)
    await minji.page.getByText('대화의 시작이에요').waitFor()
    await minji.settle()
  })

  it('is a day without scripts too', async () => {
    const { theCase, place } = await roomOf(400)
    const minji = await phoneOf(theCase.minji, { javaScript: false })
    await minji.page.goto(place)
    await minji.page.getByRole('link', { name: '날짜로 가기' }).click()
    await minji.page.getByLabel('날짜', { exact: true }).fill('2024-08-17')
    await minji.page.getByRole('button', { name: '이날로 가기' }).click()
    await soon(() => isInView(minji.page, /^160번째 글/)).toBe(true)
    await minji.page.getByRole('link', { name: '다음 대화 더 보기' }).click()
    await minji.page.getByText(/^220번째 글/).waitFor()
    await minji.settle()
  })

  it('is walked to with the keyboard: the start, the newest, and message by message', async () => {
    const { theCase, place } = await roomOf(600)
    const minji = await inRoom(theCase.minji, place)
    const list = minji.page.getByRole('log')
    await list.focus()
    await minji.page.keyboard.press('Home')
    await soon(() => isInView(minji.page, /^1번째 글/)).toBe(true)
    await minji.page.keyboard.press('End')
    await soon(() => isInView(minji.page, /^600번째 글/)).toBe(true)
    const focused = () =>
      minji.page.evaluate(() =>
        Number(
          /.*?(\d+)번째 글/s.exec(
            document.activeElement?.closest('li')?.textContent?.split('원래 글로 가기').at(-1) ?? '',
          )?.[1],
        ),
      )
    await minji.page.keyboard.press('ArrowUp')
    await soon(focused).toBe(600)
    for (let count = 0; count < 60; count += 1) await minji.page.keyboard.press('ArrowUp')
    expect(await focused()).toBe(540)
    expect(await isInView(minji.page, /^540번째 글/)).toBe(true)
    // A screen reader is told the place in the whole talk, not among the rows that happen to be drawn.
    expect(await focusedItem(minji.page)).toMatchObject({ posinset: '540', setsize: '-1' })
    await expectAccessible(minji.page)
    await minji.settle()
  })
})

describe('a newcomer', () => {
  it('sees first what happened so far, folds it away, and the words stay where they are', async () => {
    const { theCase, place } = await roomOf(200)
    const minji = await inRoom(theCase.minji, place)
    const card = minji.page.getByText('처음이세요? 지금까지 있었던 일')
    const inside = minji.page.getByText('어디에 내나요').first()
    expect(await inside.isVisible()).toBe(true)
    const atEnd = await topOf(minji.page, /^200번째 글/)
    await card.tap()
    await soon(() => inside.isVisible()).toBe(false)
    expect(await topOf(minji.page, /^200번째 글/)).toBe(atEnd)
    await minji.page.getByRole('log').evaluate((log) => log.scrollBy(0, -3_000))
    const learn = await watchTop(minji.page)
    await card.tap()
    await soon(() => inside.isVisible()).toBe(true)
    expect(await learn()).toMatchObject({ moved: 0 })
    await minji.settle()
  })
})

describe('several devices of one person', () => {
  it('know of each other what was read, and what came in the channels they are not in', async () => {
    const { theCase, channelId } = await roomOf(3)
    await readTo(theCase.minji, channelId, 3)
    const desk = await inRoom(theCase.minji, `/c/${theCase.slug}/room/buyer`)
    const badge = desk.page.getByRole('navigation', { name: '채널' }).getByRole('link', { name: /^전체/ })
    await soon(() => badge.textContent()).toBe('전체')
    await say(theCase, theCase.taeho, '환불된 분 계신가요?')
    await soon(() => badge.textContent()).toContain('새 글 1개')
    const handy = await inRoom(theCase.minji, `/c/${theCase.slug}/room/all`)
    await soon(() => isInView(handy.page, '환불된 분 계신가요?')).toBe(true)
    await soon(() => badge.textContent()).toBe('전체')
    await handy.settle()
    await desk.settle()
  })

  it('find read what stood before the eyes when a page was left', async () => {
    const { theCase, channelId, place } = await roomOf(3)
    const minji = await inRoom(theCase.minji, place)
    await soon(() => markOf(theCase.minji, channelId)).toBe(3)
    // The line keeps what it is told to itself: the page that is left must say it another way.
    await minji.page.routeWebSocket('**/live/**', () => {})
    await minji.page.reload()
    await ready(minji.page)
    await say(theCase, theCase.taeho, '마지막 공지예요')
    await soon(() => isInView(minji.page, '마지막 공지예요')).toBe(true)
    await minji.page.goto('/')
    await soon(() => markOf(theCase.minji, channelId)).toBe(4)
    await minji.settle()
  })
})

/** Sooner or later; a busy machine may take its time. */
function soon<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 15_000 })
}

async function phoneOf(person: Person, more: { javaScript?: boolean } = {}): Promise<Phone> {
  const made = await phone(browser, server.origin, more)
  const [name = '', value = ''] = (await server.signedIn(person.accountId)).split('=')
  await made.context.addCookies([{ name, value, url: server.origin }])
  return made
}

async function inRoom(person: Person, place: string): Promise<Phone> {
  const made = await phoneOf(person)
  await made.page.goto(place)
  await ready(made.page)
  return made
}

async function ready(page: Page): Promise<void> {
  await page.locator('[data-scripted]').waitFor({ state: 'attached' })
}

async function channelOf(theCase: TestCase): Promise<string> {
  return (await channelFor(server.db, theCase.minji.viewer, { slug: theCase.slug, kind: 'all' })).id
}

async function say(theCase: TestCase, who: Person, body: string): Promise<void> {
  const channelId = await channelOf(theCase)
  await postMessage(server.db, who.viewer, { channelId, clientId: randomUUID(), body, replyTo: null })
}

async function readTo(who: Person, channelId: string, seq: number): Promise<void> {
  const row = { member_id: who.memberId, channel_id: channelId, seq }
  await server.owner.insertInto('read_mark').values(row).execute()
}

async function markOf(who: Person, channelId: string): Promise<number> {
  const found = await server.owner
    .selectFrom('read_mark')
    .select('seq')
    .where('member_id', '=', who.memberId)
    .where('channel_id', '=', channelId)
    .executeTakeFirst()
  return found?.seq ?? 0
}

/** The item of the list in which the focus stands. */
function focusedItem(page: Page) {
  return page.evaluate(() => {
    const item = document.activeElement?.closest('li')
    const [posinset, setsize] = ['aria-posinset', 'aria-setsize'].map((name) => item?.getAttribute(name))
    return { posinset, setsize }
  })
}

async function topOf(page: Page, words: string | RegExp): Promise<number> {
  const box = await page.getByRole('log').getByText(words).boundingBox()
  return Math.round(box?.y ?? -1)
}

async function isInView(page: Page, words: string | RegExp): Promise<boolean> {
  const list = page.getByRole('log')
  const found = list.getByText(words).first()
  if ((await found.count()) === 0) return false
  const [row, edge] = [await found.boundingBox(), await list.boundingBox()]
  return row !== null && edge !== null && row.y < edge.y + edge.height && row.y + row.height > edge.y
}

/** The height of all the list stands for grows with what is held. */
function rowsHeld(page: Page): Promise<number> {
  return page.getByRole('log').evaluate((log) => log.scrollHeight)
}
