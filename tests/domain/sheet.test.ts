import { readdir } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { writeXlsx } from 'hucre/xlsx'
import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { myClaims } from '#server/domain/claim/read.ts'
import { submitClaim } from '#server/domain/claim.ts'
import { joinCase } from '#server/domain/member.ts'
import {
  clearSheet,
  matchSheet,
  previewSheet,
  readSheetNow,
  removeSheet,
  sheetFor,
  sheetProblems,
  sweepSheets,
  waitingBehind,
  waitingFor,
} from '#server/domain/sheet.ts'
import { caseTotals } from '#server/domain/total.ts'
import { nobody } from '#server/domain/viewer.ts'
import type { FileStore } from '#server/files/store.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { freshFiles } from '#tests/files.ts'
import { entryOf, openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { buyerDraft } from './claims.ts'
import { answer, bringList, broughtList, checkedList, HEADING, linkCodes, taken } from './sheets.ts'

/** So small that a list of some thousand rows comes in many pieces. */
const PIECE_BYTES = 4096

const vault = testVault()
const { files, folder } = freshFiles(vault)
let database: TestDatabase
let room: TestCase
const parts = () => ({ db: database.db, vault, files })

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(database.db, vault)
})

const list = (...rows: string[]) => [HEADING, ...rows].join('\r\n')
const of = (bytes: string | Buffer, changes = {}) => ({ slug: room.slug, bytes, ...changes })
const view = (sheetId: string) => sheetFor(database.db, room.sora.viewer, { slug: room.slug, sheetId })
const problemsOf = async (sheetId: string) =>
  (await sheetProblems(database.db, room.sora.viewer, { slug: room.slug, sheetId })).problems
const storedFiles = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length
const previewOf = async (bytes: string | Buffer) => {
  const sheetId = await bringList(parts(), room.sora.viewer, of(bytes))
  const preview = await previewSheet(database.db, room.sora.viewer, { slug: room.slug, sheetId }, { files })
  return preview?.rows ?? []
}

