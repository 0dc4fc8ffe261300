import { clocks } from './clocks.ts'
import { databaseKilled } from './database-killed.ts'
import type { Outcome } from './outcome.ts'
import { databaseCutOff, phonesCutOff } from './partition.ts'
import { sameClaim } from './same-claim.ts'
import { serverKilled } from './server-killed.ts'
import { slowDisk } from './slow-disk.ts'
import { slowReaders } from './slow-readers.ts'
import { idempotencyStorm } from './storm.ts'
import { uploadsCut } from './uploads-cut.ts'
import type { World } from './world.ts'

/** A fault at two sizes: one that every test run can bear, where bounds of time only say "ever", and the full one. */
export type Fault = {
  promise: string
  small(world: World): Promise<Outcome>
  full(world: World): Promise<Outcome>
}

/** On a busy machine a bound of time says nothing; this one only says that it comes about at all, ms. */
const EVER_MS = 30_000

export const faults: Record<string, Fault> = {
  R1: {
    promise: 'a server killed under load loses, doubles and reorders nothing',
    small: (world) =>
      serverKilled(world, {
        ...{ rooms: 4, people: 50, perSecond: 50, kills: 3 },
        ...{ syncedMs: EVER_MS, readyMs: EVER_MS },
      }),
    full: (world) =>
      serverKilled(world, {
        ...{ rooms: 20, people: 100, perSecond: 200, kills: 20 },
        ...{ syncedMs: 5_000, readyMs: 3_000 },
      }),
  },
  R2: {
    promise: 'a database killed under load, also inside commits, loses, doubles and reorders nothing',
    small: (world) =>
      databaseKilled(world, { rooms: 4, people: 25, perSecond: 50, kills: 3, syncedMs: EVER_MS }),
    full: (world) =>
      databaseKilled(world, { rooms: 20, people: 100, perSecond: 200, kills: 10, syncedMs: 5_000 }),
  },
  'R4-phones': {
    promise: 'lines late, silent, torn and dead are noticed, and everybody is whole again',
    small: (world) =>
      phonesCutOff(world, { rooms: 2, people: 25, perSecond: 20, lastsMs: 3_000, syncedMs: EVER_MS }),
    full: (world) =>
      phonesCutOff(world, { rooms: 20, people: 50, perSecond: 100, lastsMs: 60_000, syncedMs: 5_000 }),
  },
  'R4-database': {
    promise: 'a database late, silent, torn off and vanished is noticed, and everybody is whole again',
    small: (world) =>
      databaseCutOff(world, { rooms: 2, people: 25, perSecond: 20, lastsMs: 3_000, syncedMs: EVER_MS }),
    full: (world) =>
      databaseCutOff(world, { rooms: 20, people: 50, perSecond: 100, lastsMs: 60_000, syncedMs: 5_000 }),
  },
  R6: {
    promise: 'a disk that takes seconds makes a queue with an end, and loses nothing',
    small: (world) =>
      slowDisk(world, { people: 115, each: 20, perSecond: 5, lastsMs: 6_000, backMs: EVER_MS }),
    full: (world) =>
      slowDisk(world, { people: 200, each: 20, perSecond: 50, lastsMs: 30_000, backMs: 10_000 }),
  },
  R7: {
    promise: 'a server clock an hour off moves no message, no time and no session',
    small: (world) => clocks(world, { rooms: 2, people: 25, perSecond: 20, lastsMs: 1_500 }),
    full: (world) => clocks(world, { rooms: 20, people: 50, perSecond: 100, lastsMs: 70_000 }),
  },
  R8: {
    promise: 'messages sent five times over three connections stand once',
    small: (world) => idempotencyStorm(world, { rooms: 2, people: 50, messages: 2 }),
    full: (world) => idempotencyStorm(world, { rooms: 20, people: 50, messages: 4 }),
  },
  R9: {
    promise: 'one claim sent over and over is filed once',
    small: (world) => sameClaim(world, { people: 3, tries: 60, atOnce: 20 }),
    full: (world) => sameClaim(world, { people: 10, tries: 1000, atOnce: 50 }),
  },
  R10: {
    promise:
      'files whose lines are torn while the server is killed arrive whole, each cut costing a piece at most',
    small: (world) => uploadsCut(world, { files: 30, parallel: 10, bytes: 600_000, cuts: 2, kills: 1 }),
    full: (world) =>
      uploadsCut(world, { files: 500, parallel: 20, bytes: 20 * 1024 * 1024, cuts: 5, kills: 10 }),
  },
  R11: {
    promise: 'people who never read cost little, are cut, and are whole once they come back',
    small: (world) =>
      slowReaders(world, {
        ...{ people: 40, stalled: 12, perSecond: 100, length: 1900 },
        ...{ lastsMs: 0, staleMs: 2 * EVER_MS },
      }),
    full: (world) =>
      slowReaders(world, {
        ...{ people: 1000, stalled: 300, perSecond: 20, length: 700 },
        ...{ lastsMs: 300_000, staleMs: 240_000 },
      }),
  },
}
