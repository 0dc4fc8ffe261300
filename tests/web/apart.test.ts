import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Label, labels } from '#app/shapes/case.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { makeInvite } from '#server/domain/invite.ts'
import { joinCase } from '#server/domain/member.ts'
import { writeNotice } from '#server/domain/notice.ts'
import { openPoll } from '#server/domain/poll.ts'
import { proposeRespondent } from '#server/domain/respondent.ts'
import { answerUnion, carriedClaim, carryUnion, proposeUnion } from '#server/domain/union.ts'
import { nobody } from '#server/domain/viewer.ts'
import { buyerDraft } from '#tests/domain/claims.ts'
import { respondentDraft } from '#tests/domain/respondents.ts'
import { accountHolder, entryOf, openTestCase, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'

// Who stands beside a room: helpers with a label, a company that speaks, and a room that went on in another.

let server: TestServer
let room: TestCase
let host: string
let minji: string
beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
  host = await server.signedIn(room.sora.accountId)
  minji = await server.signedIn(room.minji.accountId)
})
afterAll(() => server.close())
const led = (answer: Response) => answer.headers.get('Location') ?? ''

describe('a helper with a label', () => {
  const pages = [
    'notices',
    'schedule',
    'facts',
    'respondents',
    'figures',
    'filings',
    'claims',
    'more',
  ] as const
  const opened: Record<Label, string[]> = {
    observer: ['notices', 'schedule', 'facts', 'respondents', 'figures', 'more'],
    lawyer: ['notices', 'schedule', 'facts', 'respondents', 'figures', 'filings', 'more'],
    press: ['notices', 'schedule', 'more'],
    agency: ['notices', 'schedule', 'facts', 'respondents', 'figures', 'filings', 'more'],
  }

  test.each(labels)('%s comes by the link, is told what it sees, and sees that', async (label) => {
    const { slug, sora } = room
    const terms = { slug, expiresAt: null, maxUses: null, label }
    const { code } = await makeInvite(server.db, sora.viewer, terms, { vault: server.vault })
    const form = { ...entryOf(`도움 ${label}`), side: 'helper' } as Record<string, string>
    const came = await server.post(`/j/${code}`, form)
    expect(came.status).toBe(302)
    const cookie = (came.headers.getSetCookie()[0] ?? '').split(';')[0] ?? ''
    const seen = []
    for (const page of pages) {
      const answer = await server.ask(`/c/${slug}/${page}`, { cookie })
      if (answer.status === 200) seen.push(page)
      else expect(answer.status).toBe(403)
    }
    expect(seen).toEqual(opened[label])
    const talk = await server.ask(`/c/${slug}/room/all`, { cookie })
    const talks = label === 'observer' || label === 'lawyer'
    expect([talk.status, led(talk)]).toEqual(talks ? [200, ''] : [302, `/c/${slug}/notices`])
    const more = await (await server.ask(`/c/${slug}/more`, { cookie })).text()
    expect(more.includes(`/c/${slug}/claims`)).toBe(false)
    expect(more.includes(`/c/${slug}/facts`)).toBe(label !== 'press')
  })
})

test('a helper with a label confirms a notice in the talk, and looks on at a poll', async () => {
  const { slug, sora } = room
  const terms = { slug, expiresAt: null, maxUses: null, label: 'observer' as const }
  const { code } = await makeInvite(server.db, sora.viewer, terms, { vault: server.vault })
  const { accountId } = await joinCase(server.db, nobody, { code }, entryOf('지켜보는 이'))
  const cookie = await server.signedIn(accountId)
  const [noticeId, pollId] = [randomUUID(), randomUUID()]
  const said = { slug, channel: 'all' as const }
  const notice = { ...said, title: '공지', body: '알려요', pins: false, publishAt: null, from: null }
  await writeNotice(server.db, sora.viewer, { ...notice, id: noticeId })
  const poll = {
    question: '어디에 낼까요?',
    options: ['소비자원', '경찰'],
    multiple: false,
    anonymous: false,
  }
  await openPoll(server.db, sora.viewer, { ...said, ...poll, id: pollId, closesAt: null })
  const done = (fields: Record<string, string>, by = cookie) =>
    server.post(`/c/${slug}/cards`, fields, by).then((answer) => answer.json())
  expect(await done({ intent: 'ack', id: noticeId })).toEqual({ ok: true, acks: 1 })
  const cast = { intent: 'vote', id: pollId, choices: '1' }
  expect(await done(cast)).toMatchObject({ ok: false, code: 'label.no_vote' })
  expect(await done(cast, minji)).toMatchObject({ ok: true, voters: 1 })
  const page = async (by: string) => (await server.ask(`/c/${slug}/polls/${pollId}`, { cookie: by })).text()
  expect(await page(cookie)).toContain('결과만 볼 수 있어요')
  expect(await page(cookie)).not.toContain('name="choices"')
  expect(await page(minji)).toContain('name="choices"')
})

