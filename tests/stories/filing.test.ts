import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import { exportText } from '#app/text/ko/export.ts'
import { filingDesk, filingForm, filingPage } from '#app/text/ko/filing.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { buyerDraft } from '#tests/domain/claims.ts'
import { openTestCase, type Person, SORA_PASSWORD, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, type Phone, phone } from './browser.ts'

let server: TestServer
let browser: Browser
let room: TestCase

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  room = await openTestCase(server.db, server.vault)
  await submitClaim(server.db, room.minji.viewer, { slug: room.slug, draft: buyerDraft() }, server)
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function phoneOf({ accountId }: Person): Promise<Phone> {
  const made = await phone(browser, server.origin)
  const [name = '', value = ''] = (await server.signedIn(accountId)).split('=')
  await made.context.addCookies([{ name, value, url: server.origin }])
  return made
}

test('the staff gathers, a member agrees under her own name, and the list is frozen and taken', async () => {
  const [sora, minji] = [await phoneOf(room.sora), await phoneOf(room.minji)]
  const [staff, member] = [sora.page, minji.page]
  await staff.goto(`/c/${room.slug}/filings/new`, { waitUntil: 'networkidle' })
  await staff.getByText('한국소비자원 집단분쟁조정').click()
  await staff.getByRole('radio', { name: '구매자', exact: true }).check()
  await staff.getByLabel(filingForm.name, { exact: true }).fill('집단분쟁조정 1차')
  await staff.getByLabel(filingForm.recipient, { exact: true }).fill('소비자분쟁조정위원회')
  await staff.getByLabel(filingForm.closesOn, { exact: true }).fill(addDays(seoulDate(Date.now()), 20))
  await staff.getByRole('button', { name: filingForm.submit }).tap()
  await staff.getByText(filingPage.dones.opened).waitFor()

  await member.goto(`/c/${room.slug}/filings`, { waitUntil: 'networkidle' })
  await member.getByRole('link', { name: /집단분쟁조정 1차/ }).tap()
  await member.getByText('소비자분쟁조정위원회').first().waitFor()
  await expectAccessible(member)
  await expectNoSidewaysScroll(member)
  const agree = member.getByRole('checkbox', { name: /위 내용을 읽었고/ })
  expect(await agree.isChecked()).toBe(false)
  await agree.check()
  const typed = member.getByLabel(filingPage.typedName, { exact: true })
  await typed.fill('박민지')
  await member.getByRole('button', { name: filingPage.join }).tap()
  await member.getByText(sentenceOf('filing.name_differs')).first().waitFor()
  await typed.fill('김민지')
  await member.getByRole('button', { name: filingPage.join }).tap()
  await member.getByText(filingPage.dones.joined).waitFor()

  // Told live, without a reload.
  await staff.getByText(filingPage.joinedNote(1)).waitFor()
  await staff.getByText(filingDesk.freeze).first().tap()
  await staff.getByRole('button', { name: filingDesk.freeze }).tap()
  await staff.getByText(filingPage.dones.frozen).first().waitFor()
  await staff.getByText(filingDesk.formats.csv.label, { exact: true }).tap()
  await staff.getByRole('checkbox', { name: filingDesk.masked }).check()
  await staff.getByLabel(filingDesk.reason).fill('방에 알리기')
  await staff.getByLabel(filingDesk.password, { exact: true }).fill(SORA_PASSWORD)
  await staff.getByRole('button', { name: filingDesk.make }).tap()
  const link = staff.getByRole('link', { name: exportText.past.download })
  await link.waitFor()
  await expectAccessible(staff)
  await expectNoSidewaysScroll(staff)
  const [download] = await Promise.all([staff.waitForEvent('download'), link.tap()])
  const list = await readFile(await download.path(), 'utf8')
  expect(list).toContain('김*지')
  expect(list).not.toContain('김민지')
  expect(list).not.toContain('010-0000')

  await member.reload()
  await member.getByText(filingPage.pinned).waitFor()
  await sora.settle()
  await minji.settle()
})
