import { createHash } from 'node:crypto'
import { readXlsx } from 'hucre/xlsx'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sheetNames } from '#server/exports/xlsx/frame.ts'
import { CELL_CHARS_MAX, columnName, serialOf } from '#server/exports/xlsx/row.ts'
import { type Book, listSheet, xlsxStream } from '#server/exports/xlsx.ts'
import { unzipped } from '#server/exports/zip.ts'
import { columns, type Row, row } from './sheet-rows.ts'

const total = (count: number) => `합계 ${count}건`

function bookOf(rows: AsyncIterable<Row> | Iterable<Row>, second: Iterable<Row> = []): Book {
  const facts = [
    { label: '쇼핑몰', value: '=알렛츠 <주식회사> & "동료"' },
    { label: '기준시각', value: '2026-11-22T03:00:00Z', kind: 'datetime' as const },
    { label: '건수', value: 70, kind: 'integer' as const },
  ]
  return {
    title: '알렛츠 피해 신고 명단',
    asOf: '2026-11-22T03:00:00Z',
    cover: { name: '표지', heading: '알렛츠 피해 신고 명단', facts },
    sheets: [
      listSheet({ name: '구매자 명단', columns, rows, totalsLabel: total }),
      listSheet({ name: '판매자 명단', columns: columns.slice(0, 3), rows: second }),
    ],
  }
}

async function bytesOf(book: Book): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of xlsxStream(book)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Cells of the first list as the library reads them. */
async function cellsOf(rows: Row[]) {
  const { sheets } = await readXlsx(await bytesOf(bookOf(rows)))
  return sheets[1]?.rows ?? []
}

const sheetXml = (file: Buffer, at = 2) =>
  unzipped(file).get(`xl/worksheets/sheet${at}.xml`)?.toString() ?? ''

