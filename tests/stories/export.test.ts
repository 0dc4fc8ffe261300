import { readFile } from 'node:fs/promises'
import { readXlsx } from 'hucre/xlsx'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportText, listText } from '#app/text/ko/export.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { demoHost } from '#db/seed/allets/case.ts'
import { type Demo, seedDemo } from '#db/seed/demo.ts'
import { logIn } from '#server/domain/account.ts'
import { nobody } from '#server/domain/viewer.ts'
import { startServer, type TestServer } from '../server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, type Phone, phone } from './browser.ts'

const { form, past, states } = exportText
let server: TestServer
let browser: Browser
let demo: Demo

beforeAll(async () => {
  server = await startServer()
  demo = await seedDemo(server.db, { vault: server.vault })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

async function hostPhone(more: { javaScript?: boolean } = {}): Promise<Phone> {
  const host = await phone(browser, server.origin, more)
  const { accountId } = await logIn(server.db, nobody, demoHost, { vault: server.vault })
  const [name = '', value = ''] = (await server.signedIn(accountId)).split('=')
  await host.context.addCookies([{ name, value, url: server.origin }])
  await host.page.goto(`/c/${demo.slug}/host/exports`)
  return host
}

async function fill(page: Page, password: string): Promise<void> {
  await page.getByLabel(form.reason).fill('소비자원 상담에 첨부')
  await page.getByLabel(form.password, { exact: true }).fill(password)
  await page.getByRole('button', { name: form.send }).click()
}

/** Presses the download of a card and takes what is saved. */
async function saved(card: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    card.page().waitForEvent('download'),
    card.getByRole('link', { name: past.download }).click(),
  ])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

describe('the host gets the list', () => {
  test('on a phone: asks with the password, sees it ready, opens it', async () => {
    const host = await hostPhone()
    const { page } = host
    await page.getByRole('heading', { name: exportText.title, level: 1 }).waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)

    await fill(page, '이 비밀번호는 아니에요')
    await page.getByText(sentenceOf('account.wrong_password')).first().waitFor()
    expect(await page.getByLabel(form.reason).inputValue()).toBe('소비자원 상담에 첨부')
    expect(await page.getByLabel(form.password, { exact: true }).inputValue()).toBe('')
    await expectAccessible(page)

    await fill(page, demoHost.password)
    await page.getByText(states.ready, { exact: true }).waitFor()
    await page.getByText(/\d초 뒤에 사라져요/).waitFor()
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)

    const { name, bytes } = await saved(page.getByRole('region', { name: form.formatNames.xlsx }))
    expect(name).toMatch(/^알렛츠_피해명단_20\d{6}\.xlsx$/)
    const { sheets } = await readXlsx(bytes)
    expect(sheets.map((sheet) => sheet.name)).toEqual([
      listText.sheets.cover,
      listText.sideWord.buyer,
      listText.sideWord.seller,
    ])
    // 51 buyers' claims less the withdrawn one, 19 of sellers; each sheet has its header and its own total.
    expect(sheets.map((sheet) => sheet.rows.length).slice(1)).toEqual([52, 21])
    await host.settle()
  })

  test('without scripts: the form, the wait and the file all work', async () => {
    const host = await hostPhone({ javaScript: false })
    const { page } = host
    await page.getByText(form.formats.csv.label, { exact: true }).click()
    await page.getByText(form.sides.seller, { exact: true }).click()
    await fill(page, demoHost.password)
    const card = page.getByRole('region', { name: form.formats.csv.label })
    await expect
      .poll(
        async () => {
          await page.goto(`/c/${demo.slug}/host/exports`)
          return card.getByRole('link', { name: past.download }).count()
        },
        { timeout: 15_000 },
      )
      .toBe(1)
    await card.getByText(/까지 받을 수 있어요/).waitFor()
    const { name, bytes } = await saved(card)
    expect(name).toMatch(/^알렛츠_피해명단_판매자_20\d{6}\.csv$/)
    const lines = bytes.toString('utf8').split('\r\n')
    expect(lines[0]?.startsWith(`\ufeff${listText.columns.receiptNo}`)).toBe(true)
    expect(lines.filter(Boolean)).toHaveLength(21)
    await host.settle()
  })

  test('on a desktop: the page uses the width and stays readable', async () => {
    const host = await hostPhone()
    const { page } = host
    await page.setViewportSize({ width: 1440, height: 900 })
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    await host.settle()
  })
})
