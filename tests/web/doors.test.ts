import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestCase, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { raw, rawPost, rawRequest } from './raw.ts'

// What arrives at the port and was never made by one of our pages: no request ends in a failure of ours, none leads
// elsewhere, none stays open.

const FORM = 'application/x-www-form-urlencoded'
const BOUNDARY = '----WebKitFormBoundary0123456789abcdef'
const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`

let server: TestServer
let room: TestCase
let cookies: Record<'sora' | 'minji', string>

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
  cookies = {
    sora: await server.signedIn(room.sora.accountId),
    minji: await server.signedIn(room.minji.accountId),
  }
})

afterAll(() => server.close())

const get = (target: string, headers: string[] = []) => rawRequest(server.origin, `GET ${target}`, headers)

describe('an address', () => {
  test.each([
    ['//['],
    ['http://['],
    ['//evil.example/'],
    ['//evil.example/c/%SLUG/room'],
    ['http://evil.example/c/%SLUG/room'],
    ['/%'],
    ['/c/%ff/room/%zz'],
    ['/j/%00'],
    ['/j/%ff'],
    [`/j/${'a'.repeat(9000)}`],
    ['/c/%0d%0aSet-Cookie:%20a=b/room'],
    [`/c/${encodeURIComponent('가')}/room`],
    [`/c/${encodeURIComponent('가')}/join`],
    ['/c/%00/host/exports/8e2b9d53-5f0e-4c7f-9a5c-4a7a3c0d1b2e/file'],
    ['/c/%SLUG/room/__proto__'],
    ['/c/%SLUG/room/all?before=999999999999999'],
    ['/c/%SLUG/room/all?around=999999999999999&before=-1'],
    ['/c/%SLUG/room/all/messages?after=999999999999999'],
    ['/c/%SLUG/room/all/messages?before=1e9'],
    ['/c/%SLUG/host/members?beginning=%00&after=x&after=y&__proto__=1'],
    ['/c/%SLUG/host/members?beginning=%5C%25_%27%22--'],
    ['/?q=%00'],
    ['/?q=%27%22%3B--%5C%25_'],
    [`/cases/similar?q=${'%EA%B0%80'.repeat(1500)}`],
    ['/cases/similar?q=%ED%A0%80%00'],
    ['/open?shop=%00'],
    ['/?_data=root'],
    ['/?_data=routes%2Faccount'],
    ['/?_data=__proto__'],
    ['/?_data=constructor'],
    ['/assets/%2e%2e/%2e%2e/package.json'],
    ['/../../package.json'],
    ['/favicon.svg%00'],
    ['*'],
  ])('like %s is answered, and leads nowhere else', async (target) => {
    const answer = await get(target.replace('%SLUG', room.slug), [`Cookie: ${cookies.sora}`])
    expect(answer.status).toBeGreaterThanOrEqual(200)
    expect(answer.status).toBeLessThan(500)
    expect(answer.head).not.toMatch(/^location: (?!\/(?:[^/\\]|$))/im)
    expect(answer.head).not.toMatch(/^set-cookie: a=b/im)
    expect(answer.body).not.toMatch(/"private": true|node_modules|at .*\.[jt]s:\d+/)
  })

  test('of another host is read as ours; a page never repeats the other host', async () => {
    const answer = await get('http://evil.example/login')
    expect(answer.status).toBe(200)
    expect(answer.head + answer.body).not.toContain('evil.example')
  })

  test.each([
    ['no Host', `GET / HTTP/1.0\r\n\r\n`],
    ['a Host with markup', `GET / HTTP/1.1\r\nHost: a"><script>\r\nConnection: close\r\n\r\n`],
    ['two Hosts', `GET / HTTP/1.1\r\nHost: evil.example\r\nHost: b\r\nConnection: close\r\n\r\n`],
  ])('with %s is answered', async (_, bytes) => {
    const answer = await raw(server.origin, bytes)
    expect(answer.status).toBeLessThan(500)
    expect(answer.head + answer.body).not.toContain('<script>\r')
  })

  test('forwarded names change nothing without a proxy', async () => {
    const forged = [
      'X-Forwarded-Host: evil.example',
      'X-Forwarded-Proto: https',
      'Forwarded: host=evil.example',
    ]
    const page = await get(`/c/${room.slug}`, forged)
    expect(page.status).toBe(200)
    expect(page.head + page.body).not.toContain('evil.example')
    const body = 'nickname=x'
    const headers = [...forged, 'Origin: https://evil.example', `Content-Length: ${body.length}`]
    const posted = await rawRequest(server.origin, 'POST /login', [...headers, `Content-Type: ${FORM}`], body)
    expect(posted.status).toBe(403)
  })
})

