import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { channelFor } from '#server/domain/access.ts'
import { saveHostAnswer } from '#server/domain/host-answer.ts'
import { postMessage } from '#server/domain/message.ts'
import { openTestCase, type Person, type TestCase } from '../people.ts'
import { drawn, phonePhoto } from '../pictures.ts'
import { startServer, type TestServer } from '../server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, type Phone, phone } from './browser.ts'

// Minji writes on her phone: with receipts, to somebody by name, with a ready answer, with her own number in it.

let server: TestServer
let browser: Browser
let theCase: TestCase
let room: string
let phones: Phone[] = []

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  theCase = await openTestCase(server.db, server.vault)
  room = `/c/${theCase.slug}/room/all`
  // The first pictures of newcomers are held.
  const yesterday = new Date(Date.now() - 86_400_000)
  await server.owner.updateTable('member').set({ joined_at: yesterday }).execute()
})

afterEach(async () => {
  for (const { context } of phones) await context.close()
  phones = []
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

test('goes with pictures: chosen, pasted, dropped, refused and removed before anything is sent', async () => {
  const { page, settle } = await inRoom(theCase.minji)
  await choose(page, [
    { name: '영수증.jpg', mimeType: 'image/jpeg', buffer: await phonePhoto() },
    { name: '계약서.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') },
  ])
  await page.getByText('사진만 올릴 수 있어요').waitFor()
  await paste(page, await drawn('png'))
  const strip = page.getByRole('list', { name: '보낼 사진 2장' })
  await strip.waitFor()
  await soon(() => loose(theCase.minji)).toBe(2)
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await drop(page, await drawn('webp'))
  await soon(() => uploaded(page, 3)).toBe(3)
  // By keys the focus goes on to the next.
  await page.getByRole('button', { name: '사진 2 빼기' }).focus()
  await page.keyboard.press('Enter')
  await strip.waitFor()
  const next = page.getByRole('button', { name: '사진 2 빼기' })
  expect(await next.evaluate((button) => button === document.activeElement)).toBe(true)
  await next.tap()
  await soon(() => loose(theCase.minji)).toBe(1)
  await page.getByRole('button', { name: '보내기' }).tap()
  await soon(() => stored()).toEqual([{ body: '', files: 1 }])
  await page.getByRole('list', { name: /^보낼 사진/ }).waitFor({ state: 'detached' })
  await settle()
})

test('keeps pictures through a reload, and waits with sending for the last of them', async () => {
  const { page, context, settle } = await inRoom(theCase.minji)
  await choose(page, [{ name: 'a.png', mimeType: 'image/png', buffer: await drawn('png') }])
  await soon(() => uploaded(page, 1)).toBe(1)
  await field(page).fill('영수증 두 장이에요')
  await context.setOffline(true)
  await choose(page, [{ name: 'b.png', mimeType: 'image/png', buffer: await drawn('png', 60, 60) }])
  await page.getByText('기다리는 중').waitFor()
  await soon(() => shelved(page)).toBe(1)
  await context.setOffline(false)
  await page.reload()
  await ready(page)
  expect(await field(page).inputValue()).toBe('영수증 두 장이에요')
  await soon(() => uploaded(page, 2)).toBe(2)
  await page.route('**/room/all/files', async (route) => {
    await page.getByText('사진이 다 올라가면 보낼게요').waitFor()
    await route.continue()
  })
  await choose(page, [{ name: 'c.png', mimeType: 'image/png', buffer: await drawn('png', 50, 50) }])
  await page.getByRole('button', { name: '보내기' }).tap()
  await soon(() => stored()).toContainEqual({ body: '영수증 두 장이에요', files: 3 })
  expect(await field(page).inputValue()).toBe('')
  await settle()
})

test('names somebody from what is offered while a syllable is still open', async () => {
  await say(theCase.taeho, '저는 판매자예요')
  const { page, settle } = await inRoom(theCase.minji)
  await page.getByRole('log').getByText('저는 판매자예요').waitFor()
  const keys = await page.context().newCDPSession(page)
  await field(page).tap()
  await page.keyboard.type('@')
  // Who wrote last and the staff, before a letter is typed.
  await page.getByRole('option', { name: '@방장 운영진 모두에게' }).waitFor()
  await page.getByRole('option', { name: '@태호' }).waitFor()
  await expectAccessible(page)
  await compose(keys, '태')
  const taeho = page.getByRole('option', { name: '@태호 판매자', selected: true })
  await taeho.waitFor()
  await soon(() => page.getByRole('option').count()).toBe(1)
  await taeho.tap()
  expect(await field(page).inputValue()).toBe('@태호 ')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  // A particle nobody knows: the one who was picked is meant.
  await page.keyboard.press('Backspace')
  await page.keyboard.type('네가게 사장님, ')
  await page.keyboard.type('@ㅂㅈ')
  await soon(() => page.getByRole('option').allTextContents()).toEqual([
    '@방장 소라방장',
    '@방장운영진 모두에게 알려요',
  ])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  expect(await field(page).inputValue()).toBe('@태호네가게 사장님, @ㅂㅈ')
  for (const _ of '@ㅂㅈ') await page.keyboard.press('Backspace')
  await page.keyboard.type('@방')
  await page.getByRole('option', { name: '@방장 소라' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.keyboard.type('도 봐 주세요')
  expect(await field(page).inputValue()).toBe('@태호네가게 사장님, @방장 도 봐 주세요')
  // Kept with the draft.
  await page.reload()
  await ready(page)
  await page.getByRole('button', { name: '보내기' }).tap()
  await soon(async () => (await newest()).body).toBe('@태호네가게 사장님, @방장 도 봐 주세요')
  expect((await newest()).mentions).toEqual([
    { id: theCase.taeho.memberId, name: '태호' },
    { id: theCase.sora.memberId, name: '방장' },
  ])
  await settle()
})

test('finds a ready answer with a slash, reads it, and posts it', async () => {
  await saveHostAnswer(server.db, theCase.sora.viewer, {
    slug: theCase.slug,
    id: randomUUID(),
    keywords: ['환불', '취소'],
    question: '환불은 언제 되나요?',
    answer: '아직 정해지지 않았어요.',
  })
  const { page, settle } = await inRoom(theCase.minji)
  const keys = await page.context().newCDPSession(page)
  await field(page).tap()
  await page.keyboard.type('/')
  await page.getByRole('option', { name: '/환불 환불은 언제 되나요?' }).waitFor()
  await compose(keys, '화')
  await page.getByRole('option', { name: '/환불' }).waitFor()
  await keys.send('Input.insertText', { text: '환' })
  await page.keyboard.press('Enter')
  await page.getByText('이 답을 대화에 올릴까요?').waitFor()
  await page.getByText('아직 정해지지 않았어요.').waitFor()
  expect(await field(page).inputValue()).toBe('')
  await expectAccessible(page)
  await page.getByRole('button', { name: '올리기' }).tap()
  await soon(async () => (await newest()).card).toMatchObject({ kind: 'answer' })
  await settle()
})

test('says what of the words is personal, and leaves it to the writer where the law does', async () => {
  const { page, settle } = await inRoom(theCase.minji)
  const words = '제 번호는 010-0000-1234 예요'
  const openly = page.getByRole('button', { name: '그대로 보내기' })
  await field(page).fill(words)
  await page.getByText('전화번호(010-0000-1234)가 보여요').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '가리고 보내기' }).tap()
  await soon(async () => (await newest()).body).toBe('제 번호는 ***-****-**** 예요')
  await field(page).fill(words)
  await openly.tap()
  await soon(async () => (await newest()).body).toBe(words)
  await openly.waitFor({ state: 'detached' })
  await field(page).fill(`${words} 그리고`)
  await page.getByRole('button', { name: '보내기', exact: true }).tap()
  await soon(async () => (await newest()).body).toBe('제 번호는 ***-****-**** 예요 그리고')
  await field(page).fill('4111-1111-1111-1111')
  await page.getByText('카드번호가 보여서 가리고 보낼게요').waitFor()
  expect(await openly.count()).toBe(0)
  await field(page).fill('문의는 @')
  await page.getByRole('listbox').waitFor()
  await page.getByRole('button', { name: '보내기', exact: true }).tap()
  await page.getByRole('listbox').waitFor({ state: 'detached' })
  await settle()
})

test('keeps whom it answers through a reload', async () => {
  const answered = await say(theCase.taeho, '무엇을 사셨나요')
  const { page, settle } = await inRoom(theCase.minji)
  await page.locator(`#m-${answered} [data-menu]`).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '답장' }).tap()
  await field(page).fill('모니터요')
  await page.reload()
  await ready(page)
  await page.getByText('태호에게 답장하는 중').waitFor()
  expect(await field(page).inputValue()).toBe('모니터요')
  await page.getByRole('button', { name: '보내기' }).tap()
  await soon(() => newest()).toMatchObject({ body: '모니터요', replyTo: answered })
  await page.getByText('태호에게 답장하는 중').waitFor({ state: 'detached' })
  await settle()
})

