import { setTimeout as sleep } from 'node:timers/promises'
import { databaseLine } from './database-line.ts'
import { FaultyLine } from './faulty-line.ts'
import { Load, within } from './load.ts'
import { bound, type Outcome } from './outcome.ts'
import { backToNormal, clear, judge, PATIENCE_MS, type Stage, setStage } from './stage.ts'
import type { World } from './world.ts'

export type Size = {
  rooms: number
  /** In each room. */
  people: number
  perSecond: number
  /** How long each fault lasts, ms. */
  lastsMs: number
  /** The longest all may take to be level after the line is well again, ms. */
  syncedMs: number
}

/** One way, ms; an ask and its answer take twice as long. */
const DELAY_MS = 2_000
/** While the network resets connections: so often, each with this chance. */
const RESET_EVERY_MS = 500
const RESET_CHANCE = 0.05
/** A peer that vanished without a word must be noticed within this, ms. */
const NOTICED_MS = 45_000
/** The server is asked how it stands so often, ms; each answer costs it a little. */
const LOOK_EVERY_MS = 500

/** R4 between phones and server: late, silent for a while, torn at random, torn altogether, and gone without a word. */
export async function phonesCutOff(world: World, size: Size): Promise<Outcome> {
  let line: FaultyLine | undefined
  const stage = await setStage(world, size, {
    port: async (moa) => {
      const opened = await FaultyLine.open({ port: moa.port, host: '127.0.0.1' })
      line = opened
      return () => opened.port
    },
  })
  if (!line) throw new Error('no line was opened')
  const load = new Load(stage.phones, size.perSecond)
  const figures: Record<string, number> = {}
  for (const [name, fault] of Object.entries(faults)) {
    await fault(line, size.lastsMs)
    figures[`${name}Ms`] = await recovered(stage, name, size)
  }
  figures.vanishedMs = await vanish(stage, line)
  load.stop()
  await judge(stage)
  const outcome = await clear(stage, figures)
  await line.close()
  return outcome
}

/** R4 between server and database: late, silent for a while, torn, and gone without a word. */
export async function databaseCutOff(world: World, size: Size): Promise<Outcome> {
  const { line, url } = await databaseLine(world.cluster.url)
  const stage = await setStage(world, size, { databaseUrl: url })
  const load = new Load(stage.phones, size.perSecond)
  const figures: Record<string, number> = {}
  for (const [name, fault] of Object.entries(faults)) {
    await fault(line, size.lastsMs)
    figures[`${name}Ms`] = await recovered(stage, name, size)
  }
  line.maroon()
  figures.maroonedMs = await recovered(stage, 'marooned', { syncedMs: NOTICED_MS })
  load.stop()
  await judge(stage)
  const outcome = await clear(stage, figures)
  await line.close()
  return outcome
}

const faults: Record<string, (line: FaultyLine, lastsMs: number) => Promise<void>> = {
  async late(line, lastsMs) {
    line.delayMs = DELAY_MS
    await sleep(lastsMs)
    line.delayMs = 0
  },
  async silent(line, lastsMs) {
    line.hold()
    await sleep(lastsMs)
    line.heal()
  },
  async torn(line, lastsMs) {
    const timer = setInterval(() => line.cut(RESET_CHANCE), RESET_EVERY_MS)
    await sleep(lastsMs)
    clearInterval(timer)
  },
  async cut(line) {
    line.cut()
  },
}

async function recovered(stage: Stage, name: string, { syncedMs }: { syncedMs: number }): Promise<number> {
  const took = await backToNormal(stage)
  bound(stage.broken, `${name}: writing and level after it in ms`, took, syncedMs)
  return took ?? -1
}

/** Every phone loses power; each comes back on a new line. How long the server keeps the dead ones. */
async function vanish({ moa, phones, broken }: Stage, line: FaultyLine): Promise<number> {
  line.desert()
  const isAlone = async () => (await moa.figures()).lines <= phones.length
  const areBack = async () => (await moa.figures()).lines > phones.length
  const doubled = await within(PATIENCE_MS, areBack, LOOK_EVERY_MS)
  if (doubled === null) broken.push('vanished: the dead lines were never counted')
  const took = await within(PATIENCE_MS, isAlone, LOOK_EVERY_MS)
  bound(broken, 'vanished: dead lines are gone after ms', took, NOTICED_MS)
  return took ?? -1
}
