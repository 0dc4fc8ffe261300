import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { consentVersion } from '#app/text/ko/consent.ts'
import { sheetFor, sheetsIn } from '#server/domain/sheet.ts'
import { answer, HEADING } from '#tests/domain/sheets.ts'
import { until } from '#tests/live/server.ts'
import { openTestCase, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'

// A list from its file to a claim of its owner's, through the pages and the jobs of a whole server.

let server: TestServer
let room: TestCase
beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
})
afterAll(() => server.close())

test('a list is brought, handed out as links, and taken over by its owner', async () => {
  const sora = await server.signedIn(room.sora.accountId)
  const minji = await server.signedIn(room.minji.accountId)
  const path = `/c/${room.slug}/host/sheets`
  const body = new FormData()
  body.set('id', randomUUID())
  body.set('side', 'buyer')
  body.set('file', new File([`\ufeff${HEADING}\r\n${answer(1)}\r\n${answer(2)}\r\n`], '명단.csv'))
  const sent = await server.ask(path, { method: 'POST', body, cookie: sora })
  expect(sent.status).toBe(303)
  const [sheet] = await sheetsIn(server.db, room.sora.viewer, { slug: room.slug })
  const at = sent.headers.get('location') ?? ''
  expect(at).toBe(`${path}/${sheet?.id}`)
  const isIn = async (state: string) => {
    const now = await sheetFor(server.db, room.sora.viewer, { slug: room.slug, sheetId: sheet?.id ?? '' })
    return now.state === state
  }
  const columns = (sheet?.fields ?? []).map((field, col) => [`column[${col}]`, field ?? ''])
  const match = { intent: 'match', side: 'buyer', kind: 'refund', ...Object.fromEntries(columns) }
  expect((await server.post(at, match, sora)).status).toBe(303)
  await until(() => isIn('checked'))
  expect(await (await server.ask(at, { cookie: sora })).text()).toContain('2줄을 신고 2건으로 읽었어요')
  expect((await server.post(at, { intent: 'bring' }, sora)).status).toBe(303)
  await until(() => isIn('ready'))
  const links = await (await server.ask(`${at}/links`, { cookie: sora })).text()
  const link = /구매자1,010-0000-0001,,1,https?:\/\/[^/]+(\/w\/[\w-]{22}),/.exec(links)?.[1] ?? ''
  expect(await (await server.ask(link, { cookie: minji })).text()).not.toContain('001-2024')
  const opened = await server.post(link, { intent: 'open', digits: '0001' }, minji)
  const html = await opened.text()
  expect(html).toContain('001-2024')
  const claims = /name="claims"[^>]*value="([^"]+)"/.exec(html)?.[1] ?? ''
  const taking = { intent: 'take', digits: '0001', claims, isTrue: 'on', consentVersion }
  const unsure = await server.post(link, { ...taking, isTrue: '' }, minji)
  expect(unsure.status).toBe(422)
  expect(await unsure.text()).toContain('001-2024')
  const done = await server.post(link, taking, minji)
  expect(done.status).toBe(303)
  const list = await server.ask(done.headers.get('location') ?? '', { cookie: minji })
  expect(await list.text()).toContain('피해신고 1건을 접수했어요')
})
