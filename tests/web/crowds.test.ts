import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RULES_VERSION } from '#app/shapes/rules-version.ts'
import { messagesBefore, postMessage } from '#server/domain/message.ts'
import { until } from '#tests/live/server.ts'
import { openTestCase, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { browserOf } from './browser-line.ts'
import { caseFields, entry } from './forms.ts'

// Many at once: those who come because their shop closed, and those who come for the list of them.

let server: TestServer
let room: TestCase

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
})
afterAll(() => server.close())

const join = (on: TestServer, slug: string, nickname: string) =>
  on.post(`/c/${slug}/join`, { nickname, side: 'buyer', rules: RULES_VERSION, ticket: randomUUID() })

describe('P6: who wants to know who is there', () => {
  test('gets numbers from the room, and no list of names', async () => {
    const cookie = await server.signedIn(room.minji.accountId)
    expect((await server.ask(`/c/${room.slug}/host/members`, { cookie })).status).toBe(403)
    const line = await browserOf(server, cookie)
    const { id: channelId } = await server.db
      .selectFrom('channel')
      .select('id')
      .where('case_id', '=', room.caseId)
      .where('kind', '=', 'all')
      .executeTakeFirstOrThrow()
    await line.get('channel.enter', { channelId, after: 0 })
    await until(() => line.heard('channel.presence').length > 0)
    const said = JSON.stringify(line.heard('channel.presence'))
    for (const { nickname, memberId } of [room.taeho, room.hana, room.sora]) {
      expect(said).not.toContain(nickname)
      expect(said).not.toContain(memberId)
    }
    line.socket.disconnect()
  })

  test('learns from letters tried one after another only who wrote or runs the room', async () => {
    const cookie = await server.signedIn(room.minji.accountId)
    const letters = [...'가나다라마바사아자차카타파하ㄱㄴㄷㅎ태하방소', 'sora', '0', '%', '_', '']
    const names = new Set<string>()
    for (const q of letters) {
      const where = `/c/${room.slug}/room/all/people?q=${encodeURIComponent(q)}`
      const found = (await (await server.ask(where, { cookie })).json()) as { nickname: string }[]
      for (const { nickname } of found) names.add(nickname)
    }
    expect([...names]).toEqual([room.sora.nickname])
    const { channelId } = await messagesBefore(server.db, room.taeho.viewer, {
      ...{ slug: room.slug, kind: 'all', beforeSeq: null },
    })
    const words = { channelId, clientId: randomUUID(), body: '저 왔어요', replyTo: null }
    await postMessage(server.db, room.taeho.viewer, words)
    const now = await server.ask(`/c/${room.slug}/room/all/people?q=${encodeURIComponent('태')}`, { cookie })
    expect(await now.json()).toMatchObject([{ nickname: room.taeho.nickname }])
  })

  test('is told to wait, and so is who tries links', async () => {
    const strict = await startServer({ limitFactor: 1 })
    const there = await openTestCase(strict.db, strict.vault)
    const cookie = await strict.signedIn(there.minji.accountId)
    const tries = async (path: (n: number) => string) => {
      const statuses: number[] = []
      for (let n = 0; n < 40; n += 1) statuses.push((await strict.ask(path(n), { cookie })).status)
      return statuses
    }
    expect(await tries(() => `/c/${there.slug}/room/all/people?q=a`)).toContain(429)
    const stranger = await strict.signedIn(there.jun.accountId ?? '')
    const links = async () => {
      const statuses: number[] = []
      for (let n = 0; n < 40; n += 1) {
        const answer = await strict.ask(`/j/${String(n).padStart(22, 'Q')}`, { cookie: stranger })
        statuses.push(answer.status)
      }
      return statuses
    }
    const tried = await links()
    expect(tried).toContain(429)
    expect(tried.filter((status) => status !== 429 && status !== 404)).toEqual([])
    await strict.close()
  })
})

