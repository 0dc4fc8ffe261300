import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** An operating-system user that PostgreSQL runs as. */
export interface Account {
  name: string
  uid: number
  gid: number
}

/** The part of the spawn options that says as whom, where and with what environment a program runs. */
export interface RunAs {
  uid?: number
  gid?: number
  cwd: string
  env: NodeJS.ProcessEnv
}

const SERVICE_NAMES = ['postgres', '_postgres', 'nobody']

/**
 * PostgreSQL refuses to run as root. Gives the unprivileged user to run it as when this process is root
 * (`postgres` where there is one, else `nobody`), and `null` when it can run as ourselves.
 */
export function serviceAccount(): Account | null {
  if (process.getuid?.() !== 0) return null
  const known = readFileSync('/etc/passwd', 'utf8').split('\n').map(parsePasswdLine)
  for (const name of SERVICE_NAMES) {
    const account = known.find((candidate) => candidate.name === name)
    if (account && account.uid > 0) return account
  }
  throw new Error(
    'PostgreSQL은 root로 실행할 수 없어요. 일반 사용자로 실행하거나 postgres 사용자를 만들어 주세요.\n' +
      'PostgreSQL cannot run as root: start the app as another user, or create a user named postgres.',
  )
}

/** Spawn options for running a PostgreSQL program as the account, with nothing inherited that could steer it. */
export function spawnAs(account: Account | null): RunAs {
  const env = { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' }
  const owner = account ? { uid: account.uid, gid: account.gid } : {}
  // Our own working folder may be one the account cannot enter.
  return { ...owner, cwd: '/', env }
}

/** Whether the account can enter the folder; asked of the system itself, so access lists count too. */
export function canEnter(account: Account | null, folder: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], spawnAs(account)).status === 0
}

function parsePasswdLine(line: string): Account {
  const [name = '', , uid, gid] = line.split(':')
  return { name, uid: Number(uid), gid: Number(gid) }
}
