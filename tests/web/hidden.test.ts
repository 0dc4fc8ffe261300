import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerCitation, citationsAsked } from '#server/domain/citation.ts'
import { keepEvidence, myEvidence } from '#server/domain/evidence.ts'
import { requestTalk } from '#server/domain/export.ts'
import { factsIn, keepFact } from '#server/domain/fact.ts'
import { messagesBefore, postMessage } from '#server/domain/message.ts'
import { hideMessage, ownReviews } from '#server/domain/moderation.ts'
import { readOn } from '#server/domain/notify/read-on.ts'
import { notificationsOf } from '#server/domain/notify.ts'
import { takePicture } from '#server/domain/picture.ts'
import { searchMessages } from '#server/domain/search.ts'
import { type Browser, until } from '#tests/live/server.ts'
import { openTestCase, type Person, type TestCase } from '#tests/people.ts'
import { drawn, inPieces } from '#tests/pictures.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { browserOf } from './browser-line.ts'
import { everyAnswer } from './every-answer.ts'

// P7: a host hides a message that was quoted, cited, told of, exported and has a picture, while others look on.

const WORD = '가려질콩새말'
/** The piece of Taeho's that holds it. */
const evidenceId = randomUUID()

let server: TestServer
let room: TestCase
let channelId: string
let messageId: string
let fileId: string
let onlooker: Browser
let oldExport: string
let cookies: { sora: string; taeho: string }

const say = (who: Person, body: string, more: { replyTo?: string; files?: string[] } = {}) =>
  postMessage(server.db, who.viewer, { channelId, clientId: randomUUID(), body, replyTo: null, ...more })

beforeAll(async () => {
  server = await startServer()
  const { db, owner, files } = server
  room = await openTestCase(db, server.vault)
  await sql`update member set joined_at = now() - interval '1 day'`.execute(owner)
  const { slug, minji, taeho, hana } = room
  cookies = {
    sora: await server.signedIn(room.sora.accountId),
    taeho: await server.signedIn(taeho.accountId),
  }
  ;({ channelId } = await messagesBefore(db, minji.viewer, { slug, kind: 'all', beforeSeq: null }))
  const bytes = inPieces(await drawn('png'))
  const where = { slug, kind: 'all' as const, name: `${WORD}.png`, bytes }
  ;({ id: fileId } = await takePicture(db, minji.viewer, where, { files }))
  ;({ id: messageId } = await say(minji, `@${taeho.nickname} ${WORD}`, { files: [fileId] }))
  await say(taeho, '그러게요', { replyTo: messageId })
  await readOn(db, { channelId })
  const cited = { slug, messages: [messageId] }
  await keepEvidence(db, taeho.viewer, { ...cited, id: evidenceId, title: '남의 글', shows: '' })
  const day = { happenedOn: '2024-08-16', happenedTime: null }
  await keepFact(db, hana.viewer, { ...cited, ...day, id: randomUUID(), body: '공지가 있었어요' })
  for (const { id } of await citationsAsked(db, minji.viewer, { slug })) {
    await answerCitation(db, minji.viewer, { citationId: id, given: true, slug })
  }
  onlooker = await browserOf(server, await server.signedIn(hana.accountId))
  await onlooker.get('channel.enter', { channelId, after: 0 })
  oldExport = await exported()
})
afterAll(async () => {
  onlooker.socket.disconnect()
  await server.close()
})

async function exported(): Promise<string> {
  const talk = { slug: room.slug, channel: 'all' as const, format: 'txt' as const, fromOn: null, toOn: null }
  const { exportId } = await requestTalk(server.db, room.taeho.viewer, { ...talk, id: undefined })
  const row = () =>
    server.db.selectFrom('export').select('state').where('id', '=', exportId).executeTakeFirstOrThrow()
  await until(async () => (await row()).state === 'ready')
  return exportId
}
const fileOf = (exportId: string) =>
  server.ask(`/c/${room.slug}/more/copies/${exportId}/file`, { cookie: cookies.taeho })
const picture = (copy: string, cookie: string) =>
  server.ask(`/c/${room.slug}/files/${fileId}/${copy}`, { cookie })
