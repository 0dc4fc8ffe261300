import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { channelFor } from '#server/domain/access.ts'
import { postMessage } from '#server/domain/message.ts'
import { openTestCase, type Person, type TestCase } from '../people.ts'
import { startServer, type TestServer } from '../server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, type Phone, phone } from './browser.ts'

let server: TestServer
let browser: Browser
let theCase: TestCase
let room: string

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  theCase = await openTestCase(server.db, server.vault)
  room = `/c/${theCase.slug}/room/all`
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

describe('chatting between two phones', () => {
  it('shows what the other writes, edits, answers and deletes', async () => {
    const minji = await inRoom(theCase.minji)
    const taeho = await inRoom(theCase.taeho)
    await send(minji.page, '안녕하세요, 민지예요')
    await taeho.page.getByRole('log').getByText('안녕하세요, 민지예요').waitFor()
    await menuOf(taeho.page, '안녕하세요, 민지예요')
    await taeho.page.getByRole('button', { name: '답장' }).tap()
    await send(taeho.page, '반가워요, 태호예요')
    await minji.page.getByRole('link', { name: /민지에게 답장/ }).waitFor()

    await menuOf(minji.page, '안녕하세요, 민지예요')
    await minji.page.getByRole('button', { name: '수정' }).tap()
    await minji.page.getByLabel('메시지').fill('안녕하세요, 구매자 민지예요')
    await minji.page.getByRole('button', { name: '고쳐서 저장' }).tap()
    // The quote follows the message it quotes.
    await soon(() => taeho.page.getByRole('log').getByText('안녕하세요, 구매자 민지예요').count()).toBe(2)
    await taeho.page.getByText('수정됨').waitFor()

    await menuOf(minji.page, '안녕하세요, 구매자 민지예요')
    await minji.page.getByRole('button', { name: '삭제' }).tap()
    await minji.page.getByRole('button', { name: '글 지우기' }).tap()
    await taeho.page.getByText('삭제된 메시지예요').first().waitFor()
    expect(await taeho.page.getByRole('log').getByText('구매자 민지예요').count()).toBe(0)
    await expectNoSidewaysScroll(minji.page)
    await expectAccessible(minji.page)
    await minji.settle()
    await taeho.settle()
  })

  it('keeps the channel of the other side out of sight', async () => {
    const minji = await inRoom(theCase.minji)
    expect(await minji.page.getByRole('link', { name: '구매자', exact: true }).count()).toBe(1)
    expect(await minji.page.getByRole('link', { name: '판매자', exact: true }).count()).toBe(0)
    const answer = await minji.page.request.get(`/c/${theCase.slug}/room/seller`)
    expect(answer.status()).toBe(404)
    const messages = await minji.page.request.get(`/c/${theCase.slug}/room/seller/messages`)
    expect(messages.status()).toBe(404)
    await minji.settle()
  })

  it('covers a resident registration number before it leaves the phone', async () => {
    const minji = await inRoom(theCase.minji)
    await send(minji.page, '제 번호는 900101-1234567 이에요')
    await minji.page.getByRole('log').getByText('제 번호는 ******-******* 이에요').waitFor()
    expect(await minji.page.getByRole('listitem').filter({ hasText: '900101' }).count()).toBe(0)
    await minji.settle()
  })
})

describe('without a line', () => {
  it('keeps messages through a reload and sends each once, in order, when the line is back', async () => {
    const minji = await inRoom(theCase.minji)
    const taeho = await inRoom(theCase.taeho)
    await minji.context.setOffline(true)
    await send(minji.page, '지하철에서 쓴 글 하나')
    await send(minji.page, '지하철에서 쓴 글 둘')
    await minji.page.getByText('연결되면 보낼게요').first().waitFor()
    await minji.page.getByText('인터넷이 끊겼어요').waitFor()
    expect(await taeho.page.getByRole('log').getByText('지하철에서 쓴 글').count()).toBe(0)
    await minji.context.setOffline(false)
    await minji.page.reload()
    await soon(() => taeho.page.getByRole('log').getByText('지하철에서 쓴 글').count()).toBe(2)
    const order = await taeho.page.getByRole('log').getByText('지하철에서 쓴 글').allTextContents()
    expect(order).toEqual(['지하철에서 쓴 글 하나', '지하철에서 쓴 글 둘'])
    await soon(() => minji.page.getByRole('log').getByText('지하철에서 쓴 글').count()).toBe(2)
    await minji.page.getByText('인터넷이 끊겼어요').waitFor({ state: 'detached' })
    await minji.settle()
    await taeho.settle()
  })

  it('goes on over plain requests where no WebSocket gets through', async () => {
    const minji = await phoneOf(theCase.minji)
    await minji.page.addInitScript(() => {
      class NoSocket extends EventTarget {
        constructor() {
          super()
          throw new Error('blocked')
        }
      }
      Object.assign(window, { WebSocket: NoSocket })
    })
    await minji.page.goto(room)
    await ready(minji.page)
    const taeho = await inRoom(theCase.taeho)
    await send(minji.page, '회사 망에서 쓴 글')
    await taeho.page.getByRole('log').getByText('회사 망에서 쓴 글').waitFor()
    // The pending mark gives way to the stored message although nothing was pushed.
    await soon(() => minji.page.locator('li[id]', { hasText: '회사 망에서 쓴 글' }).count()).toBe(1)
    await minji.context.close()
    await taeho.settle()
  })
})

