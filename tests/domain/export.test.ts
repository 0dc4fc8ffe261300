import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { readXlsx } from 'hucre/xlsx'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ClaimDraft } from '#app/shapes/claim.ts'
import type { ExportOrder } from '#app/shapes/export.ts'
import { memberIn } from '#server/domain/access.ts'
import { amendClaim, submitClaim, withdrawClaim } from '#server/domain/claim.ts'
import { openList } from '#server/domain/export/list.ts'
import {
  buildExportNow,
  cancelExport,
  exportFor,
  exportsIn,
  openExportFile,
  requestExport,
  sweepExports,
} from '#server/domain/export.ts'
import type { Happening } from '#server/domain/happening.ts'
import { inTransaction, onCommitted } from '#server/domain/transaction.ts'
import { nobody, type Viewer } from '#server/domain/viewer.ts'
import type { FileStore } from '#server/files/store.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { freshFiles } from '#tests/files.ts'
import { openTestCase, type Person, SORA_PASSWORD, type TestCase, testVault } from '#tests/people.ts'
import { buyerDraft, sellerDraft } from './claims.ts'

const vault = testVault()
const { files, folder } = freshFiles(vault)
const NAME = '김민지'
const PHONE = '01000001234'
let database: TestDatabase
let room: TestCase

beforeAll(async () => {
  database = await freshDatabase()
})

beforeEach(async () => {
  room = await openTestCase(database.db, vault)
})

const order = (changes: Partial<ExportOrder> = {}): ExportOrder & { slug: string } => ({
  slug: room.slug,
  format: 'xlsx',
  shape: 'claims',
  side: null,
  reason: '소비자원에 내려고 해요',
  password: SORA_PASSWORD,
  ...changes,
})

async function file(person: Person, draft: ClaimDraft): Promise<string> {
  const { claimId } = await submitClaim(database.db, person.viewer, { slug: room.slug, draft }, { vault })
  return claimId
}

async function built(changes: Partial<ExportOrder> = {}): Promise<string> {
  const { exportId } = await requestExport(database.db, room.sora.viewer, order(changes))
  await buildExportNow(database.db, { exportId, lastTry: false }, { files, vault })
  return exportId
}

async function fetched(exportId: string, viewer: Viewer = room.sora.viewer): Promise<Buffer> {
  const { stream, bytes } = await openExportFile(database.db, viewer, { exportId }, { files })
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  const whole = Buffer.concat(chunks)
  expect(whole).toHaveLength(bytes)
  return whole
}

async function sheetsOf(exportId: string) {
  const { sheets } = await readXlsx(await fetched(exportId))
  const rowsOf = (name: string) => sheets.find((sheet) => sheet.name === name)?.rows ?? []
  const named = (name: string) => {
    const [header = [], ...rows] = rowsOf(name)
    return rows.map((row) => Object.fromEntries(header.map((title, at) => [String(title), row[at]])))
  }
  return { names: sheets.map((sheet) => sheet.name), rowsOf, named }
}

async function csvOf(exportId: string): Promise<string[][]> {
  const text = (await fetched(exportId)).toString('utf8')
  expect(text.startsWith('\ufeff')).toBe(true)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  return text
    .slice(1)
    .split('\r\n')
    .slice(0, -1)
    .map((line) => line.split(',').map((cell) => cell.replace(/^"(.*)"$/, '$1').replaceAll('""', '"')))
}

async function ledgerKinds(): Promise<string[]> {
  const rows = await database.db
    .selectFrom('ledger')
    .select('kind')
    .where('case_id', '=', room.caseId)
    .where('kind', 'like', 'export.%')
    .orderBy('seq')
    .execute()
  return rows.map((row) => row.kind)
}

async function storedFiles(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
}

const stateOf = async (exportId: string) =>
  (await exportFor(database.db, room.sora.viewer, { exportId })).state

const makeCohost = (person: Person) =>
  database.db.updateTable('member').set({ role: 'cohost' }).where('id', '=', person.memberId).execute()

const demote = (person: Person) =>
  database.db.updateTable('member').set({ role: 'member' }).where('id', '=', person.memberId).execute()

