import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { submitClaim } from '#server/domain/claim.ts'
import { takeWhole } from '#server/domain/evidence.ts'
import { openFiling } from '#server/domain/filing.ts'
import { postMessage } from '#server/domain/message.ts'
import { filingDraft } from '#tests/domain/access-world.ts'
import { buyerDraft, sellerDraft } from '#tests/domain/claims.ts'
import { importedAtOnce } from '#tests/domain/kakao-files.ts'
import { openTestCase, type TestCase } from '#tests/people.ts'
import { inPieces } from '#tests/pictures.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { claimFields, entry, type Form, forms } from './forms.ts'

// Every field of every form, fed with what no person types. Nothing fails, nothing harmful is kept.

/** Has the form of one, and a check digit that is none. */
const RESIDENT_NUMBER = '900101-1234560'

let server: TestServer
let room: TestCase
let other: TestCase
let ids: {
  claim: string
  message: string
  theirClaim: string
  theirMessage: string
  theirInvite: string
  kakaoRoom: string
  evidence: string
  filing: string
}
let cookies: Record<'sora' | 'minji' | 'taeho', string>

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
  other = await openTestCase(server.db, server.vault)
  cookies = {
    sora: await server.signedIn(room.sora.accountId),
    minji: await server.signedIn(room.minji.accountId),
    taeho: await server.signedIn(room.taeho.accountId),
  }
  const [claim, message] = await thingsOf(room)
  const [theirClaim, theirMessage] = await thingsOf(other)
  const invite = await server.db
    .selectFrom('invite')
    .select('id')
    .where('case_id', '=', other.caseId)
    .executeTakeFirstOrThrow()
  const bytes = ['나리', '도토리', '머루'].map((name) => `2024년 8월 17일 오후 1:00, ${name} : 네`).join('\n')
  const talk = await importedAtOnce(server, room.minji.viewer, { slug: room.slug, bytes })
  const kakaoRoom = talk.room?.id ?? ''
  const evidence = randomUUID()
  const file = { slug: room.slug, evidenceId: evidence, id: randomUUID(), name: '영수증.txt' }
  await takeWhole(server.db, room.minji.viewer, { ...file, bytes: inPieces(Buffer.from('네')) }, server)
  const draft = filingDraft()
  const { filingId: filing } = await openFiling(server.db, room.sora.viewer, { slug: room.slug, ...draft })
  ids = { claim, message, theirClaim, theirMessage, theirInvite: invite.id, kakaoRoom, evidence, filing }
})

afterAll(() => server.close())

async function thingsOf({ slug, caseId, minji }: TestCase): Promise<[string, string]> {
  const { claimId } = await submitClaim(server.db, minji.viewer, { slug, draft: buyerDraft() }, server)
  const channel = await server.db
    .selectFrom('channel')
    .select('id')
    .where('case_id', '=', caseId)
    .where('kind', '=', 'all')
    .executeTakeFirstOrThrow()
  const words = { channelId: channel.id, clientId: randomUUID(), body: '안녕하세요', replyTo: null }
  return [claimId, (await postMessage(server.db, minji.viewer, words)).id]
}

/** As multipart, in which any bytes arrive as they are. */
function send({ path, who, fields }: Form, changes: Record<string, string> = {}) {
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...fields, ...changes })) body.set(name, value)
  return server.ask(path, { method: 'POST', body, cookie: who ? cookies[who] : '' })
}

