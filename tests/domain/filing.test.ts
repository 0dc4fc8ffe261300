import { createHash, randomUUID } from 'node:crypto'
import { readXlsx } from 'hucre/xlsx'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ClaimDraft } from '#app/shapes/claim.ts'
import type { FilingDraft, FilingOrder, JoinDraft } from '#app/shapes/filing.ts'
import { filingConsentVersion } from '#app/text/ko/destinations.ts'
import { amendClaim, submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { buildExportNow, filingExports, openExportFile } from '#server/domain/export.ts'
import {
  filingFor,
  filingsIn,
  freezeFiling,
  joinFiling,
  leaveFiling,
  openFiling,
  releaseFiling,
  reopenFiling,
  requestFiling,
} from '#server/domain/filing.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { joinCase } from '#server/domain/member.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { freshFiles } from '#tests/files.ts'
import {
  accountHolder,
  entryOf,
  openTestCase,
  type Person,
  SORA_PASSWORD,
  type TestCase,
  testVault,
} from '#tests/people.ts'
import { filingDraft, joinDraft } from './access-world.ts'
import { buyerDraft, sellerDraft } from './claims.ts'

const vault = testVault()
const { files } = freshFiles(vault)
let database: TestDatabase
let room: TestCase

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(database.db, vault)
})

const refused = (code: string) => expect.objectContaining({ name: 'Refusal', code })

async function opened(changes: Partial<FilingDraft> = {}): Promise<{ filingId: string; draft: FilingDraft }> {
  const draft = { ...filingDraft(), ...changes }
  const { filingId } = await openFiling(database.db, room.sora.viewer, { slug: room.slug, ...draft })
  return { filingId, draft }
}

async function claimed(person: Person, draft: ClaimDraft = buyerDraft()): Promise<string> {
  return (await submitClaim(database.db, person.viewer, { slug: room.slug, draft }, { vault })).claimId
}

const joins = (person: Person, filingId: string, draft: JoinDraft) =>
  joinFiling(database.db, person.viewer, { slug: room.slug, filingId, draft }, { vault })

const ref = (filingId: string) => ({ slug: room.slug, filingId })
const pageFor = (person: Person, filingId: string) => filingFor(database.db, person.viewer, ref(filingId))
const freezes = (filingId: string) => freezeFiling(database.db, room.sora.viewer, ref(filingId))
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString()

/** A second officer with an account of their own. */
async function cohost(): Promise<Person> {
  const viewer = await accountHolder(database.db, vault)
  const { memberId } = await joinCase(database.db, viewer, { code: room.code }, entryOf('나리'))
  await database.owner.updateTable('member').set({ role: 'cohost' }).where('id', '=', memberId).execute()
  return { viewer, accountId: viewer.accountId ?? '', memberId, nickname: '나리' }
}

/** A filing that Minji joined, frozen by Sora and agreed to by a second officer. */
async function released(claim: ClaimDraft = buyerDraft(), changes: Partial<FilingDraft> = {}) {
  const { filingId, draft } = await opened(changes)
  const claimId = await claimed(room.minji, claim)
  await joins(room.minji, filingId, joinDraft(claimId, draft, claim.identity.name))
  await freezes(filingId)
  await releaseFiling(database.db, (await cohost()).viewer, { ...ref(filingId), version: 1 })
  return { filingId, claimId, draft }
}

