import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import mammoth from 'mammoth'
import officeCrypto from 'officecrypto-tool'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FilingOrder } from '#app/shapes/filing.ts'
import { exhibitLabels } from '#app/text/ko/exhibit.ts'
import { buildExportNow } from '#server/domain/export.ts'
import { diskStore } from '#server/files/disk.ts'
import { freshDatabase } from '#tests/database.ts'
import { openedHwpx } from '#tests/hwpx.ts'
import { openTestCase, testVault } from '#tests/people.ts'
import { buyerDraft } from './claims.ts'
import { asked, fetched, fileOf, frozenFiling, type Ground, proved } from './filing-world.ts'

let ground: Ground
let folder: string

beforeAll(async () => {
  const [database, vault] = [await freshDatabase(), testVault()]
  folder = await mkdtemp(path.join(tmpdir(), 'moa-forms-'))
  ground = { database, vault, files: diskStore(folder, vault), room: await openTestCase(database.db, vault) }
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the exhibits of a list', () => {
  const own = (no: number, ...subs: number[]) => subs.map((sub) => ({ series: 'claimant', no, sub }) as const)

  test('are named as papers name them', () => {
    expect(exhibitLabels([])).toBe('')
    expect(exhibitLabels(own(3, 1))).toBe('갑나 제3호증의 1')
    expect(exhibitLabels(own(3, 1, 2))).toBe('갑나 제3호증의 1, 2')
    expect(exhibitLabels([{ series: 'common', no: 1, sub: null }, ...own(3, 1, 2, 3, 4, 7, 9, 10)])).toBe(
      '갑가 제1호증, 갑나 제3호증의 1 내지 4, 7, 9, 10',
    )
    expect(exhibitLabels([...own(3, 2), ...own(4, 1)])).toBe('갑나 제3호증의 2, 갑나 제4호증의 1')
  })

  test('stand at their claims in each form, in a covered copy too, and nowhere else', async () => {
    const { minji, hana } = ground.room
    const joining = [minji, hana, minji].map((person) => ({
      person,
      draft: buyerDraft(
        person === hana ? { identity: { name: '이하나', phone: '01000005555', email: '' } } : {},
      ),
    }))
    const { filingId } = await frozenFiling(
      ground,
      joining,
      {},
      async ([first = '', second = '', third = '']) => {
        const piece = (claimId: string, text: string) => ({
          ...{ claimId, name: '영수증.txt', title: '영수증', bytes: Buffer.from(text) },
        })
        await proved(ground, minji, piece(first, '하나'))
        await proved(ground, minji, piece(first, '둘'))
        await proved(ground, hana, piece(second, '셋'))
        expect(third).not.toBe('')
      },
    )
    const labels = ['갑나 제1호증의 1, 2', '갑나 제2호증의 1', null]
    for (const masked of [false, true]) {
      const made = async (format: 'xlsx' | 'csv' | 'json') =>
        (await fileOf(ground, filingId, { format, masked })).bytes
      const { claims } = JSON.parse((await made('json')).toString('utf8'))
      expect(claims.map(({ evidence }: { evidence: unknown }) => evidence)).toEqual(labels)
      const rows = (await readXlsx(await made('xlsx'))).sheets[1]?.rows ?? []
      const at = rows[0]?.indexOf('증거번호') ?? -1
      expect(rows.slice(1, 4).map((row) => row[at] ?? null)).toEqual(labels)
      const lines = (await made('csv')).toString('utf8').split('\r\n')
      expect([lines[1], lines[2]]).toEqual([
        expect.stringContaining('"갑나 제1호증의 1, 2"'),
        expect.stringContaining('갑나 제2호증의 1'),
      ])
      expect(lines[3]).not.toContain('호증')
    }
  })
})

