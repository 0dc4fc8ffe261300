import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from '#tests/server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, phone } from './browser.ts'

// Sora opens a room and sends the link; Minji joins by it in two taps and comes back on another phone.

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

async function looksRight(page: Parameters<typeof expectAccessible>[0]): Promise<void> {
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
}

/** A tab at the bottom of a phone. */
function tab(page: Page, name: string) {
  return page.getByRole('navigation', { name: '주요 화면' }).getByRole('link', { name })
}

test('a room is opened, its link is shared, and a stranger is in after two taps', async () => {
  const sora = await phone(browser, server.origin)
  const { page } = sora
  await page.goto('/')
  await looksRight(page)
  await page.getByRole('link', { name: '사건방 열기' }).click()
  await page.waitForURL('**/signup**')
  await page.getByLabel('이메일').fill('sora@example.com')
  await page.getByLabel('비밀번호').fill('password1234')
  await page.getByRole('button', { name: '계정 만들기' }).click()
  await page.getByRole('alert').getByText('알아맞히기 쉬운').waitFor()
  await looksRight(page)
  expect(await page.getByLabel('이메일').inputValue()).toBe('sora@example.com')
  await page.getByLabel('비밀번호').fill('달빛 아래 수달 네 마리')
  await page.getByRole('button', { name: '계정 만들기' }).click()
  await page.waitForURL('**/open')
  await looksRight(page)
  await page.getByLabel('쇼핑몰 이름').fill('알렛츠')
  await page.getByLabel('영업종료').check()
  await page.getByLabel('문을 닫는 날').fill('2024.8.31')
  await page.getByLabel('내 닉네임').fill('방장 소라')
  await page.getByRole('group', { name: '나는' }).getByLabel('구매자').check()
  await page.getByLabel('사건방 규칙에 동의해요').check()
  await page.getByRole('button', { name: '사건방 열기' }).click()
  await page.waitForURL('**/more/share**')
  await looksRight(page)
  await page.getByRole('button', { name: '링크 복사' }).click()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(/\/j\/[\w-]{22}$/)

  const plain = await phone(browser, server.origin, { javaScript: false })
  await plain.page.goto(link)
  await plain.page.getByRole('button', { name: '들어가기' }).click()
  await plain.page.getByText('어느 쪽으로 들어올지 골라 주세요').first().waitFor()
  await plain.page.getByRole('group', { name: '나는' }).getByLabel('도움주는 사람').check()
  await plain.page.getByRole('button', { name: '들어가기' }).click()
  await plain.page.waitForURL('**/room/all**')
  await plain.settle()

  const minji = await phone(browser, server.origin)
  await minji.page.goto(link)
  await looksRight(minji.page)
  const nickname = await minji.page.getByLabel('닉네임').inputValue()
  expect(nickname.length).toBeGreaterThan(1)
  await minji.page.getByRole('group', { name: '나는' }).getByLabel('구매자').check()
  await minji.page.getByRole('button', { name: '들어가기' }).click()
  await minji.page.waitForURL('**/room/all**')
  expect(minji.page.url()).not.toContain(new URL(link).pathname)

  await looksRight(minji.page)

  const slug = new URL(minji.page.url()).pathname.split('/')[2]
  await minji.page.getByRole('link', { name: '복구 코드 받기' }).click()
  await minji.page.getByRole('button', { name: '복구 코드 받기' }).click()
  const code = await minji.page.locator('code').textContent()
  expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
  await looksRight(minji.page)
  await tab(minji.page, '더보기').click()
  await minji.page.getByText(nickname).waitFor()
  await looksRight(minji.page)
  await minji.settle()

  const other = await phone(browser, server.origin)
  await other.page.goto('/recover')
  await other.page.getByLabel('복구 코드').fill(code ?? '')
  await other.page.getByRole('button', { name: '돌아오기' }).click()
  await other.page.waitForURL('**/account**')
  await looksRight(other.page)
  await other.page.getByText(nickname).waitFor()
  await other.settle()

  await page.goto(`/c/${slug}/host/invites`)
  await looksRight(page)
  await page.goto(`/c/${slug}/host/members`)
  await page.getByText(nickname, { exact: true }).waitFor()
  expect(await tab(page, '더보기').getAttribute('aria-current')).toBe('page')
  await looksRight(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('navigation', { name: '운영진이 할 일' }).waitFor()
  await looksRight(page)
  await page.goto(`/c/${slug}`)
  await looksRight(page)
  await sora.settle()
})

test('while typing, the room that exists is offered', async () => {
  const jun = await phone(browser, server.origin)
  await jun.page.goto('/')
  await jun.page.waitForLoadState('networkidle')
  await jun.page.getByLabel('쇼핑몰이나 회사 이름으로 방 찾기').pressSequentially('알렛')
  await jun.page.getByRole('link', { name: /^알렛츠/ }).click()
  await jun.page.getByRole('heading', { name: '알렛츠 사건방' }).waitFor()
  await jun.settle()
})

test('everything on the way in works without scripts', async () => {
  const jun = await phone(browser, server.origin, { javaScript: false })
  await jun.page.goto(`/?q=${encodeURIComponent('알렛츠')}`)
  // What was searched for stands above the lists of all cases.
  await jun.page
    .getByRole('link', { name: /^알렛츠/ })
    .first()
    .click()
  await jun.page.getByRole('link', { name: '들어가기' }).click()
  await jun.page.getByLabel('닉네임').fill('방장소라')
  await jun.page.getByRole('group', { name: '나는' }).getByLabel('판매자').check()
  await jun.page.getByRole('button', { name: '들어가기' }).click()
  await jun.page.getByText('다른 닉네임을 적어 주세요').first().waitFor()
  expect(await jun.page.getByLabel('닉네임').inputValue()).toBe('방장소라')
  expect(await jun.page.getByRole('group', { name: '나는' }).getByLabel('판매자').isChecked()).toBe(true)
  await jun.page.getByLabel('닉네임').fill('조용한 두루미')
  await jun.page.getByRole('button', { name: '들어가기' }).click()
  await jun.page.waitForURL('**/room/all**')
  await jun.settle()
})