describe('asking for a list', () => {
  test('keeps the order, asks for its job, and is in the ledger; progress goes to the asker', async () => {
    const heard: Happening[] = []
    const stop = onCommitted(database.db, (happenings) => heard.push(...happenings))
    const { exportId } = await requestExport(database.db, room.sora.viewer, order({ shape: 'items' }))
    stop()
    expect(await exportFor(database.db, room.sora.viewer, { exportId })).toMatchObject({
      state: 'waiting',
      format: 'xlsx',
      shape: 'items',
      side: null,
      mine: true,
      by: room.sora.nickname,
    })
    const { rows } = await sql<{ payload: unknown }>`
      select payload from graphile_worker._private_jobs where key = ${`export:${exportId}`}`.execute(
      database.owner,
    )
    expect(rows).toEqual([{ payload: { exportId } }])
    expect(await ledgerKinds()).toEqual(['export.requested'])
    expect(heard).toMatchObject([{ kind: 'export.progress', exportId, memberId: room.sora.memberId }])
  })

  test('rolled back, neither order nor job nor entry was there', async () => {
    const failing = inTransaction(database.db, async (tx) => {
      await requestExport(tx, room.sora.viewer, order())
      throw new Error('the change failed')
    })
    await expect(failing).rejects.toThrow('the change failed')
    expect(await exportsIn(database.db, room.sora.viewer, { slug: room.slug })).toEqual([])
    expect(await ledgerKinds()).toEqual([])
  })

  test('needs the password each time', async () => {
    const wrong = requestExport(database.db, room.sora.viewer, order({ password: '다른 비밀번호예요' }))
    await expect(wrong).rejects.toMatchObject({
      kind: 'invalid',
      code: 'account.wrong_password',
      fields: { password: 'account.wrong_password' },
    })
    expect(await ledgerKinds()).toEqual([])
  })

  test('is the host’s alone: not of members, a co-host, another case’s host, or strangers', async () => {
    await makeCohost(room.taeho)
    const other = await openTestCase(database.db, vault)
    const asking = (viewer: Viewer) => requestExport(database.db, viewer, order())
    await expect(asking(room.minji.viewer)).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(asking(room.taeho.viewer)).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(asking(other.sora.viewer)).rejects.toMatchObject({ kind: 'notFound' })
    await expect(asking(room.jun)).rejects.toMatchObject({ kind: 'notFound' })
    await expect(asking(nobody)).rejects.toMatchObject({ kind: 'notFound' })
  })
})

