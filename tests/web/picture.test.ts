import { randomBytes, randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MESSAGE_FILES_MAX } from '#app/shapes/live.ts'
import { PICTURE_BYTES_MAX } from '#app/shapes/picture.ts'
import { openTestCase, type TestCase } from '#tests/people.ts'
import { drawn, phonePhoto } from '#tests/pictures.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { rawPost } from './raw.ts'

let server: TestServer
let room: TestCase
let minji: string
let taeho: string
let jun: string
let png: Buffer

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
  minji = await server.signedIn(room.minji.accountId)
  taeho = await server.signedIn(room.taeho.accountId)
  jun = await server.signedIn(room.jun.accountId ?? '')
  png = await drawn('png')
  // The first pictures of newcomers are held.
  await server.owner
    .updateTable('member')
    .set({ joined_at: new Date(Date.now() - 86_400_000) })
    .execute()
})
afterAll(() => server.close())

type Given = { name: string; bytes: Uint8Array }
const formOf = (pictures: Given[], fields: Record<string, string> = {}) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  for (const { name, bytes } of pictures) {
    form.append('picture', new Blob([new Uint8Array(bytes)]), name)
  }
  return form
}
const upload = (pictures: Given[], cookie = minji, channel = 'all') =>
  server.ask(`/c/${room.slug}/room/${channel}/files`, { method: 'POST', body: formOf(pictures), cookie })
const uploaded = async (bytes: Uint8Array = png, channel = 'all') => {
  const answer = await upload([{ name: 'a.jpg', bytes }], minji, channel)
  const { pictures } = (await answer.json()) as { pictures: { id: string; width: number; height: number }[] }
  return pictures[0] as { id: string; width: number; height: number }
}
const copy = (id: string, cookie: string | undefined = minji, size = 'thumb') =>
  server.ask(`/c/${room.slug}/files/${id}/${size}`, cookie === undefined ? {} : { cookie })
const messages = async (cookie = minji) => {
  const answer = await server.ask(`/c/${room.slug}/room/all/messages`, { cookie })
  return ((await answer.json()) as { messages: { id: string; body: string; files: { id: string }[] }[] })
    .messages
}
const loose = () =>
  server.owner.selectFrom('message_file').select('id').where('message_id', 'is', null).execute()

describe('an upload', () => {
  test('is taken, sent with a message, and then seen by those who read the channel', async () => {
    const { id, width, height } = await uploaded(await phonePhoto())
    expect([width, height]).toEqual([48, 64])
    expect((await copy(id, taeho)).status).toBe(404)
    const clientId = randomUUID()
    const post = { intent: 'post', clientId, body: '', replyTo: '', files: id }
    const answer = await server.post(`/c/${room.slug}/room/all/messages`, post, minji)
    expect(await answer.json()).toEqual({ ok: true })
    expect((await messages()).at(-1)).toMatchObject({ body: '', files: [{ id, kind: 'picture' }] })
    for (const size of ['thumb', 'shown']) {
      const seen = await copy(id, taeho, size)
      expect(seen.status).toBe(200)
      const bytes = Buffer.from(await seen.arrayBuffer())
      expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 48, height: 64 })
      expect(bytes.toString('latin1')).not.toMatch(/TestCamera|Exif|GPS/)
    }
    for (const cookie of [jun, '']) expect((await copy(id, cookie)).status).toBe(404)
  })

  test('is shown so that nothing else can be made of it, and kept by nobody', async () => {
    const { headers } = await copy((await uploaded()).id)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-disposition': 'inline',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store, no-transform',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  test('may be left midway, again and again, and the server goes on', async () => {
    const side = 1600
    const raw = { width: side, height: side, channels: 3 as const }
    const bytes = await sharp(randomBytes(side * side * 3), { raw })
      .jpeg()
      .toBuffer()
    const { id } = await uploaded(bytes)
    for (let times = 0; times < 5; times += 1) {
      const leaving = new AbortController()
      const { signal } = leaving
      const answer = await server.ask(`/c/${room.slug}/files/${id}/shown`, { cookie: minji, signal })
      await answer.body?.getReader().read()
      leaving.abort()
    }
    // An error that nobody hears would fail this run, and end a server.
    const whole = await copy(id, minji, 'shown')
    expect((await whole.arrayBuffer()).byteLength).toBeGreaterThan(500_000)
  })

  test('of several keeps their order; dropped, it is gone', async () => {
    const answer = await upload([
      { name: 'a.png', bytes: png },
      { name: 'b.gif', bytes: await drawn('gif', 9, 8) },
    ])
    const { pictures } = (await answer.json()) as { pictures: { id: string; width: number }[] }
    expect(pictures.map(({ width }) => width)).toEqual([40, 9])
    for (const { id } of pictures) {
      expect((await server.post(`/c/${room.slug}/files/${id}`, {}, taeho)).status).toBe(404)
      expect((await server.post(`/c/${room.slug}/files/${id}`, {}, minji)).status).toBe(200)
      expect((await copy(id)).status).toBe(404)
    }
  })

  test.each(['original', '..%2fthumb', 'thumb%00', ''])('has no copy called %j', async (size) => {
    expect((await copy((await uploaded()).id, minji, size)).status).not.toBe(200)
  })
})