describe('a list that is brought', () => {
  test('matches its columns by their names and shows what becomes of them', async () => {
    const [row] = await previewOf(list(answer(7, { order: '00012345678901234567' })))
    expect(row).toMatchObject({
      row: 2,
      problems: [],
      draft: {
        kind: 'refund',
        orderNumber: '00012345678901234567',
        orderedOn: '2024-08-10',
        paymentMethod: 'card_once',
        items: [{ name: '여름 이불', quantity: 1, amount: 1_234_000 }],
        identity: { name: '구매자7', phone: '01000000007', email: '' },
      },
    })
  })

  test('is read as UTF-8 with a mark, as CP949, and with other marks between the cells', async () => {
    const text = list(answer(1), answer(2))
    for (const bytes of [
      Buffer.from(`\ufeff${text}`),
      iconv.encode(text, 'cp949'),
      Buffer.from(text.replaceAll('"1,234,000원"', '123만4천원').replaceAll(',', '\t')),
      Buffer.from(text.replaceAll('"1,234,000원"', '123만4천원').replaceAll(',', ';')),
    ]) {
      const rows = await previewOf(bytes)
      expect(rows.map(({ draft }) => draft?.items[0])).toEqual([
        { name: '여름 이불', quantity: 1, amount: 1_234_000, received: null },
        { name: '여름 이불', quantity: 1, amount: 1_234_000, received: null },
      ])
    }
  })

  test('tells what is wrong, row by row, and brings the rest', async () => {
    const bytes = list(
      answer(1, { amount: '많이' }),
      answer(2),
      answer(3, { phone: '전화 안 됨' }),
      answer(4, { order: '1.23457E+19' }),
      answer(5, { order: '=HYPERLINK("x")' }).replace('=HYPERLINK("x")', '"=HYPERLINK(""x"")"'),
    )
    const sheetId = await broughtList(parts(), room.sora.viewer, of(bytes))
    expect(await problemsOf(sheetId)).toEqual([
      { row: 2, col: 6, code: 'money.unreadable', isMild: false },
      { row: 4, col: 2, code: 'phone.unreadable', isMild: false },
      { row: 5, col: 4, code: 'sheet.number_cut', isMild: false },
      { row: 6, col: 4, code: 'order_number.bad_characters', isMild: false },
    ])
    expect(await view(sheetId)).toMatchObject({ state: 'ready', rows: 5, badRows: 4, claims: 1, waiting: 1 })
  })

  test('keeps nothing of a person in clear, and counts for nobody', async () => {
    const sheetId = await broughtList(parts(), room.sora.viewer, of(list(answer(1), answer(2))))
    const { rows } = await sql<{ all: string }>`
      select string_agg(t::text, ' ') as all from (
        select to_jsonb(claim_sheet) - 'member_id' as t from claim_sheet where id = ${sheetId}
        union all select to_jsonb(sheet_claim) from sheet_claim
        union all select to_jsonb(sheet_person) from sheet_person) as every`.execute(database.db)
    expect(rows[0]?.all).not.toMatch(/구매자1|01000000001|010-0000-0001|001-2024/)
    const totals = await caseTotals(database.db, room.minji.viewer, { slug: room.slug })
    expect(totals.buyer).toEqual({ claimants: 0, claims: 0, remaining: 0 })
  })

  test('brought twice, in one file or two, a claim is there once', async () => {
    const first = await broughtList(parts(), room.sora.viewer, of(list(answer(1), answer(2), answer(1))))
    expect(await view(first)).toMatchObject({ claims: 3, fresh: 2, waiting: 2 })
    const again = await broughtList(parts(), room.sora.viewer, of(list(answer(1), answer(2), answer(3))))
    expect(await view(again)).toMatchObject({ claims: 3, fresh: 1, waiting: 3 })
    expect(await view(first)).toMatchObject({ waiting: 0 })
  })

  test('takes merged cells and the lines of one order together', async () => {
    const rows = await previewOf(
      list(
        answer(1, { order: 'A-1' }),
        ',,,,,베개,"11,000",,,',
        answer(1, { order: 'A-1', amount: '5000' }),
        answer(1, { order: 'A-2' }),
        ',,,,A-3,담요,2만원,,,',
      ),
    )
    const drafts = rows.flatMap(({ row, draft }) => (draft ? [{ row, draft }] : []))
    expect(drafts).toMatchObject([
      {
        row: 2,
        draft: { orderNumber: 'A-1', items: [{}, { name: '베개', amount: 11_000 }, { amount: 5000 }] },
      },
      { row: 5, draft: { orderNumber: 'A-2', items: [{}] } },
      { row: 6, draft: { orderNumber: 'A-3', identity: { name: '구매자1' }, items: [{ amount: 20_000 }] } },
    ])
  })

  test('holds a resident number nowhere, nor its file once it was read', async () => {
    const before = await storedFiles()
    // The digits before the last are a day; the last are no number anybody has.
    const bytes = list(answer(1).replace(/,$/, ',주민번호 900101-1000000'), answer(2))
    const sheetId = await broughtList(parts(), room.sora.viewer, of(bytes))
    expect(await problemsOf(sheetId)).toEqual([
      { row: 2, col: 9, code: 'sheet.resident_number', isMild: true },
    ])
    expect(await view(sheetId)).toMatchObject({ hasResident: true, waiting: 2 })
    await clearSheet(database.db, { sheetId }, { files })
    expect(await storedFiles()).toBe(before)
    expect(await view(sheetId)).toMatchObject({ waiting: 2 })
  })

  test('is read from a workbook: dates, merged cells, text that looks like a formula, numbers that were cut', async () => {
    const rows = [
      ['달빛마켓 피해자 명단'],
      ['이름', '연락처', '주문일', '주문번호', '상품명', '결제금액', '비고'],
      [
        '구매자1',
        '010-0000-0001',
        new Date('2024-08-10T00:00:00Z'),
        '0012',
        '이불',
        129_000,
        '=HYPERLINK("x")',
      ],
      [null, null, null, null, '베개', '1만 1천원', null],
      ['구매자2', '01000000002', 45_514, '0013', '담요', 20_000, null],
      ['구매자3', '010-0000-0003', '2024. 8. 10', Number('12345678901234567890'), '담요', 20_000, null],
    ]
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: '응답', rows }] }))
    const read = await previewOf(bytes)
    expect(read).toMatchObject([
      {
        row: 3,
        problems: [],
        draft: {
          orderNumber: '0012',
          orderedOn: '2024-08-10',
          items: [{ amount: 129_000 }, { name: '베개', amount: 11_000 }],
          story: '=HYPERLINK("x")',
        },
      },
      { row: 4, draft: null, problems: [] },
      { row: 5, draft: { orderNumber: '0013', orderedOn: '2024-08-10' } },
      { row: 6, draft: null, problems: [{ col: 3, code: 'sheet.number_cut' }] },
    ])
  })

  test('is refused where it is no list, and leaves no file', async () => {
    const before = await storedFiles()
    const bring = (bytes: string | Buffer) => bringList(parts(), room.sora.viewer, of(bytes))
    await expect(bring('')).rejects.toMatchObject({ code: 'sheet.file_needed' })
    await expect(bring('이름,연락처')).rejects.toMatchObject({ code: 'sheet.no_rows' })
    await expect(bring('PK\x03\x04 no workbook')).rejects.toMatchObject({ code: 'sheet.broken' })
    await expect(bring(`이름\n"닫히지 않은\n따옴표`)).rejects.toMatchObject({ code: 'sheet.broken' })
    await expect(bring(`${'가,'.repeat(61)}\n1`)).rejects.toMatchObject({ code: 'sheet.too_many_columns' })
    expect(await storedFiles()).toBe(before)
  })

  test('remembers the columns for the next file of that form', async () => {
    const sheetId = await bringList(parts(), room.sora.viewer, of(list(answer(1))))
    const ref = { slug: room.slug, sheetId }
    const { fields } = await view(sheetId)
    const without = fields.map((field) => (field === 'paymentMethod' ? null : field))
    const match = { side: 'buyer' as const, kind: 'silent' as const, fields: without }
    await matchSheet(database.db, room.sora.viewer, { ...ref, match }, { files })
    await readSheetNow(database.db, { sheetId, lastTry: false }, parts())
    const next = await bringList(parts(), room.sora.viewer, of(list(answer(2))))
    expect(await view(next)).toMatchObject({ state: 'matching', kind: 'silent', fields: without })
  })

  test('goes on behind what is in when the reading was cut off', async () => {
    const rows = Array.from({ length: 2500 }, (_, no) => answer(no))
    const sheetId = await checkedList(parts(), room.sora.viewer, of(list(...rows)))
    await sql`update claim_sheet set state = 'bringing', claims = 0, done = 0 where id = ${sheetId}`.execute(
      database.owner,
    )
    const cut = new AbortController()
    const inSoFar = async () => {
      const { rows } = await sql<{ n: number }>`
        select count(*)::integer as n from sheet_claim where sheet_id = ${sheetId}::uuid`.execute(database.db)
      return rows[0]?.n ?? 0
    }
    // The reading is cut off once its first claims are in, wherever in the file that is.
    const watched: FileStore = {
      ...files,
      open: async (key, range) => {
        const whole = await files.open(key, range)
        return Readable.from(
          (async function* () {
            for await (const chunk of whole) {
              for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
                if ((await inSoFar()) > 0) cut.abort()
                yield chunk.subarray(at, at + PIECE_BYTES)
              }
            }
          })(),
          // Nothing is read ahead of what is being written.
          { highWaterMark: 1 },
        )
      },
    }
    const reading = readSheetNow(
      database.db,
      { sheetId, lastTry: false },
      { ...parts(), files: watched, signal: cut.signal },
    )
    await expect(reading).rejects.toThrow('aborted')
    const written = await inSoFar()
    expect(written).toBeGreaterThan(0)
    expect(written).toBeLessThan(2500)
    await sql`update claim_sheet set moved_at = now() - interval '2 minutes' where id = ${sheetId}`.execute(
      database.owner,
    )
    expect(await sweepSheets(database.db)).toBe(1)
    await readSheetNow(database.db, { sheetId, lastTry: false }, parts())
    expect(await view(sheetId)).toMatchObject({ state: 'ready', claims: 2500, fresh: 2500, waiting: 2500 })
    expect(await inSoFar()).toBe(2500)
    const { rows: people } = await sql<{ n: number }>`
      select count(distinct person_id)::integer as n from sheet_claim where sheet_id = ${sheetId}::uuid
        and row_from between 2 and 2501`.execute(database.db)
    expect(people[0]?.n).toBe(2500)
  })
})

