import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { networkOf } from '#server/web/limits.ts'
import { openTestCase, SORA_PASSWORD, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { rawRequest } from './raw.ts'

// The limits as they are in production, seen through the door.

let server: TestServer
let room: TestCase

beforeAll(async () => {
  server = await startServer({ limitFactor: 1 })
  room = await openTestCase(server.db, server.vault)
})

afterAll(() => server.close())

/** Does it until it answers 429, at most `most` times, and gives that answer. */
async function untilRefused(most: number, once: (n: number) => Promise<Response>): Promise<Response> {
  for (let n = 0; n < most; n++) {
    const answer = await once(n)
    if (answer.status === 429) return answer
    await answer.arrayBuffer()
  }
  throw new Error(`not refused within ${most}`)
}

const wait = (answer: Response) => Number(answer.headers.get('Retry-After'))

test('a wrong password uses up tries, not lists', async () => {
  const sora = await server.signedIn(room.sora.accountId)
  const order = { format: 'csv', shape: 'claims', side: 'buyer', reason: '소비자원에 내려고 해요' }
  const ask = async (password: string) =>
    (await server.post(`/c/${room.slug}/host/exports`, { ...order, password }, sora)).status
  const statuses: number[] = []
  for (let n = 0; n < 4; n++) statuses.push(await ask('다른 비밀번호예요'))
  expect(statuses).toEqual([422, 422, 422, 422])
  statuses.length = 0
  for (let n = 0; n < 6; n++) statuses.push(await ask(SORA_PASSWORD))
  expect(statuses).toEqual([302, 302, 302, 302, 302, 302])
  expect(await ask('다른 비밀번호예요')).toBe(429)
})

describe('an answer of 429 says when to come back', () => {
  test('as a page of an action, as its data and as a resource', async () => {
    const minji = await server.signedIn(room.minji.accountId)
    const path = `/c/${room.slug}/room/all`
    const post = (where: string) => server.post(where, { intent: 'post', body: '' }, minji)
    const page = await untilRefused(40, () => post(path))
    expect(page.headers.get('Content-Type')).toContain('text/html')
    expect(wait(page)).toBeGreaterThan(0)
    expect(await page.text()).toContain('잠시')
    const data = `${path}?_data=${encodeURIComponent('routes/c.$slug.room.$channel')}`
    const asData = await untilRefused(40, () => post(data))
    expect(wait(asData)).toBeGreaterThan(0)
    expect(await asData.json()).toMatchObject({ refusal: { code: 'shared.too_many' } })
    const resource = await untilRefused(40, () => post(`${path}/messages`))
    expect(await resource.json()).toMatchObject({ ok: false, code: 'shared.too_many' })
    expect(wait(resource)).toBeGreaterThan(0)
  })

  test('as the error page of a loader', async () => {
    const jun = await server.signedIn(room.jun.accountId ?? '')
    const page = await untilRefused(40, (n) =>
      server.ask(`/j/${String(n).padStart(22, 'B')}`, { cookie: jun }),
    )
    expect(page.headers.get('Content-Type')).toContain('text/html')
    expect(wait(page)).toBeGreaterThan(0)
    expect(page.headers.get('Cache-Control')).toContain('no-store')
  })
})

test('a forged X-Forwarded-For lifts no limit', async () => {
  const statuses = new Set<number>()
  for (let n = 0; n < 45; n++) {
    const forged = `198.51.100.${n}`
    const headers = [`X-Forwarded-For: ${forged}`, `X-Real-IP: ${forged}`, `Forwarded: for=${forged}`]
    const { status } = await rawRequest(server.origin, `GET /j/${String(n).padStart(22, 'C')}`, headers)
    statuses.add(status)
  }
  expect([...statuses]).toContain(429)
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:0:7:1:2:3:4', '2001:db8:0:7::/64'],
  ['2001:db8:0:7:ffff::1', '2001:db8:0:7::/64'],
  ['2001:DB8::7:0:0:0:1', '2001:db8:0:7::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', ''],
])('%s counts as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('identity is opened for its owner, but not without end', async () => {
  const minji = await server.signedIn(room.minji.accountId)
  const path = `/c/${room.slug}/claims/8e2b9d53-5f0e-4c7f-9a5c-4a7a3c0d1b2e/edit`
  expect((await untilRefused(40, () => server.ask(path, { cookie: minji }))).status).toBe(429)
})

test('ten reports an hour, through the sheet and the page alike', async () => {
  const taeho = await server.signedIn(room.taeho.accountId)
  const report = {
    intent: 'report',
    messageId: '8e2b9d53-5f0e-4c7f-9a5c-4a7a3c0d1b2e',
    why: 'spam',
    words: '',
  }
  const statuses: number[] = []
  for (let n = 0; n < 10; n++) {
    const { status } = await server.post(`/c/${room.slug}/order`, report, taeho)
    statuses.push(status)
  }
  expect(statuses).toEqual(statuses.map(() => 404))
  const refused = await server.post(`/c/${room.slug}/order`, report, taeho)
  expect(await refused.json()).toMatchObject({ ok: false, code: 'shared.too_many' })
  expect(wait(refused)).toBeGreaterThan(60)
  const page = await server.post(`/c/${room.slug}/review/${report.messageId}`, report, taeho)
  expect(page.status).toBe(429)
  // Other acts go on.
  const hide = await server.post(`/c/${room.slug}/order`, { ...report, intent: 'hide' }, taeho)
  expect(hide.status).toBe(404)
})