const found = () => {
  const wish = { terms: [WORD], names: [], kinds: [], since: null, until: null }
  return searchMessages(server.db, room.taeho.viewer, { slug: room.slug, wish, cursor: null })
}
const answers = (cookie: string) =>
  everyAnswer(server, cookie, { slug: room.slug, code: room.code, claimId: randomUUID(), evidenceId })

test('P7: before, the words are everywhere', async () => {
  const { db } = server
  expect((await found()).hits).toHaveLength(1)
  expect(await (await fileOf(oldExport)).text()).toContain(WORD)
  expect((await picture('shown', cookies.taeho)).status).toBe(200)
  expect((await factsIn(db, room.taeho.viewer, { slug: room.slug })).facts[0]?.sources[0]?.body).toContain(
    WORD,
  )
  expect(JSON.stringify(await notificationsOf(db, room.taeho.viewer))).toContain(WORD)
  expect((await answers(cookies.taeho)).join('')).toContain(WORD)
})

describe('P7: a hidden message', () => {
  beforeAll(() => hideMessage(server.db, room.sora.viewer, { messageId, why: 'abuse' }))

  test('leaves open rooms and what those hear who come', async () => {
    const last = () =>
      onlooker
        .heard('channel.changes')
        .flatMap(({ changes }) => changes)
        .at(-1)
    await until(() => last()?.id === messageId)
    expect(last()).toMatchObject({ gone: 'hidden', body: null, files: [], mentions: [] })
    await until(() => onlooker.heard('case.changed').some(({ what }) => what.includes('facts')))
    const late = await browserOf(server, cookies.taeho)
    const caught = await late.get('channel.enter', { channelId, after: 0 })
    late.socket.disconnect()
    expect(caught.changes).toHaveLength(2)
    expect(JSON.stringify(caught)).not.toContain(WORD)
  })

  test('leaves search, notifications and the timeline, with its quotes', async () => {
    const { db } = server
    expect((await found()).hits).toEqual([])
    expect(JSON.stringify(await notificationsOf(db, room.taeho.viewer))).not.toContain(WORD)
    const [fact] = (await factsIn(db, room.taeho.viewer, { slug: room.slug })).facts
    expect(fact?.sources).toMatchObject([{ messageId, body: null }])
    const page = await messagesBefore(db, room.taeho.viewer, { channelId, beforeSeq: null })
    expect(page.messages.map(({ body, replyTo }) => [body, replyTo?.body])).toEqual([
      [null, undefined],
      ['그러게요', null],
    ])
  })

  test('leaves new exports, and ends those made before', async () => {
    expect((await fileOf(oldExport)).status).toBe(404)
    const text = await (await fileOf(await exported())).text()
    expect(text).toContain('그러게요')
    expect(text).not.toContain(WORD)
  })

  test('takes its picture along, which staff may still look at', async () => {
    for (const copy of ['shown', 'thumb']) {
      expect((await picture(copy, cookies.taeho)).status).toBe(404)
      expect((await picture(copy, cookies.sora)).status).toBe(200)
    }
  })

  test('is on no page, but in the evidence that was kept of it with consent', async () => {
    const singing = (await answers(cookies.taeho)).filter((answer) => answer.includes(WORD))
    const places = new Set(singing.map((answer) => answer.split(/[?\n]/, 1)[0]))
    expect([...places]).toEqual([`/c/${room.slug}/evidence/${evidenceId}`])
    const [kept] = await myEvidence(server.db, room.taeho.viewer, { slug: room.slug })
    expect(kept?.messages).toMatchObject([{ state: 'given', body: expect.stringContaining(WORD) }])
  })

  test('leaves the hash of its words in the ledger, and the words to the staff and its author', async () => {
    const { rows } = await sql<{ sha256: string; body: string }>`
      select ledger.data ->> 'sha256' as sha256, message.body from ledger join message on message.id = ${messageId}
      where ledger.kind = 'message.hidden' and ledger.data ->> 'messageId' = ${messageId}`.execute(server.db)
    expect(rows).toMatchObject([
      { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), body: expect.stringContaining(WORD) },
    ])
    const { hidden } = await ownReviews(server.db, room.minji.viewer, { slug: room.slug })
    expect(hidden).toMatchObject([{ messageId, body: expect.stringContaining(WORD) }])
  })
})
