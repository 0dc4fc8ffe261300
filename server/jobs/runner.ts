import { EventEmitter } from 'node:events'
import {
  parseCronItems,
  Logger as QueueLogger,
  type Runner,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker'
import { Refusal } from '#server/domain/refusal.ts'
import type { Logger } from '#server/log.ts'
import { freeAbandoned } from './abandoned.ts'
import { type JobKind, jobKinds } from './kinds.ts'
import { nudgeOnCommit } from './nudge.ts'
import { type JobParts, registry, type Work } from './registry.ts'

export type JobsOptions = JobParts & {
  /** The owner's address: the app's own role may ask for jobs but not read or change the queue. */
  url: string
  log: Logger
  /** A question to the queue unanswered for so long has failed, ms: nobody may be there any more. Unless given, none has. */
  patienceMs?: number
  /** Jobs at the same time in this process. */
  concurrency?: number
  /** What each kind does; only tests put something else here. */
  work?: Work
}

export type Jobs = {
  /** Takes no more jobs and resolves when the running ones have ended. After 5 s they are asked to break off. */
  stop(): Promise<void>
}

/** Two: a long list does not hold up the sweeps, and the cores stay free for people. */
const CONCURRENCY = 2
/** One to listen for new jobs, one for the clock, one to spare. */
const EXTRA_CONNECTIONS = 3
/** Pause before the queue is opened again after the database went away, in ms. */
const REOPEN_AFTER_MS = 2000

/**
 * Ends of jobs are written at once but by the batch writer: only that one is waited for when the queue stops, and
 * repeats itself when the database is away, where the plain writer leaves a rejection to nobody.
 */
const END_IN_BATCHES = { completeJobBatchDelay: 0, failJobBatchDelay: 0 }

/** Vain asks for a job in a row, by all workers together, until the queue is opened anew. */
const STUCK_AFTER_FAILURES = 10

const kinds = Object.keys(jobKinds) as JobKind[]

/**
 * Works off the queue in this process until `stop`. Rejects when the queue cannot be opened now; when the database
 * goes away later, it tries again until it is back.
 */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const queue = { stopping: false, wake: () => {}, runner: await openQueue(options) }
  const ended = keepOpen(options, queue)
  const stopNudging = nudgeOnCommit(options.db, options.log)
  return {
    async stop() {
      stopNudging()
      queue.stopping = true
      queue.wake()
      await queue.runner.stop().catch(() => {})
      await ended
    },
  }
}

type Queue = { stopping: boolean; wake: () => void; runner: Runner }

async function keepOpen(options: JobsOptions, queue: Queue): Promise<void> {
  while (!queue.stopping) {
    const why = await queue.runner.promise.then(() => 'ended', errorCode)
    if (queue.stopping) return
    options.log.error({ code: why }, 'the job queue closed and is opened again')
    await reopen(options, queue)
  }
}

async function reopen(options: JobsOptions, queue: Queue): Promise<void> {
  while (!queue.stopping) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, REOPEN_AFTER_MS)
      queue.wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    if (queue.stopping) return
    try {
      queue.runner = await openQueue(options)
      return
    } catch (error) {
      options.log.warn({ code: errorCode(error) }, 'the job queue is still out of reach')
    }
  }
}

async function openQueue(options: JobsOptions): Promise<Runner> {
  const concurrency = options.concurrency ?? CONCURRENCY
  const events: WorkerEvents = new EventEmitter()
  freeAbandoned(events, options.log)
  const runner = await run({
    connectionString: addressOf(options),
    concurrency,
    maxPoolSize: concurrency + EXTRA_CONNECTIONS,
    noHandleSignals: true,
    preset: { worker: { ...END_IN_BATCHES } },
    events: calm(events),
    logger: quietLogger(options.log),
    taskList: tasks(options),
    parsedCronItems: parseCronItems(clock()),
  })
  whenStuck(events, () => void runner.stop().catch(() => {}))
  return runner
}

/** The driver takes the limit as part of the address. */
function addressOf({ url, patienceMs }: JobsOptions): string {
  const address = new URL(url)
  if (patienceMs !== undefined) address.searchParams.set('query_timeout', String(patienceMs))
  return address.href
}

/**
 * The queue's pool forgets its connections before they have closed; when the database ends one of them just then, its
 * error must have a listener or it ends the process.
 */
function calm(events: WorkerEvents): WorkerEvents {
  events.on('pool:create', ({ ctx }) => {
    if ('pgPool' in ctx && ctx.pgPool instanceof EventEmitter) ctx.pgPool.on('error', () => {})
  })
  return events
}

/** A queue cut off in its first moment keeps that failure and never takes a job again; a new one does. */
function whenStuck(events: WorkerEvents, reopen: () => void): void {
  let failures = 0
  events.on('worker:getJob:error', () => {
    failures += 1
    if (failures === STUCK_AFTER_FAILURES) reopen()
  })
  const works = () => {
    failures = 0
  }
  events.on('worker:getJob:empty', works)
  events.on('job:start', works)
}

function tasks(options: JobsOptions): TaskList {
  return Object.fromEntries(kinds.map((kind) => [kind, task(kind, options)]))
}

function task<K extends JobKind>(kind: K, options: JobsOptions): TaskList[string] {
  const act = (options.work ?? registry)[kind]
  return async (raw, { job, abortSignal }) => {
    const about = { kind, jobId: String(job.id), attempt: job.attempts }
    try {
      const payload = jobKinds[kind].payload.parse(raw) as Parameters<typeof act>[0]
      const lastTry = job.attempts >= job.max_attempts
      await act(payload, { ...options, signal: abortSignal, lastTry })
    } catch (error) {
      if (error instanceof Refusal) return options.log.info({ ...about, code: error.code }, 'job refused')
      options.log.error({ ...about, err: error }, 'job failed')
      throw error
    }
  }
}

/** Missed ticks are not made up for: each of these does all there is to do whenever it runs. */
function clock() {
  return kinds.flatMap((kind) => {
    const { cron, tries } = jobKinds[kind]
    if (cron === null) return []
    return [{ task: kind, match: cron, identifier: kind, options: { maxAttempts: tries, jobKey: kind } }]
  })
}

/** The queue's own words about a job quote what it threw; only those about the queue itself are kept. */
function quietLogger(log: Logger): QueueLogger {
  return new QueueLogger(() => (level, message, about) => {
    if (about?.job || (level !== 'error' && level !== 'warning')) return
    log[level === 'error' ? 'error' : 'warn']({ kind: 'queue' }, firstLine(message))
  })
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? ''
}

function errorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code)
  return error instanceof Error ? error.name : 'unknown'
}
