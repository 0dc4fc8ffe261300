import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { APP_ROLE, type Db, openDatabase, type Tx } from '#db/client.ts'
import { statementNames } from '#db/prepared.ts'
import { freshDatabase, rolledBack } from '#tests/database.ts'

const { db, owner, url } = await freshDatabase()

test('values arrive as the types say', async () => {
  const { rows } = await sql`
    select 9007199254740991::bigint as big, array[1::bigint, 2] as bigs, sum(won) as total, avg(won) as mean,
      date '2024-08-16' as day, array[date '2024-08-31'] as days, timestamptz '2024-08-16 12:00+09' as instant,
      '{"가": [1, null]}'::jsonb as json, '\\x00ff'::bytea as bytes, array['ㄱ', 'ㄴ'] as words
    from (values (1::bigint), (2)) as t (won)`.execute(db)
  expect(rows).toEqual([
    {
      ...{
        big: 9007199254740991,
        bigs: [1, 2],
        total: 3,
        mean: 1.5,
        day: '2024-08-16',
        days: ['2024-08-31'],
      },
      ...{ instant: new Date('2024-08-16T03:00:00Z'), json: { 가: [1, null] } },
      ...{ bytes: Buffer.from([0, 255]), words: ['ㄱ', 'ㄴ'] },
    },
  ])
})

test('values go in as they come out', async () => {
  const [day, instant, json, won] = ['2024-02-29', new Date('2024-08-16T03:00:00.123Z'), { a: ['나'] }, 1e15]
  const { rows } = await sql`
    select ${day}::date as day, ${instant}::timestamptz as instant, ${json}::jsonb as json,
      jsonb_typeof(${json}::jsonb) as kind, ${won}::bigint as won, ${[1, 2]}::bigint[] as wons,
      ${['가', '나']}::text[] as words`.execute(db)
  expect(rows).toEqual([{ day, instant, json, kind: 'object', won, wons: [1, 2], words: ['가', '나'] }])
})

test('lists, nothings and bytes go in as they come out', async () => {
  const id = '9f0c2c9a-1111-4222-8333-123456789abc'
  const [json, bytes, instant] = [{ a: [1, '나', [null]], b: null }, Buffer.from([0, 255]), new Date(0)]
  const { rows } = await sql`
    select ${[id, null]}::uuid[] as ids, ${[]}::text[] as none, ${['"', '\\', 'a,b', 'NULL', null]}::text[] as odd,
      ${json}::jsonb as json, ${[json]}::jsonb[] as jsons, ${bytes}::bytea as bytes, ${[bytes]}::bytea[] as many,
      ${[instant]}::timestamptz[] as instants, ${true}::boolean as yes, ${null}::bigint as nothing,
      ${[null, 1]}::bigint[] as holes, ${[[1], [2]]}::bigint[] as table, ${1.25}::numeric as rate`.execute(db)
  expect(rows).toEqual([
    {
      ...{ ids: [id, null], none: [], odd: ['"', '\\', 'a,b', 'NULL', null], json, jsons: [json] },
      ...{ bytes, many: [bytes], instants: [instant], yes: true, nothing: null },
      ...{ holes: [null, 1], table: [[1], [2]], rate: 1.25 },
    },
  ])
  await expect(sql`select ${undefined}::text`.execute(db)).rejects.toThrow(TypeError)
})

test('a number that a double cannot hold is refused in both directions', async () => {
  await expect(sql`select 9007199254740992::bigint`.execute(db)).rejects.toThrow(RangeError)
  await expect(sql`select 9007199254740993::numeric`.execute(db)).rejects.toThrow(RangeError)
  for (const value of [2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, [2 ** 53]]) {
    await expect(sql`select ${value}::bigint`.execute(db)).rejects.toThrow(RangeError)
  }
  const { rows } = await sql`select 1 as one`.execute(db)
  expect(rows).toEqual([{ one: 1 }])
})

test('a statement with values is prepared once for its connection', async () => {
  await rolledBack(db, async (tx) => {
    for (const won of [1, 2, 3]) await sql`select ${won}::bigint as won`.execute(tx)
    const { rows } = await sql`
      select count(*) as count from pg_prepared_statements where statement like 'select $1::bigint as won'`.execute(
      tx,
    )
    expect(rows).toEqual([{ count: 1 }])
  })
})

test('a list whose length changes cannot fill the server with statements', () => {
  const nameOf = statementNames(2)
  const names = ['select $1', 'select $1, $2', 'select $1, $2, $3', 'select $1'].map(nameOf)
  expect(names).toEqual([expect.any(String), expect.any(String), undefined, names[0]])
})

test('a statement planned before a migration works after it', async () => {
  const database = await freshDatabase()
  const one = openDatabase(database.url, { max: 1 })
  const read = (by: Db) => sql`select * from note where id > ${0}`.execute(by)
  await sql`create table note (id int)`.execute(one)
  await read(one)
  await sql`alter table note add column more int; insert into note values (1)`.execute(database.owner)
  expect((await read(one)).rows).toEqual([{ id: 1, more: null }])

  await read(one)
  await sql`alter table note drop column more`.execute(database.owner)
  const inside = () => one.transaction().execute((tx) => read(tx))
  await expect(inside()).rejects.toMatchObject({ code: '0A000' })
  expect((await inside()).rows).toEqual([{ id: 1 }])
  await one.destroy()
})

