import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { CaseWish } from '#app/shapes/find-case.ts'
import { findCases } from '#server/domain/case.ts'
import { freshDatabase, rolledBack, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'

const vault = testVault()
let base: TestDatabase
let allets: TestCase

beforeAll(async () => {
  base = await freshDatabase()
  const opened = (shopName: string, more: Parameters<typeof openTestCase>[2] = {}) =>
    openTestCase(base.db, vault, { shopName, operatorName: '', ...more })
  allets = await opened('알렛츠', { operatorName: '주식회사 인터스텔라', businessNumber: '1208147521' })
  await opened('달빛마켓', { troubles: ['defective'], operatorName: '100%_보장상사' })
  await opened('별빛상점', { troubles: ['missing', 'closed'] })
})

const wish = (typed: Record<string, string> = {}) => CaseWish.parse(typed)
const names = async (typed: Record<string, string> = {}) =>
  (await findCases(base.db, wish(typed))).cases.map(({ shopName }) => shopName)

describe('a case is found', () => {
  test.each([
    ['the shop', '알렛'],
    ['a half-typed shop', '알레'],
    ['its initials', 'ㅇㄹㅊ'],
    ['a part of the operator', '인터스텔'],
    ['two letters of the operator', '텔라'],
    ['the number with hyphens', '120-81-47521'],
    ['the number', '1208147521'],
  ])('by %s', async (_, q) => {
    expect(await names({ q })).toEqual(['알렛츠'])
  })

  test('by nothing that only looks like a pattern, and not by signs alone', async () => {
    expect(await names({ q: '100%_보장' })).toEqual(['달빛마켓'])
    for (const q of ['%', '__', '없는가게', '123-45-67890']) expect(await names({ q })).toEqual([])
  })

  test('by kind, and in both orders', async () => {
    expect(await names({ kind: 'closed' })).toEqual(['별빛상점', '알렛츠'])
    expect(await names()).toEqual(['별빛상점', '달빛마켓', '알렛츠'])
    expect(await names({ kind: 'nonsense', sort: 'sideways', after: '!' })).toHaveLength(3)
  })
})

test('few people count alike in the order, and are not told', async () => {
  const { cases } = await findCases(base.db, wish({ sort: 'large' }))
  expect(cases.every(({ members }) => members === null)).toBe(true)
  const large = base.owner.updateTable('case_head').where('case_id', '=', allets.caseId)
  await large.set({ members: 4 }).execute()
  const before = await names({ sort: 'large' })
  await large.set({ members: 1 }).execute()
  expect(await names({ sort: 'large' })).toEqual(before)
  await large.set({ members: 12 }).execute()
  const [first] = (await findCases(base.db, wish({ sort: 'large' }))).cases
  expect(first).toMatchObject({ shopName: '알렛츠', members: 12 })
})

test('pages follow each other without a gap or a double, also where many are alike', async () => {
  await sql`insert into "case" (slug, shop_name, shop_key, shop_jamo, troubles, admits, created_at)
    select 'page' || lpad(n::text, 6, '0'), '쪽 ' || n, 'p' || n, 'p' || n, array['closed'], array['buyer'],
      timestamptz '2024-01-01' + (n / 5) * interval '1 minute' from generate_series(1, 47) as n`.execute(
    base.owner,
  )
  await sql`insert into case_head (case_id, ledger_hash, members)
    select id, '\\x00', 5 from "case" where shop_name like '쪽 %'`.execute(base.owner)
  for (const sort of ['recent', 'large'] as const) {
    const seen: string[] = []
    for (let after: string | null = null, pages = 0; pages < 9; pages += 1) {
      const { cases, next } = await findCases(base.db, { q: '', kind: null, sort, after })
      seen.push(...cases.map(({ slug }) => slug))
      after = next
      if (!next) break
    }
    expect(seen).toHaveLength(50)
    expect(new Set(seen).size).toBe(50)
  }
  await expect(findCases(base.db, wish({ after: 'gonegonego' }))).rejects.toThrow('shared.not_found')
})

test('names and both orders can be read from an index', async () => {
  await rolledBack(base.db, async (tx) => {
    // So few cases are read faster as they are; what counts is that there is another way.
    await sql`set local enable_seqscan = off`.execute(tx)
    const planOf = async (statement: ReturnType<typeof sql>) =>
      JSON.stringify((await sql`explain ${statement}`.execute(tx)).rows)
    const named = await planOf(sql`select id from "case" where shop_jamo like '%ㅇㅏㄹㄹㅔㅅ%'
      or operator_folded like '%인터스텔라%'`)
    expect(named).toContain('case_shop_jamo')
    expect(named).toContain('case_operator')
    const recent = sql`select id from "case" order by created_at desc, id desc limit 21`
    expect(await planOf(recent)).toContain('case_opened')
    const large = sql`select case_id from case_head
      order by case when members < 5 then 0 else members end desc, case_id desc limit 21`
    expect(await planOf(large)).toContain('case_head_size')
  })
})
