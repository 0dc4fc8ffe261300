import { randomUUID } from 'node:crypto'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { channelFor } from '#server/domain/access.ts'
import { type MessageDraft, postMessage } from '#server/domain/message.ts'
import { takePicture } from '#server/domain/picture.ts'
import { openTestCase, type Person, type TestCase } from '../people.ts'
import { drawn, inPieces } from '../pictures.ts'
import { startServer, type TestServer } from '../server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, type Phone, phone } from './browser.ts'
import { watchTop } from './moves.ts'

let server: TestServer
let browser: Browser
let theCase: TestCase
let room: string

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  theCase = await openTestCase(server.db, server.vault)
  room = `/c/${theCase.slug}/room/all`
  // What newcomers show waits for a look; these have been here for a while.
  const joined_at = new Date(Date.now() - 3_600_000)
  await server.owner.updateTable('member').set({ joined_at }).where('case_id', '=', theCase.caseId).execute()
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

describe('pictures in a bubble', () => {
  it('stand still as they load, open large, and close with the back button', async () => {
    const files = [await picture(theCase.taeho, 800, 600), await picture(theCase.taeho, 300, 900)]
    await say(theCase.taeho, '영수증이에요', { files })
    await say(theCase.taeho, '', { files: [await picture(theCase.taeho, 1200, 500)] })
    const minji = await visit(theCase.minji)
    const { page } = minji
    const [first, second] = [
      page.getByAltText('태호님이 올린 사진 1/2'),
      page.getByAltText('태호님이 올린 사진 2/2'),
    ]
    const list = page.getByRole('log').locator('ul', { has: first })
    const before = await list.boundingBox()
    await expect.poll(() => first.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0)
    expect(await list.boundingBox()).toEqual(before)
    await expectAccessible(page)

    await first.tap()
    const large = page.getByRole('dialog', { name: '태호님이 올린 사진' })
    await large.waitFor()
    await page.keyboard.press('ArrowRight')
    await large.getByText('2/2').waitFor()
    await large.getByRole('button', { name: '이전 사진' }).tap()
    await large.getByText('1/2').waitFor()
    const saved = page.waitForEvent('download')
    await large.getByRole('link', { name: '사진 저장' }).tap()
    expect((await saved).suggestedFilename()).toMatch(/\.webp$/)
    await expectAccessible(page)
    await page.goBack()
    await large.waitFor({ state: 'detached' })
    expect(new URL(page.url()).pathname).toBe(room)

    await second.tap()
    await large.getByText('2/2').waitFor()
    await page.keyboard.press('Escape')
    await large.waitFor({ state: 'detached' })
    await expectNoSidewaysScroll(page)
    await minji.settle()
  })

  it('that do not come can be asked for again', async () => {
    const minji = await phoneOf(theCase.minji)
    const { page } = minji
    await page.route('**/thumb', (route) => route.abort())
    await page.goto(room)
    const again = page.getByRole('button', { name: /사진을 불러오지 못했어요/ })
    await again.first().waitFor()
    const count = await again.count()
    await page.unroute('**/thumb')
    await again.first().tap()
    await expect.poll(() => again.count()).toBe(count - 1)
    await minji.context.close()
  })

  it('lead to their larger copy without scripts', async () => {
    const minji = await phoneOf(theCase.minji, { javaScript: false })
    const { page } = minji
    await page.goto(room)
    const link = page.getByRole('link', { name: '태호님이 올린 사진 1/2' })
    const answer = await page.request.get((await link.getAttribute('href')) ?? '')
    expect(answer.headers()['content-type']).toBe('image/webp')
    await minji.settle()
  })
})

