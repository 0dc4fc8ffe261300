import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#db/client.ts'
import { channelFor } from '#server/domain/access.ts'
import { submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { evidenceNeeds } from '#server/domain/evidence.ts'
import { factsIn } from '#server/domain/fact.ts'
import { joinCase } from '#server/domain/member.ts'
import { notificationsOf } from '#server/domain/notify.ts'
import { proposeRespondent } from '#server/domain/respondent.ts'
import type { Vault } from '#server/domain/vault.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import { voiceDesk } from '#server/domain/voice/read.ts'
import {
  amendStatement,
  answerOrders,
  answersFor,
  inviteVoice,
  publishStatement,
  revokeVoice,
  statementsIn,
  takeVoice,
  voiceByCode,
  voicesIn,
  withdrawStatement,
} from '#server/domain/voice.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { accountHolder, entryOf, guest, openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { buyerDraft } from './claims.ts'
import { respondentDraft } from './respondents.ts'

const NUMBER = '1208147521'
let base: TestDatabase
let db: Db
let vault: Vault
let room: TestCase
let company: Viewer
let voiceId: string
const sent = { means: 'phone' as const, sentTo: '02-000-0000 (사업자 정보)' }
const refusal = (code: string) => expect.objectContaining({ name: 'Refusal', code })

beforeAll(async () => {
  base = await freshDatabase()
  db = base.db
  vault = testVault()
  room = await openTestCase(db, vault)
  company = await accountHolder(db, vault)
  const code = await codeFor()
  ;({ voiceId } = await takeVoice(db, company, { code, businessNumber: NUMBER }))
})

async function codeFor(businessNumber: string | null = NUMBER): Promise<string> {
  const { slug, sora } = room
  const draft = respondentDraft({ businessNumber })
  await proposeRespondent(db, sora.viewer, { slug, ...draft })
  const input = { slug, id: randomUUID(), respondentId: draft.id, ...sent }
  return (await inviteVoice(db, sora.viewer, input, { vault })).code
}

const say = (body: string) => {
  const id = randomUUID()
  return publishStatement(db, company, { voiceId, id, body }).then(() => id)
}
const answer = (orders: string[], which: 'ships' | 'ships_not', note = '') =>
  answerOrders(db, company, { voiceId, id: randomUUID(), orders, answer: which, note }, { vault })
const readBy = async (viewer: Viewer, id: string) =>
  (await statementsIn(db, viewer, { slug: room.slug })).find((each) => each.id === id)
const claimed = (viewer: Viewer, orderNumber: string) =>
  submitClaim(db, viewer, { slug: room.slug, draft: buyerDraft({ orderNumber }) }, { vault })
const toldOf = async (viewer: Viewer, claimId: string) => {
  const { notifications } = await notificationsOf(db, viewer, {})
  return notifications.filter(({ about, to }) => about.kind === 'claim_answered' && to.includes(claimId))
    .length
}

describe('a company is verified', () => {
  test('by a code sent to a known contact and its business number, and who did it stays', async () => {
    const voices = await voicesIn(db, room.sora.viewer, { slug: room.slug }, { vault })
    const known = voices.find(({ id }) => id === voiceId)
    expect(known).toMatchObject({ by: room.sora.nickname, ...sent, state: 'speaking', code: null })
    const entries = await db
      .selectFrom('ledger')
      .select(['kind', 'actor'])
      .where('case_id', '=', room.caseId)
      .where('kind', 'like', 'voice.%')
      .orderBy('seq')
      .execute()
    expect(entries.slice(0, 2)).toEqual([
      { kind: 'voice.invited', actor: room.sora.memberId },
      { kind: 'voice.verified', actor: null },
    ])
  })

  test('not with another number, not as a guest, not twice by one code, not without a number to ask for', async () => {
    const code = await codeFor()
    const other = await accountHolder(db, vault)
    const take = (viewer: Viewer, businessNumber = NUMBER) => takeVoice(db, viewer, { code, businessNumber })
    await expect(take(other, '2208162517')).rejects.toEqual(refusal('voice.wrong_number'))
    await expect(take(await guest(db))).rejects.toEqual(refusal('account.needed'))
    await expect(take(company)).rejects.toEqual(refusal('voice.one_each'))
    expect((await voiceByCode(db, nobody, { code })).isMine).toBe(false)
    await take(other)
    const late = await accountHolder(db, vault)
    await expect(take(late)).rejects.toEqual(refusal('voice.not_valid'))
    await expect(voiceByCode(db, late, { code })).rejects.toEqual(refusal('voice.not_valid'))
    await expect(codeFor(null)).rejects.toEqual(refusal('voice.no_number'))
  })

  test('not after two weeks', async () => {
    const code = await codeFor()
    await base.owner
      .updateTable('voice')
      .set({ issued_at: new Date(Date.now() - 15 * 86_400_000) })
      .where('verified_at', 'is', null)
      .execute()
    const late = await accountHolder(db, vault)
    const taken = takeVoice(db, late, { code, businessNumber: NUMBER })
    await expect(taken).rejects.toEqual(refusal('voice.not_valid'))
  })
})

describe('a company and the room stay apart', () => {
  test('it reads nothing of the members', async () => {
    const { slug } = room
    for (const ask of [
      () => channelFor(db, company, { slug, kind: 'all' }),
      () => factsIn(db, company, { slug }),
      () => evidenceNeeds(db, company, { slug }),
      () => statementsIn(db, company, { slug }),
    ]) {
      await expect(ask()).rejects.toEqual(refusal('shared.not_found'))
    }
  })

  test('it cannot join, and nobody of the room becomes a company', async () => {
    const joining = joinCase(db, company, { code: room.code }, entryOf('나도 구매자'))
    await expect(joining).rejects.toEqual(refusal('voice.may_not_join'))
    const code = await codeFor()
    const host = takeVoice(db, room.sora.viewer, { code, businessNumber: NUMBER })
    await expect(host).rejects.toEqual(refusal('voice.is_member'))
  })

  test('nobody else speaks for it', async () => {
    const other = await accountHolder(db, vault)
    const id = randomUUID()
    for (const viewer of [other, room.sora.viewer, nobody]) {
      const said = publishStatement(db, viewer, { voiceId, id, body: '제가 업체예요' })
      await expect(said).rejects.toEqual(refusal('shared.not_found'))
    }
  })
})

describe('a statement', () => {
  test('is read by the members under its label, and keeps what it said before', async () => {
    const id = await say('8월 말까지 환불하겠습니다. 문의 010-0000-1234')
    const first = await readBy(room.minji.viewer, id)
    expect(first).toMatchObject({ version: 1, editedAt: null, earlier: [] })
    expect(first?.body).not.toContain('1234')
    const amend = (version: number, body: string) =>
      amendStatement(db, company, { voiceId, id, version, body })
    await amend(1, '9월 말까지 환불하겠습니다.')
    const second = await readBy(room.minji.viewer, id)
    expect(second).toMatchObject({ version: 2, body: '9월 말까지 환불하겠습니다.' })
    expect(second?.editedAt).not.toBeNull()
    expect(second?.earlier.map(({ body }) => body)).toEqual([first?.body])
    await expect(amend(1, '다시')).rejects.toEqual(refusal('voice.changed_elsewhere'))
    await withdrawStatement(db, company, { voiceId, id })
    expect(await readBy(room.minji.viewer, id)).toMatchObject({ withdrawn: true, version: 2 })
    await expect(amend(2, '다시')).rejects.toEqual(refusal('shared.not_found'))
  })

  test('sent twice is one', async () => {
    const id = randomUUID()
    const draft = { voiceId, id, body: '공지합니다' }
    await publishStatement(db, company, draft)
    await publishStatement(db, company, draft)
    expect((await readBy(room.minji.viewer, id))?.version).toBe(1)
  })
})

describe('an answer to an order', () => {
  test('reaches who claims it, however it is spelled, and tells the company nothing', async () => {
    const mine = await claimed(room.minji.viewer, 'AB-2024-001')
    const other = await claimed(room.hana.viewer, 'AB-2024-002')
    const gone = await claimed(room.minji.viewer, 'AB-2024-003')
    await withdrawClaim(db, room.minji.viewer, { claimId: gone.claimId, why: '다른 건' })
    expect(await answer(['AB2024001', 'AB2024003', 'ZZ9'], 'ships', '9월 2일 발송')).toBeUndefined()
    const read = await answersFor(db, room.minji.viewer, { claimId: mine.claimId })
    expect(read).toMatchObject([{ answer: 'ships', note: '9월 2일 발송' }])
    expect(await answersFor(db, room.hana.viewer, { claimId: other.claimId })).toEqual([])
    expect(await toldOf(room.minji.viewer, mine.claimId)).toBe(1)
    expect(await toldOf(room.minji.viewer, gone.claimId)).toBe(0)
    const desk = await voiceDesk(db, company, { voiceId })
    expect(desk.answers[0]).toEqual({
      ...{ id: expect.any(String), answer: 'ships', note: '9월 2일 발송', orders: 3, at: expect.any(String) },
    })
    expect(JSON.stringify(desk)).not.toContain('2024001')
  })

  test('the newest counts, and the others stay', async () => {
    const { claimId } = await claimed(room.minji.viewer, 'CD-77')
    await answer(['CD77'], 'ships')
    await answer(['CD77'], 'ships_not')
    const read = await answersFor(db, room.minji.viewer, { claimId })
    expect(read.map((each) => each.answer)).toEqual(['ships_not', 'ships'])
  })

  test('is found by a claim that comes later', async () => {
    await answer(['EF5'], 'ships')
    const { claimId } = await claimed(room.hana.viewer, 'EF-5')
    expect(await answersFor(db, room.hana.viewer, { claimId })).toHaveLength(1)
  })
})

test('a company that may speak no more says nothing more, and what it said stays', async () => {
  const spokesman = await accountHolder(db, vault)
  const code = await codeFor()
  const { voiceId: ended } = await takeVoice(db, spokesman, { code, businessNumber: NUMBER })
  const id = randomUUID()
  await publishStatement(db, spokesman, { voiceId: ended, id, body: '곧 알려 드릴게요' })
  await revokeVoice(db, room.sora.viewer, { slug: room.slug, voiceId: ended })
  const more = publishStatement(db, spokesman, { voiceId: ended, id: randomUUID(), body: '더 할 말' })
  await expect(more).rejects.toEqual(refusal('shared.not_found'))
  expect((await readBy(room.minji.viewer, id))?.body).toBe('곧 알려 드릴게요')
})
