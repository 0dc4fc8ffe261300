import { randomUUID } from 'node:crypto'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { channelFor } from '#server/domain/access.ts'
import { postMessage } from '#server/domain/message.ts'
import { openTestCase, type TestCase } from '../people.ts'
import { startServer, type TestServer } from '../server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, type Phone, phone } from './browser.ts'

let server: TestServer
let browser: Browser
let theCase: TestCase

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  theCase = await openTestCase(server.db, server.vault)
  const { taeho } = theCase
  const { id: channelId } = await channelFor(server.db, taeho.viewer, { slug: theCase.slug, kind: 'all' })
  const words = Array.from({ length: 120 }, (_, n) =>
    n === 20 ? '접수 번호는 2024-0817-3 이에요' : `이야기 ${n}`,
  )
  for (const body of words) {
    await postMessage(server.db, taeho.viewer, { channelId, clientId: randomUUID(), body, replyTo: null })
  }
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function asMinji(more: { javaScript?: boolean } = {}): Promise<Phone> {
  const device = await phone(browser, server.origin, more)
  const [name = '', value = ''] = (await server.signedIn(theCase.minji.accountId)).split('=')
  await device.context.addCookies([{ name, value, url: server.origin }])
  return device
}

describe.each([{ javaScript: true }, { javaScript: false }])('finding a number again, %o', (scripts) => {
  it('goes from the room to the message', async () => {
    const { page, settle } = await asMinji(scripts)
    await page.goto(`/c/${theCase.slug}/room/all`)
    await page.getByRole('link', { name: '대화에서 찾기' }).tap()
    await page.getByLabel('찾을 말').fill('20240817')
    await page.getByRole('button', { name: '찾기' }).tap()
    const hit = page.getByRole('link', { name: /접수 번호는 2024-0817-3/ })
    await hit.waitFor()
    expect(await hit.locator('mark').textContent()).toBe('2024-0817')
    await expectNoSidewaysScroll(page)
    if (scripts.javaScript) await expectAccessible(page)
    await hit.tap()
    await page.waitForURL(/\/room\/all\?/)
    await page.getByRole('log').getByText('접수 번호는 2024-0817-3 이에요').waitFor()
    await settle()
  })
})
