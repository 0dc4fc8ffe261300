import { readXlsx } from 'hucre/xlsx'
import officeCrypto from 'officecrypto-tool'
import { describe, expect, test } from 'vitest'
import { encrypted } from '#server/exports/locked/encrypt.ts'
import { lockWith } from '#server/exports/locked/lock.ts'
import { type Book, listSheet, xlsxStream } from '#server/exports/xlsx.ts'
import { columns, row } from './sheet-rows.ts'

const password = '한글 비밀번호 12!'

async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
async function* whole(bytes: Buffer) {
  yield bytes
}

/** A password is slow to try, which is the point of it. */
const SLOW = { timeout: 60_000 }

describe('a workbook with a password', SLOW, () => {
  test('is opened by a program of somebody else with it, and by nothing without', async () => {
    const book: Book = {
      ...{ title: '명단', asOf: '2024-08-17T00:00:00Z', cover: { name: '표지', heading: '명단', facts: [] } },
      sheets: [listSheet({ name: '명단', columns, rows: [row({ note: '각하' })] })],
    }
    const plain = await bytesOf(xlsxStream(book))
    const locked = await bytesOf(encrypted(whole(plain), await lockWith(password)))
    expect(officeCrypto.isEncrypted(locked)).toBe(true)
    const opened = await officeCrypto.decrypt(locked, { password })
    expect(opened.equals(plain)).toBe(true)
    expect((await readXlsx(opened)).sheets[1]?.rows[1]?.at(-1)).toBe('각하')
    await expect(officeCrypto.decrypt(locked, { password: `${password}x` })).rejects.toThrow()
    expect(locked.includes(Buffer.from('각하'))).toBe(false)
    expect(locked.includes(Buffer.from(password, 'utf16le'))).toBe(false)
  })

  test.each([4097, 16_000_001])('of %d bytes comes back whole', async (size) => {
    const plain = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(size, 'moa')])
    const lock = await lockWith(password)
    const [one, two] = [
      await bytesOf(encrypted(whole(plain), lock)),
      await bytesOf(encrypted(whole(plain), lock)),
    ]
    expect(one.equals(two)).toBe(true)
    expect((await officeCrypto.decrypt(one, { password })).equals(plain)).toBe(true)
  })

  test('has another lock each time', async () => {
    const [one, two] = [await lockWith(password), await lockWith(password)]
    expect(one.packageKey).not.toBe(two.packageKey)
    expect(one.keyValue).not.toBe(two.keyValue)
  })
})
