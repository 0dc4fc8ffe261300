import { randomBytes, randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import type { Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { postMessage } from '#server/domain/message.ts'
import { WireClient } from '#tests/bench/wire.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { follow } from './follow.ts'
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
  minji = await makePerson(base.owner, room.id)
})
afterEach(() => server.hangUp())
afterAll(() => server.stop())

const draft = (body: string) => ({
  channelId: room.channels.all,
  clientId: randomUUID(),
  body,
  replyTo: null,
})
/** A socket that may send anything. */
const loose = (socket: unknown) => socket as Socket

describe('asks', () => {
  test.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a list', []],
    ['no fields', {}],
    ['a wrong id', { channelId: 'x', after: 0 }],
    ['a huge rev', { channelId: randomUUID(), after: 2 ** 60 }],
    ['a negative rev', { channelId: randomUUID(), after: -1 }],
    ['a broken rev', { channelId: randomUUID(), after: 0.5 }],
    ['an id of capitals', { channelId: randomUUID().toUpperCase(), after: 0 }],
    ['a prototype', JSON.parse('{"__proto__":{"channelId":"x"},"after":0}')],
    ['bytes', Buffer.from('x')],
  ])('with %s are refused', async (_, input) => {
    const browser = await server.browser(minji)
    const answer = await loose(browser.socket).timeout(5000).emitWithAck('channel.enter', input)
    expect(answer).toEqual({ ok: false, code: 'live.bad_shape' })
  })

  test('S3: of kinds that are not declared are ignored, and the line lives on', async () => {
    const browser = await server.browser(minji)
    const socket = loose(browser.socket)
    const kinds = [
      'error',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'channel.changes',
      'disconnected',
      '',
    ]
    let answered = 0
    for (const kind of kinds) {
      socket.emit(kind, { channelId: room.channels.all }, () => {
        answered += 1
      })
      socket.emit(kind)
    }
    expect(await browser.get('channel.leave', { channelId: room.channels.all })).toEqual({})
    expect(answered).toBe(0)
  })

  test('S9, S13: without an answer wanted, with an answer asked twice, or with fields of their own do no harm', async () => {
    const browser = await server.browser(minji)
    const input = { ...draft('덧붙임'), seq: 999_999, authorId: randomUUID(), at: '1970-01-01', role: 'host' }
    loose(browser.socket).emit('message.post', input)
    loose(browser.socket).emit('message.post', input, 'not a function')
    const posted = await browser.get('message.post', input)
    expect(posted.seq).toBeLessThan(999_999)
    const rows = await base.db
      .selectFrom('message')
      .selectAll()
      .where('client_id', '=', input.clientId)
      .execute()
    expect(rows).toMatchObject([{ author_id: minji.memberId, seq: posted.seq }])
  })

  test.each([
    ['a lone surrogate', '가\ud800나', 'text.bad_characters'],
    ['NUL', '가\u0000나', 'text.bad_characters'],
    ['nothing to see', '\u200b\u2060\u202e', 'message.empty'],
    ['too many characters', '가'.repeat(2001), 'message.too_long'],
  ])('S14: to post %s are refused', async (_, body, code) => {
    const browser = await server.browser(minji)
    expect(await browser.ask('message.post', draft(body))).toEqual({ ok: false, code })
  })

  test('to post a resident number is stored covered', async () => {
    const browser = await server.browser(minji)
    const { id, masked } = await browser.get('message.post', draft('900101-1234567'))
    expect(masked).toBe(true)
    const row = await base.db.selectFrom('message').select('body').where('id', '=', id).executeTakeFirst()
    expect(row?.body).toBe('******-*******')
  })

  test('S14: to post towers of marks and turned text are kept safe', async () => {
    const browser = await server.browser(minji)
    await browser.get('message.post', draft(`a${'\u0301'.repeat(30_000)}`))
    const { id } = await browser.get('message.post', draft('앞\u202e뒤'))
    const row = await base.db.selectFrom('message').select('body').where('id', '=', id).executeTakeFirst()
    expect(row?.body).toBe('앞뒤')
  })

  test('S6: larger than 64 KB end the connection, which comes back', async () => {
    const browser = await server.browser(minji)
    const ended = new Promise((resolve) => browser.socket.once('disconnect', resolve))
    loose(browser.socket).emit('message.post', draft('가'.repeat(64 * 1024)))
    await ended
    await until(() => browser.socket.connected)
  })

  test('S9: beyond what is worked on at once are told to wait, none is lost', async () => {
    const browser = await server.browser(minji)
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, n) => browser.ask('message.post', draft(`${n}`))),
    )
    const refused = answers.filter((answer) => !answer.ok)
    expect(answers.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(32)
    for (const one of refused) expect(one).toEqual({ ok: false, code: 'live.busy', retryAfterMs: 1000 })
  })

  test('S7: in a flood are refused, then cut; a neighbour does not notice', async () => {
    const strict = await startServer(base.db, { limitFactor: 1 })
    const [flooder, neighbour] = [await strict.browser(minji), await strict.browser(minji)]
    flooder.socket.io.reconnection(false)
    const leave = () => flooder.ask('channel.leave', { channelId: room.channels.all })
    const answers = await Promise.all(Array.from({ length: 150 }, leave))
    const refused = answers.filter(({ ok }) => !ok)
    expect(refused.length).toBeGreaterThan(0)
    for (const one of refused)
      expect(one).toMatchObject({ code: expect.stringMatching(/shared.too_many|live.busy/) })
    for (let n = 0; n < 500; n += 1)
      flooder.socket.emit('channel.leave', { channelId: room.channels.all }, () => {})
    await until(() => flooder.socket.disconnected)
    expect(await neighbour.get('channel.leave', { channelId: room.channels.all })).toEqual({})
    await strict.stop()
  })
})

