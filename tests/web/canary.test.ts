import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { channelFor } from '#server/domain/access.ts'
import { signUp } from '#server/domain/account.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { requestExport } from '#server/domain/export.ts'
import { joinCase } from '#server/domain/member.ts'
import { createLog } from '#server/log.ts'
import { buyerDraft } from '#tests/domain/claims.ts'
import { until } from '#tests/live/server.ts'
import { entryOf, openTestCase, SORA_PASSWORD, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { browserOf } from './browser-line.ts'
import { everyAnswer } from './every-answer.ts'

// A claimant whose every private word is a canary: none may sing on anybody else's page, line or in the log.

const canary = {
  name: '까나리아무개',
  phone: '01000007531',
  phoneAsWritten: '010-0000-7531',
  email: 'canary-bird@example.com',
  accountEmail: 'canary-account@example.com',
  order: 'CANARY-000777',
  story: '카나리아만 아는 이야기',
  item: '노란 깃털 이불',
}
const log: string[] = []

let server: TestServer
let room: TestCase
let claimId: string
let accountIds: string[]

beforeAll(async () => {
  server = await startServer({ log: createLog('debug', { write: (line: string) => void log.push(line) }) })
  room = await openTestCase(server.db, server.vault)
  const { db, vault } = server
  const { accountId } = await signUp(
    db,
    room.jun,
    { email: canary.accountEmail, password: SORA_PASSWORD },
    { vault },
  )
  const bird = { accountId, hasPassword: true }
  await joinCase(db, bird, { code: room.code }, entryOf('노래하는 새'))
  const draft = buyerDraft({
    orderNumber: canary.order,
    story: canary.story,
    items: [{ name: canary.item, quantity: 1, amount: 129_000 }],
    identity: { name: canary.name, phone: canary.phone, email: canary.email },
  })
  ;({ claimId } = await submitClaim(db, bird, { slug: room.slug, draft }, { vault }))
  const rows = await db.selectFrom('account').select('id').execute()
  accountIds = rows.map(({ id }) => id)
})

afterAll(() => server.close())

const secrets = () => [...Object.values(canary), ...accountIds]
const found = (text: string) =>
  secrets().filter((secret) => text.includes(secret) || text.includes(encodeURI(secret)))

const everyAnswerTo = (cookie: string) =>
  everyAnswer(server, cookie, { slug: room.slug, code: room.code, claimId })

describe('on no page and in no data', () => {
  test.each(['nobody', 'minji', 'taeho', 'hana', 'sora'] as const)('of %s', async (who) => {
    const cookie = who === 'nobody' ? '' : await server.signedIn(room[who].accountId)
    const answers = await everyAnswerTo(cookie)
    expect(answers.length).toBeGreaterThan(60)
    for (const answer of answers)
      expect([answer.split('\n', 1)[0], found(answer)]).toEqual([expect.any(String), []])
  })
})

test('in no frame of a socket, while others claim and a list is made', async () => {
  const { db, vault } = server
  const cookie = await server.signedIn(room.sora.accountId)
  const line = await browserOf(server, cookie)
  const frames: string[] = []
  line.socket.io.engine.on('packet', ({ data }: { data?: unknown }) => frames.push(String(data)))
  for (const kind of ['all', 'buyer', 'staff'] as const) {
    const { id } = await channelFor(db, room.sora.viewer, { slug: room.slug, kind })
    await line.get('channel.enter', { channelId: id, after: 0 })
  }
  const draft = buyerDraft({ identity: { name: canary.name, phone: canary.phone, email: canary.email } })
  await submitClaim(db, room.minji.viewer, { slug: room.slug, draft }, { vault })
  const { id: channelId } = await channelFor(db, room.minji.viewer, { slug: room.slug, kind: 'all' })
  const writer = await browserOf(server, await server.signedIn(room.minji.accountId))
  await writer.get('message.post', { channelId, clientId: randomUUID(), body: '들려요?', replyTo: null })
  const order = { format: 'csv', shape: 'claims', side: 'buyer', reason: '소비자원에 내려고 해요' } as const
  await requestExport(db, room.sora.viewer, { slug: room.slug, ...order, password: SORA_PASSWORD })
  await until(() => line.heard('export.progress').some(({ state }) => state === 'ready'))
  await until(() => line.heard('channel.changes').length > 0)
  expect(frames.length).toBeGreaterThan(5)
  expect(frames.flatMap(found)).toEqual([])
  line.socket.disconnect()
  writer.socket.disconnect()
})

test('in no address that a page links or leads to', async () => {
  const cookie = await server.signedIn(room.sora.accountId)
  const token = cookie.split('=')[1] ?? ''
  for (const answer of await everyAnswerTo(cookie)) {
    expect(answer).not.toContain(token)
    const addresses = [...answer.matchAll(/(?:href|src|action|location",)="?([^"\s]+)/gi)].map(
      ([, to]) => to ?? '',
    )
    for (const to of addresses) expect(to).not.toMatch(/password|token|session|recovery(?:Code|_code)=/i)
  }
})

describe('in no line of the log', () => {
  test('of a day full of failures', async () => {
    const loud = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'log')]
    const cookie = await server.signedIn(room.minji.accountId)
    const { owner } = server
    const form = { intent: 'post', clientId: randomUUID(), body: canary.story, replyTo: '' }
    await sql`alter table message add constraint no_more check (false) not valid`.execute(owner)
    expect((await server.post(`/c/${room.slug}/room/all`, form, cookie)).status).toBe(500)
    await sql`alter table message drop constraint no_more`.execute(owner)
    await sql`alter table claim_version add constraint no_more check (false) not valid`.execute(owner)
    const draft = buyerDraft({ story: canary.story })
    const attempt = submitClaim(server.db, room.minji.viewer, { slug: room.slug, draft }, server)
    await expect(attempt).rejects.toThrow('no_more')
    await sql`alter table claim_version drop constraint no_more`.execute(owner)
    await sql`alter table account rename column recovery_hash to gone`.execute(owner)
    await server.post('/recover', { recoveryCode: 'ABCD-EFGH-JKMN-PQRS' })
    await sql`alter table account rename column gone to recovery_hash`.execute(owner)
    for (const path of [`/j/${room.code}%ff`, `/c/${room.slug}/${canary.order}`, `/?q=${canary.order}`]) {
      await server.ask(path, { cookie })
    }
    await server.post('/login', { email: canary.accountEmail, password: '까나리아의 비밀번호' })
    const said = [...log, ...loud.flatMap((spy) => spy.mock.calls.map((call) => call.map(String).join(' ')))]
    for (const spy of loud) spy.mockRestore()
    expect(log.length).toBeGreaterThan(1)
    const more = [room.code, cookie.split('=')[1] ?? '', 'ABCD-EFGH', 'ABCDEFGH', '까나리아의 비밀번호']
    expect(said.flatMap(found)).toEqual([])
    expect(more.filter((secret) => said.some((line) => line.includes(secret)))).toEqual([])
  })
})
