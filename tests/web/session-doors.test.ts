import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RULES_VERSION } from '#app/shapes/rules-version.ts'
import { signUp } from '#server/domain/account.ts'
import { removeMember } from '#server/domain/member.ts'
import { nobody } from '#server/domain/viewer.ts'
import { until } from '#tests/live/server.ts'
import { guest, joined, openTestCase, SORA_PASSWORD, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { browserOf, isLetIn, lineTo } from './browser-line.ts'

// Who is behind a cookie: planted ones are not taken over, ended ones open nothing, and what was shown to one person
// is kept for nobody else.

let server: TestServer
let room: TestCase

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
})

afterAll(() => server.close())

const PLANTED = `moa=${'a'.repeat(40)}`
const cookieOf = (answer: Response) => (answer.headers.get('Set-Cookie') ?? '').split(';', 1)[0] ?? ''
const inside = async (cookie: string) => (await server.ask(`/c/${room.slug}/more`, { cookie })).status
const entry = (nickname: string) => ({ nickname, side: 'buyer', rules: RULES_VERSION })
const letIn = (cookie: string, origin?: string) => isLetIn(lineTo(server, cookie, origin))
const account = async (email: string) => {
  const { accountId } = await signUp(server.db, nobody, { email, password: SORA_PASSWORD }, server)
  return accountId
}

describe('a planted cookie', () => {
  test('is never taken over by joining', async () => {
    const answer = await server.post(`/j/${room.code}`, entry('심어진 쿠키'), PLANTED)
    expect(cookieOf(answer)).toMatch(/^moa=[a-z2-7]{40}$/)
    expect(cookieOf(answer)).not.toBe(PLANTED)
    expect([await inside(cookieOf(answer)), await inside(PLANTED)]).toEqual([200, 404])
  })

  test('of a live session is dead after signing up, logging in and coming back, its socket cut', async () => {
    await account('fixed@example.com')
    const ways: ((cookie: string) => Promise<Response>)[] = [
      (cookie) => server.post('/signup', { email: 'fixer@example.com', newPassword: SORA_PASSWORD }, cookie),
      (cookie) => server.post('/login', { email: 'fixed@example.com', password: SORA_PASSWORD }, cookie),
      async (cookie) => {
        const made = await server.post(
          '/account',
          {},
          await server.signedIn(await account('back@example.com')),
        )
        const recoveryCode = (await made.text()).match(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/)?.[0] ?? ''
        return server.post('/recover', { recoveryCode }, cookie)
      },
    ]
    for (const way of ways) {
      const { accountId } = await guest(server.db)
      const planted = await server.signedIn(accountId ?? '')
      const old = await browserOf(server, planted)
      const answer = await way(planted)
      expect(answer.status).toBe(302)
      expect(cookieOf(answer)).not.toBe(planted)
      await until(() => old.socket.disconnected)
      expect(old.heard('farewell')).toMatchObject([{ why: 'session' }])
      expect((await server.ask('/account', { cookie: planted })).status).toBe(302)
      expect((await server.ask('/account', { cookie: cookieOf(answer) })).status).toBe(200)
      expect([await letIn(planted), await letIn(cookieOf(answer))]).toEqual([false, true])
    }
  })

  test('is flagged so that no script and no other site can use it', async () => {
    const answer = await server.post(`/j/${room.code}`, entry('쿠키 표시'))
    const line = answer.headers.get('Set-Cookie') ?? ''
    for (const flag of ['HttpOnly', 'SameSite=Lax', 'Path=/']) expect(line).toContain(flag)
    expect(line).not.toMatch(/Domain=/i)
  })
})

