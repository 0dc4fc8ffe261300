import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Fault, faults } from './faults.ts'
import { openWorld, type World } from './world.ts'

// The faults at the size that every run can bear; `npm run chaos` has the full one.

let world: World

beforeAll(async () => {
  world = await openWorld({ fsync: false })
})
afterAll(() => world.stop())

/** These mostly wait, each for a server of its own, and share the time. */
const waiting = ['R4-phones', 'R4-database', 'R6', 'R7', 'R10', 'R11']
/** This one takes the database away from everybody. */
const alone = 'R2'

for (const [name, fault] of Object.entries(faults)) {
  if (waiting.includes(name) || name === alone) continue
  test(`${name} ${fault.promise}`, () => holds(fault))
}
for (const name of waiting) {
  const fault = faults[name]
  if (fault) test.concurrent(`${name} ${fault.promise}`, () => holds(fault))
}
test(`${alone} ${faults[alone]?.promise}`, () => holds(faults[alone]))

async function holds(fault: Fault | undefined): Promise<void> {
  expect(await fault?.small(world)).toMatchObject({ broken: [] })
}
