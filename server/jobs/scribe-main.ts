import os from 'node:os'
import path from 'node:path'
import { APP_ROLE, openDatabase } from '#db/client.ts'
import { buildExportNow } from '#server/domain/export.ts'
import { Refusal } from '#server/domain/refusal.ts'
import { onCommitted } from '#server/domain/transaction.ts'
import { openVault } from '#server/domain/vault.ts'
import { readEnv } from '#server/env.ts'
import { storeOf } from '#server/files/open-store.ts'
import { DATABASE_PATIENCE_MS } from '#server/ground.ts'
import { masterKeys } from '#server/keys.ts'
import type { FromScribe, ScribeOrder, ToScribe } from './scribe.ts'

// The process behind `openScribe`: writes one export and ends.

/** How much it stands back for others, as `nice` counts: people who talk and a database that answers come first. */
const NICENESS = 5
/** One for the snapshot, one for what is told meanwhile, one to spare. */
const CONNECTIONS = 3

const stopping = new AbortController()
os.setPriority(NICENESS)
// The server is gone: nobody waits for the file, and the job is given to another.
process.on('disconnect', () => process.exit())
process.on('message', (message: ToScribe) => {
  if (message.kind === 'break off') stopping.abort()
  else write(message.order).then(say, (error: unknown) => say(ended(error)))
})

function say(message: FromScribe): void {
  process.send?.(message)
}

async function write({ url, exportId, lastTry }: ScribeOrder): Promise<FromScribe> {
  const env = readEnv(process.env)
  const given = { current: env.MOA_MASTER_KEY, former: env.MOA_FORMER_KEYS }
  const { current, former } = await masterKeys(given, path.join(env.DATA_DIR, 'keys'))
  const vault = openVault(current, { former })
  const files = storeOf(env, vault)
  const db = openDatabase(url, { role: APP_ROLE, max: CONNECTIONS, patienceMs: DATABASE_PATIENCE_MS })
  onCommitted(db, (happenings) => say({ kind: 'said', happenings: [...happenings] }))
  try {
    await buildExportNow(db, { exportId, lastTry }, { files, vault, signal: stopping.signal })
    return { kind: 'written' }
  } finally {
    await db.destroy()
  }
}

function ended(error: unknown): FromScribe {
  if (error instanceof Refusal) return { kind: 'refused', as: error.kind, code: error.code }
  if (!(error instanceof Error)) throw error
  const { message, stack } = error
  return { kind: 'failed', error: { message, stack, code: 'code' in error ? String(error.code) : undefined } }
}
