import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RULES_VERSION } from '#app/shapes/rules-version.ts'
import { memberIn } from '#server/domain/access.ts'
import { publicCase, similarCases } from '#server/domain/case.ts'
import { invitesIn } from '#server/domain/invite.ts'
import { joined, openTestCase, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'

// Opening, showing, sharing and running a case, over HTTP and without scripts.

let server: TestServer
let room: TestCase
let sora: string

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault, { shopName: '알렛츠' })
  sora = await server.signedIn(room.sora.accountId)
})

afterAll(() => server.close())

const at = (path: string) => `/c/${room.slug}${path}`
const placeOf = (answer: Response) => new URL(answer.headers.get('Location') ?? '', server.origin)

async function pageOf(where: string, cookie?: string) {
  const answer = await server.ask(where, cookie ? { cookie } : {})
  return { status: answer.status, html: await answer.text(), headers: answer.headers }
}

function send(where: string, fields: [string, string][], cookie = sora) {
  return server.ask(where, { method: 'POST', body: new URLSearchParams(fields), cookie })
}

const opening = (shopName: string, more: [string, string][] = []): [string, string][] => [
  ['shopName', shopName],
  ['operatorName', '달빛커머스'],
  ['businessNumber', ''],
  ['troubles', 'closed'],
  ['troubles', 'unsettled'],
  ['noticeOn', '20240816'],
  ['closesOn', '2024. 8. 31.'],
  ['settlesOn', ''],
  ['noticeText', '서비스를 종료합니다.'],
  ['noticeUrl', 'shop.example.com/notice'],
  ['admits', 'buyer'],
  ['admits', 'seller'],
  ['openJoin', 'on'],
  ['nickname', '여는 사람'],
  ['side', 'buyer'],
  ['rules', RULES_VERSION],
  ...more,
]

describe('the first page', () => {
  test('says what Moa is and finds a room without scripts', async () => {
    const { status, html } = await pageOf('/')
    expect(status).toBe(200)
    expect(html).toContain('쇼핑몰이 갑자기 문을 닫거나')
    const found = await pageOf(`/?q=${encodeURIComponent('알레')}`)
    expect(found.html).toContain(`href="/c/${room.slug}"`)
    const nothing = await pageOf(`/?q=${encodeURIComponent('<script>alert(1)</script>')}`)
    expect(nothing.html).not.toContain('<script>alert(1)')
  })

  test('lists the rooms one is in', async () => {
    expect((await pageOf('/', sora)).html).toContain(`href="/c/${room.slug}/room/all"`)
  })

  test('answers while typing', async () => {
    const answer = await server.ask(`/cases/similar?q=${encodeURIComponent('ㅇㄹㅊ')}`)
    expect(await answer.json()).toMatchObject({
      asked: 'ㅇㄹㅊ',
      cases: [{ slug: room.slug, members: null }],
    })
  })
})

describe('opening', () => {
  test('asks for an account first and comes back', async () => {
    const answer = await server.ask('/open?shop=%EB%B3%84')
    expect(placeOf(answer).pathname).toBe('/signup')
    expect(placeOf(answer).searchParams.get('next')).toBe('/open?shop=%EB%B3%84')
    const minji = await server.signedIn(room.minji.accountId)
    const sent = await send('/open', opening('손님상점'), minji)
    expect(placeOf(sent).pathname).toBe('/signup')
    expect(await similarCases(server.db, '손님상점')).toEqual([])
  })

  test('leads to sharing, with a link that works', async () => {
    const answer = await send('/open', opening('별빛상점'))
    expect(answer.status).toBe(302)
    const share = placeOf(answer)
    expect(share.pathname).toMatch(/^\/c\/[a-z0-9]{10}\/more\/share$/)
    const { html } = await pageOf(share.pathname, sora)
    const link = html.match(/http:\/\/localhost:\d+\/j\/[\w-]{22}/)?.[0] ?? ''
    expect((await pageOf(new URL(link).pathname)).status).toBe(200)
    const slug = share.pathname.split('/')[2] ?? ''
    expect(await publicCase(server.db, slug)).toMatchObject({
      closesOn: '2024-08-31',
      noticeUrl: 'https://shop.example.com/notice',
      admits: ['buyer', 'seller'],
    })
  })

  test('twice is once: the second sending is shown the room', async () => {
    await send('/open', opening('두번상점'))
    const answer = await send('/open', opening('두번 상점'))
    expect(answer.status).toBe(409)
    const html = await answer.text()
    expect(html).toContain('이미 방이 있어요')
    expect(html).toMatch(/href="\/c\/[a-z0-9]{10}"/)
    expect(html).toMatch(/name="shopName"[^>]*value="두번 상점"/)
  })

  test.each([
    ['businessNumber', '123-45-67890', '서로 맞지 않아요'],
    ['closesOn', '2024-02-30', '달력에 없는 날'],
    ['noticeUrl', 'javascript:alert(1)', '공지 주소를'],
    ['noticeText', '담당자 900101-1234560', '주민등록번호'],
  ])('%s %s comes back with a sentence and with what was typed', async (name, value, words) => {
    const fields = opening('틀린상점').map(
      ([key, old]) => [key, key === name ? value : old] as [string, string],
    )
    const answer = await send('/open', fields)
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain(words)
    expect(html).toContain('틀린상점')
    expect(html).toContain(value)
  })
})

