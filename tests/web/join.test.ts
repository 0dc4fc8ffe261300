import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RULES_VERSION } from '#app/shapes/rules-version.ts'
import { makeInvite, revokeInvite } from '#server/domain/invite.ts'
import { meIn, removeMember } from '#server/domain/member.ts'
import { joined, openTestCase, SORA_PASSWORD, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'

// Joining, coming back and becoming somebody with an account, over HTTP and without scripts.

let server: TestServer
let room: TestCase

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
})

afterAll(() => server.close())

const entry = (nickname: string, changes: Record<string, string> = {}) => ({
  nickname,
  side: 'buyer',
  rules: RULES_VERSION,
  ...changes,
})
const cookieOf = (answer: Response) => (answer.headers.get('Set-Cookie') ?? '').split(';', 1)[0] ?? ''
const placeOf = (answer: Response) => new URL(answer.headers.get('Location') ?? '', server.origin)

async function pageOf(where: string, cookie?: string) {
  const answer = await server.ask(where, cookie ? { cookie } : {})
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}

describe('the join page', () => {
  test('works without scripts and tells what one joins, no names, nothing for search engines', async () => {
    const { status, html, headers } = await pageOf(`/j/${room.code}`)
    expect(status).toBe(200)
    expect(html).toContain('달빛마켓')
    expect(html).toMatch(/<input[^>]*name="nickname"[^>]*value="[^"]{2,}"/)
    expect(html).not.toMatch(/소라|민지|태호|하나</)
    expect(html).toContain('noindex')
    expect(headers.get('X-Robots-Tag')).toBe('noindex')
    expect(headers.get('Referrer-Policy')).toBe('same-origin')
    expect(headers.get('Cache-Control')).toContain('no-store')
  })

  test('has a preview with absolute addresses, and its own address in none of them', async () => {
    const { html } = await pageOf(`/j/${room.code}`)
    const image = html.match(/property="og:image" content="([^"]+)"/)?.[1] ?? ''
    expect(image).toMatch(new RegExp(`^${server.origin}/c/${room.slug}/og\\.png\\?v=\\w+$`))
    const meta = html.match(/<meta[^>]+>/g)?.join('') ?? ''
    expect(meta).not.toContain(room.code)
  })

  test('is light enough for an old phone: at most 150 KB of script, gzipped', async () => {
    const { html } = await pageOf(`/j/${room.code}`)
    const scripts = [...new Set(html.match(/\/assets\/[\w$.-]+\.js/g) ?? [])]
    expect(scripts.length).toBeGreaterThan(2)
    let bytes = 0
    for (const script of scripts) {
      const answer = await server.ask(script, { headers: { 'Accept-Encoding': 'gzip' } })
      bytes += Number(answer.headers.get('Content-Length'))
      await answer.arrayBuffer()
    }
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThanOrEqual(150 * 1024)
  })

  test('unknown, revoked, used-up and expired codes, and removed members: the very same page', async () => {
    const sora = room.sora.viewer
    const terms = { slug: room.slug, expiresAt: null, maxUses: null }
    const deps = { vault: server.vault }
    const revoked = await makeInvite(server.db, sora, terms, deps)
    await revokeInvite(server.db, sora, { slug: room.slug, inviteId: revoked.id })
    const full = await makeInvite(server.db, sora, { ...terms, maxUses: 1 }, deps)
    await joined(server.db, full.code, '한 자리', 'buyer')
    const expired = await makeInvite(server.db, sora, terms, deps)
    await server.db
      .updateTable('invite')
      .set({ expires_at: new Date(0) })
      .where('id', '=', expired.id)
      .execute()
    const out = await joined(server.db, room.code, '내보낸 사람', 'buyer')
    await removeMember(server.db, sora, { slug: room.slug, memberId: out.memberId })
    const outCookie = await server.signedIn(out.accountId)
    const plain = (html: string) =>
      html.replaceAll(/nonce="[^"]*"|nonce-[\w-]+/g, '').replaceAll(/\/j\/[\w-]+|[\w-]{22}/g, '')
    const unknown = await pageOf(`/j/${'x'.repeat(22)}`)
    expect(unknown.status).toBe(404)
    expect(unknown.html).toContain('쓸 수 없는 링크예요')
    for (const code of [revoked.code, full.code, expired.code]) {
      const page = await pageOf(`/j/${code}`)
      expect([page.status, plain(page.html)]).toEqual([404, plain(unknown.html)])
      const posted = await server.post(`/j/${code}`, entry('누구나'))
      expect(posted.status).toBe(404)
    }
    const removed = await pageOf(`/j/${room.code}`, outCookie)
    expect([removed.status, plain(removed.html)]).toEqual([404, plain(unknown.html)])
    expect((await server.post(`/j/${room.code}`, entry('다시 온 사람'), outCookie)).status).toBe(404)
  })
})

