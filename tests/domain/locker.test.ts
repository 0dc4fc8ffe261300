import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shredCase } from '#server/domain/case-key.ts'
import { submitClaim } from '#server/domain/claim.ts'
import {
  beginUpload,
  clearEvidence,
  describeEvidence,
  dropEvidence,
  dropUpload,
  evidenceFor,
  evidenceNeeds,
  lookAtFile,
  myGallery,
  openCopy,
  openOriginal,
  receivePart,
  sweepEvidence,
  takeWhole,
  uploadState,
  viewEvidence,
} from '#server/domain/evidence.ts'
import { sweepFiles } from '#server/domain/stored-file.ts'
import type { Vault } from '#server/domain/vault.ts'
import { diskStore } from '#server/files/disk.ts'
import type { FileStore } from '#server/files/store.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { drawn, heicPhoto, inPieces, phonePhoto, pngThatClaims } from '#tests/pictures.ts'
import { buyerDraft } from './claims.ts'

let base: TestDatabase
let folder: string
let files: FileStore
let vault: Vault
let room: TestCase

beforeAll(async () => {
  base = await freshDatabase()
  folder = await mkdtemp(path.join(os.tmpdir(), 'moa-locker-'))
  vault = testVault()
  files = diskStore(folder, vault)
  room = await openTestCase(base.db, vault)
})
afterAll(() => rm(folder, { recursive: true }))

const deps = () => ({ vault, files })
const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const refused = (code: string) => expect.objectContaining({ code })

/** Puts a whole file in; answers its ids. */
async function put(who: Person, bytes: Uint8Array, name = '영수증.jpg', evidenceId: string = randomUUID()) {
  const file = { slug: room.slug, evidenceId, id: randomUUID(), name }
  await takeWhole(base.db, who.viewer, { ...file, bytes: inPieces(bytes, 60_000) }, deps())
  return { evidenceId, fileId: file.id }
}
async function begin(who: Person, bytes: Uint8Array, more: { sha256?: string; size?: number } = {}) {
  const draft = {
    id: randomUUID(),
    evidenceId: randomUUID(),
    name: '영상.mp4',
    bytes: more.size ?? bytes.length,
  }
  const sha256 = more.sha256 ?? null
  await beginUpload(base.db, who.viewer, { slug: room.slug, ...draft, sha256 }, deps())
  return draft
}
const part = (who: Person, uploadId: string, at: number, bytes: Uint8Array, sha256: Buffer | null = null) =>
  receivePart(
    base.db,
    who.viewer,
    { slug: room.slug, uploadId, at, bytes: inPieces(bytes, 50_000), sha256 },
    deps(),
  )
const state = (who: Person, uploadId: string) =>
  uploadState(base.db, who.viewer, { slug: room.slug, uploadId }, deps())
const one = (who: Person, evidenceId: string) =>
  evidenceFor(base.db, who.viewer, { slug: room.slug, evidenceId })
