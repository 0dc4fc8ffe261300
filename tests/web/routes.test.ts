import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ServerBuild } from '@remix-run/node'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectRoot } from '#db/project-root.ts'
import { joinCase } from '#server/domain/member.ts'
import { type Asker, askers, makeWorld, type World } from '#tests/domain/access-world.ts'
import { entryOf } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { type RouteRow, routeMatrix } from './route-matrix.ts'

// Every address of the built pages asked by everybody. A route without a row fails.

const file = path.join(projectRoot(), 'build/server/index.js')
const build: ServerBuild = await import(/* @vite-ignore */ pathToFileURL(file).href)
const routes = Object.entries(build.routes).map(([id, { module }]) => ({
  id,
  loads: typeof module.loader === 'function',
  acts: typeof module.action === 'function',
}))
const rowOf = (id: string) => routeMatrix[id] as RouteRow
const loading = routes.filter(({ loads }) => loads).map(({ id }) => id)
const acting = routes.filter(({ acts }) => acts).map(({ id }) => id)

let server: TestServer
let world: World
let cookies: Record<Asker, string>

beforeAll(async () => {
  server = await startServer()
  ;({ world, cookies } = await newWorld())
})

afterAll(() => server.close())

async function newWorld() {
  const made = await makeWorld(server, server)
  const signed = await Promise.all(
    askers.map(async (asker) => {
      const { accountId } = made.viewers[asker]
      return [asker, accountId ? await server.signedIn(accountId) : ''] as const
    }),
  )
  return { world: made, cookies: Object.fromEntries(signed) as Record<Asker, string> }
}

const asData = (where: string, id: string) =>
  `${where}${where.includes('?') ? '&' : '?'}_data=${encodeURIComponent(id)}`

/** `200`, or `302 /c` for a redirect, also for one that a script is told in a header. */
async function outcomeOf(asked: Promise<Response>): Promise<string> {
  const answer = await asked
  await answer.arrayBuffer()
  const to = answer.headers.get('Location') ?? answer.headers.get('X-Remix-Redirect')
  if (to === null) return String(answer.status)
  const { origin, pathname } = new URL(to, server.origin)
  expect(origin).toBe(server.origin)
  return `${answer.headers.get('X-Remix-Status') ?? answer.status} /${pathname.split('/')[1]}`
}

describe('the matrix', () => {
  test('has a row for each route that loads or acts, and for no other', () => {
    const needed = routes.filter(({ loads, acts }) => loads || acts).map(({ id }) => id)
    expect(Object.keys(routeMatrix).sort()).toEqual(needed.sort())
    for (const { id, loads, acts } of routes.filter((route) => route.loads || route.acts)) {
      const { get, post } = rowOf(id)
      expect([id, get?.length, post?.outcomes.length]).toEqual([
        id,
        loads ? 6 : undefined,
        acts ? 6 : undefined,
      ])
    }
  })
})

describe('reading', () => {
  test.each(loading)('%s, as a page and as data', async (id) => {
    const { path: pathOf, get } = rowOf(id)
    const pages: string[] = []
    const data: string[] = []
    for (const asker of askers) {
      const where = pathOf({ world, asker, slug: world.slug })
      pages.push(await outcomeOf(server.ask(where, { cookie: cookies[asker] })))
      data.push(await outcomeOf(server.ask(asData(where, id), { cookie: cookies[asker] })))
    }
    expect(pages).toEqual(get)
    expect(data).toEqual(get)
  })

  test.each(
    loading.filter((id) =>
      rowOf(id)
        .get?.slice(0, 4)
        .every((outcome) => outcome === '404'),
    ),
  )('%s gives everybody outside the very same answer as for a room that is not there', async (id) => {
    const { path: pathOf } = rowOf(id)
    const plain = (html: string, slug: string) =>
      html.replaceAll(slug, 'SLUG').replaceAll(/nonce="[^"]*"|nonce-[\w-]+|"nonce":"[^"]*"/g, '')
    const bodyOf = async (asker: Asker, slug: string, form: (where: string) => string) => {
      const answer = await server.ask(form(pathOf({ world, asker, slug })), { cookie: cookies[asker] })
      expect(answer.status).toBe(404)
      const html = (await answer.text())
        .replaceAll(world.claimOf(asker), 'CLAIM')
        .replaceAll(world.kakaoOf(asker).importId, 'IMPORT')
      return plain(html, slug)
    }
    for (const form of [(where: string) => where, (where: string) => asData(where, id)]) {
      const nowhere = await bodyOf('stranger', 'zzzzzzzzzz', form)
      for (const asker of ['nobody', 'stranger', 'removed', 'otherHost'] as const) {
        expect(await bodyOf(asker, world.slug, form), asker).toBe(nowhere)
      }
    }
  })
})

