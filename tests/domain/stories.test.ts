import { beforeAll, expect, test } from 'vitest'
import { seedStories, stories } from '#db/seed/cases.ts'
import { guideFor } from '#server/domain/guide.ts'
import { deadlinesIn } from '#server/domain/law.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { recountTotals } from '#server/domain/total.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { accountHolder, testVault } from '#tests/people.ts'

const vault = testVault()
let base: TestDatabase
let told: { shopName: string; slug: string }[]

beforeAll(async () => {
  base = await freshDatabase()
  const host = await accountHolder(base.db, vault)
  told = await seedStories(base.db, host, { vault })
  expect(await seedStories(base.db, host, { vault })).toEqual(told)
})

const viewerOf = async (slug: string, nickname: string) => {
  const { accountId } = await base.db
    .selectFrom('member')
    .innerJoin('case', 'case.id', 'member.case_id')
    .select('member.account_id as accountId')
    .where('case.slug', '=', slug)
    .where('nickname', '=', nickname)
    .executeTakeFirstOrThrow()
  return { accountId, hasPassword: false }
}

test.each(stories.map((story, at) => [story.shopName, story, at] as const))(
  '%s is told whole, once: people, talk, facts, claims and a route for each',
  async (_, story, at) => {
    const slug = told[at]?.slug ?? ''
    const { id } = await base.db
      .selectFrom('case')
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow()
    const count = async (table: 'member' | 'fact' | 'claim') =>
      (
        await base.db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('case_id', '=', id)
          .executeTakeFirstOrThrow()
      ).count
    expect(await count('member')).toBe(story.people.length + 1)
    expect(await count('fact')).toBe(story.facts.length)
    expect(await count('claim')).toBe(story.claims.length)
    const [first] = story.claims
    const viewer = await viewerOf(slug, first?.by ?? '')
    const { steps, claim, stages } = await guideFor(base.db, viewer, { slug })
    expect(claim).not.toBeNull()
    expect(new Set(steps.map(({ stage }) => stage)).size).toBe(3)
    expect(steps.find((step) => step.id === story.advice.step)?.advice[0]?.body).toBe(story.advice.body)
    expect(stages[1] + stages[2]).toBeGreaterThan(0)
    expect((await deadlinesIn(base.db, viewer, { slug })).length).toBeGreaterThan(0)
    expect(await firstBrokenEntry(base.db, id)).toBeNull()
    expect(await recountTotals(base.db)).toEqual([])
  },
)
