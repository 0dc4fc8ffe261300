import { createHash, randomBytes, randomUUID } from 'node:crypto'
import * as tus from 'tus-js-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestCase, type TestCase } from '#tests/people.ts'
import { phonePhoto } from '#tests/pictures.ts'
import { startServer, type TestServer } from '#tests/server.ts'

let server: TestServer
let room: TestCase
let minji: string
let taeho: string

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
  minji = await server.signedIn(room.minji.accountId)
  taeho = await server.signedIn(room.taeho.accountId)
})
afterAll(() => server.close())

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const door = () => `${server.origin}/c/${room.slug}/evidence/upload`

type Wish = { id?: string; evidenceId?: string; sha256?: string; name?: string; cookie?: string }

/** As our page sends it. */
function send(bytes: Buffer, wish: Wish = {}): Promise<string> {
  const id = wish.id ?? randomUUID()
  return new Promise((resolve, reject) => {
    new tus.Upload(bytes, {
      endpoint: door(),
      chunkSize: 64 * 1024,
      retryDelays: null,
      headers: { Cookie: wish.cookie ?? minji, Origin: server.origin },
      metadata: {
        id,
        evidence: wish.evidenceId ?? randomUUID(),
        filename: wish.name ?? '영수증.jpg',
        sha256: wish.sha256 ?? sha(bytes),
      },
      onSuccess: () => resolve(id),
      onError: reject,
    }).start()
  })
}

const original = (id: string, cookie = minji, init: RequestInit = {}) =>
  server.ask(`/c/${room.slug}/evidence/files/${id}`, { cookie, ...init })

describe('a file in pieces', () => {
  test('arrives whole, and is served to its owner alone, byte by byte', async () => {
    const bytes = Buffer.concat([await phonePhoto(), randomBytes(300_000)])
    const id = await send(bytes)
    const answer = await original(id)
    expect(answer.status).toBe(200)
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    for (const cookie of [taeho, '']) expect((await original(id, cookie)).status).toBe(404)
  })

  test('U16: is given in one range, and in no heap of them', async () => {
    const bytes = randomBytes(200_000)
    const id = await send(bytes)
    const ranged = (range: string) => original(id, minji, { headers: { Range: range } })
    const part = await ranged('bytes=100000-100009')
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 100000-100009/200000'])
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(100_000, 100_010))).toBe(true)
    const many = Array.from({ length: 1500 }, (_, at) => `${at}-${at}`).join(',')
    const bad = [`bytes=${many}`, 'bytes=0-9,5-14', 'bytes=200000-', 'bytes=9-3', 'bytes=-0', 'chapters=1-2']
    for (const range of bad) {
      const answer = await ranged(range)
      expect([range.slice(0, 20), answer.status, answer.headers.get('content-range')]).toEqual([
        range.slice(0, 20),
        416,
        'bytes */200000',
      ])
      expect((await answer.arrayBuffer()).byteLength).toBe(0)
    }
  })

  test('that are not what was counted is not kept', async () => {
    const id = randomUUID()
    const sent = send(randomBytes(100_000), { id, sha256: '0'.repeat(64) })
    await expect(sent).rejects.toThrow('evidence.hash_differs')
    expect((await original(id)).status).toBe(404)
  })
})
