import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { exportText } from '#app/text/ko/export.ts'
import { sentenceOf } from '#app/text/ko/refusals.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { attachmentHeaders } from '#server/web/attachment.ts'
import { openTestCase, SORA_PASSWORD, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { buyerDraft } from '../domain/claims.ts'

const REASON = '소비자원에 내려고 해요'
let server: TestServer
let room: TestCase
let page: string
let sora: string

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
  page = `/c/${room.slug}/host/exports`
  sora = await server.signedIn(room.sora.accountId)
  const draft = buyerDraft({ orderNumber: '000123' })
  await submitClaim(server.db, room.minji.viewer, { slug: room.slug, draft }, { vault: server.vault })
})

afterAll(() => server.close())

const fields = (changes: Record<string, string> = {}) => ({
  format: 'xlsx',
  shape: 'claims',
  side: '',
  reason: REASON,
  password: SORA_PASSWORD,
  ...changes,
})

const html = async (cookie: string) => (await server.ask(page, { cookie })).text()

async function latestExport() {
  return server.db
    .selectFrom('export')
    .select(['id', 'state', 'expires_at'])
    .where('case_id', '=', room.caseId)
    .orderBy('requested_at', 'desc')
    .executeTakeFirst()
}

async function readyExport(changes: Record<string, string> = {}): Promise<string> {
  const answer = await server.post(page, fields(changes), sora)
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toBe(`${page}#made`)
  await vi.waitFor(async () => expect((await latestExport())?.state).toBe('ready'), { timeout: 15_000 })
  return (await latestExport())?.id ?? ''
}

const fileOf = (id: string, cookie: string, method = 'GET') =>
  server.ask(`${page}/${id}/file`, { cookie, method })

describe('the page', () => {
  test('is a plain form for the host, kept nowhere', async () => {
    const answer = await server.ask(page, { cookie: sora })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toContain('no-store')
    const text = await answer.text()
    expect(text).toContain(exportText.title)
    expect(text).toContain('<form method="post"')
    expect(text).toContain('name="password"')
    expect(text).toContain(exportText.past.empty)
  })

  test('is not there for others', async () => {
    await server.db
      .updateTable('member')
      .set({ role: 'cohost' })
      .where('id', '=', room.taeho.memberId)
      .execute()
    const other = await openTestCase(server.db, server.vault)
    const visits: [string, number][] = [
      [room.minji.accountId, 403],
      [room.taeho.accountId, 403],
      [other.sora.accountId, 404],
      [room.jun.accountId ?? '', 404],
    ]
    for (const [accountId, status] of visits) {
      const cookie = await server.signedIn(accountId)
      expect((await server.ask(page, { cookie })).status).toBe(status)
      expect((await server.post(page, fields(), cookie)).status).toBe(status)
    }
    expect((await server.ask(page)).status).toBe(404)
    expect(await latestExport()).toBeUndefined()
  })
})

describe('asking for a list', () => {
  test.each([
    ['a wrong password', { password: '다른 비밀번호예요' }, 'account.wrong_password'],
    ['no password', { password: '' }, 'password.empty'],
    ['a short reason', { reason: '그냥' }, 'reason.too_short'],
    ['no reason', { reason: '' }, 'reason.empty'],
    ['a CSV of both sides', { format: 'csv' }, 'export.side_needed'],
    ['a resident number in the reason', { reason: '김민지 900101-1234560 확인용' }, 'reason.resident_number'],
  ])(
    'with %s is refused beside the field, and keeps what was typed but the password',
    async (_, change, code) => {
      const answer = await server.post(page, fields(change), sora)
      expect(answer.status).toBe(422)
      const text = await answer.text()
      expect(text).toContain(sentenceOf(code))
      if (!('reason' in change)) expect(text).toContain(REASON)
      expect(text).not.toContain(SORA_PASSWORD)
      expect(await latestExport()).toBeUndefined()
    },
  )

  test('from another site is refused before anything happens', async () => {
    const answer = await server.ask(page, {
      method: 'POST',
      cookie: sora,
      headers: { Origin: 'https://evil.example.com' },
      body: new URLSearchParams(fields()),
    })
    expect(answer.status).toBe(403)
    expect(await latestExport()).toBeUndefined()
  })

  test('shows it growing and then ready, without scripts', async () => {
    const id = await readyExport()
    const text = await html(sora)
    expect(text).toContain(exportText.states.ready)
    expect(text).toContain(`${page}/${id}/file`)
    expect(text).toContain(REASON)
  })
})

