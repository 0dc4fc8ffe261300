import { beforeAll, describe, expect, test } from 'vitest'
import { demoHost } from '#db/seed/allets/case.ts'
import { hostNickname, lateComer } from '#db/seed/allets/people.ts'
import { type Demo, demoLines, seedDemo } from '#db/seed/demo.ts'
import { changePassword, logIn } from '#server/domain/account.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { recountTotals } from '#server/domain/total.ts'
import { nobody } from '#server/domain/viewer.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { testVault } from '#tests/people.ts'

describe('the demo story', () => {
  const vault = testVault()
  let database: TestDatabase
  let demo: Demo

  beforeAll(async () => {
    database = await freshDatabase()
    demo = await seedDemo(database.db, { vault })
  })

  test('has its people, one of them on both sides', async () => {
    const rows = await database.db
      .selectFrom('member')
      .select(({ fn }) => ['side', fn.countAll<number>().as('count')])
      .groupBy('side')
      .execute()
    expect(Object.fromEntries(rows.map((row) => [row.side, row.count]))).toEqual({
      buyer: 61,
      seller: 20,
      both: 1,
      helper: 1,
    })
  })

  test('has 150 messages in four channels, with answers, emoji and a very long text, and four cards', async () => {
    const rows = await database.db
      .selectFrom('message')
      .innerJoin('channel', 'channel.id', 'message.channel_id')
      .select(['channel.kind', 'message.body', 'message.reply_to', 'message.gone', 'message.card'])
      .execute()
    expect(rows.filter((row) => row.card === null)).toHaveLength(150)
    const cards = rows.flatMap((row) => (row.card as { kind: string } | null)?.kind ?? [])
    expect(cards.sort()).toEqual(['event', 'notice', 'notice', 'poll'])
    expect(rows.filter((row) => row.gone !== null)).toEqual([])
    expect(new Set(rows.map((row) => row.kind))).toEqual(new Set(['all', 'buyer', 'seller', 'staff']))
    expect(rows.filter((row) => row.reply_to).length).toBeGreaterThan(15)
    expect(rows.some((row) => /\p{Extended_Pictographic}/u.test(row.body ?? ''))).toBe(true)
    expect(Math.max(...rows.map((row) => row.body?.length ?? 0))).toBeGreaterThan(800)
  })

  test('has 70 claims: one withdrawn, one amended, one huge, and someone who claims on both sides', async () => {
    const rows = await database.db
      .selectFrom('claim')
      .innerJoin('claim_version as v', (join) =>
        join.onRef('v.claim_id', '=', 'claim.id').onRef('v.version', '=', 'claim.version'),
      )
      .innerJoin('member', 'member.id', 'claim.member_id')
      .select(['claim.receipt_no', 'claim.state', 'claim.side', 'claim.version', 'v.remaining', 'nickname'])
      .orderBy('receipt_no')
      .execute()
    expect(rows.map((row) => row.receipt_no)).toEqual(Array.from({ length: 70 }, (_, at) => at + 1))
    expect(rows.filter((row) => row.state === 'withdrawn')).toHaveLength(1)
    expect(rows.filter((row) => row.state === 'submitted' && row.version === 2)).toHaveLength(1)
    expect(Math.max(...rows.map((row) => row.remaining))).toBe(1_284_560_000)
    expect(rows.filter((row) => row.nickname === '반반살림').map((row) => row.side)).toEqual(
      expect.arrayContaining(['buyer', 'seller']),
    )
    expect(await recountTotals(database.db)).toEqual([])
  })

  test('has answers ready, a whole timeline, votes of almost everybody, and thanks', async () => {
    const count = async (table: 'host_answer' | 'fact' | 'poll_vote' | 'message_reaction') =>
      (
        await database.db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
      ).count
    expect(await count('host_answer')).toBe(3)
    expect(await count('fact')).toBe(22)
    expect(await count('poll_vote')).toBeGreaterThan(70)
    expect(await count('message_reaction')).toBeGreaterThan(60)
  })

  test('was refused an equal nickname and went on with another', async () => {
    expect(demo.refusedNickname).toBe(lateComer.wanted)
    const names = await database.db.selectFrom('member').select('nickname').execute()
    expect(names.filter((row) => row.nickname === lateComer.wanted)).toHaveLength(1)
    expect(names.map((row) => row.nickname)).toContain(lateComer.instead)
  })

  test('leaves a ledger that holds', async () => {
    const { id } = await database.db.selectFrom('case').select('id').executeTakeFirstOrThrow()
    expect(await firstBrokenEntry(database.db, id)).toBeNull()
  })

  test('prints where to go, and the host can log in', async () => {
    const text = demoLines(demo, 'http://127.0.0.1:3000').join('\n')
    expect(text).toContain(`http://127.0.0.1:3000/j/${demo.joinCode}`)
    expect(text).toContain(`http://127.0.0.1:3000/c/${demo.slug}`)
    expect(text).toContain('host@example.com')
    if (!demo.host) throw new Error('the demo names its host')
    const { accountId } = await logIn(database.db, nobody, demo.host, { vault })
    const host = await database.db
      .selectFrom('member')
      .select('nickname')
      .where('account_id', '=', accountId)
      .where('role', '=', 'host')
      .executeTakeFirst()
    expect(host?.nickname).toBe(hostNickname)
  })

  test('is found, not told again, the second time', async () => {
    const again = await seedDemo(database.db, { vault })
    expect(again).toEqual({ ...demo, isNew: false, refusedNickname: null })
    const { count } = await database.db
      .selectFrom('message')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(154)
  })

  test('gives no password away when the host has another one', async () => {
    const { accountId } = await logIn(database.db, nobody, demoHost, { vault })
    const change = { password: demoHost.password, newPassword: '나만 아는 다른 비밀번호' }
    await changePassword(database.db, { accountId, hasPassword: true }, change, { vault })
    const later = await seedDemo(database.db, { vault })
    expect(later).toEqual({ ...demo, isNew: false, host: null, joinCode: null, refusedNickname: null })
    expect(demoLines(later, '').join('\n')).not.toContain(demoHost.password)
  })
})
