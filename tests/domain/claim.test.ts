import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ClaimDraft } from '#app/shapes/claim.ts'
import type { Db } from '#db/client.ts'
import { claimFor, claimHistory, myClaims, ownIdentity } from '#server/domain/claim/read.ts'
import { amendClaim, submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import type { Happening } from '#server/domain/happening.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { caseTotals, recountTotals } from '#server/domain/total.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import { openVault, SealBroken } from '#server/domain/vault.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import { freshDatabase } from '#tests/database.ts'
import { bareCase, buyerDraft, memberOf, sellerDraft } from './claims.ts'

const vault = openVault(randomBytes(32))
let db: Db
let owner: Db
let slug: string
let caseId: string
let minji: Viewer & { memberId: string }
let taeho: Viewer & { memberId: string }

beforeAll(async () => {
  ;({ db, owner } = await freshDatabase())
})

beforeEach(async () => {
  ;({ slug, caseId } = await bareCase(db, vault))
  minji = await memberOf(db, caseId, 'buyer')
  taeho = await memberOf(db, caseId, 'seller')
})

const file = (viewer: Viewer, draft: ClaimDraft = buyerDraft(), to = slug) =>
  submitClaim(db, viewer, { slug: to, draft }, { vault })

describe('filing', () => {
  test('gives a receipt, keeps the statement, moves the totals, is in the ledger and is announced', async () => {
    const heard: Happening[] = []
    const stop = onCommitted(db, (happenings) => heard.push(...happenings))
    const draft = buyerDraft()
    const receipt = await file(minji, draft)
    stop()

    expect(receipt).toMatchObject({ receiptNo: 1, version: 1 })
    const claim = await claimFor(db, minji, receipt)
    expect(claim).toMatchObject({ receiptNo: 1, side: 'buyer', state: 'submitted', version: 1, slug })
    expect(claim.statement).toMatchObject({
      kind: 'refund',
      orderNumber: draft.orderNumber,
      orderedOn: '2024-08-10',
      paymentMethod: 'card_installment',
      installmentMonths: 3,
      items: [{ no: 1, name: '여름 이불', quantity: 2, amount: 129_000 }],
      principal: 129_000,
      refunded: 29_000,
      remaining: 100_000,
    })
    expect(await caseTotals(db, minji, { slug })).toMatchObject({
      buyer: { claimants: 1, claims: 1, remaining: 100_000 },
      seller: { claimants: 0, claims: 0, remaining: 0 },
    })
    expect(await ledgerKinds()).toEqual(['claim.submitted'])
    expect(heard).toEqual([{ kind: 'case.changed', caseId, what: ['totals', 'claims'] }])
  })

  test('a seller files a settlement; buyers and sellers stand apart', async () => {
    await file(minji)
    const { claimId } = await file(taeho, sellerDraft())
    const { statement, side } = await claimFor(db, taeho, { claimId })
    expect(side).toBe('seller')
    expect(statement).toMatchObject({ kind: 'settlement', settlementCycle: 'monthly', dueOn: '2024-08-16' })
    expect(statement).toMatchObject({ orderNumber: '', paymentMethod: null, remaining: 12_340_000 })
    const totals = await caseTotals(db, taeho, { slug })
    expect(totals.buyer).toEqual({ claimants: 1, claims: 1, remaining: 100_000 })
    expect(totals.seller).toEqual({ claimants: 1, claims: 1, remaining: 12_340_000 })
  })

  test('each side files its own kind, one who is both files both, a helper none', async () => {
    await expect(file(minji, sellerDraft())).rejects.toMatchObject({ code: 'claim.wrong_side' })
    await expect(file(taeho, buyerDraft())).rejects.toMatchObject({ code: 'claim.wrong_side' })
    const helper = await memberOf(db, caseId, 'helper')
    await expect(file(helper)).rejects.toMatchObject({ kind: 'forbidden', code: 'claim.wrong_side' })
    const both = await memberOf(db, caseId, 'both')
    await file(both, buyerDraft())
    await file(both, sellerDraft())
    expect(await myClaims(db, both, { slug })).toHaveLength(2)
  })

  test('a stranger, nobody, and a member who left get not found', async () => {
    const gone = await memberOf(db, caseId, 'buyer')
    await db
      .updateTable('member')
      .set({ left_at: new Date(), left_why: 'removed' })
      .where('id', '=', gone.memberId)
      .execute()
    await db.updateTable('case_head').set({ members: 2 }).where('case_id', '=', caseId).execute()
    const elsewhere = await bareCase(db, vault)
    const jun = await memberOf(db, elsewhere.caseId, 'buyer')
    for (const viewer of [nobody, gone, jun]) {
      await expect(file(viewer)).rejects.toMatchObject({ kind: 'notFound', code: 'shared.not_found' })
    }
    await expect(file(minji, buyerDraft(), elsewhere.slug)).rejects.toMatchObject({ kind: 'notFound' })
  })

  test('more paid back than paid, nothing owed, and an old consent are refused', async () => {
    const items = [{ name: '이불', quantity: 1, amount: 1000 }]
    await expect(file(minji, buyerDraft({ items, refunded: 1001 }))).rejects.toMatchObject({
      code: 'claim.refunded_too_much',
      fields: { refunded: 'claim.refunded_too_much' },
    })
    await expect(
      file(minji, buyerDraft({ items: [{ name: '덤', quantity: 1, amount: 0 }], refunded: 0 })),
    ).rejects.toMatchObject({ code: 'claim.nothing_owed' })
    await expect(file(minji, buyerDraft({ consentVersion: '2020-01-01' }))).rejects.toMatchObject({
      kind: 'conflict',
      code: 'claim.consent_changed',
    })
    expect((await file(minji, buyerDraft({ items, refunded: 1000 }))).receiptNo).toBe(1)
  })
})

describe('once', () => {
  test('the same form sent five times at the same moment files one claim', async () => {
    const draft = buyerDraft()
    const receipts = await Promise.all(Array.from({ length: 5 }, () => file(minji, draft)))
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1)
    expect(await myClaims(db, minji, { slug })).toHaveLength(1)
    expect(await ledgerKinds()).toEqual(['claim.submitted'])
    expect((await caseTotals(db, minji, { slug })).buyer.claims).toBe(1)
  })

  test('two tabs with the same order: the second is told, however it is written', async () => {
    await file(minji, buyerDraft({ orderNumber: 'AL-2024-0817' }))
    for (const orderNumber of ['AL-2024-0817', 'al 2024 0817', 'ＡＬ-２０２４-０８１７']) {
      await expect(file(minji, buyerDraft({ orderNumber }))).rejects.toMatchObject({
        kind: 'conflict',
        code: 'claim.same_order',
        fields: { orderNumber: 'claim.same_order' },
      })
    }
    await file(minji, buyerDraft({ orderNumber: 'AL-2024-0817', kind: 'nondelivery' }))
    await file(minji, buyerDraft({ orderNumber: 'AL-2024-0818' }))
    const other = await memberOf(db, caseId, 'buyer')
    await file(other, buyerDraft({ orderNumber: 'AL-2024-0817' }))
  })

  test('an order can be filed again after its claim was withdrawn', async () => {
    const { claimId } = await file(minji, buyerDraft({ orderNumber: 'AL-1' }))
    await withdrawClaim(db, minji, { claimId, why: '' })
    expect((await file(minji, buyerDraft({ orderNumber: 'AL-1' }))).receiptNo).toBe(2)
  })

  test('forty at once: receipt numbers are dense, totals and ledger right', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, () => memberOf(db, caseId, 'both')))
    const receipts = await Promise.all(
      people.flatMap((viewer) => [file(viewer, buyerDraft()), file(viewer, sellerDraft())]),
    )
    const numbers = receipts.map((receipt) => receipt.receiptNo).sort((a, b) => a - b)
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, index) => index + 1))
    expect(await caseTotals(db, minji, { slug })).toMatchObject({
      buyer: { claimants: 20, claims: 20, remaining: 2_000_000 },
      seller: { claimants: 20, claims: 20, remaining: 246_800_000 },
    })
    expect(await recountTotals(db)).toEqual([])
    expect(await firstBrokenEntry(db, caseId)).toBeNull()
    expect(await ledgerKinds()).toHaveLength(40)
  })

  test('a refused claim uses up no receipt number', async () => {
    await file(minji, buyerDraft({ orderNumber: 'AL-1' }))
    await expect(file(minji, buyerDraft({ orderNumber: 'AL-1' }))).rejects.toThrow()
    await expect(file(minji, buyerDraft({ refunded: 1e9 }))).rejects.toThrow()
    expect((await file(minji)).receiptNo).toBe(2)
  })
})

