import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDatabase, rolledBack } from '#tests/database.ts'

const { db, owner } = await freshDatabase()

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

test('a number that a double cannot hold is refused in both directions', async () => {
  await expect(sql`select 9007199254740992::bigint`.execute(db)).rejects.toThrow(RangeError)
  await expect(sql`select 9007199254740993::numeric`.execute(db)).rejects.toThrow(RangeError)
  await expect(sql`select ${2 ** 53}::bigint`.execute(db)).rejects.toThrow(RangeError)
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
