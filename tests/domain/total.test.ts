import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Db } from '#db/client.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { caseTotals, publicTotals, recountTotals } from '#server/domain/total.ts'
import { openVault } from '#server/domain/vault.ts'
import { nobody } from '#server/domain/viewer.ts'
import { freshDatabase } from '#tests/database.ts'
import { bareCase, buyerDraft, memberOf, sellerDraft } from './claims.ts'

const vault = openVault(randomBytes(32))
let db: Db
let caseId: string
let slug: string

beforeAll(async () => {
  ;({ db } = await freshDatabase())
})

beforeEach(async () => {
  ;({ caseId, slug } = await bareCase(db, vault))
})

async function claimants(count: number, side: 'buyer' | 'seller') {
  for (let n = 0; n < count; n++) {
    const viewer = await memberOf(db, caseId, side)
    const draft = side === 'buyer' ? buyerDraft() : sellerDraft()
    await submitClaim(db, viewer, { slug, draft }, { vault })
  }
}

test('members see exact numbers, strangers none', async () => {
  await claimants(2, 'buyer')
  const viewer = await memberOf(db, caseId, 'helper')
  const totals = await caseTotals(db, viewer, { slug })
  expect(totals).toMatchObject({ members: 3, buyer: { claimants: 2, claims: 2, remaining: 200_000 } })
  expect(Math.abs(Date.parse(totals.at) - Date.now())).toBeLessThan(60_000)
  await expect(caseTotals(db, nobody, { slug })).rejects.toMatchObject({ kind: 'notFound' })
})

test('in public, fewer than five people are not counted, side by side', async () => {
  await claimants(4, 'buyer')
  expect(await publicTotals(db, { slug })).toMatchObject({
    members: 'under5',
    buyer: 'under5',
    seller: 'under5',
  })
  await claimants(1, 'buyer')
  await claimants(4, 'seller')
  expect(await publicTotals(db, { slug })).toMatchObject({
    members: 9,
    buyer: { claimants: 5, claims: 5, remaining: 500_000 },
    seller: 'under5',
  })
  await claimants(1, 'seller')
  expect((await publicTotals(db, { slug })).seller).toEqual({
    claimants: 5,
    claims: 5,
    remaining: 61_700_000,
  })
})

test('many claims of few people stay hidden', async () => {
  const viewer = await memberOf(db, caseId, 'buyer')
  for (let n = 0; n < 6; n++) await submitClaim(db, viewer, { slug, draft: buyerDraft() }, { vault })
  expect((await publicTotals(db, { slug })).buyer).toBe('under5')
})

test('an unknown case has no totals', async () => {
  await expect(publicTotals(db, { slug: 'zzzzzzzzzz' })).rejects.toMatchObject({ code: 'shared.not_found' })
})

test('a wrong counter is found, reported and put right', async () => {
  await claimants(2, 'buyer')
  expect(await recountTotals(db)).toEqual([])
  await sql`update case_total set remaining = remaining + 7, claims = 9 where case_id = ${caseId}`.execute(db)
  await sql`update case_head set members = 40 where case_id = ${caseId}`.execute(db)
  expect(await recountTotals(db)).toEqual([
    { caseId, of: 'buyer', had: [2, 9, 200_007], has: [2, 2, 200_000] },
    { caseId, of: 'members', had: [40], has: [2] },
  ])
  expect(await recountTotals(db)).toEqual([])
  expect(await publicTotals(db, { slug })).toMatchObject({ members: 'under5' })
})

test('recounting while claims come in finds nothing', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, () => memberOf(db, caseId, 'buyer')))
  const filing = people.map((viewer) => submitClaim(db, viewer, { slug, draft: buyerDraft() }, { vault }))
  const recounts = [recountTotals(db), recountTotals(db), recountTotals(db)]
  await Promise.all(filing)
  expect((await Promise.all(recounts)).flat()).toEqual([])
})
