import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takePicture } from '#server/domain/picture.ts'
import { fileColumns, sweepFiles } from '#server/domain/stored-file.ts'
import { diskStore } from '#server/files/disk.ts'
import type { FileStore } from '#server/files/store.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { makeCase, makePerson } from '#tests/live/room.ts'
import { testVault } from '#tests/people.ts'
import { drawn, inPieces } from '#tests/pictures.ts'

let database: TestDatabase
let folder: string
let files: FileStore

beforeEach(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'moa-stored-'))
  files = diskStore(folder, testVault())
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const names = async () =>
  (await readdir(folder, { recursive: true })).filter((name) => name.includes('/')).sort()
const put = async () => (await files.put(Readable.from([Buffer.from('abc')]))).key
const placeOf = (key: string) => `${key.slice(0, 2)}/${key}`
/** As if it had been written 25 hours ago. */
async function age(name: string): Promise<void> {
  const then = new Date(Date.now() - 25 * 3_600_000)
  await utimes(join(folder, name), then, then)
}

test('files that no row names and left-over parts go after a day; what is named or younger stays', async () => {
  const room = await makeCase(database.owner)
  const minji = await makePerson(database.owner, room.id)
  const bytes = inPieces(await drawn('png'))
  const where = { slug: room.slug, kind: 'all' as const, name: '영수증.png', bytes }
  await takePicture(database.db, minji.viewer, where, { files })
  const named = await names()
  expect(named).toHaveLength(3)
  for (const name of named) await age(name)
  const [old, young] = [placeOf(await put()), placeOf(await put())]
  const [dead, growing] = [`${old}.part`, `${young}.part`]
  for (const part of [dead, growing]) await writeFile(join(folder, part), 'half a frame')
  await writeFile(join(folder, 'not-ours.txt'), 'kept by somebody')
  for (const name of [old, dead]) await age(name)
  expect(await sweepFiles(database.db, { files })).toBe(2)
  expect(await names()).toEqual([...named, young, growing].sort())
  expect(await readdir(folder)).toContain('not-ours.txt')
  expect(await sweepFiles(database.db, { files })).toBe(0)
})

test('a store that is not of this database is left alone', async () => {
  const keys = await Promise.all(Array.from({ length: 60 }, put))
  for (const key of keys) await age(placeOf(key))
  await expect(sweepFiles(database.db, { files })).rejects.toThrow('60 of 60 stored files')
  expect(await names()).toHaveLength(60)
})

test('nothing is there, nothing is done', async () => {
  await rm(folder, { recursive: true })
  expect(await sweepFiles(database.db, { files })).toBe(0)
})

test('every column of the schema that names a file is looked at', async () => {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type = 'text' and column_name like '%\\_key'
      and column_name not in ('nickname_key', 'shop_key', 'name_key')`.execute(database.owner)
  const known = rows.map(({ table, column }) => `${table}.${column}`).sort()
  expect(known).toEqual(fileColumns.map((place) => place.join('.')).sort())
})
