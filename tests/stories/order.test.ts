import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { channelFor } from '#server/domain/access.ts'
import { appointCohost } from '#server/domain/member.ts'
import { postMessage } from '#server/domain/message.ts'
import { openTestCase, type Person, type TestCase } from '../people.ts'
import { startServer, type TestServer } from '../server.ts'
import { expectAccessible, expectNoSidewaysScroll, openBrowser, type Phone, phone } from './browser.ts'

// Order in the room as three people see it: Sora keeps it, Minji reports, Taeho is hidden, silenced and heard again.

let server: TestServer
let browser: Browser
let theCase: TestCase
let at: (path: string) => string

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  theCase = await openTestCase(server.db, server.vault)
  at = (path) => `/c/${theCase.slug}${path}`
  // Nobody is new: what newcomers write waits for a look.
  await server.owner
    .updateTable('member')
    .set({ joined_at: new Date(Date.now() - 3_600_000) })
    .execute()
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

it('from the report over the queue and the log to the second look', async () => {
  const [sora, minji, taeho] = [await inRoom('sora'), await inRoom('minji'), await inRoom('taeho')]
  await send(taeho.page, '민지님은 거짓말쟁이예요')
  await menuOf(minji.page, '거짓말쟁이')
  await minji.page.getByRole('button', { name: '운영진에게 신고' }).tap()
  await minji.page.getByText('욕설이나 협박이 있는 글').tap()
  await minji.page.getByLabel('더 할 말').fill('저를 두고 한 말이에요')
  await expectAccessible(minji.page)
  await minji.page.getByRole('button', { name: '신고하기' }).tap()
  await minji.page.getByText('신고했어요.').waitFor()
  await minji.page.getByRole('dialog').getByRole('button', { name: '닫기' }).last().tap()

  await sora.page.getByRole('link', { name: /1.*더보기/ }).tap()
  await sora.page.getByRole('link', { name: /확인할 글 1개/ }).tap()
  await sora.page.getByText('저를 두고 한 말이에요').waitFor()
  await sora.page.getByText('가리기', { exact: true }).first().tap()
  await sora.page.getByText('욕설이나 협박이 있는 글', { exact: true }).last().tap()
  await sora.page.getByRole('button', { name: '가리기' }).tap()
  await sora.page.getByText('지금 확인할 글이 없어요.').waitFor()

  await minji.page.getByText('운영진이 가린 글이에요 · 욕설·비방').waitFor()
  await minji.page.goto(at('/more/order'))
  await minji.page.getByText('가렸어요').waitFor()
  await minji.page.goto(at('/log'))
  await minji.page.getByText('태호의 글을 가렸어요').waitFor()
  expect(await minji.page.getByText('거짓말쟁이').count()).toBe(0)
  await expectAccessible(minji.page)
  await expectNoSidewaysScroll(minji.page)
  await minji.page.getByRole('link', { name: '사람', exact: true }).tap()
  await minji.page.getByText('이 종류의 기록은 아직 없어요.').waitFor()

  // Opened by its address: it hears of what waits without the room.
  await sora.page.goto(at('/host/order'))
  await taeho.page.getByRole('link', { name: '다시 봐 달라고 하기' }).tap()
  await taeho.page.getByRole('button', { name: '다시 봐 달라고 하기' }).tap()
  await taeho.page.getByText('운영진에게 다시 봐 달라고 했어요.').waitFor()
  await sora.page.getByText('쓴 사람이 다시 봐 달라고 했어요').waitFor()
  await sora.page.getByRole('button', { name: '다시 보이기' }).tap()
  await sora.page.getByText('다시 보이게 했어요.').waitFor()
  await taeho.page.goto(at('/room/all'))
  await taeho.page.getByText('민지님은 거짓말쟁이예요').waitFor()
  for (const each of [sora, minji, taeho]) await each.settle()
})

it('hides from the menu and takes it back in the same sheet', async () => {
  const [sora, minji] = [await inRoom('sora'), await inRoom('minji')]
  await send(minji.page, '잘못 가려질 글')
  await menuOf(sora.page, '잘못 가려질 글')
  await sora.page.getByRole('button', { name: '가리기' }).tap()
  await sora.page.getByText('도배나 광고').tap()
  await sora.page.getByRole('dialog').getByRole('button', { name: '가리기' }).tap()
  await minji.page.getByText('운영진이 가린 글이에요 · 도배·광고').waitFor()
  await sora.page.getByRole('button', { name: '다시 보이기' }).tap()
  await minji.page.getByRole('log').getByText('잘못 가려질 글').waitFor()
  for (const each of [sora, minji]) await each.settle()
})

