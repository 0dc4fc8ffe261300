import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { erasedPage, erasurePage, goneName } from '#app/text/ko/erasure.ts'
import { channelFor } from '#server/domain/access.ts'
import { postMessage } from '#server/domain/message.ts'
import { openTestCase, type Person, type TestCase } from '../people.ts'
import { startServer, type TestServer } from '../server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, type Phone, phone } from './browser.ts'

let server: TestServer
let browser: Browser
let theCase: TestCase

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  theCase = await openTestCase(server.db, server.vault)
  await sql`update member set welcomed_at = now()`.execute(server.owner)
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function as(person: Person, more: { javaScript?: boolean } = {}): Promise<Phone> {
  const device = await phone(browser, server.origin, more)
  const [name = '', value = ''] = (await server.signedIn(person.accountId)).split('=')
  await device.context.addCookies([{ name, value, url: server.origin }])
  return device
}

async function say(person: Person, body: string, replyTo: string | null = null): Promise<string> {
  const where = { slug: theCase.slug, kind: 'all' as const }
  const { id: channelId } = await channelFor(server.db, person.viewer, where)
  const words = { channelId, clientId: randomUUID(), body, replyTo }
  return (await postMessage(server.db, person.viewer, words)).id
}

describe.each([
  { javaScript: true, who: 'minji' as const },
  { javaScript: false, who: 'hana' as const },
])('leaving for good, %o', ({ javaScript, who }) => {
  it('takes the words out of the room that another has open', async () => {
    const leaving = theCase[who]
    const words = `${who}의 주소를 적었어요`
    await say(theCase.taeho, '저도 봤어요', await say(leaving, words))
    const onlooker = await as(theCase.taeho)
    await onlooker.page.goto(`/c/${theCase.slug}/room/all`)
    await onlooker.page.getByText(words).first().waitFor()

    const { page, settle } = await as(leaving, { javaScript })
    await page.goto(`/c/${theCase.slug}/more/leave`)
    await page.getByRole('link', { name: erasurePage.way }).tap()
    await page.getByRole('heading', { name: erasurePage.stays }).waitFor()
    await expectNoSidewaysScroll(page)
    if (javaScript) await expectAccessible(page)
    await page.getByRole('button', { name: erasurePage.yes }).tap()
    await page.getByText('읽은 뒤에 이 칸을 눌러 표시해 주세요.').first().waitFor()
    await page.getByLabel(erasurePage.sure).check()
    await page.getByRole('button', { name: erasurePage.yes }).tap()
    await page.getByRole('heading', { name: erasedPage.title }).waitFor()
    await settle()

    const log = onlooker.page.getByRole('log')
    await log.getByText('지워진 글이에요').last().waitFor()
    expect(await log.innerText()).not.toContain(words)
    expect(await log.innerText()).not.toContain(leaving.nickname)
    expect(await log.innerText()).toContain(goneName)
    await onlooker.settle()
  })
})
