import { execFileSync } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { submitClaim } from '#server/domain/claim.ts'
import { proposeDocument } from '#server/domain/document.ts'
import { eraseMember, eraseWords } from '#server/domain/erasure.ts'
import {
  clearEvidence,
  describeEvidence,
  dropEvidence,
  evidenceFor,
  keptForFilings,
  sweepEvidence,
  takeWhole,
} from '#server/domain/evidence.ts'
import {
  exhibitListFile,
  exhibitsIn,
  giveAllExhibits,
  giveExhibit,
  viewExhibits,
} from '#server/domain/exhibit.ts'
import { versionHash } from '#server/domain/filing/canonical.ts'
import { pinnedBytes, pinnedEvidence } from '#server/domain/filing/evidence.ts'
import { filingRows } from '#server/domain/filing/row.ts'
import { filingFor, freezeFiling, joinFiling, openFiling, reopenFiling } from '#server/domain/filing.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { freshFiles } from '#tests/files.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { inPieces } from '#tests/pictures.ts'
import { filingDraft, joinDraft, sentDocument } from './access-world.ts'
import { buyerDraft } from './claims.ts'

const vault = testVault()
const { files, folder } = freshFiles(vault)
let base: TestDatabase
let room: TestCase

beforeAll(async () => {
  base = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(base.db, vault)
})

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code })
const hex = (bytes: string) => createHash('sha256').update(bytes).digest('hex')

async function claimed(who: Person): Promise<string> {
  return (await submitClaim(base.db, who.viewer, { slug: room.slug, draft: buyerDraft() }, { vault })).claimId
}

/** A piece with as many files, for the claims. */
async function piece(who: Person, claims: string[], texts: string[] = ['증거'], evidenceId = randomUUID()) {
  const fileIds: string[] = []
  for (const text of texts) {
    const file = { slug: room.slug, evidenceId, id: randomUUID(), name: '영수증.txt' }
    await takeWhole(base.db, who.viewer, { ...file, bytes: inPieces(Buffer.from(text)) }, { vault, files })
    fileIds.push(file.id)
  }
  const said = { kind: 'receipt', title: '결제 영수증', madeBy: '카드사', sourceUrl: '', shows: '' } as const
  const { slug } = room
  await describeEvidence(base.db, who.viewer, {
    slug,
    evidenceId,
    ...said,
    madeOn: '2024-08-03',
    rights: undefined,
    claims,
  })
  return { evidenceId, fileIds }
}

const all = () => giveAllExhibits(base.db, room.sora.viewer, { slug: room.slug })
const give = (evidenceId: string, series: 'common' | 'claimant', who = room.sora) =>
  giveExhibit(base.db, who.viewer, { slug: room.slug, evidenceId, series })
const listed = () => exhibitsIn(base.db, room.sora.viewer, { slug: room.slug })
const labels = async () => (await listed()).rows.map(({ label }) => label)
const one = (who: Person, evidenceId: string) =>
  evidenceFor(base.db, who.viewer, { slug: room.slug, evidenceId })
const drop = (who: Person, evidenceId: string) =>
  dropEvidence(base.db, who.viewer, { slug: room.slug, evidenceId })