it('says when one may write, and keeps the words until then', async () => {
  const [sora, minji] = [await signedIn('sora'), await inRoom('minji')]
  await sora.page.goto(at('/host/talk'))
  // The first of the three is the channel of all.
  await sora.page.getByText('느린 모드', { exact: true }).first().tap()
  await sora.page.getByText('1분', { exact: true }).first().tap()
  await sora.page.getByRole('button', { name: '느린 모드 켜기' }).first().tap()
  await sora.page.getByText('느린 모드를 켰어요.').waitFor()
  await minji.page.getByText('1분에 한 번 쓸 수 있어요.').waitFor()
  await minji.page.getByText('지금 쓸 수 있어요').waitFor()
  await send(minji.page, '내 차례의 글')
  await minji.page.getByText(/\d+초 뒤에 쓸 수 있어요/).waitFor()
  await send(minji.page, '차례 앞의 글')
  await minji.page.getByText('아직 차례가 아니에요.').waitFor()
  expect(await minji.page.getByLabel('메시지').inputValue()).toBe('차례 앞의 글')
  await expectAccessible(minji.page)
  // The wait is the same for who comes back.
  await minji.page.reload()
  await minji.page.getByText(/\d+초 뒤에 쓸 수 있어요/).waitFor()

  await sora.page.getByRole('button', { name: '느린 모드 끄기' }).tap()
  await minji.page.getByText('1분에 한 번 쓸 수 있어요.').waitFor({ state: 'detached' })
  await sora.page.getByRole('button', { name: '운영진만 말하기' }).first().tap()
  await minji.page.getByText('지금은 운영진만 쓸 수 있어요. 읽기와').waitFor()
  await sora.page.getByRole('button', { name: '모두 말하기' }).tap()
  await minji.page.getByText('지금은 운영진만 쓸 수 있어요. 읽기와').waitFor({ state: 'detached' })
  await minji.page.getByRole('button', { name: '보내기' }).click()
  await minji.page.getByRole('log').getByText('차례 앞의 글').waitFor()
  for (const each of [sora, minji]) await each.settle()
})

it('silences from the menu, says until when and why, and undoes it', async () => {
  const [sora, taeho] = [await inRoom('sora'), await inRoom('taeho')]
  await send(taeho.page, '도배 도배 도배')
  await menuOf(sora.page, '도배 도배 도배')
  await sora.page.getByRole('button', { name: '잠시 조용히' }).tap()
  await sora.page.getByText('1시간', { exact: true }).tap()
  await sora.page.getByText('도배나 광고').tap()
  await sora.page.getByRole('button', { name: '조용히', exact: true }).tap()
  await taeho.page.getByText(/까지 글을 쓸 수 없어요. 까닭: 도배·광고/).waitFor()
  await send(taeho.page, '조용한 사람의 글')
  await taeho.page.getByText('잠시 조용히 하기를 부탁했어요').waitFor()
  expect(await taeho.page.getByLabel('메시지').inputValue()).toBe('조용한 사람의 글')
  await sora.page.getByRole('button', { name: '바로 풀기' }).tap()
  await taeho.page.getByText(/까지 글을 쓸 수 없어요/).waitFor({ state: 'detached' })
  await taeho.page.getByRole('button', { name: '보내기' }).click()
  await sora.page.getByRole('log').getByText('조용한 사람의 글').waitFor()
  for (const each of [sora, taeho]) await each.settle()
})

it('warns of what looks like fraud, before it is sent and below it, and shows a new office at once', async () => {
  const [minji, taeho] = [await inRoom('minji'), await inRoom('taeho')]
  await taeho.page.getByLabel('메시지').fill('환불 대행해 드려요. 수수료 10%만 먼저 내시면 돼요')
  await taeho.page.getByText('사기 글로 보일 수 있어요.').waitFor()
  await taeho.page.getByRole('button', { name: '보내기' }).click()
  await minji.page.getByText('환불을 대신 받아 준다는 사람은').waitFor()
  expect(await taeho.page.getByText('환불을 대신 받아 준다는 사람은').count()).toBe(0)
  await expectAccessible(minji.page)

  await send(minji.page, '민지가 먼저 쓴 글')
  const row = taeho.page.locator('li[id]', { hasText: '민지가 먼저 쓴 글' })
  await row.waitFor()
  expect(await row.getByText('부방장').count()).toBe(0)
  await appointCohost(server.db, theCase.sora.viewer, {
    slug: theCase.slug,
    memberId: theCase.minji.memberId,
  })
  await row.getByText('부방장').waitFor()
  for (const each of [minji, taeho]) await each.settle()
})

it('is reported without scripts', async () => {
  const { id } = await channelFor(server.db, theCase.taeho.viewer, { slug: theCase.slug, kind: 'all' })
  const said = { channelId: id, clientId: randomUUID(), body: '스크립트 없이 신고할 글', replyTo: null }
  const message = await postMessage(server.db, theCase.taeho.viewer, said)
  const hana = await signedIn('hana', { javaScript: false })
  const { page } = hana
  await page.goto(at(`/room/all?m=${message.id}`))
  await page.getByRole('link', { name: '운영진에게 신고' }).click()
  await page.getByText('돈, 링크, 앱 설치를 권하는 글').click()
  await page.getByRole('button', { name: '신고하기' }).click()
  await page.getByText('신고했어요. 운영진이 정하면 ‘글').waitFor()
  await page.getByText('이미 신고했어요.').waitFor()
  await hana.settle()
})

type Who = 'sora' | 'minji' | 'taeho' | 'hana'

async function signedIn(who: Who, more: { javaScript?: boolean } = {}): Promise<Phone> {
  const made = await phone(browser, server.origin, more)
  const person: Person = theCase[who]
  const [name = '', value = ''] = (await server.signedIn(person.accountId)).split('=')
  await made.context.addCookies([{ name, value, url: server.origin }])
  return made
}

async function inRoom(who: Who): Promise<Phone> {
  const made = await signedIn(who)
  await made.page.goto(at('/room/all'))
  await made.page.locator('[data-scripted]').waitFor({ state: 'attached' })
  return made
}

async function send(page: Page, words: string): Promise<void> {
  await page.getByLabel('메시지').fill(words)
  await page.getByRole('button', { name: '보내기' }).click()
}

async function menuOf(page: Page, words: string): Promise<void> {
  const row = page.locator('li[id]', { hasText: words }).first()
  await row.locator('[data-menu]').focus()
  await page.keyboard.press('Enter')
}
