import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { seoulDate } from '#app/shapes/civil-date.ts'
import type { ClaimDraft } from '#app/shapes/claim.ts'
import type { FilingDraft, JoinDraft } from '#app/shapes/filing.ts'
import type { StepDraft } from '#app/shapes/filing-progress.ts'
import { extraConsentVersion } from '#app/text/ko/consent.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { filingNewsOf, filingNewsUnseen, remindFilings } from '#server/domain/filing/news.ts'
import {
  carryOn,
  confirmPayout,
  filingFor,
  filingProgress,
  filingsOfClaim,
  freezeFiling,
  joinFiling,
  keepFilingStep,
  openFiling,
  payoutPlan,
  stepHandler,
  takeBackStep,
} from '#server/domain/filing.ts'
import { markNotificationsSeen } from '#server/domain/notify.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { filingDraft, joinDraft } from './access-world.ts'
import { buyerDraft } from './claims.ts'

const vault = testVault()
let database: TestDatabase
let room: TestCase
let filingId: string

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(database.db, vault)
  filingId = await gathered([
    [room.minji, '김민지', 100_000],
    [room.minji, '김민지', 50_000],
    [room.hana, '이하나', 33_333],
  ])
})

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code })
const ref = () => ({ slug: room.slug, filingId })
const today = () => seoulDate(new Date())

/** A frozen filing of these claims, by what each has open. */
async function gathered(claims: [Person, string, number][]): Promise<string> {
  const draft = { ...filingDraft(), destination: 'lawyer' as const }
  const { filingId } = await openFiling(database.db, room.sora.viewer, { slug: room.slug, ...draft })
  for (const [person, name, amount] of claims) {
    const identity = { name, phone: '01000001234', email: '' }
    const items = [{ name: '여름 이불', quantity: 1, amount }]
    const claim: ClaimDraft = buyerDraft({ identity, items, refunded: 0 })
    const { claimId } = await submitClaim(
      database.db,
      person.viewer,
      { slug: room.slug, draft: claim },
      { vault },
    )
    const joining = { slug: room.slug, filingId, draft: joinDraft(claimId, draft, name) }
    await joinFiling(database.db, person.viewer, joining, { vault })
  }
  await freezeFiling(database.db, room.sora.viewer, { slug: room.slug, filingId })
  return filingId
}

const step = (changes: Partial<StepDraft> = {}): StepDraft => ({
  ...{
    id: randomUUID(),
    version: 1,
    kind: 'handed_in',
    onDay: today(),
    receiptNo: '2026-집단-0001',
    words: '',
  },
  ...{ dueOn: null, verdict: null, amount: null, refused: [], handler: '' },
  ...changes,
})
const keeps = (changes: Partial<StepDraft> = {}, who: Person = room.sora) =>
  keepFilingStep(database.db, who.viewer, { ...ref(), draft: step(changes) }, { vault })
const progress = (who: Person) => filingProgress(database.db, who.viewer, ref())
const plans = (amount: number) =>
  payoutPlan(database.db, room.sora.viewer, { ...ref(), draft: { version: 1, onDay: today(), amount } })
const confirms = async (amount: number, changes: { id?: string; sha256?: string } = {}) => {
  const { sha256 } = await plans(amount)
  const draft = { version: 1, onDay: today(), amount, id: randomUUID(), sha256, ...changes }
  return confirmPayout(database.db, room.sora.viewer, { ...ref(), draft })
}
const kinds = async () =>
  (
    await database.db
      .selectFrom('ledger')
      .select(['kind', 'data'])
      .where('case_id', '=', room.caseId)
      .where('kind', 'like', 'filing.%')
      .orderBy('seq')
      .execute()
  ).slice(-3)

