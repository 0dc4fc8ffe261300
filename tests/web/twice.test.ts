import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RULES_VERSION } from '#app/shapes/rules-version.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { buyerDraft } from '#tests/domain/claims.ts'
import { joined, openTestCase, SORA_PASSWORD, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { claimFields } from './forms.ts'

// Whatever is sent twice at the same moment, by an impatient thumb or a slow network, happens once.

let server: TestServer
let room: TestCase
let sora: string
let minji: string

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
  sora = await server.signedIn(room.sora.accountId)
  minji = await server.signedIn(room.minji.accountId)
})

afterAll(() => server.close())

const at = (path: string) => `/c/${room.slug}${path}`

/** Sends the form three times at once; none may fail, and those that are led somewhere are led to one place. */
async function thrice(path: string, fields: Record<string, string>, cookie?: string): Promise<number[]> {
  const answers = await Promise.all([1, 2, 3].map(() => server.post(path, fields, cookie)))
  const places = answers.flatMap((answer) => answer.headers.get('Location') ?? [])
  expect(new Set(places).size).toBeLessThanOrEqual(1)
  await Promise.all(answers.map((answer) => answer.arrayBuffer()))
  return answers.map(({ status }) => status).sort()
}

async function rows(table: 'case' | 'member' | 'account' | 'message' | 'invite' | 'export'): Promise<number> {
  const { n } = await server.db
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return n
}

async function recorded(kind: string): Promise<number> {
  const found = await server.db.selectFrom('ledger').select('seq').where('kind', '=', kind).execute()
  return found.length
}

async function grows(table: Parameters<typeof rows>[0], kind: string, work: () => Promise<unknown>) {
  const before = [await rows(table), await recorded(kind)] as const
  await work()
  return [(await rows(table)) - before[0], (await recorded(kind)) - before[1]]
}

async function claimOf(): Promise<string> {
  const input = { slug: room.slug, draft: buyerDraft() }
  const { claimId } = await submitClaim(server.db, room.minji.viewer, input, server)
  return claimId
}

describe('sent three times at once', () => {
  test('opening a room', async () => {
    const form = {
      shopName: '세번상점',
      troubles: 'closed',
      admits: 'buyer',
      openJoin: 'on',
      nickname: '여는 이',
      side: 'buyer',
      rules: RULES_VERSION,
    }
    const grown = await grows('case', 'case.opened', async () => {
      expect(await thrice('/open', form, sora)).toEqual([302, 409, 409])
    })
    expect(grown).toEqual([1, 1])
  })

  test('joining, from a device that nobody knows yet', async () => {
    const form = { nickname: '세번 온 이', side: 'buyer', rules: RULES_VERSION, ticket: randomUUID() }
    const accounts = await rows('account')
    const grown = await grows('member', 'member.joined', async () => {
      expect(await thrice(`/j/${room.code}`, form)).toEqual([302, 302, 302])
    })
    expect([...grown, (await rows('account')) - accounts]).toEqual([1, 1, 1])
  })

  test.each(['/room/all', '/room/all/messages'])('a message by form to %s', async (path) => {
    const form = { intent: 'post', clientId: randomUUID(), body: '세 번 눌렀어요', replyTo: '' }
    const before = await rows('message')
    const statuses = await thrice(at(path), form, minji)
    expect(new Set(statuses).size).toBe(1)
    expect((await rows('message')) - before).toBe(1)
  })

  test('deleting a message', async () => {
    const clientId = randomUUID()
    await server.post(at('/room/all'), { intent: 'post', clientId, body: '지울 말', replyTo: '' }, minji)
    const { id } = await server.db
      .selectFrom('message')
      .select('id')
      .where('client_id', '=', clientId)
      .executeTakeFirstOrThrow()
    const before = await recorded('message.deleted')
    expect(await thrice(at('/room/all'), { intent: 'delete', messageId: id }, minji)).toEqual([303, 303, 303])
    expect((await recorded('message.deleted')) - before).toBe(1)
  })

  test('a claim, its change and its withdrawal', async () => {
    const form = claimFields()
    const before = await recorded('claim.submitted')
    expect(await thrice(at('/claims/new'), form, minji)).toEqual([303, 303, 303])
    expect((await recorded('claim.submitted')) - before).toBe(1)
    const claim = at(`/claims/${await claimOf()}`)
    const change = { ...claimFields(), version: '1' }
    expect(await thrice(`${claim}/edit`, change, minji)).toEqual([303, 303, 303])
    expect(await recorded('claim.amended')).toBe(1)
    expect(await thrice(`${claim}/withdraw`, { why: '' }, minji)).toEqual([303, 303, 303])
    expect(await recorded('claim.withdrawn')).toBe(1)
  })

  test('a join link, its rotation and its end', async () => {
    const id = randomUUID()
    const made = await grows('invite', 'invite.made', async () => {
      const form = { intent: 'make', id, expiresAt: '', maxUses: '' }
      expect(await thrice(at('/host/invites'), form, sora)).toEqual([302, 302, 302])
    })
    expect(made).toEqual([1, 1])
    const rotated = await grows('invite', 'invite.made', async () => {
      expect(await thrice(at('/host/invites'), { intent: 'rotate', inviteId: id }, sora)).toEqual([
        302, 409, 409,
      ])
    })
    expect(rotated).toEqual([1, 1])
    const before = await recorded('invite.revoked')
    await thrice(at('/host/invites'), { intent: 'revoke', inviteId: id }, sora)
    expect((await recorded('invite.revoked')) - before).toBe(0)
  })

  test('a list; the same form of somebody else is not found', async () => {
    const html = await (await server.ask(at('/host/exports'), { cookie: sora })).text()
    const id = html.match(/name="id" value="([0-9a-f-]{36})"/)?.[1] ?? ''
    const order = { format: 'csv', shape: 'claims', side: 'buyer', reason: '소비자원에 내려고 해요' }
    const form = { ...order, id, password: SORA_PASSWORD }
    const grown = await grows('export', 'export.requested', async () => {
      expect(await thrice(at('/host/exports'), form, sora)).toEqual([302, 302, 302])
    })
    expect(grown).toEqual([1, 1])
    const other = await openTestCase(server.db, server.vault)
    const theirs = await server.signedIn(other.sora.accountId)
    expect((await server.post(`/c/${other.slug}/host/exports`, form, theirs)).status).toBe(404)
    expect(await rows('export')).toBe(1)
  })

  test('removing and leaving', async () => {
    const out = await joined(server.db, room.code, '세번 내보낼 이', 'buyer')
    await thrice(at('/host/members'), { memberId: out.memberId }, sora)
    expect(await recorded('member.removed')).toBe(1)
    const leaver = await joined(server.db, room.code, '세번 나갈 이', 'buyer')
    await thrice(at('/more/leave'), {}, await server.signedIn(leaver.accountId))
    expect(await recorded('member.left')).toBe(1)
    const { members } = await server.db
      .selectFrom('case_head')
      .select('members')
      .where('case_id', '=', room.caseId)
      .executeTakeFirstOrThrow()
    const present = await server.db
      .selectFrom('member')
      .select('id')
      .where('case_id', '=', room.caseId)
      .where('left_at', 'is', null)
      .execute()
    expect(members).toBe(present.length)
  })

  test('signing up', async () => {
    const form = { email: 'thrice@example.com', newPassword: SORA_PASSWORD }
    const before = await rows('account')
    const statuses = await thrice('/signup', form)
    expect(statuses).toEqual([302, 409, 409])
    expect((await rows('account')) - before).toBe(1)
  })
})