describe('the form of an agency', () => {
  const two = (orderNumber: string) => [
    { person: ground.room.minji, draft: buyerDraft({ orderNumber }) },
    {
      person: ground.room.hana,
      draft: buyerDraft({ identity: { name: '이하나', phone: '01000005555', email: '' } }),
    },
  ]
  const textOf = async (bytes: Buffer) => (await mammoth.extractRawText({ buffer: bytes })).value

  test('is one for all with the list behind it, the same in both programs and each time', async () => {
    const { filingId } = await frozenFiling(ground, two('00123'))
    const docx = await fileOf(ground, filingId, { format: 'docx' })
    expect(docx.name).toMatch(/_신청서_1판_\d{8}\.docx$/)
    const text = await textOf(docx.bytes)
    for (const words of [
      '집단분쟁조정 신청서',
      '김민지 외 1명',
      '한국소비자원 귀중',
      '별지  신청인 명단',
      '이하나',
      '00123',
    ]) {
      expect(text).toContain(words)
    }
    const { bytes } = await fileOf(ground, filingId, { format: 'hwpx' })
    const opened = await openedHwpx(bytes)
    for (const words of ['김민지 외 1명', '이하나', '00123']) {
      expect([words, opened.hits(words).length > 0]).toEqual([words, true])
    }
    expect((await fileOf(ground, filingId, { format: 'docx' })).bytes.equals(docx.bytes)).toBe(true)
    expect((await fileOf(ground, filingId, { format: 'hwpx' })).bytes.equals(bytes)).toBe(true)
    const covered = await textOf((await fileOf(ground, filingId, { format: 'docx', masked: true })).bytes)
    expect(covered).toContain('김*지 외 1명')
    expect(covered).not.toMatch(/김민지|이하나|01000005555/)
  })

  test('is one for each claimant before a court, each on a page of its own', async () => {
    const { filingId } = await frozenFiling(ground, two('00124'), { destination: 'rehabilitation' })
    const text = await textOf((await fileOf(ground, filingId, { format: 'docx' })).bytes)
    expect(text.match(/회생채권 신고서/g)).toHaveLength(2)
    expect(text).toMatch(/채권자 {3}김민지 {3}\(서명 또는 인\)[\s\S]*채권자 {3}이하나/)
    const opened = await openedHwpx((await fileOf(ground, filingId, { format: 'hwpx' })).bytes)
    expect(opened.pages).toBeGreaterThanOrEqual(2)
  })

  test('is there only where one is handed in', async () => {
    const { filingId } = await frozenFiling(ground, two('00125'), { destination: 'lawyer' })
    for (const format of ['docx', 'hwpx'] as const) {
      await expect(asked(ground, filingId, { format })).rejects.toMatchObject({ code: 'filing.no_form' })
    }
  })
})

describe('a workbook with a password', { timeout: 60_000 }, () => {
  const filePassword = '받는 곳에 따로 알려요'

  test('opens with it alone, and nothing of it stays', async () => {
    const { db } = ground.database
    const { filingId } = await frozenFiling(ground, [
      { person: ground.room.minji, draft: buyerDraft({ orderNumber: '00126' }) },
    ])
    const exportId = await asked(ground, filingId, { format: 'xlsx', filePassword })
    const lockOf = () =>
      db.selectFrom('export').selectAll().where('id', '=', exportId).executeTakeFirstOrThrow()
    const { lock, ...waiting } = await lockOf()
    expect(lock?.length).toBeGreaterThan(0)
    expect(JSON.stringify({ waiting, lock: lock?.toString('utf8') })).not.toContain(filePassword)
    await buildExportNow(db, { exportId, lastTry: false }, ground)
    expect((await lockOf()).lock).toBeNull()
    const { bytes } = await fetched(db, ground.room.sora, exportId, ground.files)
    expect(officeCrypto.isEncrypted(bytes)).toBe(true)
    const opened = await officeCrypto.decrypt(bytes, { password: filePassword })
    expect(opened.equals((await fileOf(ground, filingId, { format: 'xlsx' })).bytes)).toBe(true)
    await expect(officeCrypto.decrypt(bytes, { password: '다른 비밀번호예요 열 자' })).rejects.toThrow()
  })

  test('is a workbook, and its lock is gone too when it could not be written', async () => {
    const { db } = ground.database
    const { filingId } = await frozenFiling(ground, [
      { person: ground.room.minji, draft: buyerDraft({ orderNumber: '00127' }) },
    ])
    await expect(asked(ground, filingId, { format: 'csv', filePassword })).rejects.toMatchObject({
      code: 'filing.lock_xlsx_only',
    })
    const form = { version: '1', format: 'csv', reason: '소비자원에 내려고 해요', password: 'some password' }
    expect(FilingOrder.safeParse({ ...form, filePassword: '' }).success).toBe(true)
    expect(FilingOrder.safeParse({ ...form, filePassword }).error?.issues).toMatchObject([
      { path: ['filePassword'], message: 'filing.lock_xlsx_only' },
    ])
    expect(
      FilingOrder.safeParse({ ...form, format: 'xlsx', filePassword: '짧아요' }).error?.issues,
    ).toMatchObject([{ path: ['filePassword'], message: 'password.too_short' }])
    const exportId = await asked(ground, filingId, { format: 'xlsx', filePassword })
    await db.updateTable('export').set({ state: 'failed' }).where('id', '=', exportId).execute()
    const row = await db.selectFrom('export').select('lock').where('id', '=', exportId).executeTakeFirst()
    expect(row?.lock).toBeNull()
  })
})

test('a package with originals is never a covered copy, whichever way it is asked for', async () => {
  const joining = [{ person: ground.room.minji, draft: buyerDraft() }]
  const { filingId } = await frozenFiling(ground, joining)
  await expect(asked(ground, filingId, { format: 'zip', masked: true })).rejects.toMatchObject({
    code: 'filing.package_not_masked',
  })
  await expect(asked(ground, filingId, { format: 'zip' })).resolves.toBeTruthy()
  const form = { version: '1', format: 'zip', reason: '소비자원에 내려고 해요', password: 'some password' }
  expect(FilingOrder.safeParse(form).success).toBe(true)
  expect(FilingOrder.safeParse({ ...form, masked: 'on' }).error?.issues).toMatchObject([
    { path: ['masked'], message: 'filing.package_not_masked' },
  ])
})