describe('a step', () => {
  test('is for officers, kept once, and told to those whose claims are in the version', async () => {
    await expect(keeps({}, room.minji)).rejects.toEqual(refused('shared.forbidden'))
    const draft = step({ words: '접수증을 받았어요.' })
    const keep = () => keepFilingStep(database.db, room.sora.viewer, { ...ref(), draft }, { vault })
    await keep()
    await keep()
    const seen = await progress(room.minji)
    expect(seen.stage).toBe('handed_in')
    expect(seen.steps).toMatchObject([
      { kind: 'handed_in', receiptNo: '2026-집단-0001', words: '접수증을 받았어요.' },
    ])
    expect(seen.own.map(({ no, outcome }) => [no, outcome])).toEqual([
      [1, 'waiting'],
      [2, 'waiting'],
    ])
    // Somebody with nothing in it learns how far it is, and no more.
    expect(await progress(room.taeho)).toMatchObject({ stage: 'handed_in', steps: [], own: [] })
    for (const [person, told] of [
      [room.minji, 1],
      [room.hana, 1],
      [room.taeho, 0],
    ] as const)
      expect(await filingNewsUnseen(database.db, person.viewer), person.nickname).toBe(told)
    expect(await filingNewsOf(database.db, room.minji.viewer)).toMatchObject([
      { kind: 'progress', unread: true, to: `/c/${room.slug}/filings/${filingId}/progress` },
    ])
    await markNotificationsSeen(database.db, room.minji.viewer)
    expect(await filingNewsUnseen(database.db, room.minji.viewer)).toBe(0)
    expect(JSON.stringify(await kinds())).not.toMatch(/접수증|집단/)
  })

  test('comes after the hand-in, of a version there is, with numbers of its list', async () => {
    await expect(keeps({ kind: 'request', dueOn: today() })).rejects.toEqual(refused('filing.not_handed_in'))
    await expect(keeps({ version: 2 })).rejects.toEqual(refused('filing.no_such_version'))
    await keeps()
    const decided = { kind: 'decided', verdict: 'part' } as const
    await expect(keeps({ ...decided, refused: [4] })).rejects.toEqual(refused('filing.no_such_number'))
    await keeps({ ...decided, refused: [3], amount: 150_000 })
    expect((await progress(room.sora)).steps[0]).toMatchObject({
      verdict: 'part',
      amount: 150_000,
      refused: 1,
    })
    expect((await progress(room.hana)).own).toMatchObject([{ no: 3, outcome: 'refused' }])
    expect((await progress(room.minji)).own.map(({ outcome }) => outcome)).toEqual(['waiting', 'waiting'])
  })

  test('keeps who is in charge sealed; an officer opens it, on record, until it is taken back', async () => {
    const { stepId } = await keeps({ handler: '한예시 조정관 02-000-0000' })
    const row = await database.owner.selectFrom('filing_step').selectAll().where('id', '=', stepId).execute()
    expect(JSON.stringify(row)).not.toContain('한예시')
    expect((await progress(room.sora)).steps[0]?.hasHandler).toBe(true)
    const opens = (who: Person) => stepHandler(database.db, who.viewer, { ...ref(), stepId }, { vault })
    expect(await opens(room.sora)).toEqual({ handler: '한예시 조정관 02-000-0000' })
    expect((await kinds()).at(-1)).toEqual({ kind: 'filing.handler_shown', data: { filingId, stepId } })
    await expect(opens(room.minji)).rejects.toEqual(refused('shared.forbidden'))
    const takes = () => takeBackStep(database.db, room.sora.viewer, { ...ref(), stepId })
    await takes()
    await takes()
    await expect(opens(room.sora)).rejects.toEqual(refused('shared.not_found'))
    expect(await progress(room.sora)).toMatchObject({ stage: 'frozen', steps: [] })
    const rewrite = sql`update filing_step set words = '다르게', taken_back_at = now() where id = ${stepId}`
    await expect(rewrite.execute(database.db)).rejects.toThrow(/never changes/)
  })
})