describe('a book read back', () => {
  let file: Buffer
  beforeAll(async () => {
    file = await bytesOf(
      bookOf([row(), row({ no: 2, won: null, on: null, at: null, note: '가\n나' })], [row({ won: 5 })]),
    )
  })

  test('has its cover and lists, with types kept', async () => {
    const { sheets } = await readXlsx(file)
    expect(sheets.map((sheet) => sheet.name)).toEqual(['표지', '구매자 명단', '판매자 명단'])
    expect(sheets[0]?.rows[0]?.[0]).toBe('알렛츠 피해 신고 명단')
    expect(sheets[0]?.rows[2]).toEqual(['쇼핑몰', '=알렛츠 <주식회사> & "동료"'])
    expect(sheets[0]?.rows[4]).toEqual(['건수', 70])
    expect(sheets[1]?.rows[0]).toEqual(columns.map((column) => column.header))
    const [no, order, won, on, at] = sheets[1]?.rows[1] ?? []
    expect([no, order, won]).toEqual([1, '0012345', 129_000])
    expect((on as Date).toISOString()).toBe('2024-08-17T00:00:00.000Z')
    expect((at as Date).toISOString()).toBe('2024-08-18T00:30:00.000Z')
    expect(sheets[1]?.rows[2]?.slice(0, 6)).toEqual([2, '0012345', null, null, null, '가\n나'])
    expect(sheets[2]?.rows).toEqual([
      ['번호', '주문번호', '금액(원)'],
      [1, '0012345', 5],
    ])
  })

  test('has a frozen, bold, filtered header row, repeated in print on A4 landscape', () => {
    const xml = sheetXml(file)
    expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" state="frozen"')
    expect(xml).toContain('<autoFilter ref="A1:F3"/>')
    expect(xml).toMatch(/<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"\/>/)
    expect(xml).toContain('<col min="2" max="2" width="20" customWidth="true"/>')
    const workbook = unzipped(file).get('xl/workbook.xml')?.toString()
    expect(workbook).toContain(`localSheetId="1">'구매자 명단'!$1:$1</definedName>`)
    const styles = unzipped(file).get('xl/styles.xml')?.toString() ?? ''
    const xfs = Array.from(styles.split('<cellXfs')[1]?.matchAll(/<xf [^>]*>/g) ?? [], String)
    const fonts = Array.from(styles.matchAll(/<font>.*?<\/font>/g), String)
    const header = xfs[Number(/<c r="A1"[^>]* s="(\d+)"/.exec(xml)?.[1])]
    expect(fonts[Number(/fontId="(\d+)"/.exec(header ?? '')?.[1])]).toContain('<b/>')
    const data = xfs[Number(/<c r="A2" s="(\d+)"/.exec(xml)?.[1])]
    expect(fonts[Number(/fontId="(\d+)"/.exec(data ?? '')?.[1])]).not.toContain('<b/>')
  })

  test('sums up by formula with the result beside it, outside the filter', () => {
    const xml = sheetXml(file)
    expect(xml).toMatch(/<c r="C4" s="\d+"><f>SUM\(C2:C3\)<\/f><v>129000<\/v><\/c>/)
    expect(xml).toMatch(
      /<c r="A4" s="\d+" t="inlineStr"><is><t xml:space="preserve">합계 2건<\/t><\/is><\/c>/,
    )
    expect(sheetXml(file, 3)).not.toContain('<f>')
  })

  test('tells nobody’s name and no time but its own', () => {
    const core = unzipped(file).get('docProps/core.xml')?.toString() ?? ''
    expect(core).not.toContain('creator')
    expect(core).not.toContain('lastModifiedBy')
    expect(core.match(/2026-11-22T03:00:00Z/g)?.length).toBe(2)
  })

  test('every part is well-formed where it counts', () => {
    const parts = unzipped(file)
    expect(Array.from(parts.keys())[0]).toBe('[Content_Types].xml')
    for (const [name, data] of parts) {
      const opened = data.toString().match(/<[a-zA-Z][^>]*[^/]>|<[a-zA-Z]>/g)?.length
      expect([name, data.toString().match(/<\/[a-zA-Z]/g)?.length]).toEqual([name, opened])
    }
  })
})

test('a list without rows is still a list', async () => {
  const file = await bytesOf(bookOf([]))
  expect(sheetXml(file)).toContain('<autoFilter ref="A1:F1"/>')
  expect(sheetXml(file)).toMatch(/<c r="C2" s="\d+"><v>0<\/v><\/c>/)
  expect((await readXlsx(file)).sheets[1]?.rows[1]?.[0]).toBe('합계 0건')
})

describe('dangerous cells', () => {
  test.each([
    ...[
      '=1+1',
      '+82 10 0000 0001',
      '-1',
      '@SUM(1)',
      '\t=1',
      '＝1+1',
      "'=1",
      '"=1"',
      ' 앞뒤 ',
      '0012',
      '1E10',
      '12345678901234567890',
    ],
    ...[
      '<b>&amp;</b>',
      ']]>',
      '_x0041_',
      '__x000D_x_',
      '=cmd|" /C calc"!A0',
      '👨‍👩‍👧‍👦',
      'TRUE',
      '2024-08-17',
      '__proto__',
    ],
  ])('%j stays that very text', async (note) => {
    const file = await bytesOf(bookOf([row({ note })]))
    expect(sheetXml(file)).not.toMatch(/<c r="F2"[^>]*>(?:<f>|<v>)/)
    expect((await readXlsx(file)).sheets[1]?.rows[1]?.[5]).toBe(note)
  })

  test('what a file cannot hold is taken out, and what is too long is cut', async () => {
    const dirty = await cellsOf([row({ note: '가\0나\u0007다\u000b라\ud800마\uffff바\r\n사' })])
    expect(dirty[1]?.[5]).toBe('가나다라\ufffd마바\n사')
    const long = await cellsOf([row({ note: `${'가'.repeat(CELL_CHARS_MAX - 1)}👩👩` })])
    expect(long[1]?.[5]).toBe('가'.repeat(CELL_CHARS_MAX - 1))
  })

  test('a date that is none stays text, a number that is none is refused', async () => {
    const cells = await cellsOf([
      row({ on: '2024-02-30', at: '2024-08-17 15:30' }),
      row({ on: '1899-12-31' }),
    ])
    expect(cells[1]?.slice(3, 5)).toEqual(['2024-02-30', '2024-08-17 15:30'])
    expect(cells[2]?.[3]).toBe('1899-12-31')
    await expect(cellsOf([row({ won: 1.5 })])).rejects.toThrow(RangeError)
    await expect(cellsOf([{ ...row(), won: '=1' as unknown as number }])).rejects.toThrow(TypeError)
  })
})

describe('dates are those of Korea wherever the machine stands', () => {
  const zone = process.env.TZ
  afterEach(() => {
    process.env.TZ = zone ?? 'UTC'
  })

  test.each(['UTC', 'Asia/Seoul', 'America/Los_Angeles'])('%s', (tz) => {
    process.env.TZ = tz
    expect(serialOf('1900-03-01', 'date')).toBe(61)
    expect(serialOf('2026-11-22', 'date')).toBe(46_348)
    expect(serialOf('2026-11-21T15:00:00Z', 'datetime')).toBe(46_348)
    expect(serialOf('2026-11-22T12:00:00+09:00', 'datetime')).toBe(46_348.5)
    expect(serialOf('2026-11-22T12:00:00', 'datetime')).toBeNull()
  })
})

test('sheet names fit every program', () => {
  const [slash, long, emoji] = sheetNames(['[구매자]: 명단?', '가'.repeat(40), `${'나'.repeat(30)}👩`])
  expect(slash).toBe('구매자   명단')
  expect(long).toBe('가'.repeat(31))
  expect(emoji).toBe('나'.repeat(30))
  expect(() => sheetNames(['가'.repeat(31), '가'.repeat(40)])).toThrow(RangeError)
  expect(() => sheetNames(['???'])).toThrow(RangeError)
})

test('a wide list goes on beside, with its first columns on each sheet, and breaks long words within their cell', async () => {
  const wide = columns.map((column) => ({ ...column, width: 60 }))
  const sheet = listSheet({ name: "구매자 '명단'", columns: wide, rows: [row({ note: '가'.repeat(500) })] })
  const file = await bytesOf({ ...bookOf([]), sheets: [sheet] })
  expect(sheetXml(file)).toContain('fitToWidth="2" fitToHeight="0"')
  const workbook = unzipped(file).get('xl/workbook.xml')?.toString()
  expect(workbook?.replaceAll('&apos;', "'")).toContain(`>'구매자 ''명단'!$A:$B,'구매자 ''명단'!$1:$1<`)
  expect(sheetXml(file)).toContain('<row r="2" ht="300" customHeight="1">')
  const at = Number(/<c r="F2" s="(\d+)"/.exec(sheetXml(file))?.[1])
  const styles = unzipped(file).get('xl/styles.xml')?.toString() ?? ''
  const xfs = styles.split('<cellXfs')[1]?.match(/<xf .*?(?:<\/xf>|\/>)/g) ?? []
  expect(xfs[at]).toMatch(/wrapText="(1|true)"/)
})

test('a row that cannot be as high as its words says so, and keeps them all', async () => {
  const note = '환불해 준다고 했어요. '.repeat(160).trim()
  const file = await bytesOf(bookOf([row(), row({ no: 2, note }), row({ no: 3 })]))
  const xml = sheetXml(file)
  expect(xml).toContain('<row r="3" ht="409" customHeight="1">')
  const styleAt = (ref: string) => Number(new RegExp(`<c r="${ref}" s="(\\d+)"`).exec(xml)?.[1])
  expect(styleAt('A3')).not.toBe(styleAt('A2'))
  expect(styleAt('F3')).not.toBe(styleAt('F2'))
  expect([styleAt('B3'), styleAt('A4'), styleAt('F4')]).toEqual([styleAt('B2'), styleAt('A2'), styleAt('F2')])
  const { sheets } = await readXlsx(file)
  expect([sheets[1]?.rows[2]?.[0], sheets[1]?.rows[2]?.[5]]).toEqual([2, note])
  const styles = unzipped(file).get('xl/styles.xml')?.toString()
  expect(styles).toContain('#,##0&quot;▾&quot;')
})

test('an apostrophe in a sheet name is doubled where it is quoted', async () => {
  const book = bookOf([row()])
  const named = listSheet({ name: "Jun's 명단 & <목록>", columns, rows: [row()] })
  const file = await bytesOf({ ...book, sheets: [named] })
  const workbook = unzipped(file).get('xl/workbook.xml')?.toString().replaceAll('&apos;', "'")
  expect(workbook).toContain(">'Jun''s 명단 &amp; &lt;목록&gt;'!$1:$1<")
  expect((await readXlsx(file)).sheets[1]?.name).toBe("Jun's 명단 & <목록>")
})

test('columns are named as in sheets', () => {
  expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA'])
})

test('twenty thousand rows come out whole, and the same book twice has the same hash', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) =>
    row({ no: at + 1, order: String(at).padStart(8, '0') }),
  )
  const file = await bytesOf(bookOf(rows))
  const cells = (await readXlsx(file)).sheets[1]?.rows ?? []
  expect(cells.length).toBe(20_002)
  expect(cells[20_000]?.slice(0, 3)).toEqual([20_000, '00019999', 129_000])
  expect(sheetXml(file)).toContain(`<f>SUM(C2:C20001)</f><v>${20_000 * 129_000}</v>`)
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
  expect(hash(await bytesOf(bookOf(rows)))).toBe(hash(file))
})

test('rows are pulled as bytes are taken, and let go when the taker leaves', async () => {
  let pulled = 0
  let closed = false
  async function* endless() {
    try {
      for (;;) {
        pulled++
        yield row({ no: pulled, note: `${pulled * 7919}`.repeat(20) })
      }
    } finally {
      closed = true
    }
  }
  const stream = xlsxStream(bookOf(endless()))
  let bytes = 0
  while (bytes < 100_000) bytes += (await stream.next()).value.length
  const before = pulled
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(pulled - before).toBeLessThan(20_000)
  await stream.return(undefined)
  await new Promise((resolve) => setImmediate(resolve))
  expect(closed).toBe(true)
})

test('a failing source fails the book', async () => {
  async function* broken() {
    yield row()
    throw new Error('the cursor broke')
  }
  await expect(bytesOf(bookOf(broken()))).rejects.toThrow('the cursor broke')
})
