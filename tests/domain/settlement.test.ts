import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { writeXlsx } from 'hucre/xlsx'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimFor, claimHistory } from '#server/domain/claim/read.ts'
import { submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import {
  bringSettlement,
  dropSettlement,
  forgetOldSettlements,
  matchSettlement,
  receiveSettlement,
  settlementFor,
  settlementLines,
} from '#server/domain/settlement.ts'
import { caseTotals } from '#server/domain/total.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { buyerDraft, sellerDraft } from './claims.ts'

const vault = testVault()
let database: TestDatabase
let room: TestCase
let claimId: string

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(database.db, vault)
  const filed = await submitClaim(
    database.db,
    room.taeho.viewer,
    { slug: room.slug, draft: sellerDraft({ story: '7월분이 하나도 안 들어왔어요.' }) },
    { vault },
  )
  claimId = filed.claimId
})

const HEADING = '주문번호,판매일,상품명,판매금액,수수료,공제금액,정산예정금액,지급금액,정산예정일'
const SHEET = [
  '달빛마켓 정산 내역',
  HEADING,
  '0012-1,2024-07-03,여름 이불,"129,000","12,900",0,"116,100",0,2024-08-16',
  '0012-2,2024. 7. 4,베개,"50,000원","5,000",1000,"44,000","44,000",2024-08-16',
  '0012-3,45478,담요,30000,3000,,27000,,20240916',
  '합계,,,"209,000","20,900","1,000","187,100","44,000",',
].join('\r\n')

async function bring(bytes: string | Buffer, id: string = randomUUID(), of = claimId) {
  const arrival = {
    claimId: of,
    name: '정산.csv',
    bytes: Readable.from([Buffer.from(bytes)]),
    order: () => ({ id }),
  }
  await receiveSettlement(database.db, room.taeho.viewer, arrival, { vault })
  return id
}
const view = () => settlementFor(database.db, room.taeho.viewer, { claimId }, { vault })
const applied = (sheetId: string, version = 1) =>
  bringSettlement(database.db, room.taeho.viewer, { claimId, sheetId, version }, { vault })

describe('a settlement sheet', () => {
  test('is matched by its headings and read to the won, the row of sums left out', async () => {
    await bring(SHEET)
    expect(await view()).toMatchObject({
      fields: [
        ...['orderNumber', 'suppliedOn', 'itemName', 'gross', 'fee', 'deductions', 'amount', 'paid'],
        'dueOn',
      ],
      sums: { lines: 3, gross: 209_000, fee: 20_900, deductions: 1000, amount: 187_100, paid: 44_000 },
      bad: 0,
      problems: [],
      items: [
        { name: '0012-1 · 여름 이불 · 2024년 7월 3일 (수)', amount: 116_100 },
        { amount: 44_000 },
        { name: '0012-3 · 담요 · 2024년 7월 5일 (금)', amount: 27_000 },
      ],
    })
  })

  test('is read with a mark, as CP949 and as a workbook alike', async () => {
    await bring(SHEET)
    const plain = (await view())?.sums
    for (const bytes of [`\ufeff${SHEET}`, iconv.encode(SHEET, 'cp949')]) {
      await bring(bytes)
      expect((await view())?.sums).toEqual(plain)
    }
    const rows = [
      HEADING.split(','),
      ['0012-1', new Date('2024-07-03T00:00:00Z'), '이불', 129_000, 12_900, 0, 116_100, null, '2024-08-16'],
    ]
    await bring(Buffer.from(await writeXlsx({ sheets: [{ name: '정산', rows }] })))
    expect(await view()).toMatchObject({ sums: { lines: 1, amount: 116_100, unpaid: 116_100 }, problems: [] })
  })

  test('says row by row what is wrong, and leaves out what it cannot add up', async () => {
    await bring(
      [
        HEADING,
        '1,2024-07-03,가,10000,1000,0,8000,,2024-08-16',
        '2,2024-07-03,나,많이,,,,,',
        '3,2024-02-30,다,10000,,,10000,,',
        '4,2024-07-03,라,,,,,,',
        '3,2024-02-30,다,10000,,,10000,,',
        '5,2024-07-03,900101-1234568,-5000,,,(5000),,',
      ].join('\n'),
    )
    const seen = await view()
    expect(seen).toMatchObject({ bad: 2, sums: { lines: 4, amount: 23_000 } })
    expect(seen?.problems.map(({ row, code, isMild }) => [row, code, isMild])).toEqual([
      [2, 'settlement.sums_apart', true],
      [3, 'money.unreadable', false],
      [4, 'date.no_such_day', true],
      [5, 'settlement.no_amount', false],
      [6, 'date.no_such_day', true],
      [6, 'settlement.same_row', true],
      [7, 'sheet.resident_number', true],
    ])
  })

  test('is matched anew, and reckons what was due where no column says it', async () => {
    await bring('가,나,다\n1000,100,50\n2000,,')
    expect(await view()).toMatchObject({ fields: [null, null, null], sums: { lines: 0 } })
    await matchSettlement(database.db, room.taeho.viewer, { claimId, fields: ['gross', 'fee', 'deductions'] })
    expect(await view()).toMatchObject({ sums: { lines: 2, amount: 2850, gross: 3000 } })
  })
})

