import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAtFile, openMasked, takeWhole } from '#server/domain/evidence.ts'
import { openTestCase, type Person, type TestCase } from '#tests/people.ts'
import { inPieces } from '#tests/pictures.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, type Phone, phone } from './browser.ts'

let server: TestServer
let browser: Browser
let room: TestCase

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  room = await openTestCase(server.db, server.vault)
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

/** The px of the invented card, and what stands where on it. */
const CARD = { width: 1200, height: 760 }
const NUMBER = { x: 80, y: 300, width: 560, height: 70 }

async function phoneOf({ accountId }: Person): Promise<Phone> {
  const device = await phone(browser, server.origin)
  const [name = '', value = ''] = (await server.signedIn(accountId)).split('=')
  await device.context.addCookies([{ name, value, url: server.origin }])
  return device
}

/** A card of nobody: the number has no valid check digit. */
async function invented(): Promise<Buffer> {
  const page = await browser.newPage({ viewport: CARD })
  await page.setContent(`<body style="margin:0;background:#e8eef6;font:48px sans-serif;color:#123">
    <div style="position:absolute;left:80px;top:60px;font-size:64px">견본 신분증</div>
    <div style="position:absolute;left:80px;top:200px">김견본</div>
    <div style="position:absolute;left:80px;top:300px;line-height:70px">900101-1234560</div>
    <div style="position:absolute;left:80px;top:420px">서울시 없는구 없는로 1</div>
    <div style="position:absolute;left:80px;top:540px">010-0000-1234</div>
    <div style="position:absolute;right:80px;top:180px;width:300px;height:380px;border-radius:50%;background:#c9a58a"></div>
  `)
  const picture = await page.screenshot({ type: 'jpeg' })
  await page.close()
  return picture
}

async function card(who: Person): Promise<string> {
  const file = { slug: room.slug, evidenceId: randomUUID(), id: randomUUID(), name: '신분증.jpg' }
  await takeWhole(server.db, who.viewer, { ...file, bytes: inPieces(await invented()) }, server)
  await lookAtFile(server.db, { fileId: file.id }, server)
  return file.id
}

/** Where a place of the picture lies on the screen, as the whole of it is shown. */
async function onScreen(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const box = await page.getByRole('img', { name: '가릴 사진' }).boundingBox()
  if (!box) throw new Error('no picture')
  return { x: box.x + (x / CARD.width) * box.width, y: box.y + (y / CARD.height) * box.height }
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2)
  await page.mouse.move(to.x, to.y)
  await page.mouse.up()
}