describe('the wire', () => {
  test('S5: polling is not spoken, and a thousand bodies of garbage are refused', async () => {
    const where = `http://127.0.0.1:${server.port}/live/?EIO=4&transport=polling`
    expect((await fetch(where)).status).toBe(400)
    const headers = { 'Content-Type': 'application/octet-stream', Origin: `http://127.0.0.1:${server.port}` }
    const send = () =>
      fetch(`${where}&sid=${randomUUID()}`, { method: 'POST', headers, body: randomBytes(512) })
    for (let n = 0; n < 20; n += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, send))
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]))
    }
    expect(server.live.count()).toBe(0)
  })

  test.each([
    ['a packet of too many attachments', '4599999-["message.post"]'],
    ['a packet of no attachments', '450-["message.post"]'],
    ['a reserved event', '42["disconnecting"]'],
    ['no JSON', '42{'],
    ['a number that is none', '42["channel.enter",{"after":NaN}]'],
    ['a number with a zero before it', '42["channel.enter",{"after":01}]'],
    ['an event without a name', '42[{}]'],
    ['another namespace', '42/admin,["x"]'],
    ['deep JSON', `42["message.post",${'['.repeat(20_000)}${']'.repeat(20_000)}]`],
    [
      'a prototype in JSON',
      '42["message.post",{"__proto__":{"isHost":true},"constructor":{"prototype":{}}}]',
    ],
  ])('S3, S4, X7: survives %s', async (_, text) => {
    const raw = await WireClient.open(server.port, '/live', `who=${minji.accountId}.a1`, {
      ...{ messages: 0, frames: 0, bytes: 0 },
    })
    raw.sendText(text)
    const browser = await server.browser(minji)
    expect(await browser.get('channel.leave', { channelId: room.channels.all })).toEqual({})
    raw.close()
  })

  test('X7: numbers that are none and fields given twice mean nothing more than they may', async () => {
    const channelId = room.channels.all
    const raw = await WireClient.open(server.port, '/live', `who=${minji.accountId}.a1`, {
      ...{ messages: 0, frames: 0, bytes: 0 },
    })
    const entering = (after: string) =>
      raw.askText('channel.enter', `{"channelId":"${channelId}","after":${after}}`)
    for (const after of ['1e400', '-1e400', '9007199254740993', '0.5', '"0"', '[0]', 'null']) {
      expect(await entering(after), after).toContain('"live.bad_shape"')
    }
    for (const after of ['0', '-0', '1e-400']) expect(await entering(after), after).toContain('"ok":true')
    const twice = `{"channelId":"${randomUUID()}","channelId":"${channelId}","after":0}`
    expect(await raw.askText('channel.enter', twice)).toContain('"ok":true')
    const grown = `{"__proto__":{"isHost":true},"channelId":"${channelId}","after":0}`
    expect(await raw.askText('channel.enter', grown)).toContain('"ok":')
    expect(Object.prototype).not.toHaveProperty('isHost')
    raw.close()
  })

  test('S11: survives a connection that says nothing', async () => {
    const silent = connect(server.port, '127.0.0.1')
    silent.write('GET /live/?EIO=4&transport=websocket HTTP/1.1\r\n')
    const browser = await server.browser(minji)
    expect(await browser.get('channel.leave', { channelId: room.channels.all })).toEqual({})
    silent.destroy()
  })
})

describe('who does not read', () => {
  test('is skipped, costs a bounded amount of memory, and catches up', async () => {
    const calm = await makeCase(base.owner)
    const channelId = calm.channels.all
    const [slow, quick] = [await makePerson(base.owner, calm.id), await makePerson(base.owner, calm.id)]
    const raw = await WireClient.open(server.port, '/live', `who=${slow.accountId}.a1`, {
      ...{ messages: 0, frames: 0, bytes: 0 },
    })
    await raw.ask('channel.enter', { channelId, after: 0 })
    const reader = await server.browser(quick)
    const followed = follow(reader, channelId)
    await followed.enter()
    raw.pause()
    for (let n = 0; n < 60; n += 1) {
      const posts = Array.from({ length: 40 }, () =>
        postMessage(base.db, quick.viewer, {
          channelId,
          clientId: randomUUID(),
          body: '길'.repeat(1900),
          replyTo: null,
        }),
      )
      await Promise.all(posts)
    }
    await until(() => followed.last() === 2400)
    const unread = server.live.unread(slow.accountId)
    expect(unread).toBeGreaterThan(0)
    expect(unread).toBeLessThan(1024 * 1024)
    expect(server.live.figures()).toEqual({ lines: 2, stale: 1, unreadBytes: unread })
    raw.resume()
    await until(() => raw.heard('resync'))
    raw.close()
  })
})
