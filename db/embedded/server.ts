import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { spawnAs } from './account.ts'
import type { Binaries } from './binaries.ts'
import { isCluster, makeSocketFolder, type Place } from './place.ts'
import { endProcess, processIdentity, servesFolder, waitFor } from './process.ts'

/** A running server: its process number and the folder of its socket. */
export interface Server {
  pid: number
  socketDir: string
}

/** The superuser that owns the cluster. Only the socket's folder, mode 0700, says who may be it. */
export const OWNER = 'moa'
/** Recovery after a kill replays at most about a gigabyte of log; ending it half-way would only begin it again. */
const READY_PATIENCE_MS = 600_000
/** After a kill -9 the server's children need a moment to notice; until then its memory is in use. */
const RESTART_TRIES = 40
const RESTART_PAUSE_MS = 250
/** A restart appends; a log larger than this is set aside (one older log is kept). */
const LOG_MAX_BYTES = 5_000_000
const LOG_TAIL_BYTES = 2_000

const FAST_SHUTDOWN: [NodeJS.Signals, number][] = [
  ['SIGINT', 15_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
]

const SETTINGS = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '100',
  shared_buffers: '128MB',
  synchronous_commit: 'on',
  log_min_messages: 'warning',
}

/** Makes the cluster on first use, under another name first, so that a kill leaves no half-made data folder. */
export function initialise(place: Place, binaries: Binaries, fsync: boolean): void {
  if (isCluster(place.dataDir)) return
  removeDrafts(place)
  const draft = `${place.dataDir}.init-${process.pid}`
  mkdirSync(draft, { mode: 0o700 })
  if (place.account) chownSync(draft, place.account.uid, place.account.gid)
  // macOS knows no C.UTF-8; the collation is PostgreSQL's own in either case.
  const locale = process.platform === 'darwin' ? 'C' : 'C.UTF-8'
  const options = [
    ...['-D', draft, `--username=${OWNER}`, '--auth-local=trust', '--auth-host=reject', '--encoding=UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${locale}`, '--no-instructions'],
    ...(fsync ? [] : ['--no-sync']),
  ]
  const result = spawnSync(binaries.initdb, options, { ...spawnAs(place.account), encoding: 'utf8' })
  if (result.status !== 0) {
    rmSync(draft, { recursive: true, force: true })
    throw new Error(`Cannot make the database in ${place.dataDir}: ${result.error ?? result.stderr}`)
  }
  renameSync(draft, place.dataDir)
}

/** The server that runs on the data folder and answers on its socket, waiting while it starts or stops. */
export async function findServer(place: Place): Promise<Server | null> {
  const end = Date.now() + READY_PATIENCE_MS
  while (Date.now() < end) {
    const note = readPidFile(place.dataDir)
    if (!note || !servesFolder(note.pid, place.dataDir)) return null
    if (note.status === 'ready') return { pid: note.pid, socketDir: note.socketDir }
    await sleep(RESTART_PAUSE_MS / 10)
  }
  return null
}

/**
 * Ends servers that are of no use any more: one that lives on our data folder without answering, and an orphan
 * that holds our socket although its data folder was deleted.
 */
export async function endUseless(place: Place): Promise<void> {
  const candidates = [readPidFile(place.dataDir)?.pid, readSocketLock(place.socketDir)]
  for (const pid of candidates) {
    if (pid !== undefined && servesFolder(pid, place.dataDir)) await stopServer(pid)
  }
}

/** Fast shutdown; harder only if that takes too long. */
export async function stopServer(pid: number): Promise<void> {
  if (!(await endProcess(pid, FAST_SHUTDOWN))) throw new Error(`PostgreSQL (process ${pid}) does not end`)
}

/** Starts the server and resolves once it accepts connections. */
export async function launch(place: Place, binaries: Binaries, fsync: boolean): Promise<Server> {
  makeSocketFolder(place)
  rotateLog(place.logFile)
  for (let attempt = 1; ; attempt++) {
    const failure = await tryLaunch(place, binaries, fsync)
    if (typeof failure !== 'string') return failure
    if (attempt >= RESTART_TRIES || !/still in use|lock file/.test(failure)) {
      rmSync(place.socketDir, { recursive: true, force: true })
      throw new Error(`PostgreSQL does not start (log: ${place.logFile}):\n${failure}`)
    }
    await sleep(RESTART_PAUSE_MS)
  }
}

async function tryLaunch(place: Place, binaries: Binaries, fsync: boolean): Promise<Server | string> {
  const logStart = logSize(place.logFile)
  const child = spawnServer(place, binaries, fsync)
  let ended: string | null = null
  child.once('error', (error) => {
    ended = String(error)
  })
  child.once('exit', (code, signal) => {
    ended = `exit ${code ?? signal}`
  })
  const isReady = () => {
    const note = readPidFile(place.dataDir)
    return note?.pid === child.pid && note?.status === 'ready'
  }
  await waitFor(() => ended !== null || isReady(), READY_PATIENCE_MS)
  if (ended === null && child.pid !== undefined && isReady()) {
    return { pid: child.pid, socketDir: place.socketDir }
  }
  if (child.pid !== undefined && ended === null) await stopServer(child.pid)
  return `${ended ?? 'not ready in time'}\n${logTail(place.logFile, logStart)}`
}

function spawnServer(place: Place, binaries: Binaries, fsync: boolean): ChildProcess {
  const settings = { ...SETTINGS, unix_socket_directories: place.socketDir, fsync: fsync ? 'on' : 'off' }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const runAs = spawnAs(place.account)
  const log = openSync(place.logFile, 'a', 0o600)
  try {
    // A process group of its own: Ctrl-C reaches the app first, and the app then stops the database.
    const child = spawn(binaries.postgres, ['-D', place.dataDir, ...options], {
      ...runAs,
      env: { ...runAs.env, ...staleOwner(place.dataDir) },
      detached: true,
      stdio: ['ignore', log, log],
    })
    child.unref()
    return child
  } finally {
    closeSync(log)
  }
}

/**
 * A postmaster.pid left by a kill may name a number that another program has today; PostgreSQL would then refuse
 * to start. Named as its grandparent, that number counts as stale, while the check for memory that is still in
 * use stays (deleting the file would lose it).
 */
function staleOwner(dataDir: string): { PG_GRANDPARENT_PID?: string } {
  const pid = readPidFile(dataDir)?.pid
  if (pid === undefined || processIdentity(pid) === null) return {}
  return { PG_GRANDPARENT_PID: String(pid) }
}

function readPidFile(dataDir: string): { pid: number; socketDir: string; status: string } | null {
  const lines = readLines(join(dataDir, 'postmaster.pid'))
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() }
}

function readSocketLock(socketDir: string): number | undefined {
  const pid = Number(readLines(join(socketDir, '.s.PGSQL.5432.lock'))[0])
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n')
  } catch {
    return []
  }
}

function removeDrafts(place: Place): void {
  const folder = dirname(place.dataDir)
  const prefix = `${basename(place.dataDir)}.init-`
  for (const name of readdirSync(folder)) {
    if (name.startsWith(prefix)) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

function rotateLog(path: string): void {
  if (logSize(path) > LOG_MAX_BYTES) renameSync(path, `${path}.1`)
}

function logSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function logTail(path: string, from: number): string {
  try {
    return readFileSync(path).subarray(from).toString('utf8').slice(-LOG_TAIL_BYTES)
  } catch {
    return ''
  }
}
