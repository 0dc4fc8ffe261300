import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { messagesAfter, placeOfDay, postMessage } from '#server/domain/message.ts'
import { freshDatabase, rolledBack, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'

let base: TestDatabase
let room: TestCase
let minji: TestPerson
let channelId: string

beforeAll(async () => {
  base = await freshDatabase()
  room = await makeCase(base.owner)
  minji = await makePerson(base.owner, room.id, { side: 'buyer' })
  channelId = room.channels.all
})

const post = (body: string, channel = channelId) =>
  postMessage(base.db, minji.viewer, { channelId: channel, clientId: randomUUID(), body, replyTo: null })
const refused = expect.objectContaining({ name: 'Refusal', code: 'shared.not_found' })

describe('the messages after a place', () => {
  test('come oldest first, page by page to the end', async () => {
    const posted = []
    for (let count = 0; count < 5; count += 1) posted.push(await post(`글 ${count}`))
    const [first, ...rest] = posted.map(({ seq }) => seq)
    const following = (afterSeq: number, limit: number) =>
      messagesAfter(base.db, minji.viewer, { channelId, afterSeq, limit })
    const page = await following(first ?? 0, 2)
    expect(page.messages.map(({ seq }) => seq)).toEqual(rest.slice(0, 2))
    expect([page.hasMore, page.hasNewer]).toEqual([true, true])
    const last = await following(rest[1] ?? 0, 2)
    expect(last.messages.map(({ seq }) => seq)).toEqual(rest.slice(2))
    expect([last.hasNewer, last.head]).toEqual([false, posted.at(-1)?.rev])
  })
})

describe('the place of a day', () => {
  /** What the day's search must find, found by looking at every message. */
  const scanned = async (db: TestDatabase['db'], channel: string, date: string) => {
    const { rows } = await sql<{ seq: number | null }>`
      select min(seq) as seq from message where channel_id = ${channel}
        and created_at >= (${date}::date)::timestamp at time zone 'Asia/Seoul'`.execute(db)
    return { seq: rows[0]?.seq ?? null }
  }

  test('is its first message, or the next one written', () =>
    rolledBack(base.owner, async (tx) => {
      const { id, channels } = await makeCase(tx)
      const person = await makePerson(tx, id)
      // 300 messages with holes between their places, on every second day, some a second before or at midnight.
      await sql`insert into message (channel_id, author_id, client_id, seq, rev, body, created_at)
        select ${channels.all}::uuid, ${person.memberId}::uuid, gen_random_uuid(), n * 3, n * 3, '글',
          timestamp '2024-08-01 00:00' at time zone 'Asia/Seoul' + (n / 10) * interval '2 days'
            + case n % 10 when 0 then interval '0' when 9 then interval '1 day' - interval '1 second'
              else (n % 10) * interval '1 hour' end
        from generate_series(1, 300) as n`.execute(tx)
      await sql`update channel set head = 1000 where id = ${channels.all}`.execute(tx)
      const at = (date: string) => placeOfDay(tx, person.viewer, { channelId: channels.all, date })
      for (let day = 0; day < 62; day += 1) {
        const date = new Date(Date.UTC(2024, 6, 31 + day)).toISOString().slice(0, 10)
        expect(await at(date)).toEqual(await scanned(tx, channels.all, date))
      }
      expect(await at('2000-01-01')).toEqual({ seq: 3 })
      expect(await at('2099-12-31')).toEqual({ seq: null })
    }))

  test('of an empty channel is nowhere', async () => {
    const { channels } = room
    const input = { channelId: channels.buyer, date: '2024-08-16' }
    const empty = await makePerson(base.owner, (await makeCase(base.owner)).id, { side: 'buyer' })
    await expect(placeOfDay(base.db, empty.viewer, input)).rejects.toEqual(refused)
    const calm = await makeCase(base.owner)
    const person = await makePerson(base.owner, calm.id)
    const day = { channelId: calm.channels.all, date: '2024-08-16' }
    expect(await placeOfDay(base.db, person.viewer, day)).toEqual({ seq: null })
  })
})