describe('exhibit numbers', () => {
  test('count claimants by receipt number, and each one’s originals in the order they were kept', async () => {
    const first = await claimed(room.minji)
    const second = await claimed(room.hana)
    const ofHana = await piece(room.hana, [second], ['가', '나'])
    const ofMinji = await piece(room.minji, [first])
    const loose = await piece(room.minji, [])
    expect(await all()).toEqual({ given: 3 })
    expect(await labels()).toEqual(['갑나 제1호증의 1', '갑나 제2호증의 1', '갑나 제2호증의 2'])
    const numbers = (await one(room.hana, ofHana.evidenceId)).files.map(({ exhibit }) => exhibit)
    expect(numbers).toEqual(['갑나 제2호증의 1', '갑나 제2호증의 2'])
    expect((await one(room.minji, ofMinji.evidenceId)).files[0]?.exhibit).toBe('갑나 제1호증의 1')
    expect((await one(room.minji, loose.evidenceId)).files[0]?.exhibit).toBeNull()
  })

  test('stay for good: what comes later counts on, what is withdrawn leaves its number empty', async () => {
    const claimId = await claimed(room.minji)
    const gone = await piece(room.minji, [claimId], ['하나'])
    await all()
    await drop(room.minji, gone.evidenceId)
    await clearEvidence(base.db, gone, { files })
    await piece(room.minji, [claimId], ['둘'])
    expect(await all()).toEqual({ given: 1 })
    expect(await all()).toEqual({ given: 0 })
    const { rows } = await listed()
    expect(rows.map(({ label, title }) => [label, title])).toEqual([
      ['갑나 제1호증의 1', null],
      ['갑나 제1호증의 2', '결제 영수증'],
    ])
  })

  test('tell the files of a common piece apart, and one that comes later', async () => {
    const claimId = await claimed(room.minji)
    const alone = await piece(room.minji, [claimId], ['공지'])
    const pair = await piece(room.minji, [claimId], ['앞', '뒤'])
    expect(await give(alone.evidenceId, 'common')).toEqual({ given: 1 })
    expect(await give(pair.evidenceId, 'common')).toEqual({ given: 2 })
    await piece(room.minji, [claimId], ['덧붙임'], alone.evidenceId)
    // It has a number: it stays in that series, whatever is asked.
    expect(await give(alone.evidenceId, 'claimant')).toEqual({ given: 1 })
    expect(await labels()).toEqual([
      '갑가 제1호증',
      '갑가 제1호증의 2',
      '갑가 제2호증의 1',
      '갑가 제2호증의 2',
    ])
  })

  test('put what a document stands on among what is common', async () => {
    const { evidenceId } = await piece(room.hana, [])
    const { slug } = room
    await proposeDocument(base.db, room.hana.viewer, { slug, id: randomUUID(), ...sentDocument, evidenceId })
    expect((await listed()).unnumbered).toMatchObject([{ evidenceId, series: 'common', files: 1 }])
    await all()
    expect(await labels()).toEqual(['갑가 제1호증'])
    expect((await listed()).unnumberedTotal).toBe(0)
  })

  test('are dense and each given once, however many officers ask at once', async () => {
    const claimId = await claimed(room.minji)
    for (let made = 0; made < 4; made += 1) await piece(room.minji, [claimId], [String(made)])
    const given = await Promise.all([all(), all(), all()])
    expect(given.reduce((sum, each) => sum + each.given, 0)).toBe(4)
    expect((await listed()).rows.map(({ sub }) => sub)).toEqual([1, 2, 3, 4])
    expect(await firstBrokenEntry(base.db, room.caseId)).toBeNull()
  })

  test('say what the list of them still needs', async () => {
    const claimId = await claimed(room.minji)
    const { evidenceId } = await piece(room.minji, [claimId])
    await all()
    expect((await listed()).rows).toMatchObject([{ evidenceId, owner: '민지', missing: ['shows'] }])
    expect((await listed()).incomplete).toBe(1)
  })

  test('are given by officers, to originals of their own case', async () => {
    const claimId = await claimed(room.minji)
    const { evidenceId } = await piece(room.minji, [claimId])
    await expect(give(evidenceId, 'claimant', room.minji)).rejects.toEqual(refused('shared.forbidden'))
    const other = await openTestCase(base.db, vault)
    const asked = { slug: other.slug, evidenceId, series: 'claimant' as const }
    await expect(giveExhibit(base.db, other.sora.viewer, asked)).rejects.toEqual(refused('shared.not_found'))
    const empty = { id: randomUUID(), case_id: room.caseId, member_id: room.minji.memberId, title: '글' }
    await base.owner.insertInto('evidence').values(empty).execute()
    await expect(give(empty.id, 'claimant')).rejects.toEqual(refused('exhibit.no_file'))
    expect(await give(evidenceId, 'claimant')).toEqual({ given: 1 })
  })
})

