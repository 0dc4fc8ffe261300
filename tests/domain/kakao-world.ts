import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { diskStore } from '#server/files/disk.ts'
import type { FileStore } from '#server/files/store.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { allLines, imported, onlyRoom, spoken } from './kakao-files.ts'

// A case of its own for every test about imported talk, in the files that call `kakaoCases`.

export const vault = testVault()
export let database: TestDatabase
export let folder: string
export let files: FileStore
export let room: TestCase
export const parts = () => ({ db: database.db, vault, files })

/** Sets up, for the file that calls it, a database and a folder, and a case for each test. */
export function kakaoCases(): void {
  beforeAll(async () => {
    database = await freshDatabase()
    folder = await mkdtemp(join(tmpdir(), 'moa-kakao-'))
    files = diskStore(folder, vault)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  beforeEach(async () => {
    room = await openTestCase(database.db, vault)
  })
}

export const DAY = '--------------- 2024년 8월 17일 토요일 ---------------'
export const TITLE = '달빛마켓 피해자 모임 님과 카카오톡 대화\n저장한 날짜 : 2024-08-18 10:44:52\n'
/** A PC file of these lines in a room of three. */
export const pc = (...lines: string[]) =>
  [
    TITLE,
    DAY,
    '나리님이 들어왔습니다.',
    '도토리님이 들어왔습니다.',
    '머루님이 들어왔습니다.',
    ...lines,
    '',
  ].join('\n')
export const bringing = (person: Person, bytes: string | Buffer, changes = {}) =>
  imported(parts(), person.viewer, { slug: room.slug, bytes, ...changes })

export const linesFor = async (person: Person, importId?: string) => {
  const roomId = await onlyRoom(database.db, person.viewer, room.slug)
  return allLines(database.db, person.viewer, { slug: room.slug, roomId, ...(importId ? { importId } : {}) })
}
export const talkFor = async (person: Person) =>
  spoken(await linesFor(person)).filter((line) => !line.startsWith('('))

export const storedFiles = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length

export const ledger = () =>
  database.db
    .selectFrom('ledger')
    .select(['kind', 'data'])
    .where('case_id', '=', room.caseId)
    .where('kind', 'like', 'kakao.%')
    .orderBy('seq')
    .execute()