describe('a workbook', () => {
  test('has a cover and a sheet a side, typed cells, a totals row each, and no name or phone', async () => {
    await file(room.minji, buyerDraft({ orderNumber: '000123-0456', refunded: 29_000 }))
    await file(room.hana, buyerDraft({ items: [{ name: '의자', quantity: 2, amount: 80_000 }], refunded: 0 }))
    await file(room.taeho, sellerDraft())
    const exportId = await built()
    const { names, rowsOf, named } = await sheetsOf(exportId)

    expect(names).toEqual(['표지', '구매자', '판매자'])
    const [first, second, total, ...rest] = named('구매자')
    expect(rest).toEqual([])
    expect(first).toMatchObject({
      접수번호: 1,
      구분: '구매자',
      유형: '환불 지연',
      상태: '접수',
      닉네임: '민지',
      주문번호: '000123-0456',
      결제수단: '카드 할부',
      카드사: '국민카드',
      할부개월: 3,
      '품목 요약': '여름 이불',
      총액: 129_000,
      환불·수령액: 29_000,
      '남은 금액': 100_000,
      '같은 주문번호 수': 1,
      버전: 1,
    })
    expect(first?.주문일).toEqual(new Date('2024-08-10T00:00:00Z'))
    expect(second).toMatchObject({ 닉네임: '하나', '남은 금액': 80_000 })
    expect(total).toMatchObject({ 접수번호: '합계 2건', 총액: 209_000, '남은 금액': 180_000 })
    expect(named('판매자')).toMatchObject([
      { 닉네임: '태호', 유형: '정산 미지급', 정산주기: '매월', '남은 금액': 12_340_000 },
      { '남은 금액': 12_340_000 },
    ])
    const whole = JSON.stringify([rowsOf('표지'), rowsOf('구매자'), rowsOf('판매자')])
    expect(whole).not.toContain(NAME)
    expect(whole).not.toContain(PHONE)
    expect(whole).not.toContain('minji@example.com')
  })

  test('has a cover that says case, time, counts, filter, who, why, ledger and what it is not', async () => {
    await file(room.minji, buyerDraft())
    const { seq, hash } = await database.db
      .selectFrom('case_head')
      .select(['ledger_seq as seq', 'ledger_hash as hash'])
      .where('case_id', '=', room.caseId)
      .executeTakeFirstOrThrow()
    const { rowsOf } = await sheetsOf(await built())
    const text = rowsOf('표지').flat().join('\n')
    for (const part of [
      '달빛마켓',
      '달빛커머스',
      '(한국시간)',
      '1명 · 1건',
      room.sora.nickname,
      '소비자원에 내려고 해요',
    ])
      expect(text).toContain(part)
    // The request itself was recorded before the list was written.
    expect(text).toContain(`${seq + 1}번째 기록까지`)
    expect(text).toMatch(/\b[0-9a-f]{64}\b/)
    expect(text).not.toContain(hash.toString('hex'))
    expect(text).toContain('이 문서는 법률 자문이 아닙니다.')
    expect(text).toContain('이름·전화번호·이메일은 담지 않았어요')
  })

  test('leaves withdrawn claims out and shows amended ones as they are now', async () => {
    const first = await file(room.minji, buyerDraft())
    const gone = await file(room.minji, buyerDraft())
    const draft = buyerDraft({ items: [{ name: '겨울 이불', quantity: 1, amount: 99_000 }], refunded: 0 })
    await amendClaim(database.db, room.minji.viewer, { claimId: first, version: 1, draft }, { vault })
    await withdrawClaim(database.db, room.minji.viewer, { claimId: gone, why: '환불받았어요' })
    const rows = (await sheetsOf(await built())).named('구매자')
    expect(rows).toMatchObject([{ 접수번호: 1, '품목 요약': '겨울 이불', 버전: 2 }, { '남은 금액': 99_000 }])
  })

  test('with a row an item counts no claim twice', async () => {
    const items = [
      { name: '책상', quantity: 1, amount: 200_000 },
      { name: '의자', quantity: 2, amount: 100_000 },
    ]
    await file(room.minji, buyerDraft({ items, refunded: 50_000 }))
    const rows = (await sheetsOf(await built({ shape: 'items', side: 'buyer' }))).named('구매자')
    expect(rows).toMatchObject([
      { 품목번호: 1, 품목: '책상', 수량: 1, '품목 금액': 200_000, 총액: 300_000, '남은 금액': 250_000 },
      { 품목번호: 2, 품목: '의자', 수량: 2, '품목 금액': 100_000 },
      { '품목 금액': 300_000, 총액: 300_000, 환불·수령액: 50_000, '남은 금액': 250_000 },
    ])
    expect(rows[1]?.총액 ?? null).toBeNull()
  })

  test('counts equal order numbers, whatever their hyphens and blanks', async () => {
    await file(room.minji, buyerDraft({ orderNumber: '2024-0817-001' }))
    await file(room.hana, buyerDraft({ orderNumber: '20240817 001' }))
    await file(room.hana, buyerDraft({ orderNumber: '777' }))
    const rows = (await sheetsOf(await built())).named('구매자')
    expect(rows.slice(0, 3).map((row) => row['같은 주문번호 수'])).toEqual([2, 2, 1])
  })

  test('of a case without claims has empty sheets with a total of nothing', async () => {
    const { named } = await sheetsOf(await built())
    expect(named('구매자')).toMatchObject([{ 접수번호: '합계 0건', 총액: 0 }])
    expect(named('판매자')).toHaveLength(1)
  })

  test('has the same bytes for the same content and 기준시각', async () => {
    await file(room.minji, buyerDraft())
    const member = await memberIn(database.db, room.sora.viewer, { slug: room.slug })
    const { slug, password, ...asked } = order()
    const digest = async (at: string) => {
      const list = await openList(database.db, { exportId: '', member, ...asked }, at)
      const hash = createHash('sha256')
      for await (const chunk of list.bytes(() => Promise.resolve())) hash.update(chunk)
      return hash.digest('hex')
    }
    expect(await digest('2026-11-22T03:00:00.000Z')).toBe(await digest('2026-11-22T03:00:00.000Z'))
    expect(await digest('2026-11-22T03:00:00.000Z')).not.toBe(await digest('2026-11-22T04:00:00.000Z'))
  })
})

