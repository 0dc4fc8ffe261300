import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { goneName } from '#app/text/ko/erasure.ts'
import { documentsIn } from '#server/domain/document/read.ts'
import { eraseWords } from '#server/domain/erasure.ts'
import { myEvidence } from '#server/domain/evidence.ts'
import { sweepExports } from '#server/domain/export.ts'
import { factsIn } from '#server/domain/fact.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { messagesBefore } from '#server/domain/message.ts'
import { searchMessages } from '#server/domain/search.ts'
import { recountTotals } from '#server/domain/total.ts'
import { type Browser, until } from '#tests/live/server.ts'
import { SORA_PASSWORD } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { browserOf } from './browser-line.ts'
import { type Bird, canary, fileKeys, plantBird, ROOM_WORD, tablesThatSing } from './erasure-world.ts'
import { everyAnswer } from './every-answer.ts'

// P8: somebody who did everything there is to do leaves for good, through the page, while others look on.

/** Where a canary sang before: everywhere a person's words and names can stand. */
const SINGING = [
  ...['blame', 'case_cell', 'case_cell_person', 'citation', 'claim_counted', 'claim_deficiency'],
  ...['claim_item', 'claim_step', 'claim_version', 'claim_view'],
  ...['contact_version', 'evidence', 'evidence_file'],
  ...['evidence_upload', 'fact', 'fact_version', 'filing_evidence', 'kakao_import', 'kakao_message'],
  ...['member', 'message', 'message_file', 'page_capture', 'respondent', 'settlement_line'],
]
/** No page shows it, no database holds it. */
const sings = (text: string) => Object.values(canary).filter((word) => text.includes(word))

let server: TestServer
let world: Bird
let onlooker: Browser
let before: { tables: string[]; keys: string[]; answers: string[] }

beforeAll(async () => {
  server = await startServer()
  world = await plantBird(server)
  const { room, channelId } = world
  onlooker = await browserOf(server, await server.signedIn(room.hana.accountId))
  await onlooker.get('channel.enter', { channelId, after: 0 })
  before = {
    tables: await tablesThatSing(server),
    keys: await fileKeys(server, world.bird.memberId),
    answers: await answersTo(room.taeho.accountId),
  }
})
afterAll(async () => {
  onlooker.socket.disconnect()
  await server.close()
})

async function answersTo(accountId: string): Promise<string[]> {
  const { slug, code } = world.room
  const claim = await server.db
    .selectFrom('claim')
    .select('id')
    .where('member_id', '=', world.bird.memberId)
    .executeTakeFirstOrThrow()
  return everyAnswer(server, await server.signedIn(accountId), { slug, code, claimId: claim.id })
}

describe('P8: before', () => {
  test('every canary sings, in the database and on pages', () => {
    expect(before.tables).toEqual(SINGING)
    expect(before.keys.length).toBe(2 * 3 + 2 + 6 + 4)
    expect(before.answers.flatMap(sings)).toContain(canary.word)
    expect(before.answers.flatMap(sings)).toContain(canary.nickname)
  })

  test('neither a wrong password nor a missing tick takes anything away', async () => {
    const { room, cookie } = world
    const where = `/c/${room.slug}/more/erase`
    for (const form of [{ password: 'wrong password', sure: 'on' }, { password: SORA_PASSWORD }]) {
      expect((await server.post(where, form as Record<string, string>, cookie)).status).toBe(422)
      expect((await server.post('/account/erase', form as Record<string, string>, cookie)).status).toBe(422)
    }
    expect(await tablesThatSing(server)).toEqual(before.tables)
  })
})

