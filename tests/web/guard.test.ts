import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { FORM_MAX_BYTES } from '#server/web/answer.ts'
import { isLoopback, originsOf, refusedBecause, targetOf } from '#server/web/guard.ts'

const here = 'https://moa.example.com'

function request(
  method: string,
  headers: Record<string, string>,
  remoteAddress = '203.0.113.9',
): IncomingMessage {
  return { method, headers, socket: { remoteAddress } } as unknown as IncomingMessage
}

describe('what may change something', () => {
  test('a form of our own page may', () => {
    expect(
      refusedBecause(request('POST', { origin: here, 'sec-fetch-site': 'same-origin' }), here),
    ).toBeNull()
  })

  test('reading needs no origin', () => {
    expect(refusedBecause(request('GET', {}), here)).toBeNull()
    expect(refusedBecause(request('HEAD', { origin: 'https://evil.example' }), here)).toBeNull()
  })

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
    ['no origin at all', {}],
    ['the same host over http', { origin: 'http://moa.example.com' }],
    ['the same host on another port', { origin: 'https://moa.example.com:8443' }],
    ['a name that starts like ours', { origin: 'https://moa.example.com.evil.example' }],
    ['a subdomain', { origin: 'https://x.moa.example.com', 'sec-fetch-site': 'same-site' }],
    ['a browser that says cross-site', { origin: here, 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused', (_, headers) => {
    expect(refusedBecause(request('POST', headers), here)).toBe(403)
  })

  test.each(['PUT', 'PATCH', 'DELETE', 'TRACE', 'OPTIONS'])('%s is no method of ours', (method) => {
    expect(refusedBecause(request(method, { origin: here }), here)).toBe(405)
  })

  test('a form past the limit is refused before it is read', () => {
    const sized = (bytes: number) => request('POST', { origin: here, 'content-length': String(bytes) })
    expect(refusedBecause(sized(FORM_MAX_BYTES), here)).toBeNull()
    expect(refusedBecause(sized(FORM_MAX_BYTES + 1), here)).toBe(413)
  })
})

test.each([
  ['/c/a?x=1?y', '/c/a?x=1?y'],
  ['//elsewhere.example/x', '//elsewhere.example/x'],
  ['http://elsewhere.example/x?y', '/x?y'],
  ['/%', '/%25'],
  ['/c/%ff?q=%ff', '/c/%25ff?q=%ff'],
  ['*', null],
  ['http://[', null],
  ['javascript:alert(1)', null],
  ['', null],
  [undefined, null],
])('the request target %s is read as %s', (url, target) => {
  expect(targetOf(url)).toBe(target)
})

describe('where a request comes from', () => {
  const forged = {
    'x-forwarded-for': '198.51.100.1, 192.0.2.7',
    'x-forwarded-proto': 'https',
    host: 'moa.example.com',
  }

  test('without a proxy nobody is believed', () => {
    const origins = originsOf(undefined, 0)
    expect(origins.address(request('GET', forged))).toBe('203.0.113.9')
    expect(origins.origin(request('GET', forged))).toBe('http://moa.example.com')
  })

  test('behind one proxy its own entry, the last, counts', () => {
    const origins = originsOf(undefined, 1)
    expect(origins.address(request('GET', forged))).toBe('192.0.2.7')
    expect(origins.origin(request('GET', forged))).toBe('https://moa.example.com')
  })

  test.each([
    ['198.51.100.1, 192.0.2.7:4711', '192.0.2.7'],
    ['198.51.100.1, [2001:db8::7]:4711', '2001:db8::7'],
    // What the nearest proxy wrote cannot be read: nobody may slip in an entry of their own instead.
    ['198.51.100.1, unknown', '203.0.113.9'],
    ['198.51.100.1,', '203.0.113.9'],
    ['', '203.0.113.9'],
  ])('behind one proxy %j is %s', (entries, address) => {
    expect(originsOf(undefined, 1).address(request('GET', { 'x-forwarded-for': entries }))).toBe(address)
  })

  test('with fewer entries than proxies the peer counts', () => {
    expect(originsOf(undefined, 3).address(request('GET', forged))).toBe('203.0.113.9')
  })

  test('a configured origin wins over any Host', () => {
    expect(originsOf(here, 0).origin(request('GET', { host: 'evil.example' }))).toBe(here)
  })

  test.each(['', 'a b', 'x/../y', 'evil.example/@', '"><script>'])(
    'a Host like %j is not repeated',
    (host) => {
      expect(originsOf(undefined, 0).origin(request('GET', { host }))).toBe('http://localhost')
    },
  )

  test('loopback is told from the rest', () => {
    expect(['127.0.0.1', '::1', '::ffff:127.0.0.1', '127.9.9.9'].map(isLoopback)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['10.0.0.1', '203.0.113.9', '', '::2'].map(isLoopback)).toEqual([false, false, false, false])
  })
})
