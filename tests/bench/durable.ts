import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openDatabase } from '#db/client.ts'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'

/** Kernel clock ticks a second, as /proc counts CPU time. */
const TICKS = 100

export type Durable = {
  url: string
  settings: { fsync: string; synchronousCommit: string; version: string }
  /** CPU seconds all PostgreSQL processes have used so far; null where /proc does not tell. */
  cpuSeconds(): number | null
  stop(): Promise<void>
}

/** A migrated database of its own that really writes to disk. */
export async function startDurable(): Promise<Durable> {
  const folder = mkdtempSync(join(tmpdir(), `moa-temporary-${process.pid}-`))
  chmodSync(folder, 0o755)
  const cluster = await startEmbedded({ dataDir: join(folder, 'postgres'), fsync: true })
  const stop = async () => {
    await cluster.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  await migrate(cluster.url)
  return {
    url: cluster.url,
    settings: await settingsOf(cluster.url),
    cpuSeconds: () => cpuOf(cluster.dataDir),
    stop,
  }
}

async function settingsOf(url: string): Promise<Durable['settings']> {
  const db = openDatabase(url, { max: 1 })
  const { rows } = await sql<Durable['settings']>`
    select current_setting('fsync') as fsync, current_setting('synchronous_commit') as "synchronousCommit",
      current_setting('server_version') as version`.execute(db)
  await db.destroy()
  const [settings] = rows
  if (settings?.fsync !== 'on' || settings.synchronousCommit !== 'on')
    throw new Error('the database is not durable')
  return settings
}

function cpuOf(dataDir: string): number | null {
  try {
    const postmaster = Number.parseInt(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8'), 10)
    let ticks = 0
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue
      const fields = statOf(name)
      if (Number(name) === postmaster || Number(fields[1]) === postmaster) {
        ticks += Number(fields[11]) + Number(fields[12])
      }
    }
    return ticks / TICKS
  } catch {
    return null
  }
}

/** The fields of /proc/<pid>/stat after the program's name: state, parent, … user ticks, system ticks. */
function statOf(pid: string): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}
