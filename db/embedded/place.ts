import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { type Account, canEnter, serviceAccount } from './account.ts'

/** Where one cluster lives, and as whom its server runs (null: as ourselves). All paths are absolute. */
export interface Place {
  account: Account | null
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
export function findPlace(wanted: string): Place {
  const service = serviceAccount()
  const dataDir = service ? reachable(resolve(wanted), service) : realFolder(resolve(wanted))
  const account = keeper(dataDir, service)
  return {
    account,
    dataDir,
    socketDir: socketFolder(dataDir, account),
    lockFile: `${dataDir}.lock`,
    logFile: `${dataDir}.log`,
  }
}

/** Makes the socket's folder, open to the database account only, and refuses one that somebody else made. */
export function makeSocketFolder({ socketDir: folder, account }: Place): void {
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

/** Data that exists is served by whoever owns it: root serves anybody's, we only our own. */
function keeper(dataDir: string, service: Account | null): Account | null {
  const found = statSync(dataDir, { throwIfNoEntry: false })
  if (!found || found.uid === 0) return service
  const { uid, gid } = found
  if (service) return uid === service.uid ? service : { name: String(uid), uid, gid }
  if (uid === process.getuid?.()) return null
  throw new Error(
    `${dataDir}의 데이터는 다른 사용자(${uid})의 것이에요. 그 사용자로 실행하거나 폴더를 옮겨 주세요.\n` +
      `The data in ${dataDir} belongs to another user (${uid}): run as that user, or move the folder away.`,
  )
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
