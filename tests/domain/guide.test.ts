import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import { claimKinds, kindSpecs } from '#app/shapes/claim-kinds.ts'
import { guideStates, guideSteps } from '#app/shapes/guide.ts'
import { guideStepText } from '#app/text/ko/guide-steps.ts'
import { submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { guideRules, stepsOf } from '#server/domain/guide/rules.ts'
import { guideState } from '#server/domain/guide/state.ts'
import {
  adviseStep,
  guideFor,
  markStepDone,
  markStepUndone,
  ownStepReceipt,
  publicGuideStep,
} from '#server/domain/guide.ts'
import { saveCaseDates } from '#server/domain/law.ts'
import { leaveCase } from '#server/domain/member.ts'
import { factSvg } from '#server/exports/preview-fact.ts'
import { stepSvg } from '#server/exports/preview-step.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { joined, openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { buyerDraft, sellerDraft } from './claims.ts'
import { caseDatesDraft } from './law-drafts.ts'

const vault = testVault()
const today = seoulDate(Date.now())
let base: TestDatabase
let room: TestCase

beforeAll(async () => {
  base = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(base.db, vault)
})

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code })
const guide = ({ viewer }: Person, claimId?: string) =>
  guideFor(base.db, viewer, { slug: room.slug, claimId })
const stepOf = async (person: Person, id: string) =>
  (await guide(person)).steps.find((step) => step.id === id)
const does = ({ viewer }: Person, receipt = '') =>
  markStepDone(base.db, viewer, { slug: room.slug, step: 'consult_1372', receipt }, { vault })
const advises = ({ viewer }: Person, version: number, body: string) =>
  adviseStep(base.db, viewer, { slug: room.slug, step: 'relief', version, body })
const ledgerOf = async (kind: string) =>
  base.db
    .selectFrom('ledger')
    .select('data')
    .where('case_id', '=', room.caseId)
    .where('kind', '=', kind)
    .execute()

