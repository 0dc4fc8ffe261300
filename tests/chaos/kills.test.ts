import { afterAll, beforeAll, expect, test } from 'vitest'
import { serverKilled } from './server-killed.ts'
import { openWorld, type World } from './world.ts'

// The faults at the size that every run can bear; `npm run chaos` has the full one. Bounds of time are here only as
// long as it takes to be sure that something never comes about.

let world: World

beforeAll(async () => {
  world = await openWorld({ fsync: false })
})
afterAll(() => world.stop())

test('R1 a server killed three times under load loses, doubles and reorders nothing', async () => {
  const size = { rooms: 4, people: 50, perSecond: 50, kills: 3, syncedMs: 30_000, readyMs: 30_000 }
  const { broken, figures } = await serverKilled(world, size)
  process.stderr.write(`${JSON.stringify(figures)}\n`)
  expect(broken).toEqual([])
})
