import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { parseCsv } from 'hucre/csv'
import { describe, expect, test } from 'vitest'
import { csvInCp949 } from '#server/exports/csv.ts'
import { columns, type Row, row } from './sheet-rows.ts'

const replaced = (letters: number) => `없는 글자 ${letters}자`
const totalsLabel = (rows: number) => `합계 ${rows}건`

async function bytesOf(rows: Row[]): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of csvInCp949(columns, rows, { totalsLabel, replaced })) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** As a program of somebody else's reads it. */
const read = (bytes: Buffer) =>
  execFileSync('iconv', ['-f', 'CP949', '-t', 'UTF-8'], { input: bytes, encoding: 'utf8' })

describe('a list in CP949', () => {
  test('is what a program that knows nothing else reads, rare syllables and old Hanja among it', async () => {
    const text = read(await bytesOf([row({ note: '똠방각하 펲시 뷁 漢字 ㈜ ①' }), row({ no: 2 })]))
    expect(text).toBe(
      '번호,주문번호,금액(원),결제일,낸 때,메모\r\n' +
        '1,0012345,129000,2024-08-17,2024-08-18 00:30:00,똠방각하 펲시 뷁 漢字 ㈜ ①\r\n' +
        '2,0012345,129000,2024-08-17,2024-08-18 00:30:00,\r\n' +
        '합계 2건,,258000,,,\r\n',
    )
  })

  test('writes a letter it has not as its number and says how many there were', async () => {
    const cells = parseCsv(read(await bytesOf([row({ note: '좋아요 😀 שלום é' }), row({ note: '👍' })])), {
      delimiter: ',',
    })
    expect(cells.slice(1, 3).map((line) => line[5])).toEqual([
      '좋아요 [U+1F600] [U+05E9][U+05DC][U+05D5][U+05DD] [U+00E9]',
      '[U+1F44D]',
    ])
    expect(cells.slice(3).map((line) => line[0])).toEqual(['합계 2건', '없는 글자 7자'])
  })

  test('puts Hangul in pieces together, which is no other letter', async () => {
    const text = read(await bytesOf([row({ note: '여름 이불'.normalize('NFD') })]))
    expect(text).toContain('여름 이불')
    expect(text).not.toContain('없는 글자')
  })

  test('is the same to the byte each time', async () => {
    const hash = async () =>
      createHash('sha256')
        .update(await bytesOf(Array.from({ length: 450 }, (_, no) => row({ no, note: `${no} 😀` }))))
        .digest('hex')
    expect(await hash()).toBe(await hash())
  })
})
