import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openTestCase, SORA_PASSWORD, type TestCase } from '#tests/people.ts'
import { startServer, type TestServer } from '#tests/server.ts'
import { claimFields } from './forms.ts'

// E1: what a spreadsheet would run, typed into a claim's form, asked for as a list and read back from the file.

const formulas = [
  '=HYPERLINK("https://evil.example","환불 신청")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1+1)',
  '＝1+1',
  '"=1+1',
  ';=1+1',
  "'=1+1",
]

let server: TestServer
let room: TestCase
let sora: string

beforeAll(async () => {
  server = await startServer()
  room = await openTestCase(server.db, server.vault)
  sora = await server.signedIn(room.sora.accountId)
  const minji = await server.signedIn(room.minji.accountId)
  for (const formula of formulas) {
    const fields = {
      ...claimFields(),
      'items[0].name': formula,
      story: formula,
      cardIssuer: formula.slice(0, 30),
    }
    const answer = await server.post(`/c/${room.slug}/claims/new`, fields, minji)
    expect(answer.status, formula).toBe(303)
  }
})

afterAll(() => server.close())

async function list(format: 'xlsx' | 'csv'): Promise<Uint8Array> {
  const page = `/c/${room.slug}/host/exports`
  const order = {
    format,
    shape: 'items',
    side: 'buyer',
    reason: '=소비자원에 내려고 해요',
    password: SORA_PASSWORD,
  }
  expect((await server.post(page, order, sora)).status).toBe(302)
  const latest = () =>
    server.db
      .selectFrom('export')
      .select(['id', 'state'])
      .orderBy('requested_at', 'desc')
      .executeTakeFirstOrThrow()
  await vi.waitFor(async () => expect((await latest()).state).toBe('ready'), { timeout: 15_000 })
  const answer = await server.ask(`${page}/${(await latest()).id}/file`, { cookie: sora })
  expect(answer.status).toBe(200)
  return new Uint8Array(await answer.arrayBuffer())
}

test('in a workbook they are text, unchanged', async () => {
  const { sheets } = await readXlsx(await list('xlsx'))
  const cells = sheets.flatMap((sheet) => sheet.rows.flat())
  for (const formula of formulas) expect(cells).toContain(formula)
  const run = sheets.flatMap((sheet) =>
    [...(sheet.cells?.values() ?? [])].flatMap((cell) => cell.formula ?? []),
  )
  // The sums of our own totals row, and nothing besides.
  expect(run.filter((formula) => !/^SUM\(([A-Z])\d+:\1\d+\)$/.test(formula))).toEqual([])
  expect(run.length).toBeGreaterThan(0)
})

test('in CSV none begins a cell with what a sheet would run', async () => {
  const text = new TextDecoder().decode(await list('csv')).replace(/^\ufeff/, '')
  const cells = text
    .split('\r\n')
    .flatMap((row) => row.match(/"(?:[^"]|"")*"|[^,]+/g) ?? [])
    .map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell))
  for (const formula of formulas)
    expect(
      cells.some((cell) => cell.endsWith(formula)),
      formula,
    ).toBe(true)
  const running = cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^-?\d[\d.]*$/.test(cell))
  expect(running).toEqual([])
})
