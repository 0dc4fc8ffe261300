import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Embedded, endEmbedded, startEmbedded } from '../embedded.ts'
import { canEnter, serviceAccount } from './account.ts'
import { processIdentity } from './process.ts'

const PREFIX = 'moa-temporary-'

/**
 * Starts a cluster for tests and scripts that nobody needs afterwards: without fsync unless asked for, in a temporary
 * folder that `stop()` removes. Clears away first what killed processes have left of theirs.
 */
export async function startTemporary(options: { fsync?: boolean } = {}): Promise<Embedded> {
  const parent = canEnter(serviceAccount(), tmpdir()) ? tmpdir() : '/tmp'
  await clearAbandoned(parent)
  const folder = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`))
  // PostgreSQL's user must get through; the data folder inside is closed to all others.
  chmodSync(folder, 0o755)
  const embedded = await startEmbedded({ dataDir: join(folder, 'postgres'), fsync: options.fsync ?? false })
  // A test run that is broken off ends without calling stop().
  const quit = () => quitAtOnce(embedded.dataDir)
  process.once('exit', quit)
  const stop = async () => {
    process.off('exit', quit)
    await embedded.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...embedded, stop }
}

function quitAtOnce(dataDir: string): void {
  try {
    process.kill(Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10), 'SIGQUIT')
  } catch {
    // It has ended already.
  }
}

async function clearAbandoned(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(PREFIX)) continue
    const maker = Number.parseInt(name.slice(PREFIX.length), 10)
    if (processIdentity(maker) !== null) continue
    const folder = join(parent, name)
    try {
      await endEmbedded(join(folder, 'postgres'))
    } catch (error) {
      // Another run that starts now may have cleared it away.
      if (existsSync(folder)) throw error
    }
    rmSync(folder, { recursive: true, force: true })
  }
}
