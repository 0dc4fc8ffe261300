import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ClaimSide, claimSides } from '#app/shapes/case.ts'
import type { ClaimDraft } from '#app/shapes/claim.ts'
import { type DestinationName, destinationNames, type FieldKey } from '#app/shapes/filing.ts'
import { extraConsentVersion } from '#app/text/ko/consent.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { destinations } from '#server/domain/filing/destination.ts'
import { handFields, lackable } from '#server/domain/filing/facts.ts'
import { jsonOf } from '#server/domain/filing/json.ts'
import { frozenFor } from '#server/domain/filing/pinned.ts'
import { rowsOf, toldOf } from '#server/domain/filing/told.ts'
import { filingFor, freezeFiling, joinFiling, openFiling } from '#server/domain/filing.ts'
import { diskStore } from '#server/files/disk.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type Person, type TestCase, testVault } from '#tests/people.ts'
import { filingDraft, joinDraft } from './access-world.ts'
import { buyerDraft, sellerDraft } from './claims.ts'
import { proved } from './filing-world.ts'

const vault = testVault()
let database: TestDatabase
let room: TestCase
let folder: string

/** By side, the claims that state all there is and the least. */
const claims = new Map<ClaimSide, { whole: string; poor: string }>()

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(path.join(tmpdir(), 'moa-destinations-'))
  const files = diskStore(folder, vault)
  room = await openTestCase(database.db, vault)
  for (const side of claimSides) {
    const made = (draft: ClaimDraft) =>
      submitClaim(database.db, personOf(side).viewer, { slug: room.slug, draft }, { vault })
    const [whole, poor] = [await made(drafts[side].whole), await made(drafts[side].poor)]
    claims.set(side, { whole: whole.claimId, poor: poor.claimId })
    const paper = { claimId: whole.claimId, name: '영수증.txt', title: '영수증', bytes: Buffer.from(side) }
    await proved({ database, vault, files, room }, personOf(side), paper)
  }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const personOf = (side: ClaimSide): Person => (side === 'buyer' ? room.minji : room.taeho)

const everywhere = {
  address: '서울시 성동구 왕십리로 00',
  bank: '다온은행',
  accountNumber: '110000001234',
} as const
const extraConsent = extraConsentVersion

/** Claims that state all there is, and ones that state the least. */
const drafts = {
  buyer: {
    whole: buyerDraft({
      kind: 'missing',
      items: [{ name: '여름 이불', quantity: 2, amount: 459_000 }],
      details: {
        ...{
          extraConsent,
          sellerName: '여름이불가게',
          paymentGateway: '다온페이',
          approvalNumber: '00123456',
        },
        ...{ trackingNumber: '600000000000', noticeOn: '2024-08-20', promisedOn: '2024-08-14' },
        ...{ deliveredOn: '2024-08-15', relief: 'refund' },
      },
      identity: {
        ...{ name: '김민지', phone: '01000001234', email: 'minji@example.com', shopAccount: 'minji01' },
        ...{ ...everywhere, accountHolder: '김민지', businessNumber: '1208147521', tradeName: '민지상회' },
      },
    }),
    poor: buyerDraft({
      kind: 'silent',
      ...{ orderNumber: '', orderedOn: null, paidOn: null, paymentMethod: null, cardIssuer: '' },
      ...{ installmentMonths: null, story: '' },
      identity: { name: '김민지', phone: '01000001234', email: '' },
    }),
  },
  seller: {
    whole: sellerDraft({
      story: '7월 정산이 오지 않아요.',
      details: {
        ...{ extraConsent, sellerName: '알렛츠', paymentGateway: '다온페이', approvalNumber: '00123456' },
        ...{ noticeOn: '2024-08-20', periodFrom: '2024-07-01', periodTo: '2024-07-31', relief: 'damages' },
        ...{ gross: 15_000_000, fee: 2_000_000, deductions: 660_000, answers: { contract: 'consigned' } },
      },
      identity: {
        ...{ name: '박태호', phone: '01000005678', email: 'taeho@example.com', tradeName: '태호상회' },
        ...{ ...everywhere, accountHolder: '박태호', businessNumber: '1208147521' },
      },
    }),
    poor: sellerDraft({
      ...{ settlementCycle: null, dueOn: null },
      identity: { name: '박태호', phone: '01000005678', email: '' },
    }),
  },
} satisfies Record<string, Record<string, ClaimDraft>>

