import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FilingOrder } from '#app/shapes/filing.ts'
import { exhibitLabels } from '#app/text/ko/exhibit.ts'
import { diskStore } from '#server/files/disk.ts'
import { freshDatabase } from '#tests/database.ts'
import { openTestCase, testVault } from '#tests/people.ts'
import { buyerDraft } from './claims.ts'
import { asked, fileOf, frozenFiling, type Ground, proved } from './filing-world.ts'

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