test('shows its author after a reload what still waits, and sends it once there is a way', async () => {
  const { page, context, settle } = await phoneOf(theCase.minji)
  await context.addInitScript(() => {
    class NoSocket extends EventTarget {
      constructor() {
        super()
        throw new Error('blocked')
      }
    }
    Object.assign(window, { WebSocket: NoSocket })
  })
  await page.goto(room)
  await ready(page)
  await choose(page, [{ name: 'a.png', mimeType: 'image/png', buffer: await drawn('png') }])
  await soon(() => uploaded(page, 1)).toBe(1)
  await context.route('**/room/all/messages', (route) => route.abort())
  await field(page).fill('지하에서 쓴 글')
  await page.getByRole('button', { name: '보내기' }).tap()
  await page.getByText('연결되면 보낼게요').waitFor()
  await page.reload()
  await ready(page)
  const waiting = page.getByRole('log').getByRole('listitem').filter({ hasText: '지하에서 쓴 글' })
  await waiting.getByText('연결되면 보낼게요').waitFor()
  await waiting.getByRole('img').waitFor()
  expect(await stored()).not.toContainEqual({ body: '지하에서 쓴 글', files: 1 })
  await context.unroute('**/room/all/messages')
  await soon(() => stored()).toContainEqual({ body: '지하에서 쓴 글', files: 1 })
  await settle()
})