async function original(who: Person, fileId: string, range: { from: number; to: number } | null = null) {
  const wish = { slug: room.slug, fileId, rangeIn: () => range, saves: false }
  const { stream } = await openOriginal(base.db, who.viewer, wish, deps())
  return whole(stream)
}
async function whole(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const onDisk = async () => (await readdir(folder, { recursive: true })).filter((name) => name.includes('/'))

describe('a file in pieces', () => {
  test('is the bytes that were sent, under the hash both sides counted', async () => {
    const bytes = randomBytes(400_000)
    const { id, evidenceId } = await begin(room.minji, bytes, { sha256: hex(bytes) })
    expect(await part(room.minji, id, 0, bytes.subarray(0, 150_000))).toBe(150_000)
    expect(await state(room.minji, id)).toEqual({ bytes: 400_000, received: 150_000 })
    expect((await one(room.minji, evidenceId)).coming).toBe(1)
    await part(room.minji, id, 150_000, bytes.subarray(150_000))
    const { files: kept } = await one(room.minji, evidenceId)
    expect(kept).toMatchObject([{ id, sha256: hex(bytes), bytes: 400_000 }])
    expect((await original(room.minji, id)).equals(bytes)).toBe(true)
    const range = { from: 149_990, to: 150_020 }
    expect((await original(room.minji, id, range)).equals(bytes.subarray(range.from, range.to))).toBe(true)
  })

  test('announced twice is one, also when its answer was lost', async () => {
    const bytes = randomBytes(1000)
    const draft = await begin(room.minji, bytes)
    await part(room.minji, draft.id, 0, bytes.subarray(0, 400))
    const again = { slug: room.slug, ...draft, sha256: null }
    expect(await beginUpload(base.db, room.minji.viewer, again, deps())).toEqual({
      bytes: 1000,
      received: 400,
    })
    await expect(beginUpload(base.db, room.taeho.viewer, again, deps())).rejects.toEqual(
      refused('shared.not_found'),
    )
  })

  test('whose last answer was lost with the server is sealed when it is asked about', async () => {
    const bytes = randomBytes(1000)
    const { id, evidenceId } = await begin(room.minji, bytes)
    await part(room.minji, id, 0, bytes.subarray(0, 999))
    const broken = { ...files, open: () => Promise.reject(new Error('killed')) }
    const last = { slug: room.slug, uploadId: id, at: 999, bytes: inPieces(bytes.subarray(999)) }
    await expect(receivePart(base.db, room.minji.viewer, last, { vault, files: broken })).rejects.toThrow(
      'killed',
    )
    expect(await state(room.minji, id)).toEqual({ bytes: 1000, received: 1000 })
    expect((await one(room.minji, evidenceId)).files).toMatchObject([{ sha256: hex(bytes) }])
  })

  test('whose pieces came to several processes, in any turn, has the hash of the whole', async () => {
    const bytes = randomBytes(400_000)
    const { id, evidenceId } = await begin(room.minji, bytes, { sha256: hex(bytes) })
    await part(room.minji, id, 0, bytes.subarray(0, 100_000))
    const other = { slug: room.slug, uploadId: id, at: 100_000 }
    await receivePart(
      base.owner,
      room.minji.viewer,
      { ...other, bytes: inPieces(bytes.subarray(100_000, 250_000)) },
      deps(),
    )
    await part(room.minji, id, 250_000, bytes.subarray(250_000))
    expect((await one(room.minji, evidenceId)).files).toMatchObject([{ sha256: hex(bytes) }])
  })

  test('that is not what was counted is refused, and nothing of it is kept', async () => {
    const before = (await onDisk()).length
    const bytes = randomBytes(1000)
    const { id } = await begin(room.minji, bytes, { sha256: hex(randomBytes(3)) })
    await expect(part(room.minji, id, 0, bytes)).rejects.toEqual(refused('evidence.hash_differs'))
    await expect(state(room.minji, id)).rejects.toEqual(refused('shared.not_found'))
    expect((await onDisk()).length).toBe(before)
  })

  test('lies on the disk as noise, and is noise for good without the key of its case', async () => {
    const own = await openTestCase(base.db, vault)
    const text = Buffer.from('가나다라마바사 알아볼 수 있는 말 '.repeat(100))
    const file = { slug: own.slug, evidenceId: randomUUID(), id: randomUUID(), name: '글.txt' }
    await takeWhole(base.db, own.minji.viewer, { ...file, bytes: inPieces(text) }, deps())
    for (const name of await onDisk()) {
      expect((await readFile(path.join(folder, name))).includes('알아볼')).toBe(false)
    }
    await shredCase(base.db, own.caseId)
    const wish = { slug: own.slug, fileId: file.id, rangeIn: () => null, saves: false }
    await expect(openOriginal(base.db, own.minji.viewer, wish, deps())).rejects.toEqual(
      refused('case.shredded'),
    )
    const { key } = await base.db
      .selectFrom('evidence_part')
      .select('file_key as key')
      .where('upload_id', '=', file.id)
      .executeTakeFirstOrThrow()
    await expect(files.open(key).then(whole)).rejects.toThrow('changed')
  })
})

describe('U11: abuse of the protocol', () => {
  test.each([-1, 1, 500, 10 ** 15])('a piece at %i is refused', async (at) => {
    const { id } = await begin(room.minji, randomBytes(1000))
    await expect(part(room.minji, id, at, randomBytes(10))).rejects.toEqual(refused('evidence.offset'))
    expect((await state(room.minji, id)).received).toBe(0)
  })

  test('of two pieces from one place one counts', async () => {
    const before = (await onDisk()).length
    const { id } = await begin(room.minji, randomBytes(1000))
    const both = await Promise.allSettled([
      part(room.minji, id, 0, randomBytes(300)),
      part(room.minji, id, 0, randomBytes(300)),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await state(room.minji, id)).received).toBe(300)
    expect((await onDisk()).length).toBe(before + 1)
  })

  test('a wrong checksum of a piece, and another person', async () => {
    const bytes = randomBytes(100)
    const { id } = await begin(room.minji, bytes)
    const wrong = createHash('sha256').update('else').digest()
    await expect(part(room.minji, id, 0, bytes, wrong)).rejects.toEqual(refused('evidence.checksum'))
    for (const who of [room.taeho, room.sora]) {
      await expect(part(who, id, 0, bytes)).rejects.toEqual(refused('shared.not_found'))
      await expect(state(who, id)).rejects.toEqual(refused('shared.not_found'))
    }
    const right = createHash('sha256').update(bytes).digest()
    expect(await part(room.minji, id, 0, bytes, right)).toBe(100)
  })

  test('a length beyond all bounds, or of nothing', async () => {
    for (const size of [200 * 1024 ** 2 + 1, 10 ** 15]) {
      await expect(begin(room.minji, Buffer.alloc(0), { size })).rejects.toEqual(
        refused('evidence.too_large'),
      )
    }
    await expect(begin(room.minji, Buffer.alloc(0))).rejects.toEqual(refused('evidence.empty_file'))
  })
})

test('U10: more than was announced is cut, and leaves nothing on the disk', async () => {
  const before = (await onDisk()).length
  const { id } = await begin(room.minji, randomBytes(1000))
  await expect(part(room.minji, id, 0, randomBytes(200_000))).rejects.toEqual(refused('upload.too_large'))
  expect((await onDisk()).length).toBe(before)
})

describe('U3, U4, U6: what a file is, is told by its content', () => {
  const html = Buffer.from('<!doctype html><script>alert(1)</script>')
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF')
  const zip = Buffer.concat([Buffer.from('PK\x03\x04\x14\0\0\0\0\0', 'latin1'), Buffer.alloc(100)])
  const mail = Buffer.from('From: a@example.com\r\nTo: b@example.com\r\nSubject: order\r\n\r\nhello\r\n')
  const talk = Buffer.from('2024년 8월 17일 오후 1:00, 나리 : 네\n')
  test.each([
    ['영수증.jpg', html, 'other', true],
    ['그림.svg', svg, 'other', false],
    ['문서.pdf', html, 'other', true],
    ['문서.pdf', pdf, 'pdf', false],
    ['사진.jpg', pdf, 'pdf', true],
    ['묶음.zip', zip, 'archive', false],
    ['주문.eml', mail, 'mail', false],
    ['대화.txt', talk, 'talk', false],
    ['적은 글.txt', Buffer.from('그냥 적은 글'), 'text', false],
    ['모름.bin', randomBytes(500), 'other', false],
  ])('%s', async (name, bytes, form, oddName) => {
    const { evidenceId } = await put(room.minji, bytes, name)
    const [file] = (await one(room.minji, evidenceId)).files
    expect([file?.form, file?.oddName, file?.sha256]).toEqual([form, oddName, hex(bytes)])
  })

  test('pictures, those of an iPhone, and one that is cut off or a bomb (U5): the original stays as it came', async () => {
    const jpeg = await phonePhoto()
    const given: [Buffer, boolean][] = [
      [jpeg, true],
      [heicPhoto, true],
      [await drawn('png'), true],
      [pngThatClaims(30_000, 30_000), false],
      [jpeg.subarray(0, 30), false],
    ]
    for (const [bytes, isShown] of given) {
      const { evidenceId, fileId } = await put(room.minji, bytes)
      await lookAtFile(base.db, { fileId }, deps())
      const [file] = (await one(room.minji, evidenceId)).files
      expect([file?.form, file?.picture !== null]).toEqual(['picture', isShown])
      expect((await original(room.minji, fileId)).equals(bytes)).toBe(true)
    }
  })
})

test('U7: a photo with a place loses it in every copy, and keeps its hash', async () => {
  const bytes = await phonePhoto()
  const { evidenceId, fileId } = await put(room.minji, bytes)
  await lookAtFile(base.db, { fileId }, deps())
  for (const copy of ['thumb', 'shown'] as const) {
    const { stream } = await openCopy(base.db, room.minji.viewer, { slug: room.slug, fileId, copy }, deps())
    const drawnAnew = await whole(stream)
    expect((await sharp(drawnAnew).metadata()).exif).toBe(undefined)
    expect(drawnAnew.toString('latin1')).not.toMatch(/GPS|TestCamera/)
  }
  expect((await one(room.minji, evidenceId)).files[0]?.sha256).toBe(hex(bytes))
})

test.each([
  ['../../나의/영수증.jpg', '영수증.jpg'],
  ['a\u202egpj.exe', 'agpj.exe'],
  ['두\u0000 줄\n이름.txt', '두 줄 이름.txt'],
  ['🧾'.repeat(300), '🧾'.repeat(200)],
  ['...', 'picture'],
])('U9: a name like %j is kept as %j, and names nothing on the disk', async (given, kept) => {
  const { evidenceId } = await put(room.minji, Buffer.from('네'), given)
  expect((await one(room.minji, evidenceId)).files[0]?.name).toBe(kept.normalize('NFC'))
  for (const name of await onDisk()) expect(name).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{40}$/)
})

