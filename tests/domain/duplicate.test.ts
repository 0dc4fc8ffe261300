import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addDays, seoulDate } from '#app/shapes/civil-date.ts'
import { IdentityForm } from '#app/shapes/claim-identity.ts'
import { claimFor, claimHistory } from '#server/domain/claim/read.ts'
import { submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { GROUP_CLAIMS_MAX } from '#server/domain/duplicate/groups.ts'
import {
  answerMerge,
  carryOutMerges,
  dropMerge,
  duplicatesIn,
  mergeOfOwn,
  OBJECT_DAYS,
  proposeMerge,
  setApart,
} from '#server/domain/duplicate.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { notificationsOf } from '#server/domain/notify.ts'
import { caseTotals } from '#server/domain/total.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { joined, openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { buyerDraft } from './claims.ts'

const vault = testVault()
let database: TestDatabase
let room: TestCase

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(database.db, vault)
})

/** Who claims, as a form sends it. */
const person = (given: Record<string, string> = {}) => {
  phones += 1
  return IdentityForm.parse({ name: '김민지', phone: `0100000${String(phones).padStart(4, '0')}`, ...given })
}
let phones = 1000

const file = async ({ viewer }: Person, changes: Parameters<typeof buyerDraft>[0] = {}) =>
  (
    await submitClaim(
      database.db,
      viewer,
      { slug: room.slug, draft: buyerDraft({ identity: person(), ...changes }) },
      { vault },
    )
  ).claimId
const found = () => duplicatesIn(database.db, room.sora.viewer, { slug: room.slug })
const groups = async () =>
  (await found()).groups.map(({ same, claims }) => [same.join(), claims.map(({ receiptNo }) => receiptNo)])
const propose = (claimId: string, intoId: string) =>
  proposeMerge(database.db, room.sora.viewer, { slug: room.slug, claimId, intoId, why: '같은 주문이에요' })
const apart = (...claimIds: string[]) =>
  setApart(database.db, room.sora.viewer, { slug: room.slug, claimIds })
const answer = ({ viewer }: Person, claimId: string, agrees: boolean) =>
  answerMerge(database.db, viewer, { claimId, agrees, words: agrees ? '' : '두 번 주문했어요' })
const stage = async ({ viewer }: Person, claimId: string) =>
  (await claimFor(database.db, viewer, { claimId })).stage

describe('the same in two claims', () => {
  test('E10: is found however it is written, zeros told apart, and never shown', async () => {
    await file(room.minji, { orderNumber: '00-12 34', identity: person({ phone: '+82 10-0000-7777' }) })
    await file(room.hana, {
      orderNumber: '００１２３４',
      identity: person({ phone: '０１０ ００００ ７７７７' }),
    })
    await file(room.sora, { orderNumber: '0-1234', identity: person() })
    expect(await groups()).toEqual([['order,phone', [1, 2]]])
    expect(JSON.stringify(await found())).not.toMatch(/1234|7777|김민지/)
  })

  test.each([
    ['approval', { details: { approvalNumber: '3012 3456' } }, { details: { approvalNumber: '30123456' } }],
    [
      'account',
      { identity: { bank: '한빛은행', accountNumber: '110-222-333444', accountHolder: '김민지' } },
      { identity: { bank: '가람은행', accountNumber: '１１０２２２３３３４４４', accountHolder: '김민지' } },
    ],
    [
      'business',
      { identity: { businessNumber: '120-81-47521' } },
      { identity: { businessNumber: '1208147521' } },
    ],
  ])('is found by %s', async (kind, one, other) => {
    const changes = (of: { details?: object; identity?: Record<string, string> }) => ({
      ...(of.details ? { details: of.details } : {}),
      identity: person(of.identity),
    })
    await file(room.minji, changes(one))
    await file(room.hana, changes(other))
    expect(await groups()).toEqual([[kind, [1, 2]]])
  })

  test('of one person is told by order and approval alone, and never with what was withdrawn', async () => {
    const identity = person()
    const first = await file(room.minji, { orderNumber: 'A-1', identity })
    await file(room.minji, { orderNumber: 'A-2', identity })
    expect(await groups()).toEqual([])
    await file(room.minji, { orderNumber: 'A-1', kind: 'silent', identity })
    expect(await groups()).toEqual([['order', [1, 3]]])
    await withdrawClaim(database.db, room.minji.viewer, { claimId: first, why: '' })
    expect(await groups()).toEqual([])
  })

  test('is for officers', async () => {
    const asked = duplicatesIn(database.db, room.minji.viewer, { slug: room.slug })
    await expect(asked).rejects.toMatchObject({ code: 'shared.forbidden' })
  })
})

