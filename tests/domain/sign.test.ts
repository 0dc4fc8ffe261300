import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { WarningSign } from '#app/shapes/fact.ts'
import type { Db } from '#db/client.ts'
import { setCaseState } from '#server/domain/case-state.ts'
import { addSources, judgeFact, keepFact, publishFact } from '#server/domain/fact.ts'
import { publicSigns, signsOf } from '#server/domain/sign.ts'
import { freshDatabase } from '#tests/database.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { caseStateDraft, factEntry, newsLink } from './facts.ts'

let db: Db
let [closed, open]: TestCase[] = []

beforeAll(async () => {
  db = (await freshDatabase()).db
  closed = await openTestCase(db, testVault(), { shopName: '문닫은가게' })
  open = await openTestCase(db, testVault(), { shopName: '열린가게' })
})

async function sign(room: TestCase, which: WarningSign, happenedOn: string, published = true) {
  const { slug, sora, minji } = room
  const entry = factEntry({
    kind: 'sign',
    sign: which,
    happenedOn,
    happenedTime: null,
    body: '조짐이 보였어요',
  })
  const draft = { slug, id: randomUUID(), ...entry, messages: [] }
  const { factId } = await keepFact(db, minji.viewer, draft)
  await addSources(db, minji.viewer, { slug, factId, ...newsLink })
  await judgeFact(db, sora.viewer, { slug, factId, state: 'confirmed', why: '' })
  if (published) await publishFact(db, sora.viewer, { slug, factId, names: 'ask' })
  return factId
}

test('signs of all cases are counted by what came after, of public entries alone', async () => {
  if (!closed || !open) throw new Error('no rooms')
  const first = await sign(closed, 'deep_discount', '2024-08-06')
  await sign(closed, 'deep_discount', '2024-08-10')
  await sign(closed, 'late_settlement', '2024-08-20')
  await sign(closed, 'no_answer', '2024-08-01', false)
  await sign(open, 'deep_discount', '2024-08-01')
  const state = caseStateDraft({ since: '2024-08-16' })
  await setCaseState(db, closed.sora.viewer, { slug: closed.slug, ...state })
  const { counted, closed: ended, foreseen, newest } = await publicSigns(db)
  expect(counted).toEqual([
    { sign: 'deep_discount', cases: 2, closed: 1, days: 10 },
    { sign: 'late_settlement', cases: 1, closed: 0, days: null },
  ])
  expect({ ended, foreseen }).toEqual({ ended: 1, foreseen: 1 })
  expect(newest.map(({ sign: which }) => which)).toEqual([
    'late_settlement',
    'deep_discount',
    'deep_discount',
    'deep_discount',
  ])
  const [seen] = await signsOf(db, closed)
  expect(seen).toMatchObject({ factId: first, sign: 'deep_discount', url: newsLink.url })
  expect(JSON.stringify(newest)).not.toMatch(/민지|소라/)
})

test('of an unknown case there are none', async () => {
  expect(await signsOf(db, { slug: 'nosuchcase' })).toEqual([])
  expect(await signsOf(db, { slug: "'; --" })).toEqual([])
})