describe('writing Hangul with a keyboard', () => {
  it('does not send with the Enter that ends a syllable, and sends once with the next', async () => {
    const context = await desktopOf(theCase.minji)
    const page = await context.newPage()
    await page.goto(room)
    await ready(page)
    const field = page.getByLabel('메시지')
    await field.focus()
    const keys = await context.newCDPSession(page)
    for (const text of ['ㅎ', '하', '한']) {
      await keys.send('Input.imeSetComposition', { text, selectionStart: 1, selectionEnd: 1 })
    }
    const enter = { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Enter', code: 'Enter' } as const
    await keys.send('Input.dispatchKeyEvent', enter)
    expect(await field.inputValue()).toBe('한')
    await keys.send('Input.insertText', { text: '한' })
    await page.keyboard.type('글')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('둘째 줄')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await soon(() => field.inputValue()).toBe('')
    await soon(() => page.locator('li[id]', { hasText: '한글' }).count()).toBe(1)
    await page.reload()
    expect(await page.locator('li[id]', { hasText: '한글' }).count()).toBe(1)
    expect(await page.getByText('둘째 줄').textContent()).toBe('한글\n둘째 줄')
    await context.close()
  })
})

describe('reading', () => {
  it('opens at the unread line, counts what is new below and stays put while reading older words', async () => {
    const quiet = await openTestCase(server.db, server.vault)
    const place = `/c/${quiet.slug}/room/all`
    for (let number = 1; number <= 70; number += 1) await say(quiet, quiet.taeho, `예전 글 ${number}`)
    const first = await phoneOf(quiet.minji)
    await first.page.goto(place)
    await first.page.getByText('예전 글 70').waitFor()
    await soon(() => readMark(quiet)).toBe(70)
    await first.settle()
    for (let number = 1; number <= 30; number += 1) await say(quiet, quiet.taeho, `새로운 글 ${number}`)

    const minji = await phoneOf(quiet.minji)
    const { page } = minji
    await page.goto(place)
    await page.getByText('여기까지 읽었어요').waitFor()
    await soon(() => page.getByText('새로운 글 1', { exact: true }).isVisible()).toBe(true)
    // What came into view is read; the rest is counted.
    await soon(() => newBelow(page)).toBeLessThan(30)
    const [left, before] = [await newBelow(page), await topOf(page, '새로운 글 1')]
    await say(quiet, quiet.taeho, '방금 온 글')
    await soon(() => newBelow(page)).toBe(left + 1)
    expect(await topOf(page, '새로운 글 1')).toBe(before)

    await soon(() => scrolledTo(page, '예전 글 1', -1200)).toBe(true)
    await page.getByRole('button', { name: /새 글 \d+개/ }).tap()
    await page.getByRole('log').getByText('방금 온 글').waitFor()
    await soon(() => readMark(quiet)).toBe(101)
    await minji.settle()
  })
})

describe('without scripts', () => {
  it('reads history, posts once on a double press, answers, edits and deletes', async () => {
    const quiet = await openTestCase(server.db, server.vault)
    const place = `/c/${quiet.slug}/room/all`
    for (let number = 1; number <= 60; number += 1) await say(quiet, quiet.taeho, `예전 글 ${number}`)
    const minji = await phoneOf(quiet.minji, { javaScript: false })
    const { page } = minji
    await page.goto(place)
    await page.getByLabel('메시지').fill('스크립트 없이 쓴 글')
    await page.getByRole('button', { name: '보내기' }).dblclick()
    await page.getByText('스크립트 없이 쓴 글').waitFor()
    await page.goto(place)
    expect(await page.getByText('스크립트 없이 쓴 글').count()).toBe(1)

    await page.getByRole('link', { name: '내 글 메뉴' }).click()
    await page.getByRole('link', { name: '수정' }).click()
    await page.getByLabel('메시지').fill('고쳐 쓴 글')
    await page.getByRole('button', { name: '고쳐서 저장' }).click()
    await page.getByText('수정됨').waitFor()
    await page.getByRole('link', { name: '내 글 메뉴' }).click()
    await page.getByRole('button', { name: '삭제' }).click()
    await page.getByText('삭제된 메시지예요').waitFor()

    await page.getByLabel('메시지').fill('900101-1234567')
    await page.getByRole('button', { name: '보내기' }).click()
    await page.getByText('******-*******').waitFor()
    expect(await page.getByText('900101').count()).toBe(0)

    await page.goto(place)
    await page.getByRole('link', { name: '이전 대화 더 보기' }).click()
    await page.getByText('예전 글 1', { exact: true }).waitFor()
    await page.getByRole('link', { name: '최신 대화로' }).click()
    await page.getByText('예전 글 60').waitFor()
    await expectNoSidewaysScroll(page)
    await minji.settle()
  })
})

/** How many new messages the pill counts below the view. */
async function newBelow(page: Page): Promise<number> {
  const words = await page.getByRole('button', { name: /새 글 \d+개/ }).textContent()
  return Number(words?.match(/\d+/)?.[0])
}

/** Scrolls a step on; true once the words stand in the page. */
async function scrolledTo(page: Page, words: string, step: number): Promise<boolean> {
  if ((await page.getByText(words, { exact: true }).count()) > 0) return true
  await page.getByRole('log').evaluate((log, px) => log.scrollBy(0, px), step)
  return false
}

/** Sooner or later; a busy machine may take its time. */
function soon<T>(read: () => T | Promise<T>) {
  return expect.poll(read, { timeout: 15_000 })
}

async function phoneOf(person: Person, more: { javaScript?: boolean } = {}): Promise<Phone> {
  const made = await phone(browser, server.origin, more)
  await signIn(made.context, person)
  return made
}

async function inRoom(person: Person): Promise<Phone> {
  const made = await phoneOf(person)
  await made.page.goto(room)
  await ready(made.page)
  return made
}

async function desktopOf(person: Person): Promise<BrowserContext> {
  const viewport = { width: 1280, height: 900 }
  const context = await browser.newContext({ baseURL: server.origin, viewport, locale: 'ko-KR' })
  await signIn(context, person)
  return context
}

async function signIn(context: BrowserContext, person: Person): Promise<void> {
  const [name = '', value = ''] = (await server.signedIn(person.accountId)).split('=')
  await context.addCookies([{ name, value, url: server.origin }])
}

/** Scripts run once the menus follow the arrows. */
async function ready(page: Page): Promise<void> {
  await page.locator('[data-scripted]').waitFor({ state: 'attached' })
}

async function send(page: Page, words: string): Promise<void> {
  await page.getByLabel('메시지').fill(words)
  await page.getByRole('button', { name: '보내기' }).click()
}

/** Opens a message's menu as a screen reader or a keyboard does. */
async function menuOf(page: Page, words: string): Promise<void> {
  const row = page.locator('li[id]', { hasText: words }).first()
  await row.locator('[data-menu]').focus()
  await page.keyboard.press('Enter')
}

async function say(where: TestCase, who: Person, body: string): Promise<void> {
  const { id } = await channelFor(server.db, who.viewer, { slug: where.slug, kind: 'all' })
  await postMessage(server.db, who.viewer, { channelId: id, clientId: randomUUID(), body, replyTo: null })
}

async function readMark(where: TestCase): Promise<number> {
  const row = await server.owner
    .selectFrom('read_mark')
    .select('seq')
    .where('member_id', '=', where.minji.memberId)
    .executeTakeFirst()
  return row?.seq ?? 0
}

async function topOf(page: Page, words: string): Promise<number> {
  const box = await page.getByText(words, { exact: true }).boundingBox()
  return Math.round(box?.y ?? -1)
}