async function list(filingId: string, order: Partial<FilingOrder> = {}): Promise<Buffer> {
  const whole = {
    version: 1,
    format: 'csv',
    masked: false,
    reason: '소비자원에 내려고 해요',
    password: SORA_PASSWORD,
  } as const
  const asked = { ...ref(filingId), order: { ...whole, ...order } }
  const { exportId } = await requestFiling(database.db, room.sora.viewer, asked, { vault })
  await buildExportNow(database.db, { exportId, lastTry: false }, { files, vault })
  const { stream } = await openExportFile(database.db, room.sora.viewer, { exportId }, { files })
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const text = (bytes: Buffer) => bytes.toString('utf8')

describe('opening', () => {
  test('is for officers, once for one form, and in the ledger without a word', async () => {
    const draft = { slug: room.slug, ...filingDraft() }
    await expect(openFiling(database.db, room.minji.viewer, draft)).rejects.toEqual(
      refused('shared.forbidden'),
    )
    const first = await openFiling(database.db, room.sora.viewer, draft)
    expect(await openFiling(database.db, room.sora.viewer, draft)).toEqual(first)
    const { filings, mayOpen } = await filingsIn(database.db, room.minji.viewer, { slug: room.slug })
    expect([filings.length, mayOpen]).toEqual([1, false])
    const rows = await database.db
      .selectFrom('ledger')
      .select(['data'])
      .where('case_id', '=', room.caseId)
      .where('kind', '=', 'filing.opened')
      .execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('집단')
  })

  test.each([
    ['filing.side_not_taken', { side: 'seller' as const }],
    ['filing.end_past', { closesAt: new Date(Date.now() - 1000).toISOString() }],
    ['filing.end_far', { closesAt: new Date(Date.now() + 400 * 86_400_000).toISOString() }],
  ])('refuses %s', async (code, changes) => {
    await expect(opened(changes)).rejects.toEqual(refused(code))
  })

  test('says what never changes, which even the application cannot rewrite', async () => {
    const { filingId } = await opened()
    const change = database.db
      .updateTable('filing')
      .set({ recipient: '남의 회사' })
      .where('id', '=', filingId)
    await expect(change.execute()).rejects.toThrow(/never changes/)
  })
})

describe('joining', () => {
  test('takes a claim in with its consent, once, and keeps no name', async () => {
    const { filingId, draft } = await opened()
    const claimId = await claimed(room.minji)
    const before = await pageFor(room.minji, filingId)
    expect(before.own).toMatchObject([
      { claimId, fit: 'likely', missing: [], joinedAt: null, wrongSide: false },
    ])
    const first = await joins(room.minji, filingId, joinDraft(claimId, draft, ' 김 민지 '))
    expect(await joins(room.minji, filingId, joinDraft(claimId, draft))).toEqual(first)
    const { filing, own } = await pageFor(room.minji, filingId)
    expect(filing.sums).toEqual({
      people: 1,
      claims: 1,
      principal: 129_000,
      refunded: 29_000,
      remaining: 100_000,
    })
    expect([filing.complete, filing.counted]).toEqual([1, 1])
    expect(own[0]?.joinedAt).toMatch(/^\d{4}-/)
    const rows = await database.owner
      .selectFrom('filing_consent')
      .selectAll()
      .where('claim_id', '=', claimId)
      .execute()
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('민지')
    expect(rows[0]?.text_sha256.toString('hex')).toBe(joinDraft(claimId, draft).textHash)
  })

  test('follows what the claim states until the freeze', async () => {
    const { filingId, draft } = await opened()
    const claimId = await claimed(room.minji)
    await joins(room.minji, filingId, joinDraft(claimId, draft))
    await amendClaim(
      database.db,
      room.minji.viewer,
      { claimId, version: 1, draft: buyerDraft({ refunded: 9_000 }) },
      { vault },
    )
    expect((await pageFor(room.minji, filingId)).filing.sums.remaining).toBe(120_000)
    await withdrawClaim(database.db, room.minji.viewer, { claimId, why: '' })
    expect((await pageFor(room.minji, filingId)).filing.sums.claims).toBe(0)
  })

  test('names the columns a claim lacks', async () => {
    const { filingId } = await opened()
    await claimed(
      room.minji,
      buyerDraft({
        story: '',
        cardIssuer: '',
        identity: { name: '김민지', phone: '01000001234', email: '' },
      }),
    )
    const [own] = (await pageFor(room.minji, filingId)).own
    expect(own?.missing.sort()).toEqual(['cardIssuer', 'email', 'story'])
    const claimId = await claimed(room.hana, buyerDraft({ story: '' }))
    await joinFiling(
      database.db,
      room.hana.viewer,
      { slug: room.slug, filingId, draft: joinDraft(claimId, (await opened()).draft) },
      { vault },
    )
    await freezeFiling(database.db, room.sora.viewer, { slug: room.slug, filingId })
    expect((await pageFor(room.minji, filingId)).own[0]?.missing).toEqual([])
    expect((await pageFor(room.hana, filingId)).own[0]?.missing).toEqual(['story'])
  })

  test('refuses another name, another text, and what rules out the destination', async () => {
    const { filingId, draft } = await opened()
    const claimId = await claimed(room.minji)
    const right = joinDraft(claimId, draft)
    const wrong: [string, Partial<JoinDraft>][] = [
      ['filing.name_differs', { typedName: '김민수' }],
      ['filing.consent_changed', { textHash: '0'.repeat(64) }],
      ['filing.consent_changed', { textVersion: '2020-01-01' }],
      ['filing.not_for_this', { saidYes: ['sued'] }],
    ]
    for (const [code, change] of wrong) {
      await expect(joins(room.minji, filingId, { ...right, ...change })).rejects.toEqual(refused(code))
    }
    await expect(joins(room.taeho, filingId, right)).rejects.toEqual(refused('shared.not_found'))
    expect((await pageFor(room.minji, filingId)).filing.sums.people).toBe(0)
  })

  test('counts towards the fifty only whom the decree counts', async () => {
    const { filingId, draft } = await opened()
    const claimId = await claimed(room.minji)
    await joins(room.minji, filingId, { ...joinDraft(claimId, draft), saidYes: ['other_body'] })
    const { filing } = await pageFor(room.minji, filingId)
    expect([filing.sums.people, filing.counted]).toEqual([1, 0])
  })

  test('refuses the other side, a withdrawn claim, and after the end', async () => {
    const { filingId, draft } = await opened()
    const seller = await claimed(room.taeho, sellerDraft())
    await expect(joins(room.taeho, filingId, joinDraft(seller, draft, '박태호'))).rejects.toEqual(
      refused('filing.wrong_side'),
    )
    const gone = await claimed(room.minji)
    await withdrawClaim(database.db, room.minji.viewer, { claimId: gone, why: '' })
    await expect(joins(room.minji, filingId, joinDraft(gone, draft))).rejects.toEqual(
      refused('filing.claim_withdrawn'),
    )
    const [late, left] = [await claimed(room.minji), await claimed(room.minji)]
    await joins(room.minji, filingId, joinDraft(left, draft))
    await database.owner
      .updateTable('filing')
      .set({ closes_at: new Date(Date.now() - 1000) })
      .where('id', '=', filingId)
      .execute()
    await expect(joins(room.minji, filingId, joinDraft(late, draft))).rejects.toEqual(
      refused('filing.closed'),
    )
    // Taking a consent back needs no open door.
    await leaveFiling(database.db, room.minji.viewer, { ...ref(filingId), claimId: left })
    expect((await pageFor(room.minji, filingId)).filing).toMatchObject({
      state: 'closed',
      sums: { claims: 0 },
    })
  })

  test('is taken back until the freeze, and given anew; the first consent stays as it was', async () => {
    const { filingId, draft } = await opened()
    const claimId = await claimed(room.minji)
    await joins(room.minji, filingId, joinDraft(claimId, draft))
    const leave = () => leaveFiling(database.db, room.minji.viewer, { ...ref(filingId), claimId })
    await leave()
    await leave()
    await joins(room.minji, filingId, joinDraft(claimId, draft))
    await freezes(filingId)
    await expect(leave()).rejects.toEqual(refused('filing.frozen'))
    const other = await claimed(room.minji)
    await expect(joins(room.minji, filingId, joinDraft(other, draft))).rejects.toEqual(
      refused('filing.frozen'),
    )
    const rows = await database.db
      .selectFrom('filing_consent')
      .select('revoked_at')
      .where('claim_id', '=', claimId)
      .orderBy('given_at')
      .execute()
    expect(rows.map((row) => row.revoked_at !== null)).toEqual([true, false])
    const rewrite = database.db
      .updateTable('filing_consent')
      .set({ revoked_at: null })
      .where('claim_id', '=', claimId)
    await expect(rewrite.execute()).rejects.toThrow(/never changes/)
  })
})

describe('freezing', () => {
  test('pins versions, sums and consents, and nothing pinned can change', async () => {
    const { filingId, draft } = await opened()
    await expect(freezes(filingId)).rejects.toEqual(refused('filing.nobody'))
    const claimId = await claimed(room.minji)
    await joins(room.minji, filingId, joinDraft(claimId, draft))
    const hana = await claimed(
      room.hana,
      buyerDraft({ refunded: 0, identity: { name: '이하나', phone: '01000005555', email: '' } }),
    )
    await joins(room.hana, filingId, joinDraft(hana, draft, '이하나'))
    expect(await freezes(filingId)).toEqual({ version: 1 })
    expect(await freezes(filingId)).toEqual({ version: 1 })
    await amendClaim(
      database.db,
      room.minji.viewer,
      { claimId, version: 1, draft: buyerDraft({ refunded: 0 }) },
      { vault },
    )
    const { frozen, filing } = await pageFor(room.sora, filingId)
    expect(frozen).toMatchObject([
      { version: 1, people: 2, claims: 2, remaining: 229_000, needsSecond: true, mayRelease: false },
    ])
    expect([filing.state, filing.sums.remaining]).toEqual(['frozen', 258_000])
    for (const change of [
      sql`update filing_version set remaining = 0`,
      sql`delete from filing_claim`,
      sql`update filing_claim set claim_version = 2`,
      sql`delete from filing_consent`,
    ]) {
      await expect(change.execute(database.db)).rejects.toThrow(/permission denied/)
    }
    expect(await firstBrokenEntry(database.db, room.caseId)).toBe(null)
  })

  test('leads every row to the ledger, and holds what is stored in its hash', async () => {
    const { filingId, claimId } = await released()
    const [pin] = await database.db
      .selectFrom('filing_claim')
      .selectAll()
      .where('filing_id', '=', filingId)
      .execute()
    const entries = await database.db
      .selectFrom('ledger')
      .select(['kind', 'data', 'seq'])
      .where('case_id', '=', room.caseId)
      .execute()
    const dataOf = (kind: string) =>
      entries.filter((entry) => entry.kind === kind).map((entry) => entry.data as Record<string, unknown>)
    expect(dataOf('claim.submitted')).toContainEqual(
      expect.objectContaining({ claimId, sha256: pin?.statement_sha256.toString('hex') }),
    )
    const [frozen] = (await pageFor(room.minji, filingId)).frozen
    expect(dataOf('filing.frozen')).toEqual([
      { filingId, version: 1, people: 1, claims: 1, remaining: 100_000, sha256: frozen?.sha256 },
    ])
  })

  test('again makes the next version, with what changed', async () => {
    const { filingId, draft } = await opened()
    const [kept, dropped, changed] = [
      await claimed(room.minji),
      await claimed(room.minji),
      await claimed(room.minji),
    ]
    for (const claimId of [kept, dropped, changed])
      await joins(room.minji, filingId, joinDraft(claimId, draft))
    await freezes(filingId)
    const reopen = (closesAt: string) =>
      reopenFiling(database.db, room.sora.viewer, { ...ref(filingId), closesAt })
    await expect(reopen(new Date(0).toISOString())).rejects.toEqual(refused('filing.end_past'))
    await reopen(tomorrow())
    await leaveFiling(database.db, room.minji.viewer, { ...ref(filingId), claimId: dropped })
    await amendClaim(
      database.db,
      room.minji.viewer,
      { claimId: changed, version: 1, draft: buyerDraft({ refunded: 0 }) },
      { vault },
    )
    await joins(room.minji, filingId, joinDraft(await claimed(room.minji), draft))
    expect(await freezes(filingId)).toEqual({ version: 2 })
    const { frozen } = await pageFor(room.minji, filingId)
    expect(frozen.map(({ version, claims, remaining }) => [version, claims, remaining])).toEqual([
      [2, 3, 329_000],
      [1, 3, 300_000],
    ])
    expect(frozen[0]?.diff).toEqual({ added: 1, dropped: 1, amounts: 1, restated: 0 })
  })
})

describe('a list', () => {
  test('with names waits for a second officer; a covered one of few does not', async () => {
    const { filingId, draft } = await opened()
    await joins(room.minji, filingId, joinDraft(await claimed(room.minji), draft))
    await freezes(filingId)
    await expect(list(filingId)).rejects.toEqual(refused('filing.release_needed'))
    await expect(list(filingId, { version: 2, masked: true })).rejects.toEqual(refused('shared.not_found'))
    await expect(list(filingId, { masked: true, password: 'another password' })).rejects.toEqual(
      refused('account.wrong_password'),
    )
    expect(text(await list(filingId, { masked: true }))).toContain('김*지')
    const release = (person: Person) =>
      releaseFiling(database.db, person.viewer, { ...ref(filingId), version: 1 })
    await expect(release(room.sora)).rejects.toEqual(refused('filing.second_officer_needed'))
    await expect(release(room.minji)).rejects.toEqual(refused('shared.forbidden'))
    await release(await cohost())
    expect(text(await list(filingId))).toContain('김민지,,,010-0000-1234,minji@example.com')
  })

  test('in each format has the same bytes each time, whoever asks and why', async () => {
    const { filingId } = await released()
    const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
    for (const format of ['xlsx', 'csv', 'json'] as const) {
      const first = sha(await list(filingId, { format }))
      expect(sha(await list(filingId, { format, reason: '한 번 더 내려고 해요' })), format).toBe(first)
    }
  })

  test('as a workbook holds cover, list, items, consents and totals of what was pinned', async () => {
    const { filingId, claimId } = await released(
      buyerDraft({
        orderNumber: '00123',
        items: [{ name: '=HYPERLINK("x")', quantity: 1, amount: 129_000 }],
      }),
    )
    await amendClaim(
      database.db,
      room.minji.viewer,
      { claimId, version: 1, draft: buyerDraft({ refunded: 0 }) },
      { vault },
    )
    const { sheets } = await readXlsx(await list(filingId, { format: 'xlsx' }))
    expect(sheets.map((sheet) => sheet.name)).toEqual([
      '표지',
      '명단',
      '품목',
      '증거 목록',
      '동의 목록',
      '합계',
    ])
    const [, people, items, , consents, totals] = sheets.map((sheet) => sheet.rows)
    const heads = people?.[0]?.map(String) ?? []
    const row = Object.fromEntries(heads.map((head, at) => [head, people?.[1]?.[at]]))
    expect(row).toMatchObject({
      연번: 1,
      성명: '김민지',
      주문번호: '00123',
      '결제금액(원)': 129_000,
      미환급액: 100_000,
    })
    expect(heads.slice(0, 5)).toEqual(['연번', '성명', '생년월일', '주소', '휴대전화'])
    expect(items?.[1]).toEqual(expect.arrayContaining(['=HYPERLINK("x")', 129_000]))
    expect(consents?.[1]?.[1]).toBe('김민지')
    expect(totals?.[1]).toEqual(['환불 지연', 1, 1, 129_000, 29_000, 100_000])
  })

  test('as JSON says what it is', async () => {
    const { filingId, claimId } = await released()
    const json = JSON.parse(text(await list(filingId, { format: 'json' })))
    expect(json).toMatchObject({
      format: 'moa.filing-list.v1',
      masked: false,
      erased: 0,
      totals: { people: 1, remaining: 100_000 },
    })
    expect(json.claims).toMatchObject([
      { no: 1, name: '김민지', remaining: 100_000, claimId, consent: { textVersion: filingConsentVersion } },
    ])
  })

  test('loses the name, and nothing else, once the claim is withdrawn', async () => {
    const { filingId, claimId } = await released()
    const had = await list(filingId, { format: 'json' })
    await withdrawClaim(database.db, room.minji.viewer, { claimId, why: '환불받았어요' })
    const [ended] = await filingExports(database.db, room.sora.viewer, ref(filingId))
    expect(ended?.state).toBe('expired')
    const has = await list(filingId, { format: 'json' })
    expect(text(has)).not.toMatch(/김민지|01000001234|010-0000-1234|minji@/)
    const [before, after] = [had, has].map((bytes) => JSON.parse(text(bytes)))
    expect(after).toMatchObject({
      erased: 1,
      totals: before.totals,
      claims: [{ name: '(지움)', remaining: 100_000 }],
    })
    expect(after.filing.sha256).toBe(before.filing.sha256)
  })

  test('for the police stands by day, without phone or e-mail', async () => {
    const { filingId, draft } = await opened({ destination: 'crime_list' })
    const [late, early] = [
      await claimed(
        room.minji,
        buyerDraft({ kind: 'nondelivery', orderNumber: 'LATE', paidOn: '2024-08-15' }),
      ),
      await claimed(room.minji, buyerDraft({ orderNumber: 'EARLY' })),
    ]
    expect((await pageFor(room.minji, filingId)).own.map(({ fit }) => fit)).toEqual(['likely', 'check'])
    for (const claimId of [late, early]) await joins(room.minji, filingId, joinDraft(claimId, draft))
    await freezes(filingId)
    await releaseFiling(database.db, (await cohost()).viewer, { ...ref(filingId), version: 1 })
    const [head = '', first = '', second = '', sums = ''] = text(await list(filingId))
      .slice(1)
      .split('\r\n')
    expect(head.startsWith('연번,일시(주문·결제),피해자,주문번호')).toBe(true)
    expect([first.includes('EARLY'), second.includes('LATE')]).toEqual([true, true])
    expect(sums.startsWith('합계 2건')).toBe(true)
    expect([head, first, second].join()).not.toMatch(/010-|@/)
  })

  test('is on record: who asked, that names were opened, and every download', async () => {
    const { filingId } = await released()
    await list(filingId, { masked: true })
    await list(filingId)
    const rows = await database.db
      .selectFrom('ledger')
      .select('kind')
      .where('case_id', '=', room.caseId)
      .where((eb) => eb.or([eb('kind', 'like', 'export.%'), eb('kind', '=', 'filing.identities_shown')]))
      .orderBy('seq')
      .execute()
    const [requested, built, downloaded] = ['export.requested', 'export.built', 'export.downloaded']
    expect(rows.map((row) => row.kind)).toEqual([
      requested,
      built,
      downloaded,
      requested,
      'filing.identities_shown',
      built,
      downloaded,
    ])
  })

  test('of a room that destroyed its key is not made', async () => {
    const { filingId } = await released()
    await sql`delete from case_key where case_id = ${room.caseId}`.execute(database.owner)
    await expect(list(filingId)).rejects.toEqual(refused('case.shredded'))
  })
})

test('an id nobody has is not found', async () => {
  await expect(pageFor(room.sora, randomUUID())).rejects.toEqual(refused('shared.not_found'))
  await expect(pageFor(room.sora, 'x')).rejects.toEqual(refused('shared.not_found'))
})