describe('reactions', () => {
  it('are given in the menu, counted on both phones, taken back with a tap, and move nobody', async () => {
    for (let number = 1; number <= 30; number += 1) await say(theCase.taeho, `긴 이야기 ${number}`)
    const words = '모두 확인했나요'
    await say(theCase.taeho, words)
    const minji = await visit(theCase.minji)
    const taeho = await visit(theCase.taeho)
    const reader = await visit(theCase.hana)
    // So far that it is out of view, and so near that it is drawn.
    await rowOf(reader.page, words).waitFor()
    await reader.page.getByRole('log').evaluate((log) => log.scrollBy(0, -200))
    await reader.page.getByRole('button', { name: '최신 대화로' }).waitFor()
    const still = await watchTop(reader.page)

    await menuOf(minji.page, words)
    await expectAccessible(minji.page)
    await minji.page.getByRole('dialog').getByRole('button', { name: '확인했어요' }).tap()
    const own = rowOf(minji.page, words).getByRole('button', { name: '확인했어요 1명, 나도 눌렀어요' })
    await own.waitFor()
    expect(await own.getAttribute('aria-pressed')).toBe('true')
    await rowOf(taeho.page, words).getByRole('button', { name: '확인했어요 1명', exact: true }).tap()
    await rowOf(minji.page, words).getByRole('button', { name: '확인했어요 2명, 나도 눌렀어요' }).waitFor()
    await rowOf(reader.page, words)
      .getByRole('button', { name: '확인했어요 2명', exact: true })
      .waitFor({ state: 'attached' })
    expect((await still()).moved).toBeLessThan(1)
    await expectAccessible(minji.page)

    // Which ones are one's own is known after a reload, too.
    await minji.page.reload()
    await rowOf(minji.page, words).getByRole('button', { name: '확인했어요 2명, 나도 눌렀어요' }).tap()
    await rowOf(taeho.page, words).getByRole('button', { name: '확인했어요 1명, 나도 눌렀어요' }).waitFor()
    for (const each of [minji, taeho, reader]) await each.settle()
  })

  it('are undone when the server says no', async () => {
    const id = await say(theCase.taeho, '곧 지워질 글')
    const minji = await visit(theCase.minji)
    const { page } = minji
    await rowOf(page, '곧 지워질 글').waitFor()
    await page.route('**/messages', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ json: { ok: false, code: 'shared.not_found', retryAfterMs: null } })
        : route.continue(),
    )
    await menuOf(page, '곧 지워질 글')
    await page.getByRole('dialog').getByRole('button', { name: '좋아요' }).waitFor()
    await minji.context.setOffline(true)
    await page.getByRole('dialog').getByRole('button', { name: '좋아요' }).tap()
    await page.getByText(sentenceOf('shared.not_found')).waitFor()
    expect(await page.locator(`#m-${id}`).getByRole('list').count()).toBe(0)
    await minji.settle()
  })

  it('are given without a mouse leaving the bubble', async () => {
    const context = await browser.newContext({
      baseURL: server.origin,
      viewport: { width: 1280, height: 900 },
    })
    await signIn(context, theCase.minji)
    const page = await context.newPage()
    await page.goto(room)
    await ready(page)
    const row = rowOf(page, '모두 확인했나요')
    await row.hover()
    await row.getByRole('button', { name: '반응 고르기' }).click()
    await row.getByRole('button', { name: '고마워요' }).click()
    await row.getByRole('button', { name: '고마워요 1명, 나도 눌렀어요' }).waitFor()
    expect(await row.getByRole('list', { name: '반응 고르기' }).count()).toBe(0)
    await context.close()
  })

  it('are given and taken without scripts', async () => {
    const minji = await phoneOf(theCase.minji, { javaScript: false })
    const { page } = minji
    await page.goto(room)
    await rowOf(page, '모두 확인했나요').getByRole('link', { name: '태호의 글 메뉴' }).click()
    await page.getByRole('button', { name: '응원해요' }).click()
    await page.getByRole('button', { name: '응원해요 1명, 나도 눌렀어요' }).click()
    await page.getByRole('button', { name: /응원해요 1명/ }).waitFor({ state: 'detached' })
    await minji.settle()
  })
})

