import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deleteMessage, messagesBefore, postMessage } from '#server/domain/message.ts'
import { announce, inTransaction } from '#server/domain/transaction.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { bare } from '#tests/messages.ts'
import { follow } from './follow.ts'
import { makeCase, makePeople, makePerson, type TestCase, type TestPerson } from './room.ts'
import { type Browser, startServer, type TestServer, until } from './server.ts'

let base: TestDatabase
let server: TestServer
let room: TestCase
let minji: TestPerson
let taeho: TestPerson

beforeAll(async () => {
  base = await freshDatabase()
  server = await startServer(base.db)
  room = await makeCase(base.owner)
  minji = await makePerson(base.owner, room.id)
  taeho = await makePerson(base.owner, room.id, { side: 'seller' })
})
afterAll(() => server.stop())

const draft = (body: string, channelId = room.channels.all) => ({
  channelId,
  clientId: randomUUID(),
  body,
  replyTo: null,
})
const headOf = async (who: TestPerson, channelId: string) =>
  (await messagesBefore(base.db, who.viewer, { channelId, beforeSeq: null })).head

describe('a message', () => {
  test('reaches everybody in the channel, its author too', async () => {
    const channelId = room.channels.all
    const after = await headOf(minji, channelId)
    const browsers = [await server.browser(minji), await server.browser(taeho)] as const
    const rooms = browsers.map((browser) => follow(browser, channelId, after))
    for (const one of rooms) await one.enter()
    const input = draft('안녕하세요, 저도 환불을 못 받았어요')
    const posted = await browsers[0].get('message.post', input)
    for (const one of rooms) {
      await until(() => one.last() === posted.rev)
      expect(one.held()).toEqual([
        {
          ...{ id: posted.id, clientId: input.clientId, seq: posted.seq, rev: posted.rev, body: input.body },
          author: { id: minji.memberId, nickname: minji.nickname, side: 'buyer', role: 'member' },
          ...{ ...bare, replyTo: null, at: posted.at, editedAt: null },
        },
      ])
    }
  })

  test('is answered before it is pushed', async () => {
    const browser = await server.browser(minji)
    const one = follow(browser, room.channels.all, await headOf(minji, room.channels.all))
    await one.enter()
    const [known, rev] = await new Promise<[number, number]>((resolve) => {
      browser.socket.emit('message.post', draft('먼저 답부터'), (answer) =>
        resolve([one.last(), answer.ok ? answer.out.rev : 0]),
      )
    })
    expect(known).toBe(rev - 1)
    await until(() => one.last() === rev)
  })

  test('posted over HTTP reaches the sockets just the same', async () => {
    const channelId = room.channels.all
    const one = follow(await server.browser(taeho), channelId, await headOf(taeho, channelId))
    await one.enter()
    const { rev } = await postMessage(base.db, minji.viewer, draft('서식으로 보냈어요'))
    await until(() => one.last() === rev)
  })

  test('sent five times over three connections is stored once, and every answer is the same', async () => {
    const browsers = await Promise.all([1, 2, 3].map(() => server.browser(minji)))
    const input = draft('한 번만 보여야 해요')
    const posts = [0, 1, 2, 0, 1].map((at) => (browsers[at] as Browser).get('message.post', input))
    expect(new Set((await Promise.all(posts)).map((answer) => JSON.stringify(answer))).size).toBe(1)
    const stored = base.db.selectFrom('message').select('id').where('client_id', '=', input.clientId)
    expect(await stored.execute()).toHaveLength(1)
  })

  test('of many at once stands at one place each, without holes', async () => {
    const busy = await makeCase(base.owner)
    const channelId = busy.channels.all
    const browsers = await Promise.all(
      (await makePeople(base.owner, busy.id, 4)).map((person) => server.browser(person)),
    )
    const rooms = browsers.map((browser) => follow(browser, channelId))
    for (const one of rooms) await one.enter()
    const posts = browsers.flatMap((browser) =>
      Array.from(
        { length: 30 },
        async (_, n) => (await browser.get('message.post', draft(`${n}`, channelId))).seq,
      ),
    )
    const dense = Array.from({ length: 120 }, (_, at) => at + 1)
    expect((await Promise.all(posts)).sort((a, b) => a - b)).toEqual(dense)
    for (const one of rooms) {
      await until(() => one.last() === 120)
      expect(one.held().map(({ seq }) => seq)).toEqual(dense)
      expect(one.asks.gaps).toBe(0)
    }
  })
})