describe('taking over', () => {
  const ready = async (...rows: string[]) => {
    const sheetId = await broughtList(parts(), room.sora.viewer, of(list(...rows)))
    const codes = await linkCodes(parts(), room.sora.viewer, { slug: room.slug, sheetId })
    return { sheetId, code: (name: string) => codes.get(name) ?? '' }
  }
  const open = (code: string, digits: string) =>
    waitingBehind(database.db, room.minji.viewer, { code, digits }, { vault })

  test('makes a claim of its owner, with a receipt number and their own consent, once', async () => {
    const { sheetId, code } = await ready(answer(1), answer(2))
    const mine = code('구매자1')
    const { claims } = await open(mine, '0001')
    expect(claims).toMatchObject([{ draft: { orderNumber: '001-2024' } }])
    const ids = claims.map(({ id }) => id)
    const first = await taken(parts(), room.minji.viewer, { code: mine, digits: '0001', claims: ids })
    expect(first).toMatchObject({ receipts: [{ receiptNo: 1 }], same: 0 })
    const own = await myClaims(database.db, room.minji.viewer, { slug: room.slug })
    expect(own).toMatchObject([{ receiptNo: 1, statement: { principal: 1_234_000 } }])
    const totals = await caseTotals(database.db, room.minji.viewer, { slug: room.slug })
    expect(totals.buyer).toEqual({ claimants: 1, claims: 1, remaining: 1_234_000 })
    expect(await view(sheetId)).toMatchObject({ waiting: 1, taken: 1 })
    await expect(open(mine, '0001')).rejects.toMatchObject({ code: 'shared.not_found' })
    const again = await broughtList(parts(), room.sora.viewer, of(list(answer(1))))
    expect(await view(again)).toMatchObject({ fresh: 0, waiting: 0 })
  })

  test('needs the end of the phone number, and closes the link after five wrong ones', async () => {
    const { code } = await ready(answer(1))
    const mine = code('구매자1')
    for (let n = 0; n < 5; n++)
      await expect(open(mine, '9999')).rejects.toMatchObject({ code: 'sheet.digits_wrong' })
    await expect(open(mine, '0001')).rejects.toMatchObject({ code: 'sheet.link_closed' })
  })

  test('lets its owner in who is in no room yet, tells strangers nothing, and others of no link', async () => {
    const { code } = await ready(answer(1), answer(2))
    const mine = code('구매자1')
    expect(await waitingFor(database.db, nobody, { code: mine })).toMatchObject({
      claims: 1,
      isMember: false,
    })
    await expect(
      waitingBehind(database.db, nobody, { code: mine, digits: '0001' }, { vault }),
    ).rejects.toMatchObject({ code: 'shared.not_found' })
    const { accountId } = await joinCase(database.db, nobody, { waiting: mine }, entryOf('새 사람', 'buyer'))
    const viewer = { accountId, hasPassword: false }
    const { claims } = await waitingBehind(database.db, viewer, { code: mine, digits: '0001' }, { vault })
    expect(claims).toHaveLength(1)
    await expect(waitingFor(database.db, nobody, { code: 'A'.repeat(22) })).rejects.toMatchObject({
      code: 'shared.not_found',
    })
  })

  test('leaves out an order that its owner has filed already', async () => {
    const draft = buyerDraft({ orderNumber: '001-2024' })
    await submitClaim(database.db, room.minji.viewer, { slug: room.slug, draft }, { vault })
    const { code } = await ready(answer(1))
    const { claims } = await open(code('구매자1'), '0001')
    const ids = claims.map(({ id }) => id)
    const done = await taken(parts(), room.minji.viewer, {
      code: code('구매자1'),
      digits: '0001',
      claims: ids,
    })
    expect(done).toMatchObject({ receipts: [], same: 1 })
  })

  test('does nothing for a seller with a list of buyers', async () => {
    const { sheetId, code } = await ready(answer(1))
    const { claims } = await waitingBehind(
      database.db,
      room.taeho.viewer,
      { code: code('구매자1'), digits: '0001' },
      { vault },
    )
    const ids = claims.map(({ id }) => id)
    await expect(
      taken(parts(), room.taeho.viewer, { code: code('구매자1'), digits: '0001', claims: ids }),
    ).rejects.toMatchObject({ code: 'claim.wrong_side' })
    expect(await view(sheetId)).toMatchObject({ waiting: 1, taken: 0 })
  })

  test('is over once the list was removed or its time has come; what was taken stays', async () => {
    const before = await storedFiles()
    const { sheetId, code } = await ready(answer(1), answer(2))
    const { claims } = await open(code('구매자1'), '0001')
    const ids = claims.map(({ id }) => id)
    await taken(parts(), room.minji.viewer, { code: code('구매자1'), digits: '0001', claims: ids })
    await sql`update claim_sheet set ended_at = now() - interval '61 days' where id = ${sheetId}`.execute(
      database.owner,
    )
    expect(await sweepSheets(database.db)).toBe(1)
    await clearSheet(database.db, { sheetId }, { files })
    await expect(open(code('구매자2'), '0002')).rejects.toMatchObject({ code: 'shared.not_found' })
    expect(await storedFiles()).toBe(before)
    expect(await myClaims(database.db, room.minji.viewer, { slug: room.slug })).toHaveLength(1)
    await removeSheet(database.db, room.sora.viewer, { slug: room.slug, sheetId })
    expect(await view(sheetId)).toMatchObject({ state: 'removed', waiting: 0, taken: 1 })
  })
})