describe('money that came back', () => {
  test('is shown before it is confirmed, and shared out to the won', async () => {
    await expect(plans(1000)).rejects.toEqual(refused('filing.not_handed_in'))
    await keeps()
    const plan = await plans(100_000)
    expect(plan.open).toBe(183_333)
    expect(plan.shares.map(({ no, amount }) => [no, amount])).toEqual([
      [1, 54_545],
      [2, 27_273],
      [3, 18_182],
    ])
    expect((await progress(room.minji)).payouts).toEqual([])
    await confirms(100_000)
    const seen = await progress(room.minji)
    expect(seen.stage).toBe('paid')
    expect(seen.own.map(({ paid, outcome }) => [paid, outcome])).toEqual([
      [54_545, 'part'],
      [27_273, 'part'],
    ])
    expect((await kinds()).at(-1)).toMatchObject({
      kind: 'filing.paid_out',
      data: { amount: 100_000, claims: 3, sha256: plan.sha256 },
    })
    // The rest of what is open, and not a won more.
    await expect(plans(83_334)).rejects.toEqual(refused('filing.more_than_open'))
    await confirms(83_333)
    expect((await progress(room.hana)).own).toMatchObject([{ paid: 33_333, outcome: 'paid' }])
    await expect(plans(1)).rejects.toEqual(refused('filing.nothing_open'))
  })

  test('leaves out what was refused, and is confirmed as it was shown or not at all', async () => {
    await keeps()
    const { sha256 } = await plans(9_000)
    const { stepId } = await keeps({ kind: 'decided', verdict: 'part', refused: [3] })
    await expect(confirms(9_000, { sha256 })).rejects.toEqual(refused('filing.shares_changed'))
    await expect(plans(150_001)).rejects.toEqual(refused('filing.more_than_open'))
    const id = randomUUID()
    await confirms(9_000, { id })
    await confirms(9_000, { id })
    expect((await progress(room.sora)).payouts).toMatchObject([{ amount: 9_000, claims: 2 }])
    const takes = takeBackStep(database.db, room.sora.viewer, { ...ref(), stepId })
    await expect(takes).rejects.toEqual(refused('filing.paid_after'))
    await expect(
      payoutPlan(database.db, room.minji.viewer, {
        ...ref(),
        draft: { version: 1, onDay: today(), amount: 3 },
      }),
    ).rejects.toEqual(refused('shared.forbidden'))
    for (const change of [sql`update filing_share set amount = 1`, sql`delete from filing_payout`])
      await expect(change.execute(database.db)).rejects.toThrow(/permission denied/)
  })

  test('is none where everything was refused', async () => {
    await keeps()
    await keeps({ kind: 'decided', verdict: 'refused' })
    await expect(plans(1)).rejects.toEqual(refused('filing.nothing_open'))
    expect((await progress(room.hana)).own).toMatchObject([{ outcome: 'refused' }])
  })
})

test('how far claims came is counted stage by stage, and an own claim names its filings', async () => {
  const counts = async () => (await progress(room.sora)).retention
  expect(await counts()).toEqual({ joined: 3, complete: 3, frozen: 3, handedIn: 0, decided: 0, paid: 0 })
  await keeps()
  await keeps({ kind: 'decided', verdict: 'granted' })
  await confirms(1)
  expect(await counts()).toEqual({ joined: 3, complete: 3, frozen: 3, handedIn: 3, decided: 3, paid: 1 })
  const [own] = (await progress(room.minji)).own
  const of = (who: Person) => filingsOfClaim(database.db, who.viewer, { claimId: own?.claimId ?? '' })
  expect(await of(room.minji)).toMatchObject([{ filingId, stage: 'paid', own: { paid: 1 } }])
  await expect(of(room.hana)).rejects.toEqual(refused('shared.not_found'))
})

test('one is reminded before a filing closes: of what is missing, or that one may still join; once', async () => {
  const draft = { ...filingDraft(), closesAt: new Date(Date.now() + 2 * 86_400_000).toISOString() }
  const { filingId: open } = await openFiling(database.db, room.sora.viewer, { slug: room.slug, ...draft })
  const claim = buyerDraft({ story: '', identity: { name: '김민지', phone: '01000001234', email: '' } })
  const { claimId } = await submitClaim(
    database.db,
    room.minji.viewer,
    { slug: room.slug, draft: claim },
    { vault },
  )
  const joining = { slug: room.slug, filingId: open, draft: joinDraft(claimId, draft) }
  await joinFiling(database.db, room.minji.viewer, joining, { vault })
  await remindFilings(database.db)
  await remindFilings(database.db)
  const told = async (who: Person) =>
    (await filingNewsOf(database.db, who.viewer))
      .filter(({ to }) => to.endsWith(open))
      .map(({ kind }) => kind)
  expect(await told(room.minji)).toEqual(['missing'])
  expect(await told(room.hana)).toEqual(['closing'])
  expect(await told(room.taeho)).toEqual([])
})

