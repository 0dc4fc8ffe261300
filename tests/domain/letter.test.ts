import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { LetterForm } from '#app/shapes/letter.ts'
import { letterPaper, letterText } from '#app/text/letter.ts'
import { amendClaim, submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { ledgerTip } from '#server/domain/ledger.ts'
import { letterFor, letterPdf, lettersFor } from '#server/domain/letter.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { buyerDraft, sellerDraft } from './claims.ts'

const vault = testVault()
let database: TestDatabase
let folder: string
let room: TestCase

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'moa-letters-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(async () => {
  room = await openTestCase(database.db, vault)
})

const filed = async (draft = buyerDraft(), who = room.minji) => {
  const { claimId } = await submitClaim(database.db, who.viewer, { slug: room.slug, draft }, { vault })
  return { slug: room.slug, claimId }
}
const idsFor = async (draft: Parameters<typeof filed>[0]) =>
  (await lettersFor(database.db, room.minji.viewer, await filed(draft))).map(({ id }) => id)

describe('the letters of a claim', () => {
  test('are those of its kind and way of payment', async () => {
    const toShop = ['withdrawal', 'refund', 'demand']
    expect(await idsFor(buyerDraft({ paymentMethod: 'transfer' }))).toEqual(toShop)
    expect(await idsFor(buyerDraft({ kind: 'nondelivery', paymentMethod: 'card_once' }))).toEqual([
      'withdrawal',
      'refund',
      'redelivery',
      'demand',
      'card-objection',
    ])
    expect(await idsFor(buyerDraft())).toEqual([
      ...toShop,
      'card-defence',
      'card-withdrawal',
      'card-objection',
    ])
  })

  test('begin with the days and numbers that the claim states', async () => {
    const details = {
      noticeOn: '2024-08-17',
      promisedOn: '2024-08-14',
      noTracking: true,
      paymentGateway: '예시페이',
    }
    const items = [{ name: '이불', quantity: 3, amount: 129_000, received: 1 }]
    const ref = await filed(buyerDraft({ kind: 'missing', items, details }))
    const begin = async (letterId: string) =>
      (await letterFor(database.db, room.minji.viewer, { ...ref, letterId })).defaults
    expect(await begin('redelivery')).toMatchObject({ trackingNumber: '송장 미발급', missing: '이불 2개' })
    expect(await begin('refund')).toMatchObject({ askedOn: '2024-08-17' })
    expect(await begin('card-defence')).toMatchObject({
      ground: '3',
      supplyDueOn: '2024-08-14',
      merchant: '예시페이',
    })
  })

  test('of a seller ask for the settlement', async () => {
    const ref = await filed(sellerDraft() as never, room.taeho)
    const letters = await lettersFor(database.db, room.taeho.viewer, ref)
    expect(letters.map(({ id }) => id)).toEqual(['settlement', 'settlement-demand'])
    const { draft } = await letterFor(database.db, room.taeho.viewer, { ...ref, letterId: 'settlement' })
    const text = letterText(letterPaper(draft, LetterForm.parse({})))
    expect(text).toContain('정산 항목: 7월 판매분 정산\n')
    expect(text).toContain('금 일천이백삼십사만원정 (12,340,000원)')
  })

  test('say what the current version says', async () => {
    const draft = buyerDraft()
    const ref = await filed(draft)
    const items = [{ name: '겨울 이불', quantity: 1, amount: 200_000 }]
    const changed = { ...buyerDraft(), orderNumber: draft.orderNumber, items, refunded: 0 }
    await amendClaim(database.db, room.minji.viewer, { ...ref, version: 1, draft: changed }, { vault })
    const letter = await letterFor(database.db, room.minji.viewer, { ...ref, letterId: 'refund' })
    expect(letter.draft.slots.goods).toBe('겨울 이불 1개')
    expect(letter.draft.amount).toBe(200_000)
    expect(letter.defaults).toMatchObject({ course: changed.story, copies: '1' })
    expect(letter.defaults.senderName).toBeUndefined()
  })

  test('that do not fit it, or do not exist, are not found', async () => {
    const ref = await filed(buyerDraft({ paymentMethod: 'transfer' }))
    for (const letterId of ['card-defence', 'settlement', 'nothing']) {
      const asked = letterFor(database.db, room.minji.viewer, { ...ref, letterId })
      await expect(asked).rejects.toMatchObject({ code: 'shared.not_found' })
    }
  })

  test('end with the claim', async () => {
    const ref = await filed()
    await withdrawClaim(database.db, room.minji.viewer, { ...ref, why: '' })
    const asked = lettersFor(database.db, room.minji.viewer, ref)
    await expect(asked).rejects.toMatchObject({ code: 'letter.withdrawn' })
  })
})

