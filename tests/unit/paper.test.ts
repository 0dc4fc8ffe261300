import { PDFDocument } from 'mupdf'
import { describe, expect, test } from 'vitest'
import { officeWords } from '#server/imports/paper/office.ts'
import { pdfPaper, WORDS_UNITS } from '#server/imports/paper/pdf.ts'
import { xmlWords } from '#server/imports/paper/xml-words.ts'
import { zipOf } from '#tests/domain/kakao-files.ts'
import { pdfOf, streamOf } from '#tests/papers.ts'

/** A second of work on a quiet machine. */
const MANY_PAGES_MS = 60_000

const wordsOf = async (bytes: Buffer) => (await pdfPaper(bytes, { picture: false }))?.words

describe('U8 a PDF', () => {
  test('gives its words, page by page, also in a font it does not bring, and a picture of its first page', async () => {
    const paper = await pdfPaper(pdfOf(['이체확인증\n129,000원', '둘째 쪽']), { picture: true })
    expect(paper).toMatchObject({ words: '이체확인증\n129,000원\n\n둘째 쪽\n\n', isCut: false })
    expect(
      Buffer.from(paper?.picture ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })

  test('with scripts, a program to start and a file inside is only its pages', async () => {
    const armed = pdfOf(['안내'], {
      catalogue:
        '/OpenAction 6 0 R /AA << /WC 7 0 R >> /Names << /EmbeddedFiles << /Names [(x.exe) 8 0 R] >> >>',
      more: {
        6: '<< /S /JavaScript /JS (while (true) { app.alert("x") }) >>',
        7: '<< /S /Launch /F (/bin/sh) >>',
        8: '<< /Type /Filespec /F (x.exe) /EF << /F 9 0 R >> >>',
        9: streamOf('숨은글'),
      },
    })
    expect(await wordsOf(armed)).toBe('안내\n\n')
  })

  test('that is locked gives nothing; one that only forbids copying is read', async () => {
    const locked = (how: string) => {
      const pdf = PDFDocument.openDocument(pdfOf(['비밀']), 'application/pdf') as PDFDocument
      return Buffer.from(pdf.saveToBuffer(`encrypt=aes-256,${how},permissions=0`).asUint8Array())
    }
    expect(await pdfPaper(locked('user-password=u,owner-password=o'), { picture: true })).toBeNull()
    expect(await wordsOf(locked('owner-password=o'))).toBe('비밀\n\n')
  })

  test(
    'of a hundred thousand pages, or that claims them, is read so far and no further',
    async () => {
      const long = await pdfPaper(pdfOf(['가나다라'.repeat(20)], { repeat: 100_000 }), { picture: false })
      expect(long?.isCut).toBe(true)
      expect(long?.words.length).toBeLessThanOrEqual(WORDS_UNITS)
      const claiming = pdfOf(['하나']).toString('latin1').replace('/Count 1', '/Count 2000000000')
      expect(await wordsOf(Buffer.from(claiming, 'latin1'))).toBeDefined()
    },
    MANY_PAGES_MS,
  )

  test('whose pages lead in a circle, are as large as a field or are none, has the words that can be read', async () => {
    const circle = pdfOf(['하나']).toString('latin1').replace('/Parent 2 0 R', '/Kids [2 0 R]')
    await expect(wordsOf(Buffer.from(circle, 'latin1')).catch(() => '')).resolves.toBeTypeOf('string')
    const huge = pdfOf(['둘']).toString('latin1').replace('[0 0 595 842]', '[0 0 9e9 9e9]')
    expect(await pdfPaper(Buffer.from(huge, 'latin1'), { picture: true })).not.toBeNull()
    await expect(pdfPaper(Buffer.from('%PDF-1.7 nothing'), { picture: true })).rejects.toThrow()
  })
})

const zipped = (parts: Record<string, string>) =>
  zipOf(Object.entries(parts).map(([name, said]) => ({ name, bytes: Buffer.from(said) })))

describe('the words of an office file', () => {
  test('are those of a document with its notes, paragraph by paragraph', async () => {
    const docx = zipped({
      'word/footnotes.xml': '<w:footnotes><w:p><w:r><w:t>각주</w:t></w:r></w:p></w:footnotes>',
      'word/document.xml':
        '<?xml version="1.0"?><w:document><w:p><w:r><w:t xml:space="preserve">환불 </w:t></w:r><w:r><w:t>확인서 &amp; &#44256;객</w:t><w:tab/><w:t>1</w:t></w:r></w:p><w:p><w:t>둘</w:t><w:br/><w:t>셋</w:t></w:p><w:instrText>FIELD</w:instrText></w:document>',
      'word/media/x.png': 'nothing',
    })
    expect(await officeWords(docx)).toEqual({ words: '환불 확인서 & 고객\t1\n둘\n셋\n\n각주', isCut: false })
  })

  test('are those of slides in their order and of a Hangul document’s sections', async () => {
    const slide = (said: string) => `<p:sld><a:p><a:r><a:t>${said}</a:t></a:r></a:p></p:sld>`
    const slides = { 'ppt/slides/slide10.xml': slide('열'), 'ppt/slides/slide2.xml': slide('둘') }
    expect((await officeWords(zipped(slides))).words).toBe('둘\n\n열')
    const hwpx = zipped({
      'Contents/section0.xml':
        '<hs:sec><hp:p><hp:run><hp:t>내용<hp:tab/>증명</hp:t></hp:run></hp:p></hs:sec>',
    })
    expect((await officeWords(hwpx)).words).toBe('내용\t증명')
  })

  test('are the cells of every sheet', async () => {
    const xlsx = zipped({
      '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
      '_rels/.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
      'xl/workbook.xml':
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="가" sheetId="1" r:id="rId1"/><sheet name="나" sheetId="2" r:id="rId2"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>주문번호</t></is></c><c r="B1"><v>129000</v></c></row></sheetData></worksheet>',
      'xl/worksheets/sheet2.xml':
        '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>둘째 장</t></is></c></row></sheetData></worksheet>',
    })
    expect((await officeWords(xlsx)).words).toBe('주문번호\t129000\n\n둘째 장')
  })

  test('are found in time linear in what is there, whatever it is', () => {
    for (const bad of ['<', '<a', '<w:t>', '&', '<w:t>&#', '<!DOCTYPE x [<!ENTITY a "b">]>']) {
      expect(xmlWords(bad.repeat(200_000)).length).toBeLessThan(1_000_000)
    }
    expect(xmlWords('<w:t>&lol;&#0;</w:t>')).toBe('&lol;')
  })
})

describe('U13 an office file is refused before anything of it is unpacked', () => {
  const part = { name: 'word/document.xml', bytes: Buffer.from('<w:t>글</w:t>') }
  const link = () => {
    const zip = zipOf([part])
    // A link of Unix, as the directory says it.
    zip.writeUInt32LE(0xa1ff0000, zip.indexOf(Buffer.from('PK\x01\x02', 'latin1')) + 38)
    return zip
  }
  /** Twenty entries of the directory that all lie at the first one's bytes. */
  const overlapping = () => {
    const zip = zipOf(Array.from({ length: 20 }, (_, at) => ({ ...part, name: `word/header${at + 10}.xml` })))
    for (
      let at = zip.indexOf('PK\x01\x02', 0, 'latin1');
      at >= 0;
      at = zip.indexOf('PK\x01\x02', at + 4, 'latin1')
    ) {
      zip.writeUInt32LE(0, at + 42)
    }
    return zip
  }
  const crowd = () => {
    const zip = zipOf([part])
    zip.writeUInt16LE(65_534, zip.length - 14)
    zip.writeUInt16LE(65_534, zip.length - 12)
    return zip
  }
  test.each<[string, string, () => Buffer]>([
    ['of more entries than a book has', 'too_many', crowd],
    ['that unpacks to gigabytes', 'bomb', () => zipOf([{ ...part, says: 4_000_000_000 }])],
    [
      'that packs a thousand times',
      'bomb',
      () => zipOf([{ ...part, bytes: Buffer.alloc(20 * 1024 * 1024) }]),
    ],
    ['whose entries overlap', 'bomb', overlapping],
    ['with a name that leads out', 'broken', () => zipOf([part, { ...part, name: '../../x.xml' }])],
    ['with a name from the root', 'broken', () => zipOf([part, { ...part, name: '/etc/x.xml' }])],
    ['with a link', 'broken', link],
    ['with a part twice', 'broken', () => zipOf([part, part])],
    ['that is locked', 'locked', () => zipOf([{ ...part, locked: true }])],
    ['without words', 'nothing', () => zipOf([{ ...part, name: 'a.zip' }])],
    ['that is none', 'broken', () => Buffer.from('PK nothing')],
  ])('%s', async (_, why, bytes) => {
    await expect(officeWords(bytes())).rejects.toMatchObject({ name: 'ZipRefused', why })
  })
})
