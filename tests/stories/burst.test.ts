import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { channelFor } from '#server/domain/access.ts'
import { postMessage } from '#server/domain/message.ts'
import { writePast } from '../history.ts'
import { openTestCase, type Person, type TestCase } from '../people.ts'
import { startServer, type TestServer } from '../server.ts'
import { openBrowser, type Phone, phone } from './browser.ts'
import { watchTop } from './moves.ts'

// A room in which everybody writes at once, seen by one who follows, one who reads further up, and one who writes.

/** Messages a second, and how many in all. */
const PER_SECOND = 50
const MESSAGES = 250

let server: TestServer
let browser: Browser
let theCase: TestCase
let channelId: string
let place: string

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  theCase = await openTestCase(server.db, server.vault)
  place = `/c/${theCase.slug}/room/all`
  channelId = (await channelFor(server.db, theCase.sora.viewer, { slug: theCase.slug, kind: 'all' })).id
  const authors = [theCase.sora.memberId, theCase.taeho.memberId]
  const past = { channelId, authors, count: 300, start: '2024-08-16T00:00:00+09:00', everyMs: 60_000 }
  await writePast(server.owner, past)
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

it('moves nobody, loses no letter and doubles no syllable while fifty messages a second arrive', async () => {
  const follower = await inRoom(theCase.minji)
  const reader = await inRoom(theCase.taeho)
  const writer = await desktopOf(theCase.hana)
  // Also for whom nothing may glide: a height that glides is not yet what the list reckons with.
  await reader.page.emulateMedia({ reducedMotion: 'reduce' })
  await reader.page.getByRole('log').evaluate((log) => log.scrollBy(0, -2_000))
  const learn = await restedTop(reader.page)
  const keys = await writer.page.context().newCDPSession(writer.page)
  await writer.page.getByLabel('메시지').focus()

  const burst = burstOf(MESSAGES)
  for (const syllable of ['환', '불', '을 ', '꼭 ', '받', '아', '요']) {
    await compose(keys, syllable)
    await sleep(300)
  }
  expect(await writer.page.getByLabel('메시지').inputValue()).toBe('환불을 꼭 받아요')
  await writer.page.keyboard.press('Enter')
  await burst
  const ended = await learn()

  expect(ended.moved).toBe(0)
  expect(ended.frames).toBeGreaterThan(20)
  expect(await writer.page.getByLabel('메시지').inputValue()).toBe('')
  const end = `몰려온 글 ${MESSAGES}`
  for (const { page } of [follower, writer]) {
    await soon(() => isInView(page, end)).toBe(true)
    await soon(() => page.getByRole('log').evaluate((log) => log.scrollTop)).toBe(0)
  }
  // The writer's own message and all the others are counted for who reads further up.
  const pill = reader.page.getByRole('button', { name: `새 글 ${MESSAGES + 1}개` })
  await pill.waitFor()
  for (const { page } of [follower, reader, writer]) expect(await rowsIn(page)).toBeLessThan(80)
  await pill.tap()
  await soon(() => isInView(reader.page, end)).toBe(true)
  const stored = server.owner.selectFrom('message').select('id').where('body', '=', '환불을 꼭 받아요')
  expect(await stored.execute()).toHaveLength(1)
  await writer.context.close()
  await soon(() => readBy(theCase.minji)).toBe(300 + MESSAGES + 1)
  await follower.settle()
  await reader.settle()
})

