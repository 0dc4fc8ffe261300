import { afterEach, beforeAll, expect, test } from 'vitest'
import type { Tx } from '#db/client.ts'
import { channelFor } from '#server/domain/access.ts'
import type { Happening } from '#server/domain/happening.ts'
import { lockChannel } from '#server/domain/message/batch.ts'
import { announce, inTransaction, onCommitted } from '#server/domain/transaction.ts'
import { freshDatabase, type TestDatabase } from '#tests/database.ts'
import { openTestCase, type TestCase, testVault } from '#tests/people.ts'

let database: TestDatabase
let room: TestCase
let channels: [string, string]
let stop = () => {}

beforeAll(async () => {
  database = await freshDatabase()
  room = await openTestCase(database.db, testVault())
  const idOf = async (kind: 'all' | 'buyer') =>
    (await channelFor(database.db, room.sora.viewer, { slug: room.slug, kind })).id
  channels = [await idOf('all'), await idOf('buyer')]
})
afterEach(() => stop())

function heard(): Happening[] {
  const all: Happening[] = []
  stop = onCommitted(database.db, (happenings) => all.push(...happenings))
  return all
}

const says = (tx: Tx) => announce(tx, { kind: 'case.changed', caseId: room.caseId, what: ['totals'] })

test('two that wait for each other are both done, and said once each', async () => {
  const said = heard()
  let runs = 0
  let holding = 0
  let open = () => {}
  const bothHoldOne = new Promise<void>((resolve) => {
    open = resolve
  })
  const crossing = ([first, second]: readonly string[]) =>
    inTransaction(database.db, async (tx) => {
      runs += 1
      says(tx)
      await lockChannel(tx, first ?? '')
      holding += 1
      if (holding === 2) open()
      await bothHoldOne
      await lockChannel(tx, second ?? '')
    })
  await Promise.all([crossing(channels), crossing([...channels].reverse())])
  expect(runs).toBeGreaterThan(2)
  expect(said).toHaveLength(2)
})

test('anything else that goes wrong is not tried again, and never said', async () => {
  const said = heard()
  let runs = 0
  const failing = inTransaction(database.db, async (tx) => {
    runs += 1
    says(tx)
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(runs).toBe(1)
  expect(said).toEqual([])
})
