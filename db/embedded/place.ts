import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { type Account, canEnter } from './account.ts'

/** Where one cluster lives. All paths are absolute. */
export interface Place {
  dataDir: string
  socketDir: string
  lockFile: string
  logFile: string
}

/** Data of a project whose own folder the database account cannot enter. */
const SYSTEM_FOLDER = '/var/lib/moa'
/** Unix allows 107 bytes for a socket's path on Linux, 103 on macOS. */
const SOCKET_PATH_MAX_BYTES = 103
const SOCKET_NAME = '.s.PGSQL.5432'

/**
 * Decides where the cluster of `wanted` lives. That is `wanted` itself, unless we are root and the account that
 * PostgreSQL runs as cannot enter the folder: then it is a folder of its own under /var/lib/moa.
 */
export function findPlace(wanted: string, account: Account | null): Place {
  const dataDir = account ? reachable(resolve(wanted), account) : realFolder(resolve(wanted))
  return {
    dataDir,
    socketDir: socketFolder(dataDir, account),
    lockFile: `${dataDir}.lock`,
    logFile: `${dataDir}.log`,
  }
}

/** Makes the socket's folder, open to the database account only, and refuses one that somebody else made. */
export function makeSocketFolder(folder: string, account: Account | null): void {
  const uid = account?.uid ?? process.getuid?.() ?? 0
  try {
    mkdirSync(folder, { mode: 0o700 })
    if (account) chownSync(folder, account.uid, account.gid)
  } catch (error) {
    if (!existsSync(folder)) throw error
  }
  const found = lstatSync(folder)
  // A run that was killed between mkdir and chown has left it ours.
  if (account && found.isDirectory() && found.uid === 0) chownSync(folder, account.uid, account.gid)
  else if (!found.isDirectory() || found.uid !== uid) {
    throw new Error(`${folder} belongs to somebody else; remove it, or set TMPDIR to another folder`)
  }
  chmodSync(folder, 0o700)
}

function reachable(wanted: string, account: Account): string {
  const inPlace = realFolder(wanted)
  const elsewhere = join(SYSTEM_FOLDER, shortHash(inPlace), basename(inPlace))
  if (isCluster(elsewhere)) return elsewhere
  if (canEnter(account, dirname(inPlace))) return inPlace
  if (isCluster(inPlace)) {
    throw new Error(
      `${inPlace}에 데이터가 있지만 ${account.name} 사용자가 열 수 없어요. 상위 폴더의 권한을 확인해 주세요.\n` +
        `The data in ${inPlace} cannot be reached by the user ${account.name}: check the modes of the folders above.`,
    )
  }
  return openFolder(elsewhere)
}

/** Makes the folders above the data enterable even under a strict umask; the data folder itself stays 0700. */
function openFolder(path: string): string {
  const real = realFolder(path)
  for (const folder of [dirname(real), dirname(dirname(real))]) chmodSync(folder, 0o755)
  return real
}

/** Whether a finished cluster lies in the folder. */
export function isCluster(dataDir: string): boolean {
  return existsSync(join(dataDir, 'PG_VERSION'))
}

/** The same cluster must have one name, whichever way it was reached. */
function realFolder(path: string): string {
  mkdirSync(dirname(path), { recursive: true })
  return join(realpathSync(dirname(path)), basename(path))
}

function socketFolder(dataDir: string, account: Account | null): string {
  const name = `moa-pg-${shortHash(`${account?.uid ?? process.getuid?.()} ${dataDir}`)}`
  const folder = join(tmpdir(), name)
  const fits = Buffer.byteLength(join(folder, SOCKET_NAME)) <= SOCKET_PATH_MAX_BYTES
  return fits && canEnter(account, tmpdir()) ? folder : join('/tmp', name)
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