describe('fetching a list', () => {
  test('sends the workbook to be saved under a Korean name', async () => {
    const answer = await fileOf(await readyExport(), sora)
    expect(answer.status).toBe(200)
    const headers = Object.fromEntries(answer.headers)
    expect(headers['cache-control']).toContain('no-store')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['content-disposition']).toMatch(/^attachment; filename="list\.xlsx"; filename\*=UTF-8''/)
    const name = decodeURIComponent(headers['content-disposition']?.split("''")[1] ?? '')
    expect(name).toMatch(/_피해명단_20\d{6}\.xlsx$/)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect(headers['content-length']).toBe(String(bytes.length))
    const { sheets } = await readXlsx(bytes)
    expect(sheets.map((sheet) => sheet.name)).toEqual(['표지', '구매자', '판매자'])
    expect(sheets[1]?.rows[1]).toContain('000123')
  })

  test('sends CSV uncompressed, byte for byte', async () => {
    const id = await readyExport({ format: 'csv', side: 'buyer' })
    const answer = await server.ask(`${page}/${id}/file`, {
      cookie: sora,
      headers: { 'Accept-Encoding': 'br, gzip' },
    })
    expect(answer.headers.get('content-encoding')).toBeNull()
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(new TextDecoder().decode(bytes)).toContain('000123')
  })

  test('asked for its head only, records no download', async () => {
    const id = await readyExport()
    expect((await fileOf(id, sora, 'HEAD')).status).toBe(200)
    const row = await server.db
      .selectFrom('ledger')
      .select('seq')
      .where('kind', '=', 'export.downloaded')
      .where('data', '@>', JSON.stringify({ exportId: id }) as never)
      .executeTakeFirst()
    expect(row).toBeUndefined()
  })

  test('is not found by others, after its end, or under a wrong id: the same answer', async () => {
    const id = await readyExport()
    const minji = await server.signedIn(room.minji.accountId)
    const strange = [
      await fileOf(id, minji),
      await fileOf(id, ''),
      await fileOf('00000000-0000-4000-8000-000000000000', sora),
      await fileOf('..%2f..%2fetc', sora),
      await fileOf('%00', sora),
    ]
    expect(strange.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404])
    await server.db
      .updateTable('export')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('id', '=', id)
      .execute()
    expect((await fileOf(id, sora)).status).toBe(404)
    expect(await html(sora)).toContain(exportText.states.expired)
  })
})

describe('the headers of a file', () => {
  test('X8: carry any name safely', () => {
    const of = (name: string) =>
      attachmentHeaders({ name, type: 'text/csv', bytes: 1 })['Content-Disposition']
    expect(of("가'(b)*.csv")).toBe(
      `attachment; filename="list.csv"; filename*=UTF-8''%EA%B0%80%27%28b%29%2A.csv`,
    )
    expect(of('a"\r\nSet-Cookie: x\ud800.csv')).toMatch(/^[\x20-\x7e]+$/)
  })
})

test('too many lists in an hour are held back', async () => {
  const strict = await startServer({ limitFactor: 1 })
  try {
    const { slug, sora: host } = await openTestCase(strict.db, strict.vault)
    const cookie = await strict.signedIn(host.accountId)
    const ask = async () => (await strict.post(`/c/${slug}/host/exports`, fields(), cookie)).status
    const answers: number[] = []
    for (let i = 0; i < 7; i++) answers.push(await ask())
    expect(answers).toEqual([302, 302, 302, 302, 302, 302, 429])
  } finally {
    await strict.close()
  }
})
