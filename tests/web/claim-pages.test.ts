import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { claimHistory } from '#server/domain/claim/read.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { caseTotals } from '#server/domain/total.ts'
import { buyerDraft, sellerDraft } from '#tests/domain/claims.ts'
import { joined, openTestCase, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'

// The pages of a claim as plain HTML, the way they work where no script runs.

let server: TestServer
let room: TestCase
let minji: string
let taeho: string

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
  minji = await server.signedIn(room.minji.accountId)
  taeho = await server.signedIn(room.taeho.accountId)
})

afterAll(() => server.close())

const at = (path = '') => `/c/${room.slug}/claims${path}`

function fields(changes: Record<string, string> = {}): Record<string, string> {
  return {
    clientId: randomUUID(),
    kind: 'refund',
    orderNumber: `AL-${randomUUID().slice(0, 8)}`,
    orderedOn: '2024-08-10',
    paidOn: '',
    paymentMethod: 'easy_pay',
    cardIssuer: '카카오페이',
    installmentMonths: '',
    'items[0].name': '여름 이불 세트',
    'items[0].quantity': '1',
    'items[0].amount': '1,000원',
    refunded: '',
    story: '',
    'identity.name': '김민지',
    'identity.phone': '010-0000-1234',
    'identity.email': 'minji@example.com',
    consentVersion: '2026-11-22',
    ...changes,
  }
}

async function filed(changes: Record<string, string> = {}, cookie = minji): Promise<string> {
  const answer = await server.post(at('/new'), fields(changes), cookie)
  expect(answer.status).toBe(303)
  return new URL(answer.headers.get('Location') ?? '', server.origin).pathname
}