describe('a CSV file', () => {
  test('holds one side, with leading zeros kept and formulas made harmless', async () => {
    const items = [{ name: '=HYPERLINK("https://example.com")', quantity: 1, amount: 10_000 }]
    await file(room.minji, buyerDraft({ orderNumber: '0012', items, refunded: 0 }))
    await file(room.taeho, sellerDraft())
    const [header = [], row = [], total = [], ...rest] = await csvOf(
      await built({ format: 'csv', side: 'buyer' }),
    )
    expect(rest).toEqual([])
    const cell = (name: string) => row[header.indexOf(name)]
    expect(cell('주문번호')).toBe('0012')
    expect(cell('품목 요약')).toBe(`'=HYPERLINK("https://example.com")`)
    expect(cell('남은 금액')).toBe('10000')
    expect(cell('주문일')).toBe('2024-08-10')
    expect(total[0]).toBe('합계 1건')
  })

  test('takes no formula from a nickname either', async () => {
    await database.db
      .updateTable('member')
      .set({ nickname: '+82수달', nickname_key: '+82수달' })
      .where('id', '=', room.minji.memberId)
      .execute()
    await file(room.minji, buyerDraft())
    const [header = [], row = []] = await csvOf(await built({ format: 'csv', side: 'buyer' }))
    expect(row[header.indexOf('닉네임')]).toBe(`'+82수달`)
    const [first] = (await sheetsOf(await built())).named('구매자')
    expect(first?.닉네임).toBe('+82수달')
  })
})