describe('amending', () => {
  const change = (viewer: Viewer, claimId: string, version: number, draft: ClaimDraft = buyerDraft()) =>
    amendClaim(db, viewer, { claimId, version, draft }, { vault })

  test('makes a version beside the first and moves the totals by the difference', async () => {
    const { claimId } = await file(minji, buyerDraft({ orderNumber: 'AL-1' }))
    const draft = buyerDraft({ orderNumber: 'AL-1', kind: 'nondelivery', refunded: 100_000 })
    expect(await change(minji, claimId, 1, draft)).toEqual({ claimId, receiptNo: 1, version: 2 })
    const history = await claimHistory(db, minji, { claimId })
    expect(history.map(({ version, kind, remaining }) => ({ version, kind, remaining }))).toEqual([
      { version: 1, kind: 'refund', remaining: 100_000 },
      { version: 2, kind: 'nondelivery', remaining: 29_000 },
    ])
    const { buyer } = await caseTotals(db, minji, { slug })
    expect(buyer).toEqual({ claimants: 1, claims: 1, remaining: 29_000 })
    expect(await ledgerKinds()).toEqual(['claim.submitted', 'claim.amended'])
  })

  test('the same change sent twice makes one version; another tab with the old page is told', async () => {
    const { claimId } = await file(minji)
    const draft = buyerDraft()
    const [first, again] = await Promise.all([
      change(minji, claimId, 1, draft),
      change(minji, claimId, 1, draft),
    ])
    expect(again).toEqual(first)
    await expect(change(minji, claimId, 1)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'claim.changed_elsewhere',
    })
    expect(await claimHistory(db, minji, { claimId })).toHaveLength(2)
  })

  test('checks the order against the other claims, not against itself', async () => {
    await file(minji, buyerDraft({ orderNumber: 'AL-1' }))
    const { claimId } = await file(minji, buyerDraft({ orderNumber: 'AL-2' }))
    await expect(change(minji, claimId, 1, buyerDraft({ orderNumber: 'AL-1' }))).rejects.toMatchObject({
      code: 'claim.same_order',
    })
    await change(minji, claimId, 1, buyerDraft({ orderNumber: 'AL-2' }))
  })

  test('does not move a claim to the other side', async () => {
    const both = await memberOf(db, caseId, 'both')
    const { claimId } = await file(both)
    await expect(
      amendClaim(db, both, { claimId, version: 1, draft: sellerDraft() }, { vault }),
    ).rejects.toMatchObject({ code: 'claim.wrong_side' })
  })
})

