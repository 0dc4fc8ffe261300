import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { CaptureUrl } from '#app/shapes/capture.ts'
import type { Db } from '#db/client.ts'
import { capturePage, dropCapture, myCaptures } from '#server/domain/capture.ts'
import { freshDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { seenPage } from './access-world.ts'

let db: Db
let room: TestCase

beforeAll(async () => {
  db = (await freshDatabase()).db
  room = await openTestCase(db, testVault())
})

const code = (wanted: string) => ({ code: wanted })
const capture = (
  who: Person,
  more: Partial<typeof seenPage> | { sha256: null } = {},
  id: string = randomUUID(),
) => capturePage(db, who.viewer, { slug: room.slug, id, ...seenPage, ...more })
const mine = (who: Person) => myCaptures(db, who.viewer, { slug: room.slug })

describe('a page somebody saw', () => {
  test('is kept once with its address, moment and hash, for its keeper alone, until dropped', async () => {
    const id = randomUUID()
    await Promise.all([capture(room.minji, {}, id), capture(room.minji, {}, id)])
    expect(await mine(room.minji)).toEqual([
      { id, url: seenPage.url, seenAt: '2024-08-16T01:00:00.000Z', sha256: seenPage.sha256, evidence: null },
    ])
    expect(await mine(room.sora)).toEqual([])
    await expect(capture(room.taeho, {}, id)).rejects.toMatchObject(code('shared.not_found'))
    const drop = (who: Person) => dropCapture(db, who.viewer, { slug: room.slug, captureId: id })
    await expect(drop(room.sora)).rejects.toMatchObject(code('shared.not_found'))
    await drop(room.minji)
    await drop(room.minji)
    expect(await mine(room.minji)).toEqual([])
  })

  test('needs something that was kept of it, and cannot lie ahead', async () => {
    await expect(capture(room.hana, { sha256: null })).rejects.toMatchObject(code('capture.copy_needed'))
    await expect(capture(room.hana, { seenOn: '2100-01-01' })).rejects.toMatchObject(
      code('capture.in_future'),
    )
  })
})

describe('the address of a page', () => {
  const read = (raw: unknown) => {
    const found = CaptureUrl.safeParse(raw)
    return found.success ? found.data : found.error.issues[0]?.message
  }

  test.each([
    ['shop.example.com/공지', 'https://shop.example.com/%EA%B3%B5%EC%A7%80'],
    ['http://shop.example.com/a?b=1', 'http://shop.example.com/a?b=1'],
    ['https://달빛마켓.example.com/', 'https://xn--0z2b27fhtai9p.example.com/'],
  ])('%s is read', (typed, href) => {
    const found = read(typed)
    expect(new URL(String(found)).pathname).toBe(new URL(href).pathname)
    expect(String(found)).toMatch(/^https?:\/\//)
  })

  test.each([
    ['javascript:alert(1)', 'capture_url.not_web'],
    ['data://text/html,x', 'capture_url.not_web'],
    ['https://shop.example.com@evil.example.org/', 'capture_url.not_web'],
    ['https://sh\u043ep.example.com/', 'capture_url.look_alike'],
    ['https://shop\uff0eexample.com/', 'capture_url.look_alike'],
    ['', 'capture_url.empty'],
    [null, 'capture_url.empty'],
  ])('%s is refused', (typed, refusal) => {
    expect(read(typed)).toBe(refusal)
  })
})
