import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { withDatabase } from '../postgres.global.ts'

const NOTE = 'create table note (id int primary key); insert into note values (1);'

let folder: string
let name: string
let url: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'moa migrations '))
  name = `moa_migrate_${randomBytes(6).toString('hex')}`
  url = withDatabase(inject('clusterUrl'), name)
  await ask(inject('clusterUrl'), `create database ${name}`)
})

afterEach(async () => {
  rmSync(folder, { recursive: true })
  await ask(inject('clusterUrl'), `drop database ${name} with (force)`)
})

test('files are applied in the order of their names, once', async () => {
  write('0002_more.sql', 'insert into note values (2)')
  write('0001_note.sql', NOTE)
  write('notes.md', 'not a migration')
  expect(await migrate(url, { folder })).toEqual(['0001_note', '0002_more'])
  expect(await migrate(url, { folder })).toEqual([])
  write('0003_last.sql', "insert into note values (3); -- a comment; and a ';' in a text\n")
  expect(await migrate(url, { folder })).toEqual(['0003_last'])
  expect(await ask(url, 'select id from note order by id')).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
})

test('the role of the app and the tables of the job queue are there', async () => {
  await migrate(url, { folder })
  const [row] = await ask(
    url,
    `select to_regclass('graphile_worker.jobs') is not null as queue,
       (select rolcanlogin or rolsuper from pg_roles where rolname = 'moa_app') as strong`,
  )
  expect(row).toEqual({ queue: true, strong: false })
})

test('a file that fails undoes those before it and names itself', async () => {
  write('0001_note.sql', NOTE)
  write('0002_bad.sql', 'insert into note values (2); insert into nowhere values (1)')
  await expect(migrate(url, { folder })).rejects.toThrow(/0002_bad failed: .*nowhere/)
  expect(await ask(url, "select to_regclass('note') as found")).toEqual([{ found: null }])
  write('0002_bad.sql', 'insert into note values (2)')
  expect(await migrate(url, { folder })).toEqual(['0001_note', '0002_bad'])
})

test('an applied file that was changed, removed or overtaken is refused', async () => {
  write('0001_note.sql', NOTE)
  write('0002_more.sql', 'insert into note values (2)')
  await migrate(url, { folder })

  write('0001_note.sql', `${NOTE} -- changed`)
  await expect(migrate(url, { folder })).rejects.toThrow('0001_note.sql was changed')
  write('0001_note.sql', NOTE)

  write('0001_between.sql', 'insert into note values (3)')
  await expect(migrate(url, { folder })).rejects.toThrow(/0001_between|order/)
  rmSync(join(folder, '0001_between.sql'))

  rmSync(join(folder, '0002_more.sql'))
  await expect(migrate(url, { folder })).rejects.toThrow('0002_more')
  expect(await ask(url, 'select id from note order by id')).toEqual([{ id: 1 }, { id: 2 }])
})

test('two apps that migrate at once apply every file once', async () => {
  write('0001_note.sql', `${NOTE} select pg_sleep(0.2)`)
  const applied = await Promise.all([migrate(url, { folder }), migrate(url, { folder })])
  expect(applied.flat()).toEqual(['0001_note'])
})

function write(file: string, text: string): void {
  writeFileSync(join(folder, file), text)
}

async function ask(address: string, statement: string): Promise<unknown[]> {
  const db = openDatabase(address, { max: 1 })
  try {
    return (await sql.raw(statement).execute(db)).rows
  } finally {
    await db.destroy()
  }
}