type Listed = { claims: Record<string, unknown>[] }

/** What a destination's frozen list says of one claim. */
async function listed(filingId: string): Promise<Record<string, unknown>> {
  const frozen = await frozenFor(database.db, filingId, 1)
  const { claims } = rowsOf(database.db, frozen, { vault })
  const chunks: Uint8Array[] = []
  for await (const chunk of jsonOf(await toldOf(database.db, frozen, false), claims())) chunks.push(chunk)
  return (JSON.parse(Buffer.concat(chunks).toString('utf8')) as Listed).claims[0] ?? {}
}

/** Columns a claim of that side has no word for: a buyer's list of instalments says nothing of settlement. */
const notOf: Record<'buyer' | 'seller', readonly FieldKey[]> = {
  buyer: ['cycle', 'dueOn', 'contract', 'period', 'gross', 'fee', 'deductions'],
  seller: [
    ...(['orderNumber', 'orderedOn', 'paidOn', 'payment', 'cardIssuer', 'installments'] as const),
    ...(['promisedOn', 'deliveredOn', 'tracking', 'paymentEnglish'] as const),
  ],
}

test.each(destinationNames)('%s: each column is filled, left to the hand, or named missing', async (name) => {
  const { sides, columns, required } = destinations[name]
  for (const side of sides) {
    const person = personOf(side)
    const draft = { ...filingDraft(), destination: name, side }
    const { filingId } = await openFiling(database.db, room.sora.viewer, { slug: room.slug, ...draft })
    const { whole = '', poor = '' } = claims.get(side) ?? {}
    const { own } = await filingFor(database.db, person.viewer, { slug: room.slug, filingId })
    const missing = [whole, poor].map((id) => own.find(({ claimId }) => claimId === id)?.missing)
    expect(missing[0], `${name} ${side}`).toEqual([])
    // A card's company and months are asked of cards alone.
    const asked = required.filter((key) => lackable.has(key) && !['cardIssuer', 'installments'].includes(key))
    expect([...(missing[1] ?? [])].sort(), `${name} ${side}`).toEqual([...asked].sort())

    const { name: who } = drafts[side].whole.identity
    const joined = { slug: room.slug, filingId, draft: joinDraft(whole, draft, who) }
    const fits = own.find(({ claimId }) => claimId === whole)?.fit
    expect(fits).not.toBe('no')
    await joinFiling(database.db, person.viewer, joined, { vault })
    await freezeFiling(database.db, room.sora.viewer, { slug: room.slug, filingId })
    const row = await listed(filingId)
    const empty = columns.filter((key) => row[key] === null || row[key] === undefined || row[key] === '')
    const known = empty.filter((key) => !handFields.has(key) && key !== 'note' && !notOf[side].includes(key))
    expect(known, `${name} ${side}`).toEqual([])
  }
})

test('the database takes the destinations of the one list and no other', async () => {
  const open = (destination: string) =>
    database.db
      .insertInto('filing')
      .values({
        id: crypto.randomUUID(),
        case_id: room.caseId,
        destination: destination as DestinationName,
        side: 'buyer',
        title: '취합',
        recipient: '받는 곳',
        words: '',
        opened_by: room.sora.memberId,
        closes_at: new Date(Date.now() + 86_400_000),
      })
      .execute()
  for (const name of destinationNames) await open(name)
  await expect(open('somewhere_else')).rejects.toThrow(/filing_destination_check/)
})
