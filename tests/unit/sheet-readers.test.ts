import { writeXlsx } from 'hucre/xlsx'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { CELL_UNITS, SHEET_COLUMNS } from '#app/shapes/sheet.ts'
import { suggestFields } from '#app/shapes/sheet-columns.ts'
import { isRefusal } from '#server/domain/refusal.ts'
import { cellDate } from '#server/domain/sheet/cells.ts'
import { rowsOf } from '#server/domain/sheet/file.ts'
import { zipStream } from '#server/exports/zip.ts'

// Files made to harm whoever reads them, or damaged, as the readers of lists take them (E2 to E7 of what may come in).

const MOST = { bytes: 60 * 1024 * 1024, rows: 5000 }

/** The cells of a file, or the code it is refused with. */
async function read(file: string | Buffer): Promise<string[][] | string> {
  const rows: string[][] = []
  try {
    for await (const batch of rowsOf(Buffer.from(file), MOST)) rows.push(...batch.map(({ cells }) => cells))
  } catch (error) {
    if (isRefusal(error)) return error.code
    throw error
  }
  return rows
}

const bookOf = async (rows: (string | number | boolean | Date | null)[][]) =>
  Buffer.from(await writeXlsx({ sheets: [{ name: '응답', rows }] }))

const NAMESPACE = 'http://schemas.openxmlformats.org'
const RELATIONS = `${NAMESPACE}/package/2006/relationships`
const OFFICE = `${NAMESPACE}/officeDocument/2006/relationships`
const MAIN = `${NAMESPACE}/spreadsheetml/2006/main`

/** A workbook of one sheet as its parts say; `parts` are added, or put in place of ours. */
async function rawBook(sheet: string, parts: Record<string, string> = {}): Promise<Buffer> {
  const own: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${NAMESPACE}/package/2006/content-types">
      <Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${RELATIONS}">
      <Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">
      <sheets><sheet name="응답" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}">
      <Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheet,
    ...parts,
  }
  const chunks: Uint8Array[] = []
  const all = Object.entries(own).map(([name, text]) => ({ name, data: Buffer.from(text) }))
  for await (const chunk of zipStream(all)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const sheetOf = (cells: string, head = '') =>
  `<?xml version="1.0"?>${head}<worksheet xmlns="${MAIN}"><sheetData><row r="1">${cells}</row></sheetData></worksheet>`
const words = (text: string, at = 'A1') => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`

test('a raw book is read', async () => {
  expect(await read(await rawBook(sheetOf(words('이름'))))).toEqual([['이름']])
})

describe('E2: entities', () => {
  const head = (entity: string) => `<!DOCTYPE x [${entity}]>`

  test('an external one is not opened', async () => {
    const book = await rawBook(sheetOf(words('&x;'), head('<!ENTITY x SYSTEM "file:///etc/passwd">')))
    expect(JSON.stringify(await read(book))).not.toContain('root:')
  })

  test('a billion laughs are not laughed', async () => {
    const grown = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`)
    const book = await rawBook(sheetOf(words('&l10;'), head(`<!ENTITY l0 "하하">${grown.join('')}`)))
    expect(JSON.stringify(await read(book)).length).toBeLessThan(100)
  })
})

describe('E3: sizes', () => {
  test('what opens to more than it may is not opened', async () => {
    const bomb = await rawBook(sheetOf(words(' '.repeat(30 * 1024 * 1024))))
    expect(bomb.length).toBeLessThan(200_000)
    expect(await read(bomb)).toBe('sheet.bomb')
  })

  test('a cell in the last column, and one said to be in a million columns', async () => {
    expect(await read(await rawBook(sheetOf(words('끝', 'XFD1'))))).toBe('sheet.too_many_columns')
    const lie = `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><dimension ref="A1:XFD1048576"/>
      <sheetData><row r="1">${words('하나')}</row></sheetData></worksheet>`
    expect(await read(await rawBook(lie))).toEqual([['하나']])
  })

  test('a row behind the last that is read', async () => {
    const sheet = `<?xml version="1.0"?><worksheet xmlns="${MAIN}"><sheetData>
      <row r="1048576">${words('끝', 'A1048576')}</row></sheetData></worksheet>`
    expect(await read(await rawBook(sheet))).toBe('sheet.too_many_rows')
    expect(await read('가\n'.repeat(5001))).toBe('sheet.too_many_rows')
  })
})

test('E4: headings that name what every object has are headings', async () => {
  const headings = ['__proto__', 'constructor', 'toString', '이름', 'hasOwnProperty']
  expect(await read(`${headings.join(',')}\n1,2,3,4,5`)).toEqual([headings, ['1', '2', '3', '4', '5']])
  expect(suggestFields(headings, 'buyer')).toEqual([null, null, null, 'name', null])
  expect(({} as Record<string, unknown>).polluted).toBe(undefined)
})

describe('E5: text that is no good CSV', () => {
  test('a quote nobody closed, a cell without end, more columns than there are', async () => {
    expect(await read('이름\n"닫히지 않은\n따옴표')).toBe('sheet.broken')
    expect(await read(`이름\n${'가'.repeat(CELL_UNITS + 1)}`)).toBe('sheet.broken')
    expect(await read(','.repeat(SHEET_COLUMNS + 1))).toBe('sheet.too_many_columns')
  })

  test('line ends of three kinds, a mark, CP949 and a NUL', async () => {
    const text = '이름,금액\r\n민지,1\n태호,2\r하나,3'
    const rows = [
      ['이름', '금액'],
      ['민지', '1'],
      ['태호', '2'],
      ['하나', '3'],
    ]
    for (const file of [text, `\ufeff${text}`, iconv.encode(text, 'cp949')])
      expect(await read(file)).toEqual(rows)
    expect(await read('이름\n민\0지')).toEqual([['이름'], ['민\0지']])
  })
})

describe('E6: what a workbook may do beside holding values', () => {
  test('a formula is the value beside it', async () => {
    const cells = `<c r="A1" t="str"><f>HYPERLINK("https://evil.example")</f><v>환불</v></c><c r="B1"><f>1+1</f><v>2</v></c>`
    expect(await read(await rawBook(sheetOf(cells)))).toEqual([['환불', '2']])
  })

  test('one with macros is not read', async () => {
    const book = await rawBook(sheetOf(words('이름')), { 'xl/vbaProject.bin': 'Sub Auto_Open()' })
    expect(await read(book)).toBe('sheet.macros')
  })
})

describe('E7: numbers and days at their ends', () => {
  test('text stays to the letter, a number that lost figures says so', async () => {
    const rows = await read(await bookOf([['00012345678901234567', '1,000원', 1e15, 1234567890, 0.5]]))
    expect(rows).toEqual([['00012345678901234567', '1,000원', '1.00000e+15', '1234567890', '0.5']])
  })

  test.each(['1', '60', '2958465', '99999'])('serial %s is no day of ours', (serial) => {
    expect(cellDate(serial, '2026-11-23')).toMatchObject({ ok: false })
  })

  test('serial 45514 is', () => {
    expect(cellDate('45514', '2026-11-23')).toMatchObject({ ok: true, value: '2024-08-10' })
  })
})