describe('withdrawing', () => {
  test('keeps every version, erases who it was, lowers the totals, and may be sent twice', async () => {
    const { claimId } = await file(minji)
    await amendClaim(db, minji, { claimId, version: 1, draft: buyerDraft() }, { vault })
    const once = await withdrawClaim(db, minji, { claimId, why: '환불을 받았어요' })
    expect(once.version).toBe(3)
    expect(await withdrawClaim(db, minji, { claimId, why: '다시' })).toEqual(once)
    const history = await claimHistory(db, minji, { claimId })
    expect(history.map((each) => each.state)).toEqual(['submitted', 'submitted', 'withdrawn'])
    expect(history[2]).toMatchObject({ withdrawnWhy: '환불을 받았어요', principal: 129_000 })
    expect(history[2]?.items).toEqual(history[1]?.items)
    expect((await caseTotals(db, minji, { slug })).buyer).toEqual({ claimants: 0, claims: 0, remaining: 0 })
    expect(await ownIdentity(db, minji, { claimId }, { vault })).toBeNull()
    expect(await ledgerKinds()).toEqual(['claim.submitted', 'claim.amended', 'claim.withdrawn'])
    expect(await recountTotals(db)).toEqual([])
  })

  test('one of two claims leaves the claimant counted', async () => {
    await file(minji)
    const { claimId } = await file(minji)
    await withdrawClaim(db, minji, { claimId, why: '' })
    expect((await caseTotals(db, minji, { slug })).buyer).toMatchObject({ claimants: 1, claims: 1 })
  })

  test('ends amending', async () => {
    const { claimId } = await file(minji)
    await withdrawClaim(db, minji, { claimId, why: '' })
    await expect(
      amendClaim(db, minji, { claimId, version: 2, draft: buyerDraft() }, { vault }),
    ).rejects.toMatchObject({ kind: 'conflict', code: 'claim.withdrawn' })
  })
})

