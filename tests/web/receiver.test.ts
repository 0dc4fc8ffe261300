import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCase, SORA_PASSWORD, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { buyerDraft } from '../domain/claims.ts'
import { frozenFiling } from '../domain/filing-world.ts'

// The doors of somebody outside: a link made by an officer, the page behind it, and the addresses for programs.

let server: TestServer
let room: TestCase
let here: string

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
  const ground = { database: server, vault: server.vault, room }
  const { filingId } = await frozenFiling(ground, [{ person: room.minji, draft: buyerDraft() }])
  here = `/c/${room.slug}/filings/${filingId}/receivers`
})

afterAll(() => server.close())

const bearer = (secret: string) => ({ headers: { Authorization: `Bearer ${secret}` } })

test('a covered list is opened by its link and by its token, until it is ended', async () => {
  const sora = await server.signedIn(room.sora.accountId)
  const receiverId = randomUUID()
  const made = await server.post(
    here,
    {
      ...{ id: receiverId, version: '1', name: '김변호', office: '법무법인 예시', days: '30', masked: 'on' },
      ...{ reason: '소송을 준비해요', password: SORA_PASSWORD },
    },
    sora,
  )
  expect(made.headers.get('Cache-Control')).toContain('no-store')
  const secret = /\/r#([A-Za-z0-9_-]{43})/.exec(await made.text())?.[1] ?? ''
  expect(secret).not.toBe('')

  const opened = await server.post('/r', { secret })
  expect([opened.status, opened.headers.get('Location')]).toEqual([303, '/r'])
  const line = opened.headers.get('Set-Cookie') ?? ''
  expect(line).toMatch(/^moa-received=\S+; Path=\/r; Max-Age=28800; HttpOnly; SameSite=Strict$/)
  const cookie = line.split(';', 1)[0] ?? ''
  const page = await (await server.ask('/r', { cookie })).text()
  expect(page).toContain('법무법인 예시')
  expect(page).not.toContain(secret)

  const state = await server.ask('/r/state', bearer(secret))
  expect(await state.json()).toMatchObject({ format: 'moa.received.v1', people: 1, version: 1, masked: true })
  const byToken = await (await server.ask('/r/json', bearer(secret))).text()
  expect(await (await server.ask('/r/json', { cookie })).text()).toBe(byToken)
  expect(byToken).not.toContain('김민지')
  const seen = await (await server.ask(here, { cookie: await server.signedIn(room.minji.accountId) })).text()
  expect(seen).toContain('연 기록 5번')

  await server.post(here, { intent: 'end', receiverId }, sora)
  expect((await server.ask('/r/json', bearer(secret))).status).toBe(404)
  const closed = await server.ask('/r', { cookie })
  expect(closed.headers.get('Set-Cookie')).toContain('Max-Age=0')
  expect(await closed.text()).not.toContain('법무법인 예시')
})

test('nothing opens without a secret', async () => {
  expect((await server.ask('/r/csv')).status).toBe(404)
  expect((await server.ask('/r/state', bearer('a'.repeat(43)))).status).toBe(404)
  expect((await server.post('/r', { secret: 'a'.repeat(43) })).status).toBe(422)
  expect((await server.ask('/r/pdf', bearer('a'.repeat(43)))).status).toBe(404)
})
