import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { ClaimDraft } from '#app/shapes/claim.ts'
import { shredCase } from '#server/domain/case-key.ts'
import { indexClaimsFromBefore } from '#server/domain/claim/index-before.ts'
import { amendClaim, submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { duplicatesIn } from '#server/domain/duplicate.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { reviewQueue } from '#server/domain/review.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { buyerDraft, sellerDraft } from './claims.ts'

// Claims filed before their review: as those of today, once the job has been over them.

const vault = testVault()
let database: TestDatabase
let room: TestCase

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(database.db, vault)
})

const details = { approvalNumber: '3000-1234', extraConsent: '' }
const file = ({ viewer }: Person, draft: ClaimDraft = buyerDraft({ details })) =>
  submitClaim(database.db, viewer, { slug: room.slug, draft }, { vault })

/** The claims and indexes of the case as they stand. */
async function standing() {
  const { rows: claims } = await sql`
    select id, missing from claim where case_id = ${room.caseId} order by receipt_no`.execute(database.db)
  const { rows: indexes } = await sql`
    select claim_id, kind, encode(value, 'hex') as value from claim_index where case_id = ${room.caseId}
    order by claim_id, kind, value`.execute(database.db)
  return { claims, indexes }
}

/** As they stood before there was a review: nothing counted, orders, phones and e-mails indexed alone. */
async function asBefore() {
  await sql`update claim set missing = null where case_id = ${room.caseId}`.execute(database.owner)
  await sql`
    delete from claim_index where case_id = ${room.caseId} and kind in ('approval', 'account', 'business')`.execute(
    database.owner,
  )
}

test('are counted and indexed as those of today, once', async () => {
  const { claimId } = await file(room.minji)
  const draft = buyerDraft({ details: { approvalNumber: '3000 1234' }, story: '' })
  await amendClaim(database.db, room.minji.viewer, { claimId, version: 1, draft }, { vault })
  await file(room.hana)
  await file(room.taeho, sellerDraft())
  const today = await standing()
  await asBefore()
  expect(await standing()).not.toEqual(today)
  expect(await indexClaimsFromBefore(database.db, { vault })).toBe(3)
  expect(await standing()).toEqual(today)
  expect(await indexClaimsFromBefore(database.db, { vault })).toBe(0)
  const entries = database.db.selectFrom('ledger').select('data').where('kind', '=', 'claims.indexed')
  expect(await entries.where('case_id', '=', room.caseId).execute()).toEqual([{ data: { claims: 3 } }])
  expect(await firstBrokenEntry(database.db, room.caseId)).toBe(null)
})

test('are found as the same, and counted in the queue', async () => {
  await file(room.minji)
  await file(room.hana)
  await asBefore()
  const { viewer } = room.sora
  const approvals = async () =>
    JSON.stringify(await duplicatesIn(database.db, viewer, { slug: room.slug })).includes('"approval"')
  expect(await approvals()).toBe(false)
  await indexClaimsFromBefore(database.db, { vault })
  expect(await approvals()).toBe(true)
  const { rows } = await reviewQueue(database.db, viewer, { slug: room.slug, wish: {} })
  expect(rows.every(({ missing }) => missing !== null)).toBe(true)
})

test('are done by two at once, more than a batch of them', async () => {
  for (let count = 0; count < 60; count += 1) await file(room.minji)
  const today = await standing()
  await asBefore()
  const runs = [1, 2].map(() => indexClaimsFromBefore(database.db, { vault }))
  const [one = 0, other = 0] = await Promise.all(runs)
  expect(one + other).toBe(60)
  expect(await standing()).toEqual(today)
})

test('a withdrawn one gets no index, and in a case whose key is gone only the rest is counted', async () => {
  const { claimId } = await file(room.minji)
  await file(room.hana)
  await withdrawClaim(database.db, room.minji.viewer, { claimId, why: '' })
  await asBefore()
  await shredCase(database.owner, room.caseId)
  expect(await indexClaimsFromBefore(database.db, { vault })).toBe(1)
  const { claims, indexes } = await standing()
  expect(claims).toMatchObject([{ id: claimId, missing: null }, { missing: expect.any(Number) }])
  expect(indexes.some((index) => JSON.stringify(index).includes(claimId))).toBe(false)
})