test('sends a picture without scripts', async () => {
  const { page, settle } = await phoneOf(theCase.minji, { javaScript: false })
  await page.goto(room)
  await page.getByLabel(/^사진 \(10장까지/).setInputFiles({
    name: '영수증.png',
    mimeType: 'image/png',
    buffer: await drawn('png'),
  })
  await field(page).fill('스크립트 없이')
  await page.getByRole('button', { name: '보내기' }).click()
  await page.getByRole('log').getByText('스크립트 없이').waitFor()
  expect(await stored()).toContainEqual({ body: '스크립트 없이', files: 1 })
  await settle()
})

const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 })
const field = (page: Page) => page.getByLabel('메시지')

type Picture = { name: string; mimeType: string; buffer: Buffer }

async function choose(page: Page, pictures: Picture[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: '사진 고르기' }).tap()
  await (await chooser).setFiles(pictures)
}

async function paste(page: Page, picture: Buffer): Promise<void> {
  await field(page).evaluate(
    (area, bytes) => {
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }))
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      area.dispatchEvent(event)
    },
    [...picture],
  )
}

/** Drops a picture somewhere on the page. */
async function drop(page: Page, picture: Buffer): Promise<void> {
  await page.evaluate(
    (bytes) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([new Uint8Array(bytes)], 'drop.webp', { type: 'image/webp' }))
      for (const kind of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }))
    },
    [...picture],
  )
}

/** How many of so many pictures in the strip the server has. */
function uploaded(page: Page, of: number): Promise<number> {
  return page
    .getByRole('list', { name: `보낼 사진 ${of}장` })
    .locator('img[src$="/thumb"]')
    .count()
}

/** How many chosen pictures the device keeps: the write ends a moment after the picture is shown. */
function shelved(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith('moa-pictures-'))
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return kept.flat().length
  })
}

async function loose({ memberId }: Person): Promise<number> {
  const files = server.owner.selectFrom('message_file').select('id').where('member_id', '=', memberId)
  return (await files.where('message_id', 'is', null).execute()).length
}

async function stored(): Promise<{ body: string | null; files: number }[]> {
  const rows = await server.owner.selectFrom('message').select(['id', 'body']).orderBy('seq').execute()
  const files = await server.owner.selectFrom('message_file').select('message_id').execute()
  return rows.map(({ id, body }) => ({ body, files: files.filter((one) => one.message_id === id).length }))
}

/** The message posted last. */
function newest() {
  return server.owner
    .selectFrom('message')
    .select(['body', 'mentions', 'card', 'reply_to as replyTo'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
}

async function say({ viewer }: Person, body: string): Promise<string> {
  const { id: channelId } = await channelFor(server.db, viewer, { slug: theCase.slug, kind: 'all' })
  return (await postMessage(server.db, viewer, { channelId, clientId: randomUUID(), body, replyTo: null })).id
}

/** Begins a syllable as a Korean keyboard does, and leaves it open. */
async function compose(keys: CDPSession, syllable: string): Promise<void> {
  for (const end of [1, 2]) {
    const text = syllable.normalize('NFD').slice(0, end).normalize('NFC')
    await keys.send('Input.imeSetComposition', { text, selectionStart: 1, selectionEnd: 1 })
  }
}

async function phoneOf(person: Person, more: { javaScript?: boolean } = {}): Promise<Phone> {
  const made = await phone(browser, server.origin, more)
  phones.push(made)
  await signIn(made.context, person)
  return made
}

async function inRoom(person: Person): Promise<Phone> {
  const made = await phoneOf(person)
  await made.page.goto(room)
  await ready(made.page)
  return made
}

async function signIn(context: BrowserContext, person: Person): Promise<void> {
  const [name = '', value = ''] = (await server.signedIn(person.accountId)).split('=')
  await context.addCookies([{ name, value, url: server.origin }])
}

async function ready(page: Page): Promise<void> {
  await page.locator('[data-scripted]').waitFor({ state: 'attached' })
}