test('U12: who is full is refused, and others are not', async () => {
  const bytes = 209_715_200
  const row = {
    evidence_id: '',
    member_id: room.hana.memberId,
    case_id: room.caseId,
    name: 'a',
    bytes,
    secret: Buffer.alloc(1),
  }
  const { evidenceId } = await put(room.hana, Buffer.from('네'))
  const rows = Array.from({ length: 25 }, () => ({ ...row, evidence_id: evidenceId, id: randomUUID() }))
  await base.owner.insertInto('evidence_upload').values(rows).execute()
  const size = 5 * 1024 ** 3 - 25 * bytes
  await expect(begin(room.hana, Buffer.alloc(0), { size })).rejects.toEqual(refused('evidence.full'))
  await expect(put(room.hana, randomBytes(size))).rejects.toEqual(refused('evidence.full'))
  await expect(begin(room.taeho, Buffer.alloc(1))).resolves.toBeTruthy()
})

test('U15: the same bytes are told to their owner only', async () => {
  const bytes = randomBytes(500)
  const mine = await put(room.minji, bytes)
  const theirs = await put(room.taeho, bytes)
  expect((await one(room.taeho, theirs.evidenceId)).files[0]?.sameIn).toEqual([])
  const again = await put(room.minji, bytes)
  expect((await one(room.minji, again.evidenceId)).files[0]?.sameIn).toMatchObject([
    { evidenceId: mine.evidenceId },
  ])
})

