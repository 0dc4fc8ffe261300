import path from 'node:path'
import { APP_ROLE, type Db, openDatabase } from '#db/client.ts'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { ensureVaultFits } from './domain/case-key.ts'
import { openVault, type Vault } from './domain/vault.ts'
import type { Env } from './env.ts'
import { masterKeys } from './keys.ts'

/**
 * A database that answers nothing for so long has vanished without a word, ms: far beyond the slowest statement of the
 * app, and short enough that a channel whose commit it was goes on within 45 s.
 */
export const DATABASE_PATIENCE_MS = 30_000

/** What the server and the commands stand on: an up-to-date database and the keys that fit it. */
export type Ground = { url: string; db: Db; vault: Vault; keyFolder: string }

/**
 * Opens database (embedded unless an address is given) and vault. Each thing opened hands `closing` the way to close
 * it, also when a later one fails. Refuses to go on with keys that do not open what is stored.
 */
export async function openGround(
  env: Env,
  closing: (close: () => Promise<unknown>) => void,
): Promise<Ground> {
  const url = env.DATABASE_URL ?? (await embedded(env, closing))
  await migrate(url)
  const db = openDatabase(url, { role: APP_ROLE, patienceMs: DATABASE_PATIENCE_MS })
  closing(() => db.destroy())
  const keyFolder = path.join(env.DATA_DIR, 'keys')
  const keys = await masterKeys({ current: env.MOA_MASTER_KEY, former: env.MOA_FORMER_KEYS }, keyFolder)
  const vault = openVault(keys.current, { former: keys.former })
  await ensureVaultFits(db, vault).catch((cause: unknown) => {
    throw new Error('열쇠가 이 데이터와 맞지 않아요. (MOA_MASTER_KEY does not open this database.)', {
      cause,
    })
  })
  return { url, db, vault, keyFolder }
}

async function embedded(env: Env, closing: (close: () => Promise<unknown>) => void): Promise<string> {
  const database = await startEmbedded({ dataDir: path.join(env.DATA_DIR, 'postgres') })
  closing(() => database.stop())
  return database.url
}
