import { createHash, randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Box, MASKS_MAX } from '#app/shapes/masking.ts'
import { MEMBER_BYTES_MAX } from '#server/domain/evidence/quota.ts'
import {
  clearEvidence,
  describeEvidence,
  dropEvidence,
  evidenceFor,
  evidenceNeeds,
  lookAtFile,
  maskingFor,
  maskPicture,
  myGallery,
  openMasked,
  openOriginal,
  picturesInRoom,
  showInRoom,
  takeWhole,
  viewEvidence,
} from '#server/domain/evidence.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { freshFiles } from '#tests/files.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { drawn, inPieces, phonePhoto } from '#tests/pictures.ts'

const vault = testVault()
const { files, folder } = freshFiles(vault)
let base: TestDatabase
let room: TestCase

beforeAll(async () => {
  base = await freshDatabase()
  room = await openTestCase(base.db, vault)
})

const deps = () => ({ vault, files })
const refused = (code: string) => expect.objectContaining({ code })
const box: Box = { kind: 'box', x: 4, y: 6, width: 10, height: 8 }
const onDisk = async () => (await readdir(folder, { recursive: true })).filter((name) => name.includes('/'))

/** A picture in the locker, with or without the copies one is shown. */
async function put(who: Person, bytes: Uint8Array, { looked = true } = {}) {
  const file = { slug: room.slug, evidenceId: randomUUID(), id: randomUUID(), name: '신분증.jpg' }
  await takeWhole(base.db, who.viewer, { ...file, bytes: inPieces(bytes) }, deps())
  if (looked) await lookAtFile(base.db, { fileId: file.id }, deps())
  return { evidenceId: file.evidenceId, fileId: file.id }
}
type Open = { undecided?: number; sure?: boolean; words?: string }
type Wish = Open & { id?: string; bytes?: Uint8Array; toRoom?: boolean; covers?: Box[] }
async function mask(who: Person, fileId: string, wish: Wish = {}) {
  const { id = randomUUID(), toRoom = false, covers = [box], bytes: _, ...open } = wish
  const bytes = inPieces(wish.bytes ?? (await drawn('jpeg', 48, 64)))
  return maskPicture(
    base.db,
    who.viewer,
    { ...open, slug: room.slug, fileId, id, covers, toRoom, bytes },
    deps(),
  )
}
async function masked(who: Person, fileId: string): Promise<Buffer> {
  const wish = { slug: room.slug, fileId, copy: 'shown' as const }
  const { stream } = await openMasked(base.db, who.viewer, wish, deps())
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const inRoom = (who: Person) => picturesInRoom(base.db, who.viewer, { slug: room.slug, page: 1 })
const show = (who: Person, fileId: string, toRoom: boolean) =>
  showInRoom(base.db, who.viewer, { slug: room.slug, fileId, toRoom })
const of = (who: Person, evidenceId: string) =>
  evidenceFor(base.db, who.viewer, { slug: room.slug, evidenceId })
const originalOf = (who: Person, fileId: string) =>
  openOriginal(base.db, who.viewer, { slug: room.slug, fileId, rangeIn: () => null, saves: false }, deps())

describe('a masked copy', () => {
  test('is drawn anew without place and camera, and tied to its original, which stays', async () => {
    const original = await phonePhoto()
    const { evidenceId, fileId } = await put(room.minji, original)
    const before = (await of(room.minji, evidenceId)).files
    const covered = await sharp(await phonePhoto(48, 64))
      .withMetadata({ orientation: 1 })
      .withExif({ IFD0: { Make: 'TestCamera' }, IFD3: { GPSLatitude: '37/1 33/1 0/1' } })
      .jpeg()
      .toBuffer()
    expect(await mask(room.minji, fileId, { bytes: covered })).toEqual({ evidenceId, version: 1 })
    const copy = await masked(room.minji, fileId)
    const { exif, xmp, iptc, width, height } = await sharp(copy).metadata()
    expect({ exif, xmp, iptc, width, height }).toEqual({ width: 48, height: 64 })
    const [now] = (await of(room.minji, evidenceId)).files
    expect(now).toMatchObject({ sha256: before[0]?.sha256, mask: { version: 1, inRoom: false } })
    const entry = await base.db
      .selectFrom('ledger')
      .select('data')
      .where('kind', '=', 'evidence.masked')
      .executeTakeFirstOrThrow()
    const sha256 = createHash('sha256').update(copy).digest('hex')
    expect(entry.data).toEqual({ evidenceId, fileId, version: 1, sha256 })
  })

  test('made again is a further version, and the newest is the one that is seen', async () => {
    const { fileId } = await put(room.minji, await phonePhoto())
    await mask(room.minji, fileId)
    const first = await masked(room.minji, fileId)
    const wider = { ...box, width: 30 }
    const other = await sharp({ create: { width: 48, height: 64, channels: 3, background: '#0000ff' } })
      .png()
      .toBuffer()
    expect(await mask(room.minji, fileId, { bytes: other, covers: [wider] })).toMatchObject({ version: 2 })
    expect((await masked(room.minji, fileId)).equals(first)).toBe(false)
    const ref = { slug: room.slug, fileId }
    expect(await maskingFor(base.db, room.minji.viewer, ref)).toMatchObject({
      ...{ version: 2, covers: [wider], width: 48, height: 64, inRoom: false },
    })
  })

  test('with numbers that nobody decided about is shown to the room only by who is sure', async () => {
    const { fileId } = await put(room.minji, await phonePhoto())
    const bare = mask(room.minji, fileId, { toRoom: true, undecided: 2 })
    await expect(bare).rejects.toEqual(refused('mask.undecided'))
    expect(await mask(room.minji, fileId, { undecided: 2 })).toMatchObject({ version: 1 })
    await expect(show(room.minji, fileId, true)).rejects.toEqual(refused('mask.undecided'))
    const isSeen = async () => (await inRoom(room.taeho)).rows.some((row) => row.fileId === fileId)
    expect(await isSeen()).toBe(false)
    const sure = { slug: room.slug, fileId, toRoom: true, sure: true }
    await showInRoom(base.db, room.minji.viewer, sure)
    expect(await isSeen()).toBe(true)
    await show(room.minji, fileId, false)
    await mask(room.minji, fileId, { undecided: 0, toRoom: true })
    expect(await isSeen()).toBe(true)
    await show(room.minji, fileId, false)
    await mask(room.minji, fileId, { undecided: 1, toRoom: true, sure: true })
    expect(await isSeen()).toBe(true)
    await show(room.minji, fileId, false)
  })

  test('brings the words its owner’s browser read, by which they find it and nobody else does', async () => {
    const { evidenceId, fileId } = await put(room.minji, await phonePhoto())
    await mask(room.minji, fileId, { words: '해오름마켓 이체 확인 010-0000-4321' })
    const found = async ({ viewer }: Person, q: string) =>
      (await myGallery(base.db, viewer, { slug: room.slug, wish: { q, page: 1 } }, { vault })).rows.map(
        ({ id }) => id,
      )
    expect(await found(room.minji, '해오름 마켓')).toEqual([evidenceId])
    expect(await found(room.minji, '0000-4321')).toEqual([])
    expect(await found(room.taeho, '해오름')).toEqual([])
  })

  test('takes room, of which there must be enough', async () => {
    const { fileId } = await put(room.taeho, await phonePhoto())
    const used = async () => (await evidenceNeeds(base.db, room.taeho.viewer, { slug: room.slug })).room.bytes
    const before = await used()
    await mask(room.taeho, fileId)
    expect(await used()).toBe(before + (await masked(room.taeho, fileId)).length)
    await base.owner
      .updateTable('evidence_mask')
      .set({ bytes: MEMBER_BYTES_MAX })
      .where('derived_from', '=', fileId)
      .execute()
    await expect(mask(room.taeho, fileId)).rejects.toEqual(refused('evidence.full'))
  })

  test('sent twice is one, and its id is nobody else’s', async () => {
    const { fileId } = await put(room.minji, await phonePhoto())
    const other = await put(room.minji, await phonePhoto())
    const id = randomUUID()
    expect(await mask(room.minji, fileId, { id })).toMatchObject({ version: 1 })
    expect(await mask(room.minji, fileId, { id })).toMatchObject({ version: 1 })
    await expect(mask(room.minji, other.fileId, { id })).rejects.toEqual(refused('shared.not_found'))
  })

  test('is refused for what is no picture, has another size, or is too often', async () => {
    const before = (await onDisk()).length
    const { fileId } = await put(room.minji, await phonePhoto())
    const note = await put(room.minji, Buffer.from('메모'))
    const unseen = await put(room.minji, await phonePhoto(), { looked: false })
    for (const { fileId: none } of [note, unseen]) {
      await expect(mask(room.minji, none)).rejects.toEqual(refused('mask.no_picture'))
    }
    const wrong = [
      [await drawn('jpeg', 64, 48), 'mask.other_size'],
      [Buffer.from('<svg/>'.repeat(9)), 'picture.not_a_picture'],
      [Buffer.concat([(await drawn('jpeg')).subarray(0, 40), Buffer.alloc(90)]), 'picture.unreadable'],
    ] as const
    for (const [bytes, code] of wrong) {
      await expect(mask(room.minji, fileId, { bytes })).rejects.toEqual(refused(code))
    }
    await expect(mask(room.minji, fileId, { bytes: Buffer.alloc(6 * 1024 * 1024 + 1) })).rejects.toEqual(
      refused('upload.too_large'),
    )
    // Of the refused ones nothing lies there: three files, and the two copies of the one picture looked at.
    expect((await onDisk()).length - before).toBe(5)
    await mask(room.minji, fileId)
    await base.owner
      .updateTable('evidence_mask')
      .set({ version: MASKS_MAX })
      .where('derived_from', '=', fileId)
      .execute()
    await expect(mask(room.minji, fileId)).rejects.toEqual(refused('mask.too_many'))
  })

  test('goes with its original', async () => {
    const before = (await onDisk()).length
    const { evidenceId, fileId } = await put(room.minji, await phonePhoto())
    await mask(room.minji, fileId, { toRoom: true })
    await dropEvidence(base.db, room.minji.viewer, { slug: room.slug, evidenceId })
    await expect(masked(room.taeho, fileId)).rejects.toEqual(refused('shared.not_found'))
    expect((await inRoom(room.taeho)).rows.map((row) => row.fileId)).not.toContain(fileId)
    await clearEvidence(base.db, { evidenceId }, deps())
    expect((await onDisk()).length).toBe(before)
  })
})

describe('the room', () => {
  test('sees the masked copy its owner shows, under a title without personal data, and never the original', async () => {
    const { evidenceId, fileId } = await put(room.minji, await phonePhoto())
    const said = { kind: 'receipt' as const, madeBy: '', sourceUrl: '', shows: '', claims: [] }
    const title = '이체증 010-0000-1234'
    await describeEvidence(base.db, room.minji.viewer, { slug: room.slug, evidenceId, title, ...said })
    await expect(show(room.minji, fileId, true)).rejects.toEqual(refused('mask.needed'))
    await mask(room.minji, fileId)
    await expect(masked(room.taeho, fileId)).rejects.toEqual(refused('shared.not_found'))
    await show(room.minji, fileId, true)
    await show(room.minji, fileId, true)
    expect((await masked(room.taeho, fileId)).equals(await masked(room.minji, fileId))).toBe(true)
    const seen = (await inRoom(room.taeho)).rows.find((row) => row.fileId === fileId)
    expect(seen).toMatchObject({ title: '이체증 ***-****-****', by: room.minji.nickname, isOwn: false })
    await expect(originalOf(room.taeho, fileId)).rejects.toEqual(refused('shared.not_found'))
    await expect(of(room.taeho, evidenceId)).rejects.toEqual(refused('shared.not_found'))
    await show(room.minji, fileId, false)
    await expect(masked(room.taeho, fileId)).rejects.toEqual(refused('shared.not_found'))
    const { rows } = await inRoom(room.taeho)
    expect(rows.map((row) => row.fileId)).not.toContain(fileId)
    const kinds = await base.db
      .selectFrom('ledger')
      .select('kind')
      .where('kind', 'in', ['evidence.shown', 'evidence.unshown'])
      .where('data', '@>', JSON.stringify({ fileId }))
      .orderBy('seq')
      .execute()
    expect(kinds.map(({ kind }) => kind)).toEqual(['evidence.shown', 'evidence.unshown'])
  })

  test('is shown nothing by anybody but the owner', async () => {
    const { fileId } = await put(room.minji, await phonePhoto())
    await mask(room.minji, fileId)
    for (const other of [room.taeho, room.sora]) {
      await expect(mask(other, fileId)).rejects.toEqual(refused('shared.not_found'))
      await expect(show(other, fileId, true)).rejects.toEqual(refused('shared.not_found'))
    }
  })

  test('has those who run it, who need a reason for what is not shown', async () => {
    const { evidenceId, fileId } = await put(room.minji, await phonePhoto())
    await mask(room.minji, fileId)
    await expect(masked(room.sora, fileId)).rejects.toEqual(refused('evidence.reason_needed'))
    const why = { slug: room.slug, evidenceId, reason: '취합 접수 준비' }
    await viewEvidence(base.db, room.sora.viewer, why)
    expect((await masked(room.sora, fileId)).length).toBeGreaterThan(0)
    expect((await of(room.sora, evidenceId)).files[0]?.mask).toMatchObject({ version: 1 })
  })
})