describe('who was away', () => {
  test('catches up over several pages and goes on live', async () => {
    const calm = await makeCase(base.owner)
    const channelId = calm.channels.all
    const hana = await makePerson(base.owner, calm.id)
    const one = follow(await server.browser(hana), channelId)
    await one.enter()
    const two = await server.browser(hana)
    const first = await two.get('message.post', draft('잠깐만요', channelId))
    await until(() => one.last() === first.rev)
    const away = follow(await server.browser(hana), channelId, first.rev)
    for (let n = 0; n < 26; n += 1) {
      await Promise.all(
        Array.from({ length: 20 }, () => postMessage(base.db, hana.viewer, draft(`${n}`, channelId))),
      )
    }
    await away.enter()
    await until(() => away.last() === 521 && one.last() === 521)
    expect(away.asks.entries).toBeGreaterThan(2)
    expect(away.held()).toHaveLength(520)
    const next = await two.get('message.post', draft('다시 여기', channelId))
    await until(() => away.last() === next.rev && one.last() === next.rev)
  })

  test('comes back after the server was stopped and started, with nothing lost or doubled', async () => {
    const calm = await makeCase(base.owner)
    const channelId = calm.channels.all
    const person = await makePerson(base.owner, calm.id)
    const first = await startServer(base.db)
    const browser = await first.browser(person)
    const one = follow(browser, channelId)
    await one.enter()
    await browser.get('message.post', draft('멈추기 전', channelId))
    const inFlight = Array.from({ length: 20 }, (_, n) => draft(`${n}`, channelId))
    const sent = inFlight.map((input) => browser.ask('message.post', input).catch(() => null))
    await first.live.close({ retryAfterMs: 40 })
    await Promise.all(sent)
    await until(() => browser.heard('farewell').length === 1)
    expect(browser.heard('farewell')).toEqual([{ why: 'shutdown', retryAfterMs: 40 }])
    await first.release()
    await postMessage(base.db, person.viewer, draft('멈춘 동안', channelId))
    const second = await startServer(base.db, { port: first.port })
    await until(() => browser.socket.connected)
    const again = await Promise.all(inFlight.map((input) => browser.get('message.post', input)))
    expect(new Set(again.map(({ id }) => id)).size).toBe(20)
    await until(() => one.last() === 22)
    expect(one.held().map(({ seq }) => seq)).toEqual(Array.from({ length: 22 }, (_, at) => at + 1))
    await first.stop()
    await second.stop()
  })

  test('asks when a change overtook the one before it, and nothing is skipped', async () => {
    const calm = await makeCase(base.owner)
    const channelId = calm.channels.all
    const person = await makePerson(base.owner, calm.id)
    const one = follow(await server.browser(person), channelId)
    await one.enter()
    const [first, second] = [draft('하나', channelId), draft('둘', channelId)]
    // Written by another process, of which this one hears nothing.
    const other = (await import('#db/client.ts')).openDatabase(base.url, { role: 'moa_app' })
    await postMessage(other, person.viewer, first)
    await other.destroy()
    const { rev } = await postMessage(base.db, person.viewer, second)
    await until(() => one.last() === rev)
    expect(one.held().map(({ body }) => body)).toEqual(['하나', '둘'])
    expect(one.asks.gaps).toBe(1)
  })
})

test('words that were deleted are in nothing that memory hands out, also not in answers to them', async () => {
  const calm = await makeCase(base.owner)
  const channelId = calm.channels.all
  const [sora, hana] = await makePeople(base.owner, calm.id, 2)
  if (!sora || !hana) throw new Error('nobody')
  const writer = follow(await server.browser(sora), channelId)
  await writer.enter()
  const { id } = await postMessage(base.db, sora.viewer, draft('지워질 비밀', channelId))
  await postMessage(base.db, sora.viewer, { ...draft('답이에요', channelId), replyTo: id })
  const { rev } = await deleteMessage(base.db, sora.viewer, { messageId: id })
  await until(() => writer.last() === rev)
  const newcomer = await server.browser(hana)
  const { changes, head } = await newcomer.get('channel.enter', { channelId, after: 0 })
  expect(head).toBe(rev)
  expect(changes.map(({ replyTo }) => replyTo?.body)).toEqual([null, undefined])
  expect(JSON.stringify(changes)).not.toContain('비밀')
})

test('hints come to the case, at most one a second, and exports to their member alone', async () => {
  const calm = await makeCase(base.owner)
  const [sora, hana] = await makePeople(base.owner, calm.id, 2)
  if (!sora || !hana) throw new Error('nobody')
  const browsers = [await server.browser(sora), await server.browser(hana)] as const
  for (const one of browsers) await one.get('channel.enter', { channelId: calm.channels.all, after: 0 })
  const tell = (what: 'totals' | 'members') =>
    inTransaction(base.db, async (tx) =>
      announce(tx, { kind: 'case.changed', caseId: calm.id, what: [what] }),
    )
  for (let n = 0; n < 20; n += 1) await tell(n % 2 ? 'totals' : 'members')
  await until(() => browsers.every((one) => one.heard('case.changed').length >= 2))
  expect(browsers[0].heard('case.changed')).toEqual([
    { caseId: calm.id, what: ['members'] },
    { caseId: calm.id, what: ['totals', 'members'] },
  ])
  const exportId = randomUUID()
  const progress = { exportId, state: 'building', rowsDone: 1, rowsTotal: 2 } as const
  await inTransaction(base.db, async (tx) =>
    announce(tx, { kind: 'export.progress', caseId: calm.id, memberId: sora.memberId, ...progress }),
  )
  await until(() => browsers[0].heard('export.progress').length === 1)
  expect(browsers[0].heard('export.progress')).toEqual([progress])
  expect(browsers[1].heard('export.progress')).toEqual([])
})

test('presence is a count of people, and typing goes away by sending and by leaving', async () => {
  const calm = await makeCase(base.owner)
  const channelId = calm.channels.all
  const [sora, hana] = await makePeople(base.owner, calm.id, 2)
  if (!sora || !hana) throw new Error('nobody')
  const one = await server.browser(sora)
  const tab = await server.browser(sora)
  const two = await server.browser(hana)
  for (const browser of [one, tab, two]) await browser.get('channel.enter', { channelId, after: 0 })
  const now = () => one.heard('channel.presence').at(-1)
  await until(() => now()?.here === 2)
  await two.get('channel.typing', { channelId })
  await until(() => now()?.typing === 1)
  const told = one.heard('channel.presence').length
  await two.get('message.post', { channelId, clientId: randomUUID(), body: '저도요', replyTo: null })
  await until(() => one.heard('channel.presence').length > told)
  expect(one.heard('channel.presence')[told]).toMatchObject({ typing: 0 })
  await two.get('channel.typing', { channelId })
  await until(() => now()?.typing === 1)
  two.socket.disconnect()
  await until(() => now()?.here === 1 && now()?.typing === 0)
})