describe('other matters', () => {
  test('are remembered, and what comes later is told from each', async () => {
    const [one, two] = [
      await file(room.minji, { orderNumber: 'B1' }),
      await file(room.hana, { orderNumber: 'B1' }),
    ]
    await apart(two, one)
    await apart(one, two)
    expect(await groups()).toEqual([])
    await file(room.sora, { orderNumber: 'B1' })
    expect(await groups()).toEqual([['order', [1, 3]]])
    expect(await firstBrokenEntry(database.db, room.caseId)).toBeNull()
  })

  test('of a large group are decided some at a time, until none is left', async () => {
    for (let count = 0; count < GROUP_CLAIMS_MAX + 2; count += 1) {
      const who = await joined(database.db, room.code, `구매자 ${count}`, 'buyer')
      await file(who, { orderNumber: 'C1' })
    }
    let rounds = 0
    for (let { groups: left } = await found(); left.length > 0; { groups: left } = await found()) {
      expect(left[0]?.claims.length).toBeLessThanOrEqual(GROUP_CLAIMS_MAX)
      await apart(...(left[0]?.claims.map(({ id }) => id) ?? []))
      rounds += 1
      expect(rounds).toBeLessThan(20)
    }
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from claim_apart join claim on claim.id = claim_id
      where case_id = ${room.caseId}`.execute(database.db)
    expect(rows[0]?.count).toBe(((GROUP_CLAIMS_MAX + 2) * (GROUP_CLAIMS_MAX + 1)) / 2)
  })

  test('are two or more claims of this case', async () => {
    const one = await file(room.minji)
    await expect(apart(one)).rejects.toMatchObject({ code: 'duplicate.two_needed' })
    await expect(apart(one, room.caseId)).rejects.toMatchObject({ code: 'shared.not_found' })
  })
})

describe('a merge', () => {
  let one: string
  let two: string
  beforeEach(async () => {
    one = await file(room.minji, { orderNumber: 'D1' })
    two = await file(room.hana, { orderNumber: 'D1' })
  })
  const later = () => ({ now: new Date(Date.parse(addDays(seoulDate(Date.now()), OBJECT_DAYS + 1))) })

  test('is told to the claimant and changes nothing before its day, then withdraws with a pointer', async () => {
    await propose(two, one)
    await propose(two, one)
    expect(await groups()).toEqual([])
    expect((await found()).merges).toMatchObject([{ receiptNo: 2, intoNo: 1, state: 'proposed' }])
    const { notifications } = await notificationsOf(database.db, room.hana.viewer)
    expect(notifications.map(({ about }) => about.kind)).toEqual(['claim_merging'])
    expect(await carryOutMerges(database.db)).toBe(0)
    expect(await stage(room.hana, two)).toBe('submitted')
    expect(await carryOutMerges(database.db, later())).toBe(1)
    expect([await stage(room.hana, two), await stage(room.minji, one)]).toEqual(['withdrawn', 'submitted'])
    const last = (await claimHistory(database.db, room.hana.viewer, { claimId: two })).at(-1)
    expect(last?.withdrawnWhy).toBe('접수번호 1과 같은 청구라서 합쳤어요. 같은 주문이에요')
    expect(await caseTotals(database.db, room.sora.viewer, { slug: room.slug })).toMatchObject({
      buyer: { claims: 1, claimants: 1 },
    })
    expect(await carryOutMerges(database.db, later())).toBe(0)
    expect(await firstBrokenEntry(database.db, room.caseId)).toBeNull()
  })

  test('is stopped by an objection, which officers see beside the two claims', async () => {
    await propose(two, one)
    await answer(room.hana, two, false)
    await answer(room.hana, two, false)
    expect(await carryOutMerges(database.db, later())).toBe(0)
    expect(await stage(room.hana, two)).toBe('submitted')
    expect((await found()).merges).toMatchObject([{ state: 'objected', objection: '두 번 주문했어요' }])
    await expect(answer(room.hana, two, true)).rejects.toMatchObject({ code: 'duplicate.not_merging' })
    await apart(one, two)
    expect(await found()).toEqual({ groups: [], merges: [] })
  })

  test('is done at once when the claimant agrees', async () => {
    await propose(two, one)
    await answer(room.hana, two, true)
    expect(await stage(room.hana, two)).toBe('withdrawn')
    expect(await mergeOfOwn(database.db, room.hana.viewer, { claimId: two })).toMatchObject({
      state: 'done',
      intoNo: 1,
    })
    await expect(answer(room.minji, two, true)).rejects.toMatchObject({ code: 'shared.not_found' })
  })

  test('is taken back, or lapses with what it was to go into', async () => {
    await propose(two, one)
    await expect(propose(one, two)).rejects.toMatchObject({ code: 'duplicate.merging' })
    await dropMerge(database.db, room.sora.viewer, { slug: room.slug, claimId: two })
    expect(await groups()).toEqual([['order', [1, 2]]])
    await propose(two, one)
    await withdrawClaim(database.db, room.minji.viewer, { claimId: one, why: '' })
    await carryOutMerges(database.db, later())
    expect(await stage(room.hana, two)).toBe('submitted')
    expect((await mergeOfOwn(database.db, room.hana.viewer, { claimId: two }))?.state).toBe('dropped')
    await expect(propose(two, one)).rejects.toMatchObject({ code: 'claim.withdrawn' })
    await expect(propose(two, two)).rejects.toMatchObject({ code: 'duplicate.two_needed' })
  })
})
