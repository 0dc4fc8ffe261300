import { createHash, randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import type { MessageFile } from '#app/shapes/live.ts'
import { PICTURE_BYTES_MAX } from '#app/shapes/picture.ts'
import { deleteMessage, editMessage, messagesBefore, postMessage } from '#server/domain/message.ts'
import {
  dropPicture,
  openPicture,
  type PictureCopy,
  sweepPictures,
  takePicture,
} from '#server/domain/picture.ts'
import type { FileStore } from '#server/files/store.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { freshFiles } from '#tests/files.ts'
import { makeCase, makePerson, type TestCase, type TestPerson } from '#tests/live/room.ts'
import { testVault } from '#tests/people.ts'
import { drawn, heicPhoto, inPieces, phonePhoto, pngThatClaims } from '#tests/pictures.ts'

const { files, folder } = freshFiles(testVault())
let base: TestDatabase
let room: TestCase
let minji: TestPerson
let taeho: TestPerson
let sora: TestPerson

beforeAll(async () => {
  base = await freshDatabase()
  room = await makeCase(base.owner)
  minji = await makePerson(base.owner, room.id, { side: 'buyer' })
  taeho = await makePerson(base.owner, room.id, { side: 'seller' })
  sora = await makePerson(base.owner, room.id, { role: 'host' })
  // The first pictures of newcomers are held.
  await base.owner
    .updateTable('member')
    .set({ joined_at: new Date(Date.now() - 86_400_000) })
    .execute()
})

const take = (who: TestPerson, bytes: Uint8Array, name = '사진.jpg', kind: 'all' | 'buyer' = 'all') =>
  takePicture(base.db, who.viewer, { slug: room.slug, kind, name, bytes: inPieces(bytes, 60_000) }, { files })
const open = (who: TestPerson, fileId: string, copy: PictureCopy = 'shown') =>
  openPicture(base.db, who.viewer, { slug: room.slug, fileId, copy }, { files })
const post = (
  who: TestPerson,
  ids: string[],
  more: { body?: string; channelId?: string; clientId?: string } = {},
) =>
  postMessage(base.db, who.viewer, {
    channelId: room.channels.all,
    clientId: randomUUID(),
    body: '',
    replyTo: null,
    files: ids,
    ...more,
  })
const shown = async (messageId: string) => {
  const page = await messagesBefore(base.db, minji.viewer, { channelId: room.channels.all, beforeSeq: null })
  return page.messages.find(({ id }) => id === messageId)
}
const bytesOf = async (stream: Readable) => Buffer.concat(await stream.toArray())
const stored = async () =>
  (await readdir(folder, { recursive: true })).filter((name) => /[0-9a-f]{40}/.test(name))
const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code })
const keys = (fileId: string) =>
  base.owner.selectFrom('message_file').selectAll().where('id', '=', fileId).executeTakeFirstOrThrow()