describe('P8: who leaves for good', () => {
  beforeAll(async () => {
    const form = { password: SORA_PASSWORD, sure: 'on' }
    const answer = await server.post('/account/erase', form, world.cookie)
    expect([answer.status, answer.headers.get('Location')]).toEqual([302, '/erased?account'])
    expect(answer.headers.get('Clear-Site-Data')).toBe('"storage"')
  })

  test('is gone from open rooms at once, with the quotes', async () => {
    const { messageId, bird } = world
    const changes = () => onlooker.heard('channel.changes').flatMap((frame) => frame.changes)
    const last = (id: string) => changes().findLast((change) => change.id === id)
    await until(() => last(messageId)?.gone === 'erased')
    expect(last(messageId)).toMatchObject({
      body: null,
      files: [],
      reactions: [],
      author: { nickname: goneName },
    })
    const naming = changes().filter(({ body }) => body?.includes('고마워요'))
    expect(naming.at(-1)).toMatchObject({ body: `@${goneName}님 고마워요 @방장`, reactions: [] })
    expect(naming.at(-1)?.mentions.map(({ id }) => id)).not.toContain(bird.memberId)
  })

  test('is in no catch-up, no page of history and no search', async () => {
    const { room, channelId } = world
    const late = await browserOf(server, await server.signedIn(room.minji.accountId))
    const caught = await late.get('channel.enter', { channelId, after: 0 })
    late.socket.disconnect()
    const page = await messagesBefore(server.db, room.sora.viewer, { channelId, beforeSeq: null })
    expect(sings(JSON.stringify([caught, page]))).toEqual([])
    const wish = { terms: [canary.word], names: [], kinds: [], since: null, until: null }
    const found = await searchMessages(server.db, room.sora.viewer, { slug: room.slug, wish, cursor: null })
    expect(found.hits).toEqual([])
  })

  test('leaves no word, name, phone or address in any table', async () => {
    expect(await tablesThatSing(server)).toEqual([])
  })

  test('leaves no file', async () => {
    await sweepExports(server.db, server)
    const there = []
    for (const key of before.keys) {
      const stream = await server.files.open(key).catch(() => null)
      if (stream) there.push(key)
      stream?.destroy()
    }
    expect(there).toEqual([])
  })

  test.each(['sora', 'hana'] as const)('is on no page of %s', async (who) => {
    const answers = await answersTo(world.room[who].accountId)
    expect(
      answers.filter((answer) => sings(answer).length > 0).map((answer) => answer.split('\n', 1)),
    ).toEqual([])
  })

  test('leaves the room what was said for the room, under no name', async () => {
    const { room } = world
    const answers = await answersTo(room.taeho.accountId)
    expect(answers.flatMap(sings)).toEqual([])
    for (const place of ['/facts', '/documents', '/notices', '/polls', '/schedule']) {
      const page = answers.find((answer) => answer.startsWith(`/c/${room.slug}${place}\n`))
      expect(page, place).toContain(ROOM_WORD)
    }
    const { facts } = await factsIn(server.db, room.taeho.viewer, { slug: room.slug })
    expect(facts.map(({ by, state }) => [by, state])).toEqual([[goneName, 'confirmed']])
    const [document] = await documentsIn(server.db, room.taeho.viewer, { slug: room.slug })
    expect(document).toMatchObject({ by: goneName, witnesses: 2 })
    const kept = await myEvidence(server.db, room.taeho.viewer, { slug: room.slug })
    expect(kept[0]?.messages).toMatchObject([{ author: goneName, state: 'given', body: null }])
    expect(kept[0]?.messages[0]?.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('leaves numbers right and the ledger whole', async () => {
    const { room } = world
    expect(await recountTotals(server.db)).toEqual([])
    expect(await firstBrokenEntry(server.db, room.caseId)).toBe(null)
    const claims = await server.db
      .selectFrom('claim')
      .select(['state', 'receipt_no'])
      .where('member_id', '=', world.bird.memberId)
      .orderBy('receipt_no')
      .execute()
    expect(claims).toEqual([
      { state: 'withdrawn', receipt_no: 1 },
      { state: 'withdrawn', receipt_no: 2 },
      { state: 'withdrawn', receipt_no: 3 },
    ])
  })

  test('has no account and no session any more', async () => {
    const { cookie, bird, room } = world
    const account = server.db.selectFrom('account').select('id').where('id', '=', bird.accountId)
    expect(await account.executeTakeFirst()).toBe(undefined)
    expect((await server.ask('/account', { cookie })).headers.get('Location')).toBe('/login?next=/account')
    expect((await server.ask(`/c/${room.slug}/room/all`, { cookie })).status).not.toBe(200)
  })

  test('changes nothing when the job looks again', async () => {
    const heads = () => sql`select id, head from channel order by id`.execute(server.db)
    const had = (await heads()).rows
    await eraseWords(server.db, { memberId: world.bird.memberId }, server)
    expect((await heads()).rows).toEqual(had)
  })
})
