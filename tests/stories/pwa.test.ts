import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openTestCase, type Person, type TestCase } from '#tests/people.ts'
import { type Relay, startRelay } from '#tests/relay.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, type Phone, phone } from './browser.ts'

// The installed app on Minji's phone: in the underground, with a picture from another app, and given away.

let server: TestServer
let relay: Relay
let browser: Browser
let theCase: TestCase
let room: string
let phones: Phone[] = []

beforeAll(async () => {
  server = await startServer()
  relay = await startRelay(server.origin)
  browser = await openBrowser()
  theCase = await openTestCase(server.db, server.vault)
  room = `/c/${theCase.slug}/room/all`
})

afterEach(async () => {
  for (const { context } of phones) await context.close()
  phones = []
})

afterAll(async () => {
  await browser?.close()
  await relay?.cut()
  await server?.close()
})

/** A phone whose worker has taken over its pages. */
async function installed(person: Person): Promise<Phone> {
  const made = await phone(browser, relay.origin)
  phones.push(made)
  const [name = '', value = ''] = (await server.signedIn(person.accountId)).split('=')
  await made.context.addCookies([{ name, value, url: relay.origin }])
  await made.page.goto('/')
  await made.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  return made
}

const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 20_000 })

async function bodies(): Promise<string[]> {
  const rows = await server.db.selectFrom('message').select('body').orderBy('seq').execute()
  return rows.map(({ body }) => body ?? '')
}

async function keptFiles(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = await caches.keys()
    const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
    return kept.flat().map(({ url }) => new URL(url).pathname)
  })
}

test('can be installed: a manifest with its icons, a worker, and a Korean name', async () => {
  const { page } = await installed(theCase.minji)
  const address = await page.locator('link[rel="manifest"]').getAttribute('href')
  const answer = await page.request.get(address ?? '')
  expect(answer.headers()['content-type']).toBe('application/manifest+json')
  const manifest = await answer.json()
  expect(manifest).toMatchObject({ name: '모아', lang: 'ko', start_url: '/', display: 'standalone' })
  for (const { src, sizes, type } of manifest.icons) {
    const icon = await page.request.get(src)
    expect(icon.headers()['content-type']).toBe(type)
    const bytes = await icon.body()
    expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes)
  }
  const kinds = manifest.icons.map(({ sizes, purpose }: Record<string, string>) => `${purpose} ${sizes}`)
  expect(kinds.sort()).toEqual(['any 192x192', 'any 512x512', 'maskable 192x192', 'maskable 512x512'])
  const { installabilityErrors } = await (await page.context().newCDPSession(page)).send(
    'Page.getInstallabilityErrors',
  )
  // Private windows, which these are, cannot install anything.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([])
  const script = await page.request.get('/sw.js')
  expect(script.headers()['cache-control']).toBe('no-cache')
})

test('keeps hashed files and no page of anybody’s', async () => {
  const { page } = await installed(theCase.minji)
  for (const path of [room, `/c/${theCase.slug}/claims`, '/account', '/notifications']) await page.goto(path)
  const kept = await keptFiles(page)
  expect(kept.length).toBeGreaterThan(5)
  expect(kept.filter((path) => !/^\/(?:assets|fonts)\//.test(path))).toEqual([])
})

test('shows a page of its own where none can be loaded, and the real one when the server is back', async () => {
  const { page } = await installed(theCase.minji)
  await relay.cut()
  await page.goto(room)
  await page.getByRole('heading', { name: '지금은 연결되지 않아요' }).waitFor()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  const wrong: string[] = []
  page.on('pageerror', (error) => wrong.push(String(error)))
  await page.getByRole('button', { name: '다시 열기' }).click()
  await page.getByRole('heading', { name: '지금은 연결되지 않아요' }).waitFor()
  await relay.join()
  await page.getByLabel('메시지').waitFor()
  expect(wrong).toEqual([])
})

test('sends what was written without a line, though its tab was closed and another page is opened', async () => {
  const { page, context } = await installed(theCase.minji)
  await page.goto(room)
  await page.locator('[data-scripted]').waitFor({ state: 'attached' })
  const words = `지하철에서 쓴 글 ${randomUUID().slice(0, 8)}`
  await relay.cut()
  await page.getByLabel('메시지').fill(words)
  await page.getByRole('button', { name: '보내기' }).click()
  await page.getByText('연결되면 보낼게요').first().waitFor()
  await page.close()
  expect(await bodies()).not.toContain(words)
  const later = await context.newPage()
  await later.goto('/')
  await later.getByRole('heading', { name: '지금은 연결되지 않아요' }).waitFor()
  await relay.join()
  await soon(async () => (await bodies()).filter((body) => body === words).length).toBe(1)
  await soon(() =>
    later.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('moa.outbox'))),
  ).toEqual([])
  await later.goto(room)
  await later.getByRole('log').getByText(words).waitFor()
  expect((await bodies()).filter((body) => body === words)).toHaveLength(1)
})

