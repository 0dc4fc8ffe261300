import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { announce, inTransaction } from '#server/domain/transaction.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePerson, type TestCase, type TestPerson } from './room.ts'
import { startServer, type TestServer, until } from './server.ts'

let base: TestDatabase
let server: TestServer
let room: TestCase
let minji: TestPerson

beforeAll(async () => {
  base = await freshDatabase()
  server = await startServer(base.db)
  room = await makeCase(base.owner)
  minji = await makePerson(base.owner, room.id, { side: 'buyer' })
})
afterAll(() => server.stop())

/** 'connect' or the reason why not. */
function outcome(headers: Record<string, string>, person: TestPerson | null = minji): Promise<string> {
  const socket = server.socket(person, headers)
  return new Promise((resolve) => {
    socket.once('connect', () => resolve('connect'))
    socket.once('connect_error', (error) => resolve(error.message))
  }).then((result) => {
    socket.disconnect()
    return String(result)
  })
}

describe('the door', () => {
  test('opens for a page of this address with a session', async () => {
    expect(await outcome({})).toBe('connect')
  })

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a site that begins alike', { origin: 'http://127.0.0.1.evil.example' }],
    ['a hidden origin', { origin: 'null' }],
    ['no origin', { origin: '' }],
    ['another scheme', { origin: 'https://127.0.0.1' }],
    ['a broken origin', { origin: 'http://[' }],
    ['no session', { cookie: 'who=nobody' }],
    ['an empty cookie', { cookie: '' }],
  ])('S1, S2: is closed for %s, without a reason', async (_, headers) => {
    expect(await outcome(headers)).toBe('websocket error')
  })

  test('S2: is closed without any cookie', async () => {
    expect(await outcome({}, null)).toBe('websocket error')
  })

  test('lets one account in twenty times, not more', async () => {
    const crowd = await makePerson(base.owner, room.id)
    const sockets = Array.from({ length: 25 }, () => server.socket(crowd))
    await until(() => sockets.filter(({ connected }) => connected).length === 20)
    expect(await outcome({}, crowd)).toBe('websocket error')
    for (const socket of sockets) socket.disconnect()
  })
})

describe('a channel', () => {
  test('S8: answers strangers, other cases and channels one does not see alike', async () => {
    const elsewhere = await makeCase(base.owner)
    const browser = await server.browser(minji)
    const refused = { ok: false, code: 'shared.not_found' }
    const ids = [room.channels.seller, room.channels.staff, elsewhere.channels.all, randomUUID()]
    for (const channelId of ids) {
      expect(await browser.ask('channel.enter', { channelId, after: 0 })).toEqual(refused)
      expect(await browser.ask('channel.read', { channelId, seq: 1 })).toEqual(refused)
      expect(await browser.ask('channel.typing', { channelId })).toEqual(refused)
      const input = { channelId, clientId: randomUUID(), body: '나', replyTo: null }
      expect(await browser.ask('message.post', input)).toEqual(refused)
    }
    expect(await browser.ask('channel.enter', { channelId: room.channels.buyer, after: 0 })).toMatchObject({
      ok: true,
    })
  })

  test('hears nothing of channels that were not entered, or were left', async () => {
    const calm = await makeCase(base.owner)
    const sora = await makePerson(base.owner, calm.id, { role: 'host' })
    const [listener, writer] = [await server.browser(sora), await server.browser(sora)]
    await listener.get('channel.enter', { channelId: calm.channels.all, after: 0 })
    await listener.get('channel.enter', { channelId: calm.channels.staff, after: 0 })
    await listener.get('channel.leave', { channelId: calm.channels.staff })
    const post = (channelId: string) =>
      writer.get('message.post', { channelId, clientId: randomUUID(), body: '말', replyTo: null })
    await post(calm.channels.staff)
    await post(calm.channels.buyer)
    await post(calm.channels.all)
    await until(() => listener.heard('channel.changes').length > 0)
    expect(listener.heard('channel.changes').map(({ channelId }) => channelId)).toEqual([calm.channels.all])
  })

  test('keeps a mark of what was read', async () => {
    const browser = await server.browser(minji)
    const { seq } = await browser.get('message.post', {
      ...{ channelId: room.channels.all, clientId: randomUUID(), body: '말', replyTo: null },
    })
    expect(await browser.get('channel.read', { channelId: room.channels.all, seq })).toEqual({ seq })
    expect(await browser.get('channel.read', { channelId: room.channels.all, seq: 0 })).toEqual({ seq })
  })
})

describe('who is removed', () => {
  const remove = (person: TestPerson) =>
    inTransaction(base.db, async (tx) => {
      await tx
        .updateTable('member')
        .set({ left_at: new Date(), left_why: 'removed' })
        .where('id', '=', person.memberId)
        .execute()
      const { memberId, accountId } = person
      announce(tx, { kind: 'member.left', caseId: room.id, memberId, accountId })
    })

  test('S12: gets a farewell, no further word, and the cut; a return finds nothing', async () => {
    const gone = await makePerson(base.owner, room.id)
    const [one, other] = [await server.browser(gone), await server.browser(minji)]
    const channelId = room.channels.all
    await one.get('channel.enter', { channelId, after: 0 })
    await remove(gone)
    await other.get('message.post', { channelId, clientId: randomUUID(), body: '이제 없어요', replyTo: null })
    await until(() => one.socket.disconnected)
    expect(one.heard('farewell')).toEqual([{ why: 'member', retryAfterMs: 0 }])
    expect(one.heard('channel.changes')).toEqual([])
    const back = await server.browser(gone)
    expect(await back.ask('channel.enter', { channelId, after: 0 })).toEqual({
      ok: false,
      code: 'shared.not_found',
    })
  })

  test('S12: while entering does not stay inside', async () => {
    for (let n = 0; n < 10; n += 1) {
      const gone = await makePerson(base.owner, room.id)
      const browser = await server.browser(gone)
      const channelId = room.channels.all
      const entering = browser.ask('channel.enter', { channelId, after: 0 }).catch(() => null)
      await Promise.all([entering, remove(gone)])
      const before = browser.heard('channel.changes').length
      const other = await server.browser(minji)
      await other.get('message.post', { channelId, clientId: randomUUID(), body: '비밀', replyTo: null })
      expect(browser.heard('channel.changes')).toHaveLength(before)
      other.socket.disconnect()
    }
  })

  test('keeps the sockets of other cases', async () => {
    const gone = await makePerson(base.owner, room.id)
    const browser = await server.browser(gone)
    await remove(gone)
    expect(await browser.ask('channel.leave', { channelId: room.channels.all })).toEqual({
      ok: true,
      out: {},
    })
    expect(browser.heard('farewell')).toEqual([])
  })

  test('loses the one device whose session ended', async () => {
    const [phone, desk] = [await server.browser(minji, 'b1'), await server.browser(minji, 'b2')]
    await inTransaction(base.db, async (tx) => announce(tx, { kind: 'session.ended', sessionIds: ['b1'] }))
    await until(() => phone.socket.disconnected)
    expect(phone.heard('farewell')).toEqual([{ why: 'session', retryAfterMs: 0 }])
    expect(desk.socket.connected).toBe(true)
  })
})
