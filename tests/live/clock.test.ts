import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { PROOF_LASTS } from '#server/live/limits.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePeople } from './room.ts'
import { startServer, type TestServer, until } from './server.ts'

// The wall clock of a server is corrected now and then, by much when it was set wrong at first.

const HOUR = 3_600_000

let base: TestDatabase
let server: TestServer

beforeAll(async () => {
  base = await freshDatabase()
  server = await startServer(base.db)
})
afterEach(() => void vi.restoreAllMocks())
afterAll(() => server.stop())

/** Sets the wall clock of this process back by an hour from here on. */
function setBack(): void {
  const right = Date.now
  vi.spyOn(Date, 'now').mockImplementation(() => right() - HOUR)
}

test('a clock set back by an hour stops no count of who is here', async () => {
  const room = await makeCase(base.owner)
  const channelId = room.channels.all
  const [sora, hana] = await makePeople(base.owner, room.id, 2)
  if (!sora || !hana) throw new Error('nobody')
  const one = await server.browser(sora)
  const two = await server.browser(hana)
  for (const browser of [one, two]) await browser.get('channel.enter', { channelId, after: 0 })
  const now = () => one.heard('channel.presence').at(-1)
  await until(() => now()?.here === 2)
  setBack()
  await two.get('channel.typing', { channelId })
  await until(() => now()?.typing === 1)
  two.socket.disconnect()
  await until(() => now()?.here === 1 && now()?.typing === 0)
})

test('a clock set back does not lengthen what is believed of a membership', async () => {
  const room = await makeCase(base.owner)
  const channelId = room.channels.all
  const [sora] = await makePeople(base.owner, room.id, 1)
  if (!sora) throw new Error('nobody')
  const browser = await server.browser(sora)
  await browser.get('channel.enter', { channelId, after: 0 })
  setBack()
  // Removed behind the server's back; what it believes must end by itself.
  await base.owner
    .updateTable('member')
    .set({ left_at: new Date(), left_why: 'removed' })
    .where('id', '=', sora.memberId)
    .execute()
  const steady = performance.now.bind(performance)
  vi.spyOn(performance, 'now').mockImplementation(() => steady() + PROOF_LASTS + 1)
  const answer = await browser.ask('channel.enter', { channelId, after: 0 })
  expect(answer).toEqual({ ok: false, code: 'shared.not_found' })
})