describe('writing a list', () => {
  test('tells how far it is, and is in the ledger with rows and hash', async () => {
    for (let i = 0; i < 3; i++) await file(room.minji, buyerDraft())
    const heard: Happening[] = []
    const stop = onCommitted(database.db, (happenings) => heard.push(...happenings))
    const exportId = await built()
    stop()
    const states = heard.flatMap((each) => (each.kind === 'export.progress' ? [each.state] : []))
    expect(states[0]).toBe('waiting')
    expect(states.at(-1)).toBe('ready')
    expect(states).toContain('building')
    const view = await exportFor(database.db, room.sora.viewer, { exportId })
    expect(view).toMatchObject({ state: 'ready', rowsDone: 3, rowsTotal: 3 })
    const entry = await database.db
      .selectFrom('ledger')
      .select('data')
      .where('case_id', '=', room.caseId)
      .where('kind', '=', 'export.built')
      .executeTakeFirstOrThrow()
    expect(entry.data).toEqual({ exportId, rows: 3, sha256: view.sha256 })
    const hash = createHash('sha256')
      .update(await fetched(exportId))
      .digest('hex')
    expect(view.sha256).toBe(hash)
  })

  test('twice does nothing the second time', async () => {
    const exportId = await built()
    const before = await storedFiles()
    await buildExportNow(database.db, { exportId, lastTry: false }, { files, vault })
    expect(await storedFiles()).toEqual(before)
    expect((await ledgerKinds()).filter((kind) => kind === 'export.built')).toHaveLength(1)
  })

  test('is refused to somebody who is host no more, and keeps no file', async () => {
    const { exportId } = await requestExport(database.db, room.sora.viewer, order())
    const before = await storedFiles()
    await demote(room.sora)
    const building = buildExportNow(database.db, { exportId, lastTry: false }, { files, vault })
    await expect(building).rejects.toMatchObject({ name: 'Refusal', kind: 'forbidden' })
    expect(await storedFiles()).toEqual(before)
    expect(await ledgerKinds()).toEqual(['export.requested', 'export.failed'])
  })

  test('is cut when the role goes while the bytes flow, and keeps no file', async () => {
    await file(room.minji, buyerDraft())
    const { exportId } = await requestExport(database.db, room.sora.viewer, order())
    const before = await storedFiles()
    const losing: FileStore = {
      ...files,
      async put(bytes) {
        const stored = await files.put(bytes)
        await demote(room.sora)
        return stored
      },
    }
    const building = buildExportNow(database.db, { exportId, lastTry: false }, { files: losing, vault })
    await expect(building).rejects.toMatchObject({ kind: 'forbidden' })
    expect(await storedFiles()).toEqual(before)
    expect((await ledgerKinds()).at(-1)).toBe('export.failed')
  })

  test('called off before it is begun is not written', async () => {
    const { exportId } = await requestExport(database.db, room.sora.viewer, order())
    await cancelExport(database.db, room.sora.viewer, { exportId })
    await cancelExport(database.db, room.sora.viewer, { exportId })
    await buildExportNow(database.db, { exportId, lastTry: false }, { files, vault })
    expect(await stateOf(exportId)).toBe('cancelled')
    expect(await ledgerKinds()).toEqual(['export.requested', 'export.cancelled'])
  })

  test('called off while the bytes flow stops there, and keeps no file', async () => {
    await file(room.minji, buyerDraft())
    const { exportId } = await requestExport(database.db, room.sora.viewer, order())
    const before = await storedFiles()
    const cancelling: FileStore = {
      ...files,
      async put(bytes) {
        await cancelExport(database.db, room.sora.viewer, { exportId })
        return files.put(bytes)
      },
    }
    const building = buildExportNow(database.db, { exportId, lastTry: false }, { files: cancelling, vault })
    await expect(building).rejects.toMatchObject({ kind: 'notFound' })
    expect(await storedFiles()).toEqual(before)
    expect(await stateOf(exportId)).toBe('cancelled')
    expect(await ledgerKinds()).toEqual(['export.requested', 'export.cancelled'])
  })

  test('is called off by who asked for it alone, and what is made stays', async () => {
    const made = await built()
    await cancelExport(database.db, room.sora.viewer, { exportId: made })
    expect(await stateOf(made)).toBe('ready')
    const { exportId } = await requestExport(database.db, room.sora.viewer, order())
    const byAnother = cancelExport(database.db, room.minji.viewer, { exportId })
    await expect(byAnother).rejects.toMatchObject({ code: 'shared.not_found' })
    expect(await stateOf(exportId)).toBe('waiting')
  })

  test('is refused to a host who left meanwhile', async () => {
    const { exportId } = await requestExport(database.db, room.sora.viewer, order())
    await database.db
      .updateTable('member')
      .set({ left_at: new Date(), left_why: 'left' })
      .where('id', '=', room.sora.memberId)
      .execute()
    const building = buildExportNow(database.db, { exportId, lastTry: false }, { files, vault })
    await expect(building).rejects.toMatchObject({ kind: 'notFound' })
  })

  test('survives a failure until the last try, and then says so', async () => {
    const { exportId } = await requestExport(database.db, room.sora.viewer, order())
    const broken: FileStore = { ...files, put: () => Promise.reject(new Error('the disk is full')) }
    const attempt = (lastTry: boolean) =>
      buildExportNow(database.db, { exportId, lastTry }, { files: broken, vault })
    await expect(attempt(false)).rejects.toThrow('the disk is full')
    expect(await stateOf(exportId)).toBe('building')
    await expect(attempt(true)).rejects.toThrow('the disk is full')
    expect(await stateOf(exportId)).toBe('failed')
  })

  test('breaks off when the process stops, to be tried again', async () => {
    await file(room.minji, buyerDraft())
    const { exportId } = await requestExport(database.db, room.sora.viewer, order())
    const signal = AbortSignal.abort()
    const building = buildExportNow(database.db, { exportId, lastTry: false }, { files, vault, signal })
    await expect(building).rejects.toThrow()
    expect(await stateOf(exportId)).toBe('building')
    await buildExportNow(database.db, { exportId, lastTry: false }, { files, vault })
    expect(await stateOf(exportId)).toBe('ready')
  })

  test('of an unknown list does nothing', async () => {
    const exportId = '00000000-0000-4000-8000-000000000000'
    await expect(
      buildExportNow(database.db, { exportId, lastTry: true }, { files, vault }),
    ).resolves.toBeUndefined()
  })
})