describe('R15: a bit that flipped', () => {
  test('is found when the file is read, told by name, recorded, and never served', async () => {
    const bytes = randomBytes(200_000)
    const { evidenceId, fileId } = await put(room.minji, bytes, '중요한 계약서.pdf')
    const { key } = await base.db
      .selectFrom('evidence_part')
      .select('file_key as key')
      .where('upload_id', '=', fileId)
      .executeTakeFirstOrThrow()
    const at = path.join(folder, key.slice(0, 2), key)
    const sealed = await readFile(at)
    sealed[150_000] = (sealed[150_000] ?? 0) ^ 1
    await writeFile(at, sealed)
    await expect(original(room.minji, fileId)).rejects.toEqual(refused('evidence.damaged'))
    await expect(original(room.minji, fileId, { from: 0, to: 10 })).rejects.toEqual(
      refused('evidence.damaged'),
    )
    expect((await one(room.minji, evidenceId)).files).toMatchObject([
      { name: '중요한 계약서.pdf', isDamaged: true },
    ])
    const { rows } = await sql`select data from ledger where kind = 'evidence.damaged'
      and data ->> 'fileId' = ${fileId}`.execute(base.db)
    expect(rows).toEqual([{ data: { evidenceId, fileId } }])
  })

  test('and what was sealed cannot be changed by the application', async () => {
    for (const table of ['evidence_file', 'evidence_part', 'evidence_upload']) {
      const change = sql`update ${sql.table(table)} set bytes = 1`.execute(base.db)
      await expect(change).rejects.toThrow('permission denied')
    }
  })
})

