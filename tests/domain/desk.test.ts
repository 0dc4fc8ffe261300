import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import { kindSpecs } from '#app/shapes/claim-kinds.ts'
import { channelFor } from '#server/domain/access.ts'
import { answerCitation, citationsAsked } from '#server/domain/citation.ts'
import { submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { looksAtMine } from '#server/domain/desk/looks.ts'
import { byUrgency, type Task } from '#server/domain/desk/task.ts'
import { myDesk } from '#server/domain/desk.ts'
import { beginUpload, viewEvidence } from '#server/domain/evidence.ts'
import { buildExportNow, requestExport } from '#server/domain/export.ts'
import { keepFact } from '#server/domain/fact.ts'
import { joinFiling, openFiling } from '#server/domain/filing.ts'
import { saveCaseDates } from '#server/domain/law.ts'
import { joinCase } from '#server/domain/member.ts'
import { postMessage } from '#server/domain/message.ts'
import { answerAsked, askClaimant, viewClaim } from '#server/domain/review.ts'
import { nobody } from '#server/domain/viewer.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { freshFiles } from '#tests/files.ts'
import { entryOf, openTestCase, type Person, SORA_PASSWORD, type TestCase, testVault } from '#tests/people.ts'
import { filingDraft, joinDraft } from './access-world.ts'
import { buyerDraft, sellerDraft } from './claims.ts'
import { caseDatesDraft } from './law-drafts.ts'

const vault = testVault()
const { files } = freshFiles(vault)
const today = seoulDate(Date.now())
let base: TestDatabase
let room: TestCase

beforeAll(async () => {
  base = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(base.db, vault)
})

const desk = ({ viewer }: Person) => myDesk(base.db, viewer, { slug: room.slug })
const looks = ({ viewer }: Person) => looksAtMine(base.db, viewer, { slug: room.slug })
const claimed = async ({ viewer }: Person, draft = buyerDraft()) =>
  (await submitClaim(base.db, viewer, { slug: room.slug, draft }, { vault })).claimId
const kindsOf = (tasks: readonly Task[]) => tasks.map(({ kind }) => kind)

describe('what waits for a member', () => {
  test('is to file a claim first, and nothing for whoever can file none', async () => {
    const helper = await joinCase(base.db, nobody, { code: room.code }, entryOf('도우미', 'helper'))
    const viewer = { accountId: helper.accountId, hasPassword: false }
    expect((await desk(room.minji)).tasks).toEqual([{ kind: 'file' }])
    expect(await myDesk(base.db, viewer, { slug: room.slug })).toEqual({
      tasks: [],
      claims: [],
      joined: [],
      mayClaim: false,
    })
  })

  test('is what a claim lacks: fields and papers, a line each', async () => {
    const claimId = await claimed(room.minji)
    const { tasks, claims } = await desk(room.minji)
    const lacks = tasks.filter((task) => task.kind === 'complete' || task.kind === 'evidence')
    expect(lacks).toEqual([
      { kind: 'complete', claim: { id: claimId, receiptNo: 1 }, missing: expect.any(Number) },
      { kind: 'evidence', claim: { id: claimId, receiptNo: 1 }, slots: kindSpecs.refund.evidence },
    ])
    const line = { id: claimId, receiptNo: 1, side: 'buyer', kind: 'refund', stage: 'submitted' }
    expect(claims).toEqual([
      {
        ...line,
        remaining: 100_000,
        papers: 0,
        papersOf: 5,
        done: expect.any(Number),
        of: expect.any(Number),
      },
    ])
    const [complete] = lacks
    const { done = 0, of = 0 } = claims[0] ?? {}
    expect(complete).toMatchObject({ missing: of - done })
    await withdrawClaim(base.db, room.minji.viewer, { claimId, why: '' })
    expect(kindsOf((await desk(room.minji)).tasks)).toEqual(['file'])
  })

  test('is a deadline that lies ahead, and none that is past or the other side’s', async () => {
    const claimId = await claimed(room.minji)
    const dates = { filing_until: addDays(today, 3), exam_until: addDays(today, -90) }
    await saveCaseDates(base.db, room.sora.viewer, { slug: room.slug, dates: caseDatesDraft(dates) })
    const { tasks } = await desk(room.minji)
    expect(tasks[0]).toMatchObject({ kind: 'deadline', rule: 'filing', claim: null })
    const days = tasks.flatMap((task) => (task.kind === 'deadline' ? [task.on] : []))
    expect(days.every((day) => day >= today)).toBe(true)
    expect(tasks.some((task) => task.kind === 'deadline' && task.rule === 'refund_withdrawn')).toBe(false)
    expect(claimId).toBeTruthy()
  })

  test('is what an officer asked for, by its day, until it was answered', async () => {
    const claimId = await claimed(room.minji)
    const of = { slug: room.slug, claimId }
    await viewClaim(base.db, room.sora.viewer, { ...of, reason: '취합 접수 준비' })
    const things = [{ field: '', words: '주문 내역을 올려 주세요' }]
    await askClaimant(base.db, room.sora.viewer, { ...of, version: 1, dueOn: addDays(today, 1), things })
    const asked = async () => (await desk(room.minji)).tasks.filter(({ kind }) => kind === 'asked')
    expect(await asked()).toEqual([
      { kind: 'asked', on: addDays(today, 1), claim: { id: claimId, receiptNo: 1 } },
    ])
    await answerAsked(base.db, room.minji.viewer, { claimId, step: 1, answers: ['올렸어요'] })
    expect(await asked()).toEqual([])
    expect(await looks(room.minji)).toMatchObject([
      { kind: 'claim', by: '방장 소라', role: 'host', why: '취합 접수 준비', what: '1' },
    ])
    expect(await looks(room.sora)).toEqual([])
  })

  test('is a filing one could join, until one did, and never one of the other side', async () => {
    const claimId = await claimed(room.minji)
    await claimed(room.taeho, sellerDraft() as never)
    const draft = filingDraft()
    const { filingId } = await openFiling(base.db, room.sora.viewer, { slug: room.slug, ...draft })
    const joinsOf = async (person: Person) => (await desk(person)).tasks.filter(({ kind }) => kind === 'join')
    expect(await joinsOf(room.minji)).toEqual([
      { kind: 'join', filingId, title: draft.title, on: seoulDate(draft.closesAt) },
    ])
    expect(await joinsOf(room.taeho)).toEqual([])
    const ref = { slug: room.slug, filingId, draft: joinDraft(claimId, draft) }
    await joinFiling(base.db, room.minji.viewer, ref, { vault })
    expect(await joinsOf(room.minji)).toEqual([])
    expect((await desk(room.minji)).joined).toEqual([{ id: filingId, title: draft.title, state: 'open' }])
  })

  test('is a question about one’s own words, until it is answered', async () => {
    const { slug } = room
    const { id: channelId } = await channelFor(base.db, room.taeho.viewer, { slug, kind: 'all' })
    const said = { channelId, clientId: randomUUID(), body: '오늘도 전화를 안 받아요.', replyTo: null }
    const { id } = await postMessage(base.db, room.taeho.viewer, said)
    const fact = {
      id: randomUUID(),
      messages: [id],
      body: '전화 무응답',
      happenedOn: today,
      happenedTime: null,
    }
    await keepFact(base.db, room.minji.viewer, { slug, ...fact })
    expect((await desk(room.taeho)).tasks).toContainEqual({ kind: 'answer', count: 1 })
    const [asked] = await citationsAsked(base.db, room.taeho.viewer, { slug })
    await answerCitation(base.db, room.taeho.viewer, { slug, citationId: asked?.id ?? '', given: false })
    expect(kindsOf((await desk(room.taeho)).tasks)).not.toContain('answer')
  })
})

test('what is lost soonest stands first', () => {
  const deadline = (days: number): Task => ({
    kind: 'deadline',
    rule: 'withdraw',
    on: addDays(today, days),
    claim: null,
  })
  const claim = { id: 'a', receiptNo: 1 }
  const tasks: Task[] = [
    { kind: 'evidence', claim, slots: ['order'] },
    deadline(40),
    { kind: 'complete', claim, missing: 2 },
    { kind: 'answer', count: 1 },
    deadline(0),
    { kind: 'join', filingId: 'b', title: '', on: addDays(today, 5) },
  ]
  expect(kindsOf(byUrgency(tasks, today))).toEqual([
    'deadline',
    'answer',
    'join',
    'complete',
    'evidence',
    'deadline',
  ])
})

describe('who looked', () => {
  test('at a piece of evidence stands there with the reason, for its owner alone', async () => {
    const evidenceId = randomUUID()
    const upload = { id: randomUUID(), evidenceId, name: '영수증.jpg', bytes: 5, sha256: null }
    await beginUpload(base.db, room.taeho.viewer, { slug: room.slug, ...upload }, { vault })
    const asked = { slug: room.slug, evidenceId, reason: '취합 접수 준비' }
    await viewEvidence(base.db, room.sora.viewer, asked)
    expect(await looks(room.taeho)).toMatchObject([
      { kind: 'evidence', by: '방장 소라', why: '취합 접수 준비', masked: false },
    ])
    expect(await looks(room.minji)).toEqual([])
    expect(await looks(room.sora)).toEqual([])
  })

  test('at a list is told to those in it, once it was written', async () => {
    await claimed(room.minji)
    await claimed(room.sora)
    const order = { slug: room.slug, password: SORA_PASSWORD, format: 'csv', shape: 'claims' } as const
    const wish = { ...order, side: 'buyer', reason: '한국소비자원 접수' } as const
    const { exportId } = await requestExport(base.db, room.sora.viewer, wish)
    expect(await looks(room.minji)).toEqual([])
    await buildExportNow(base.db, { exportId, lastTry: false }, { files, vault })
    expect(await looks(room.minji)).toMatchObject([
      { kind: 'list', by: '방장 소라', why: '한국소비자원 접수', what: '' },
    ])
    await claimed(room.hana)
    for (const other of [room.taeho, room.hana, room.sora]) expect(await looks(other)).toEqual([])
  })
})