describe('joining', () => {
  test('gives a session, a member and an address without the code', async () => {
    const answer = await server.post(`/j/${room.code}`, entry('든든한 수달'))
    expect(answer.status).toBe(302)
    expect(placeOf(answer).pathname).toBe(`/c/${room.slug}/room/all`)
    expect(placeOf(answer).href).not.toContain(room.code)
    expect(answer.headers.get('Set-Cookie')).toMatch(/HttpOnly/i)
    const inside = await pageOf(`/c/${room.slug}/more`, cookieOf(answer))
    expect(inside.status).toBe(200)
    expect(inside.html).toContain('든든한 수달')
    const again = await server.ask(`/j/${room.code}`, { cookie: cookieOf(answer) })
    expect(placeOf(again).pathname).toBe(`/c/${room.slug}/room/all`)
  })

  test('a taken name comes back with what was typed, the reason and a free name', async () => {
    const answer = await server.post(`/j/${room.code}`, entry('민지', { side: 'seller' }))
    expect(answer.status).toBe(409)
    expect(answer.headers.get('Set-Cookie')).toBeNull()
    const html = await answer.text()
    expect(html).toMatch(/name="nickname"[^>]*value="민지"/)
    expect(html).toContain('이미 쓰는 닉네임')
    expect(html).toContain('아직 비어 있어요')
    expect(html).toMatch(/checked=""[^>]*value="seller"|value="seller"[^>]*checked=""/)
  })

  test.each([
    ['no side', { side: '' }, '어느 쪽으로'],
    ['no rules', { rules: '' }, '사건방 규칙'],
    ['an old form', { rules: '2020-01-01' }, '규칙이 바뀌었어요'],
    ['an office', { nickname: '환불 담당자' }, '기관으로 보일 수 있는'],
    ['one letter', { nickname: '가' }, '2자 이상'],
    ['a registration number', { nickname: '900101-1234560' }, '주민등록번호'],
  ])('%s is refused in words', async (_, changes, words) => {
    const answer = await server.post(`/j/${room.code}`, entry('조용한 두루미', changes))
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(words)
  })

  test('a nickname of 10 MB is refused before it is read', async () => {
    const attempt = server.post(`/j/${room.code}`, entry('가'.repeat(3_500_000)))
    const status = await attempt.then((answer) => answer.status).catch(() => 'cut')
    expect([413, 'cut']).toContain(status)
    expect((await pageOf('/')).status).toBe(200)
  })

  test('another site cannot send the form', async () => {
    const answer = await server.ask(`/j/${room.code}`, {
      method: 'POST',
      headers: { Origin: 'https://evil.example' },
      body: new URLSearchParams(entry('속은 사람')),
    })
    expect(answer.status).toBe(403)
    const { members } = await server.db
      .selectFrom('case_head')
      .select('members')
      .where('case_id', '=', room.caseId)
      .executeTakeFirstOrThrow()
    expect(members).toBeLessThan(20)
    const row = await server.db
      .selectFrom('member')
      .select('id')
      .where('nickname', '=', '속은 사람')
      .execute()
    expect(row).toEqual([])
  })

  test('through the open door of the public page, when it is open', async () => {
    const answer = await server.post(`/c/${room.slug}/join`, entry('열린 문으로'))
    expect(placeOf(answer).pathname).toBe(`/c/${room.slug}/room/all`)
    const closed = await openTestCase(server.db, server.vault, { openJoin: false })
    expect((await server.post(`/c/${closed.slug}/join`, entry('닫힌 문'))).status).toBe(404)
    expect((await pageOf(`/c/${closed.slug}/join`)).html).toContain('초대 링크로만')
  })
})

