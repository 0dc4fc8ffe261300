import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
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

test('goes with pictures: chosen, pasted, refused and removed before anything is sent', async () => {
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
  await page.getByRole('button', { name: '사진 2 빼기' }).tap()
  await soon(() => loose(theCase.minji)).toBe(1)
  await page.getByRole('button', { name: '보내기' }).tap()
  await soon(() => stored()).toEqual([{ body: '', files: 1 }])
  await strip.waitFor({ state: 'detached' })
  await settle()
})

test('keeps pictures through a reload, and waits with sending for the last of them', async () => {
  const { page, context, settle } = await inRoom(theCase.minji)
  await choose(page, [{ name: 'a.png', mimeType: 'image/png', buffer: await drawn('png') }])
  await soon(() => loose(theCase.minji)).toBe(1)
  await field(page).fill('영수증 두 장이에요')
  await context.setOffline(true)
  await choose(page, [{ name: 'b.png', mimeType: 'image/png', buffer: await drawn('png', 60, 60) }])
  await page.getByText('기다리는 중').waitFor()
  await context.setOffline(false)
  await page.reload()
  await ready(page)
  expect(await field(page).inputValue()).toBe('영수증 두 장이에요')
  const strip = page.getByRole('list', { name: '보낼 사진 2장' })
  await soon(() => strip.locator('img[src$="/thumb"]').count()).toBe(2)
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
  await field(page).evaluate((area, bytes) => {
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' }))
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    area.dispatchEvent(event)
  }, [...picture])
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