describe('R5: a full disk', () => {
  test('says so, with 507, and keeps nothing', async () => {
    const full = { ...files, put: () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) }
    const { id } = await begin(room.minji, Buffer.alloc(10))
    const piece = { slug: room.slug, uploadId: id, at: 0, bytes: inPieces(Buffer.alloc(10)) }
    await expect(receivePart(base.db, room.minji.viewer, piece, { vault, files: full })).rejects.toEqual(
      expect.objectContaining({ code: 'upload.no_room', kind: 'noRoom' }),
    )
    expect(await part(room.minji, id, 0, Buffer.alloc(10))).toBe(10)
  })
})

describe('what it is', () => {
  const said = {
    kind: 'receipt' as const,
    title: '카드 영수증',
    madeBy: '카드사',
    sourceUrl: '',
    shows: '냈어요',
  }
  const say = (who: Person, evidenceId: string, claims: string[]) =>
    describeEvidence(base.db, who.viewer, { slug: room.slug, evidenceId, ...said, claims })

  test('is said once, for claims of one’s own alone, and fills their checklist', async () => {
    const { slug } = room
    const { claimId } = await submitClaim(
      base.db,
      room.minji.viewer,
      { slug, draft: buyerDraft() },
      { vault },
    )
    const other = await openTestCase(base.db, vault)
    const elsewhere = await submitClaim(
      base.db,
      other.minji.viewer,
      { slug: other.slug, draft: buyerDraft() },
      { vault },
    )
    const { evidenceId } = await put(room.minji, await drawn('png'))
    for (const claims of [[elsewhere.claimId], [claimId, randomUUID()]]) {
      await expect(say(room.minji, evidenceId, claims)).rejects.toEqual(refused('evidence.no_claim'))
    }
    await expect(say(room.taeho, evidenceId, [])).rejects.toEqual(refused('shared.not_found'))
    await say(room.minji, evidenceId, [claimId])
    const { claims } = await evidenceNeeds(base.db, room.minji.viewer, { slug })
    const slots = claims.find((claim) => claim.claimId === claimId)?.slots
    expect(slots?.find(({ slot }) => slot === 'payment')).toMatchObject({ files: 1, needed: 1 })
    const wish = { page: 1, q: '카드', claim: claimId, kind: 'receipt' as const }
    const found = await myGallery(base.db, room.minji.viewer, { slug, wish }, deps())
    expect(found.rows.map(({ id }) => id)).toEqual([evidenceId])
    const none = await myGallery(base.db, room.minji.viewer, { slug, wish: { ...wish, q: '없는말' } }, deps())
    expect(none.total).toBe(0)
  })

  test('is shown to those who run the case after a reason, which is recorded', async () => {
    const { evidenceId, fileId } = await put(room.taeho, randomBytes(100))
    await expect(original(room.sora, fileId)).rejects.toEqual(refused('evidence.reason_needed'))
    await expect(one(room.minji, evidenceId)).rejects.toEqual(refused('shared.not_found'))
    const asked = { slug: room.slug, evidenceId, reason: '취합 접수 준비' }
    await expect(viewEvidence(base.db, room.minji.viewer, asked)).rejects.toEqual(refused('shared.not_found'))
    await viewEvidence(base.db, room.sora.viewer, asked)
    expect((await one(room.sora, evidenceId)).owner.memberId).toBe(room.taeho.memberId)
    const saved = { slug: room.slug, fileId, rangeIn: () => null, saves: true }
    expect((await openOriginal(base.db, room.sora.viewer, saved, deps())).bytes).toBe(100)
    const { rows } = await sql`select actor from ledger where kind = 'evidence.viewed'
      and data ->> 'evidenceId' = ${evidenceId}`.execute(base.db)
    expect(rows).toEqual([{ actor: room.sora.memberId }])
    await base.owner
      .updateTable('evidence_view')
      .set({ at: new Date(0) })
      .execute()
    await expect(original(room.sora, fileId)).rejects.toEqual(refused('evidence.reason_needed'))
  })
})