describe('changing', () => {
  let together: Awaited<ReturnType<typeof newWorld>>
  beforeAll(async () => {
    together = await newWorld()
  })

  test.each(acting)('%s', async (id) => {
    const own = rowOf(id).alone ? await newWorld() : together
    const { path: pathOf, post } = rowOf(id)
    const outcomes: string[] = []
    for (const asker of askers) {
      const where = { world: own.world, asker, slug: own.world.slug }
      outcomes.push(
        await outcomeOf(server.post(pathOf(where), post?.fields(where) ?? {}, own.cookies[asker])),
      )
    }
    expect(outcomes).toEqual(post?.outcomes)
  })

  test.each(acting)('%s from another site is refused before any effect', async (id) => {
    const { path: pathOf, post } = rowOf(id)
    const where = { world, asker: 'host' as const, slug: world.slug }
    // What earlier requests asked for is written by jobs.
    await expect.poll(dueJobs, { timeout: 20_000 }).toBe(0)
    const before = await footprint()
    const foreign: Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: `${server.origin}.evil.example` },
      { Origin: '' },
      { Origin: server.origin, 'Sec-Fetch-Site': 'cross-site' },
    ]
    for (const target of [pathOf(where), asData(pathOf(where), id)]) {
      const body = new URLSearchParams(post?.fields(where) ?? {})
      for (const headers of foreign) {
        const answer = await server.ask(target, { method: 'POST', cookie: cookies.host, headers, body })
        expect([answer.status, answer.headers.get('Set-Cookie')]).toEqual([403, null])
      }
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        const headers = { Origin: server.origin }
        const answer = await server.ask(target, { method, cookie: cookies.host, headers, body })
        expect(answer.status, method).toBe(405)
      }
    }
    expect(await footprint()).toEqual(before)
  })
})

test('what belongs to one room is not found under the address of another of the same people', async () => {
  const own = await newWorld()
  const { world: both } = own
  for (const asker of ['member', 'host'] as const) {
    await joinCase(server.db, both.viewers[asker], { slug: both.otherSlug }, entryOf(`두 방의 ${asker}`))
  }
  const named = Object.entries(routeMatrix).filter(([id]) =>
    /\$(claimId|exportId|noticeId|pollId|eventId)/.test(id),
  )
  expect(named.length).toBeGreaterThan(3)
  for (const [id, { path: pathOf, get, post }] of named) {
    const where = { world: both, asker: 'host' as const, slug: both.otherSlug }
    const cookie = own.cookies.host
    const ways = get ? [pathOf(where), asData(pathOf(where), id)] : []
    for (const way of ways) expect(await outcomeOf(server.ask(way, { cookie })), id).toBe('404')
    if (post) expect(await outcomeOf(server.post(pathOf(where), post.fields(where), cookie)), id).toBe('404')
  }
})

async function dueJobs(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from graphile_worker._private_jobs
    where run_at <= now() and attempts < max_attempts`.execute(server.owner)
  return rows[0]?.n ?? 0
}

/** How much there is of everything a request could change. */
async function footprint(): Promise<unknown> {
  const { db } = server
  const count = async (
    table: 'ledger' | 'message' | 'session' | 'account' | 'member' | 'invite' | 'export',
  ) =>
    (
      await db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n
  const tables = ['ledger', 'message', 'session', 'account', 'member', 'invite', 'export'] as const
  return Promise.all(tables.map(count))
}
