import type { IncomingMessage, ServerResponse } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHealth } from '#server/web/health.ts'
import { makeWorld, type World } from '#tests/domain/access-world.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { rawRequest } from './raw.ts'
import { routeMatrix } from './route-matrix.ts'

let server: TestServer
let world: World
let host: string

beforeAll(async () => {
  server = await startServer()
  world = await makeWorld(server, server)
  host = await server.signedIn(world.viewers.host.accountId ?? '')
})

afterAll(() => server.close())

const pathsOf = () =>
  Object.values(routeMatrix).map(({ path }) => path({ world, asker: 'host', slug: world.slug }))

/** What the policy of a page says, by directive. */
function policyOf(answer: Response): Record<string, string> {
  const policy = answer.headers.get('Content-Security-Policy') ?? ''
  return Object.fromEntries(policy.split('; ').map((line) => line.split(/ (.*)/) as [string, string]))
}

describe('every answer', () => {
  test('is taken for what it says it is, and framed by nobody', async () => {
    for (const path of [
      ...pathsOf(),
      '/nope',
      '/favicon.svg',
      '/healthz',
      `/c/${world.slug}/more?_data=root`,
    ]) {
      const answer = await server.ask(path, { cookie: host })
      await answer.arrayBuffer()
      expect(answer.headers.get('X-Content-Type-Options'), path).toBe('nosniff')
      expect(answer.headers.get('X-Frame-Options'), path).toBe('SAMEORIGIN')
      expect(answer.headers.get('Referrer-Policy'), path).toBe('same-origin')
      expect(answer.headers.get('X-Powered-By'), path).toBeNull()
      expect(answer.headers.get('Access-Control-Allow-Origin'), path).toBeNull()
    }
  })
})

describe('every page', () => {
  test('runs no script and takes no style that its nonce does not name', async () => {
    const nonces = new Set<string>()
    let pages = 0
    for (const cookie of [host, '']) {
      for (const path of pathsOf()) {
        const answer = await server.ask(path, { cookie })
        const html = await answer.text()
        if (!answer.headers.get('Content-Type')?.startsWith('text/html')) continue
        pages += 1
        const policy = policyOf(answer)
        const nonce = /'nonce-([\w-]{22})'/.exec(policy['script-src'] ?? '')?.[1] ?? ''
        expect(nonces.has(nonce), path).toBe(false)
        nonces.add(nonce)
        expect(policy).toMatchObject({
          'default-src': "'none'",
          'script-src': `'self' 'nonce-${nonce}'`,
          'style-src': "'self'",
          'form-action': "'self'",
          'base-uri': "'none'",
          'frame-ancestors': "'none'",
        })
        for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) expect(tag, path).toContain(`nonce="${nonce}"`)
        expect(html, path).not.toMatch(
          /<style\b|<[^>]+ style="|<[^>]+ on[a-z]+="|href="javascript:|<base\b|<iframe\b/i,
        )
      }
    }
    expect(pages).toBeGreaterThan(30)
  })
})

describe('a failure of ours', () => {
  test('tells nothing but a number, as page, data and resource', async () => {
    const own = await startServer()
    try {
      const { slug, viewers } = await makeWorld(own, own)
      const cookie = await own.signedIn(viewers.member.accountId ?? '')
      await sql`alter table case_total rename to case_total_gone`.execute(own.owner)
      const room = `/c/${slug}/room/all`
      const data = `${room}?_data=${encodeURIComponent('routes/c.$slug.room.$channel')}`
      for (const path of [room, data, `/c/${slug}`, `/c/${slug}/totals`, `/c/${slug}/og.png`]) {
        const answer = await own.ask(path, { cookie })
        const text = await answer.text()
        expect(answer.status, path).toBe(500)
        expect(text, path).not.toMatch(/case_total|relation|select |\bat .*:\d+|node_modules|\.ts\b/)
        expect(answer.headers.get('Cache-Control'), path).toContain('no-store')
      }
      const page = await (await own.ask(room, { cookie })).text()
      expect(page).toMatch(/data-error-id="[0-9a-f]{8}"/)
    } finally {
      await own.close()
    }
  })
})

describe('/metrics', () => {
  test('is for this machine itself, not for those behind its proxy', async () => {
    expect((await rawRequest(server.origin, 'GET /metrics')).body).toContain('process_cpu')
    for (const header of [
      'X-Forwarded-For: 127.0.0.1',
      'X-Real-IP: ::1',
      'Forwarded: for=127.0.0.1',
      'Via: 1.1 a',
    ]) {
      const answer = await rawRequest(server.origin, 'GET /metrics', [header])
      expect([answer.status, answer.body.includes('process_cpu')], header).toEqual([404, false])
    }
  })

  test.each([
    ['198.51.100.7', {}, undefined, 404],
    ['127.0.0.1', {}, undefined, 200],
    ['127.0.0.1', {}, 'a long long token', 404],
    ['198.51.100.7', { authorization: 'Bearer a long long token' }, 'a long long token', 200],
    ['198.51.100.7', { authorization: 'Bearer a long long tokem' }, 'a long long token', 404],
    ['198.51.100.7', { authorization: 'a long long token' }, 'a long long token', 404],
  ])('from %s with %j and the token %s answers %i', async (address, headers, metricsToken, status) => {
    const health = createHealth({ db: server.db, files: server.files, metricsToken })
    let said = 0
    const answer = { writeHead: (code: number) => (said = code), end() {} } as unknown as ServerResponse
    await health.answer({ url: '/metrics', headers } as unknown as IncomingMessage, answer, address)
    expect(said).toBe(status)
  })
})
