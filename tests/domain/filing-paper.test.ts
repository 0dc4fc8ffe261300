import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withdrawClaim } from '#server/domain/claim.ts'
import { diskStore } from '#server/files/disk.ts'
import { freshDatabase } from '#tests/database.ts'
import { openTestCase, testVault } from '#tests/people.ts'
import { buyerDraft } from './claims.ts'
import { fileOf, frozenFiling, type Ground } from './filing-world.ts'

let ground: Ground
let folder: string
let filingId: string
let claimIds: string[]

beforeAll(async () => {
  const [database, vault] = [await freshDatabase(), testVault()]
  folder = await mkdtemp(join(tmpdir(), 'moa-paper-'))
  ground = { database, vault, files: diskStore(folder, vault), room: await openTestCase(database.db, vault) }
  const made = await filing()
  filingId = made.filingId
  claimIds = made.claimIds
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What a program that knows nothing of ours says of a PDF. */
async function ask(program: 'pdftotext' | 'pdffonts' | 'pdfinfo', bytes: Buffer): Promise<string> {
  const file = join(folder, `${createHash('sha256').update(bytes).digest('hex')}.pdf`)
  await writeFile(file, bytes)
  const more = program === 'pdftotext' ? ['-layout', file, '-'] : [file]
  return execFileSync(program, more, { encoding: 'utf8' })
}
const pagesOf = async (bytes: Buffer) => (await ask('pdftotext', bytes)).split('\f').slice(0, -1)

const long = '환불해 준다고 했어요. '.repeat(160).trim()
const filing = () =>
  frozenFiling(ground, [
    {
      person: ground.room.minji,
      draft: buyerDraft({ orderNumber: '00123', story: '=HYPERLINK("x") שלום 😀' }),
    },
    {
      person: ground.room.hana,
      draft: buyerDraft({
        orderNumber: '20240817000012345678',
        refunded: 0,
        story: long,
        identity: { name: '이하나', phone: '01000005555', email: 'hana.of.a.long.address@example.com' },
      }),
      saidYes: ['other_body'],
    },
    ...Array.from({ length: 16 }, () => ({ person: ground.room.minji, draft: buyerDraft() })),
  ])

describe('a list on paper', () => {
  test('has a cover, repeated heads, numbered sheets, sums, items and consents, in a font of its own', async () => {
    const { bytes, name, type } = await fileOf(ground, filingId, { format: 'pdf' })
    expect([name.endsWith('.pdf'), type]).toEqual([true, 'application/pdf'])
    const pages = await pagesOf(bytes)
    expect(await ask('pdfinfo', bytes)).toMatch(/Page size:\s+841\.\d+ x 595\.\d+ pts \(A4\)/)
    const [cover = '', first = '', second = ''] = pages
    expect(cover).toContain('집단분쟁조정 신청인 명단')
    expect(cover).toContain('법률 자문이 아닙니다.')
    expect(cover).toContain('2명 · 18건')
    for (const page of [first, second]) expect(page).toMatch(/연번\s+성명\s+휴대전화/)
    for (const [at, page] of pages.entries()) {
      expect(page).toMatch(new RegExp(`^\\s*${at + 1}\\s?/\\s?${pages.length}\\s*$`, 'm'))
      expect(page).toContain('받는 곳: 한국소비자원')
    }
    const all = pages.join('\n')
    for (const part of ['00123', '=HYPERLINK("x")', '김민지', '010-0000-5555']) {
      expect(all).toContain(part)
    }
    expect(all).toMatch(/합계 18건.*2,322,000/)
    for (const section of ['품목', '합계', '동의 목록']) expect(all).toMatch(new RegExp(`^${section}$`, 'm'))
    const fonts = (await ask('pdffonts', bytes)).split('\n').slice(2).filter(Boolean)
    expect(fonts.some((line) => line.includes('Pretendard-Regular'))).toBe(true)
    expect(fonts.every((line) => /\s+yes\s+(yes|no)\s+(yes|no)\s+\d+/.test(line))).toBe(true)
  })

  test('has the same bytes each time; a covered one names nobody', async () => {
    const order = { format: 'pdf', reason: '한 번 더 내려고 해요' } as const
    const [one, again] = [
      await fileOf(ground, filingId, { format: 'pdf' }),
      await fileOf(ground, filingId, order),
    ]
    expect(one.bytes.equals(again.bytes)).toBe(true)
    const covered = (
      await pagesOf((await fileOf(ground, filingId, { format: 'pdf', masked: true })).bytes)
    ).join()
    expect(covered).toContain('김*지')
    expect(covered).not.toMatch(/김민지|010-0000-1234|minji@|HYPERLINK/)
  })
})

describe('consents on paper', () => {
  test('show each person what they read, gave and when, under their name', async () => {
    const { bytes, name } = await fileOf(ground, filingId, { format: 'consents' })
    expect(name).toMatch(/동의서.*\.pdf$/)
    const pages = await pagesOf(bytes)
    expect(pages).toHaveLength(18)
    const [minji = '', hana = ''] = pages
    expect(minji).toContain('개인정보 제3자 제공 동의: 한국소비자원 집단분쟁조정')
    expect(minji).toMatch(/제공하는 것\s+성명, 생년월일, 주소, 휴대전화/)
    expect(minji).toMatch(/동의한 사람 \(구매자\)\s+김민지\s+화면에서 이름을 직접 적어/)
    expect(minji).toMatch(/SHA-256\s+[0-9a-f]{64}/)
    expect(minji).toMatch(/1\s?\/\s?18/)
    expect(hana).toMatch(/이하나/)
    expect(hana).toContain('다른 분쟁조정기구에 이 피해를 신청했어요')
    await withdrawClaim(ground.database.db, ground.room.minji.viewer, { claimId: claimIds[0] ?? '', why: '' })
    const [after = ''] = await pagesOf((await fileOf(ground, filingId, { format: 'consents' })).bytes)
    expect(after).toContain('(지움)')
    expect(after).not.toContain('김민지')
  })
})

test('who somebody is stands in no list they did not agree to, whatever columns a destination has by now', async () => {
  const { owner } = ground.database
  await owner.transaction().execute(async (tx) => {
    await sql`alter table filing_consent disable trigger filing_consent_kept`.execute(tx)
    await sql`update filing_consent set scope = array_remove(scope, 'phone') where filing_id = ${filingId}::uuid`.execute(
      tx,
    )
    await sql`alter table filing_consent enable trigger filing_consent_kept`.execute(tx)
  })
  const text = (await fileOf(ground, filingId)).bytes.toString('utf8')
  expect(text).toContain('이하나')
  expect(text).not.toMatch(/010-0000/)
})
