import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { announce, inTransaction } from '#server/domain/transaction.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { follow } from './follow.ts'
import { makeCase, makePeople, makePerson } from './room.ts'
import { startServer, type TestServer, until } from './server.ts'

// Two processes of one installation: two database handles, two servers, one Redis between them.

let redis: ChildProcess
let base: TestDatabase
let otherDb: Db
let here: TestServer
let there: TestServer

beforeAll(async () => {
  base = await freshDatabase()
  otherDb = openDatabase(base.url, { role: APP_ROLE })
  const redisUrl = await startRedis()
  here = await startServer(base.db, { redisUrl })
  there = await startServer(otherDb, { redisUrl })
  await until(async () => (await here.live.io.of('/').adapter.serverCount()) === 2)
})
afterAll(async () => {
  await Promise.all([here?.stop(), there?.stop()])
  await otherDb?.destroy()
  redis?.kill()
})

async function startRedis(): Promise<string> {
  const port = await freePort()
  redis = spawn(
    'redis-server',
    ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: 'ignore',
    },
  )
  const url = `redis://127.0.0.1:${port}`
  const probe = new Redis(url, { maxRetriesPerRequest: null })
  probe.on('error', () => {})
  await probe.ping()
  probe.disconnect()
  return url
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

test('messages of either process reach the browsers of both, in one order, without gaps', async () => {
  const calm = await makeCase(base.owner)
  const channelId = calm.channels.all
  const [sora, hana] = await makePeople(base.owner, calm.id, 2)
  if (!sora || !hana) throw new Error('nobody')
  const [one, two] = [await here.browser(sora), await there.browser(hana)]
  const rooms = [follow(one, channelId), follow(two, channelId)]
  for (const room of rooms) await room.enter()
  const posts = Array.from({ length: 60 }, (_, n) =>
    (n % 2 ? one : two).get('message.post', {
      channelId,
      clientId: randomUUID(),
      body: `${n}`,
      replyTo: null,
    }),
  )
  await Promise.all(posts)
  for (const room of rooms) {
    await until(() => room.last() === 60)
    expect(room.held().map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1))
  }
  expect(rooms[0]?.held()).toEqual(rooms[1]?.held())
})

test('a removal in one process cuts the sockets in the other', async () => {
  const calm = await makeCase(base.owner)
  const gone = await makePerson(base.owner, calm.id)
  const browser = await there.browser(gone)
  await browser.get('channel.enter', { channelId: calm.channels.all, after: 0 })
  const { memberId, accountId } = gone
  await inTransaction(base.db, async (tx) => {
    announce(tx, { kind: 'member.left', caseId: calm.id, memberId, accountId })
  })
  await until(() => browser.socket.disconnected)
  expect(browser.heard('farewell')).toEqual([{ why: 'member', retryAfterMs: 0 }])
})