test('every pooled connection works as moa_app in UTC', async () => {
  const asked = Array.from({ length: 8 }, () =>
    sql<{ pid: number; role: string; zone: string }>`
      select pg_backend_pid() as pid, current_user as role, current_setting('TimeZone') as zone, pg_sleep(0.05)`.execute(
      db,
    ),
  )
  const rows = (await Promise.all(asked)).flatMap((result) => result.rows)
  expect(new Set(rows.map((row) => row.pid)).size).toBeGreaterThan(1)
  expect(rows.every((row) => row.role === 'moa_app' && row.zone === 'UTC')).toBe(true)
})

test('options in the address stay, but do not change the role', async () => {
  const address = new URL(url)
  address.searchParams.set('options', '-c statement_timeout=70000 -c role=none')
  const strange = openDatabase(address.href, { role: APP_ROLE, applicationName: 'moa test' })
  const { rows } = await sql`
    select current_user as role, current_setting('TimeZone') as zone,
      current_setting('statement_timeout') as timeout, current_setting('application_name') as name`.execute(
    strange,
  )
  expect(rows).toEqual([{ role: 'moa_app', zone: 'UTC', timeout: '70s', name: 'moa test' }])
  await strange.destroy()
})

test('connections that the server ends fail where they are used, and the next ones work', async () => {
  const idle = Array.from({ length: 3 }, () => sql`select pg_sleep(0.05)`.execute(db))
  await Promise.all(idle)
  const tx = await db.startTransaction().execute()
  await sql`select 1`.execute(tx)
  const busy = expect(sql`select pg_sleep(60)`.execute(db)).rejects.toMatchObject({ code: '57P01' })
  const endAll = sql<{ ended: boolean }>`
    select pg_terminate_backend(pid, 5000) as ended from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  const sleeping = sql`select from pg_stat_activity where query = 'select pg_sleep(60)' and state = 'active'`
  await expect.poll(async () => (await sleeping.execute(owner)).rows).toHaveLength(1)
  expect((await endAll.execute(owner)).rows.length).toBeGreaterThan(2)
  await busy
  await expect(sql`select 1`.execute(tx)).rejects.toThrow()
  await expect(tx.rollback().execute()).rejects.toThrow()
  // An idle one may be taken before its end was heard of; that query fails too, and only that.
  const ask = () => sql`select 1 as one`.execute(db).then((result) => result.rows, String)
  await expect.poll(ask).toEqual([{ one: 1 }])
})

test('who finds every connection taken is told so after a while', async () => {
  const one = openDatabase(url, { max: 1 })
  const tx = await one.startTransaction().execute()
  await expect(sql`select 1`.execute(one)).rejects.toThrow('timeout')
  await tx.rollback().execute()
  expect((await sql`select 1 as one`.execute(one)).rows).toEqual([{ one: 1 }])
  await one.destroy()
})

test('statements of one transaction may be on their way together, and are done in order', async () => {
  const table = (at: Tx, text: string) => sql.raw(text).execute(at)
  const { rows } = await rolledBack(db, async (tx) => {
    const [, , counted] = await Promise.all([
      table(tx, 'insert into account default values'),
      table(tx, 'insert into account default values'),
      sql<{ count: number }>`select count(*) as count from account`.execute(tx),
    ])
    return counted
  })
  expect(rows).toEqual([{ count: 2 }])
})

test('when one of them fails, those after it do too and nothing is kept', async () => {
  const outcomes: PromiseSettledResult<unknown>[] = []
  await db.transaction().execute(async (tx) => {
    const texts = ['insert into account default values', 'select 1 / 0', 'insert into account default values']
    outcomes.push(...(await Promise.allSettled(texts.map((text) => sql.raw(text).execute(tx)))))
  })
  const codes = outcomes.map((one) => (one.status === 'rejected' ? one.reason.code : one.status))
  expect(codes).toEqual(['fulfilled', '22012', '25P02'])
  expect(await owner.selectFrom('account').selectAll().execute()).toEqual([])
})

test('a connection left inside a transaction is not used again', async () => {
  const one = openDatabase(url, { max: 1 })
  const pid = async () =>
    (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(one)).rows[0]?.pid
  const before = await pid()
  await sql.raw('begin').execute(one)
  expect(await pid()).not.toBe(before)
  await one.destroy()
})

test('moa_app reads and writes rows but changes no table, role or migration record', async () => {
  await sql`select count(*) from account`.execute(db)
  for (const statement of [
    'create table extra (id int)',
    'create schema extra',
    'drop table account',
    'alter table account add column extra int',
    'truncate account',
    'create role extra',
    'select * from migration.file',
    'alter system set fsync = off',
  ]) {
    await expect(sql.raw(statement).execute(db), statement).rejects.toMatchObject({ code: '42501' })
  }
})

test('rolledBack leaves nothing, whether the work ends well or badly', async () => {
  const insert = 'insert into account default values returning id'
  expect((await rolledBack(db, (tx) => sql.raw(insert).execute(tx))).rows).toHaveLength(1)
  const failing = rolledBack(db, async (tx) => {
    await sql.raw(insert).execute(tx)
    throw new Error('on purpose')
  })
  await expect(failing).rejects.toThrow('on purpose')
  expect(await owner.selectFrom('account').selectAll().execute()).toEqual([])
})

test('test databases are made at the same time and do not see each other', async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()])
  await one.owner.insertInto('account').defaultValues().execute()
  expect(await one.db.selectFrom('account').select('id').execute()).toHaveLength(1)
  expect(await two.db.selectFrom('account').select('id').execute()).toHaveLength(0)
  await one.drop()
  await expect(sql`select 1`.execute(one.db)).rejects.toThrow()
})
