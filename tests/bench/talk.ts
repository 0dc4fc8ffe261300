import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client.ts'
import { makeCase, makePeople, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'
import { corpus } from './corpus.ts'

// A server that has been talked on for a while: many rooms, one of them with three messages in ten, and one person who
// is in all of them.

const ROOMS = 200
const BIG_SHARE = 0.3
const BIG_PEOPLE = 200
const SMALL_PEOPLE = 5
/** One message in so many was hidden. */
const HIDDEN = 50
const BATCH = 5000
const SECOND_MS = 1000

/** `writers` are accounts of the big room, staff, whom no slow mode stops. */
export type Talk = {
  messages: number
  rooms: TestCase[]
  big: TestCase
  reader: TestPerson
  writers: string[]
}

/** Fills the database with so many messages, a second apart, and lets PostgreSQL look at them once. */
export async function fillTalk(owner: Db, messages: number): Promise<Talk> {
  const rooms: TestCase[] = []
  const authors: string[][] = []
  const writers: string[] = []
  for (let n = 0; n < Math.min(ROOMS, Math.ceil(messages / 100)); n += 1) {
    const room = await makeCase(owner)
    const people = await makePeople(owner, room.id, n === 0 ? BIG_PEOPLE : SMALL_PEOPLE, { role: 'cohost' })
    if (n === 0) writers.push(...people.map(({ accountId }) => accountId))
    rooms.push(room)
    authors.push(people.map(({ memberId }) => memberId))
  }
  const [big] = rooms
  if (!big) throw new Error('no room')
  const reader = await makePerson(owner, big.id)
  const elsewhere = rooms.slice(1).map((room) => membership(reader, room.id))
  if (elsewhere.length > 0) await owner.insertInto('member').values(elsewhere).execute()
  await withoutSearchIndex(owner, () => write(owner, { messages, rooms, authors }))
  await sql`vacuum analyze`.execute(owner)
  return { messages, rooms, big, reader, writers }
}

function membership(person: TestPerson, caseId: string) {
  return {
    ...{ case_id: caseId, account_id: person.accountId, nickname: person.nickname },
    ...{ nickname_key: person.nickname, side: 'buyer' as const, rules_version: '1' },
  }
}

/** An index that is built at the end is the same and takes a tenth of the time. */
async function withoutSearchIndex(owner: Db, work: () => Promise<void>): Promise<void> {
  const { rows } = await sql<{ indexdef: string }>`
    select indexdef from pg_indexes where indexname = 'message_search'`.execute(owner)
  await sql`drop index message_search`.execute(owner)
  await work()
  await owner.connection().execute(async (one) => {
    await sql`set maintenance_work_mem = '512MB'`.execute(one)
    await sql.raw(rows[0]?.indexdef ?? '').execute(one)
    await sql`reset maintenance_work_mem`.execute(one)
  })
}

async function write(
  owner: Db,
  { messages, rooms, authors }: Pick<Talk, 'messages' | 'rooms'> & { authors: string[][] },
): Promise<void> {
  const { message, number } = corpus(7)
  const seqs = rooms.map(() => 0)
  const start = Date.now() - messages * SECOND_MS
  for (let from = 0; from < messages; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, messages - from) }, (_, at) => {
      const room = number() < BIG_SHARE ? 0 : Math.floor(number() * rooms.length)
      seqs[room] = (seqs[room] ?? 0) + 1
      const people = authors[room] ?? []
      return {
        channel: rooms[room]?.channels.all ?? '',
        author: people[Math.floor(number() * people.length)] ?? '',
        seq: seqs[room] ?? 0,
        body: message(),
        at: new Date(start + (from + at) * SECOND_MS),
      }
    })
    await sql`
      insert into message (channel_id, author_id, client_id, seq, rev, body, created_at, gone, gone_at)
      select channel_id, author_id, client_id, seq, seq, body, at,
        case when seq % ${HIDDEN}::int = 0 then 'hidden' end, case when seq % ${HIDDEN}::int = 0 then at end
      from unnest(
        ${batch.map(({ channel }) => channel)}::uuid[], ${batch.map(({ author }) => author)}::uuid[],
        ${batch.map(() => randomUUID())}::uuid[], ${batch.map(({ seq }) => seq)}::bigint[],
        ${batch.map(({ body }) => body)}::text[], ${batch.map(({ at }) => at)}::timestamptz[]
      ) as said (channel_id, author_id, client_id, seq, body, at)`.execute(owner)
  }
  for (const [n, room] of rooms.entries()) {
    await owner
      .updateTable('channel')
      .set({ head: seqs[n] ?? 0 })
      .where('id', '=', room.channels.all)
      .execute()
  }
}
