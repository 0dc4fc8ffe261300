import { beforeAll, beforeEach, expect, test } from 'vitest'
import { CaseStateForm } from '#app/shapes/case-state.ts'
import {
  caseState,
  caseStateFor,
  endCaseState,
  publicCaseState,
  removeCaseState,
  setCaseState,
} from '#server/domain/case-state.ts'
import { firstBrokenEntry } from '#server/domain/ledger.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'
import { caseStateDraft } from './facts.ts'

let database: TestDatabase
let room: TestCase
let slug: string

beforeAll(async () => {
  database = await freshDatabase()
})
beforeEach(async () => {
  room = await openTestCase(database.db, testVault())
  slug = room.slug
})

const set = async (changes: Parameters<typeof caseStateDraft>[0]) => {
  const draft = caseStateDraft(changes)
  await setCaseState(database.db, room.sora.viewer, { slug, ...draft })
  return draft.id
}
const now = () => caseState(database.db, room.caseId)

test('of the shop holds one at a time, and the history stays', async () => {
  expect(await now()).toEqual({ shop: null, investigation: null, history: [] })
  const delayed = await set({ state: 'delayed', since: '2024-08-01', nextOn: null })
  const closing = await set({ state: 'closing', since: '2024-08-16' })
  const { shop, history } = await now()
  expect(shop).toMatchObject({ id: closing, state: 'closing', since: '2024-08-16', nextOn: '2024-08-31' })
  expect(history.map(({ id, endedOn }) => [id, endedOn])).toEqual([
    [closing, null],
    [delayed, '2024-08-16'],
  ])
  const seen = await publicCaseState(database.db, { slug })
  expect(seen).toEqual(await now())
  expect(JSON.stringify(seen)).not.toContain('소라')
  expect(await caseStateFor(database.db, room.minji.viewer, { slug })).toMatchObject({ mayChange: false })
  expect(await firstBrokenEntry(database.db, room.caseId)).toBeNull()
})

test('said late of an earlier day does not end what holds', async () => {
  const closing = await set({ state: 'closing', since: '2024-08-16' })
  await set({ state: 'silent', since: '2024-08-10', nextOn: null })
  const { shop, history } = await now()
  expect(shop?.id).toBe(closing)
  expect(history.map(({ state, endedOn }) => [state, endedOn])).toEqual([
    ['closing', null],
    ['silent', '2024-08-16'],
  ])
})

test('of an investigation runs beside the shop’s, until it ends', async () => {
  await set({ state: 'rehabilitation', since: '2024-08-20', nextOn: null })
  const stateId = await set({ state: 'investigation', since: '2024-08-22', nextOn: null })
  expect(await now()).toMatchObject({
    shop: { state: 'rehabilitation', endedOn: null },
    investigation: { id: stateId },
  })
  const end = (endedOn: string) => endCaseState(database.db, room.sora.viewer, { slug, stateId, endedOn })
  await expect(end('2024-08-21')).rejects.toMatchObject({ fields: { endedOn: 'case_state.ends_before' } })
  await end('2024-09-30')
  expect(await now()).toMatchObject({ shop: { state: 'rehabilitation' }, investigation: null })
})

test('said in error gives way to the one before it', async () => {
  const delayed = await set({ state: 'delayed', since: '2024-08-01', nextOn: null })
  const wrong = await set({ state: 'bankruptcy', since: '2024-08-16', nextOn: null })
  await removeCaseState(database.db, room.sora.viewer, { slug, stateId: wrong })
  const { shop, history } = await now()
  expect(shop).toMatchObject({ id: delayed, endedOn: null })
  expect(history).toHaveLength(1)
  const again = removeCaseState(database.db, room.sora.viewer, { slug, stateId: wrong })
  await expect(again).rejects.toMatchObject({ code: 'shared.not_found' })
})

test('takes a day that was, a source, and a web address', () => {
  const codes = (changes: Record<string, unknown>) => {
    const read = CaseStateForm.safeParse({ ...caseStateDraft(), ...changes })
    return read.success ? [] : read.error.issues.map(({ message }) => message)
  }
  expect(codes({})).toEqual([])
  expect(codes({ since: '2100-01-01', nextOn: null })).toEqual(['case_state.in_future'])
  expect(codes({ nextOn: '2024-08-15' })).toEqual(['case_state.next_before'])
  expect(codes({ source: ' ' })).toEqual(['case_state_source.empty'])
  expect(codes({ url: 'javascript:alert(1)' })).toEqual(['case_state_url.not_web'])
  expect(codes({ state: 'fine' })).toEqual(['case_state.needed'])
})