it('holds little while nobody looks, and shows where one stopped reading on return', async () => {
  const minji = await phoneOf(theCase.minji)
  await minji.page.addInitScript(() => {
    const state = { hidden: false }
    Object.defineProperty(document, 'visibilityState', { get: () => (state.hidden ? 'hidden' : 'visible') })
    Object.assign(window, {
      hide(hidden: boolean) {
        state.hidden = hidden
        document.dispatchEvent(new Event('visibilitychange'))
      },
    })
  })
  await minji.page.goto(place)
  await ready(minji.page)
  await say('마지막으로 읽은 글')
  await soon(() => isInView(minji.page, '마지막으로 읽은 글')).toBe(true)
  await hide(minji.page, true)
  await Promise.all(Array.from({ length: 900 }, (_, at) => say(`밤새 온 글 ${at + 1}`)))
  await soon(() => isInView(minji.page, /^밤새 온 글/)).toBe(true)
  await soon(() => minji.page.getByRole('log').evaluate((log) => log.scrollHeight)).toBeLessThan(60_000)
  await hide(minji.page, false)
  await minji.page.getByRole('button', { name: '안 읽은 글부터 보기' }).tap()
  await soon(() => isInView(minji.page, '여기까지 읽었어요')).toBe(true)
  expect(await isInView(minji.page, '마지막으로 읽은 글')).toBe(true)
  await minji.settle()
})

function hide(page: Page, hidden: boolean): Promise<void> {
  return page.evaluate((now) => (window as unknown as { hide(hidden: boolean): void }).hide(now), hidden)
}

/** Types a syllable as a Korean keyboard does: it grows as its letters come, and is then put in. */
async function compose(keys: Awaited<ReturnType<BrowserContext['newCDPSession']>>, syllable: string) {
  for (const text of [...syllable.trim().normalize('NFD')].map((_, at, all) =>
    all.slice(0, at + 1).join(''),
  )) {
    const grown = text.normalize('NFC')
    await keys.send('Input.imeSetComposition', { text: grown, selectionStart: 1, selectionEnd: 1 })
    await sleep(20)
  }
  await keys.send('Input.insertText', { text: syllable })
}

/** Everybody's messages, evenly over time. */
async function burstOf(count: number): Promise<void> {
  const sent: Promise<void>[] = []
  for (let number = 1; number <= count; number += 1) {
    sent.push(say(`몰려온 글 ${number}`))
    await sleep(1000 / PER_SECOND)
  }
  await Promise.all(sent)
}

async function say(body: string): Promise<void> {
  const draft = { channelId, clientId: randomUUID(), body, replyTo: null }
  await postMessage(server.db, theCase.sora.viewer, draft)
}

/** How far somebody has read, as the server knows it. */
async function readBy({ memberId }: Person): Promise<number> {
  const mark = server.owner.selectFrom('read_mark').select('seq').where('member_id', '=', memberId)
  return Number((await mark.where('channel_id', '=', channelId).executeTakeFirst())?.seq ?? 0)
}

/** Watches the top of a list that has come to rest. */
async function restedTop(page: Page) {
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)))
  return watchTop(page)
}

function soon<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 20_000 })
}

async function phoneOf(person: Person): Promise<Phone> {
  const made = await phone(browser, server.origin)
  await signIn(made.context, person)
  return made
}

async function inRoom(person: Person): Promise<Phone> {
  const made = await phoneOf(person)
  await made.page.goto(place)
  await ready(made.page)
  return made
}

async function desktopOf(person: Person): Promise<{ page: Page; context: BrowserContext }> {
  const viewport = { width: 1280, height: 900 }
  const context = await browser.newContext({ baseURL: server.origin, viewport, locale: 'ko-KR' })
  await signIn(context, person)
  const page = await context.newPage()
  await page.goto(place)
  await ready(page)
  return { page, context }
}

async function signIn(context: BrowserContext, person: Person): Promise<void> {
  const [name = '', value = ''] = (await server.signedIn(person.accountId)).split('=')
  await context.addCookies([{ name, value, url: server.origin }])
}

async function ready(page: Page): Promise<void> {
  await page.locator('[data-scripted]').waitFor({ state: 'attached' })
}

async function isInView(page: Page, words: string | RegExp): Promise<boolean> {
  const list = page.getByRole('log')
  const found = list.getByText(words, { exact: true }).last()
  if ((await found.count()) === 0) return false
  const [row, edge] = [await found.boundingBox(), await list.boundingBox()]
  return row !== null && edge !== null && row.y < edge.y + edge.height && row.y + row.height > edge.y
}

function rowsIn(page: Page): Promise<number> {
  return page.getByRole('log').locator('li').count()
}
