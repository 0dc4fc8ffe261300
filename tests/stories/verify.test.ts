import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { submitClaim } from '#server/domain/claim.ts'
import { sealPackage } from '#server/domain/proof.ts'
import { zipStream } from '#server/exports/zip.ts'
import { digestsOf } from '#server/files/digests.ts'
import { buyerDraft } from '#tests/domain/claims.ts'
import { openTestCase, type Person } from '#tests/people.ts'
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
  await context.setOffline(false)
  await page.goto('/verify', { waitUntil: 'networkidle' })
  const list = Buffer.from('연번,성명\r\n1,김민지\r\n')
  await page.getByLabel('제출 꾸러미 (.zip)').setInputFiles(await packageOf({ slug, minji }, list, list))
  await page.getByText('꾸러미가 온전하고, 서명된 원장과 맞아요').waitFor()
  await page.getByText('목록의 파일 1개가 모두 있고').waitFor()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  const other = Buffer.from(String(list).replace('1,', '2,'))
  await page.getByLabel('제출 꾸러미 (.zip)').setInputFiles(await packageOf({ slug, minji }, list, other))
  await page.getByText('내용이 달라요: 명단.csv').waitFor()
  await device.settle()
})

/** A package of one list, sealed, with these bytes in the place of it. */
async function packageOf({ slug, minji }: { slug: string; minji: Person }, list: Buffer, given: Buffer) {
  const { db, vault } = server
  const { id: caseId } = await db
    .selectFrom('case')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  const files = [{ path: '명단.csv', ...(await digestsOf(Readable.from([list]))), seq: null }]
  const of = { caseId, actor: minji.memberId, packageId: randomUUID() }
  const manifest = JSON.stringify(await sealPackage(db, of, files, { vault }))
  const parts = { '명단.csv': given, 'manifest.json': Buffer.from(manifest) }
  const chunks: Uint8Array[] = []
  for await (const chunk of zipStream(Object.entries(parts).map(([name, data]) => ({ name, data })))) {
    chunks.push(chunk)
  }
  return { name: '꾸러미.zip', mimeType: 'application/zip', buffer: Buffer.concat(chunks) }
}
