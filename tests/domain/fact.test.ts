import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { answerCitation, citableMessages, citationsAsked } from '#server/domain/citation.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { dropEvidence, keepEvidence, myEvidence } from '#server/domain/evidence.ts'
import { confirmedFacts, factsIn, judgeFact, keepFact, removeFact } from '#server/domain/fact.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { deleteMessage, editMessage, messagesBefore, postMessage } from '#server/domain/message.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { buyerDraft } from './claims.ts'

const vault = testVault()
let database: TestDatabase
let room: TestCase
let slug: string

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(database.db, vault)
  slug = room.slug
})

const code = (wanted: string) => ({ code: wanted })
async function say(who: Person, body: string, kind: 'all' | 'buyer' = 'all'): Promise<string> {
  const { channelId } = await messagesBefore(database.db, who.viewer, { slug, kind, beforeSeq: null })
  const words = { channelId, clientId: randomUUID(), body, replyTo: null }
  return (await postMessage(database.db, who.viewer, words)).id
}
const draft = (
  messages: string[],
  more: { body?: string; happenedOn?: string; happenedTime?: string | null } = {},
) => ({
  ...{ slug, id: randomUUID(), messages, body: '영업종료 공지가 올라왔어요' },
  ...{ happenedOn: '2024-08-16', happenedTime: '10:00' as string | null, ...more },
})
const facts = async (who: Person) => (await factsIn(database.db, who.viewer, { slug })).facts

describe('a fact of the timeline', () => {
  test('rests on one’s own message, with its words and the way back', async () => {
    const id = await say(room.minji, '오늘 10시에 종료 공지가 떴어요')
    await keepFact(database.db, room.minji.viewer, draft([id]))
    expect(await facts(room.taeho)).toMatchObject([
      {
        ...{ body: '영업종료 공지가 올라왔어요', happenedAt: '2024-08-16T01:00:00.000Z', dayOnly: false },
        ...{ state: 'claimed', mine: false },
        sources: [{ messageId: id, channel: 'all', state: 'own', body: '오늘 10시에 종료 공지가 떴어요' }],
      },
    ])
  })

  test('asks another author first, and holds none of their words until they said yes', async () => {
    const id = await say(room.taeho, '정산이 안 들어왔어요')
    await keepFact(database.db, room.minji.viewer, draft([id]))
    expect((await facts(room.minji))[0]?.sources).toMatchObject([{ state: 'asked', body: null }])
    const [asked] = await citationsAsked(database.db, room.taeho.viewer, { slug })
    expect(asked).toMatchObject({
      into: 'fact',
      fact: '영업종료 공지가 올라왔어요',
      body: '정산이 안 들어왔어요',
    })
    const answer = (given: boolean) =>
      answerCitation(database.db, room.taeho.viewer, { slug, citationId: asked?.id ?? '', given })
    await answer(true)
    expect((await facts(room.minji))[0]?.sources).toMatchObject([
      { state: 'given', body: '정산이 안 들어왔어요' },
    ])
    await answer(false)
    expect((await facts(room.minji))[0]?.sources).toMatchObject([{ state: 'refused', body: null }])
    expect(await firstBrokenEntry(database.db, room.caseId)).toBeNull()
  })

  test('only the author answers', async () => {
    const id = await say(room.taeho, '정산이 안 들어왔어요')
    await keepFact(database.db, room.minji.viewer, draft([id]))
    const [asked] = await citationsAsked(database.db, room.taeho.viewer, { slug })
    for (const { viewer } of [room.minji, room.sora]) {
      const attempt = answerCitation(database.db, viewer, { slug, citationId: asked?.id ?? '', given: true })
      await expect(attempt).rejects.toMatchObject(code('shared.not_found'))
    }
    expect(await citationsAsked(database.db, room.minji.viewer, { slug })).toEqual([])
  })

  test('shows the words of a channel only to those who read it', async () => {
    const id = await say(room.minji, '구매자끼리 한 말', 'buyer')
    await keepFact(database.db, room.minji.viewer, draft([id]))
    expect((await facts(room.minji))[0]?.sources).toHaveLength(1)
    expect((await facts(room.taeho))[0]?.sources).toEqual([])
  })

  test('covers personal data, and refuses what has not happened yet and messages one does not read', async () => {
    const id = await say(room.minji, '글')
    await keepFact(database.db, room.minji.viewer, draft([id], { body: '010-0000-1234 로 전화했어요' }))
    expect((await facts(room.minji))[0]?.body).toBe('***-****-**** 로 전화했어요')
    const later = draft([id], { happenedOn: '2100-01-01', happenedTime: null })
    await expect(keepFact(database.db, room.minji.viewer, later)).rejects.toMatchObject({
      fields: { happenedOn: 'fact.in_future' },
    })
    const secret = await say(room.minji, '구매자끼리', 'buyer')
    await expect(keepFact(database.db, room.taeho.viewer, draft([secret]))).rejects.toMatchObject(
      code('citation.none'),
    )
    expect(await facts(room.minji)).toHaveLength(1)
  })

  test('sent twice is one', async () => {
    const once = draft([await say(room.minji, '글')])
    await keepFact(database.db, room.minji.viewer, once)
    await keepFact(database.db, room.minji.viewer, once)
    expect(await facts(room.minji)).toHaveLength(1)
    await expect(keepFact(database.db, room.taeho.viewer, once)).rejects.toMatchObject(
      code('shared.not_found'),
    )
  })

  test('is judged by hosts and taken out by its maker or a host', async () => {
    const { factId } = await keepFact(database.db, room.minji.viewer, draft([await say(room.minji, '글')]))
    const judge = (who: Person) => judgeFact(database.db, who.viewer, { slug, factId, state: 'confirmed' })
    await expect(judge(room.minji)).rejects.toMatchObject(code('shared.forbidden'))
    expect(await confirmedFacts(database.db, room.caseId, 5)).toEqual([])
    await judge(room.sora)
    expect(await confirmedFacts(database.db, room.caseId, 5)).toMatchObject([{ id: factId }])
    const remove = (who: Person) => removeFact(database.db, who.viewer, { slug, factId })
    await expect(remove(room.taeho)).rejects.toMatchObject(code('shared.not_found'))
    await expect(remove(room.minji)).rejects.toMatchObject(code('fact.judged_already'))
    await remove(room.sora)
    await remove(room.sora)
    expect(await facts(room.sora)).toEqual([])
    await expect(judge(room.sora)).rejects.toMatchObject(code('shared.not_found'))
  })
})

