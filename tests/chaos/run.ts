import { parseArgs } from 'node:util'
import type { Outcome } from './outcome.ts'
import { serverKilled } from './server-killed.ts'
import { openWorld, type World } from './world.ts'

// `npm run chaos [-- R1 R2 …]`: the faults at full size, one JSON line each. Everything is on loopback, in processes of
// its own, and ends by itself.

const faults: Record<string, (world: World) => Promise<Outcome>> = {
  R1: (world) =>
    serverKilled(world, {
      ...{ rooms: 20, people: 100, perSecond: 200, kills: 20 },
      ...{ syncedMs: 5_000, readyMs: 3_000 },
    }),
}

const { positionals } = parseArgs({ allowPositionals: true })
const chosen = positionals.length > 0 ? positionals : Object.keys(faults)
const unknown = chosen.filter((name) => !Object.hasOwn(faults, name))
if (unknown.length > 0) {
  process.stderr.write(`npm run chaos -- ${Object.keys(faults).join(' | ')}\n`)
  process.exit(2)
}
for (const name of chosen) {
  const world = await openWorld({ fsync: true })
  const from = performance.now()
  const outcome = await faults[name]?.(world).catch((error: unknown) => crashed(error))
  await world.stop()
  const { broken = [], figures = {} } = outcome ?? {}
  const verdict = broken.length === 0 ? 'PASS' : 'FAIL'
  const seconds = Math.round((performance.now() - from) / 1000)
  // The first ones say enough; a lost channel would print thousands.
  const line = {
    test: name,
    verdict,
    seconds,
    ...figures,
    broken: broken.slice(0, 20),
    brokenAll: broken.length,
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
  if (verdict === 'FAIL') process.exitCode = 1
}
// Devices may still be waiting for answers that nobody needs any more.
process.exit()

function crashed(error: unknown): Outcome {
  return { figures: {}, broken: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
}