describe('headers', () => {
  test.each([
    ['a cookie that cannot be decoded', ['Cookie: moa=%zz; other=%ff']],
    ['a cookie of 15,000 characters', [`Cookie: moa=${'x'.repeat(15_000)}`]],
    ['a cookie jar that does not fit', [`Cookie: moa=${'x'.repeat(20_000)}`]],
    ['broken pairs', ['Cookie: ;;=;moa;look=%zz; moa=']],
    ['bytes for a browser', ['User-Agent: \xff\xfe\x80']],
    ['no encoding wanted', ['Accept-Encoding: br;q=0, gzip;q=0']],
    ['a body nobody asked for', ['Content-Length: 5', '', 'hello']],
  ])('with %s do no harm', async (_, headers) => {
    const { status } = await get('/', headers)
    expect([200, 431]).toContain(status)
  })

  test('a foreign cookie that cannot be decoded does not log anybody out', async () => {
    const answer = await get(`/c/${room.slug}/more`, [`Cookie: theirs=%zz; ${cookies.minji}`])
    expect(answer.status).toBe(200)
  })

  test.each([
    'bytes=9999999-',
    'bytes=10-5',
    'bytes=-',
    'bytes=-99999999',
    'bytes=0-0,1-1',
    'lines=a-b',
    'x',
  ])('the range %s is not served: the file comes whole', async (range) => {
    const answer = await get('/favicon.svg', [`Range: ${range}`])
    expect([answer.status, answer.body.endsWith('</svg>\n')]).toEqual([200, true])
  })

  test('HEAD has the head and no body', async () => {
    for (const path of ['/', `/c/${room.slug}`, `/c/${room.slug}/og.png`, `/c/${room.slug}/totals`]) {
      const answer = await rawRequest(server.origin, `HEAD ${path}`)
      expect([answer.status, answer.body], path).toEqual([200, ''])
    }
  })

  test.each(['OPTIONS *', 'OPTIONS /login', 'TRACE /', 'PUT /login', 'DELETE /login', 'PATCH /login'])(
    '%s is no method of ours',
    async (line) => {
      const answer = await rawRequest(server.origin, line, [`Origin: ${server.origin}`])
      expect(answer.status).toBe(405)
    },
  )

  test.each([
    ['another path', '/elsewhere', 'websocket'],
    ['another protocol', '/', 'h2c'],
  ])(
    'an upgrade to %s is refused and closed, also on a line that was used before',
    async (_, path, protocol) => {
      const upgrade = `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`
      const fresh = await raw(server.origin, upgrade)
      expect([fresh.status, fresh.open]).toEqual([400, false])
      const used = await raw(server.origin, `GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n${upgrade}`)
      expect(used.open).toBe(false)
    },
  )
})