describe('what goes', () => {
  test('is withdrawn for everybody at once, and its files a moment later', async () => {
    const { evidenceId, fileId } = await put(room.taeho, await drawn('png'))
    await lookAtFile(base.db, { fileId }, deps())
    const before = (await onDisk()).length
    const asked = { slug: room.slug, evidenceId, reason: '취합 접수 준비' }
    await viewEvidence(base.db, room.sora.viewer, asked)
    await clearEvidence(base.db, { evidenceId }, deps())
    expect((await original(room.taeho, fileId)).length).toBeGreaterThan(0)
    await dropEvidence(base.db, room.taeho.viewer, { slug: room.slug, evidenceId })
    for (const who of [room.taeho, room.sora]) {
      await expect(original(who, fileId)).rejects.toEqual(refused('shared.not_found'))
      await expect(one(who, evidenceId)).rejects.toEqual(refused('shared.not_found'))
    }
    await clearEvidence(base.db, { evidenceId }, deps())
    expect((await onDisk()).length).toBe(before - 3)
  })

  test('is given up by its sender, or within a day by itself; what came whole is sealed instead', async () => {
    const bytes = randomBytes(100)
    const given = await begin(room.minji, bytes)
    await part(room.minji, given.id, 0, bytes.subarray(0, 50))
    await dropUpload(base.db, room.minji.viewer, { slug: room.slug, uploadId: given.id }, deps())
    await expect(state(room.minji, given.id)).rejects.toEqual(refused('shared.not_found'))
    const left = await begin(room.minji, bytes)
    await part(room.minji, left.id, 0, bytes.subarray(0, 50))
    const coming = await begin(room.minji, bytes)
    const old = { made_at: new Date(Date.now() - 23 * 3_600_000) }
    await base.owner.updateTable('evidence_upload').set(old).where('id', '=', left.id).execute()
    await base.owner.updateTable('evidence_part').set(old).where('upload_id', '=', left.id).execute()
    await sweepEvidence(base.db, deps())
    await expect(state(room.minji, left.id)).rejects.toEqual(refused('shared.not_found'))
    expect((await state(room.minji, coming.id)).received).toBe(0)
    expect(await sweepFiles(base.db, deps())).toBe(0)
  })
})