describe('filing', () => {
  test('a form filled in leads to a receipt', async () => {
    const page = await server.ask(at('/new'), { cookie: minji })
    const html = await page.text()
    expect(page.status).toBe(200)
    expect(html).toMatch(/name="clientId" value="[0-9a-f-]{36}"/)
    expect(html).toContain('다른 참여자에게 보이지 않아요')
    const receipt = await filed({ orderNumber: '0012-3400' })
    const shown = await (await server.ask(receipt, { cookie: minji })).text()
    for (const words of ['0012-3400', '여름 이불 세트', '1,000원', '제출']) expect(shown).toContain(words)
    const list = await (await server.ask(at(), { cookie: minji })).text()
    expect(list).toContain('여름 이불 세트')
  })

  test('what is wrong is said beside its field, and nothing typed is lost', async () => {
    const answer = await server.post(
      at('/new'),
      fields({ orderNumber: 'AL-9', 'items[0].amount': '-2,000', story: '긴 이야기' }),
      minji,
    )
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('금액은 0원보다 작을 수 없어요')
    for (const typed of ['AL-9', '2,000', '긴 이야기', '김민지', '010-0000-1234']) {
      expect(html).toContain(typed)
    }
  })

  test('a resident registration number is refused and not kept', async () => {
    const story = '제 번호는 900101-1234560 입니다'
    const answer = await server.post(at('/new'), fields({ story }), minji)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain('모아는 주민등록번호를 받지 않아요')
  })

  test('the same form sent twice is one claim', async () => {
    const form = fields()
    const [first, again] = await Promise.all([1, 2].map(() => server.post(at('/new'), form, minji)))
    expect(first?.headers.get('Location')).toBe(again?.headers.get('Location'))
  })

  test('lines are added and removed by the form itself', async () => {
    const form = fields({
      'items[0].name': '가을 담요',
      'items[1].name': '베개',
      'items[1].quantity': '2',
      'items[1].amount': '5000',
    })
    const edit = `${await filed()}/edit`
    const more = await (await server.post(edit, { ...form, version: '1', row: 'add' }, minji)).text()
    expect(more).toContain('name="items[2].amount"')
    expect(more).toContain('value="베개"')
    for (const typed of [form.orderNumber, '김민지', '2024-08-10']) expect(more).toContain(`value="${typed}"`)
    expect(more).toMatch(/<option value="easy_pay" selected/)
    const less = await (await server.post(edit, { ...form, version: '1', row: 'remove-0' }, minji)).text()
    expect(less).toContain('value="베개"')
    expect(less).not.toContain('가을 담요')
    expect(less).not.toContain('name="items[1].amount"')
  })

  test('all that was typed into the whole form comes back, whatever is wrong with one field', async () => {
    const edit = `${await filed({ orderNumber: 'AL-31' })}/edit`
    const typed = {
      kind: 'cancelled',
      'answers.consent': 'no',
      'answers.threat': '불이익을 당할 수 있다고 했어요',
      cancelledOn: '2024년 8월 12일',
      sellerName: '다온가게',
      'refunds[0].amount': '300원',
      'refunds[0].on': '8월 32일',
      'offers[0].what': 'points',
      'offers[0].words': '포인트 만 점',
      'identity.bank': '다온은행',
    }
    const answer = await server.post(edit, fields({ orderNumber: 'AL-31', version: '1', ...typed }), minji)
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('날짜를 이렇게 적어 주세요')
    for (const [name, value] of Object.entries(typed)) expect(html, name).toContain(value)
    expect(html).toMatch(/name="answers.consent"[^>]*checked[^>]*value="no"|value="no"[^>]*checked/)
  })

  test('another kind asks other questions, without scripts too', async () => {
    const edit = `${await filed()}/edit`
    expect(await (await server.ask(edit, { cookie: minji })).text()).toContain('answers.refundState')
    const form = fields({ version: '1', kind: 'defect', row: 'kind' })
    const asked = await (await server.post(edit, form, minji)).text()
    expect(asked).toContain('answers.fault')
    expect(asked).not.toContain('answers.refundState')
  })

  test('a page that was open before a claim was filed files no second one, unless it says something else', async () => {
    const id = async () =>
      /name="clientId" value="([0-9a-f-]{36})"/.exec(
        await (await server.ask(at('/new'), { cookie: minji })).text(),
      )?.[1] ?? ''
    const clientId = await id()
    expect(await id()).toBe(clientId)
    const form = fields({ clientId })
    const [one, two] = await Promise.all([1, 2].map(() => server.post(at('/new'), form, minji)))
    expect(one?.headers.get('Location')).toBe(two?.headers.get('Location'))
    const other = await server.post(at('/new'), fields({ clientId, story: '다른 일' }), minji)
    expect(other.status).toBe(409)
    const html = await other.text()
    expect(html).toContain('다른 화면에서 먼저 낸 신고가 있어요')
    expect(html).toContain('다른 일')
    expect(html).toContain(`name="clientId" value="${await id()}"`)
    expect(html).not.toContain(`name="clientId" value="${clientId}"`)
  })

  test('a seller gets the seller’s form; one who is both chooses; a helper files none', async () => {
    expect(await (await server.ask(at('/new'), { cookie: taeho })).text()).toContain('value="settlement"')
    const hana = await server.signedIn(room.hana.accountId)
    const choice = await (await server.ask(at('/new'), { cookie: hana })).text()
    expect(choice).toContain('?side=seller')
    const chosen = await server.ask(at('/new?side=seller'), { cookie: hana })
    expect(await chosen.text()).toContain('value="settlement"')
    const helper = await joined(server.db, room.code, '도우미', 'helper')
    const none = await server.ask(at('/new'), { cookie: await server.signedIn(helper.accountId) })
    expect(await none.text()).not.toContain('name="orderNumber"')
    const wrong = await server.post(at('/new'), fields(), await server.signedIn(helper.accountId))
    expect(wrong.status).toBe(403)
  })
})

describe('changing and withdrawing', () => {
  test('a change makes a version; both stand on the receipt', async () => {
    const receipt = await filed({ orderNumber: 'AL-77' })
    const edit = await (await server.ask(`${receipt}/edit`, { cookie: minji })).text()
    for (const known of ['AL-77', '010-0000-1234', '김민지', 'name="version" value="1"'])
      expect(edit).toContain(known)
    const change = fields({ orderNumber: 'AL-77', refunded: '400', version: '1' })
    const answer = await server.post(`${receipt}/edit`, change, minji)
    expect(answer.status).toBe(303)
    const shown = await (await server.ask(receipt, { cookie: minji })).text()
    for (const words of ['600원', '1판', '2판']) expect(shown).toContain(words)
    const late = await server.post(`${receipt}/edit`, { ...change, clientId: randomUUID() }, minji)
    expect(late.status).toBe(409)
    expect(await late.text()).toContain('다른 화면에서 먼저 고쳤어요')
  })

  test('a withdrawn claim says so and can be changed no more', async () => {
    const receipt = await filed()
    const answer = await server.post(`${receipt}/withdraw`, { why: '환불을 받았어요' }, minji)
    expect(answer.status).toBe(303)
    const shown = await (await server.ask(receipt, { cookie: minji })).text()
    for (const words of ['철회', '환불을 받았어요', '철회할 때 지웠어요']) expect(shown).toContain(words)
    expect((await server.ask(`${receipt}/edit`, { cookie: minji })).status).toBe(302)
    const late = await server.post(`${receipt}/edit`, fields({ version: '2' }), minji)
    expect(late.status).toBe(302)
    const versions = await claimHistory(server.db, room.minji.viewer, {
      claimId: receipt.split('/').at(-1) ?? '',
    })
    expect(versions).toHaveLength(2)
  })
})

