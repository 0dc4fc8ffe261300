import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exhibitsPage, ownExhibit } from '#app/text/ko/exhibit.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { whyLook } from '#app/text/ko/why-look.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { describeEvidence, takeWhole } from '#server/domain/evidence.ts'
import { buyerDraft } from '#tests/domain/claims.ts'
import { openTestCase, type Person, type TestCase } from '#tests/people.ts'
import { drawn, inPieces } from '#tests/pictures.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, type Phone, phone } from './browser.ts'

let server: TestServer
let browser: Browser
let room: TestCase
let evidenceId: string

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  room = await openTestCase(server.db, server.vault)
  const { slug, minji } = room
  const { claimId } = await submitClaim(server.db, minji.viewer, { slug, draft: buyerDraft() }, server)
  evidenceId = randomUUID()
  const file = { slug, evidenceId, id: randomUUID(), name: '영수증.png' }
  await takeWhole(server.db, minji.viewer, { ...file, bytes: inPieces(await drawn('png')) }, server)
  const said = {
    kind: 'receipt',
    title: '8월 3일 주문 결제 영수증',
    madeBy: '국민카드',
    sourceUrl: '',
  } as const
  const words = { ...said, shows: '', madeOn: '2024-08-03', rights: undefined, claims: [claimId] }
  await describeEvidence(server.db, minji.viewer, { slug, evidenceId, ...words })
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

test('the staff numbers what claims rest on, says why, and takes the list a court asks for', async () => {
  const sora = await phoneOf(room.sora)
  const { page } = sora
  await page.goto(`/c/${room.slug}/host/exhibits`, { waitUntil: 'networkidle' })
  await page.getByText(exhibitsPage.unnumberedLead(1)).waitFor()
  await page.getByRole('button', { name: exhibitsPage.giveAll }).tap()
  await page.getByText(exhibitsPage.dones.given(1)).waitFor()
  await page.getByText('갑나 제1호증의 1').waitFor()
  await page.getByText(exhibitsPage.missing(['shows'])).waitFor()
  expect(await page.getByText('국민카드').count()).toBe(0)

  await page.getByRole('button', { name: whyLook.send }).tap()
  await page.getByText(sentenceOf('evidence_reason.empty')).first().waitFor()
  await page.getByLabel(whyLook.reason).fill('소장에 붙일 증거설명서 준비')
  await page.getByRole('button', { name: whyLook.send }).tap()
  await page.getByText('국민카드').waitFor()
  await expectAccessible(page)
  await expectNoSidewaysScroll(page)
  const coming = page.waitForEvent('download')
  await page.getByRole('link', { name: /PDF 받기$/ }).tap()
  const file = await coming
  expect(file.suggestedFilename()).toMatch(/_증거설명서_\d{8}\.pdf$/)
  expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe('%PDF-')
  await sora.settle()
})

test('the owner sees the number, and what the list still needs of them', async () => {
  const minji = await phoneOf(room.minji)
  const { page } = minji
  await page.goto(`/c/${room.slug}/evidence/${evidenceId}`, { waitUntil: 'networkidle' })
  await page.getByText('갑나 제1호증의 1').waitFor()
  await page.getByText(ownExhibit.lacking(['shows'])).waitFor()
  await expectAccessible(page)
  await minji.settle()
})
