import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MessageView } from '#app/shapes/live.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePerson, type TestCase, type TestPerson } from './room.ts'
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

/** Applies what a browser heard as the catalogue says, and fails on a gap. */
function applied(browser: Browser, channelId: string, from: number): { last: number; views: MessageView[] } {
  let last = from
  const views = new Map<string, MessageView>()
  for (const frame of browser.heard('channel.changes')) {
    if (frame.channelId !== channelId || frame.to <= last) continue
    expect(frame.from).toBeLessThanOrEqual(last)
    for (const view of frame.changes) if (view.rev > last) views.set(view.id, view)
    last = frame.to
  }
  return { last, views: [...views.values()] }
}

describe('a message', () => {
  test('reaches everybody in the channel, its author too', async () => {
    const [one, two] = [await server.browser(minji), await server.browser(taeho)]
    const before = await one.get('channel.enter', { channelId: room.channels.all, after: 0 })
    await two.get('channel.enter', { channelId: room.channels.all, after: before.to })
    const input = draft('안녕하세요, 저도 환불을 못 받았어요')
    const posted = await one.get('message.post', input)
    for (const browser of [one, two]) {
      await until(() => applied(browser, room.channels.all, before.to).last >= posted.rev)
      const [view] = applied(browser, room.channels.all, before.to).views
      expect(view).toMatchObject({
        id: posted.id,
        clientId: input.clientId,
        body: input.body,
        seq: posted.seq,
      })
      expect(view?.author).toMatchObject({ id: minji.memberId, nickname: minji.nickname })
    }
  })

  test('sent five times over three connections is stored once, and every answer is the same', async () => {
    const browsers = await Promise.all([1, 2, 3].map(() => server.browser(minji)))
    const input = draft('한 번만 보여야 해요')
    const answers = await Promise.all(
      [0, 1, 2, 0, 1].map((at) => (browsers[at] as Browser).get('message.post', input)),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    const stored = await base.db
      .selectFrom('message')
      .select('id')
      .where('client_id', '=', input.clientId)
      .execute()
    expect(stored).toHaveLength(1)
  })

  test('of many at once stands at one place each, without holes', async () => {
    const busy = await makeCase(base.owner)
    const people = await Promise.all([1, 2, 3, 4].map(() => makePerson(base.owner, busy.id)))
    const browsers = await Promise.all(people.map((person) => server.browser(person)))
    const channelId = busy.channels.all
    for (const browser of browsers) await browser.get('channel.enter', { channelId, after: 0 })
    const posted = await Promise.all(
      browsers.flatMap((browser) =>
        Array.from({ length: 30 }, (_, n) => browser.get('message.post', draft(`${n}`, channelId))),
      ),
    )
    expect(posted.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(posted.map((_, at) => at + 1))
    for (const browser of browsers) {
      await until(() => applied(browser, channelId, 0).last === 120)
      expect(applied(browser, channelId, 0).views.map(({ seq }) => seq)).toEqual(
        posted.map((_, at) => at + 1),
      )
    }
  })
})
