import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { databaseLine } from '#tests/chaos/database-line.ts'
import type { FaultyLine } from '#tests/chaos/faulty-line.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'

// A firewall that forgets connections, a database machine without power: nothing comes back and nobody says so.

const PATIENCE_MS = 500
const GONE = /Connection terminated|Client was closed|Client has encountered a connection error/

let base: TestDatabase
let line: FaultyLine
let db: Db

beforeAll(async () => {
  base = await freshDatabase()
  const through = await databaseLine(base.url)
  line = through.line
  db = openDatabase(through.url, { role: APP_ROLE, max: 4, patienceMs: PATIENCE_MS })
})
afterAll(async () => {
  await db.destroy()
  await line.close()
})

const answers = (handle: Db = db) => sql<{ one: number }>`select 1 as one`.execute(handle)

test('a statement without an answer fails, and no other connection of that time is trusted', async () => {
  await Promise.all(Array.from({ length: 4 }, () => sql`select pg_sleep(0.05)`.execute(db)))
  expect(line.open).toBe(4)
  line.maroon()
  await expect(answers()).rejects.toThrow(GONE)
  // Had the three others been asked, each of them would have failed as well.
  for (let n = 0; n < 4; n += 1) expect((await answers()).rows).toEqual([{ one: 1 }])
})

test('a transaction without an answer fails as a whole, and the next one goes through', async () => {
  const cut = db.transaction().execute(async (tx) => {
    await answers(tx)
    line.maroon()
    return answers(tx)
  })
  await expect(cut).rejects.toThrow(GONE)
  const [row] = await db.transaction().execute(async (tx) => (await answers(tx)).rows)
  expect(row).toEqual({ one: 1 })
})

test('a transaction that the app never ends gives its locks back', async () => {
  const channel = { id: crypto.randomUUID(), case_id: crypto.randomUUID(), kind: 'all' as const }
  await base.owner
    .insertInto('case')
    .values({
      ...{
        id: channel.case_id,
        slug: 'abcdefghij',
        shop_name: '바다상회',
        shop_key: '바다',
        shop_jamo: '바다',
      },
      ...{ troubles: ['closed'], admits: ['buyer'] },
    })
    .execute()
  await base.owner.insertInto('channel').values(channel).execute()
  const lock = (handle: Db) =>
    handle.selectFrom('channel').select('id').where('id', '=', channel.id).forUpdate().execute()
  const tx = await db.startTransaction().execute()
  await lock(tx)
  // The app's end is deaf now, the server's end knows nothing of it.
  line.hold()
  expect(await lock(base.owner)).toEqual([{ id: channel.id }])
  line.heal()
  await tx
    .rollback()
    .execute()
    .catch(() => {})
})

test('without patience given, any statement is waited for', async () => {
  const patient = openDatabase(base.url, { max: 1 })
  const { rows } = await sql<{ limit: string }>`
    select current_setting('idle_in_transaction_session_timeout') as limit`.execute(patient)
  expect(rows).toEqual([{ limit: '0' }])
  await sql`select pg_sleep(${(2 * PATIENCE_MS) / 1000}::float8)`.execute(patient)
  await patient.destroy()
})
