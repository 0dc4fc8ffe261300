import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { channelFor } from '#server/domain/access.ts'
import { signUp } from '#server/domain/account.ts'
import { submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { joinCase } from '#server/domain/member.ts'
import { postMessage } from '#server/domain/message.ts'
import { buyerDraft } from '#tests/domain/claims.ts'
import { entryOf, openTestCase, SORA_PASSWORD, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { openBrowser, type Phone, phone } from './browser.ts'

// Everything a person can write holds a script. Whoever looks at it, in whatever page, sees words.

const SHOP = '<img src=x onerror=ouch()>'
const NICKNAME = '<b onclick=a()>'
const words = [
  '</script><script>ouch()</script>',
  '<img src=x onerror="ouch()"><svg onload=ouch()>',
  'javascript:ouch() data:text/html,<script>ouch()</script> vbscript:ouch()',
  'https://example.com/"onmouseover="ouch() https://example.com/<script>ouch()</script>',
  "{{constructor.constructor('ouch()')()}} <!-- --> ]]> &lt;script&gt; \u2028ouch()",
]

let server: TestServer
let browser: Browser
let room: TestCase
let claimId: string

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  const noticeText = words.join('\n')
  room = await openTestCase(server.db, server.vault, {
    shopName: SHOP,
    operatorName: '"><script>ouch()</script>',
    noticeText,
  })
  await joinCase(server.db, room.jun, { code: room.code }, entryOf(NICKNAME))
  // The first links of newcomers are held.
  await server.owner
    .updateTable('member')
    .set({ joined_at: new Date(Date.now() - 86_400_000) })
    .execute()
  for (const body of words) await write(body)
  ;({ claimId } = await file())
  const { claimId: gone } = await file()
  await withdrawClaim(server.db, room.jun, { claimId: gone, why: words.join(' ').slice(0, 300) })
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function write(body: string): Promise<void> {
  const { id } = await channelFor(server.db, room.jun, { slug: room.slug, kind: 'all' })
  await postMessage(server.db, room.jun, { channelId: id, clientId: randomUUID(), body, replyTo: null })
}

function file() {
  const draft = buyerDraft({
    story: words.join('\n'),
    cardIssuer: '<i onclick=ouch()>',
    items: [{ name: `${words[0]}=HYPERLINK("https://evil.example")`, quantity: 1, amount: 129_000 }],
    identity: { name: '<script>ouch()</script>', phone: '01000001234', email: '' },
  })
  return submitClaim(server.db, room.jun, { slug: room.slug, draft }, server)
}

/** A phone on which every run script and every report of the policy is heard. */
async function listening(accountId: string): Promise<Phone & { heard: string[] }> {
  const device = await phone(browser, server.origin)
  const heard: string[] = []
  await device.context.exposeFunction('ouch', () => heard.push('a script ran'))
  await device.context.exposeFunction('reported', (what: string) => heard.push(what))
  await device.context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const say = (window as unknown as { reported(what: string): void }).reported
      say(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`)
    })
  })
  device.page.on('dialog', (dialog) => {
    heard.push(dialog.message())
    void dialog.dismiss()
  })
  const [name = '', value = ''] = (await server.signedIn(accountId)).split('=')
  await device.context.addCookies([{ name, value, url: server.origin }])
  await device.page.evaluate(() => (window as unknown as { ouch(): void }).ouch())
  expect(heard.splice(0)).toEqual(['a script ran'])
  return { ...device, heard }
}

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.waitForLoadState('networkidle')
  expect(
    await page.locator('img[src="x"], svg[onload], [onerror], [onclick], [onmouseover]').count(),
    path,
  ).toBe(0)
  expect(
    await page.locator('a[href^="javascript:"], a[href^="data:"], a[href^="vbscript:"]').count(),
    path,
  ).toBe(0)
}

test('X1, X2: scripts in every stored text are words in every page', async () => {
  const at = (path: string) => `/c/${room.slug}${path}`
  const hostPages = ['', '/room/all', '/room/staff', '/more', '/more/share', '/host/edit', '/host/members']
  const sora = await listening(room.sora.accountId)
  for (const page of [...hostPages, '/host/invites', '/host/exports']) await visit(sora.page, at(page))
  const query = encodeURIComponent(`"><script>ouch()</script>`)
  for (const page of [
    `/?q=${query}`,
    `/?q=${encodeURIComponent('img src')}`,
    `/open?shop=${query}`,
    '/account',
  ]) {
    await visit(sora.page, page)
  }
  expect(sora.heard).toEqual([])
  await sora.settle()
  const jun = await listening(room.jun.accountId ?? '')
  const claim = `/claims/${claimId}`
  for (const page of ['/claims', claim, `${claim}/edit`, `${claim}/withdraw`, '/claims/new']) {
    await visit(jun.page, at(page))
  }
  await jun.page.goto(at(claim))
  await jun.page
    .getByRole('button', { name: /이름|보기/ })
    .first()
    .click()
  await jun.page.getByText('<script>ouch()</script>', { exact: true }).waitFor()
  expect(jun.heard).toEqual([])
  await jun.settle()
})

test('X1: and so are those that arrive while one looks', async () => {
  const minji = await listening(room.minji.accountId)
  await visit(minji.page, `/c/${room.slug}/room/all`)
  for (const body of words) await write(`지금 ${body}`)
  await minji.page.getByText('지금 </script><script>ouch()</script>', { exact: true }).waitFor()
  await minji.page.getByText(NICKNAME).first().waitFor()
  const leads = await minji.page
    .locator('a[href*="example.com"]')
    .evaluateAll((links) =>
      links.map((link) => [link.getAttribute('rel'), new URL(link.getAttribute('href') ?? '').origin]),
    )
  expect(leads.length).toBeGreaterThan(0)
  for (const [rel, origin] of leads) {
    expect(rel).toContain('noopener')
    expect(['https://example.com', 'https://shop.example.com']).toContain(origin)
  }
  expect(minji.heard).toEqual([])
  await minji.settle()
})

test('a way back that leads elsewhere is not followed, from the page that scripts drive', async () => {
  const sora = await phone(browser, server.origin)
  const { db, vault } = server
  const email = 'wayback@example.com'
  await signUp(db, { accountId: null, hasPassword: false }, { email, password: SORA_PASSWORD }, { vault })
  for (const next of ['//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a/..//evil.example']) {
    await sora.page.goto(`/login?next=${encodeURIComponent(next)}`)
    await sora.page.getByLabel('이메일').fill(email)
    await sora.page.getByLabel('비밀번호').fill(SORA_PASSWORD)
    await sora.page.getByRole('button', { name: '로그인' }).click()
    await sora.page.waitForURL((url) => url.pathname !== '/login')
    expect(sora.page.url()).toBe(`${server.origin}/`)
    await sora.context.clearCookies()
  }
  await sora.settle()
})

test('another site can neither frame a page nor post to it', async () => {
  const evil = createServer((_, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8')
    res.end(`<iframe src="${server.origin}/c/${room.slug}/more/leave"></iframe>
      <form method="post" action="${server.origin}/c/${room.slug}/more/leave"><button>선물 받기</button></form>`)
  })
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve))
  try {
    const taeho = await listening(room.taeho.accountId)
    // The same site by name, so that the cookie does travel: only the origin differs.
    await taeho.page.goto(`http://localhost:${(evil.address() as AddressInfo).port}/`)
    await taeho.page.waitForLoadState('networkidle')
    const framed = taeho.page.frames()[1]
    expect(await framed?.content()).not.toContain(room.slug)
    await taeho.page.getByRole('button', { name: '선물 받기' }).click()
    await taeho.page.getByText('요청을 받을 수 없어요').waitFor()
    const still = await taeho.page.goto(`${server.origin}/c/${room.slug}/more`)
    expect(still?.status()).toBe(200)
    await taeho.context.close()
  } finally {
    await new Promise((resolve) => evil.close(resolve))
  }
})