describe('carrying claims on into the next filing', () => {
  const next = () => ({ ...filingDraft(), destination: 'civil_suit' as const, afterId: filingId })

  test('takes one tap with the consent of the new one, and keeps the claims together', async () => {
    const draft = next()
    const { filingId: suit } = await openFiling(database.db, room.sora.viewer, { slug: room.slug, ...draft })
    const at = { slug: room.slug, filingId: suit }
    expect((await filingNewsOf(database.db, room.minji.viewer))[0]?.kind).toBe('carry_on')
    expect(await filingNewsOf(database.db, room.taeho.viewer)).toEqual([])
    const { consent, carriable } = await filingFor(database.db, room.minji.viewer, at)
    expect(carriable).toBe(2)
    const read = { textVersion: consent.version, textHash: consent.hash }
    const carries = (person: Person, said = read) => carryOn(database.db, person.viewer, { ...at, ...said })
    await expect(carries(room.minji, { ...read, textHash: '0'.repeat(64) })).rejects.toEqual(
      refused('filing.consent_changed'),
    )
    await expect(carries(room.taeho)).rejects.toEqual(refused('filing.nothing_to_carry'))
    expect(await carries(room.minji)).toEqual({ joined: 2 })
    await expect(carries(room.minji)).rejects.toEqual(refused('filing.nothing_to_carry'))
    expect((await filingProgress(database.db, room.hana.viewer, at)).carried).toMatchObject({
      ...{ from: 3, here: 2, filingId },
    })
    await freezeFiling(database.db, room.sora.viewer, at)
    await expect(carries(room.hana)).rejects.toEqual(refused('filing.frozen'))
  })

  test('follows a filing that was frozen, of the same room and side', async () => {
    const open = (changes: Partial<FilingDraft>) =>
      openFiling(database.db, room.sora.viewer, { slug: room.slug, ...next(), ...changes })
    await expect(open({ afterId: randomUUID() })).rejects.toEqual(refused('shared.not_found'))
    await expect(open({ side: 'seller' })).rejects.toEqual(refused('shared.not_found'))
    const { filingId: open1 } = await open({ afterId: null })
    await expect(open({ afterId: open1 })).rejects.toEqual(refused('shared.not_found'))
  })
})

test('a claimant under nineteen joins with their guardian, named as in the claim', async () => {
  const draft = { ...filingDraft(), destination: 'lawyer' as const }
  const { filingId: open } = await openFiling(database.db, room.sora.viewer, { slug: room.slug, ...draft })
  const identity = {
    ...{ name: '김민지', phone: '01000001234', email: '', age: 'under19' as const },
    ...{ guardianName: '김보호', guardianPhone: '01000009999' },
  } as const
  const claim = buyerDraft({ identity, details: { extraConsent: extraConsentVersion } })
  const { claimId } = await submitClaim(
    database.db,
    room.minji.viewer,
    { slug: room.slug, draft: claim },
    { vault },
  )
  const at = { slug: room.slug, filingId: open }
  const joins = (changes: Partial<JoinDraft>) =>
    joinFiling(
      database.db,
      room.minji.viewer,
      { ...at, draft: { ...joinDraft(claimId, draft), ...changes } },
      { vault },
    )
  const { own } = await filingFor(database.db, room.minji.viewer, at)
  expect(own.filter(({ guardian }) => guardian).map((each) => each.claimId)).toEqual([claimId])
  await expect(joins({})).rejects.toEqual(refused('filing.guardian_needed'))
  await expect(joins({ guardianAgreed: true, guardianName: '김민지' })).rejects.toEqual(
    refused('filing.guardian_needed'),
  )
  const { consentId } = await joins({ guardianAgreed: true, guardianName: '김 보호' })
  const row = await database.db
    .selectFrom('filing_consent')
    .select('guardian_agreed')
    .where('id', '=', consentId)
    .executeTakeFirst()
  expect(row).toEqual({ guardian_agreed: true })
})
