import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { myClaims } from '#server/domain/claim/read.ts'
import { openTestCase, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, type Phone, phone } from './browser.ts'

let server: TestServer
let browser: Browser
let room: TestCase
let minji: Phone

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

beforeEach(async () => {
  room = await openTestCase(server.db, server.vault)
  minji = await openedBy(room.minji.accountId)
})

afterEach(() => minji.settle())

async function openedBy(accountId: string, more: { javaScript?: boolean } = {}): Promise<Phone> {
  const device = await phone(browser, server.origin, more)
  const [name = '', value = ''] = (await server.signedIn(accountId)).split('=')
  await device.context.addCookies([{ name, value, url: server.origin }])
  return device
}

const claims = () => myClaims(server.db, room.minji.viewer, { slug: room.slug })
const send = (page: Page) => page.getByRole('button', { name: '신고 내기' }).last().click()

async function opened(page: Page): Promise<void> {
  await page.goto(`/c/${room.slug}/claims/new`, { waitUntil: 'networkidle' })
}

/** The two-minute path; returns how many fields are typed into and how many taps it takes, sending included. */
async function fillOrder(page: Page): Promise<{ typed: number; taps: number }> {
  await page.getByText('환불을 못 받았어요').click()
  await page.getByLabel('주문번호').fill('0012-3400-0817')
  await page.getByLabel('낸 금액').fill('129000')
  return { typed: 2, taps: 1 }
}

async function fillPerson(page: Page): Promise<{ typed: number; taps: number }> {
  await page.getByLabel('이름', { exact: true }).fill('김민지')
  await page.getByLabel('휴대전화', { exact: true }).fill('010-0000-1234')
  await page.getByText('위 내용을 읽었고 동의해요').click()
  return { typed: 2, taps: 1 }
}

test('a claim is filed with four fields, completed, changed and withdrawn on a phone', async () => {
  const { page } = minji
  await page.goto(`/c/${room.slug}/claims`)
  await expectAccessible(page)
  await page.getByRole('link', { name: '피해신고 내기' }).click()
  await page.waitForLoadState('networkidle')
  await expectAccessible(page)
  const order = await fillOrder(page)
  expect(await page.getByLabel('낸 금액').inputValue()).toBe('129,000')

  await send(page)
  await page.getByRole('alert').waitFor()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('identity.name')
  expect(await page.getByLabel('주문번호').inputValue()).toBe('0012-3400-0817')
  const person = await fillPerson(page)
  await send(page)
  await page.getByText('신고를 접수했어요').waitFor()
  expect({ typed: order.typed + person.typed, taps: order.taps + person.taps + 1 }).toEqual({
    typed: 4,
    taps: 3,
  })
  await expectAccessible(page)

  expect(await page.content()).not.toContain('010-0000-1234')
  await page.getByRole('button', { name: '내 이름과 연락처 보기' }).click()
  await page.getByText('010-0000-1234').waitFor()

  await page.getByRole('link', { name: '보완하기' }).click()
  await page.waitForURL(/\/edit$/)
  await page.waitForLoadState('networkidle')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByLabel('상품 이름').fill('여름 이불')
  await page.getByRole('button', { name: '줄 더하기', exact: true }).click()
  await page.locator('[name="items[1].name"]').fill('베개')
  await page.locator('[name="items[1].amount"]').fill('11000')
  await page.locator('[name="refunds[0].amount"]').fill('40000')
  await page.locator('[name="refunds[0].on"]').fill('240816')
  await page.getByText('100,000원').first().waitFor()
  await page.getByRole('button', { name: '고친 내용 내기' }).last().click()
  await page.getByText('고친 내용을 접수했어요').waitFor()
  await expectAccessible(page)
  expect(await claims()).toMatchObject([
    { statement: { remaining: 100_000, refunds: [{ on: '2024-08-16', amount: 40_000 }] } },
  ])

  await page.getByRole('link', { name: '철회하기' }).click()
  await page.waitForURL(/\/withdraw$/)
  await expectAccessible(page)
  await page.getByRole('button', { name: '신고 철회하기' }).click()
  await page.getByText('신고를 철회했어요').waitFor()
  await expectAccessible(page)
  expect(await claims()).toMatchObject([{ receiptNo: 1, version: 3, state: 'withdrawn' }])
})

test('what was half-written comes back, without name and phone, and is forgotten once filed', async () => {
  const { page } = minji
  await opened(page)
  await fillOrder(page)
  await fillPerson(page)
  const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage }))
  await expect.poll(kept).toContain('"0012-3400-0817')
  expect(await kept()).not.toMatch(/김민지|0000-1234/)
  await opened(page)
  await page.getByText('쓰던 내용을 불러왔어요').waitFor()
  expect(await page.getByLabel('주문번호').inputValue()).toBe('0012-3400-0817')
  expect(await page.getByLabel('낸 금액').inputValue()).toBe('129,000')
  expect(await page.getByLabel('이름', { exact: true }).inputValue()).toBe('')
  await fillPerson(page)
  await send(page)
  await page.getByText('신고를 접수했어요').waitFor()
  await opened(page)
  expect(await page.getByLabel('주문번호').inputValue()).toBe('')
  expect(await claims()).toHaveLength(1)
})

test('pressed twice and sent from two tabs, one order is one claim', async () => {
  const { page, context } = minji
  const other = await context.newPage()
  for (const tab of [page, other]) {
    await opened(tab)
    await fillOrder(tab)
    await fillPerson(tab)
  }
  await page.getByRole('button', { name: '신고 내기' }).last().dblclick()
  await page.getByText('신고를 접수했어요').waitFor()
  await send(other)
  await other.getByText('신고를 접수했어요').waitFor()
  await page.goBack({ waitUntil: 'networkidle' })
  expect(await claims()).toHaveLength(1)
})

test('without scripts a claim is filed and completed by plain forms', async () => {
  const plain = await openedBy(room.minji.accountId, { javaScript: false })
  const { page } = plain
  await opened(page)
  await page.getByText('물건을 못 받았어요').click()
  await page.getByText('아니요, 멈췄거나 보내지 않았어요').click()
  await page.getByText('송장 미발급').click()
  await page.getByLabel('주문번호').fill('0012-3400-0817')
  await page.getByLabel('낸 금액').fill('12만 9천원')
  await fillPerson(page)
  await send(page)
  await page.getByText('신고를 접수했어요').waitFor()
  await page.getByRole('link', { name: '보완하기' }).click()
  await page.getByRole('button', { name: '줄 더하기', exact: true }).click()
  await page.locator('[name="items[1].name"]').fill('베개')
  await page.locator('[name="items[1].amount"]').fill('1만 1천원')
  await page.getByRole('button', { name: '고친 내용 내기' }).last().click()
  await page.getByText('고친 내용을 접수했어요').waitFor()
  expect(await claims()).toMatchObject([{ statement: { principal: 140_000, noTracking: true } }])
  await plain.settle()
})
