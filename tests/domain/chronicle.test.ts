import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { FactEntry } from '#app/shapes/fact.ts'
import { setCaseState } from '#server/domain/case-state.ts'
import { chronicleFile } from '#server/domain/chronicle.ts'
import { factsIn, judgeFact, keepFact, markDifferent } from '#server/domain/fact.ts'
import { chronicleEntries } from '#server/exports/chronicle.ts'
import { unzipped } from '#server/exports/zip.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { caseStateDraft, factEntry, newsLink } from './facts.ts'

let database: TestDatabase
let room: TestCase
let slug: string

beforeAll(async () => {
  database = await freshDatabase()
  room = await openTestCase(database.db, testVault())
  slug = room.slug
  await setCaseState(database.db, room.sora.viewer, { slug, ...caseStateDraft() })
  const ids = []
  for (const entry of told) ids.push(await keep(entry))
  for (const factId of ids.slice(0, 3)) {
    await judgeFact(database.db, room.sora.viewer, { slug, factId, state: 'corrected', why: '화면을 봤어요' })
  }
  const [factId = '', otherId = ''] = ids
  await markDifferent(database.db, room.sora.viewer, { slug, factId, otherId, differ: true })
})

const told: Partial<FactEntry>[] = [
  { body: '<b>영업을 마친다는</b> 공지', speaker: '알렛츠', speakerRole: '운영 회사' },
  { kind: 'promise', body: '20일까지 취소하겠다고 했어요', happenedTime: '19:00', dueOn: '2024-08-20' },
  { kind: 'silence', asOf: true, body: '공지가 없어요', happenedOn: '2024-08-18', happenedTime: '10:00' },
  { kind: 'press', body: '아직 모르는 보도', happenedOn: '2024-08-19', happenedTime: null },
]

async function keep(changes: Partial<FactEntry>): Promise<string> {
  const draft = { slug, id: randomUUID(), ...factEntry(changes), links: newsLink }
  return (await keepFact(database.db, room.minji.viewer, draft)).factId
}

test('tells entries in order of time, with what they rest on and what time has made of them', async () => {
  const { facts } = await factsIn(database.db, room.taeho.viewer, { slug })
  const entries = chronicleEntries(facts, '2024-08-22T03:00:00Z')
  expect(entries.map(({ no, when, marks, who }) => [no, when, marks, who])).toEqual([
    [1, '2024년 8월 16일 (금) 오전 10:00', '공지 · 정정', '알렛츠 (운영 회사)'],
    [2, '2024년 8월 16일 (금) 오후 7:00', '약속 · 정정', ''],
    [3, '2024년 8월 18일 (일) 오전 10:00 현재', '침묵 확인 · 정정', ''],
    [4, '2024년 8월 19일 (월)', '언론 · 주장', ''],
  ])
  expect(entries.map(({ notes }) => notes)).toEqual([
    ['순번 2의 기록과 서로 다름'],
    ['2024년 8월 20일 (화)까지 · 미이행 · 약속한 때에서 2일 지남', '순번 1의 기록과 서로 다름'],
    ['앞선 업체의 말에서 39시간 무응답'],
    [],
  ])
  expect(entries[0]?.sources).toEqual([`주소: ${newsLink.url}`])
  expect(JSON.stringify(entries)).not.toMatch(/민지|소라/)
})

test('is a document of what the staff judged, and with all also of claims', async () => {
  const words = async (all: boolean) => {
    const { bytes } = await chronicleFile(database.db, room.taeho.viewer, { slug, form: 'docx', all })
    return unzipped(bytes).get('word/document.xml')?.toString() ?? ''
  }
  const judged = await words(false)
  expect(judged).toContain('사건경위서')
  expect(judged).toContain('영업종료 공지')
  expect(judged).toContain('&lt;b&gt;영업을 마친다는&lt;/b&gt; 공지')
  expect(judged).toContain('w:tblHeader')
  expect(judged).not.toContain('아직 모르는 보도')
  expect(await words(true)).toContain('아직 모르는 보도')
})

test('is set as PDF and recorded without its words', async () => {
  const { bytes } = await chronicleFile(database.db, room.taeho.viewer, { slug, form: 'pdf', all: true })
  const file = join(await mkdtemp(join(tmpdir(), 'chronicle-')), 'chronicle.pdf')
  await writeFile(file, bytes)
  const words = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
  for (const each of ['사건경위서', '<b>영업을 마친다는</b>', '미이행', newsLink.url])
    expect(words).toContain(each)
  const { data } = await database.db
    .selectFrom('ledger')
    .select('data')
    .where('case_id', '=', room.caseId)
    .where('kind', '=', 'chronicle.made')
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow()
  expect(data).toEqual({ facts: 4, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
})