describe('an ended session', () => {
  test('opens no page, no data, no post and no socket; the open socket is cut', async () => {
    const person = await joined(server.db, room.code, '나가는 사람', 'buyer')
    const cookie = await server.signedIn(person.accountId)
    const line = await browserOf(server, cookie)
    expect((await server.post('/logout', {}, cookie)).status).toBe(302)
    await until(() => line.socket.disconnected)
    const data = `/c/${room.slug}/more?_data=${encodeURIComponent('routes/c.$slug.more._index')}`
    expect([await inside(cookie), (await server.ask(data, { cookie })).status]).toEqual([404, 404])
    expect((await server.post(`/c/${room.slug}/room/all`, { intent: 'post' }, cookie)).status).toBe(404)
    expect(await letIn(cookie)).toBe(false)
  })

  test('by changing the password ends on every device, and this one goes on', async () => {
    const id = await account('changer@example.com')
    const [here, elsewhere] = [await server.signedIn(id), await server.signedIn(id)]
    const line = await browserOf(server, elsewhere)
    const form = { intent: 'password', password: SORA_PASSWORD, newPassword: '바람 부는 언덕의 수달' }
    const answer = await server.post('/account', form, here)
    await until(() => line.socket.disconnected)
    for (const old of [here, elsewhere])
      expect((await server.ask('/account', { cookie: old })).status).toBe(302)
    expect((await server.ask('/account', { cookie: cookieOf(answer) })).status).toBe(200)
  })
})

describe('a role or place that is taken away', () => {
  test('is gone with the next request and on the open socket', async () => {
    const person = await joined(server.db, room.code, '운영 돕는 이', 'helper')
    const asRole = (role: 'cohost' | 'member') =>
      server.db.updateTable('member').set({ role }).where('id', '=', person.memberId).execute()
    await asRole('cohost')
    const cookie = await server.signedIn(person.accountId)
    const members = `/c/${room.slug}/host/members`
    const staff = `/c/${room.slug}/room/staff`
    const status = async (path: string) => (await server.ask(path, { cookie })).status
    expect([await status(members), await status(staff)]).toEqual([200, 200])
    await asRole('member')
    expect([await status(members), await status(staff)]).toEqual([403, 404])
    expect((await server.post(members, { memberId: room.minji.memberId }, cookie)).status).toBe(403)
    const line = await browserOf(server, cookie)
    const { slug } = room
    await removeMember(server.db, room.sora.viewer, { slug, memberId: person.memberId })
    expect(await inside(cookie)).toBe(404)
    // The line was in no channel of the room: it may stay, and gets nothing.
    const channels = await server.db
      .selectFrom('channel')
      .select('id')
      .where('case_id', '=', room.caseId)
      .execute()
    for (const { id } of channels) {
      expect(await line.ask('channel.enter', { channelId: id, after: 0 })).toEqual({
        ok: false,
        code: 'shared.not_found',
      })
    }
    line.socket.disconnect()
  })
})

describe('what is kept', () => {
  test('of a page made for one person: nothing, on any device', async () => {
    const sora = await server.signedIn(room.sora.accountId)
    const at = (path: string) => `/c/${room.slug}${path}`
    const pages = [
      '/',
      '/account',
      '/logout',
      at(''),
      at('/room/all'),
      at('/more'),
      at('/more/share'),
      at('/claims'),
    ]
    for (const page of [...pages, at('/host/invites'), at('/host/members'), at('/host/exports')]) {
      const answer = await server.ask(page, { cookie: sora })
      expect([page, answer.status, answer.headers.get('Cache-Control')]).toEqual([
        page,
        200,
        'private, no-store',
      ])
    }
    expect((await server.ask(at(''))).headers.get('Cache-Control')).toBe('private, no-cache')
  })

  test('of what anybody may keep: no cookie with it, even when one is due', async () => {
    const cookie = await server.signedIn(room.hana.accountId)
    const soon = new Date(Date.now() + 24 * 3600_000)
    const due = () =>
      server.db
        .updateTable('session')
        .set({ expires_at: soon })
        .where('account_id', '=', room.hana.accountId)
        .execute()
    await due()
    const picture = await server.ask(`/c/${room.slug}/og.png`, { cookie })
    expect(picture.headers.get('Cache-Control')).toContain('public')
    expect(picture.headers.get('Set-Cookie')).toBeNull()
    await due()
    const page = await server.ask(`/c/${room.slug}/more`, { cookie })
    expect(cookieOf(page)).toBe(cookie)
  })
})

describe('a socket', () => {
  test('is let in from our own pages only', async () => {
    const cookie = await server.signedIn(room.minji.accountId)
    const origins = ['https://evil.example', 'null', '', server.origin.replace('http:', 'https:')]
    for (const origin of origins) expect(await letIn(cookie, origin), origin).toBe(false)
    expect([await letIn(PLANTED), await letIn('')]).toEqual([false, false])
    expect(await letIn(cookie)).toBe(true)
  })
})
