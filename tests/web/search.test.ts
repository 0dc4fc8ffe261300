import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channelFor } from '#server/domain/access.ts'
import { postMessage } from '#server/domain/message.ts'
import { openTestCase, type Person, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'

// Searching over HTTP and without scripts: a form, its answer, and what nobody types.

let server: TestServer
let room: TestCase
let minji: string
let ids: string[]

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault, { shopName: '알렛츠' })
  minji = await server.signedIn(room.minji.accountId)
  ids = []
  for (const body of ['카드 환불 언제', '<img src=x onerror=alert(1)> 표시', '한 줄 더']) {
    ids.push(await say(room.minji, body))
  }
})

afterAll(() => server.close())

async function say(who: Person, body: string): Promise<string> {
  const { id: channelId } = await channelFor(server.db, who.viewer, { slug: room.slug, kind: 'all' })
  const draft = { channelId, clientId: randomUUID(), body, replyTo: null }
  return (await postMessage(server.db, who.viewer, draft)).id
}

async function search(
  query: Record<string, string>,
  { cookie = minji, path = `/c/${room.slug}/search` } = {},
) {
  const answer = await server.ask(`${path}?${new URLSearchParams(query)}`, { cookie })
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}

test('an empty page shows what can be asked', async () => {
  const { status, html } = await search({})
  expect(status).toBe(200)
  expect(html).toContain('이렇게 찾아 보세요')
  expect(html).toContain(`href="/c/${room.slug}/search?q=%E3%85%8E%E3%85%82"`)
})

test('a hit stands marked between its neighbours and leads to its place', async () => {
  const { html } = await search({ q: 'ㅎㅂ' })
  expect(html).toContain('카드 <mark>환불</mark> 언제')
  expect(html).toContain(`href="/c/${room.slug}/room/all?m=${ids[0]}"`)
  expect(html).toContain('민지')
  expect(html).toContain('글 1건을 찾았어요')
})

test('a page of Korean words comes whole wherever the buffers of its rendering end', async () => {
  for (let said = 0; said < 8; said += 1) await say(room.minji, '버퍼 '.repeat(100))
  const { html } = await search({ q: '버퍼' })
  expect(html).toContain('<mark>버퍼</mark>')
  expect(html).not.toMatch(/\0|\uFFFD/)
})

test('all rooms are searched at one address, with the room’s name', async () => {
  const { status, html } = await search({ q: '환불' }, { path: '/search' })
  expect(status).toBe(200)
  expect(html).toContain('<mark>환불</mark>')
  expect(html).toContain('알렛츠')
})

test('whoever is in no room is told so', async () => {
  const jun = await server.signedIn(room.jun.accountId ?? '')
  for (const cookie of [jun, '']) {
    const { status, html } = await search({ q: '환불' }, { path: '/search', cookie })
    expect(status).toBe(200)
    expect(html).toContain('아직 들어간 방이 없어요')
    expect(html).not.toContain('<mark>')
  }
})

describe('what nobody types', () => {
  test('X1, X3: stays text', async () => {
    const { html } = await search({ q: '<img src=x onerror=alert(1)>' })
    expect(html).not.toContain('<img src=x')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    const script = '</script><script>alert(1)</script>'
    expect((await search({ q: script })).html).not.toContain(script)
  })

  test('is found where it stands', async () => {
    expect((await search({ q: '(1)' })).html).toContain('onerror=alert<mark>(1)</mark>&gt;')
  })

  test.each(['%', '_', '%%', '\\', "'", "' or 1=1 --", '.*', '((', '[가-힣]', '***:x', '&', '\u0001', ':*'])(
    'X3, X4: %j is looked for as it stands',
    async (q) => {
      const { status, html } = await search({ q })
      expect(status).toBe(200)
      expect(html).not.toContain('<mark>')
    },
  )

  test.each([
    ['a thousand blanks', ' '.repeat(1000), 200, '이렇게 찾아 보세요'],
    ['too much', '가'.repeat(1001), 200, '찾을 말이 너무 길어요'],
    ['eleven words', '가 나 다 라 마 바 사 아 자 차 카', 200, '10개까지'],
    ['a day that is none', 'after:20240230 환불', 200, '달력에 없는 날'],
    ['NUL', '환\0불', 200, '<mark>환불</mark>'],
    ['a lone surrogate', '\ud800', 200, '글이 없어요'],
    ['a thousand initials', 'ㅎ'.repeat(1000), 200, '글이 없어요'],
    ['a thousand quotes', '"'.repeat(999), 200, '찾을 말이나 보낸 사람을 적어 주세요'],
    ['a thousand digits', '9'.repeat(1000), 200, '글이 없어요'],
  ])('X6: %s', async (_, q, status, says) => {
    const answer = await search({ q })
    expect(answer.status).toBe(status)
    expect(answer.html).toContain(says)
  })

  test('X3: a forged cursor is no request of ours', async () => {
    for (const cursor of ['x', '../..', `${'0'.repeat(12)}${'z'.repeat(40)}`]) {
      expect((await search({ q: '환불', cursor })).status).toBe(400)
    }
    expect((await search({ q: '환불', cursor: `${'0'.repeat(12)}1` })).status).toBe(200)
  })
})

test('five searches a second are enough', async () => {
  const strict = await startServer({ limitFactor: 1 })
  try {
    const other = await openTestCase(strict.db, strict.vault)
    const cookie = await strict.signedIn(other.minji.accountId)
    const statuses: number[] = []
    for (let n = 0; n < 40 && statuses.at(-1) !== 429; n += 1) {
      const answer = await strict.ask(`/c/${other.slug}/search?q=x`, { cookie })
      statuses.push(answer.status)
      if (answer.status === 429) expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(0)
      await answer.arrayBuffer()
    }
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(25)
    expect(statuses.at(-1)).toBe(429)
    expect((await strict.ask(`/c/${other.slug}/search`, { cookie })).status).toBe(200)
  } finally {
    await strict.close()
  }
})
