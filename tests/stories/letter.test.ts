import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { submitClaim } from '#server/domain/claim.ts'
import { buyerDraft } from '#tests/domain/claims.ts'
import { openTestCase, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, phone } from './browser.ts'

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

test('a defence is filled in, shown as one types, copied and saved as PDF', async () => {
  const device = await phone(browser, server.origin)
  const [name = '', value = ''] = (await server.signedIn(room.minji.accountId)).split('=')
  await device.context.addCookies([{ name, value, url: server.origin }])
  const { page } = device
  const { claimId } = await submitClaim(
    server.db,
    room.minji.viewer,
    { slug: room.slug, draft: buyerDraft({ kind: 'nondelivery' }) },
    server,
  )
  await page.goto(`/c/${room.slug}/claims/${claimId}`, { waitUntil: 'networkidle' })
  await page.getByRole('link', { name: '보낼 글 만들기' }).click()
  await page.getByRole('link', { name: /할부 항변 통지서/ }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: /할부 항변 통지서/ }).click()
  const paper = page.getByRole('article')
  await paper.getByText('제16조 제1항 제3호').waitFor()
  await page.getByLabel('카드번호').fill('1234-56**-****-7890')
  await page.getByLabel('아직 내지 않은 할부금').pressSequentially('86000')
  await paper.getByText('금 팔만육천원정 (86,000원)').waitFor()
  await page.getByRole('button', { name: '내 이름과 연락처' }).click()
  await paper.getByText('김민지').first().waitFor()
  expect(await page.getByLabel('카드번호').inputValue()).toBe('1234-56**-****-7890')
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: '글로 복사하기' }).click()
  await page.getByRole('button', { name: '복사했어요' }).waitFor()
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain('지급을 거절하는 할부금: 금 팔만육천원정 (86,000원)')
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'PDF로 받기' }).click(),
  ])
  expect(file.suggestedFilename()).toMatch(/^할부 항변 통지서_접수번호\d+\.pdf$/)
  await device.settle()
})
