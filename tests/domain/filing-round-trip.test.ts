import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseCsv } from 'hucre/csv'
import { readXlsx } from 'hucre/xlsx'
import Papa from 'papaparse'
import readSheets from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { previewSheet } from '#server/domain/sheet.ts'
import { unguardedText } from '#server/exports/csv.ts'
import { diskStore } from '#server/files/disk.ts'
import { freshDatabase } from '#tests/database.ts'
import { openTestCase, testVault } from '#tests/people.ts'
import { buyerDraft } from './claims.ts'
import { fileOf, frozenFiling, type Ground } from './filing-world.ts'
import { bringList } from './sheets.ts'

let ground: Ground
let folder: string
let filingId: string

/** A cell as long as a sheet holds (32,767 units), of as few letters as a claim takes. */
const longest = `${'👨‍👩‍👧‍👦'.repeat(2978)}가나다라마바사아자`
const hostile = [
  {
    orderNumber: '20240817000012345678',
    item: '+82 이불',
    story: '=HYPERLINK("http://example.com","눌러요")',
  },
  { orderNumber: '00123', item: '여름 이불', story: longest },
  { orderNumber: '000-1', item: 'שלום עולם', story: '"따옴표", 쉼표;\n@둘째 줄\t탭 😀' },
  { orderNumber: '1E5', item: '각하'.normalize('NFD'), story: `'-1+1 ${'똠방각하'.normalize('NFD')}` },
]
const rowsOf = hostile.map(({ orderNumber, item, story }) => [orderNumber, item, story])

beforeAll(async () => {
  const [database, vault] = [await freshDatabase(), testVault()]
  folder = await mkdtemp(path.join(tmpdir(), 'moa-round-'))
  ground = { database, vault, files: diskStore(folder, vault), room: await openTestCase(database.db, vault) }
  expect(longest).toHaveLength(32_767)
  const joining = hostile.map(({ orderNumber, item, story }) => ({
    person: ground.room.minji,
    draft: buyerDraft({ orderNumber, story, items: [{ name: item, quantity: 1, amount: 129_000 }] }),
  }))
  filingId = (await frozenFiling(ground, joining, { destination: 'lawyer' })).filingId
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const made = async (format: 'xlsx' | 'csv' | 'csv_cp949') =>
  (await fileOf(ground, filingId, { format })).bytes

type Cells = readonly (readonly unknown[])[]
/** Order number, item and story of each row, read by the heads. */
function picked(rows: Cells, read = (cell: unknown) => cell) {
  const [heads = [], ...lines] = rows
  const at = ['주문번호', '상품명', '있었던 일'].map((head) => heads.indexOf(head))
  return lines.slice(0, hostile.length).map((row) => at.map((each) => read(row[each])))
}

describe('what anybody typed stands in a list to the letter', () => {
  test('as XLSX, whoever reads it', async () => {
    const bytes = await made('xlsx')
    expect(picked((await readXlsx(bytes)).sheets[1]?.rows ?? [])).toEqual(rowsOf)
    const sheets = await readSheets(bytes, { trim: false })
    expect(picked(sheets[1]?.data ?? [])).toEqual(rowsOf)
  })

  test('as CSV, whoever reads it, but for the mark before what a program would take for a formula', async () => {
    const text = (await made('csv')).toString('utf8').slice(1)
    const unguarded = (cell: unknown) => unguardedText(String(cell))
    expect(picked(parseCsv(text, { delimiter: ',' }), unguarded)).toEqual(rowsOf)
    expect(picked(Papa.parse<string[]>(text).data, unguarded)).toEqual(rowsOf)
  })

  test('in CP949 too, where that has the letters, and says how many it has not', async () => {
    const text = execFileSync('iconv', ['-f', 'CP949', '-t', 'UTF-8'], {
      input: await made('csv_cp949'),
      encoding: 'utf8',
    })
    const rows = parseCsv(text, { delimiter: ',' })
    const back = (cell: unknown) =>
      unguardedText(String(cell)).replace(/\[U\+([0-9A-F]+)\]/g, (_, hex) =>
        String.fromCodePoint(Number.parseInt(hex, 16)),
      )
    const whole = rowsOf.map((cells) => cells.map((cell) => cell.normalize('NFC')))
    expect(picked(rows, back)).toEqual(whole)
    expect(rows.at(-1)?.[0]).toMatch(/^CP949에 없는 글자 [\d,]+자를/)
  })

  test.each(['xlsx', 'csv'] as const)('and comes back the same from %s', async (format) => {
    const { database, files, room } = ground
    const { slug } = room
    const list = { slug, bytes: await made(format), name: `명단.${format}` }
    const sheetId = await bringList({ ...ground, db: database.db }, room.sora.viewer, list)
    const preview = await previewSheet(database.db, room.sora.viewer, { slug, sheetId }, { files })
    const drafts = preview?.rows.flatMap(({ draft }) => (draft ? [draft] : [])) ?? []
    const read = drafts.map((draft) => [
      'orderNumber' in draft ? draft.orderNumber : '',
      draft.items.map(({ name, amount }) => [name, amount]),
      draft.story,
      draft.refunded,
    ])
    const composed = hostile.map(({ orderNumber, item, story }) => [
      ...[orderNumber, [[item.normalize('NFC'), 129_000]], story.normalize('NFC'), 29_000],
    ])
    expect(read).toEqual(composed)
  })
})
