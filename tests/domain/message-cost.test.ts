import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { postMessage } from '#server/domain/message.ts'
import { freshDatabase } from '#tests/database.ts'
import { writePast } from '#tests/history.ts'
import { makeCase, makePeople } from '#tests/live/room.ts'

/** More posts than the database plans anew for each. */
const PLANNED_ANEW = 8
/** The channel, the author, whom the keys point at, and perhaps a neighbour in an index. */
const FEW = 15

test('posting reads a few rows in a long room, with plans from when it was short', async () => {
  const { owner, url } = await freshDatabase()
  const one = openDatabase(url, { role: 'moa_app', max: 1 })
  const room = await makeCase(owner)
  const people = await makePeople(owner, room.id, 200)
  const channelId = room.channels.all
  const past = {
    ...{ channelId, authors: people.map(({ memberId }) => memberId) },
    ...{ start: '2024-08-16T00:00:00+09:00', everyMs: 1000 },
  }
  const read = async () => {
    await sql`select pg_stat_force_next_flush()`.execute(one)
    const { rows } = await sql<{ rows: number }>`
      select sum(seq_tup_read + idx_tup_fetch) as rows from pg_stat_user_tables
      where relname in ('message', 'member', 'channel', 'channel_turn')`.execute(one)
    return rows[0]?.rows ?? 0
  }
  const readByPosting = async () => {
    const before = await read()
    const viewer = people[0]?.viewer
    if (!viewer) throw new Error('nobody came')
    const draft = { channelId, clientId: randomUUID(), body: '환불 접수 번호를 알려 주세요', replyTo: null }
    await postMessage(one, viewer, draft)
    return (await read()) - before
  }
  await writePast(owner, { ...past, count: 30 })
  let early = 0
  for (let times = 0; times < PLANNED_ANEW; times += 1) early = await readByPosting()
  expect(early).toBeGreaterThan(0)
  expect(early).toBeLessThan(FEW)
  await writePast(owner, { ...past, count: 3000 })
  expect(await readByPosting()).toBeLessThan(FEW)
  await one.destroy()
})