describe('a picture', () => {
  test('keeps the file as it came, and shows copies without place and camera, turned upright', async () => {
    const photo = await phonePhoto()
    expect((await sharp(photo).metadata()).exif?.toString('latin1')).toContain('TestCamera')
    const taken = await take(minji, photo)
    expect(taken).toEqual({
      id: expect.any(String),
      kind: 'picture',
      width: 48,
      height: 64,
      bytes: photo.length,
    } satisfies MessageFile)
    const row = await keys(taken.id)
    expect(row.sha256).toEqual(createHash('sha256').update(photo).digest())
    expect((await bytesOf(await files.open(row.original_key))).equals(photo)).toBe(true)
    for (const copy of ['shown', 'thumb'] as const) {
      const { stream, type } = await open(minji, taken.id, copy)
      const bytes = await bytesOf(stream)
      const about = await sharp(bytes).metadata()
      expect([type, about.format, about.width, about.height]).toEqual(['image/webp', 'webp', 48, 64])
      expect([about.exif, about.xmp, about.iptc, about.icc]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ])
      expect(bytes.toString('latin1')).not.toContain('TestCamera')
    }
  })

  test.each(['png', 'webp', 'gif', 'jpeg'] as const)('may be %s, whatever it is called', async (kind) => {
    const taken = await take(minji, await drawn(kind), 'a.txt')
    expect(taken).toMatchObject({ width: 40, height: 30 })
    expect(await keys(taken.id)).toMatchObject({ type: `image/${kind}`, name: 'a.txt' })
    await dropPicture(base.db, minji.viewer, { slug: room.slug, fileId: taken.id }, { files })
  })

  test('of an iPhone is shown to everybody', async () => {
    const taken = await take(minji, heicPhoto, 'IMG_0001.HEIC')
    expect(taken).toMatchObject({ width: 64, height: 48, bytes: heicPhoto.length })
    const bytes = await bytesOf((await open(minji, taken.id)).stream)
    const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
    const [red = 0, green = 0] = data.subarray((24 * 64 + 40) * 3)
    expect(green).toBeGreaterThan(red)
    expect((await sharp(bytes).metadata()).exif).toBeUndefined()
  })

  test('that is large is shown smaller, and one that is damaged as far as it goes', async () => {
    const large = await sharp({ create: { width: 3000, height: 1000, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    expect(await take(minji, large)).toMatchObject({ width: 2048, height: 683 })
    const noise = Buffer.from(Array.from({ length: 90_000 }, (_, at) => (at * 7919) % 256))
    const whole = await sharp(noise, { raw: { width: 300, height: 100, channels: 3 } })
      .jpeg()
      .toBuffer()
    expect(await take(minji, whole.subarray(0, whole.length * 0.7))).toMatchObject({
      width: 300,
      height: 100,
    })
  })

  test.each([
    ['../../나의\\폴더/영수증 1.JPG', '영수증 1.JPG'],
    ['CON<>:"|?*\u202egpj.exe\u0000\n', 'CON gpj.exe'],
    [`${'길'.repeat(300)}.jpeg`, `${'길'.repeat(195)}.jpeg`],
    ['가나'.normalize('NFD'), '가나'],
    ['..', 'picture'],
    ['🧾.png', '🧾.png'],
  ])('called %j is kept as %j', async (name, kept) => {
    const { id } = await take(minji, await drawn('png'), name)
    expect((await keys(id)).name).toBe(kept)
    await dropPicture(base.db, minji.viewer, { slug: room.slug, fileId: id }, { files })
  })
})

describe('nothing is kept of', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)" width="9" height="9"></svg>'
  const html = '<!doctype html><script>alert(1)</script>'
  test.each([
    ['HTML called a photo', Buffer.from(html), 'picture.not_a_picture'],
    ['SVG called a photo', Buffer.from(svg), 'picture.not_a_picture'],
    ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj'), 'picture.not_a_picture'],
    ['nothing at all', Buffer.alloc(0), 'picture.not_a_picture'],
    ['nine bytes', Buffer.from('\x89PNG\r\n\x1a\n\0', 'latin1'), 'picture.not_a_picture'],
    [
      'SVG behind the first bytes of a JPEG',
      Buffer.from(`\xff\xd8\xff${svg}`, 'latin1'),
      'picture.unreadable',
    ],
    ['HTML behind the first bytes of a GIF', Buffer.from(`GIF89a/*${html}*/`), 'picture.unreadable'],
    [
      'a box of HEIC without a picture',
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      'picture.unreadable',
    ],
    ['a PNG of 900 million pixels', pngThatClaims(30_000, 30_000), 'picture.too_many_pixels'],
    [
      'more than fifteen megabytes',
      Buffer.concat([pngThatClaims(9, 9), Buffer.alloc(PICTURE_BYTES_MAX)]),
      'picture.too_large',
    ],
  ])('%s', async (_, bytes, code) => {
    const before = await stored()
    await expect(take(minji, bytes)).rejects.toEqual(refused(code))
    expect(await stored()).toEqual(before)
  })

  test('a file whose name holds a resident registration number', async () => {
    await expect(take(minji, await drawn('png'), '등본 900101-1234567.png')).rejects.toEqual(
      refused('picture.bad_name'),
    )
  })

  test('a PNG that would be many gigabytes, soon and with little memory', async () => {
    const before = process.memoryUsage().rss
    for (const side of [8000, 60_000, 0x7fffffff]) {
      await expect(take(minji, pngThatClaims(side, side))).rejects.toMatchObject({ name: 'Refusal' })
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
  })
})

describe('a message', () => {
  test('takes its pictures in its order, with or without words, once', async () => {
    const [one, two] = [await take(minji, await drawn('png')), await take(minji, await drawn('gif'))]
    const { id } = await post(minji, [two.id, one.id])
    expect(await shown(id)).toMatchObject({ body: '', files: [two, one] })
    await expect(post(minji, [one.id])).rejects.toEqual(refused('message.file_gone'))
    const [again, clientId] = [await take(minji, await drawn('png')), randomUUID()]
    const first = await post(minji, [again.id], { clientId, body: '영수증이에요' })
    expect(await post(minji, [again.id], { clientId, body: '영수증이에요' })).toEqual(first)
    await expect(post(minji, [], { body: '' })).rejects.toEqual(refused('message.empty'))
    await editMessage(base.db, minji.viewer, { messageId: first.id, body: '' })
    expect(await shown(first.id)).toMatchObject({ body: '', files: [again] })
  })

  test('takes no picture of another person, of another channel, or one that is not there', async () => {
    const theirs = await take(taeho, await drawn('png'))
    await expect(post(minji, [theirs.id])).rejects.toEqual(refused('message.file_gone'))
    const buyers = await take(minji, await drawn('png'), 'a.png', 'buyer')
    await expect(post(minji, [buyers.id])).rejects.toEqual(refused('message.file_gone'))
    await expect(post(minji, [randomUUID()])).rejects.toEqual(refused('message.file_gone'))
    await expect(post(minji, [buyers.id], { channelId: room.channels.buyer })).resolves.toBeTruthy()
  })

  test('of two that want one picture at the same time gives it to one', async () => {
    const { id } = await take(minji, await drawn('png'))
    const outcomes = await Promise.allSettled([post(minji, [id]), post(minji, [id])])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('who sees a picture', () => {
  test('before it is sent only its owner; then those who read the channel', async () => {
    const { id } = await take(minji, await drawn('png'), 'a.png', 'buyer')
    await expect(open(minji, id)).resolves.toBeTruthy()
    for (const who of [sora, taeho]) await expect(open(who, id)).rejects.toEqual(refused('shared.not_found'))
    await post(minji, [id], { channelId: room.channels.buyer })
    await expect(open(sora, id)).resolves.toBeTruthy()
    await expect(open(taeho, id)).rejects.toEqual(refused('shared.not_found'))
    const elsewhere = await makePerson(base.owner, (await makeCase(base.owner)).id)
    await expect(open(elsewhere, id)).rejects.toEqual(refused('shared.not_found'))
  })

  test('nobody once it is deleted; of what is held or hidden those who must look', async () => {
    const all = ['author', 'member', 'host'] as const
    const people = { author: minji, member: taeho, host: sora }
    const seers = async (id: string) => {
      const outcomes = await Promise.allSettled(all.map((who) => open(people[who], id)))
      return all.filter((_, at) => outcomes[at]?.status === 'fulfilled')
    }
    const { id } = await take(minji, await drawn('png'))
    const message = await post(minji, [id])
    expect(await seers(id)).toEqual(['author', 'member', 'host'])
    const state = (gone: 'held' | 'hidden') =>
      base.owner
        .updateTable('message')
        .set({ gone, gone_at: new Date() })
        .where('id', '=', message.id)
        .execute()
    await state('held')
    expect(await seers(id)).toEqual(['author', 'host'])
    await state('hidden')
    expect(await seers(id)).toEqual(['host'])
    await base.owner
      .updateTable('message')
      .set({ gone: null, gone_at: null })
      .where('id', '=', message.id)
      .execute()
    await deleteMessage(base.db, minji.viewer, { messageId: message.id })
    expect(await seers(id)).toEqual(['author'])
    await age(id)
    await sweepPictures(base.db, { files })
    expect(await seers(id)).toEqual([])
  })
})

describe('what lies loose', () => {
  test('is dropped by its owner alone, with its files', async () => {
    const before = await stored()
    const { id } = await take(minji, await drawn('png'))
    const drop = (who: TestPerson) =>
      dropPicture(base.db, who.viewer, { slug: room.slug, fileId: id }, { files })
    await expect(drop(sora)).rejects.toEqual(refused('shared.not_found'))
    await drop(minji)
    expect((await stored()).sort()).toEqual(before.sort())
    await expect(drop(minji)).rejects.toEqual(refused('shared.not_found'))
    const sent = await take(minji, await drawn('png'))
    await post(minji, [sent.id])
    const own = { slug: room.slug, fileId: sent.id }
    await expect(dropPicture(base.db, minji.viewer, own, { files })).rejects.toEqual(
      refused('shared.not_found'),
    )
  })

  test('goes after a day, with its files; what a message has stays', async () => {
    const [loose, sent, young] = [
      await take(minji, await drawn('png')),
      await take(minji, await drawn('png')),
      await take(minji, await drawn('png')),
    ]
    await post(minji, [sent.id])
    await age(loose.id)
    await age(sent.id)
    const { original_key, shown_key, thumb_key } = await keys(loose.id)
    expect(await sweepPictures(base.db, { files })).toBe(1)
    expect(await sweepPictures(base.db, { files })).toBe(0)
    const left = (await stored()).join(' ')
    for (const key of [original_key, shown_key, thumb_key]) expect(left).not.toContain(key)
    for (const { id } of [sent, young]) await expect(open(minji, id)).resolves.toBeTruthy()
  })

  test('is bounded, also when many come at once', async () => {
    const hana = await makePerson(base.owner, room.id)
    const png = await drawn('png')
    const outcomes = await Promise.allSettled(Array.from({ length: 34 }, () => take(hana, png)))
    const why = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    expect(why).toEqual(Array.from({ length: 4 }, () => 'picture.too_many_loose'))
    const rows = base.owner.selectFrom('message_file').select('id').where('member_id', '=', hana.memberId)
    expect(await rows.execute()).toHaveLength(30)
    await base.owner.deleteFrom('message_file').where('member_id', '=', hana.memberId).execute()
    await expect(take(hana, png)).resolves.toBeTruthy()
  })

  test('leaves room for what a day and a member may bring', async () => {
    const jun = await makePerson(base.owner, room.id)
    const { id } = await take(jun, await drawn('png'))
    const { id: messageId } = await post(jun, [id])
    const copies = async (count: number, changes: object) => {
      const row = await keys(id)
      const rows = Array.from({ length: count }, () => ({
        ...row,
        id: randomUUID(),
        message_id: messageId,
        original_key: randomUUID(),
        shown_key: randomUUID(),
        thumb_key: randomUUID(),
        ...changes,
      }))
      await base.owner.insertInto('message_file').values(rows).execute()
    }
    await copies(299, {})
    await expect(take(jun, await drawn('png'))).rejects.toEqual(refused('picture.quota'))
    await base.owner
      .updateTable('message_file')
      .set({ created_at: new Date(0) })
      .where('member_id', '=', jun.memberId)
      .execute()
    await expect(take(jun, await drawn('png'))).resolves.toBeTruthy()
    await copies(1, { bytes: 5 * 1024 ** 3, created_at: new Date(0) })
    await expect(take(jun, await drawn('png'))).rejects.toEqual(refused('picture.full'))
  })
})

test('a full store says so, and leaves nothing behind', async () => {
  const full: FileStore = {
    ...files,
    put: async () => {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
    },
  }
  const input = { slug: room.slug, kind: 'all' as const, name: 'a.png', bytes: inPieces(await drawn('png')) }
  await expect(takePicture(base.db, minji.viewer, input, { files: full })).rejects.toEqual(
    refused('upload.no_room'),
  )
})

async function age(fileId: string): Promise<void> {
  const created_at = new Date(Date.now() - 25 * 3_600_000)
  await base.owner.updateTable('message_file').set({ created_at }).where('id', '=', fileId).execute()
}