test('a company comes in by its code, says something under its label, and answers an order', async () => {
  const { slug, sora, minji: buyer } = room
  const { db, vault } = server
  const draft = respondentDraft({ businessNumber: '1208147521', name: '인터스텔라' })
  await proposeRespondent(db, sora.viewer, { slug, ...draft })
  const claim = buyerDraft({ orderNumber: 'ZX-9001' })
  const { claimId } = await submitClaim(db, buyer.viewer, { slug, draft: claim }, { vault })
  const sent = { id: randomUUID(), respondentId: draft.id, means: 'phone', sentTo: '02-000-0000' }
  expect((await server.post(`/c/${slug}/host/voices`, sent, host)).status).toBe(303)
  const made = await (await server.ask(`/c/${slug}/host/voices`, { cookie: host })).text()
  const way = /\/v\/[\w-]+/.exec(made)?.[0] ?? ''
  const { accountId } = await accountHolder(db, vault)
  const company = await server.signedIn(accountId ?? '')
  expect((await server.post(way, { businessNumber: '220-81-62517' }, company)).status).toBe(422)
  const taken = await server.post(way, { businessNumber: '120-81-47521' }, company)
  const desk = led(taken)
  expect(desk).toMatch(/^\/voice\//)
  await server.post(desk, { intent: 'say', id: randomUUID(), body: '9월에 환불할게요.' }, company)
  const words = { orders: 'ZX9001\nQQ-1', answer: 'ships', note: '이번 주에 보내요' }
  await server.post(desk, { intent: 'answer', id: randomUUID(), ...words }, company)
  expect(await (await server.ask(desk, { cookie: company })).text()).toContain('주문 2건')
  const read = await (await server.ask(`/c/${slug}/respondents`, { cookie: minji })).text()
  expect(read).toContain('9월에 환불할게요.')
  const own = await (await server.ask(`/c/${slug}/claims/${claimId}`, { cookie: minji })).text()
  expect(own).toMatch(/업체의 답[\s\S]*직접 배송 가능[\s\S]*이번 주에 보내요/)
  for (const page of ['room/all', 'facts', 'claims', 'respondents', 'notices']) {
    expect((await server.ask(`/c/${slug}/${page}`, { cookie: company })).status).toBe(404)
  }
})

test('old links of a room that ended lead on, and its talk can still be read', async () => {
  const { db, vault } = server
  const from = await openTestCase(db, vault)
  const { claimId } = await submitClaim(
    db,
    from.minji.viewer,
    { slug: from.slug, draft: buyerDraft() },
    { vault },
  )
  const unionId = randomUUID()
  await proposeUnion(db, from.sora.viewer, { slug: from.slug, id: unionId, into: room.slug })
  await answerUnion(db, room.sora.viewer, { slug: room.slug, unionId, agrees: true })
  await carryUnion(db, { unionId }, { vault })
  const went = async (path: string, cookie?: string) => {
    const answer = await server.ask(path, cookie ? { cookie } : {})
    return `${answer.status} ${led(answer)}`
  }
  const old = `/c/${from.slug}`
  expect(await went(old)).toBe(`308 /c/${room.slug}`)
  expect(await went(`${old}/join`)).toBe(`308 /c/${room.slug}/join`)
  expect(await went(`${old}/story`)).toBe(`308 /c/${room.slug}/story`)
  const reader = await server.signedIn(from.minji.accountId)
  expect(await went(`/j/${from.code}`, reader)).toBe(`302 /c/${room.slug}/room/all`)
  const to = await carriedClaim(db, from.minji.viewer, { claimId })
  expect(await went(`${old}/claims/${claimId}`, reader)).toBe(`301 /c/${room.slug}/claims/${to?.claimId}`)
  const talk = await (await server.ask(`${old}/room/all`, { cookie: reader })).text()
  expect(talk).toContain('읽기만 할 수 있는 방이에요')
  expect(talk).toContain(`/c/${room.slug}/room`)
  expect(talk).toContain('대화는 합쳐진 방에서 이어져요')
  expect(talk).not.toContain('name="body"')
  const elsewhere = await (await server.ask(`/c/${room.slug}/room/all`, { cookie: host })).text()
  expect(elsewhere).toContain('name="body"')
})