describe('kept evidence', () => {
  test('keeps the words as they stood, with their hash, for its owner alone', async () => {
    const id = await say(room.minji, '환불 거절 안내를 받았어요')
    const kept = { slug, id: randomUUID(), messages: [id], title: '환불 거절', shows: '' }
    await keepEvidence(database.db, room.minji.viewer, kept)
    await keepEvidence(database.db, room.minji.viewer, kept)
    await editMessage(database.db, room.minji.viewer, { messageId: id, body: '고친 글' })
    const mine = await myEvidence(database.db, room.minji.viewer, { slug })
    expect(mine).toMatchObject([
      {
        title: '환불 거절',
        messages: [{ body: '환불 거절 안내를 받았어요', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      },
    ])
    expect(await myEvidence(database.db, room.sora.viewer, { slug })).toEqual([])
    await expect(keepEvidence(database.db, room.taeho.viewer, kept)).rejects.toMatchObject(
      code('shared.not_found'),
    )
    const drop = (who: Person) => dropEvidence(database.db, who.viewer, { slug, evidenceId: kept.id })
    await expect(drop(room.taeho)).rejects.toMatchObject(code('shared.not_found'))
    await drop(room.minji)
    expect(await myEvidence(database.db, room.minji.viewer, { slug })).toEqual([])
  })
})

describe('a claim', () => {
  test('leads back to the messages it was begun from', async () => {
    const messages = [await say(room.minji, '8월 10일에 주문했어요'), await say(room.taeho, '저는 정산이요')]
    const draft = buyerDraft()
    const { claimId } = await submitClaim(
      database.db,
      room.minji.viewer,
      { slug, draft, messages },
      { vault },
    )
    await submitClaim(database.db, room.minji.viewer, { slug, draft, messages }, { vault })
    const rows = await database.db
      .selectFrom('citation')
      .select(['message_id', 'state', 'body'])
      .where('claim_id', '=', claimId)
      .orderBy('asked_at')
      .execute()
    expect(rows).toHaveLength(2)
    expect(rows).toEqual(
      expect.arrayContaining([
        { message_id: messages[0], state: 'own', body: '8월 10일에 주문했어요' },
        { message_id: messages[1], state: 'asked', body: null },
      ]),
    )
  })
})

describe('messages to take over', () => {
  test('are those whose words can be read', async () => {
    const [kept, gone] = [await say(room.minji, '남은 글'), await say(room.minji, '지울 글')]
    await deleteMessage(database.db, room.minji.viewer, { messageId: gone })
    const of = (who: Person, messageIds: string[]) =>
      citableMessages(database.db, who.viewer, { slug, messageIds })
    expect(await of(room.taeho, [kept, gone])).toMatchObject([{ id: kept, mine: false }])
    await expect(of(room.taeho, [gone])).rejects.toMatchObject(code('citation.none'))
  })
})
