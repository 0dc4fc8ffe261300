import { randomUUID } from 'node:crypto'
import iconv from 'iconv-lite'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  caseGallery,
  evidenceFor,
  lookAtFile,
  maskingFor,
  myGallery,
  openCopy,
  takeWhole,
  viewEvidence,
  wordsOfFile,
} from '#server/domain/evidence.ts'
import { htmlWords } from '#server/imports/mail/html-words.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { freshFiles } from '#tests/files.ts'
import { pdfOf } from '#tests/papers.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { drawn, inPieces } from '#tests/pictures.ts'

/** A process is started for each reading; from source that takes a second on a quiet machine. */
const READER_MS = 60_000

const vault = testVault()
const { files } = freshFiles(vault)
let base: TestDatabase
let room: TestCase

beforeAll(async () => {
  base = await freshDatabase()
  room = await openTestCase(base.db, vault)
})

const refused = (code: string) => expect.objectContaining({ code })

async function put(bytes: Uint8Array, name: string) {
  const file = { slug: room.slug, evidenceId: randomUUID(), id: randomUUID(), name }
  const deps = { vault, files }
  await takeWhole(base.db, room.minji.viewer, { ...file, bytes: inPieces(bytes, 60_000) }, deps)
  return file
}
const wordsFor = ({ viewer }: Person, fileId: string) =>
  wordsOfFile(base.db, viewer, { slug: room.slug, fileId }, { vault, files })

const mail = (type: string, body: string) =>
  Buffer.from(
    [
      'Received: from mail.example.com by mx.example.com; Fri, 16 Aug 2024 10:21:01 +0900',
      `From: =?utf-8?B?${Buffer.from('달빛마켓').toString('base64')}?= <cs@shop.example.com>`,
      'To: minji@example.com',
      `Subject: =?utf-8?B?${Buffer.from('주문 확인').toString('base64')}?=`,
      'Date: Fri, 16 Aug 2024 10:21:00 +0900',
      'Message-ID: <1@shop.example.com>',
      'MIME-Version: 1.0',
      `Content-Type: ${type}`,
      '',
      body,
    ].join('\r\n'),
  )

