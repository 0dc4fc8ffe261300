import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { UnsentPost, type UnsentValues } from '#app/shapes/unsent.ts'
import { forgetOldUnsent, keepUnsent, unsentClaim } from '#server/domain/claim/unsent.ts'
import { amendClaim, submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
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

const next = { side: 'buyer', filing: randomUUID() } as const
const typed = (story: string): UnsentValues => ({ fields: { story }, items: [], refunds: [], offers: [] })
type Form = Parameters<typeof unsentClaim>[2]['form']
const keep = (base: number, story: string, form: Form = next, { viewer }: Person = room.minji) =>
  keepUnsent(database.db, viewer, { slug: room.slug, form, base, values: typed(story) }, { vault })
const kept = (form: Form = next, { viewer }: Person = room.minji) =>
  unsentClaim(database.db, viewer, { slug: room.slug, form }, { vault })
const file = (changes = {}) =>
  submitClaim(database.db, room.minji.viewer, { slug: room.slug, draft: buyerDraft(changes) }, { vault })

describe('a half-written claim', () => {
  test('is there again, for its writer alone, and sealed', async () => {
    expect(await keep(0, '배송이 오지')).toEqual({ version: 1 })
    expect(await keep(1, '배송이 오지 않아요')).toEqual({ version: 2 })
    expect(await kept()).toMatchObject({ version: 2, values: typed('배송이 오지 않아요'), other: null })
    expect(await kept(next, room.hana)).toBeNull()
    expect(await kept({ side: 'seller', filing: next.filing })).toBeNull()
    const { rows } = await sql<{ open: boolean }>`
      select position('story'::bytea in sealed) > 0 as open from claim_unsent`.execute(database.owner)
    expect(rows.map(({ open }) => open)).toEqual([false])
  })

  test('of two tabs keeps the newer and offers the other', async () => {
    await keep(0, '첫째 탭')
    expect(await keep(0, '둘째 탭')).toEqual({ version: 2 })
    expect(await kept()).toMatchObject({ values: typed('둘째 탭'), other: typed('첫째 탭') })
    expect(await keep(2, '둘째 탭에서 더')).toEqual({ version: 3 })
    expect(await kept()).toMatchObject({ values: typed('둘째 탭에서 더'), other: typed('첫째 탭') })
    await keep(1, '첫째 탭에서 더')
    expect(await kept()).toMatchObject({ values: typed('첫째 탭에서 더'), other: typed('둘째 탭에서 더') })
  })

  test('goes with handing in, and does not come back with what was on its way', async () => {
    await keep(0, '쓰는 말')
    const clientId = randomUUID()
    const { claimId } = await file({ clientId })
    expect(await kept()).toBeNull()
    expect(await keep(1, '늦게 온 말')).toEqual({ version: 0 })
    await keep(0, '다음 신고')
    await sql`update claim_unsent set filing = ${clientId}::uuid`.execute(database.owner)
    expect(await kept()).toBeNull()
    expect(await keep(0, '그다음 신고')).toEqual({ version: 1 })
    expect(await kept()).toMatchObject({ values: typed('그다음 신고'), other: null })
    const late = { side: 'buyer', filing: clientId } as const
    expect(await keep(0, '낸 뒤에 온 첫 저장', late)).toEqual({ version: 0 })
    const change = { claimId }
    await keep(0, '고치는 말', change)
    await amendClaim(database.db, room.minji.viewer, { claimId, version: 1, draft: buyerDraft() }, { vault })
    expect(await kept(change)).toBeNull()
    await keep(0, '또 고치는 말', change)
    await withdrawClaim(database.db, room.minji.viewer, { claimId, why: '' })
    expect(await kept(change)).toBeNull()
  })

  test('stays when handing in is refused, and goes after ninety days', async () => {
    await keep(0, '쓰는 말')
    await expect(file({ refunded: 999_999 })).rejects.toMatchObject({ code: 'claim.refunded_too_much' })
    expect(await kept()).not.toBeNull()
    await sql`update claim_unsent set saved_at = now() - interval '89 days'`.execute(database.owner)
    expect(await forgetOldUnsent(database.db)).toBe(0)
    await sql`update claim_unsent set saved_at = now() - interval '91 days'
      where member_id = ${room.minji.memberId}::uuid`.execute(database.owner)
    expect(await forgetOldUnsent(database.db)).toBe(1)
    expect(await kept()).toBeNull()
  })
})

describe('what is kept of it', () => {
  const post = (values: unknown, changes = {}) =>
    UnsentPost.safeParse({
      form: `new buyer ${next.filing}`,
      base: '0',
      values: JSON.stringify(values),
      ...changes,
    })

  test('is never who somebody is, nor a consent, nor a resident registration number', () => {
    const fields = {
      story: '번호 900101-1234560 예요',
      orderNumber: 'AL-1',
      'identity.name': '김민지',
      'identity.phone': '01000001234',
      consentVersion: '1',
      extraConsent: '1',
      clientId: 'x',
    }
    expect(post({ fields, items: [{ amount: '1,000' }] }).data?.values).toEqual({
      fields: { story: '', orderNumber: 'AL-1' },
      items: [{ amount: '1,000' }],
      refunds: [],
      offers: [],
    })
  })

  test('is refused when it is no form', () => {
    expect(post({ fields: { story: 1 } }).success).toBe(false)
    expect(post({ fields: { story: 'ㄱ'.repeat(8001) } }).success).toBe(false)
    expect(post({ fields: {} }, { form: `new helper ${next.filing}` }).success).toBe(false)
    expect(post({ fields: {} }, { form: 'edit 1' }).success).toBe(false)
    expect(post({ fields: {} }, { base: '-1' }).success).toBe(false)
    expect(post({ fields: {} }, { values: '{' }).success).toBe(false)
    expect(post({ fields: {} }, { values: '' }).data?.values).toBeNull()
  })
})
