import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { submitClaim } from '#server/domain/claim.ts'
import { buyerDraft } from '#tests/domain/claims.ts'
import { openTestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, phone } from './browser.ts'

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

const choose = (page: Page, label: string, name: string, text: string) =>
  page
    .getByLabel(label)
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) })

test('a receipt is taken from the claim and checked, with the line cut, beside the right and a wrong file', async () => {
  const { db, vault, origin } = server
  const { slug, minji } = await openTestCase(db, vault)
  const { claimId } = await submitClaim(db, minji.viewer, { slug, draft: buyerDraft() }, { vault })
  const device = await phone(browser, origin)
  const { page, context } = device
  const [name = '', value = ''] = (await server.signedIn(minji.accountId)).split('=')
  await context.addCookies([{ name, value, url: origin }])
  await page.goto(`/c/${slug}/ledger`)
  await expectNoSidewaysScroll(page)
  await expectAccessible(page)
  await page.goto(`/c/${slug}/claims/${claimId}`)
  const href = (await page.getByRole('link', { name: '확인서 받기 (PDF)' }).getAttribute('href')) ?? ''
  const paper = await context.request.get(href)
  expect((await paper.body()).subarray(0, 5).toString()).toBe('%PDF-')
  const json = await (await context.request.get(href.replace(/pdf$/, 'json'))).text()
  await page.goto('/verify', { waitUntil: 'networkidle' })
  await expectAccessible(page)
  await context.setOffline(true)
  await choose(page, '확인서 (.json)', '확인서.json', json)
  await page.getByText('확인서가 서명된 원장과 맞아요').waitFor()
  await page.getByText('지문이 이 모아의 열쇠와 같아요').waitFor()
  await choose(page, '원래 파일', '신고.txt', JSON.parse(json).contents[0])
  await page.getByText('이 파일은 확인서에 적힌 그 파일이고').waitFor()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  await choose(page, '원래 파일', '신고.txt', 'x')
  await page.getByText('이 파일은 확인서에 적힌 파일이 아니에요').waitFor()
  await choose(page, '확인서 (.json)', '확인서.json', json.replace('claim.submitted', 'claim.amended'))
  await page.getByText('번째 기록이 바뀌었어요').waitFor()
  await device.settle()
})