async function everythingKept(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`.execute(server.owner)
  const lines: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ line: string }>`select t::text as line from ${sql.raw(name)} as t`.execute(
      server.owner,
    )
    lines.push(...rows.map(({ line }) => line))
  }
  return lines.join('\n')
}

describe.each(Object.entries(forms))('to %s', (_, formOf) => {
  const form = () => formOf({ slug: room.slug, code: room.code, ...ids })

  test('with a resident registration number in any text is refused with its reason, or it is covered', async () => {
    for (const name of form().texts) {
      const value = name.toLowerCase().includes('email')
        ? `${RESIDENT_NUMBER}@example.com`
        : name === 'noticeUrl'
          ? `https://example.com/${RESIDENT_NUMBER}`
          : name === 'nickname'
            ? RESIDENT_NUMBER
            : `번호 ${RESIDENT_NUMBER} 예요`
      const answer = await send(form(), { [name]: value })
      const text = await answer.text()
      if (form().covers) {
        expect([200, 303], name).toContain(answer.status)
        continue
      }
      expect(answer.status, name).toBe(422)
      expect(text, name).toMatch(/주민등록번호|resident_number/)
      expect(answer.headers.get('Set-Cookie'), name).toBeNull()
    }
  })

  test.each([
    ['NUL', '가\0나'],
    ['a lone surrogate', '가\ud800나'],
    ['a control character', '가\x1b[2J나'],
    ['a direction turned', '\u202e가나다\u2066라'],
    ['only what nobody sees', '\u200b\u2060\u3164'],
    ['10^5 combining marks', `가${'\u0301'.repeat(100_000)}`],
    ['a text of 50,000 blanks', ' '.repeat(50_000)],
    ['10^4 digits', '9'.repeat(10_000)],
    ['markup', `<script>alert(1)</script>"'--;{{7*7}}`],
    ['a path', '../../etc/passwd'],
  ])('X1, X5, X6, X8: with %s in any field is answered', async (_, poison) => {
    for (const name of Object.keys(form().fields).filter((each) => each !== 'intent')) {
      const answer = await send(form(), { [name]: poison })
      expect([200, 302, 303, 403, 404, 409, 413, 422], name).toContain(answer.status)
      await answer.arrayBuffer()
    }
  })

  test('of 10 MB is refused before it is read', async () => {
    const [name = ''] = form().texts
    const attempt = send(form(), { [name]: '가'.repeat(3_500_000) })
    expect([413, 'cut']).toContain(await attempt.then(({ status }) => status).catch(() => 'cut'))
  })
})

test('of all that, nothing harmful was kept', async () => {
  const kept = await everythingKept()
  const holds = (what: string) => kept.includes(what)
  expect(holds('달빛마켓')).toBe(true)
  const harmful = [RESIDENT_NUMBER, '9001011234560', '\u202e', '\u2066', '\u200b', '\x1b', '\u0301'.repeat(5)]
  expect(harmful.filter(holds)).toEqual([])
  expect((await server.ask('/')).status).toBe(200)
})