describe('bringing it', () => {
  test('makes one more version with the lines beside it, once', async () => {
    const sheetId = await bring(SHEET)
    const [one, other] = await Promise.all([applied(sheetId), applied(sheetId)])
    expect(one).toEqual(other)
    expect(one.version).toBe(2)
    const { statement } = await claimFor(database.db, room.taeho.viewer, { claimId })
    expect(statement).toMatchObject({
      ...{
        version: 2,
        principal: 187_100,
        refunded: 44_000,
        remaining: 143_100,
        gross: 209_000,
        fee: 20_900,
      },
      ...{ deductions: 1000, dueOn: '2024-08-16', periodFrom: '2024-07-03', periodTo: '2024-07-05' },
      ...{ story: '7월분이 하나도 안 들어왔어요.', settlementCycle: 'monthly' },
    })
    const lines = await settlementLines(database.db, room.taeho.viewer, { claimId })
    expect(lines).toMatchObject({ version: 2, count: 3, next: null })
    expect(lines?.lines[1]).toMatchObject({ row: 4, orderNumber: '0012-2', amount: 44_000, paid: 44_000 })
    expect(await view()).toBeNull()
    const totals = await caseTotals(database.db, room.taeho.viewer, { slug: room.slug })
    expect(totals.seller).toEqual({ claimants: 1, claims: 1, remaining: 143_100 })
    const entries = await database.db
      .selectFrom('ledger')
      .select('data')
      .where('kind', '=', 'claim.settlement_brought')
      .where('case_id', '=', room.caseId)
      .execute()
    expect(entries).toMatchObject([{ data: { claimId, version: 2, lines: 3, amount: 187_100 } }])
  })

  test('sums many lines up by month, and a month of returns with all the others', async () => {
    const row = (n: number, month: string, amount: number) => `${n},2024-${month}-01,상품,,,,${amount},,`
    const rows = Array.from({ length: 60 }, (_, n) => row(n, n < 40 ? '06' : '07', 1000 + n))
    await bring([HEADING, ...rows].join('\n'))
    expect((await view())?.items).toMatchObject([
      { name: '2024년 6월 공급분 40줄', amount: 40_780 },
      { name: '2024년 7월 공급분 20줄', amount: 20_990 },
    ])
    await bring([HEADING, ...rows, row(61, '08', -9000)].join('\n'))
    expect((await view())?.items).toMatchObject([{ name: '정산서 61줄', amount: 52_770 }])
  })

  test('keeps what was paid before where the sheet does not say it', async () => {
    const draft = sellerDraft({ refunded: 500, dueOn: '2024-09-01' })
    const filed = await submitClaim(database.db, room.taeho.viewer, { slug: room.slug, draft }, { vault })
    claimId = filed.claimId
    await applied(await bring('정산금액\n10000'))
    const { statement } = await claimFor(database.db, room.taeho.viewer, { claimId })
    expect(statement).toMatchObject({ principal: 10_000, refunded: 500, dueOn: '2024-09-01' })
  })

  test('is refused whole: changed meanwhile, nothing owed, gone, withdrawn, another kind', async () => {
    const sheetId = await bring(SHEET)
    await expect(applied(sheetId, 7)).rejects.toMatchObject({ code: 'claim.changed_elsewhere' })
    await expect(applied(randomUUID())).rejects.toMatchObject({ code: 'settlement.gone' })
    const back = await bring('정산금액,지급금액\n100,200')
    await expect(applied(back)).rejects.toMatchObject({ code: 'claim.refunded_too_much' })
    expect(await claimHistory(database.db, room.taeho.viewer, { claimId })).toHaveLength(1)
    expect(await settlementLines(database.db, room.taeho.viewer, { claimId })).toBeNull()
    const none = await bring('정산금액,지급금액\n많이,')
    await expect(applied(none)).rejects.toMatchObject({ code: 'settlement.no_lines' })
    await dropSettlement(database.db, room.taeho.viewer, { claimId })
    await expect(applied(none)).rejects.toMatchObject({ code: 'settlement.gone' })
    await withdrawClaim(database.db, room.taeho.viewer, { claimId, why: '' })
    await expect(bring(SHEET)).rejects.toMatchObject({ code: 'claim.withdrawn' })
    const draft = buyerDraft()
    const buyer = await submitClaim(database.db, room.hana.viewer, { slug: room.slug, draft }, { vault })
    const arrival = {
      claimId: buyer.claimId,
      name: 'a',
      bytes: Readable.from([SHEET]),
      order: () => ({ id: sheetId }),
    }
    const asked = receiveSettlement(database.db, room.hana.viewer, arrival, { vault })
    await expect(asked).rejects.toMatchObject({ code: 'settlement.other_kind' })
  })

  test('takes no file that is too long or empty, and forgets after a day what nobody brought', async () => {
    const long = [HEADING, ...Array.from({ length: 5001 }, () => '1,,,,,,1000,,')].join('\n')
    await expect(bring(long)).rejects.toMatchObject({ code: 'settlement.too_many_rows' })
    await expect(bring('')).rejects.toMatchObject({ code: 'sheet.file_needed' })
    await expect(bring(HEADING)).rejects.toMatchObject({ code: 'sheet.no_rows' })
    await expect(bring(Buffer.alloc(5 * 1024 * 1024 + 1, 65))).rejects.toMatchObject({
      code: 'settlement.too_large',
    })
    expect(await view()).toBeNull()
    await bring(SHEET)
    expect(await forgetOldSettlements(database.db)).toBe(0)
    await sql`update settlement_sheet set made_at = now() - interval '25 hours' where claim_id = ${claimId}`.execute(
      database.owner,
    )
    expect(await forgetOldSettlements(database.db)).toBe(1)
  })

  test('keeps nothing of the file in clear', async () => {
    await bring(SHEET)
    const { sealed } = await database.db
      .selectFrom('settlement_sheet')
      .select('sealed')
      .where('claim_id', '=', claimId)
      .executeTakeFirstOrThrow()
    for (const word of ['여름 이불', '0012-1', '정산.csv']) expect(sealed.includes(word)).toBe(false)
  })
})