describe('names and links', () => {
  it('call the reader, show where links lead, and go to a message of this room in place', async () => {
    const first = await say(theCase.taeho, '여기가 처음이에요')
    for (let number = 1; number <= 70; number += 1) await say(theCase.taeho, `사이의 이야기 ${number}`)
    await say(
      theCase.taeho,
      '@민지 님 받으셨어요? 신청은 https://www.kca.go.kr/odr 이고 https://кakao.com/login 은 아니에요',
    )
    await say(theCase.taeho, `이 글이에요 ${server.origin}${room}?m=${first}#m-${first}`)
    await say(theCase.taeho, [1, 2, 3, 4, 5].map((at) => `https://example.com/${at}`).join(' '))
    const minji = await visit(theCase.minji)
    const { page } = minji
    const called = rowOf(page, '받으셨어요?')
    await called.getByText('나를 불렀어요').waitFor()
    expect(await called.locator('strong', { hasText: '@민지' }).count()).toBe(1)
    const imitated = called.getByRole('link', { name: /비슷하게 쓴 주소/ })
    expect(await imitated.textContent()).toContain('xn--akao-k5d.com')
    expect(await imitated.getAttribute('rel')).toContain('noopener')
    const folded = rowOf(page, 'example.com/1')
      .locator('details')
      .getByRole('link', { name: /example.com/ })
    expect(await folded.count()).toBe(0)
    await page.getByText('링크 2개 더 보기').tap()
    await expect.poll(() => folded.count()).toBe(2)
    await expectAccessible(page)
    await expectNoSidewaysScroll(page)
    for (const time of ['first', 'again']) {
      await page.getByRole('log').press('End')
      await page.getByRole('link', { name: '이 방의 글로 이동' }).tap()
      await page.getByText('여기가 처음이에요').waitFor({ timeout: time === 'first' ? 20_000 : 10_000 })
    }
    expect(minji.context.pages()).toHaveLength(1)
    await minji.settle()
    const sora = await visit(theCase.sora)
    await say(theCase.taeho, '@방장 님 봐 주세요')
    await sora.page.getByText('운영진을 불렀어요').waitFor()
    await sora.settle()
  })
})

describe('words that wait for a look', () => {
  it('stay before the eyes of who wrote them, also after a reload, and of nobody else', async () => {
    const joined_at = new Date()
    await server.owner
      .updateTable('member')
      .set({ joined_at })
      .where('id', '=', theCase.hana.memberId)
      .execute()
    const hana = await visit(theCase.hana)
    const minji = await visit(theCase.minji)
    const file = await picture(theCase.hana, 500, 400)
    const id = await say(theCase.hana, '여기 좋아요 https://refund.example.com/apply', { files: [file] })
    for (const time of ['live', 'reloaded']) {
      const own = hana.page.locator(`#m-${id}`)
      await own.getByText('여기 좋아요').waitFor()
      await own.getByText('확인 중이에요. 방장이 보면 보여요.').waitFor()
      await expect
        .poll(() => own.getByAltText('내가 올린 사진').evaluate((img: HTMLImageElement) => img.naturalWidth))
        .toBeGreaterThan(0)
      if (time === 'live') await hana.page.reload()
    }
    await minji.page.locator(`#m-${id}`).getByText('운영진이 확인하면 보이는 글이에요').waitFor()
    expect(await minji.page.content()).not.toContain('refund.example.com')
    for (const each of [hana, minji]) await each.settle()
  })
})