describe('ids of another room', () => {
  const notFound = async (form: Form) => {
    const answer = await send(form)
    await answer.arrayBuffer()
    return answer.status
  }
  const who = 'minji'

  test.each(['/room/all', '/room/all/messages'])('in a message to %s', async (path) => {
    const at = `/c/${room.slug}${path}`
    const post = { intent: 'post', clientId: randomUUID(), body: '답', replyTo: ids.theirMessage }
    expect(await notFound({ path: at, who, fields: post, texts: [] })).toBe(422)
    const edit = { intent: 'edit', messageId: ids.theirMessage, body: '남의 말' }
    expect(await notFound({ path: at, who, fields: edit, texts: [] })).toBe(404)
    const remove = { intent: 'delete', messageId: ids.theirMessage }
    expect(await notFound({ path: at, who, fields: remove, texts: [] })).toBe(404)
  })

  test('in the host’s forms', async () => {
    const host = { who: 'sora' as const, texts: [] }
    const invites = `/c/${room.slug}/host/invites`
    for (const intent of ['rotate', 'revoke']) {
      const fields = { intent, inviteId: ids.theirInvite }
      expect(await notFound({ ...host, path: invites, fields })).toBe(404)
    }
    const made = { intent: 'make', id: ids.theirInvite, expiresAt: '', maxUses: '' }
    expect(await notFound({ ...host, path: invites, fields: made })).toBe(404)
    const members = `/c/${room.slug}/host/members`
    expect(await notFound({ ...host, path: members, fields: { memberId: other.minji.memberId } })).toBe(404)
    const after = await server.ask(`${members}?after=${other.minji.memberId}`, { cookie: cookies.sora })
    expect(after.status).toBe(200)
    expect(await after.text()).not.toContain(other.taeho.memberId)
  })

  test('in the address of a claim', async () => {
    for (const rest of ['', '/edit', '/withdraw']) {
      const path = `/c/${room.slug}/claims/${ids.theirClaim}${rest}`
      expect((await server.ask(path, { cookie: cookies.minji })).status).toBe(404)
      expect(
        await notFound({ path, who, fields: { ...claimFields(), version: '1', why: '' }, texts: [] }),
      ).toBe(404)
    }
  })

  test('A3, A4: fields of one’s own making change nothing', async () => {
    const mine = { id: randomUUID(), caseId: other.caseId, memberId: other.minji.memberId, receiptNo: '999' }
    const draft = {
      ...claimFields(),
      ...mine,
      clientId: randomUUID(),
      state: 'withdrawn',
      role: 'host',
      isOrganizer: 'true',
      version: '9',
    }
    const answer = await send({ path: `/c/${room.slug}/claims/new`, who, fields: draft, texts: [] })
    expect(answer.status).toBe(303)
    const row = await server.db
      .selectFrom('claim')
      .selectAll()
      .where('client_id', '=', draft.clientId)
      .executeTakeFirst()
    expect(row).toMatchObject({
      case_id: room.caseId,
      member_id: room.minji.memberId,
      state: 'submitted',
      version: 1,
    })
    expect(row?.receipt_no).not.toBe(999)
    const joining = { ...entry(), role: 'host', accountId: room.sora.accountId, caseId: other.caseId }
    const guest = await send({ path: `/j/${room.code}`, fields: joining, texts: [] })
    expect(guest.status).toBe(302)
    const member = await server.db
      .selectFrom('member')
      .selectAll()
      .where('nickname', '=', joining.nickname)
      .executeTakeFirst()
    expect(member).toMatchObject({ role: 'member', case_id: room.caseId })
  })
})

describe('amounts and dates', () => {
  test('1,000원 is a thousand; what is no amount is refused', async () => {
    const file = (changes: Record<string, string>) =>
      send({ path: `/c/${room.slug}/claims/new`, who: 'minji', fields: claimFields(), texts: [] }, changes)
    const filed = await file({ 'items[0].amount': '1,000원' })
    expect(filed.status).toBe(303)
    const receipt = new URL(filed.headers.get('Location') ?? '', server.origin).pathname
    expect(await (await server.ask(receipt, { cookie: cookies.minji })).text()).toContain('1,000원')
    const wrong: Record<string, string>[] = [
      { 'items[0].amount': '-1' },
      { 'items[0].amount': '1000000000000000' },
      { 'items[0].amount': '1e15' },
      { 'items[0].amount': 'NaN' },
      { 'items[0].amount': '0x10' },
      { refunded: '129001' },
      { refunded: '-1' },
      { orderedOn: '2024년 2월 30일' },
      { orderedOn: '2024-13-01' },
      { orderedOn: '0000-00-00' },
      { orderedOn: '+012024-01-01' },
      { paidOn: '2월 30일' },
      { orderNumber: '1'.repeat(200) },
      { 'items[0].quantity': '1e9' },
      { 'items[0].quantity': '-1' },
    ]
    for (const changes of wrong) expect((await file(changes)).status, JSON.stringify(changes)).toBe(422)
  })
})

test('a claim on the side one does not stand on is refused', async () => {
  const { kind } = sellerDraft()
  const fields = { ...claimFields(), kind, settlementCycle: 'monthly', dueOn: '2024-08-16' }
  const answer = await send({ path: `/c/${room.slug}/claims/new`, who: 'minji', fields, texts: [] })
  expect(answer.status).toBe(403)
})