/** A filing Minji joined with a claim that rests on two originals, frozen. */
async function frozen() {
  const { slug } = room
  const claimId = await claimed(room.minji)
  const kept = await piece(room.minji, [claimId], ['하나', '둘'])
  const loose = await piece(room.minji, [], ['딴것'])
  const draft = filingDraft()
  const { filingId } = await openFiling(base.db, room.sora.viewer, { slug, ...draft })
  await joinFiling(
    base.db,
    room.minji.viewer,
    { slug, filingId, draft: joinDraft(claimId, draft) },
    { vault },
  )
  await freezeFiling(base.db, room.sora.viewer, { slug, filingId })
  return { filingId, kept, loose, claimId }
}

describe('the list of exhibits (증거설명서)', () => {
  const open = () =>
    viewExhibits(base.db, room.sora.viewer, { slug: room.slug, reason: '소장에 붙일 목록 준비' })
  const take = (
    format: 'pdf' | 'xlsx' | 'csv',
    filing: { filingId: string; version: number } | null = null,
  ) => exhibitListFile(base.db, room.sora.viewer, { slug: room.slug, format, filing })
  const linesOf = async (filing: { filingId: string; version: number } | null = null) =>
    Buffer.from((await take('csv', filing)).bytes)
      .toString('utf8')
      .slice(1)
      .trimEnd()
      .split('\r\n')

  test('shows what owners said, and is taken along, only after a reason on record', async () => {
    const claimId = await claimed(room.minji)
    await piece(room.minji, [claimId])
    await all()
    await expect(take('csv')).rejects.toEqual(refused('evidence.reason_needed'))
    expect((await listed()).rows[0]?.said).toBeNull()
    await open()
    expect((await listed()).rows[0]?.said).toEqual({ madeOn: '2024-08-03', madeBy: '카드사', shows: '' })
    const [heads, line] = await linesOf()
    expect(heads).toBe('호증번호,서증명,작성일자,작성자,입증취지,비고,지문 (SHA-256)')
    expect(line).toBe(`갑나 제1호증의 1,결제 영수증,2024-08-03,카드사,,글 0.1MB,${hex('증거')}`)
    const kinds = await base.db
      .selectFrom('ledger')
      .select('kind')
      .where('case_id', '=', room.caseId)
      .where('kind', 'like', 'exhibit.%')
      .orderBy('seq')
      .execute()
    expect(kinds.map(({ kind }) => kind)).toEqual(['exhibit.given', 'exhibit.viewed', 'exhibit.listed'])
  })

  test('leaves the number of what was withdrawn empty, and a frozen version as it was', async () => {
    const { filingId, kept } = await frozen()
    await open()
    await drop(room.minji, kept.evidenceId)
    const now = await linesOf()
    expect(now.slice(1)).toEqual(
      ['갑나 제1호증의 1', '갑나 제1호증의 2'].map((label) => `${label},,,,,결번,`),
    )
    const then = await linesOf({ filingId, version: 1 })
    expect(then[1]).toContain('갑나 제1호증의 1,결제 영수증,2024-08-03')
    await expect(linesOf({ filingId, version: 2 })).rejects.toEqual(refused('shared.not_found'))
    const other = await openTestCase(base.db, vault)
    await viewExhibits(base.db, other.sora.viewer, { slug: other.slug, reason: '남의 방 보기' })
    const theirs = { slug: other.slug, format: 'csv' as const, filing: { filingId, version: 1 } }
    await expect(exhibitListFile(base.db, other.sora.viewer, theirs)).rejects.toEqual(
      refused('shared.not_found'),
    )
  })

  test('is a paper and a workbook, and takes nothing anybody typed for markup or a formula', async () => {
    const claimId = await claimed(room.minji)
    const { evidenceId } = await piece(room.minji, [claimId])
    const said = {
      kind: 'receipt',
      title: '#set page(width: 1pt) $x^2$',
      madeBy: '=1+1',
      sourceUrl: '',
    } as const
    const words = { ...said, shows: '*가* _나_ <b>', madeOn: undefined, rights: undefined, claims: [claimId] }
    await describeEvidence(base.db, room.minji.viewer, { slug: room.slug, evidenceId, ...words })
    await all()
    await open()
    const pdf = await take('pdf')
    expect(pdf.name).toMatch(/_증거설명서_\d{8}\.pdf$/)
    const paper = path.join(folder, 'list.pdf')
    await writeFile(paper, pdf.bytes)
    const text = execFileSync('pdftotext', ['-layout', paper, '-'], { encoding: 'utf8' })
    for (const part of ['증거설명서', '#set', '$x^2$', '_나_']) expect(text).toContain(part)
    expect(Buffer.from((await take('csv')).bytes).toString()).toContain("'=1+1")
    const book = await readXlsx((await take('xlsx')).bytes)
    expect(book.sheets.map(({ name }) => name)).toEqual(['표지', '증거설명서'])
  })
})