describe('P9: from one address', () => {
  test('fifty rooms in a minute do not open', async () => {
    const strict = await startServer({ limitFactor: 1 })
    const statuses: number[] = []
    for (let n = 0; n < 25; n += 1) {
      const there = await openTestCase(strict.db, strict.vault)
      const cookie = await strict.signedIn(there.sora.accountId)
      statuses.push((await strict.post('/open', { ...caseFields(), ...entry() }, cookie)).status)
    }
    expect(statuses.filter((status) => status === 302)).toHaveLength(20)
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
    await strict.close()
  })

  test('a flood of joins is held back, and those inside talk on', async () => {
    const strict = await startServer({ limitFactor: 1 })
    const there = await openTestCase(strict.db, strict.vault)
    const line = await browserOf(strict, await strict.signedIn(there.sora.accountId))
    const { id: channelId } = await strict.db
      .selectFrom('channel')
      .select('id')
      .where('case_id', '=', there.caseId)
      .where('kind', '=', 'all')
      .executeTakeFirstOrThrow()
    await line.get('channel.enter', { channelId, after: 0 })
    const statuses: number[] = []
    for (let n = 0; n < 36; n += 1) {
      const batch = Array.from({ length: 10 }, (_, at) => join(strict, there.slug, `손님 ${n}-${at}`))
      statuses.push(...(await Promise.all(batch)).map(({ status }) => status))
    }
    expect(statuses.filter((status) => status === 302)).toHaveLength(300)
    expect(statuses.filter((status) => status === 429)).toHaveLength(60)
    const words = { channelId, clientId: randomUUID(), body: '다들 차례대로 들어오세요', replyTo: null }
    const posted = await line.get('message.post', words)
    await until(() => line.heard('channel.changes').some(({ to }) => to >= posted.rev))
    line.socket.disconnect()
    await strict.close()
  })
})

test('P10: when everybody comes at once, everybody is in, once, and the page stands', async () => {
  const crowd = 250
  const crowded = await openTestCase(server.db, server.vault)
  const members = async () =>
    (
      await server.db
        .selectFrom('case_head')
        .select('members')
        .where('case_id', '=', crowded.caseId)
        .executeTakeFirstOrThrow()
    ).members
  const had = await members()
  const statuses: number[] = []
  const pages: number[] = []
  for (let n = 0; n < crowd; n += 50) {
    const batch = Array.from({ length: 50 }, (_, at) => join(server, crowded.slug, `구매자 ${n + at}`))
    const page = server.ask(`/c/${crowded.slug}`)
    statuses.push(...(await Promise.all(batch)).map(({ status }) => status))
    pages.push((await page).status)
  }
  expect(new Set(statuses)).toEqual(new Set([302]))
  expect(new Set(pages)).toEqual(new Set([200]))
  expect(await members()).toBe(had + crowd)
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from member where case_id = ${crowded.caseId} and left_at is null`.execute(server.db)
  expect(rows[0]?.n).toBe(had + crowd)
})

test('X9: a link in a message is followed by nobody but the reader', async () => {
  let asked = 0
  const elsewhere = createServer((_, res) => {
    asked += 1
    res.end('<title>안으로</title>')
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  const { port } = elsewhere.address() as AddressInfo
  await sql`update member set joined_at = now() - interval '1 day'`.execute(server.owner)
  const { channelId } = await messagesBefore(server.db, room.minji.viewer, {
    ...{ slug: room.slug, kind: 'all', beforeSeq: null },
  })
  const targets = [
    `http://127.0.0.1:${port}/a`,
    `http://localhost:${port}/b`,
    `http://[::ffff:127.0.0.1]:${port}/c`,
  ]
  const others = [
    'http://169.254.169.254/latest/meta-data/',
    'file:///etc/passwd',
    `http://2130706433:${port}/d`,
  ]
  for (const body of [...targets, ...others]) {
    await postMessage(server.db, room.minji.viewer, {
      channelId,
      clientId: randomUUID(),
      body,
      replyTo: null,
    })
  }
  const cookie = await server.signedIn(room.taeho.accountId)
  const page = await server.ask(`/c/${room.slug}/room/all`, { cookie })
  expect(await page.text()).toContain(`127.0.0.1:${port}/a`)
  expect(asked).toBe(0)
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
  expect(asked).toBe(1)
  await new Promise((resolve) => elsewhere.close(resolve))
})