/** Millimetres a post office keeps free on every page, and points of A4. */
const MARGIN_MM = { top: 20, bottom: 40, side: 15 }
const A4 = { width: 595.3, height: 841.9 }
const points = (mm: number) => (mm * 72) / 25.4

describe('a letter as PDF', () => {
  const setLetter = async (typed: Record<string, string>) => {
    const ref = await filed()
    const values = LetterForm.parse({ senderName: '김민지', tone: 'firm', ...typed })
    const pdf = await letterPdf(database.db, room.minji.viewer, { ...ref, letterId: 'demand', values })
    const file = join(folder, `${ref.claimId}.pdf`)
    await writeFile(file, pdf)
    return (program: string, ...more: string[]) =>
      execFileSync(program, [...more, file, ...(program === 'pdftotext' ? ['-'] : [])], { encoding: 'utf8' })
  }

  test('has its words, Korean fonts inside, and three times the same pages', async () => {
    const ask = await setLetter({ copies: '3', writtenOn: '2024-08-20' })
    const pages = ask('pdftotext', '-layout').split('\f').filter(Boolean)
    expect(pages.length).toBe(3)
    expect(new Set(pages).size).toBe(1)
    expect(pages[0]).toContain('금 일십만원정 (100,000원)')
    expect(pages[0]).toContain('보내는 사람   김민지')
    expect(ask('pdffonts')).toMatch(/Pretendard-Regular\S*\s+CID Type 0C\s+Identity-H\s+yes/)
  })

  test('keeps the margins of a post office, over several pages too, and has no page number', async () => {
    const ask = await setLetter({
      course: Array.from({ length: 60 }, (_, at) => `${at + 1}번째 일`).join('\n'),
    })
    const boxes = ask('pdftotext', '-bbox')
    const words = [...boxes.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"/g)]
    expect(boxes.match(/<page /g)?.length).toBeGreaterThan(1)
    expect(words.length).toBeGreaterThan(100)
    const edge = (at: number, pick: (...all: number[]) => number) =>
      pick(...words.map((word) => Number(word[at])))
    expect(edge(1, Math.min)).toBeGreaterThanOrEqual(points(MARGIN_MM.side))
    expect(edge(2, Math.min)).toBeGreaterThanOrEqual(points(MARGIN_MM.top))
    expect(edge(3, Math.max)).toBeLessThanOrEqual(A4.width - points(MARGIN_MM.side))
    expect(edge(4, Math.max)).toBeLessThanOrEqual(A4.height - points(MARGIN_MM.bottom))
    for (const page of ask('pdftotext', '-layout').split('\f').filter(Boolean)) {
      expect(page.trim().split('\n').at(-1)?.trim()).not.toMatch(/^\D{0,3}\d+\D{0,3}$/)
    }
  })

  test('leaves no trace: nothing typed is kept', async () => {
    const before = await ledgerTip(database.db, room.caseId)
    await setLetter({ account: '국민은행 000000-00-000000' })
    const after = await ledgerTip(database.db, room.caseId)
    // The claim itself is the only thing that came to the record.
    expect(after.seq).toBe(before.seq + 1)
  })
})