describe('who sees a claim', () => {
  test('its owner and nobody else, not even a host', async () => {
    const { claimId } = await file(minji)
    const sora = await memberOf(db, caseId, 'buyer')
    await db.updateTable('member').set({ role: 'host' }).where('id', '=', sora.memberId).execute()
    const elsewhere = await bareCase(db, vault)
    const jun = await memberOf(db, elsewhere.caseId, 'buyer')
    const acts = (viewer: Viewer, id: string) => [
      () => claimFor(db, viewer, { claimId: id }),
      () => claimHistory(db, viewer, { claimId: id }),
      () => ownIdentity(db, viewer, { claimId: id }, { vault }),
      () => amendClaim(db, viewer, { claimId: id, version: 1, draft: buyerDraft() }, { vault }),
      () => withdrawClaim(db, viewer, { claimId: id, why: '' }),
    ]
    for (const viewer of [sora, jun, nobody]) {
      for (const act of acts(viewer, claimId)) await expect(act()).rejects.toMatchObject({ kind: 'notFound' })
    }
    for (const act of acts(minji, randomUUID()))
      await expect(act()).rejects.toMatchObject({ kind: 'notFound' })
    expect(await myClaims(db, sora, { slug })).toEqual([])
    expect(await claimFor(db, minji, { claimId })).toMatchObject({ id: claimId })
  })

  test('name and phone open for the owner, and each time is recorded', async () => {
    const { claimId } = await file(minji)
    const shown = await ownIdentity(db, minji, { claimId }, { vault })
    expect(shown).toEqual({ name: '김민지', phone: '01000001234', email: 'minji@example.com' })
    await ownIdentity(db, minji, { claimId }, { vault })
    const shows = ['claim.identity_shown', 'claim.identity_shown']
    expect(await ledgerKinds()).toEqual(['claim.submitted', ...shows])
  })

  test('a sealed identity moved to another row does not open', async () => {
    const other = await memberOf(db, caseId, 'buyer')
    const mine = await file(minji)
    const theirs = await file(
      other,
      buyerDraft({ identity: { name: '이준', phone: '01000009999', email: '' } }),
    )
    await owner.executeQuery(
      sql`update claim_identity set sealed = (select sealed from claim_identity where claim_id = ${theirs.claimId})
        where claim_id = ${mine.claimId}`.compile(owner),
    )
    await expect(ownIdentity(db, minji, mine, { vault })).rejects.toThrow(SealBroken)
    expect(await ownIdentity(db, other, theirs, { vault })).toMatchObject({ name: '이준' })
  })

  test('one bit of a sealed identity changed does not open, and no showing is on record', async () => {
    const mine = await file(minji)
    const before = (await ledgerKinds()).length
    await owner.executeQuery(
      sql`update claim_identity set sealed = set_byte(sealed, length(sealed) - 20, get_byte(sealed, length(sealed) - 20) # 1)
        where claim_id = ${mine.claimId}`.compile(owner),
    )
    await expect(ownIdentity(db, minji, mine, { vault })).rejects.toThrow(SealBroken)
    expect((await ledgerKinds()).length).toBe(before)
  })

  test('K6: a dump of every table holds no name, phone or address', async () => {
    const identity = { name: '까나리아무개', phone: '01000007531', email: 'canary-bird@example.com' }
    const { claimId } = await file(minji, buyerDraft({ identity }))
    await amendClaim(db, minji, { claimId, version: 1, draft: buyerDraft({ identity }) }, { vault })
    await ownIdentity(db, minji, { claimId }, { vault })
    const dump = await everyRow(owner)
    expect(dump).toContain(claimId)
    for (const secret of Object.values(identity)) {
      expect(dump).not.toContain(secret)
      expect(dump).not.toContain(Buffer.from(secret).toString('hex'))
      expect(dump).not.toContain(Buffer.from(secret).toString('base64'))
    }
  })
})

async function ledgerKinds(): Promise<string[]> {
  const rows = await db
    .selectFrom('ledger')
    .select('kind')
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute()
  return rows.map((row) => row.kind)
}

async function everyRow(of: Db): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`.execute(of)
  const texts = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql<{ line: string }>`select t::text as line from ${sql.raw(name)} as t`.execute(
        of,
      )
      return rows.map((row) => row.line).join('\n')
    }),
  )
  return texts.join('\n')
}