describe('the route', () => {
  test('has its three stages for every kind of harm in every state, in order', () => {
    for (const state of guideStates) {
      for (const kind of claimKinds) {
        const steps = stepsOf({ side: kindSpecs[kind].side, kinds: [kind], method: null, state })
        const stages = steps.map((step) => guideRules[step].stage)
        expect(new Set(stages)).toEqual(new Set([1, 2, 3]))
        expect(stages).toEqual([...stages].sort())
        expect(new Set(steps).size).toBe(steps.length)
      }
    }
  })

  test('asks whoever one paid with, and nobody else', () => {
    const of = (method: 'transfer' | 'card_once' | 'easy_pay') =>
      stepsOf({ side: 'buyer', kinds: ['refund'], method, state: 'open' })
    expect(of('transfer')).toContain('transfer')
    expect(of('transfer')).not.toContain('card_cancel')
    expect(of('card_once')).not.toContain('defence')
    expect(of('easy_pay')).toEqual(expect.arrayContaining(['wallet', 'fss']))
  })

  test('leads to the court’s list once the shop is insolvent, and to no payment order any more', () => {
    const steps = stepsOf({ side: 'seller', kinds: ['settlement'], method: null, state: 'insolvent' })
    expect(steps).toContain('insolvency')
    expect(steps).not.toContain('payment_order')
    const known = {
      shop: null,
      troubles: ['closed'] as const,
      closesOn: null,
      dates: { opening: today },
      today,
    }
    expect(guideState(known)).toBe('insolvent')
    expect(guideState({ ...known, dates: { opening: addDays(today, 1) } })).toBe('closing')
    expect(guideState({ ...known, dates: {}, troubles: ['unreachable', 'closed'] })).toBe('unreachable')
    expect(guideState({ ...known, dates: {}, troubles: ['defective'] })).toBe('open')
    expect(guideState({ ...known, dates: {}, shop: 'normal' })).toBe('open')
    expect(guideState({ ...known, dates: {}, shop: 'bankruptcy' })).toBe('insolvent')
  })

  test('says of every step what, why, what it rests on and when that was checked', () => {
    for (const step of guideSteps) {
      const { title, what, why, basis, checkedOn, where } = guideStepText[step]
      expect([title, why, basis, ...what].every((words) => words.trim() !== '')).toBe(true)
      expect(checkedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
      expect(checkedOn <= today).toBe(true)
      for (const { url = 'https://example.com' } of where) expect(url).toMatch(/^https:/)
    }
  })
})

describe('for a member', () => {
  test('without a claim it is for their side and the troubles of the case', async () => {
    const { side, claim, state, steps } = await guide(room.taeho)
    expect([side, claim, state]).toEqual(['seller', null, 'closing'])
    expect(steps.map(({ id }) => id)).toContain('demand_settlement')
    expect(steps.every(({ papers }) => papers.every(({ has }) => has === null))).toBe(true)
    expect((await guide(room.minji)).side).toBe('buyer')
  })

  test('with a claim it has its letters, papers, deadline and what the law says', async () => {
    const draft = buyerDraft({ kind: 'refund', paymentMethod: 'card_installment' })
    const { claimId } = await submitClaim(base.db, room.minji.viewer, { slug: room.slug, draft }, { vault })
    const dates = caseDatesDraft({ petition: today, filing_until: addDays(today, 20) })
    await saveCaseDates(base.db, room.sora.viewer, { slug: room.slug, dates })
    const { claim, state, steps } = await guide(room.minji)
    expect(claim?.id).toBe(claimId)
    expect(state).toBe('insolvent')
    const defence = steps.find(({ id }) => id === 'defence')
    expect(defence?.letters).toEqual(['card-defence', 'card-withdrawal'])
    expect(defence?.papers).toEqual([
      { slot: 'order', has: false },
      { slot: 'payment', has: false },
    ])
    expect(defence?.result).not.toBeNull()
    expect(steps.find(({ id }) => id === 'insolvency')?.until?.rule).toBe('filing')
  })

  test('names one of their own standing claims and no other', async () => {
    const { slug } = room
    const own = await submitClaim(base.db, room.minji.viewer, { slug, draft: buyerDraft() }, { vault })
    const other = await submitClaim(base.db, room.taeho.viewer, { slug, draft: sellerDraft() }, { vault })
    expect((await guide(room.minji, own.claimId)).claim?.id).toBe(own.claimId)
    for (const id of [other.claimId, 'nonsense']) {
      await expect(guide(room.minji, id)).rejects.toEqual(refused('shared.not_found'))
    }
    await withdrawClaim(base.db, room.minji.viewer, { claimId: own.claimId, why: '' })
    await expect(guide(room.minji, own.claimId)).rejects.toEqual(refused('shared.not_found'))
  })
})

describe('했어요', () => {
  test('is counted once a member, by step and stage, and taken back', async () => {
    await does(room.minji)
    await does(room.minji)
    await does(room.hana)
    expect(await stepOf(room.taeho, 'ftc')).toMatchObject({ people: 0 })
    const seen = await guide(room.minji)
    expect(seen.steps.find(({ id }) => id === 'consult_1372')).toMatchObject({
      people: 2,
      done: { on: today, hasReceipt: false },
    })
    expect(seen.stages).toEqual({ 1: 0, 2: 0, 3: 2 })
    const { slug } = room
    await markStepUndone(base.db, room.hana.viewer, { slug, step: 'consult_1372' })
    await markStepUndone(base.db, room.hana.viewer, { slug, step: 'consult_1372' })
    expect((await guide(room.minji)).stages[3]).toBe(1)
    expect(await ledgerOf('guide.done')).toHaveLength(2)
    expect(await ledgerOf('guide.undone')).toHaveLength(1)
  })

  test('keeps the agency’s number sealed, for its owner alone, and each opening on record', async () => {
    await does(room.minji, '2026-일반-12345')
    await does(room.minji)
    await does(room.hana)
    const row = await base.db
      .selectFrom('guide_done')
      .select('receipt')
      .where('member_id', '=', room.minji.memberId)
      .executeTakeFirstOrThrow()
    expect(row.receipt?.toString('utf8')).not.toContain('12345')
    const asked = { slug: room.slug, step: 'consult_1372' as const }
    expect(await ownStepReceipt(base.db, room.hana.viewer, asked, { vault })).toBeNull()
    expect(await ledgerOf('guide.receipt_shown')).toEqual([])
    expect(await ownStepReceipt(base.db, room.minji.viewer, asked, { vault })).toBe('2026-일반-12345')
    expect(await ledgerOf('guide.receipt_shown')).toEqual([{ data: { step: 'consult_1372' } }])
    await does(room.minji, '2026-9')
    expect(await ownStepReceipt(base.db, room.minji.viewer, asked, { vault })).toBe('2026-9')
  })

  test('is told to strangers from five people on, and of those who left no more', async () => {
    const asked = { slug: room.slug, step: 'consult_1372' as const }
    const people = [room.sora, room.minji, room.taeho, room.hana]
    for (const person of people) await does(person)
    expect((await publicGuideStep(base.db, asked)).people).toBeNull()
    const fifth = await joined(base.db, room.code, '다섯째', 'buyer')
    await does(fifth)
    expect((await publicGuideStep(base.db, asked)).people).toBe(5)
    await leaveCase(base.db, fifth.viewer, { slug: room.slug })
    expect((await publicGuideStep(base.db, asked)).people).toBeNull()
    await expect(publicGuideStep(base.db, { ...asked, slug: 'aaaaaaaaaa' })).rejects.toEqual(
      refused('shared.not_found'),
    )
  })
})

describe('what the staff pins to a step', () => {
  test('is for all, keeps its history, covers personal data, and is theirs alone to write', async () => {
    await expect(advises(room.minji, 0, '말')).rejects.toEqual(refused('shared.forbidden'))
    await advises(room.sora, 0, '담당 010-0000-1234로 물어보세요')
    await advises(room.sora, 1, '사건번호를 함께 적어 주세요')
    const said = (await stepOf(room.minji, 'relief'))?.advice ?? []
    expect(said.map(({ version, body }) => [version, body])).toEqual([
      [2, '사건번호를 함께 적어 주세요'],
      [1, expect.not.stringContaining('010-0000-1234')],
    ])
    await advises(room.sora, 2, '')
    expect((await stepOf(room.minji, 'relief'))?.advice[0]?.body).toBe('')
    expect(JSON.stringify(await ledgerOf('guide.advised'))).not.toContain('사건번호')
  })

  test('is not written over what somebody else wrote meanwhile, and the same again changes nothing', async () => {
    await advises(room.sora, 0, '처음')
    await expect(advises(room.sora, 0, '다른 말')).rejects.toEqual(refused('guide.changed_elsewhere'))
    await advises(room.sora, 0, '처음')
    expect(await ledgerOf('guide.advised')).toHaveLength(1)
  })
})

test('an entry’s picture holds when, what and how sure, and its words within five lines', () => {
  const entry = { shopName: '알렛츠', kind: 'sign', sign: 'late_settlement', state: 'confirmed' } as const
  const svg = factSvg({ ...entry, body: '가 '.repeat(600), when: '2024년 8월 1일' })
  for (const word of ['2024년 8월 1일', '정산 지연', '확인됨', '알렛츠']) expect(svg).toContain(word)
  expect(svg.match(/<text/g)).toHaveLength(7)
})

test('a step’s picture holds its title within its lines, the shop and no number below five', () => {
  const step = { shopName: '알렛츠', title: guideStepText.ecmc.title, stage: 3, people: null } as const
  const svg = stepSvg(step)
  expect(svg).toContain('알렛츠')
  expect(svg).not.toMatch(/\d+명/)
  expect(stepSvg({ ...step, people: 12 })).toContain('12명')
  const long = stepSvg({ ...step, title: '아주 '.repeat(60) })
  expect(long.match(/<text/g)?.length).toBeLessThanOrEqual(5)
})
