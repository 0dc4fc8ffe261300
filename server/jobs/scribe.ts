import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Db } from '#db/client.ts'
import { projectRoot } from '#db/project-root.ts'
import type { Happening } from '#server/domain/happening.ts'
import { Refusal, type RefusalKind } from '#server/domain/refusal.ts'
import { sayCommitted } from '#server/domain/transaction.ts'

// Exports are written by a process of their own, a gentler one than the server, so that a list of a hundred thousand
// claims never holds up the chat, and what it took is given back when it ends.

/** What the scribe is to write, and what it stands on; keys and folders it finds as the server does. */
export type ScribeOrder = { url: string; exportId: string; lastTry: boolean }
export type ToScribe = { kind: 'write'; order: ScribeOrder } | { kind: 'break off' }
export type FromScribe =
  | { kind: 'said'; happenings: Happening[] }
  | { kind: 'written' }
  | { kind: 'refused'; as: RefusalKind; code: string }
  | { kind: 'failed'; error: { message: string; stack: string | undefined; code: string | undefined } }

/** Writes an export as `buildExportNow` does, and ends as that does. */
export type Scribe = (
  order: { exportId: string; lastTry: boolean },
  signal: AbortSignal | undefined,
) => Promise<void>

/** How long a scribe may take to put down its work when the server stops, in ms; what it leaves is swept. */
const BREAK_OFF_MS = 3000

/** The scribe of a server: `db` hears of what it commits. `env` is what its process is given, unless our own. */
export function openScribe({ url, db }: { url: string; db: Db }, env?: NodeJS.ProcessEnv): Scribe {
  return async ({ exportId, lastTry }, signal) => {
    signal?.throwIfAborted()
    const scribe = fork(program, [], { execArgv: loader, serialization: 'advanced', stdio: SILENT, env })
    const breakOff = () => {
      if (scribe.connected) scribe.send({ kind: 'break off' } satisfies ToScribe)
      setTimeout(() => scribe.kill('SIGKILL'), BREAK_OFF_MS).unref()
    }
    signal?.addEventListener('abort', breakOff, { once: true })
    try {
      const end = endOf(scribe, db)
      scribe.send({ kind: 'write', order: { url, exportId, lastTry } } satisfies ToScribe)
      await end
    } finally {
      signal?.removeEventListener('abort', breakOff)
      if (scribe.connected) scribe.disconnect()
    }
  }
}

/** Bundled, it is a program of its own; from source it is loaded through tsx. */
const isSource = import.meta.url.endsWith('.ts')
const program = isSource
  ? fileURLToPath(new URL('./scribe-main.ts', import.meta.url))
  : join(projectRoot(), 'build', 'scribe.js')
const loader = isSource ? ['--import', 'tsx'] : []
const SILENT = ['ignore', 'ignore', 'inherit', 'ipc'] as const satisfies string[]

function endOf(scribe: ChildProcess, db: Db): Promise<void> {
  return new Promise((resolve, reject) => {
    scribe.on('message', (message: FromScribe) => {
      if (message.kind === 'said') sayCommitted(db, message.happenings)
      else if (message.kind === 'written') resolve()
      else if (message.kind === 'refused') reject(new Refusal(message.as, message.code))
      else reject(Object.assign(new Error(message.error.message), message.error))
    })
    scribe.on('error', reject)
    scribe.on('exit', () => reject(new Error('The process that wrote an export ended')))
  })
}
