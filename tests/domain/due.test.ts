import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { messagesBefore } from '#server/domain/message.ts'
import { writeNotice } from '#server/domain/notice.ts'
import { openPoll, pollFor } from '#server/domain/poll.ts'
import { inTransaction } from '#server/domain/transaction.ts'
import { enqueue } from '#server/jobs/queue.ts'
import { openTestCase, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'

// Notices and polls whose time comes, worked off by the real queue.

let server: TestServer
let room: TestCase

beforeEach(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
})
afterEach(() => server.close())

const soon = (ms: number) => new Date(Date.now() + ms).toISOString()

async function planned(publishAt: string): Promise<string> {
  const words = { title: '아침 공지', body: '오늘 10시에 모여요.' }
  const draft = {
    slug: room.slug,
    id: randomUUID(),
    channel: 'all' as const,
    ...words,
    pins: true,
    from: null,
  }
  return (await writeNotice(server.db, room.sora.viewer, { ...draft, publishAt })).id
}

const talk = async () => {
  const page = { slug: room.slug, kind: 'all' as const, beforeSeq: null }
  return (await messagesBefore(server.db, room.minji.viewer, page)).messages.map(({ body }) => body)
}

test('a planned notice goes out by itself, once', async () => {
  await planned(soon(1500))
  expect(await talk()).toEqual([])
  await vi.waitFor(async () => expect(await talk()).toEqual(['[공지] 아침 공지']), { timeout: 15_000 })
})

test('a job held by a worker that was killed is made up for by the sweep, and publishes once', async () => {
  const id = await planned(soon(3_600_000))
  // As a worker leaves it that dies at work: the job locked by somebody who never comes back.
  await sql`update notice set publish_at = now() - interval '1 minute' where id = ${id}`.execute(server.owner)
  await sql`
    update graphile_worker._private_jobs set locked_at = now(), locked_by = 'dead', attempts = 1, run_at = now()
    where key = ${`notice.publish:${id}`}`.execute(server.owner)
  await inTransaction(server.db, (tx) => enqueue(tx, 'due.sweep', {}))
  await vi.waitFor(async () => expect(await talk()).toEqual(['[공지] 아침 공지']), { timeout: 15_000 })
  // And the dead worker's job is tried again, hours later.
  await sql`
    update graphile_worker._private_jobs set locked_at = null, locked_by = null
    where key = ${`notice.publish:${id}`}`.execute(server.owner)
  await sql`select pg_notify('jobs:insert', '{"r":1,"count":1}')`.execute(server.owner)
  await vi.waitFor(
    async () => {
      const { rows } =
        await sql`select 1 from graphile_worker.jobs where key = ${`notice.publish:${id}`}`.execute(
          server.owner,
        )
      expect(rows).toEqual([])
    },
    { timeout: 15_000 },
  )
  expect(await talk()).toEqual(['[공지] 아침 공지'])
})

test('a poll closes by itself and forgets what is to be forgotten', async () => {
  const id = randomUUID()
  const words = { question: '먼저 낼 곳은?', options: ['경찰', '소비자원'], multiple: false, anonymous: true }
  const draft = { slug: room.slug, id, channel: 'all' as const, ...words }
  await openPoll(server.db, room.sora.viewer, { ...draft, closesAt: soon(1500) })
  await vi.waitFor(
    async () => {
      const row = await server.db
        .selectFrom('poll')
        .select('closed_at')
        .where('id', '=', id)
        .executeTakeFirst()
      expect(row?.closed_at).toBeInstanceOf(Date)
    },
    { timeout: 15_000 },
  )
  const { poll } = await pollFor(server.db, room.minji.viewer, { slug: room.slug, pollId: id })
  expect(poll.isClosed).toBe(true)
})
