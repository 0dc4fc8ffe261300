import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { processIdentity } from './process.ts'

const POLL_MS = 30
/** Longer than the longest recovery after a kill (READY_PATIENCE_MS in server.ts). */
const PATIENCE_MS = 660_000
/** Taking away a dead holder's lock is two system calls; an older breaker has died between them. */
const BREAKER_STALE_MS = 10_000

let sequence = 0

/**
 * Runs the work while holding a lock file, so that of several apps started at once only one starts or stops the
 * server. A lock left by a killed process is taken over.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  const end = Date.now() + PATIENCE_MS
  while (!tryLock(path)) {
    if (Date.now() > end) throw new Error(`Another process holds ${path} and does not let go`)
    removeIfDead(path)
    await sleep(POLL_MS)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

/** Makes the lock with its content in one step: link() fails when the name exists. */
function tryLock(path: string): boolean {
  sequence += 1
  const draft = `${path}.${process.pid}.${sequence}`
  writeFileSync(draft, processIdentity(process.pid) ?? '')
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * Two processes may both see the dead holder; only the one with the breaker may remove the lock, after looking
 * again, or the slower would remove the lock that the faster has just taken.
 */
function removeIfDead(path: string): void {
  if (!isDead(path)) return
  const breaker = `${path}.break`
  try {
    writeFileSync(breaker, '', { flag: 'wx' })
  } catch {
    removeIfOld(breaker)
    return
  }
  try {
    if (isDead(path)) rmSync(path, { force: true })
  } finally {
    rmSync(breaker, { force: true })
  }
}

function isDead(path: string): boolean {
  try {
    const holder = readFileSync(path, 'utf8')
    return processIdentity(Number.parseInt(holder, 10)) !== holder
  } catch {
    return false
  }
}

function removeIfOld(path: string): void {
  try {
    if (Date.now() - statSync(path).mtimeMs > BREAKER_STALE_MS) rmSync(path, { force: true })
  } catch {
    // Its owner has removed it meanwhile.
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
