import { parseArgs } from 'node:util'
import { faults } from './faults.ts'
import type { Outcome } from './outcome.ts'
import { openWorld } from './world.ts'

// `npm run chaos [-- R1 R2 …] [--small]`: the faults at full size, one JSON line each. Everything is on loopback, in
// processes of its own, and ends by itself.

/** The first ones say enough; a lost channel would print thousands. */
const BROKEN_SHOWN = 20

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { small: { type: 'boolean', default: false } },
})
const names = Object.keys(faults)
const chosen = positionals.length > 0 ? positionals : names
if (chosen.some((name) => !Object.hasOwn(faults, name))) {
  process.stderr.write(`npm run chaos -- [--small] ${names.join(' | ')}\n`)
  process.exit(2)
}
for (const name of chosen) {
  const from = performance.now()
  const { broken, figures } = await play(name).catch(crashed)
  const verdict = broken.length === 0 ? 'PASS' : 'FAIL'
  const seconds = Math.round((performance.now() - from) / 1000)
  const said = { broken: broken.slice(0, BROKEN_SHOWN), brokenInAll: broken.length }
  process.stdout.write(`${JSON.stringify({ test: name, verdict, seconds, ...figures, ...said })}\n`)
  if (verdict === 'FAIL') process.exitCode = 1
}
// Devices may still be waiting for answers that nobody needs any more.
process.exit()

async function play(name: string): Promise<Outcome> {
  const fault = faults[name]
  if (!fault) throw new Error(`no fault ${name}`)
  const world = await openWorld({ fsync: true })
  try {
    return await (values.small ? fault.small(world) : fault.full(world))
  } finally {
    await world.stop()
  }
}

function crashed(error: unknown): Outcome {
  return { figures: {}, broken: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
}