test('takes a text and a picture from another app, asks where to, and puts them into that composer', async () => {
  const { page } = await installed(theCase.minji)
  await page.evaluate(shareAsAndroidDoes)
  await page.waitForURL('**/share')
  await page.getByText('환불 접수했어요').waitFor()
  await page.getByRole('list', { name: '받은 사진 1장' }).waitFor()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('link', { name: '전체' }).click()
  await page.waitForURL(`**${room}**`)
  await soon(() => page.getByLabel('메시지').inputValue()).toBe('환불 접수했어요 https://shop.example.com/1')
  await page.getByRole('list', { name: '보낼 사진 1장' }).waitFor()
  expect(await bodies()).not.toContain('환불 접수했어요 https://shop.example.com/1')
})

test('gives the device away empty: nothing written, shared or kept is left after signing out', async () => {
  const { page } = await installed(theCase.hana)
  await page.goto(room)
  await page.locator('[data-scripted]').waitFor({ state: 'attached' })
  await page.getByLabel('메시지').fill('아직 보내지 않은 글')
  await page.evaluate(shareAsAndroidDoes)
  await page.waitForURL('**/share')
  expect(await keptFiles(page)).toContain('/shared/text')
  expect(
    await page.evaluate(() => Object.keys(localStorage).some((key) => key.startsWith('moa.draft'))),
  ).toBe(true)
  await page.goto('/logout')
  await page.getByRole('button', { name: '로그아웃' }).click()
  await page.waitForURL((url) => url.pathname === '/')
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('moa')))).toEqual(
    [],
  )
  expect((await keptFiles(page)).filter((path) => path.startsWith('/shared/'))).toEqual([])
})

/** Opens the app with a share, by the form that `share_target` of the manifest describes. */
function shareAsAndroidDoes(): void {
  const form = document.createElement('form')
  Object.assign(form, { action: '/share', method: 'post', enctype: 'multipart/form-data' })
  const field = (name: string, value: string) => {
    const input = document.createElement('input')
    Object.assign(input, { name, value })
    form.append(input)
  }
  field('title', '')
  field('text', '환불 접수했어요 https://shop.example.com/1')
  field('url', 'https://shop.example.com/1')
  const picture = atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  )
  const bytes = Uint8Array.from(picture, (character) => character.charCodeAt(0))
  const files = new DataTransfer()
  files.items.add(new File([bytes], '영수증.png', { type: 'image/png' }))
  const input = document.createElement('input')
  Object.assign(input, { type: 'file', name: 'files', files: files.files })
  form.append(input)
  document.body.append(form)
  form.submit()
}

test('a line that only looks open is found out by the first word into it, and dialled anew', async () => {
  const { page } = await installed(theCase.minji)
  let lines = 0
  page.on('websocket', () => {
    lines += 1
  })
  await page.goto(room)
  await soon(() => page.getByText('지금 1명').first().isVisible()).toBe(true)
  expect(lines).toBe(1)
  relay.stall()
  await page.getByLabel('메시지').fill('들리나요')
  await page.getByRole('button', { name: '보내기' }).click()
  await soon(() => lines).toBe(2)
  await soon(bodies).toContain('들리나요')
  expect((await bodies()).filter((body) => body === '들리나요')).toHaveLength(1)
  await page.getByText('보내는 중').waitFor({ state: 'detached' })
})

test('a push is shown without the words, and a tap leads to its room', async () => {
  const { page, context } = await installed(theCase.minji)
  await context.grantPermissions(['notifications'], { origin: relay.origin })
  const cdp = await context.newCDPSession(page)
  const workers: string[] = []
  cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    workers.push(...registrations.map(({ registrationId }) => registrationId))
  })
  await cdp.send('ServiceWorker.enable')
  await soon(() => workers.length).toBeGreaterThan(0)
  const push = { title: '달빛마켓', body: '나를 부른 글 1개', url: room, tag: 'all', count: 1 }
  await cdp.send('ServiceWorker.deliverPushMessage', {
    origin: relay.origin,
    registrationId: workers[0] ?? '',
    data: JSON.stringify(push),
  })
  const tray = () =>
    page.evaluate(async () => {
      const { getNotifications } = await navigator.serviceWorker.ready.then((registration) => ({
        getNotifications: () => registration.getNotifications(),
      }))
      return (await getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }))
    })
  await soon(tray).toEqual([{ title: '달빛마켓', body: '나를 부른 글 1개', tag: 'all' }])
  const [worker] = context.serviceWorkers()
  await worker?.evaluate(async () => {
    const scope = globalThis as unknown as { registration: ServiceWorkerRegistration } & EventTarget
    const [notification] = await scope.registration.getNotifications()
    const { NotificationEvent } = globalThis as unknown as {
      NotificationEvent: new (kind: string, init: object) => Event
    }
    scope.dispatchEvent(new NotificationEvent('notificationclick', { notification }))
  })
  await soon(() => new URL(page.url()).pathname).toBe(room)
  await soon(tray).toEqual([])
})