describe('one’s own evidence', () => {
  const sought = async ({ viewer }: Person, q: string) => {
    const { rows } = await myGallery(base.db, viewer, { slug: room.slug, wish: { q, page: 1 } }, { vault })
    return rows.map(({ id }) => id)
  }

  test('is found by what stands in its files, which nobody reads without the key and nobody else finds', async () => {
    const letter = mail('text/plain; charset=utf-8', '물류센터  사정으로\r\n배송이 늦어집니다. 010-0000-1234')
    const { id, evidenceId } = await put(letter, '안내.eml')
    await lookAtFile(base.db, { fileId: id }, { vault, files })
    for (const q of ['물류센터 사정으로 배송이', '주문 확인', '달빛마켓']) {
      expect(await sought(room.minji, q), q).toContain(evidenceId)
    }
    expect(await sought(room.minji, '010-0000-1234')).toEqual([])
    expect(await sought(room.minji, '물류센타')).toEqual([])
    expect(await sought(room.taeho, '물류센터')).toEqual([])
    const staff = { slug: room.slug, wish: { q: '물류센터', page: 1 } }
    expect((await caseGallery(base.db, room.sora.viewer, staff)).total).toBe(0)
    const { words } = await base.db
      .selectFrom('evidence_look')
      .select('words')
      .where('file_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(words?.includes('물류센터')).toBe(false)
  })
})

test('everybody’s evidence is found by part of whose it is, and by nobody’s name otherwise', async () => {
  await put(Buffer.from('쪽지'), '쪽지.txt')
  const of = async (who: string) => {
    const wish = { slug: room.slug, wish: { who, page: 1 } }
    return (await caseGallery(base.db, room.sora.viewer, wish)).rows.map(({ owner }) => owner)
  }
  expect(new Set(await of(room.minji.nickname.slice(0, 1)))).toEqual(new Set([room.minji.nickname]))
  expect(await of('%')).toEqual([])
  const own = { slug: room.slug, wish: { who: '없는', page: 1 } }
  expect((await myGallery(base.db, room.minji.viewer, own, { vault })).total).toBeGreaterThan(0)
})

describe('a PDF', () => {
  const pdf = pdfOf(['이체확인\n증 발급번호 7788'])
  const looked = async (bytes: Buffer) => {
    const kept = await put(bytes, '증빙.pdf')
    await lookAtFile(base.db, { fileId: kept.id }, { vault, files })
    return kept
  }

  test(
    'is found by its words, also across its lines, read as words, and shown by its first page',
    async () => {
      const { id, evidenceId } = await looked(pdf)
      for (const q of ['이체확인증', '발급번호 7788']) {
        const wish = { slug: room.slug, wish: { q, page: 1 } }
        const { rows } = await myGallery(base.db, room.minji.viewer, wish, { vault })
        expect(rows.find((row) => row.id === evidenceId)?.cover, q).toBe(id)
      }
      expect(await wordsFor(room.minji, id)).toMatchObject({
        form: 'pdf',
        words: '이체확인\n증 발급번호 7788\n\n',
      })
      const page = { slug: room.slug, fileId: id, copy: 'shown' } as const
      expect((await openCopy(base.db, room.minji.viewer, page, { vault, files })).type).toBe('image/webp')
      await expect(openCopy(base.db, room.taeho.viewer, page, { vault, files })).rejects.toEqual(
        refused('shared.not_found'),
      )
      await expect(maskingFor(base.db, room.minji.viewer, page)).rejects.toEqual(refused('mask.no_picture'))
    },
    READER_MS,
  )

  test(
    'U8 that cannot be read is kept as it is, without words and picture',
    async () => {
      const { id, evidenceId } = await looked(Buffer.from('%PDF-1.7 nothing of it stands'))
      await expect(wordsFor(room.minji, id)).rejects.toEqual(refused('evidence.no_words'))
      const { files: kept } = await evidenceFor(base.db, room.minji.viewer, { slug: room.slug, evidenceId })
      expect(kept).toMatchObject([{ form: 'pdf', picture: null, isDamaged: false }])
    },
    READER_MS,
  )
})

describe('the words of a file', () => {
  test('are a text as it stands, in whatever Korean encoding it came', async () => {
    const said = '환불은 영업일 기준 3일이 걸립니다.\n감사합니다.'
    for (const bytes of [Buffer.from(said), iconv.encode(said, 'cp949')]) {
      const { id } = await put(bytes, '안내.txt')
      expect(await wordsFor(room.minji, id)).toMatchObject({ form: 'text', words: said, isCut: false })
    }
  })

  test('are a mail with who wrote it when, and its HTML is words', async () => {
    const html =
      '<style>p{}</style><p>주문하신 <b>상품</b></p><img src="http://ad.example.com/x"><script>x()</script>'
    const { id, evidenceId } = await put(mail('text/html; charset=utf-8', html), '주문.eml')
    expect(await wordsFor(room.minji, id)).toEqual({
      ...{ evidenceId, name: '주문.eml', form: 'mail', words: '주문하신 상품', isCut: false },
      letter: {
        ...{ subject: '주문 확인', from: '달빛마켓 <cs@shop.example.com>', to: 'minji@example.com' },
        ...{ date: '2024-08-16T01:21:00.000Z', attachments: [] },
      },
    })
  })

  test('are the beginning of a long file, whole letters only', async () => {
    const { id } = await put(Buffer.from('가나다라 '.repeat(120_000)), '긴글.txt')
    const { words, isCut } = await wordsFor(room.minji, id)
    expect(isCut).toBe(true)
    expect(words.length).toBe(60_000)
  })

  test('are for those who may see the file, and of files that have some', async () => {
    const { id, evidenceId } = await put(Buffer.from('메모'), '메모.txt')
    await expect(wordsFor(room.taeho, id)).rejects.toEqual(refused('shared.not_found'))
    await expect(wordsFor(room.sora, id)).rejects.toEqual(refused('evidence.reason_needed'))
    await viewEvidence(base.db, room.sora.viewer, { slug: room.slug, evidenceId, reason: '접수 준비' })
    expect((await wordsFor(room.sora, id)).words).toBe('메모')
    const picture = await put(await drawn('jpeg'), '사진.jpg')
    await expect(wordsFor(room.minji, picture.id)).rejects.toEqual(refused('evidence.no_words'))
  })
})

test('words of HTML keep their lines and leave out what is not read', () => {
  const table = '<table><tr><td>금액</td><td>129,000원</td></tr><tr><td>수량</td></tr></table>'
  expect(htmlWords(`<head><title>x</title></head>${table}`)).toBe('금액 129,000원\n\n수량')
  expect(htmlWords('1 &lt; 2 &amp;&#44256;&#xac1d; <!-- hidden > --> a <b')).toBe('1 < 2 &고객 a')
  expect(htmlWords('<style>p{}')).toBe('')
  expect(htmlWords('<style>'.repeat(200_000))).toBe('')
})