describe('a form without scripts', () => {
  const path = () => `/c/${room.slug}/room/all`
  const fields = (body: string) => ({ intent: 'post', clientId: randomUUID(), replyTo: '', body })

  test('sends words and pictures together, or either alone', async () => {
    const send = (body: string, pictures: Given[]) =>
      server.ask(path(), { method: 'POST', body: formOf(pictures, fields(body)), cookie: minji })
    const picture = { name: '영수증.png', bytes: png }
    for (const [body, pictures] of [
      ['둘 다', [picture, picture]],
      ['', [picture]],
      ['글만', []],
    ] as const) {
      expect((await send(body, [...pictures])).status).toBe(303)
      const newest = (await messages()).at(-1)
      expect([newest?.body, newest?.files.length]).toEqual([body, pictures.length])
    }
    // What a browser sends for a field that nothing was chosen in.
    const empty = formOf([], fields('빈 칸과 함께'))
    empty.append('picture', new Blob([]), '')
    expect((await server.ask(path(), { method: 'POST', body: empty, cookie: minji })).status).toBe(303)
  })

  test('gives the words back when a picture is none', async () => {
    const body = formOf(
      [{ name: 'a.jpg', bytes: Buffer.from('<script>alert(1)</script>'.repeat(9)) }],
      fields('쓰던 말'),
    )
    const answer = await server.ask(path(), { method: 'POST', body, cookie: minji })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toContain('쓰던 말')
    expect(page).toContain('사진만 올릴 수 있어요')
    expect(page).not.toContain('<script>alert(1)')
  })
})

describe('refused', () => {
  const code = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]

  test.each([
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['PDF', '%PDF-1.7 /JavaScript (app.alert(1))'],
  ])('%s in the name of a photo', async (_, words) => {
    const answer = await upload([{ name: 'photo.jpg', bytes: Buffer.from(words.repeat(3)) }])
    expect(await code(answer)).toEqual([422, 'picture.not_a_picture'])
  })

  test('more pictures than a message has', async () => {
    const many = Array.from({ length: MESSAGE_FILES_MAX + 1 }, () => ({ name: 'a.png', bytes: png }))
    expect(await code(await upload(many))).toEqual([422, 'upload.too_many'])
  })

  test('a picture larger than they may be, in words its sender can read', async () => {
    const large = Buffer.concat([png, randomBytes(PICTURE_BYTES_MAX)])
    expect(await code(await upload([{ name: 'a.png', bytes: large }]))).toEqual([422, 'picture.too_large'])
  })

  test('those outside, before anything of theirs is kept', async () => {
    const before = await loose()
    for (const cookie of [jun, '']) {
      expect((await upload([{ name: 'a.png', bytes: png }], cookie)).status).toBe(404)
    }
    expect((await upload([{ name: 'a.png', bytes: png }], minji, 'seller')).status).toBe(404)
    expect(await loose()).toEqual(before)
  })

  test.each([
    ['no form at all', 'application/json', '{}', 415],
    ['a form without an edge', 'multipart/form-data', 'x', 400],
    [
      'a form that never ends',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="picture"; filename="a"\r\n\r\nabc',
      400,
    ],
    [
      'a form with a hundred fields',
      'multipart/form-data; boundary=b',
      `${'--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n'.repeat(100)}--b--\r\n`,
      400,
    ],
    [
      'a field of a megabyte',
      'multipart/form-data; boundary=b',
      `--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n${'a'.repeat(1024 * 1024)}\r\n--b--\r\n`,
      413,
    ],
  ])('%s', async (_, type, body, status) => {
    const answer = await rawPost(server.origin, `/c/${room.slug}/room/all/files`, {
      type,
      body,
      cookie: minji,
    })
    expect(answer.status).toBe(status)
  })

  test('more than any message may bring, by what it says and by what it sends', async () => {
    const path = `/c/${room.slug}/room/all/files`
    const said = await rawPost(server.origin, path, {
      type: 'multipart/form-data; boundary=b',
      body: '',
      cookie: minji,
      headers: [`Content-Length: ${200 * 1024 * 1024}`],
    })
    expect([400, 413]).toContain(said.status)
    const before = await loose()
    expect(await endless(path)).toBe('cut')
    expect(await loose()).toEqual(before)
  })

  test('what breaks off half-way, of which nothing stays', async () => {
    const before = await loose()
    for (const size of [100, 40_000]) {
      const head = '--b\r\nContent-Disposition: form-data; name="picture"; filename="a.png"\r\n\r\n'
      await begin(Buffer.concat([Buffer.from(head), png, randomBytes(size)]))
    }
    expect((await upload([{ name: 'a.png', bytes: png }])).status).toBe(200)
    expect((await loose()).length).toBe(before.length + 1)
  })
})

const lines = (path: string, more: string) =>
  `POST ${path} HTTP/1.1\r\nHost: ${new URL(server.origin).host}\r\nOrigin: ${server.origin}\r\nCookie: ${minji}\r\n` +
  `Content-Type: multipart/form-data; boundary=b\r\n${more}\r\n\r\n`

/** Sends a picture without end in chunks, as fast as they are taken. */
function endless(path: string): Promise<'cut' | 'taken'> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1')
    const part = '--b\r\nContent-Disposition: form-data; name="picture"; filename="a.png"\r\n\r\n'
    const chunk = (bytes: Buffer) =>
      Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
    const block = chunk(Buffer.alloc(1024 * 1024, 7))
    let sent = 0
    const more = () => {
      while (sent < 400 && socket.writable) {
        sent += 1
        if (!socket.write(block)) return
      }
      if (sent >= 400) resolve('taken')
    }
    socket.on('drain', more)
    socket.on('error', () => {})
    socket.on('close', () => resolve('cut'))
    socket.write(lines(path, 'Transfer-Encoding: chunked'))
    socket.write(chunk(Buffer.concat([Buffer.from(part), png])))
    more()
  })
}

/** Sends the beginning of an upload and hangs up. */
function begin(bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(server.origin).port), '127.0.0.1')
    socket.on('error', () => {})
    socket.on('close', () => resolve())
    socket.write(lines(`/c/${room.slug}/room/all/files`, 'Content-Length: 1000000'))
    socket.write(bytes, () => socket.destroy())
  })
}
