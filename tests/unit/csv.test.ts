import { parseCsv } from 'hucre/csv'
import { describe, expect, test } from 'vitest'
import type { Column } from '#server/exports/column.ts'
import { csvStream, guardedText, unguardedText } from '#server/exports/csv.ts'
import { columns, type Row, row } from './sheet-rows.ts'

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

const csvOf = (rows: Row[], totals?: (count: number) => string) => textOf(csvStream(columns, rows, totals))

const read = (csv: string) => parseCsv(csv, { delimiter: ',' })

test('bytes, header, types and totals are as Excel wants them', async () => {
  const csv = await csvOf(
    [row(), row({ no: 2, won: null, on: null, at: null, note: '가 "나", 다\n라' })],
    (n) => `합계 ${n}건`,
  )
  expect(csv).toBe(
    '\ufeff번호,주문번호,금액(원),결제일,낸 때,메모\r\n' +
      '1,0012345,129000,2024-08-17,2024-08-18 00:30:00,\r\n' +
      '2,0012345,,,,"가 ""나"", 다\n라"\r\n' +
      '합계 2건,,129000,,,\r\n',
  )
})

test('no rows give the header alone', async () => {
  expect(await csvOf([])).toBe('\ufeff번호,주문번호,금액(원),결제일,낸 때,메모\r\n')
})

test('order numbers stay to the letter', async () => {
  const orders = ['00000000000000000001', '20240817-0001234', '1E10', '12345678901234567890', ' 7', '007']
  const cells = read(await csvOf(orders.map((order) => row({ order })))).slice(1)
  expect(cells.map((each) => each[1])).toEqual(orders)
})

describe('no cell can be taken for a formula', () => {
  const dangerous = [
    ...['=1+1', '+82 10 0000 0001', '-1', '@SUM(1)', '\t=1', '\n=1', '＝1+1', '＋1', '－1', '＠A1', '−1'],
    ...[
      ' =1',
      '"=1"',
      "'=1",
      ';=1',
      '","=1',
      '\u00a0=1',
      '\u200b=1',
      "''=1",
      '“=1”',
      '\u3000@A',
      '=HYPERLINK("http://example.com","열기")',
    ],
    `${' '.repeat(50_000)}=1`,
  ]

  test.each(dangerous)('%j', async (note) => {
    const cells = read(await csvOf([row({ note })]))
    const cell = String(cells[1]?.[5])
    expect(cell.startsWith("'")).toBe(true)
    expect(unguardedText(cell)).toBe(note)
  })

  test.each(['가=1', '1-2', 'a@example.com', '', "'", "'가", '10% 할인', '(주)알렛츠', '010-0000-0001'])(
    '%j is left alone',
    (note) => {
      expect(guardedText(note)).toBe(note)
      expect(unguardedText(note)).toBe(note)
    },
  )

  test('a carriage return counts as the line break it becomes', () => {
    expect(guardedText('\r=1')).toBe("'\n=1")
    expect(guardedText('\0=1')).toBe("'=1")
  })

  test('headers and the label of the totals are guarded too', async () => {
    const one: Column<string>[] = [{ key: 'a', header: '=1', kind: 'text', width: 5, value: (text) => text }]
    expect(await textOf(csvStream(one, ['x'], () => '=2'))).toBe("\ufeff'=1\r\nx\r\n'=2\r\n")
  })
})

test('what no file should hold is taken out', async () => {
  const cells = read(await csvOf([row({ note: '가\0나\u0007다\u0085라\ud800마\uffff바\r\n사' })]))
  expect(cells[1]?.[5]).toBe('가나다라\ufffd마바\n사')
})

test('numbers that are none are refused', async () => {
  await expect(csvOf([row({ won: 0.5 })])).rejects.toThrow(RangeError)
  await expect(csvOf([row({ won: 2 ** 53 })])).rejects.toThrow(RangeError)
  await expect(csvOf([{ ...row(), won: '=1' as unknown as number }])).rejects.toThrow(TypeError)
})

test('sums are exact beyond what a float holds', async () => {
  const csv = await csvOf(
    Array.from({ length: 3 }, () => row({ won: Number.MAX_SAFE_INTEGER })),
    () => '합계',
  )
  expect(csv).toContain('합계,,27021597764222973,,,')
})

test('twenty thousand rows come out in order, the same twice', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) =>
    row({ no: at + 1, order: String(at).padStart(8, '0') }),
  )
  const csv = await csvOf(rows, (count) => `합계 ${count}건`)
  const cells = read(csv)
  expect(cells.length).toBe(20_002)
  expect(cells[20_000]?.slice(0, 3)).toEqual(['20000', '00019999', '129000'])
  expect(cells[20_001]?.[2]).toBe(String(20_000 * 129_000))
  expect(await csvOf(rows, (count) => `합계 ${count}건`)).toBe(csv)
})

test('rows are pulled as bytes are taken, and let go when the taker leaves', async () => {
  let pulled = 0
  let closed = false
  async function* endless() {
    try {
      for (;;) {
        pulled++
        yield row({ no: pulled })
      }
    } finally {
      closed = true
    }
  }
  const stream = csvStream(columns, endless())
  await stream.next()
  expect(pulled).toBe(0)
  await stream.next()
  expect(pulled).toBeLessThan(1000)
  await stream.return(undefined)
  expect(closed).toBe(true)
})