describe('fetching a list', () => {
  const opening = (exportId: string, viewer: Viewer) =>
    openExportFile(database.db, viewer, { exportId }, { files })

  test('is in the ledger each time, and has a name that says what it is', async () => {
    const exportId = await built({ format: 'csv', side: 'seller' })
    const { name, type, stream } = await opening(exportId, room.sora.viewer)
    stream.destroy()
    expect(name).toMatch(/^달빛마켓 \d+_피해명단_판매자_20\d{6}\.csv$/)
    expect(type).toBe('text/csv; charset=utf-8')
    await fetched(exportId)
    expect((await ledgerKinds()).filter((kind) => kind === 'export.downloaded')).toHaveLength(2)
  })

  test('is for the host who asked: nobody else finds it', async () => {
    const exportId = await built()
    await makeCohost(room.taeho)
    const other = await openTestCase(database.db, vault)
    for (const viewer of [room.minji.viewer, room.taeho.viewer, other.sora.viewer, room.jun, nobody]) {
      await expect(opening(exportId, viewer)).rejects.toMatchObject({ code: 'shared.not_found' })
      await expect(exportFor(database.db, viewer, { exportId })).rejects.toMatchObject({ kind: 'notFound' })
    }
    const listing = (viewer: Viewer) => exportsIn(database.db, viewer, { slug: room.slug })
    await expect(listing(room.minji.viewer)).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(listing(other.sora.viewer)).rejects.toMatchObject({ kind: 'notFound' })
    expect(await listing(room.sora.viewer)).toHaveLength(1)
    expect(await ledgerKinds()).not.toContain('export.downloaded')
  })

  test('a later host sees it was made but cannot fetch it', async () => {
    const exportId = await built()
    await demote(room.sora)
    await database.db
      .updateTable('member')
      .set({ role: 'host' })
      .where('id', '=', room.taeho.memberId)
      .execute()
    expect(await exportFor(database.db, room.taeho.viewer, { exportId })).toMatchObject({ mine: false })
    await expect(opening(exportId, room.taeho.viewer)).rejects.toMatchObject({ kind: 'notFound' })
    await expect(opening(exportId, room.sora.viewer)).rejects.toMatchObject({ kind: 'notFound' })
  })

  test('ends after ten minutes; the sweep then deletes the file', async () => {
    const exportId = await built()
    const view = await exportFor(database.db, room.sora.viewer, { exportId })
    const left = Date.parse(view.expiresAt ?? '') - Date.now()
    expect(left).toBeGreaterThan(9 * 60_000)
    expect(left).toBeLessThanOrEqual(10 * 60_000 + 1000)

    expect(await sweepExports(database.db, { files })).toBe(0)
    await fetched(exportId)
    await database.db
      .updateTable('export')
      .set({ expires_at: new Date(Date.now() - 1000) })
      .where('id', '=', exportId)
      .execute()
    expect(await stateOf(exportId)).toBe('expired')
    await expect(opening(exportId, room.sora.viewer)).rejects.toMatchObject({ code: 'shared.not_found' })
    const before = await storedFiles()
    expect(await sweepExports(database.db, { files })).toBe(1)
    expect(await storedFiles()).toHaveLength(before.length - 1)
    expect(await sweepExports(database.db, { files })).toBe(0)
    expect(await stateOf(exportId)).toBe('expired')
  })

  test('finds nothing when the file is gone from the store', async () => {
    const exportId = await built()
    const row = await database.db
      .selectFrom('export')
      .select('file_key')
      .where('id', '=', exportId)
      .executeTakeFirstOrThrow()
    await files.remove(row.file_key ?? '')
    await expect(opening(exportId, room.sora.viewer)).rejects.toMatchObject({ code: 'shared.not_found' })
    expect(await ledgerKinds()).not.toContain('export.downloaded')
  })

  test('a list nobody gave a sign of writing for ten minutes is given up, however long it takes', async () => {
    const { exportId } = await requestExport(database.db, room.sora.viewer, order())
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
    const swept = async (changes: { state?: 'building'; requested_at?: Date; heard_at?: Date }) => {
      await database.db.updateTable('export').set(changes).where('id', '=', exportId).execute()
      await sweepExports(database.db, { files })
      return stateOf(exportId)
    }
    expect(await swept({ requested_at: ago(119) })).toBe('waiting')
    expect(await swept({ state: 'building', heard_at: ago(9), requested_at: ago(300) })).toBe('building')
    expect(await swept({ heard_at: ago(11) })).toBe('failed')
  })

  test('a list nobody began for two hours is given up', async () => {
    const { exportId } = await requestExport(database.db, room.sora.viewer, order())
    const requested_at = new Date(Date.now() - 121 * 60_000)
    await database.db.updateTable('export').set({ requested_at }).where('id', '=', exportId).execute()
    await sweepExports(database.db, { files })
    expect(await stateOf(exportId)).toBe('failed')
  })
})