/** Two fingers that go apart about a place. */
async function pinch(page: Page, at: { x: number; y: number }) {
  const session = await page.context().newCDPSession(page)
  const fingers = (apart: number) => [
    { x: at.x - apart, y: at.y, id: 0 },
    { x: at.x + apart, y: at.y, id: 1 },
  ]
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(30) })
  for (const apart of [45, 60, 75, 90]) {
    await session.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(apart) })
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test('a card is masked on a phone with finger, brush and keys; the room sees the copy and never the card', async () => {
  const fileId = await card(room.minji)
  const device = await phoneOf(room.minji)
  const { page } = device
  await page.goto(`/c/${room.slug}/evidence/files/${fileId}/mask`, { waitUntil: 'networkidle' })
  const stage = page.getByRole('img', { name: '가릴 사진' })
  await stage.scrollIntoViewIfNeeded()
  const { x, y, width, height } = NUMBER
  await drag(page, await onScreen(page, x, y), await onScreen(page, x + width, y + height))
  const first = page.getByRole('button', { name: '가린 네모 1' })
  await first.waitFor()
  await page.getByRole('button', { name: '붓' }).click()
  await drag(page, await onScreen(page, 900, 300), await onScreen(page, 1000, 460))
  await page.getByText('2곳을 가렸어요').waitFor()
  await page.getByRole('button', { name: '되돌리기' }).click()
  await page.getByText('1곳을 가렸어요').waitFor()
  await page.getByRole('button', { name: '다시 하기' }).click()
  await page.getByRole('button', { name: '네모 더하기' }).click()
  const second = page.getByRole('button', { name: '가린 네모 2' })
  await second.focus()
  const before = await second.boundingBox()
  for (let times = 0; times < 5; times += 1) await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Shift+ArrowRight')
  const after = await second.boundingBox()
  expect(after?.y).toBeLessThan(before?.y ?? 0)
  expect(after?.width).toBeGreaterThan(before?.width ?? 0)
  await page.keyboard.press('Delete')
  await page.getByText('2곳을 가렸어요').waitFor()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  const small = await first.boundingBox()
  await pinch(page, await onScreen(page, 600, 380))
  const widthNow = async () => (await first.boundingBox())?.width
  await expect.poll(widthNow).toBeGreaterThan((small?.width ?? 0) * 1.5)
  await page.reload({ waitUntil: 'networkidle' })
  await page.getByText('2곳을 가렸어요').waitFor()
  await page.getByRole('checkbox', { name: /방 사람들에게/ }).check()
  await page.getByRole('button', { name: '가린 사본 저장' }).click()
  await page.getByText('가린 사본을 저장했어요').waitFor()
  await expectAccessible(page)
  await device.settle()

  const other = await phoneOf(room.taeho)
  await other.page.goto(`/c/${room.slug}/evidence/room`, { waitUntil: 'networkidle' })
  await other.page.locator(`a[href$="${fileId}/masked"]`).waitFor()
  await expectAccessible(other.page)
  for (const [copy, status] of [
    ['masked', 200],
    ['masked-thumb', 200],
    ['shown', 404],
    ['', 404],
  ] as const) {
    const answer = await other.page.request.get(`/c/${room.slug}/evidence/files/${fileId}/${copy}`)
    expect(answer.status(), copy).toBe(status)
  }
  await other.settle()
  const dark = await darkAt(room.taeho, fileId)
  expect(dark(x + 40, y + 35)).toBe(true)
  expect(dark(x + width - 40, y + 35)).toBe(true)
  expect(dark(950, 380)).toBe(true)
  expect(dark(1150, 720)).toBe(false)
})

test('what looks like a number is found on the phone itself and covered when one says so', async () => {
  const fileId = await card(room.minji)
  const device = await phoneOf(room.minji)
  const { page } = device
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() !== 'GET' || !request.url().startsWith(server.origin)) sent.push(request.url())
  })
  await page.goto(`/c/${room.slug}/evidence/files/${fileId}/mask`, { waitUntil: 'networkidle' })
  await page.getByRole('button', { name: '자동으로 찾기' }).click()
  await page.getByText('2곳을 찾았어요').waitFor({ timeout: 60_000 })
  await page.getByText('1. 주민등록번호로 보여요').waitFor()
  await page.getByText('2. 전화번호로 보여요').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: '아니에요' }).nth(1).click()
  await page.getByRole('button', { name: '가리기', exact: true }).click()
  await page.getByText('1곳을 가렸어요').waitFor()
  expect(sent).toEqual([])
  await page.getByRole('button', { name: '가린 사본 저장' }).click()
  await page.getByText('가린 사본을 저장했어요').waitFor()
  await device.settle()
  const dark = await darkAt(room.minji, fileId)
  const { x, y, height } = NUMBER
  expect(dark(x + 10, y + height / 2)).toBe(true)
  expect(dark(x + 10, y + 2 * height)).toBe(false)
})

/** Whether a place of the masked copy is covered. */
async function darkAt({ viewer }: Person, fileId: string): Promise<(x: number, y: number) => boolean> {
  const wish = { slug: room.slug, fileId, copy: 'shown' as const }
  const { stream } = await openMasked(server.db, viewer, wish, server)
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const { data, info } = await sharp(Buffer.concat(chunks)).raw().toBuffer({ resolveWithObject: true })
  return (x, y) => Math.max(...data.subarray((y * info.width + x) * info.channels).subarray(0, 3)) < 60
}