describe('coming back', () => {
  test('a recovery code is shown once, stands in no address, and opens the room on another phone', async () => {
    const person = await joined(server.db, room.code, '휴대폰 바꾼 사람', 'seller')
    const cookie = await server.signedIn(person.accountId)
    const made = await server.post(`/c/${room.slug}/more/recovery`, {}, cookie)
    expect(made.status).toBe(200)
    const code = (await made.text()).match(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/)?.[0] ?? ''
    expect(code).toHaveLength(19)
    expect((await pageOf(`/c/${room.slug}/more/recovery`, cookie)).html).not.toContain(code)
    const back = await server.post('/recover', { recoveryCode: code.toLowerCase() })
    expect(placeOf(back).href).not.toContain(code)
    expect((await pageOf(`/c/${room.slug}/more`, cookieOf(back))).html).toContain('휴대폰 바꾼 사람')
    const twice = await server.post('/recover', { recoveryCode: code })
    expect(twice.status).toBe(422)
    expect(await twice.text()).not.toContain(code)
  })
})

describe('becoming somebody with an account', () => {
  test('keeps everything, makes a new session and ends the old one', async () => {
    const person = await joined(server.db, room.code, '계정 만든 사람', 'both')
    const cookie = await server.signedIn(person.accountId)
    const form = { email: 'upgrade@example.com', newPassword: SORA_PASSWORD, next: `/c/${room.slug}/more` }
    const answer = await server.post('/signup', form, cookie)
    expect(placeOf(answer).pathname).toBe(`/c/${room.slug}/more`)
    expect(cookieOf(answer)).not.toBe(cookie)
    expect((await pageOf(`/c/${room.slug}/more`, cookie)).status).toBe(404)
    expect((await pageOf(`/c/${room.slug}/more`, cookieOf(answer))).html).toContain('계정 만든 사람')
    const me = await meIn(server.db, person.viewer, { slug: room.slug })
    expect(me).toMatchObject({ id: person.memberId, nickname: '계정 만든 사람', side: 'both' })
  })

  test('logging in leads only to pages of this site', async () => {
    const form = { email: 'upgrade@example.com', password: SORA_PASSWORD }
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
      const answer = await server.post('/login', { ...form, next })
      expect(placeOf(answer).href).toBe(`${server.origin}/`)
    }
  })

  test('a wrong password and an unknown address look the same, and no password comes back', async () => {
    const wrong = await server.post('/login', { email: 'upgrade@example.com', password: '틀린 비밀번호' })
    const unknown = await server.post('/login', { email: 'nobody@example.com', password: '틀린 비밀번호' })
    expect([wrong.status, unknown.status]).toEqual([422, 422])
    for (const answer of [wrong, unknown]) {
      const html = await answer.text()
      expect(html).toContain('이메일이나 비밀번호가 맞지 않아요')
      expect(html).not.toContain('틀린 비밀번호')
    }
  })

  test('logging out ends the session', async () => {
    const cookie = await server.signedIn(room.minji.accountId)
    expect((await pageOf(`/c/${room.slug}/more`, cookie)).status).toBe(200)
    await server.post('/logout', {}, cookie)
    expect((await pageOf(`/c/${room.slug}/more`, cookie)).status).toBe(404)
  })
})

test('tries at codes and passwords are counted', async () => {
  const strict = await startServer({ limitFactor: 1 })
  try {
    const statuses: number[] = []
    for (let n = 0; n < 40; n++) {
      const answer = await strict.ask(`/j/${String(n).padStart(22, 'A')}`)
      await answer.arrayBuffer()
      statuses.push(answer.status)
    }
    expect(statuses[0]).toBe(404)
    expect(statuses.at(-1)).toBe(429)
    const login = await strict.post('/login', { email: 'a@example.com', password: 'x' })
    expect(login.status).toBe(429)
    expect(await login.text()).toContain('잠시 멈췄어요')
  } finally {
    await strict.close()
  }
})