describe('the public page', () => {
  test('has facts, a clock and a way in, and no names', async () => {
    const { status, html } = await pageOf(at(''))
    expect(status).toBe(200)
    for (const words of [
      '알렛츠 사건방',
      '영업종료',
      '달빛커머스',
      'shop.example.com',
      '5명 미만',
      at('/join'),
    ]) {
      expect(html).toContain(words)
    }
    expect(html).not.toMatch(/방장 소라|민지|태호/)
    expect(html).not.toContain(room.caseId)
  })

  test('has a picture of the right size whose address follows what it shows', async () => {
    const version = async () => (await pageOf(at(''))).html.match(/og\.png\?v=(\w+)/)?.[1]
    const before = await version()
    const answer = await server.ask(at(`/og.png?v=${before}`))
    expect(answer.headers.get('Content-Type')).toBe('image/png')
    const png = Buffer.from(await answer.arrayBuffer())
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 600])
    await joined(server.db, room.code, '다섯째 사람', 'buyer')
    expect(await version()).not.toBe(before)
    expect((await server.ask('/c/zzzzzzzzzz/og.png')).status).toBe(404)
  })

  test('says at the door when it is closed', async () => {
    const closed = await openTestCase(server.db, server.vault, { openJoin: false })
    const { html } = await pageOf(`/c/${closed.slug}`)
    expect(html).toContain('초대 링크로만')
    expect(html).not.toContain(`href="/c/${closed.slug}/join"`)
  })
})

describe('inside', () => {
  const pages = ['/more', '/more/share', '/more/recovery', '/more/leave']
  const staffPages = ['/host/invites', '/host/members']

  test.each([...pages, ...staffPages, '/host/edit'])('%s is for whom it is', async (path) => {
    const cookies = {
      host: sora,
      member: await server.signedIn(room.taeho.accountId),
      stranger: await server.signedIn(room.jun.accountId ?? ''),
    }
    const status = async (cookie?: string) => (await pageOf(at(path), cookie)).status
    expect(await status(cookies.host)).toBe(200)
    expect(await status(cookies.member)).toBe(pages.includes(path) ? 200 : 403)
    expect(await status(cookies.stranger)).toBe(404)
    expect(await status()).toBe(404)
  })

  test('the host makes, replaces and closes links', async () => {
    const list = () => invitesIn(server.db, room.sora.viewer, { slug: room.slug }, { vault: server.vault })
    const id = '8e2b9d53-5f0e-4c7f-9a5c-4a7a3c0d1b2e'
    const fields: [string, string][] = [
      ['intent', 'make'],
      ['id', id],
      ['expiresAt', '2099-12-31'],
      ['maxUses', '300명'],
    ]
    expect((await send(at('/host/invites'), fields)).status).toBe(302)
    expect((await send(at('/host/invites'), fields)).status).toBe(302)
    const made = (await list()).filter((each) => each.maxUses === 300)
    expect(made).toMatchObject([{ id, expiresAt: '2099-12-31T15:00:00.000Z', state: 'open' }])
    const change = (intent: string): [string, string][] => [
      ['intent', intent],
      ['inviteId', id],
    ]
    await send(at('/host/invites'), change('rotate'))
    const next = (await list()).find((each) => each.maxUses === 300 && each.state === 'open')
    expect(next?.id).not.toBe(id)
    expect((await send(at('/host/invites'), change('rotate'))).status).toBe(409)
    await send(at('/host/invites'), [
      ['intent', 'revoke'],
      ['inviteId', next?.id ?? ''],
    ])
    expect((await list()).find((each) => each.id === next?.id)?.state).toBe('revoked')
  })

  test.each([
    ['expiresAt', '2020-01-01', '오늘이나 그 뒤로'],
    ['maxUses', '0', '1명부터 100,000명'],
    ['maxUses', '많이', '1명부터 100,000명'],
  ])('a link with %s %s is refused in words', async (name, value, words) => {
    const answer = await send(at('/host/invites'), [
      ['intent', 'make'],
      [name, value],
    ])
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(words)
  })

  test('a member cannot make links, remove people or edit', async () => {
    const taeho = await server.signedIn(room.taeho.accountId)
    expect((await send(at('/host/invites'), [['intent', 'make']], taeho)).status).toBe(403)
    expect((await send(at('/host/members'), [['memberId', room.minji.memberId]], taeho)).status).toBe(403)
    expect((await send(at('/host/edit'), opening('알렛츠'), taeho)).status).toBe(403)
  })

  test('the host removes somebody, who then finds nothing', async () => {
    const person = await joined(server.db, room.code, '곧 나갈 사람', 'buyer')
    const cookie = await server.signedIn(person.accountId)
    expect((await pageOf(at('/more'), cookie)).status).toBe(200)
    await send(at('/host/members'), [['memberId', person.memberId]])
    for (const path of ['/more', '/room/all', '/more/share', '/claims']) {
      expect((await pageOf(at(path), cookie)).status).toBe(404)
    }
    await expect(memberIn(server.db, person.viewer, { slug: room.slug })).rejects.toThrow('shared.not_found')
  })

  test('editing shows at once in public', async () => {
    const answer = await send(at('/host/edit'), opening('알렛츠').concat([]))
    expect(answer.status).toBe(302)
    expect((await pageOf(at(''))).html).toContain('2024년 8월 31일')
  })
})