describe('what one does with a message', () => {
  it('is reached with the right button: copy, its link, answer, edit, delete', async () => {
    const context = await browser.newContext({
      baseURL: server.origin,
      viewport: { width: 1280, height: 900 },
    })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin })
    await signIn(context, theCase.minji)
    const page = await context.newPage()
    const id = await say(theCase.minji, '오른쪽 단추로 눌러 봐요')
    await page.goto(room)
    await ready(page)
    await page.getByRole('log').press('End')
    const act = async (name: string) => {
      await page.locator(`#m-${id}`).getByText('눌러 봐요').click({ button: 'right' })
      await page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
    }
    await act('복사')
    expect(await copied(page)).toBe('오른쪽 단추로 눌러 봐요')
    await act('글 링크 복사')
    expect(await copied(page)).toBe(`${server.origin}${room}?m=${id}#m-${id}`)
    await act('답장')
    await page.getByText('민지에게 답장하는 중').waitFor()
    await page.getByRole('link', { name: '취소' }).click()
    await act('수정')
    await page.getByRole('textbox', { name: '메시지' }).fill('고쳐서 눌러 봐요')
    await page.getByRole('button', { name: '고쳐서 저장' }).click()
    await page.locator(`#m-${id}`).getByText('수정됨').waitFor()
    await act('삭제')
    await page.getByRole('button', { name: '글 지우기' }).click()
    await page.locator(`#m-${id}`).getByText('삭제된 메시지예요').waitFor()
    await context.close()
  })

  it('is reached by a long press, also on a picture, and for several at once', async () => {
    const [words, more] = [await say(theCase.minji, '길게 눌러요'), await say(theCase.minji, '함께 골라요')]
    const shown = await say(theCase.taeho, '', { files: [await picture(theCase.taeho, 600, 600)] })
    const minji = await visit(theCase.minji)
    const { page } = minji
    await page.locator(`#m-${shown} img`).waitFor()
    await longPress(page, `#m-${shown} img`)
    await page.getByRole('dialog').getByRole('button', { name: '답장' }).waitFor()
    expect(page.url()).not.toContain('photo')
    await page.getByRole('button', { name: '닫기' }).tap()

    await longPress(page, `#m-${words} p`)
    await page.getByRole('button', { name: '여러 글 고르기' }).tap()
    await page.locator(`#m-${more} label`).tap()
    await page.getByText('2개 골랐어요').waitFor()
    await page.getByRole('button', { name: '고른 글로…' }).tap()
    await page.getByRole('dialog').getByRole('button', { name: '복사', exact: true }).tap()
    expect(await copied(page)).toMatch(/^민지 \(.+\)\n길게 눌러요\n\n민지 \(.+\)\n함께 골라요$/)
    await longPress(page, `#m-${words} p`)
    await page.getByRole('button', { name: '여러 글 고르기' }).tap()
    await page.locator(`#m-${more} label`).tap()
    await page.getByRole('button', { name: '고른 글로…' }).tap()
    await page.getByRole('button', { name: '삭제' }).tap()
    await page.getByRole('button', { name: '글 지우기' }).tap()
    for (const id of [words, more]) await page.locator(`#m-${id}`).getByText('삭제된 메시지예요').waitFor()
    await minji.settle()
  })
})

function copied(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}

/** A finger rests on it until the menu stands. */
async function longPress(page: Page, selector: string): Promise<void> {
  const box = await page.locator(selector).first().boundingBox()
  if (!box) throw new Error(`Nothing to press: ${selector}`)
  const touch = await page.context().newCDPSession(page)
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }]
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
  await page.getByRole('dialog').waitFor()
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

async function picture(who: Person, width: number, height: number): Promise<string> {
  const bytes = inPieces(await drawn('jpeg', width, height))
  const input = { slug: theCase.slug, kind: 'all' as const, name: 'photo.jpg', bytes }
  return (await takePicture(server.db, who.viewer, input, { files: server.files })).id
}

async function say(who: Person, body: string, more: Partial<MessageDraft> = {}): Promise<string> {
  const { id: channelId } = await channelFor(server.db, who.viewer, { slug: theCase.slug, kind: 'all' })
  const draft = { channelId, clientId: randomUUID(), body, replyTo: null, ...more }
  return (await postMessage(server.db, who.viewer, draft)).id
}

async function signIn(context: BrowserContext, person: Person): Promise<void> {
  const [name = '', value = ''] = (await server.signedIn(person.accountId)).split('=')
  await context.addCookies([{ name, value, url: server.origin }])
}

async function phoneOf(person: Person, more: { javaScript?: boolean } = {}): Promise<Phone> {
  const made = await phone(browser, server.origin, more)
  await signIn(made.context, person)
  return made
}

function rowOf(page: Page, words: string): Locator {
  return page.locator('li[id]', { hasText: words }).last()
}

/** Opens a message's menu as a screen reader or a keyboard does. */
async function menuOf(page: Page, words: string): Promise<void> {
  await rowOf(page, words).locator('[data-menu]').focus()
  await page.keyboard.press('Enter')
}

/** In the room at its end, with scripts running. */
async function visit(person: Person): Promise<Phone> {
  const made = await phoneOf(person)
  await made.page.goto(room)
  await ready(made.page)
  await made.page.getByRole('log').press('End')
  return made
}

async function ready(page: Page): Promise<void> {
  await page.locator('[data-scripted]').waitFor({ state: 'attached' })
}