describe('a form', () => {
  const places = () => [
    `/c/${room.slug}/room/all`,
    `/c/${room.slug}/room/all/messages`,
    `/c/${room.slug}/claims/new`,
    `/j/${room.code}`,
    '/c/%00/join',
    '/login',
  ]
  const file = (name: string) =>
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="a.txt"\r\n\r\nadd\r\n`
  const join = 'side=buyer&rules=2026-11-22&nickname=%EC%A1%B0%EC%9A%A9%ED%95%9C'

  test.each([
    ['of no kind', undefined, 'a=b', 415],
    ['as JSON', 'application/json', '{"intent":"post"}', 415],
    ['as plain text', 'text/plain', 'intent=post', 415],
    ['in parts without a boundary', 'multipart/form-data', 'a=b', 400],
    ['in parts that are none', MULTIPART, 'a=b', 400],
    [
      'in parts cut short',
      MULTIPART,
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\nfoo`,
      400,
    ],
    ['in parts without names', MULTIPART, `--${BOUNDARY}\r\n\r\nfoo\r\n--${BOUNDARY}--\r\n`, 400],
    ['of files', MULTIPART, `${file('nickname')}${file('row')}${file('intent')}--${BOUNDARY}--\r\n`, 0],
    ['of nothing', FORM, '', 0],
    ['with broken escapes', FORM, 'nickname=%ff%zz&&=&body=%00&clientId=%00&intent=post', 0],
    ['of a prototype', FORM, '__proto__.x=1&constructor=1&a.constructor.prototype.x=1&a.__proto__[x]=1', 0],
    [
      'whose fields contradict',
      FORM,
      'items=1&items[0].name=x&items.a=1&identity=1&identity.name=x&body[0]=1',
      0,
    ],
    [
      'whose fields are trees',
      FORM,
      'clientId[0]=1&email.x=1&password.y=2&nickname.a=1&intent=post&body.toString=1',
      0,
    ],
    [
      'with each field twice',
      FORM,
      'intent=post&intent=edit&nickname=a&nickname=b&email=a&email=b&next=/&next=//x',
      0,
    ],
    ['a thousand levels deep', FORM, `${'a.'.repeat(1000)}a=1&${'b[0]'.repeat(1000)}=1`, 0],
    ['with ten thousand fields', FORM, Array.from({ length: 10_000 }, (_, n) => `f${n}=1`).join('&'), 0],
    ['said to be compressed', FORM, join, 0],
    ['of another charset', `${FORM}; charset=utf-16`, join, 0],
  ] as const)('X7: %s is refused by everybody, and changes nothing', async (_, type, body, status) => {
    const members = await membersOf()
    for (const place of places()) {
      const headers = ['Content-Encoding: identity']
      const sent = { body, cookie: cookies.minji, headers, ...(type === undefined ? {} : { type }) }
      const answer = await rawPost(server.origin, place, sent)
      const expected = status === 0 ? [302, 404, 409, 422] : [status]
      expect(expected, `${place} ${answer.status}`).toContain(answer.status)
    }
    expect(await membersOf()).toBe(members)
    expect(Object.prototype).not.toHaveProperty('x')
  })

  test('larger than a form can be is refused, whether or not it says so', async () => {
    const path = `/c/${room.slug}/room/all`
    const large = 'x'.repeat(300_000)
    const said = await rawPost(server.origin, path, { type: FORM, body: `body=${large}` })
    expect([said.status, said.open]).toEqual([413, false])
    const head = `POST ${path} HTTP/1.1\r\nHost: ${new URL(server.origin).host}\r\nOrigin: ${server.origin}`
    const chunked = `${head}\r\nContent-Type: ${FORM}\r\nTransfer-Encoding: chunked\r\n\r\n`
    const unsaid = await raw(server.origin, `${chunked}${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`)
    expect([0, 413]).toContain(unsaid.status)
    expect(unsaid.open).toBe(false)
  })

  test('sent to an address that takes none, or for another page than it is sent to, is refused', async () => {
    const sent = { type: FORM, body: 'intent=post', cookie: cookies.minji }
    const statuses = async (paths: string[]) =>
      Promise.all(paths.map(async (path) => (await rawPost(server.origin, path, sent)).status))
    expect(await statuses(['/', '/nope', `/c/${room.slug}/totals`, '/favicon.svg'])).toEqual([
      405, 405, 405, 405,
    ])
    const data = ['/login?_data=routes%2Faccount', '/login?_data=routes%2Fnope', '/login?_data=__proto__']
    expect(await statuses(data)).toEqual([403, 403, 403])
  })

  test('smuggled behind another is not seen', async () => {
    const inner = `POST /logout HTTP/1.1\r\nHost: x\r\nCookie: ${cookies.minji}\r\nContent-Length: 0\r\n\r\n`
    const head = `POST /login HTTP/1.1\r\nHost: ${new URL(server.origin).host}\r\nOrigin: ${server.origin}`
    const both = `${head}\r\nContent-Type: ${FORM}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`
    expect((await raw(server.origin, both)).status).toBe(400)
    expect((await get(`/c/${room.slug}/more`, [`Cookie: ${cookies.minji}`])).status).toBe(200)
  })
})

async function membersOf(): Promise<number> {
  const rows = await server.db.selectFrom('member').select('id').where('case_id', '=', room.caseId).execute()
  return rows.length
}

test('the server stops although lines hang in every state', async () => {
  const own = await startServer()
  const head = `Host: ${new URL(own.origin).host}\r\nOrigin: ${own.origin}`
  const hanging = [
    raw(own.origin, `GET /x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`),
    raw(
      own.origin,
      `POST /login HTTP/1.1\r\n${head}\r\nContent-Type: ${FORM}\r\nContent-Length: 999\r\n\r\nhalf`,
    ),
    raw(own.origin, `GET / HTTP/1.1\r\nHost: half`),
    raw(own.origin, `GET /live/?EIO=4&transport=websocket&x=${randomUUID()} HTTP/1.1\r\nHost: x\r\n`),
  ]
  await own.ask('/healthz')
  await own.close()
  expect((await Promise.all(hanging)).map(({ open }) => open)).toEqual([false, false, false, false])
})