async function pins(filingId: string, version = 1) {
  const rows = []
  for await (const row of pinnedEvidence(base.db, filingId, version)) rows.push(row)
  return rows
}

async function bytesOf(fileId: string): Promise<string | null> {
  const stream = await pinnedBytes(base.db, fileId, { vault, files })
  if (!stream) return null
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** The hash of the frozen version, reckoned again from what is stored, beside the one it was frozen with. */
async function hashes(filingId: string) {
  const row = await filingRows(base.db).where('filing.id', '=', filingId).executeTakeFirstOrThrow()
  const kept = await base.db
    .selectFrom('filing_version')
    .selectAll()
    .where('filing_id', '=', filingId)
    .where('version', '=', 1)
    .executeTakeFirstOrThrow()
  const { version, frozen_at: frozenAt, people, claims, principal, refunded, remaining } = kept
  const sums = { people, claims, principal, refunded, remaining }
  return [await versionHash(base.db, row, { version, frozenAt, sums }), kept.sha256.toString('hex')]
}

describe('a frozen filing', () => {
  test('pins the originals of its claims under their numbers, with what was said of them', async () => {
    const { filingId, kept } = await frozen()
    const rows = await pins(filingId)
    expect(rows).toHaveLength(2)
    expect(rows.map(({ label, claims, sha256 }) => [label, claims, sha256])).toEqual([
      ['갑나 제1호증의 1', [1], hex('하나')],
      ['갑나 제1호증의 2', [1], hex('둘')],
    ])
    expect(rows[0]).toMatchObject({
      ...{ evidenceId: kept.evidenceId, fileId: kept.fileIds[0], name: '영수증.txt', kind: 'receipt' },
      ...{ title: '결제 영수증', madeBy: '카드사', madeOn: '2024-08-03', isThere: true },
    })
    const [again, pinned] = await hashes(filingId)
    expect(again).toBe(pinned)
  })

  test('has another hash for other evidence, and keeps what was said when it was frozen', async () => {
    const { filingId, kept, claimId } = await frozen()
    const { slug } = room
    const said = { kind: 'other', title: '다른 말', madeBy: '', sourceUrl: '', shows: '' } as const
    const words = { ...said, madeOn: undefined, rights: undefined, claims: [claimId] }
    await describeEvidence(base.db, room.minji.viewer, { slug, evidenceId: kept.evidenceId, ...words })
    expect((await pins(filingId)).map(({ title }) => title)).toEqual(['결제 영수증', '결제 영수증'])
    const [again, pinned] = await hashes(filingId)
    expect(again).toBe(pinned)
    await base.owner
      .updateTable('filing_evidence')
      .set({ sha256: Buffer.alloc(32) })
      .where('filing_id', '=', filingId)
      .where('file_id', '=', kept.fileIds[0] ?? '')
      .execute()
    const [changed] = await hashes(filingId)
    expect(changed).not.toBe(pinned)
  })

  test('keeps what its owner withdraws, for nobody to see, and they are told', async () => {
    const { filingId, kept, loose } = await frozen()
    expect((await one(room.minji, kept.evidenceId)).pinnedIn).toMatchObject([{ filingId, version: 1 }])
    expect((await one(room.minji, loose.evidenceId)).pinnedIn).toEqual([])
    for (const { evidenceId } of [kept, loose]) {
      await drop(room.minji, evidenceId)
      await clearEvidence(base.db, { evidenceId }, { files })
    }
    await sql`update evidence set removed_at = now() - interval '1 hour' where removed_at is not null`.execute(
      base.owner,
    )
    await sweepEvidence(base.db, { vault, files })
    await expect(one(room.minji, kept.evidenceId)).rejects.toEqual(refused('shared.not_found'))
    expect(await keptForFilings(base.db, room.minji.viewer, { slug: room.slug })).toMatchObject([
      { evidenceId: kept.evidenceId, title: '결제 영수증' },
    ])
    expect(await bytesOf(kept.fileIds[1] ?? '')).toBe('둘')
    expect((await pins(filingId)).map(({ isThere }) => isThere)).toEqual([true, true])
    const left = await base.db
      .selectFrom('evidence_file')
      .select('id')
      .where('evidence_id', 'in', [kept.evidenceId, loose.evidenceId])
      .execute()
    expect(left.map(({ id }) => id).sort()).toEqual([...kept.fileIds].sort())
  })

  test('pins again what stands at the next freeze, under the numbers given before', async () => {
    const { filingId, kept, claimId } = await frozen()
    const { slug } = room
    const { filing } = await filingFor(base.db, room.sora.viewer, { slug, filingId })
    await drop(room.minji, kept.evidenceId)
    await reopenFiling(base.db, room.sora.viewer, { slug, filingId, closesAt: filing.closesAt })
    await piece(room.minji, [claimId], ['셋'])
    await freezeFiling(base.db, room.sora.viewer, { slug, filingId })
    expect((await pins(filingId, 2)).map(({ label }) => label)).toEqual(['갑나 제1호증의 3'])
    expect((await pins(filingId, 1)).map(({ label }) => label)).toHaveLength(2)
  })

  test('lets go of everything of somebody who leaves for good but numbers and hashes', async () => {
    const { filingId, kept } = await frozen()
    const before = (await readdir(folder, { recursive: true })).length
    await eraseMember(base.db, room.minji.viewer, { slug: room.slug, password: '' }, { files })
    await eraseWords(base.db, { memberId: room.minji.memberId }, { files })
    expect((await readdir(folder, { recursive: true })).length).toBeLessThan(before)
    expect(await bytesOf(kept.fileIds[0] ?? '')).toBeNull()
    expect(await pins(filingId)).toMatchObject([
      { title: '', name: '', madeBy: '', evidenceId: null, isThere: false, sha256: hex('하나') },
      { title: '', name: '', madeBy: '', evidenceId: null, isThere: false, sha256: hex('둘') },
    ])
    const [again, pinned] = await hashes(filingId)
    expect(again).toBe(pinned)
    expect((await listed()).rows.map(({ label, title }) => [label, title])).toEqual([
      ['갑나 제1호증의 1', null],
      ['갑나 제1호증의 2', null],
    ])
  })

  test('holds its originals in the database itself: none of it can be taken out under it', async () => {
    const { kept } = await frozen()
    const [fileId = ''] = kept.fileIds
    const gone = base.db.deleteFrom('evidence_file').where('id', '=', fileId).execute()
    await expect(gone).rejects.toThrow(/filing_evidence/)
    const forged = sql`select erase_pins(${room.minji.memberId}::uuid)`.execute(base.db)
    await expect(forged).rejects.toThrow(/Nobody of this id was erased/)
  })
})