describe('who sees what', () => {
  test('name and phone come only when their owner asks', async () => {
    const receipt = await filed()
    const looked = await server.ask(receipt, { cookie: minji })
    const html = await looked.text()
    expect(looked.headers.get('Cache-Control')).toContain('no-store')
    for (const secret of ['김민지', '01000001234', '0000-1234', 'minji@example.com']) {
      expect(html).not.toContain(secret)
    }
    const opened = await (await server.post(receipt, {}, minji)).text()
    for (const secret of ['김민지', '010-0000-1234', 'minji@example.com']) expect(opened).toContain(secret)
  })

  test('host, other members and strangers do not find another’s claim', async () => {
    const receipt = await filed()
    const others = [room.sora.accountId, room.taeho.accountId, room.jun.accountId ?? '']
    const cookies = await Promise.all(others.map((id) => server.signedIn(id)))
    for (const cookie of [...cookies, '']) {
      for (const path of [receipt, `${receipt}/edit`, `${receipt}/withdraw`]) {
        expect((await server.ask(path, { cookie })).status, path).toBe(404)
        expect((await server.post(path, fields({ version: '1' }), cookie)).status, path).toBe(404)
      }
    }
    expect((await server.ask(receipt, { cookie: minji })).status).toBe(200)
  })

  test('a stranger finds neither list nor form', async () => {
    const jun = await server.signedIn(room.jun.accountId ?? '')
    for (const cookie of [jun, '']) {
      expect((await server.ask(at(), { cookie })).status).toBe(404)
      expect((await server.ask(at('/new'), { cookie })).status).toBe(404)
      expect((await server.post(at('/new'), fields(), cookie)).status).toBe(404)
    }
  })

  test('an id that is none is not found, and a form from another site does nothing', async () => {
    for (const path of [
      at('/not-an-id'),
      at('/%00'),
      '/c/%00/claims',
      '/c/%00/totals',
      '/c/%F0%9F%98%80/totals',
    ]) {
      expect((await server.ask(path, { cookie: minji })).status, path).toBe(404)
    }
    const before = await caseTotals(server.db, room.minji.viewer, { slug: room.slug })
    const headers = { Origin: 'https://evil.example' }
    const body = new URLSearchParams(fields())
    const answer = await server.ask(at('/new'), { method: 'POST', body, headers, cookie: minji })
    expect(answer.status).toBe(403)
    const after = await caseTotals(server.db, room.minji.viewer, { slug: room.slug })
    expect(after.buyer).toEqual(before.buyer)
  })
})

describe('public totals', () => {
  test('are hidden below five people, then told, and answer 304 while unchanged', async () => {
    const other = await openTestCase(server.db, server.vault)
    const where = `/c/${other.slug}/totals`
    const file = { vault: server.vault }
    await submitClaim(server.db, other.minji.viewer, { slug: other.slug, draft: buyerDraft() }, file)
    const few = await server.ask(where)
    expect(await few.json()).toMatchObject({ members: 'under5', buyer: 'under5', seller: 'under5' })
    for (let n = 0; n < 5; n++) {
      const seller = await joined(server.db, other.code, `판매자 ${n}`, 'seller')
      await submitClaim(server.db, seller.viewer, { slug: other.slug, draft: sellerDraft() }, file)
    }
    const enough = await server.ask(where)
    expect(await enough.json()).toMatchObject({
      members: 9,
      buyer: 'under5',
      seller: { claimants: 5, claims: 5, remaining: 61_700_000 },
    })
    const tag = enough.headers.get('ETag') ?? ''
    expect((await server.ask(where, { headers: { 'If-None-Match': tag } })).status).toBe(304)
    expect((await server.ask('/c/zzzzzzzzzz/totals')).status).toBe(404)
  })
})
